"""What can be asked of the world."""

from __future__ import annotations

import argparse
from dataclasses import fields

from bcp.asking import ProbeKind
from bcp.message import Phrase
from drills import probes
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
    console.result("\n\n".join(_shown(each, console) for each in probes.catalogue().values()))
    return ExitCode.PASSED


def _shown(kind: ProbeKind, console: Console) -> str:
    names = [each.name for each in fields(kind.params)]
    example = ", ".join([f"{kind.word}: …", *(f"{each}: …" for each in names[1:])])
    lines = [f"{kind.word}  {kind.meaning.said_in(console.lang)}", f"  {{{example}}}"]
    for name, fact in kind.facts.items():
        lines.append(f"    {name:<18} {fact.type:<5}  {fact.meaning.said_in(console.lang)}")
    return "\n".join(lines)
