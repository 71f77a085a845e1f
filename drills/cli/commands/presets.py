"""Values that many plans share, with their sources; and which of them a plan uses."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from bcp.load import LoadedPlan

ABOUT = Phrase(
    "presets.about",
    ja="既定値（目標復旧時間の区分など）と出どころ、計画での使われ方を示します",
    en="show shared values such as classes of recovery time, their sources, and who uses them",
)
NAME = Phrase(
    "presets.name",
    ja="詳しく示す既定値（複数可）。省略時はすべてを1行ずつ",
    en="the presets to tell all of (a line for each of all if not given)",
)
PLAN = Phrase(
    "presets.plan",
    ja="この計画で、既定値から入った値と出どころを示します（計画自身の presets フォルダも見ます）",
    en="show which values of this plan came from presets (its own folder presets counts, too)",
)
NO_PRESET = Phrase(
    "presets.no_such_name",
    ja="「{word}」という既定値はありません。{then}",
    en="There is no preset {word!r}. {then}",
)
MORE = Phrase(
    "presets.more",
    ja="値と出どころは、「bcp-drill presets 名前」で分かります。自分の値にするときは、計画の "
    "presets フォルダに同じ名前のファイルを置きます。",
    en="Values and sources: bcp-drill presets NAME. For values of your own, put a file of that "
    "name into the plan's folder presets.",
)
NOTHING_GIVEN = Phrase(
    "presets.nothing_given",
    ja="この計画に、既定値から入った値はありません。",
    en="No value of this plan came from a preset.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("names", NAME, nargs="*", metavar="NAME")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print all, those named, or what a plan got. Raises `Refusal`, and `Refused` for a plan."""
    from bcp.preset_files import Presets  # noqa: PLC0415
    from drills.cli.preset_words import in_a_line, shown  # noqa: PLC0415

    loaded = _loaded(given.plan) if given.plan is not None else None
    presets = loaded.presets if loaded is not None else Presets()
    if given.names:
        _known(given.names, presets.names, console)
        found = [presets.get(each) for each in given.names]
        console.result("\n\n".join(shown(each, console.lang) for each in found if each))
    elif loaded is not None:
        _tell_origins(loaded, console)
    else:
        found = [presets.get(each) for each in presets.names]
        console.result("\n".join(in_a_line(each, console.lang) for each in found if each))
        console.tell(MORE())
    return ExitCode.PASSED


def _loaded(place: Path) -> LoadedPlan:
    from bcp.load import load_plan  # noqa: PLC0415
    from drills import probes  # noqa: PLC0415

    return load_plan(place, probes.catalogue())


def _tell_origins(loaded: LoadedPlan, console: Console) -> None:
    from drills.cli.preset_words import given_by  # noqa: PLC0415

    lines = [given_by(loaded, each, console.lang) for each in loaded.origins]
    if lines:
        console.result("\n".join(lines))
    else:
        console.tell(NOTHING_GIVEN())


def _known(words: list[str], names: tuple[str, ...], console: Console) -> None:
    from bcp.did_you_mean import remedy  # noqa: PLC0415
    from drills.errors import Refusal  # noqa: PLC0415

    for word in words:
        if word not in names:
            raise Refusal(NO_PRESET(word=word, then=console.speak(remedy(word, names))))
