"""Files that a command writes for people: whole or not at all, and never in place of their work."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills import writers
from drills.cli.console import Console
from drills.errors import Refusal
from drills.whole_file import write_whole

WRITTEN = Phrase("report.written", ja="{file} に書きました。", en="Written to {file}.")
REPLACED = Phrase(
    "report.replaced",
    ja="{file} に書きました（同じ名前のファイルを置き換えました）。",
    en="Written to {file}, in place of the file that was there.",
)
CANNOT_WRITE = Phrase(
    "report.cannot_write",
    ja="{file} に書けません（{reason}）。書き込める場所を -o で指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)
NOT_OURS = Phrase(
    "report.not_ours",
    ja="{file} はすでにあり、報告書の名前ではないので置き換えません。"
    "別の名前（終わりは {endings:list} のどれか）を -o で指定してください。",
    en="{file} exists and is not named like a report, so it is not replaced. "
    "Name another with -o (ending in one of {endings:list}).",
)
WORKED_ON = Phrase(
    "report.worked_on",
    ja="{file} はすでにあり、人が手を入れたものかもしれないので置き換えません。"
    "別の名前を -o で指定するか、要らなければ消してからやり直してください。",
    en="{file} exists and may be something that people work on, so it is not replaced. "
    "Name another with -o, or delete it first if nobody needs it.",
)


def put(out: Path, raw: bytes, console: Console) -> None:
    """Write a whole file that only its owner may read, and say so.

    Raises `Refusal`, also where a file that is no report would be replaced.
    """
    replaced = put_quietly(out, raw)
    console.tell((REPLACED if replaced else WRITTEN)(file=str(out)))


def put_quietly(out: Path, raw: bytes) -> bool:
    """Write a whole file or none, and give whether it took the place of another."""
    try:
        return _replaced(out, raw)
    except OSError as trouble:
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason_of(trouble))) from trouble


def _replaced(out: Path, raw: bytes) -> bool:
    if out.exists() and not out.is_file():
        # A device or a pipe cannot be replaced; a folder is refused by this.
        out.write_bytes(raw)
        return False
    replaced = out.exists()
    if replaced:
        _check_gives_way(out)
    # It names people and servers; whoever it is for is given it by its owner.
    write_whole(out, raw)
    return replaced


def _check_gives_way(out: Path) -> None:
    """Raises `Refusal` where what is there, behind a link too, may be somebody's work."""
    ending, given_up = out.resolve().suffix.casefold(), writers.replaced()
    if ending in given_up:
        return
    if ending in writers.endings():
        raise Refusal(WORKED_ON(file=str(out)))
    raise Refusal(NOT_OURS(file=str(out), endings=given_up))
