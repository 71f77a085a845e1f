"""The forms that a report can be written in: one file for each, and the file's name is the form's.

A file here holds what `Writer` says. It is found by being here: the choices of ``-f``, the endings
that ``-o`` knows and the tests that feed every form follow from it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from bcp.message import Language, Phrase
from drills.errors import Refusal

if TYPE_CHECKING:
    # It takes long to load, and whoever only asks which forms there are needs none of it.
    from drills.report.model import Report

NO_SUCH_ENDING = Phrase(
    "writers.no_such_ending",
    ja="{file} の形式が分かりません。終わりを {endings:list} のどれかにするか、-f で形式を"
    "指定してください。",
    en="The form of {file} is not known. End its name in one of {endings:list}, or name the form "
    "with -f.",
)
# What a person at a terminal gets who names neither a form nor a file.
DEFAULT = "text"


class Writer(Protocol):
    """What a file here holds.

    `ABOUT` says in a few words what the form is for. `ENDINGS` are how files of it end, in small
    letters and with the dot, the usual one first; no two forms share one. With ``REPLACED = True``
    a file that is there gives way to a new report; without it, it is taken for something that
    people work on, and is left.
    """

    ABOUT: Phrase
    ENDINGS: tuple[str, ...]

    def written(self, report: Report, lang: Language) -> bytes:
        """The whole file; the same report and language always give the same bytes.

        Raises `Refusal`, which says what to install, where a library is missing.
        """
        ...


def names() -> tuple[str, ...]:
    """The forms, in order; none of them is loaded for it."""
    return tuple(sorted(each.name for each in pkgutil.iter_modules(__path__)))


def writer(name: str) -> Writer:
    """The writer of a form. Raises `ModuleNotFoundError` for a form that there is not."""
    return cast("Writer", importlib.import_module(f"{__name__}.{name}"))


def endings() -> Mapping[str, str]:
    """How files end, and the form that each ending means."""
    return {ending: name for name in names() for ending in writer(name).ENDINGS}


def replaced() -> tuple[str, ...]:
    """The endings of files that give way to a new report: nobody works on in these."""
    return tuple(
        ending
        for name in names()
        if getattr(writer(name), "REPLACED", False)
        for ending in writer(name).ENDINGS
    )


def form_of(out: Path | None) -> str:
    """The form that a file's name asks for; text where it asks for none.

    Raises `Refusal` for an ending that no form has: text in an ``.ods`` would open as nonsense.
    """
    return DEFAULT if out is None else form_by_ending(out, endings())


def form_by_ending(out: Path, known: Mapping[str, str]) -> str:
    """The form of a file among those known by their endings. Raises `Refusal` for another."""
    ending = out.suffix.casefold()
    if ending and ending not in known:
        raise Refusal(NO_SUCH_ENDING(file=str(out), endings=sorted(known)))
    return known[ending] if ending else DEFAULT
