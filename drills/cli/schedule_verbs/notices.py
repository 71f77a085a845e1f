"""The notices of the programme: how they stand, what will go out, and whether a way works."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "schedule_notices.about",
    ja="お知らせ（メールなど）の状況を示し、これから送るものを見せ、手段を試す",
    en="how the notices stand, what will go out to whom, and whether a way works",
)
PLAN = Phrase(
    "schedule_notices.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
TEST = Phrase(
    "schedule_notices.test",
    ja="試しのお知らせを今すぐ1通送ります: mail、command（messages の test_to へ）、webhook、"
    "webhooks のid、または all",
    en="send one marked test notice now: mail or command (to test_to of messages), webhook, an id "
    "of webhooks, or all",
)
PREVIEW = Phrase(
    "schedule_notices.preview",
    ja="これから送るものを本文まで示します。訓練のid、または all。何も送りません",
    en="show what will go out, word for word, for a planned drill's id or all; sends nothing",
)
DAYS = Phrase(
    "schedule_notices.days",
    ja="--preview: 今日から何日分か（省略時は30）",
    en="--preview: for so many days (30 if not given)",
)
EITHER = Phrase(
    "schedule_notices.either",
    ja="--test と --preview は、どちらか一方だけ指定してください。",
    en="Give either --test or --preview.",
)
NO_DAYS = Phrase(
    "schedule_notices.no_days",
    ja="--days は 1 から 400 までの日数で指定してください。",
    en="Give --days as a number of days from 1 to 400.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.option("--test", TEST, metavar="WAY")
    parser.option("--preview", PREVIEW, metavar="DRILL")
    parser.option("--days", DAYS, metavar="N")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show or try it. Raises `Refused`, `Refusal` or `JournalBroken`."""
    from bcp.load import load_plan  # noqa: PLC0415
    from drills import probes  # noqa: PLC0415
    from drills.cli.notices_shown import previewed, shown  # noqa: PLC0415
    from drills.cli.notices_tested import tested  # noqa: PLC0415
    from drills.cli.places import here, plan_above  # noqa: PLC0415

    if given.test is not None and given.preview is not None:
        raise Refusal(EITHER())
    plan = load_plan(given.plan or plan_above(here()), probes.catalogue()).plan
    if given.test is not None:
        return tested(plan, given.test, console)
    if given.preview is not None:
        previewed(plan, given.runs, given.preview, _days(given.days), console)
        return ExitCode.PASSED
    return shown(plan, given.runs, console)


def _days(written: str | None) -> int:
    if written is None:
        return 30
    if not written.isascii() or not written.isdigit() or not 1 <= int(written[:4]) <= 400:
        raise Refusal(NO_DAYS())
    return int(written)
