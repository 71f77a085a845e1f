"""People whom a step would call and has no way to."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import Plan
from bcp.refused import Refusal
from scenarios.callees import callees
from scenarios.checks import Written
from scenarios.model import CallOut

NO_WAY = Phrase(
    "warn.no_way_to_call",
    ja="手順「{step}」は{people:list}に連絡しますが、使える手段（methods）がありません。",
    en="the step {step!r} calls {people:list}, and there is no way to reach them.",
)
ADD_METHODS = Phrase(
    "warn.add_methods",
    ja="people/contacts.yaml に methods を書いてください（waysを書いたときは、その種類のもの）。",
    en="Write their methods in people/contacts.yaml; with `ways`, of one of those kinds.",
)


def nobody_to_call(written: Written, plan: Plan) -> Iterator[Refusal]:
    """Warn of those who have no method, or none of the step's kinds."""
    for step in written.scenario.steps:
        if not isinstance(step.do, CallOut):
            continue
        kinds = step.do.ways
        people = tuple(
            each.id
            for each in callees(plan, step.do.who)
            if not any(not kinds or one.kind in kinds for one in each.methods)
        )
        if people:
            what = NO_WAY(step=step.id, people=people)
            yield Refusal(written.steps[step.id], what, ADD_METHODS())
