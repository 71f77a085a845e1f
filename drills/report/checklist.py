"""What is left of a drill when the real event has come: its steps as a checklist, and its people.

Nothing that was answered in the drill counts as done, because nothing of it was real. Situations
and what the drill broke are left out. Telephone numbers are masked unless somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase, Text
from bcp.people import Contact, Role
from drills.core.roles import role_called
from drills.core.state import Drill
from drills.report.naming import role_name, words_of
from scenarios.model import Ask, CallOut, MusterCall, Notify, RollCall, Sending, Step

HEADING = Phrase(
    "checklist.heading",
    ja="実災害のチェックリスト（訓練の手順から。訓練での回答は済みとみなしません）:",
    en="CHECKLIST FOR THE REAL EVENT (the drill's steps; no answer of the drill counts as done):",
)
ITEM = Phrase("checklist.item", ja="［　］{what}", en="[ ] {what}")
ITEM_BY = Phrase("checklist.item_by", ja="［　］{what}（担当: {who}）", en="[ ] {what} (by {who})")
PEOPLE = Phrase(
    "checklist.people", ja="連絡する人（役割と代理）:", en="WHOM TO CALL, with deputies:"
)
PERSON = Phrase("checklist.person", ja="{role}: {names:list}", en="{role}: {names:list}")
VENDOR = Phrase("checklist.vendor", ja="{name}（保守: {covers:list}）", en="{name} ({covers:list})")
CONTACT = Phrase("checklist.contact", ja="{name}: {ways:list}", en="{name}: {ways:list}")
HIDDEN = Phrase(
    "checklist.hidden",
    ja="番号は伏せています。全部見るには: bcp-drill order last status --numbers",
    en="Masked. To see all of it: bcp-drill order last status --numbers",
)
# So much of a number tells those who know it which one is meant, and nobody else what it is.
SHOWN = 4


def is_real(drill: Drill) -> bool:
    """Whether the drill has ended as the real event, or is about to."""
    return drill.closing is not None and drill.closing.finish == "real_event"


def checklist(drill: Drill, *, numbers: bool = False) -> Iterator[Message]:
    """Headings and items; nothing where the drill is no real event. `numbers` in full if asked."""
    if not is_real(drill):
        return
    items = [_item(drill, each) for each in to_do(drill)]
    if items:
        yield HEADING()
        yield from items
    found = tuple(people(drill, numbers=numbers))
    if found:
        yield PEOPLE()
        yield from found
    if drill.started().plan.contacts and not numbers:
        yield HIDDEN()


def to_do(drill: Drill) -> tuple[Step, ...]:
    """The steps that people would do in a real event, too: questions and reports."""
    return tuple(
        each
        for each in drill.started().scenario.steps
        if isinstance(each.do, Ask | Notify | CallOut | MusterCall | RollCall | Sending)
    )


def people(drill: Drill, *, numbers: bool = False) -> Iterator[Message]:
    """Who holds each role and who deputises, vendors and contacts; `numbers` in full if asked."""
    yield from _roles(drill)
    yield from _vendors(drill)
    for each in drill.started().plan.contacts:
        yield _contact(each, numbers=numbers)


def _item(drill: Drill, step: Step) -> Message:
    what = words_of(drill, step.id)
    return ITEM(what=what) if step.by is None else ITEM_BY(what=what, who=role_name(drill, step.by))


def _roles(drill: Drill) -> Iterator[Message]:
    plan = drill.started().plan
    for role in plan.roles:
        names = _names(role)
        if names:
            yield PERSON(role=role_called(plan, role.id), names=names)


def _names(role: Role) -> tuple[str, ...]:
    return tuple(each for each in (role.holder, *role.deputies) if each)


def _vendors(drill: Drill) -> Iterator[Message]:
    for each in drill.started().plan.vendors:
        name = each.name if each.name != Text() else Text(each.id)
        yield VENDOR(name=name, covers=each.covers)


def _contact(contact: Contact, *, numbers: bool) -> Message:
    shown = (each.value if numbers else _masked(each.value) for each in contact.methods)
    ways = tuple(f"{each.kind} {value}" for each, value in zip(contact.methods, shown, strict=True))
    return CONTACT(name=contact.name or contact.id, ways=ways)


def _masked(value: str) -> str:
    hidden = max(0, len(value) - SHOWN) if "@" not in value else len(value)
    return "*" * hidden + value[hidden:]
