"""A planned drill's scenario as it will be held: with the drill's `set`, and what takes its turn.

A drill that is planned with ``set: {link: radio}`` is another drill than its scenario with the
parameters that stand in it: it may ask, stop and measure other things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bcp.asking import Catalogue
from bcp.did_you_mean import remedy
from bcp.load import LoadedPlan
from bcp.message import Phrase
from bcp.programme.turn import in_order
from bcp.refused import Place, Refusal, Refused
from bcp.upkeep import PlannedDrill
from scenarios.load import load_scenario
from scenarios.model import Scenario

NO_PARAMETER = Phrase(
    "planned.no_parameter",
    ja="訓練「{drill}」は「{name}」を指定していますが、シナリオ「{scenario}」にそのパラメータは"
    "ありません。",
    en="the drill {drill!r} gives a value to {name!r}, and the scenario {scenario!r} has no such "
    "parameter.",
)
NONE_TO_SET = Phrase(
    "planned.none_to_set",
    ja="set と turn を消すか、シナリオに parameters を書いてください。",
    en="Remove its set and turn, or write parameters into the scenario.",
)
REFUSED = Phrase(
    "planned.refused",
    ja="訓練「{drill}」の指定（{settings:list}）では、シナリオに誤りがあります。{place} {what}",
    en="with what the drill {drill!r} sets ({settings:list}), its scenario has a mistake. "
    "{place} {what}",
)
OTHER_VALUE = Phrase(
    "planned.other_value",
    ja="set か turn の値を直してください。",
    en="Give other values in its set or turn.",
)
NOT_IN_THAT_WAY = Phrase(
    "planned.wrong_mode",
    ja="訓練「{drill}」は自動で {mode} として始まりますが、シナリオ「{scenario}」は {modes:list} "
    "でしか実施できません。",
    en="the drill {drill!r} is to start by itself as {mode}, and its scenario {scenario!r} can "
    "only be held as {modes:list}.",
)
OTHER_MODE = Phrase(
    "planned.other_mode",
    ja="unattended を直すか、シナリオの modes に加えてください。",
    en="Correct its unattended, or add the mode to the modes of the scenario.",
)


@dataclass(frozen=True)
class Planned:
    """A planned drill, and its scenario with what the drill gives to it.

    `thing` is what takes its turn in it, where the drill takes turns.
    """

    drill: PlannedDrill
    scenario: Scenario
    thing: str | None = None

    @property
    def settings(self) -> Mapping[str, str]:
        """What the drill gives to the scenario, as ``--set`` takes it."""
        return settings_of(self.drill, self.thing)


def settings_of(drill: PlannedDrill, thing: str | None = None) -> Mapping[str, str]:
    """The scenario's parameters as ``--set`` takes them; `thing` is whose turn it is."""
    own = {name: plainly(value) for name, value in drill.set_.items()}
    return own if drill.turn is None or thing is None else {**own, drill.turn.parameter: thing}


def plainly(value: object) -> str:
    """A value of a parameter, in the letters behind ``--set NAME=``."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_held_with(drill: PlannedDrill, parameters: Mapping[str, Any]) -> bool:
    """Whether a drill of its scenario with these parameters was this one."""
    return all(
        name in parameters and plainly(parameters[name]) == plainly(value)
        for name, value in drill.set_.items()
    )


def course_of(drill: PlannedDrill, drills: Iterable[PlannedDrill]) -> str:
    """What is held: ``SCENARIO`` as it is written, or ``SCENARIO/DRILL`` with what a drill sets.

    Of several of `drills` that set the same the first gives its id.
    """
    if not drill.set_ or drill.scenario is None:
        return drill.scenario or ""
    own = (drill.scenario, settings_of(drill))
    first = next(each for each in drills if (each.scenario, settings_of(each)) == own)
    return f"{drill.scenario}/{first.id}"


def course_held(
    scenario: str, parameters: Mapping[str, Any], drills: Sequence[PlannedDrill]
) -> str:
    """The same of a drill that was held with these parameters: the closest of the planned ones."""
    fitting = [
        each
        for each in drills
        if each.scenario == scenario and each.set_ and is_held_with(each, parameters)
    ]
    closest = max(fitting, key=lambda each: len(each.set_), default=None)
    return scenario if closest is None else course_of(closest, drills)


def planned(
    drill: PlannedDrill, path: Path, plan: LoadedPlan, catalogue: Catalogue, today: str
) -> tuple[Planned, ...]:
    """The drill in the scenario at `path`, once for each thing that can take a turn.

    `today` is an ISO date. Raises `Refused` with the mistakes of the first that cannot be held.
    """
    things = in_order(plan.plan, drill.turn.of, {}) if drill.turn else ()
    found = []
    for each in things or (None,):
        given = settings_of(drill, each)
        scenario = load_scenario(path, plan, catalogue, given, today).scenario
        found.append(Planned(drill, scenario, each))
    return tuple(found)


def planned_mistakes(
    drill: PlannedDrill, written: Scenario, plan: LoadedPlan, refused: Refused | None
) -> Iterator[Refusal]:
    """What is wrong with how a drill is planned, beside its scenario as it is `written`.

    `refused` is what `planned` raised.
    """
    place = plan.ids.place(drill.id, PlannedDrill) or Place(plan.plan.folder, 1, 1)
    told = {"drill": drill.id, "scenario": written.id}
    unknown = [each for each in _given(drill) if each not in written.parameters]
    for name in unknown:
        names = tuple(written.parameters)
        then = remedy(name, names) if names else NONE_TO_SET()
        yield Refusal(place, NO_PARAMETER(name=name, **told), then)
    if drill.unattended is not None and drill.unattended not in written.modes:
        what = NOT_IN_THAT_WAY(mode=drill.unattended, modes=written.modes, **told)
        yield Refusal(place, what, OTHER_MODE())
    if refused is None or unknown:
        return
    settings = tuple(f"{name}={value}" for name, value in settings_of(drill).items())
    if drill.turn is not None:
        settings += (f"{drill.turn.parameter}=@{drill.turn.of}",)
    for each in refused.refusals:
        what = REFUSED(drill=drill.id, settings=settings, place=str(each.place), what=each.what)
        yield Refusal(place, what, each.remedy or OTHER_VALUE())


def _given(drill: PlannedDrill) -> tuple[str, ...]:
    turn = () if drill.turn is None else (drill.turn.parameter,)
    return tuple(dict.fromkeys((*drill.set_, *turn)))
