"""Messages that a scenario has and a plan cannot send yet; at a table they need nothing."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.messages import fits_way
from bcp.model import Plan
from bcp.refused import Refusal
from scenarios.callees import callees
from scenarios.checks import Written
from scenarios.model import Sending, Step

NO_WAY = Phrase(
    "warn.sending_no_way",
    ja="手順「{step}」は {by} で送りますが、計画の messages にありません。机上以外では送れません。",
    en="the step {step!r} sends by {by}, which the plan's messages do not have, so it can only be "
    "talked about.",
)
NO_ADDRESS = Phrase(
    "warn.sending_no_address",
    ja="手順「{step}」は{people:list}に {by} で送りますが、使えるアドレス（methods）がありません。",
    en="the step {step!r} writes to {people:list} by {by}, and there is no address for that.",
)
ADD_ADDRESS = Phrase(
    "warn.sending_add_address",
    ja="people/contacts.yaml に methods を書いてください。",
    en="Write their methods in people/contacts.yaml.",
)
NO_PAGE = Phrase(
    "warn.sending_no_page",
    ja="手順「{step}」は点呼のページへリンクしますが、計画に checkin がありません。",
    en="the step {step!r} links to the page to check in, and the plan has no checkin.",
)


def sending_warnings(written: Written, plan: Plan) -> Iterator[Refusal]:
    """Everything that would be found out only when a message is to go."""
    for step in written.scenario.steps:
        if isinstance(step.do, Sending):
            yield from _of(written, plan, step, step.do)


def _of(written: Written, plan: Plan, step: Step, do: Sending) -> Iterator[Refusal]:
    place = written.steps[step.id]
    if plan.messages is None or getattr(plan.messages, do.by) is None:
        yield Refusal(place, NO_WAY(step=step.id, by=do.by))
        return
    if do.link is not None and plan.checkin is None:
        yield Refusal(place, NO_PAGE(step=step.id))
    people = tuple(
        each.id
        for each in callees(plan, do.to)
        if not any(fits_way(one.kind, one.value, do.by, plan.messages) for one in each.methods)
    )
    if people and do.by != "webhook":
        what = NO_ADDRESS(step=step.id, people=people, by=do.by)
        yield Refusal(place, what, ADD_ADDRESS())
