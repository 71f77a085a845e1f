"""Say how many people can work from home, what ends that first, and what more it would take."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "headroom.about",
    ja="テレワークで何人まで働けるか、何が最初に足りなくなるかを、計画から計算します",
    en="reckon from the plan how many can work from home, and what ends that first",
)
PLACE = Phrase(
    "headroom.place",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上に探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
STAFF = Phrase(
    "headroom.staff",
    ja="在宅になる職員の数（省略時は計画のexpected）",
    en="how many would work from home (expected in the plan if not given)",
)
METHOD = Phrase(
    "headroom.method",
    ja="そのうち、その手段を使う人数（例: --method ssl-vpn=400）",
    en="how many of them by which way of telework (--method ssl-vpn=400)",
)
ASSUME = Phrase(
    "headroom.assume",
    ja="計算に使う値を変えます（例: --assume mbps=0.5、--assume ssl-vpn.licences=800、"
    "--assume 回線のid.capacity_mbps=500）",
    en="reckon with another number (--assume mbps=0.5, --assume ssl-vpn.licences=800, "
    "--assume LINK.capacity_mbps=500)",
)
FORM = Phrase(
    "headroom.form",
    ja="形式: text（端末・印刷）、json（他のプログラム）、csv（Excel）",
    en="the form: text (terminal, paper), json (other programs) or csv (Excel)",
)
OUT = Phrase(
    "headroom.out",
    ja="書き出すファイル（省略時は標準出力）",
    en="the file to write (standard output if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("place", PLACE, nargs="?", type=Path, default=None, metavar="DIR")
    parser.option("--staff", STAFF, metavar="NUMBER")
    parser.option("--method", METHOD, action="append", default=[], metavar="WAY=NUMBER")
    parser.option("--assume", ASSUME, action="append", default=[], metavar="KEY=NUMBER")
    parser.option("-f", "--form", FORM, choices=("text", "json", "csv"), default="text")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Reckon, and print. Raises `Refusal` or `Refused`."""
    from drills.cli.reckoning import reckoned  # noqa: PLC0415

    return reckoned(given, console)
