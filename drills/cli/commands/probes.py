"""What can be asked of the world."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from bcp.asking import Catalogue

ABOUT = Phrase(
    "probes.about",
    ja="システムに何を尋ねられるか（プローブ）と、答えの項目を示します",
    en="show what can be asked of systems, and what the answers tell",
)
WORD = Phrase(
    "probes.word",
    ja="詳しく示すプローブ（複数可）。省略時はすべてを1行ずつ",
    en="the probes to tell all of (a line for each of all if not given)",
)
NO_PROBE = Phrase(
    "probes.no_such_word",
    ja="「{word}」というプローブはありません。{then}",
    en="There is no probe {word!r}. {then}",
)
MORE = Phrase(
    "probes.more",
    ja="書き方と答えの項目は、「bcp-drill probes 語」で分かります。",
    en="How one is written and what it answers: bcp-drill probes WORD",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("words", WORD, nargs="*", metavar="WORD")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print a line for each probe, or all of those named. Raises `Refusal`."""
    from drills import probes  # noqa: PLC0415
    from drills.cli.asking_words import in_a_line, shown  # noqa: PLC0415
    from drills.cli.manners import manners  # noqa: PLC0415

    catalogue, lang = probes.catalogue(), console.lang
    if not given.words:
        console.result("\n".join(in_a_line(each, lang) for each in catalogue.values()))
        console.tell(MORE())
        return ExitCode.PASSED
    told = []
    for word in given.words:
        _known(word, catalogue, console)
        told.append("\n".join([shown(catalogue[word], lang), *manners(probes.get(word), lang)]))
    console.result("\n\n".join(told))
    return ExitCode.PASSED


def _known(word: str, catalogue: Catalogue, console: Console) -> None:
    from bcp.did_you_mean import remedy  # noqa: PLC0415
    from drills.errors import Refusal  # noqa: PLC0415

    if word not in catalogue:
        raise Refusal(NO_PROBE(word=word, then=console.speak(remedy(word, catalogue))))
