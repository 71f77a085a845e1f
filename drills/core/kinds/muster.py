"""People to gather: it ends when nobody is waited for any more, or when time is up."""

from __future__ import annotations

from typing import Literal

from bcp.message import Phrase
from drills.core.events import Event, StepEnded
from drills.core.kinds.ending import left_out, time_is_up
from drills.core.musters import Mustering, all_settled, arrived_share, heard_share, mustering
from drills.core.state import Drill, StepState
from scenarios.model import MusterCall, Step

GATHERED = Phrase(
    "core.gathered",
    ja="{all}人中{arrived}人が参集し（目標{percent}%）、{heard}人の安否が分かりました（目標{known}%）。",
    en="Of {all}, {arrived} have arrived ({percent} % wanted) and {heard} are heard of ({known} % "
    "wanted).",
)


def by_person(drill: Drill, step: Step) -> bool:
    """Say yes, in every mode: whoever leads may end it with a word."""
    return True


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say yes."""
    return True


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """End it when nobody is waited for, time is up, or somebody says so."""
    said = state.answer
    if (skipped := left_out(step, state, "observed")) is not None:
        return skipped
    over = time_is_up(drill, step, state, now)
    if said is None and over is None and not all_settled(drill, step.id):
        return None
    last = max((each.at for each in state.musters), default=state.due or now)
    at = said.at if said else over if over is not None else last
    return _judged(step, mustering(drill, step.id), at, said.by if said else None)


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """Only people move it."""
    return None


def _judged(step: Step, people: tuple[Mustering, ...], at: int, by: str | None) -> StepEnded:
    do = step.do
    wanted, known = (do.percent, do.heard) if isinstance(do, MusterCall) else (100.0, 0.0)
    enough = arrived_share(people) >= wanted and heard_share(people) >= known
    outcome: Literal["held", "broken"] = "held" if enough else "broken"
    why = GATHERED(
        all=len(people),
        arrived=sum(each.has_arrived for each in people),
        percent=f"{wanted:g}",
        heard=sum(bool(each.words) for each in people),
        known=f"{known:g}",
    )
    return StepEnded(at, step.id, outcome, outcome, "observed", (why,), by)
