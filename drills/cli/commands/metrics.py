"""The plan's standing as figures for a monitoring system."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "metrics.about",
    ja="監視システム（Prometheus など）のために、計画の準備状況と期限を数値で書き出します",
    en="write how ready the plan is, and what is due, as figures for monitoring (Prometheus)",
)
PLAN = Phrase(
    "metrics.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
OUT = Phrase(
    "metrics.out",
    ja="書き出すファイル（.prom。省略時は標準出力。前に書いたものは丸ごと置き換えます）",
    en="the file to write, ending in .prom (the output if not given); an earlier one is replaced",
)
# Whoever collects the figures is another account, and nothing in them is secret.
READABLE_BY_ALL = 0o644


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write them. Raises `Refused` for a plan with mistakes, or `Refusal`."""
    from time import time  # noqa: PLC0415

    from drills.cli.feeding import telling_of  # noqa: PLC0415
    from drills.cli.places import here, plan_above  # noqa: PLC0415
    from drills.cli.putting import REPLACED, WRITTEN  # noqa: PLC0415
    from drills.cli.replacing import replace_own  # noqa: PLC0415
    from drills.metrics.exposition import BEGINS  # noqa: PLC0415

    at = time()
    telling, _ = telling_of(given.plan or plan_above(here()), given.runs)
    raw = telling.metrics(at, fresh=True)
    if given.out is None:
        console.result(raw.decode().removesuffix("\n"))
    else:
        replaced = replace_own(given.out, raw, BEGINS, READABLE_BY_ALL)
        console.tell((REPLACED if replaced else WRITTEN)(file=str(given.out)))
    return ExitCode.PASSED
