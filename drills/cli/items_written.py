"""Where a sheet of items goes: a file or the output, in the form that was asked for."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli.console import Console
from drills.cli.putting import put
from drills.cli.showing import show
from drills.errors import Refusal
from drills.items.sheet import FORMS, Sheet
from drills.items.typed import NO_YEAR, year_in

NO_FORM = Phrase(
    "items.no_form",
    ja="{file} の形式が分かりません。終わりを {endings:list} のどれかにしてください。",
    en="The form of {file} is not known. Let it end in one of {endings:list}.",
)


def year_of(given: argparse.Namespace) -> int | None:
    """The fiscal year that was asked for. Raises `Refusal`."""
    if given.year is None:
        return None
    year = year_in(given.year)
    if year is None:
        raise Refusal(NO_YEAR(given=given.year))
    return year


def write_sheet(sheet: Sheet, given: argparse.Namespace, console: Console) -> None:
    """Write the sheet into a file, or as text to the output. Raises `Refusal`."""
    form = given.form or _by_ending(given)
    if form == "text" or form not in FORMS:
        raise Refusal(NO_FORM(file=str(given.out), endings=[f".{each}" for each in FORMS]))
    raw = FORMS[form](sheet)
    if given.out is not None:
        put(given.out, raw, console)
    else:
        show(raw, form, f".{form}", console)


def _by_ending(given: argparse.Namespace) -> str:
    return "csv" if given.out is None else str(given.out.suffix).casefold().removeprefix(".")
