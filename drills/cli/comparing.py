"""``bcp-drill compare RUN RUN``: reading the two records, and writing the comparison."""

from __future__ import annotations

import argparse

from bcp.message import Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.records import good, place_of
from drills.cli.reporting import report_in
from drills.cli.tabling import write
from drills.comparing import pair_csv, pair_words
from drills.comparing.forms import Paper, page, text
from drills.comparing.pair import Comparison, Drilled, compared
from drills.core.events import DrillStarted
from drills.errors import JournalBroken, Refusal
from drills.journal.record import EDITED
from drills.report.as_json import document
from drills.report.text_first import HANDLE

TWO = Phrase(
    "compare.two",
    ja="比べる訓練を2回分指定してください（例: bcp-drill compare 20250901 last）。"
    "{count}回分が指定されています。",
    en="Name two records to compare, not {count}. For instance: bcp-drill compare 20250901 last",
)
ONLY_WITH_PACK = Phrase(
    "compare.only_with_pack",
    ja="{option} は --pack と一緒に指定します。",
    en="{option} is for --pack only.",
)
MADE = Phrase("compare.made", ja="{date}までの記録による", en="By the records up to {date}")

FORM = "bcp-drill-compare-1"


def compare(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write the two beside each other. Raises `Refusal` or `JournalBroken`."""
    for option in ("bodies", "by_result"):
        if getattr(given, option):
            raise Refusal(ONLY_WITH_PACK(option="--" + option.replace("_", "-")))
    if given.form == "xlsx" or (given.out and given.out.suffix.casefold() == ".xlsx"):
        raise Refusal(ONLY_WITH_PACK(option="-f xlsx"))
    if len(given.runs_given) != 2:
        raise Refusal(TWO(count=len(given.runs_given)))
    one, other = (_drilled(given, each) for each in given.runs_given)
    found, lang = compared(one, other), console.lang
    paper, blocks = _paper(found, console), pair_words.blocks(found, lang)
    made = {
        "text": lambda: text(paper, blocks, lang).encode(),
        "html": lambda: page(paper, blocks, lang).encode(),
        "csv": lambda: pair_csv.written(found, lang).encode(),
        "json": lambda: document(FORM, found, lang).encode(),
    }
    write(made, given.form, given.out, console)
    return ExitCode.PASSED


def _drilled(given: argparse.Namespace, run: str) -> Drilled:
    place = place_of(given.runs, run)
    report = report_in(place)
    event = next(iter(good(place))).event()
    if not isinstance(event, DrillStarted):
        raise JournalBroken(EDITED())
    return Drilled(event.brief, report)


def _paper(found: Comparison, console: Console) -> Paper:
    lang, later = console.lang, found.later
    at = LocalTime(later.began.unix_us, later.utc_offset_s)
    return Paper(
        title=render(pair_words.TITLE(), lang),
        owner=later.organisation,
        dated=render(MADE(date=date_said(at, lang)), lang),
        caution=render(HANDLE(), lang),
    )
