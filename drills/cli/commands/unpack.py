"""A pack that somebody sent, put into a plan."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "unpack.about",
    ja="配られた訓練パックを計画に入れ、計画に足りないものを示します",
    en="put a pack that was sent to you into your plan, and say what the plan lacks",
)
FILE = Phrase("unpack.file", ja="訓練パックのファイル", en="the pack's file")
PLAN = Phrase(
    "unpack.plan",
    ja="入れる先の計画のフォルダ（省略時は今いるフォルダから上に探します）",
    en="the folder of the plan to put it into (looked for from here upwards if not given)",
)
SIGNER = Phrase(
    "unpack.signer",
    ja="配布元の鍵（「ssh-ed25519 AAAA…」の行、または SHA256:… の指紋）。違えば入れません",
    en="the sender's key (a line ssh-ed25519 AAAA…, or its fingerprint SHA256:…); "
    "a pack by any other is refused",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("file", FILE, type=Path, metavar="FILE")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--signer", SIGNER, metavar="KEY")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Take it in. Raises `Refusal`; then nothing was written."""
    from drills.cli.unpacking import unpack  # noqa: PLC0415

    return unpack(given, console)
