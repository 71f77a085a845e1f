"""The items as a list, the most pressing first."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.items_here import Here
from drills.cli.items_written import write_sheet, year_of
from drills.cli.putting import put
from drills.items.calendar_file import calendar_of
from drills.items.listing import list_lines, list_sheet, of_year
from drills.items.standing import ItemStanding
from drills.printed.wording import Wording

ABOUT = Phrase("items_show.about", ja="一覧。省略時", en="the list; if nothing is said")
USAGE = Phrase("items_show.usage", ja="show -o ファイル", en="show -o FILE")
NONE = Phrase(
    "items_show.none",
    ja="改善事項はありません。訓練から加えるには: bcp-drill items from last",
    en="There are no action items. To take them from a drill: bcp-drill items from last",
)
ALL_CLOSED = Phrase(
    "items_show.all_closed",
    ja="未完了の改善事項はありません。完了したもの {count}件は --all で示します。",
    en="No action item is open. --all lists the {count} that are closed.",
)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show them, or write them into a file."""
    here = Here.of(given)
    year = year_of(given)
    start = here.plan.organisation.fiscal_year_start
    every = [each for each in here.standings if year is None or of_year(each.item, year, start)]
    shown = [each for each in every if given.all or each.item.is_open or each.came_back]
    wording = Wording(here.plan, console.lang)
    if given.ics is not None:
        put(given.ics, calendar_of(every, wording, here.revised), console)
        if given.out is None and given.form is None:
            return ExitCode.PASSED
    if given.out is None and given.form in (None, "text"):
        _tell(shown, every, wording, console)
    else:
        write_sheet(list_sheet(shown, wording, here.today), given, console)
    return ExitCode.PASSED


def _tell(
    shown: list[ItemStanding], every: list[ItemStanding], wording: Wording, console: Console
) -> None:
    if shown:
        console.result("\n".join(list_lines(shown, every, wording)))
    else:
        console.tell(ALL_CLOSED(count=len(every)) if every else NONE())
