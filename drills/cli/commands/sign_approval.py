"""Approve named actions of a scenario before its drill, with a signature."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "sign.about",
    ja="元に戻せる操作を、訓練の前に署名して承認します",
    en="approve actions that can be taken back before the drill, with a signature",
)
APPROVER = Phrase(
    "sign.approver",
    ja="承認する人（計画の approvers の id）",
    en="who approves (an id of the plan's approvers)",
)
ROLE = Phrase(
    "sign.role",
    ja="どの役割として承認するか（persons に名前のある本人としてなら、その名前）",
    en="as which role; or the person's own name, where the scenario names the person",
)
STEP = Phrase(
    "sign.step",
    ja="承認する手順（何度でも書けます）",
    en="a step to approve (may be given several times)",
)
UNTIL = Phrase(
    "sign.until",
    ja="承認の期限の日（例: 2026-12-31）",
    en="the last day it is good, like 2026-12-31",
)
KEY = Phrase(
    "sign.key",
    ja="署名に使う Ed25519 の秘密鍵（OpenSSH 形式）",
    en="the private key to sign with (Ed25519, OpenSSH's form)",
)
SET = Phrase(
    "sign.set",
    ja="シナリオのパラメータを変えます（名前=値）",
    en="change a parameter of the scenario (name=value)",
)
OUT = Phrase("sign.out", ja="書き出すファイル", en="the file to write")


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("scenario", options.SCENARIO, metavar="SCENARIO")
    parser.option("--plan", options.PLAN, type=Path, metavar="DIR")
    parser.option("--set", SET, action="append", default=[], metavar="NAME=VALUE")
    parser.option("--approver", APPROVER, required=True, metavar="ID")
    parser.option("--role", ROLE, required=True)
    parser.option("--step", STEP, action="append", required=True)
    parser.option("--until", UNTIL, required=True, metavar="DATE")
    parser.option("--key", KEY, type=Path, required=True, metavar="FILE")
    parser.option("-o", "--out", OUT, type=Path, required=True, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show what is signed, sign it, and write the file."""
    from drills.cli.approving import signed  # noqa: PLC0415

    signed(given, console)
    return ExitCode.PASSED
