"""The plan's list of contacts, written: one number at a time, or not at all.

The file is replaced whole, so a reader never meets half of it, and whoever could read it before
can read it after, and nobody else.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from glob import escape
from pathlib import Path

from bcp.message import Message, Phrase
from bcp.number_correction import put_right
from bcp.people import Correction
from bcp.system_trouble import reason_of

NAMES = ("people/contacts.yaml", "plan.yaml")

_FRESH = ".new"
NO_FILE = Phrase(
    "contacts_file.missing",
    ja="計画に連絡先のファイル（{name}）がありません。",
    en="the plan has no file of contacts ({name}).",
)
NOT_WRITTEN = Phrase(
    "contacts_file.not_written",
    ja="{name}に書けません（{reason}）。手で直してください。",
    en="{name} cannot be written ({reason}); correct it by hand.",
)


def write_number(folder: Path, correction: Correction) -> Message | None:
    """Put the number right in the plan's own file; the words why, where that was not done."""
    file = next((folder / name for name in NAMES if (folder / name).is_file()), None)
    if file is None:
        return NO_FILE(name=NAMES[0])
    try:
        raw = file.read_bytes()
        changed = put_right(raw, file.name, correction)
        if isinstance(changed, Message):
            return changed
        if changed != raw:
            replace_whole(file, changed)
    except OSError as trouble:
        return NOT_WRITTEN(name=file.name, reason=reason_of(trouble))
    return None


def replace_whole(file: Path, content: bytes) -> None:
    """Put another content into a file that is there, with the rights that it has.

    Raises `OSError`; then the file is as it was.
    """
    # A link stays one: what it points to is replaced.
    file = file.resolve()
    # What a kill in the middle of a write left holds numbers, too.
    for left in file.parent.glob(f".{escape(file.name)}.*{_FRESH}"):
        with suppress(OSError):
            left.unlink()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=_FRESH)
    try:
        with os.fdopen(handle, "wb") as fresh:
            fresh.write(content)
            fresh.flush()
            os.fsync(fresh.fileno())
        Path(name).chmod(file.stat().st_mode)
        Path(name).replace(file)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
