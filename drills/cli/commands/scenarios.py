"""What can be drilled: with a plan, and out of the library that comes with bcp-drill."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.refused import Refused
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

if TYPE_CHECKING:
    from bcp.asking import Catalogue
    from scenarios.model import Scenario

ABOUT = Phrase(
    "scenarios.about",
    ja="計画にあるシナリオとライブラリの一覧を示し、1つを説明し、ライブラリから写します",
    en="list the scenarios of a plan and those of the library, explain one, and copy one",
)
COPY = Phrase(
    "scenarios.copy",
    ja="ライブラリのシナリオを DIR に写します。計画がまだなければ、見本の計画も写します",
    en="copy a scenario of the library into DIR; with the sample plan where there is none yet",
)
PLACE = Phrase(
    "scenarios.place",
    ja="計画のフォルダ（省略時は今のフォルダ）。シナリオの名前なら、それを説明します",
    en="the plan's folder (this folder if not given); or a scenario's name, which is explained",
)
NONE = Phrase(
    "scenarios.none",
    ja="{plan} の scenarios フォルダにシナリオがありません。",
    en="There are no scenarios in the folder scenarios of {plan}.",
)
LIBRARY = Phrase(
    "scenarios.library",
    ja="ライブラリ（bcp-drill scenarios --copy 名前 フォルダ で、自分の計画に写せます）:",
    en="Library (bcp-drill scenarios --copy NAME DIR copies one into your plan):",
)
COPIED = Phrase(
    "scenarios.copied",
    ja="「{name}」を {folder} に写しました。計画に合わせて書き換え、次で確かめてください。",
    en="{name} was copied into {folder}. Adapt it to your plan, and check it:",
)
COPIED_WITH_PLAN = Phrase(
    "scenarios.copied_with_plan",
    ja="「{name}」と見本の計画を {folder} に写しました。町・人・番号はすべて架空です。"
    "自分のものに書き換え、次で確かめてください。",
    en="{name} and a sample plan were copied into {folder}. Town, people and numbers are "
    "invented: put in your own, and check:",
)
EXPLAIN = Phrase(
    "scenarios.explain",
    ja="目的・測ること・計画に要るもの: bcp-drill scenarios 名前",
    en="What one is for, what it measures and what it needs: bcp-drill scenarios NAME",
)
NOT_THERE = Phrase(
    "scenarios.not_there",
    ja="「{name}」というシナリオも、フォルダもありません。{then}",
    en="There is no scenario {name!r}, and no folder. {then}",
)
FITS = Phrase(
    "scenarios.fits",
    ja="計画 {plan} に要るものはそろっています。",
    en="The plan {plan} has all that it needs.",
)
FITS_NOT = Phrase(
    "scenarios.fits_not",
    ja="計画 {plan} にそのままでは合わない所（計画に書き足すか、--set で替えます）:",
    en="Where it does not fit the plan {plan} as it is (write it into the plan, or use --set):",
)
TAKE = Phrase(
    "scenarios.take",
    ja="写す: bcp-drill scenarios --copy {name} フォルダ",
    en="To take it: bcp-drill scenarios --copy {name} DIR",
)
THEN = Phrase(
    "scenarios.then",
    ja="  bcp-drill check {folder}\n"
    "  bcp-drill run {name} --plan {folder} --headless --answers {answers} --set speed=600"
    "   （見本の答えで、流れを1分以内に試す）\n"
    "  bcp-drill run {name} --plan {folder}   （訓練を行う）",
    en="  bcp-drill check {folder}\n"
    "  bcp-drill run {name} --plan {folder} --headless --answers {answers} --set speed=600"
    "   (try it out within a minute, with the sample answers)\n"
    "  bcp-drill run {name} --plan {folder}   (hold the drill)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("place", PLACE, nargs="?", type=Path, metavar="DIR|NAME")
    parser.option("--plan", options.PLAN, type=Path, metavar="DIR")
    parser.option("--copy", COPY, metavar="NAME")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print name, title and modes of each, explain one, or copy one. Raises `Refusal`."""
    from drills import probes  # noqa: PLC0415

    catalogue = probes.catalogue()
    place: Path | None = given.place or given.plan
    if given.copy is not None:
        _copy(given.copy, place or Path(), catalogue, console)
        return ExitCode.PASSED
    if given.place is not None and not _is_folder(given.place):
        _explain(str(given.place), given.plan, catalogue, console)
        return ExitCode.PASSED
    lines = [*_of_plan(place, catalogue, console), "", *_of_library(catalogue, console)]
    lines += ["", console.speak(EXPLAIN())]
    console.result("\n".join(lines).lstrip("\n"))
    return ExitCode.PASSED


