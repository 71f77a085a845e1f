"""What can be asked of the world."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "probes.about",
    ja="システムに何を尋ねられるか（プローブ）と、答えの項目を示します",
    en="show what can be asked of systems, and what the answers tell",
)


def arguments(parser: Parser) -> None:
    """Declare nothing: the command takes no words."""


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print every probe with its fields and facts."""
    from drills import probes  # noqa: PLC0415
    from drills.cli.asking_words import shown  # noqa: PLC0415

    kinds = probes.catalogue().values()
    console.result("\n\n".join(shown(each, console.lang) for each in kinds))
    return ExitCode.PASSED
