"""A plan as a workbook, to be read, sorted and corrected in Excel."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "export.about",
    ja="計画の台帳（システム・サーバ・業務・業者など）を Excel に書き出します",
    en="write the plan's systems, servers, businesses and vendors as an Excel workbook",
)
FILE = Phrase(
    "export.file", ja="書き出すファイル（.xlsx。まだないもの）", en="the new workbook (.xlsx)"
)
PLACE = Phrase(
    "export.place",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダ）",
    en="the plan's folder or file (this folder if not given)",
)
CONTACTS = Phrase(
    "export.contacts",
    ja="連絡先（氏名・電話番号など）も書き出します。取扱いに注意してください",
    en="with people, their numbers and addresses; keep the file private",
)
NOT_XLSX = Phrase(
    "export.not_xlsx",
    ja="「{file}」は Excel のファイルの名前ではありません。.xlsx で終わる名前を指定してください。",
    en="What is written is an Excel workbook: give a name that ends in .xlsx, not {file}.",
)
DONE = Phrase(
    "export.done",
    ja="{file} に書き出しました。直したら、次で計画との違いを確かめて取り込めます。\n"
    "  bcp-drill ledger {file} --plan {plan}",
    en="Written to {file}. When it is corrected, compare it with the plan and take it in:\n"
    "  bcp-drill ledger {file} --plan {plan}",
)
PRIVATE = Phrase(
    "export.private",
    ja="連絡先を含みます。ファイルは自分だけが読めます。渡す相手と置き場所に注意してください。",
    en="It holds people's numbers. Only you can read it; mind where it goes.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("file", FILE, type=Path, metavar="FILE")
    parser.word("place", PLACE, nargs="?", type=Path, default=Path(), metavar="DIR")
    parser.option("--with-contacts", CONTACTS, dest="contacts", action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write it; a file that is there is left. Raises `Refused` or `Refusal`."""
    from bcp.load import load_plan  # noqa: PLC0415
    from drills import probes  # noqa: PLC0415
    from drills.cli.ledgers import write  # noqa: PLC0415
    from drills.ledger.workbook import workbook  # noqa: PLC0415

    if given.file.suffix.lower() != ".xlsx":
        raise Refusal(NOT_XLSX(file=str(given.file)))
    plan = load_plan(given.place, probes.catalogue()).plan
    raw = workbook(plan, console.lang, contacts=given.contacts)
    write(given.file, raw, own=given.contacts)
    if given.contacts:
        console.tell(PRIVATE())
    console.result(console.speak(DONE(file=str(given.file), plan=str(given.place))))
    return ExitCode.PASSED