def _copy(name: str, to: Path, catalogue: Catalogue, console: Console) -> None:
    from drills.cli.library import copied, named  # noqa: PLC0415

    entry = named(name)
    words = COPIED_WITH_PLAN if copied(entry, to, catalogue) else COPIED
    console.tell(words(name=name, folder=str(to)))
    answers = str(to / "answers" / f"{name}.yaml")
    console.result(console.speak(THEN(name=name, folder=str(to), answers=answers)))


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir()
    except OSError:
        return False  # a name that no disk can hold is none of a folder


def _explain(name: str, place: Path | None, catalogue: Catalogue, console: Console) -> None:
    """Explain a scenario of the plan; or one of the library, and how it fits the plan."""
    from bcp.load import load_plan  # noqa: PLC0415
    from drills.cli.explaining import explained  # noqa: PLC0415
    from drills.cli.library import entries  # noqa: PLC0415
    from drills.cli.places import here, plan_near, scenario_files  # noqa: PLC0415
    from scenarios.load import load_scenario  # noqa: PLC0415

    plan = place or plan_near(here())
    own = {each.stem: each for each in scenario_files(plan)} if plan is not None else {}
    shelf = {each.id: each for each in entries()}
    if plan is not None and name in own:
        mine = load_plan(plan, catalogue)
        scenario = load_scenario(own[name], mine, catalogue).scenario
        console.result(explained(mine.plan, scenario, console.lang))
        return
    if name not in shelf:
        then = remedy(name, (*own, *shelf))
        raise Refusal(NOT_THERE(name=name, then=then or ""))
    entry = shelf[name]
    sample = load_plan(entry.folder, catalogue)
    scenario = load_scenario(entry.scenario, sample, catalogue).scenario
    lines = [explained(sample.plan, scenario, console.lang), ""]
    if plan is not None:
        lines += [*_fitting(entry.scenario, plan, catalogue, console), ""]
    console.result("\n".join([*lines, console.speak(TAKE(name=name))]))


def _fitting(scenario: Path, plan: Path, catalogue: Catalogue, console: Console) -> Iterator[str]:
    """Whether the plan has what a scenario of the library uses, and what it lacks."""
    from bcp.load import load_plan  # noqa: PLC0415
    from scenarios.load import load_scenario  # noqa: PLC0415

    mine = load_plan(plan, catalogue)
    try:
        load_scenario(scenario, mine, catalogue)
    except Refused as refused:
        yield console.speak(FITS_NOT(plan=str(plan)))
        lacking = dict.fromkeys(console.speak(each.what) for each in refused.refusals)
        yield from (f"  - {each}" for each in lacking)
    else:
        yield console.speak(FITS(plan=str(plan)))


def _of_plan(place: Path | None, catalogue: Catalogue, console: Console) -> Iterator[str]:
    """The scenarios that lie with the plan; none where no plan was named and none is near."""
    from bcp.load import load_plan  # noqa: PLC0415
    from drills.cli.places import here, plan_near, scenario_files  # noqa: PLC0415
    from drills.cli.zones import where  # noqa: PLC0415
    from scenarios.load import load_scenario  # noqa: PLC0415

    plan = place or plan_near(here())
    if plan is None:
        return
    loaded = load_plan(plan, catalogue)
    files = scenario_files(plan)
    if not files:
        yield console.speak(NONE(plan=str(plan)))
    for path in files:
        scenario = load_scenario(path, loaded, catalogue).scenario
        yield _line(path.stem, scenario, console)
        yield from (console.speak(each) for each in where(loaded.plan, scenario))


def _of_library(catalogue: Catalogue, console: Console) -> Iterator[str]:
    from drills.cli.library import entries, read  # noqa: PLC0415

    yield console.speak(LIBRARY())
    for each in entries():
        yield "  " + _line(each.id, read(each, catalogue), console)


def _line(name: str, scenario: Scenario, console: Console) -> str:
    title = scenario.title.said_in(console.lang)
    return f"{name}  {title}  ({', '.join(scenario.modes)})"
