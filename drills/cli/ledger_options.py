"""What every command that reads a ledger takes, in words. Light: the overview loads it."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser

CONTACTS = Phrase(
    "ledger.contacts",
    ja="連絡先の表（.xlsx か .csv）。別のファイルになっているとき",
    en="the table of contacts (.xlsx or .csv), where it is another file",
)
COLUMNS = Phrase(
    "ledger.columns",
    ja="見出しの読み方（例: --columns systems.zone=所属NW,vendors.name=会社）。"
    "「項目=」と空にすると取り込みません",
    en="which heading is which (--columns systems.zone=Net,vendors.name=Company); nothing behind "
    "the = leaves the field out",
)
SHEET = Phrase(
    "ledger.sheet",
    ja="読むシート（例: --sheet systems=台帳2026）。種類は zones、systems、servers、businesses、"
    "vendors、contacts",
    en="which sheets to read (--sheet systems=Ledger2026); kinds: zones, systems, servers, "
    "businesses, vendors, contacts",
)
MAPPING = Phrase(
    "ledger.mapping",
    ja="読み方のファイル（.yaml）。なければ書き出し、あれば直したものとして使います",
    en="the file that says how it is read: written where it is not there, else followed",
)


def declare(parser: Parser) -> None:
    """Declare the options."""
    parser.option("--contacts", CONTACTS, action="append", type=Path, metavar="FILE")
    parser.option("--columns", COLUMNS, action="append", default=[], metavar="FIELD=HEADING")
    parser.option("--sheet", SHEET, action="append", default=[], metavar="KIND=SHEET")
    parser.option("--mapping", MAPPING, type=Path, metavar="FILE")
