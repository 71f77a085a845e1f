"""A scenario from its file, checked against the plan it is drilled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bcp.asking import Catalogue
from bcp.load import LoadedPlan, Source
from bcp.message import Phrase
from bcp.nodes import Fields, Items, Key, Node, Scalar, node_of, plain
from bcp.plan_forms import plan_forms
from bcp.reader import Reader
from bcp.refused import Place, Refusal, Refused
from bcp.shape import Anything, Named, Record
from bcp.strict_yaml import resolved
from bcp.wording import WRONG, found, wanted
from scenarios.checkin_checks import checkin_mistakes
from scenarios.checks import Written, mistakes_against, mistakes_inside, step_places
from scenarios.conduct_checks import conduct_mistakes
from scenarios.each import EACH, Ground, Spread, spread_out
from scenarios.each_questions import with_questions
from scenarios.each_references import told_of, waiting
from scenarios.guard_forms import guard_forms
from scenarios.model import Scenario
from scenarios.pack_checks import pack_mistakes
from scenarios.parameters import given
from scenarios.ramp_checks import ramp_mistakes, ramp_mistakes_against
from scenarios.step_forms import step_forms
from scenarios.things import under_one_word
from scenarios.value_checks import value_mistakes
from scenarios.warnings import warnings
from scenarios.zone_checks import zone_mistakes

NO_STEPS = Phrase(
    "scenario.no_steps",
    ja="手順（steps）が一つもありません。",
    en="there is not a single step.",
)


@dataclass(frozen=True)
class LoadedScenario:
    """A scenario without mistakes, and where it came from.

    `files` maps the file's name, relative to the plan's folder where it lies in it, to the
    SHA-256 of its bytes. `steps` are the places of the steps. `warnings` are no mistakes.
    """

    scenario: Scenario
    files: Mapping[str, str]
    steps: Mapping[str, Place]
    warnings: tuple[Refusal, ...] = ()


def load_scenario(
    path: Path | str,
    plan: LoadedPlan | None,
    catalogue: Catalogue,
    overrides: Mapping[str, Any] | None = None,
    today: str | None = None,
) -> LoadedScenario:
    """The scenario in the file at `path`. Raises `Refused` with every mistake in it.

    `overrides` replace its parameters; a text is read as YAML would read it without quotes.
    Without a plan only what the file says by itself is checked. `today` (an ISO date) is for what
    the plan retires on a day.
    """
    path = Path(path)
    source = Source()
    tree = source.read(path, _name(path, plan))
    if tree is None:
        raise Refused(source.refusals)
    reader = Reader({**plan_forms(catalogue), **step_forms(catalogue), **guard_forms(catalogue)})
    ground = Ground(plan.plan if plan else None, catalogue, today)
    tree, spread = _with_parameters(reader, tree, overrides or {}, ground)
    scenario = _read(reader, tree)
    if scenario is not None:
        scenario = with_questions(reader, scenario, spread, ground.plan, catalogue)
    mentions = tuple(reader.mentions)
    places, id_mistakes = step_places(mentions)
    out = [*source.refusals, *reader.refusals, *id_mistakes]
    if scenario is not None:
        written = Written(scenario, mentions, places)
        # Where what a step is written for was refused, that nothing is left of it is no second one.
        left_out = bool(reader.refusals) and not scenario.steps
        out += [] if left_out else _mistakes(written, plan, tree)
        if not out:
            warned = warnings(written, plan.plan) if plan else ()
            return LoadedScenario(scenario, source.files, places, warned)
    raise Refused(out)


def _read(reader: Reader, tree: Node) -> Scenario | None:
    if not isinstance(tree, Fields):
        reader.read(Record(Scenario), tree)
        return None
    tree = under_one_word(reader, tree)
    values = reader.fields(Scenario, tree)
    if values is None:
        # A scenario without its head is checked all the same, under a name of no meaning.
        nameless = Scalar(tree.place, "?", "?")
        head = tuple((Key(name, tree.place), nameless) for name in ("scenario", "title"))
        steps = tree.get("steps") or Items(tree.place, ())
        rest = tree.without("scenario", "title", "steps").entries
        body = (*head, *rest, (Key("steps", tree.place), steps))
        values = reader.again().fields(Scenario, Fields(tree.place, body))
    return None if values is None else Scenario(**values)


def _mistakes(written: Written, plan: LoadedPlan | None, tree: Node) -> list[Refusal]:
    out = list(value_mistakes(written.scenario, tree))
    steps = tree.get("steps") if isinstance(tree, Fields) else None
    if isinstance(steps, Items) and not steps.items:
        out.append(Refusal(steps.place, NO_STEPS()))
    out += mistakes_inside(written)
    out += ramp_mistakes(written)
    out += conduct_mistakes(written)
    out += pack_mistakes(written.scenario, tree)
    if plan is not None:
        out += mistakes_against(written, plan.plan, plan.ids)
        out += ramp_mistakes_against(written, plan.plan)
        out += zone_mistakes(written, plan.plan)
        out += checkin_mistakes(written, plan.plan, plan.staff)
    return out


def _name(path: Path, plan: LoadedPlan | None) -> str:
    folder = Path(plan.plan.folder) if plan else path.parent.resolve()
    whole = path.resolve()
    inside = whole.relative_to(folder) if whole.is_relative_to(folder) else Path(path.name)
    return inside.as_posix()


def _with_parameters(
    reader: Reader, tree: Node, overrides: Mapping[str, Any], ground: Ground
) -> tuple[Node, Spread]:
    """The tree with its parameters filled in, and what is written for many things spread out."""
    if not isinstance(tree, Fields):
        return tree, Spread()
    written = tree.get("parameters")
    if written is not None and not isinstance(written, Fields):
        what = WRONG(wanted=wanted(Named(Anything())), found=found(written))
        reader.refuse(written.place, what)
        return tree.without("parameters"), Spread()
    values = given(reader, written, _nodes(overrides, tree.place))
    steps, spread = _steps(reader, tree.get("steps"), values, ground)
    entries: list[tuple[Key, Node]] = []
    for key, node in tree.entries:
        if key.name == "parameters" and written is not None:
            own = tuple((each, values[each.name]) for each, _ in written.entries)
            entries.append((key, Fields(node.place, own)))
        elif key.name == "steps" and steps is not None:
            entries.append((key, steps))
        else:
            entries.append((key, told_of(reader, key.name, node, values, spread)))
    return Fields(tree.place, tuple(entries)), spread


def _steps(
    reader: Reader, node: Node | None, values: Mapping[str, Node], ground: Ground
) -> tuple[Node | None, Spread]:
    """The steps, also where there is only one and it stands without a list."""
    if isinstance(node, Fields) and node.key(EACH) is not None:
        node = Items(node.place, (node,))
    if not isinstance(node, Items):
        return None, Spread()
    steps, spread = spread_out(reader, node, values, ground)
    return waiting(steps, spread), spread


def _nodes(overrides: Mapping[str, Any], place: Place) -> dict[str, Node]:
    out: dict[str, Node] = {}
    for name, value in overrides.items():
        if isinstance(value, str):
            out[name] = Scalar(place, resolved(value), value)
        else:
            out[name] = node_of(plain(node_of(value, place)), place)
    return out
