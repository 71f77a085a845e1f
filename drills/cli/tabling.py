"""Comparisons written where they were asked for, in the form that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bcp.message import Phrase
from drills.cli.console import Console
from drills.cli.putting import put
from drills.errors import Refusal

NEEDS_A_FILE = Phrase(
    "tabling.needs_a_file",
    ja="{form} は画面に表示できる文字ではありません。ファイルの名前を -o で指定してください"
    "（例: -o compare.{form}）。",
    en="{form} is no text that a terminal can show. Name a file with -o, for instance: "
    "-o compare.{form}",
)
OTHER_ENDING = Phrase(
    "tabling.other_ending",
    ja="{file} は {form} の名前ではありません。名前の終わりを .{form} にしてください。",
    en="{file} is not named like {form}. Let its name end in .{form}",
)

Made = Mapping[str, Callable[[], bytes]]
"""The forms that there are, each with what makes it."""

_ENDINGS = {".txt": "text", ".htm": "html", ".html": "html", ".json": "json", ".csv": "csv"}
_ENDINGS |= {".xlsx": "xlsx"}


def write(made: Made, form: str | None, out: Path | None, console: Console) -> None:
    """Write it in the form named, or in that which the file's name asks for, or else as text.

    Raises `Refusal` where form and file do not go together, or the file cannot be written.
    """
    named = _ENDINGS.get(out.suffix.casefold()) if out is not None else None
    wanted = form or named or "text"
    if wanted not in made:
        raise Refusal(OTHER_ENDING(file=str(out), form=next(iter(made))))
    if out is not None:
        if named is not None and named != wanted:
            raise Refusal(OTHER_ENDING(file=str(out), form=wanted))
        put(out, made[wanted](), console)
        return
    raw = made[wanted]()
    if wanted == "xlsx":
        if console.is_shown:
            raise Refusal(NEEDS_A_FILE(form=wanted))
        console.whole(raw)
    elif wanted == "csv" and not console.is_shown:
        console.whole(raw)
    elif wanted == "html":
        # A terminal redirects in an encoding of its own, but a page is UTF-8: ASCII is both.
        console.result(raw.decode().encode("ascii", "xmlcharrefreplace").decode())
    else:
        console.result(raw.decode("utf-8-sig").removesuffix("\n"))
