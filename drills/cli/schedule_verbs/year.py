"""The fiscal year's programme on one calendar (年間訓練計画), to be approved and put on a wall."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "schedule_year.about",
    ja="年度の訓練計画を暦にして示し、書き出す（決裁・掲示用）",
    en="the fiscal year's programme as a calendar, for approval and for the wall",
)
PLAN = Phrase(
    "schedule_year.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
YEAR = Phrase(
    "schedule_year.year",
    ja="年度（令和9年度、R9、2027）。省略時は今の年度",
    en="the fiscal year, like 2027; if not given, the present one",
)
FORM = Phrase(
    "schedule_year.form",
    ja="形式。省略時は -o のファイル名の終わりにより、それもなければ text",
    en="the form; if not given, by the ending of the file behind -o, else text",
)
OUT = Phrase(
    "schedule_year.out",
    ja="書き出すファイル（省略時は標準出力）",
    en="the file to write (standard output if not given)",
)
FORMS = ("text", "html", "pdf", "docx", "xlsx", "csv", "json")
_ENDINGS = {"txt": "text", "htm": "html"}
NO_FORM = Phrase(
    "schedule_year.no_form",
    ja="{file} の形式が分かりません。終わりを {endings:list} のどれかにするか、"
    "-f で指定してください。",
    en="The form of {file} is not known. Let it end in one of {endings:list}, or name it with -f.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--year", YEAR, metavar="YEAR")
    parser.option("-f", "--form", FORM, choices=FORMS)
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show or write it. Raises `Refused` or `Refusal`."""
    from drills.cli.items_written import year_of  # noqa: PLC0415
    from drills.cli.putting import put  # noqa: PLC0415
    from drills.cli.showing import show  # noqa: PLC0415
    from drills.cli.year_here import year_here  # noqa: PLC0415

    form = given.form or _by_ending(given.out)
    here = year_here(given.plan, given.runs, console.lang, year_of(given))
    raw = here.written(form)
    if given.out is not None:
        put(given.out, raw, console)
    else:
        show(raw, form, f".{form}", console)
    return ExitCode.PASSED


def _by_ending(out: Path | None) -> str:
    if out is None:
        return FORMS[0]
    ending = out.suffix.casefold().removeprefix(".")
    form = _ENDINGS.get(ending, ending)
    if form not in FORMS[1:] and ending != "txt":
        endings = [".txt", *(f".{each}" for each in FORMS[1:])]
        raise Refusal(NO_FORM(file=str(out), endings=endings))
    return form
