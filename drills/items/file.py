"""The plan's action items on the disk: one writer at a time, written whole or not at all.

Whoever changes them holds a lock that the operating system takes back from a process that dies,
reads the file as it is then, and replaces it. So two who write at once both keep what they wrote,
and a kill leaves the old file or the new one.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bcp.action_items import ActionItem
from bcp.item_writing import HEAD, KEY, Edit, edited, items_in
from bcp.message import Message, Phrase
from bcp.nodes import Fields
from bcp.strict_yaml import parse
from bcp.system_trouble import reason_of
from drills.errors import Refusal
from drills.whole_file import OWN, replace_whole, write_whole

NAME = "manage/action_items.yaml"
PATIENCE_S = 20.0

NOT_WRITTEN = Phrase(
    "items.not_written",
    ja="{file} に書けません（{reason}）。フォルダの権限と空きを確かめてください。",
    en="{file} cannot be written ({reason}). See that you may write there and that there is room.",
)
BUSY = Phrase(
    "items.busy",
    ja="{file} は別のプログラムが書き込み中です。少し待って、もう一度実行してください。",
    en="{file} is being written by another program. Wait a moment and try again.",
)

Change = Callable[[tuple[ActionItem, ...]], Sequence[Edit]]


def file_of(plan: Path) -> Path:
    """Where the items of the plan at `plan`, a folder or a file, are or will be written."""
    if plan.is_file() and plan.name != "plan.yaml":
        return plan
    folder = plan.parent if plan.is_file() else plan
    own, main = folder / NAME, folder / "plan.yaml"
    return main if not own.exists() and _holds_items(main) else own


def is_whole_plan(file: Path) -> bool:
    """Whether a file that `file_of` gave holds the rest of the plan, too."""
    return file.name != Path(NAME).name


def change_items(plan: Path, change: Change) -> Path:
    """Write the edits that `change` makes of the items as they are now, and say into which file.

    Raises `Refusal`; then the file is as it was.
    """
    file = file_of(plan)
    try:
        file.parent.mkdir(exist_ok=True)
        with _only_writer(file):
            raw = file.read_bytes() if file.exists() else b""
            items = items_in(raw, file.name)
            if isinstance(items, Message):
                raise Refusal(items)
            edits = change(items)
            if edits:
                _write(file, raw, edits)
    except OSError as trouble:
        raise Refusal(NOT_WRITTEN(file=str(file), reason=reason_of(trouble))) from trouble
    return file


def _write(file: Path, raw: bytes, edits: Sequence[Edit]) -> None:
    whole = is_whole_plan(file)
    changed = edited(
        raw or b"" if whole else raw or HEAD.encode(), file.name, edits, whole_plan=whole
    )
    if isinstance(changed, Message):
        raise Refusal(changed)
    if file.exists():
        replace_whole(file, changed)
    else:
        _create(file, changed)


def _create(file: Path, content: bytes) -> None:
    """Make a file whole, readable by those who may read the plan itself."""
    main = file.parent.parent / "plan.yaml"
    write_whole(file, content, stat.S_IMODE(main.stat().st_mode) if main.exists() else OWN)


@contextmanager
def _only_writer(file: Path) -> Iterator[None]:
    """Hold the right to write. SQLite's lock is let go of with its process, on every platform."""
    path = file.with_name(f".{file.stem}.lock")
    if not path.exists():
        # It holds nothing; whoever else may write into the folder must be able to open it.
        path.touch()
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE_S)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.OperationalError as trouble:
        if getattr(trouble, "sqlite_errorname", "") in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise Refusal(BUSY(file=str(file))) from trouble
        raise OSError(str(trouble)) from trouble


def _holds_items(main: Path) -> bool:
    with suppress(OSError):
        tree, _ = parse(main.read_bytes(), main.name)
        return isinstance(tree, Fields) and tree.get(KEY) is not None
    return False
