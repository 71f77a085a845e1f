"""What drills showed that must be improved: listed, added, taken from a drill, closed, budgeted."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "items.about",
    ja="改善事項（訓練で分かった課題と対応）を一覧し、加え、完了にし、予算要求に書き出します",
    en="action items: list them, take them from a drill, close them by proof, ask for money",
)
VERB = Phrase("items.verb", ja="何をするか: {verbs:list}", en="what to do: {verbs:list}")
ONE_VERB = Phrase("items.one_verb", ja="{usage}（{about}）", en="{usage} ({about})")
REST = Phrase("items.rest", ja="続く語", en="the words behind it")
PLAN = Phrase(
    "items.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
ALL = Phrase("items.all", ja="show: 完了したものも示します", en="show: closed ones, too")
YEAR = Phrase(
    "items.year",
    ja="show・budget: その年度のものだけ（2027、R9、令和9年度）",
    en="show, budget: those of that fiscal year only, like 2027",
)
FORM = Phrase(
    "items.form",
    ja="show・budget: 形式（省略時は -o のファイル名の終わりによる）",
    en="show, budget: the form; if not given, by the ending of the file behind -o",
)
OUT = Phrase(
    "items.out",
    ja="show・budget: 書き出すファイル（省略時は標準出力）",
    en="show, budget: the file to write (standard output if not given)",
)
ICS = Phrase(
    "items.ics",
    ja="show: 期限をカレンダーのファイル（.ics）に書き出します",
    en="show: write the days by which they are due into a calendar's file (.ics)",
)
YES = Phrase("items.yes", ja="from: 確かめずに加えます", en="from: add them without asking")
BY = Phrase(
    "items.by", ja="close: 目標を満たした後の訓練", en="close: the drill that met the target"
)
WORDS = Phrase(
    "items.words",
    ja="close: 何を確かめたか（目標のない改善事項）",
    en="close: what was seen, of an item without a target",
)
ROLE = Phrase(
    "items.role",
    ja="close: 確かめた役割か課（個人名は書けません）",
    en="close: the role or section that says so, not a name",
)
CHANGED = Phrase(
    "items.changed",
    ja="close: 目標が緩められたあとで完了とする理由",
    en="close: why, though the target was loosened since",
)
NO_VERB = Phrase(
    "items.no_verb",
    ja="「items {word}」という使い方はありません。{then}",
    en="There is no items {word!r}. {then}",
)
SHOW = "show"


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    from drills.cli import item_verbs  # noqa: PLC0415

    verbs = [item_verbs.verb(each) for each in item_verbs.names()]
    told = [ONE_VERB(usage=each.USAGE(), about=each.ABOUT()) for each in verbs]
    parser.word("verb", VERB(verbs=told), nargs="?", default=SHOW, metavar="VERB")
    parser.word("rest", REST, nargs="*", metavar="WORD")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--all", ALL, action="store_true")
    parser.option("--year", YEAR, metavar="YEAR")
    parser.option("-f", "--form", FORM, choices=("text", "csv", "json", "xlsx", "html", "docx"))
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")
    parser.option("--ics", ICS, type=Path, metavar="FILE")
    parser.option("--yes", YES, action="store_true")
    parser.option("--by", BY, metavar="RUN")
    parser.option("--words", WORDS, metavar="TEXT")
    parser.option("--role", ROLE, metavar="ROLE")
    parser.option("--target-changed", CHANGED, metavar="TEXT")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Do what the first word says. Raises `Refused` or `Refusal`."""
    from bcp.did_you_mean import remedy  # noqa: PLC0415
    from drills.cli import item_verbs  # noqa: PLC0415

    if given.verb not in item_verbs.names():
        then = remedy(given.verb, item_verbs.names()) or ""
        raise Refusal(NO_VERB(word=given.verb, then=then))
    code: ExitCode = item_verbs.verb(given.verb).run(given, console)
    return code
