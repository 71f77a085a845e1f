"""Comparisons written where they were asked for, in the form that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bcp.message import Phrase
from drills.cli.console import Console
from drills.cli.putting import put
from drills.cli.showing import show
from drills.errors import Refusal

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
    show(made[wanted](), wanted, f".{wanted}", console)
