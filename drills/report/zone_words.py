"""Words about the zones of a drill: what is awaited from another one, and what was heard."""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.core.ending_words import ending_said
from drills.core.events import SegmentWord
from drills.core.segments import expected_since, possible_since
from drills.core.state import Drill
from drills.report.naming import words_of
from scenarios.zones import zone_name

AWAITED = Phrase(
    "zone.awaited",
    ja="{zone}区分の［{step}］の完了連絡を待っています: {what}",
    en="waiting for word from {zone} of [{step}]: {what}",
)
HEARD = Phrase(
    "zone.heard",
    ja="{zone}の{told_by}さんから聞き取り［{step}］: {ending}",
    en="heard from {told_by} in {zone} [{step}]: {ending}",
)
HEARD_NOTE = Phrase(
    "zone.heard_note",
    ja="{zone}の{told_by}さんから聞き取り［{step}］: {ending}（{note}）",
    en="heard from {told_by} in {zone} [{step}]: {ending} ({note})",
)


def typed_for(step: str) -> str:
    """What is typed to write down word of a step."""
    return f"bcp-drill order last heard {step} done --told-by NAME"


def awaited_said(drill: Drill, step: str) -> Message:
    """That word of a step is awaited, and from which zone."""
    return AWAITED(zone=other_zone(drill, step), step=step, what=words_of(drill, step))


def other_zone(drill: Drill, step: str) -> str:
    """The zone whose terminal carries out a step that is not this one's. Raises `KeyError`."""
    brief = drill.started()
    return zone_name(brief.plan, brief.segment.foreign[step])


def heard_said(event: SegmentWord, drill: Drill) -> Message:
    """What was heard, and from whom."""
    said = {
        "zone": zone_name(drill.started().plan, event.zone),
        "step": event.step,
        "told_by": event.told_by,
        "ending": ending_said(event.ending),
    }
    return HEARD_NOTE(**said, note=event.note) if event.note else HEARD(**said)


def is_awaited(drill: Drill, step: str) -> int | None:
    """Since when word of a step is awaited, or None."""
    if drill.closing is not None or step not in drill.started().segment.wanted:
        return None
    since = expected_since(drill, drill.model(step))
    return since if since is not None and since <= drill.now else None


def now_awaited(drill: Drill, ended: str | None = None) -> tuple[str, ...]:
    """The steps of other zones that nothing here keeps back any more, now that `ended` has.

    None: from the very beginning. Word of them may be due only at a later time.
    """
    kept_by = drill.started().segment.kept_by
    freed = {step for step, own in kept_by.items() if (ended in own if ended else not own)}
    steps = (each.id for each in drill.started().scenario.steps if each.id in freed)
    return tuple(each for each in steps if possible_since(drill, each) is not None)


def is_own(drill: Drill, step: str) -> bool:
    """Whether this terminal carries a step out."""
    return step not in drill.started().segment.foreign
