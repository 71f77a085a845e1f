"""The programme and everything that is due, as a calendar that groupware takes in."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "schedule_calendar.about",
    ja="訓練・点検・期限をカレンダーのファイル（.ics）にする",
    en="write drills, inspections and days by which something ends into a calendar's file (.ics)",
)
PLAN = Phrase(
    "schedule_calendar.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
OUT = Phrase(
    "schedule_calendar.out",
    ja="書き出すファイル（省略時は標準出力。前に書いたものは置き換えます）",
    en="the file to write (the output if not given); an earlier one is replaced",
)
YEAR = Phrase(
    "schedule_calendar.year",
    ja="その年度だけ（例: 令和9年度、R9、2027）",
    en="that fiscal year alone, such as 2027",
)
DAYS = Phrase(
    "schedule_calendar.days",
    ja="今日からその日数だけ（省略時は、今年度の初めから約1年先まで）",
    en="so many days from today alone (from the first day of this fiscal year to a year from now "
    "if not given)",
)
ONLY = Phrase(
    "schedule_calendar.only",
    ja="その種類だけ: drills（人の要る訓練）、unattended（自動で始まる訓練）、"
    "inspections（点検・試験）、items（改善事項）、due（その他の期限）、all（すべて）。コンマで区切ります。"
    "省略時は unattended 以外",
    en="these kinds alone, with commas between them: drills (that want people), unattended "
    "(that begin by themselves), inspections, items, due (other days), all; "
    "all but unattended if not given",
)
NO_PART = Phrase(
    "schedule_calendar.no_part",
    ja="--only の「{word}」が分かりません。{then}",
    en="--only {word!r} is not understood. {then}",
)
NO_DAYS = Phrase(
    "schedule_calendar.no_days",
    ja="--days は 1 から 3660 までの日数で指定してください。",
    en="Give --days as a number of days from 1 to 3660.",
)
EITHER = Phrase(
    "schedule_calendar.either",
    ja="--year と --days は、どちらか一方だけ指定してください。",
    en="Give either --year or --days.",
)
WRITTEN = Phrase(
    "schedule_calendar.written",
    ja="{count}件を {file} に書きました。グループウェアに取り込めます。",
    en="{count} entries were written to {file}, for groupware to take in.",
)
MOST_DAYS = 3_660


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")
    parser.option("--year", YEAR, metavar="YEAR")
    parser.option("--days", DAYS, type=int, metavar="N")
    parser.option("--only", ONLY, metavar="KINDS")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write it. Raises `Refused` for a plan with mistakes, or `Refusal`."""
    from drills.agenda.feed import agenda  # noqa: PLC0415
    from drills.cli.agenda_here import Stretch, material  # noqa: PLC0415
    from drills.cli.items_here import Here  # noqa: PLC0415
    from drills.cli.items_written import year_of  # noqa: PLC0415
    from drills.cli.replacing import replace_own  # noqa: PLC0415
    from drills.ics.writing import BEGINS, written  # noqa: PLC0415

    parts, year = _parts(given.only), year_of(given)
    if year is not None and given.days is not None:
        raise Refusal(EITHER())
    if given.days is not None and not 1 <= given.days <= MOST_DAYS:
        raise Refusal(NO_DAYS())
    here = Here.of(given)
    stretch = Stretch.usual(here)
    if year is not None:
        stretch = Stretch.of_year(here, year)
    elif given.days is not None:
        stretch = Stretch.of_days(here, given.days)
    calendar = agenda(material(here, stretch), console.lang, parts)
    raw = written(calendar)
    if given.out is None:
        console.whole(raw)
    else:
        replace_own(given.out, raw, BEGINS)
        console.tell(WRITTEN(count=len(calendar.events), file=str(given.out)))
    return ExitCode.PASSED


def _parts(only: str | None) -> tuple[str, ...]:
    """The kinds that were asked for. Raises `Refusal` with what was probably meant."""
    from bcp.did_you_mean import remedy  # noqa: PLC0415
    from drills.agenda.material import AGENDA_PARTS, ALL, parts_in  # noqa: PLC0415

    found = parts_in(only)
    if isinstance(found, str):
        raise Refusal(NO_PART(word=found, then=remedy(found, (*AGENDA_PARTS, ALL)) or ""))
    return found
