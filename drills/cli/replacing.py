"""Files that a command writes anew each time: whole or not at all, in place of its own alone."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.cli.putting import CANNOT_WRITE
from drills.errors import Refusal
from drills.whole_file import OWN, write_whole

NOT_ITS_OWN = Phrase(
    "replacing.not_its_own",
    ja="{file} はすでにあり、このコマンドが書いたものではないので置き換えません。"
    "別の名前を -o で指定してください。",
    en="{file} exists and was not written by this command, so it is not replaced. "
    "Name another with -o.",
)


def replace_own(out: Path, raw: bytes, begins: bytes, mode: int = OWN) -> bool:
    """Write the file, and give whether it took the place of an older one of its own.

    One of its own begins with `begins`. `mode` is who may read it, where the platform knows that.
    Whoever reads it at the same time sees the old one or the new one, never a part. Raises
    `Refusal`.
    """
    try:
        replaced = out.exists()
        if replaced and not (out.is_file() and _begins(out, begins)):
            raise Refusal(NOT_ITS_OWN(file=str(out)))
        write_whole(out, raw, mode)
    except OSError as trouble:
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason_of(trouble))) from trouble
    return replaced


def _begins(place: Path, begins: bytes) -> bool:
    with place.open("rb") as file:
        return file.read(len(begins)) == begins
