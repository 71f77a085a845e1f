"""What a round of everything left out because no machine can tell it: that is no "all is well"."""

from __future__ import annotations

from bcp.message import Message, Phrase, Text
from bcp.said_by_people import said_by_people
from drills.core.brief import Brief
from drills.core.survey import Item, items_of
from scenarios.model import Wait

ONLY_PEOPLE = Phrase(
    "simulated.only_people",
    ja="人しか分からない{count}件は確かめていません。よいとも悪いとも言えません: {names:list}",
    en="{count} thing(s) that only people can tell of were not asked, and count as neither well "
    "nor down: {names:list}",
)
ONLY_PEOPLE_MORE = Phrase(
    "simulated.only_people_more",
    ja="人しか分からない{count}件は確かめていません。よいとも悪いとも言えません: {names:list} "
    "ほか{more}件",
    en="{count} thing(s) that only people can tell of were not asked, and count as neither well "
    "nor down: {names:list} and {more} more",
)
_MOST = 6


def not_asked_of_people(brief: Brief) -> Message | None:
    """The things that a step for many things did not wait for; None where it left out none.

    They are of the kinds that it waited for, in service, and either lie in a zone without a
    terminal or have questions for people alone.
    """
    if brief.mode == "tabletop":
        return None
    items = items_of(brief.plan, brief.zone, brief.today)
    asked = {
        step.id.removeprefix(f"{step.written_as}-")
        for step in brief.scenario.steps
        if step.written_as and isinstance(step.do, Wait) and step.do.call is not None
    }
    kinds = {each.kind for each in items if each.id in asked}
    found = [
        each
        for each in items
        if each.kind in kinds and each.id not in asked and each.must_answer and _is_peoples(each)
    ]
    if not found:
        return None
    names: tuple[Text, ...] = tuple(each.name.or_id(each.id) for each in found[:_MOST])
    more = len(found) - _MOST
    if more > 0:
        return ONLY_PEOPLE_MORE(count=len(found), names=names, more=more)
    return ONLY_PEOPLE(count=len(found), names=names)


def _is_peoples(item: Item) -> bool:
    by_people = [said_by_people(each) is not None for each in item.calls]
    return item.place == "unmanned" or (bool(by_people) and all(by_people))
