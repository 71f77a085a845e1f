"""Values of a scenario that have the right type and cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.nodes import Fields, Items, Node
from bcp.refused import Place, Refusal
from scenarios.model import CallOut, Goal, MusterCall, RollCall, Scenario, Step
from scenarios.muster_checks import muster_values

SLOWER_THAN_LIFE = Phrase(
    "scenario.compress",
    ja="時間の圧縮率は1以上にしてください（{value}になっています）。",
    en="compress must be at least 1 (it is {value}).",
)
NO_LIMIT = Phrase(
    "scenario.no_limit",
    ja="制限時間が0です。",
    en="the time limit is zero.",
)
MAX_STEPS = 2_000
TOO_MANY = Phrase(
    "scenario.too_many",
    ja="手順が多すぎます（{count}件。上限は{limit}件）。",
    en="there are too many steps ({count}; at most {limit}).",
)
SPLIT = Phrase(
    "scenario.split",
    ja="シナリオを分けてください。",
    en="Make several scenarios of it.",
)
ONE_AIM = Phrase(
    "scenario.one_aim",
    ja="目標には「system」か「step」のどちらか一つを書いてください。",
    en='a target needs exactly one of "system" and "step".',
)
STEP_WITHIN = Phrase(
    "scenario.step_within",
    ja="手順「{step}」の目標に「within」（所要時間）がありません。",
    en='the target for the step {step!r} says no "within".',
)
ONLY_FOR_SYSTEMS = Phrase(
    "scenario.only_for_systems",
    ja="手順の目標に書けるのは「within」「reached」「from」だけです。",
    en='a target for a step takes only "within", "reached" and "from".',
)
ONLY_FOR_STEPS = Phrase(
    "scenario.only_for_steps",
    ja="システムの目標には「within」や「reached」でなく「rto」を書いてください。",
    en='a target for a system says "rto", not "within" or "reached".',
)
ONLY_OF_PEOPLE = Phrase(
    "scenario.only_of_people",
    ja="「reached」（割合）を書けるのは、人に連絡する手順（contact、checkin、muster）の目標だけです。"
    "「{step}」はそうではありません。",
    en='"reached" is for a target of a step that reaches people (contact, checkin, muster), '
    "which {step!r} does not.",
)
PEOPLE = (CallOut, RollCall, MusterCall)
"""The kinds of step that reach people one by one."""

MARKS_A_STEP = Phrase(
    "scenario.marks_a_step",
    ja="「marks: {word}」は手順の名前でもあります。その手順が終わった時刻と取り違えます。"
    "別の語にしてください。",
    en="marks: {word} is also the name of a step, and would be taken for that step's end. "
    "Use another word.",
)


def value_mistakes(scenario: Scenario, tree: Node) -> Iterator[Refusal]:
    """Every such value, at its place in `tree`."""
    if scenario.time.compress < 1:
        what = SLOWER_THAN_LIFE(value=scenario.time.compress)
        yield Refusal(_place(tree, "time", "compress"), what)
    if scenario.time.limit.us == 0:
        yield Refusal(_place(tree, "time", "limit"), NO_LIMIT())
    names = {each.id for each in scenario.steps}
    for number, step in enumerate(scenario.steps):
        if step.marks in names:
            yield Refusal(_place(tree, "steps", number, "marks"), MARKS_A_STEP(word=step.marks))
    if len(scenario.steps) > MAX_STEPS:
        what = TOO_MANY(count=len(scenario.steps), limit=MAX_STEPS)
        yield Refusal(_place(tree, "steps"), what, SPLIT())
    for path, what in muster_values(scenario):
        yield Refusal(_place(tree, *path), what)
    for number, goal in enumerate(scenario.targets):
        place = _place(tree, "targets", number)
        if (goal.system is None) == (goal.step is None):
            yield Refusal(place, ONE_AIM())
        else:
            yield from _goal(goal, scenario.step(goal.step or ""), place)


def _goal(goal: Goal, step: Step | None, place: Place) -> Iterator[Refusal]:
    if goal.step is not None:
        if goal.within is None:
            yield Refusal(place, STEP_WITHIN(step=goal.step))
        if goal.rto or goal.rpo or goal.level:
            yield Refusal(place, ONLY_FOR_SYSTEMS())
        if goal.reached and step is not None and not isinstance(step.do, PEOPLE):
            yield Refusal(place, ONLY_OF_PEOPLE(step=goal.step))
    elif goal.within is not None or goal.reached is not None:
        yield Refusal(place, ONLY_FOR_STEPS())


def _place(node: Node, *path: str | int) -> Place:
    """The place of what stands at `path`, or of the nearest thing above it."""
    for part in path:
        inner: Node | None = None
        if isinstance(part, str) and isinstance(node, Fields):
            inner = node.get(part)
        elif isinstance(part, int) and isinstance(node, Items) and part < len(node.items):
            inner = node.items[part]
        if inner is None:
            return node.place
        node = inner
    return node.place
