"""What is doubtful in an event list: waiting for rows that are only shown, and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bcp.message import Message
from bcp.refused import Refusal
from bcp.written_times import narrow
from drills.paper import event_words as w
from drills.paper.event_list import Event, EventList
from scenarios.model import After

_FIGURES = "0-9一二三四五六七八九十"
_SECTION = re.compile(
    rf"(?:第\s*[{_FIGURES}]+\s*(?:部|章|節|期|幕|段階|場面|フェーズ|フェイズ|ステージ|日)"
    rf"|(?:フェーズ|フェイズ|ステージ|場面|PART|PHASE|STAGE|SESSION|SCENE|DAY)\s*[{_FIGURES}IVX]+"
    r"|[■◆●▼【\[<〈《=*-])",
    re.IGNORECASE,
)
_LONGEST_HEADING = 30


def carried_over(found: EventList) -> tuple[EventList, tuple[Refusal, ...]]:
    """The list in which nothing waits for a row that is only shown, and where something did.

    What waited for such a row waits for what that row waits for, and for its time.
    """
    shown = {each.id: each for each in found.shown}
    events, told = [], []
    for each in found.events:
        lost = [one for one in each.after if one.step in shown]
        became = _without(each, shown) if lost else each
        events.append(became)
        told += [_told(became, one) for one in lost]
    return replace(found, events=tuple(events)), tuple(told)


def _without(event: Event, shown: Mapping[str, Event]) -> Event:
    waits: dict[str, After] = {}
    at, seen, open_ends = event.at, set[str](), [*event.after]
    while open_ends:
        one = open_ends.pop(0)
        if one.step not in shown:
            waits[one.step] = _both(waits.get(one.step), one)
        elif one.step not in seen:
            seen.add(one.step)
            row = shown[one.step]
            open_ends += row.after
            at = row.at if at is None else max(at, row.at or 0)
    return replace(event, after=tuple(waits.values()), at=at)


def _both(first: After | None, second: After) -> After:
    """One condition for two on the same step: how it must end for both, or for the first."""
    if first is None or first.endings == ("ended",):
        return second
    common = tuple(each for each in first.endings if each in second.endings)
    return replace(first, endings=common or first.endings)


def _told(event: Event, lost: After) -> Refusal:
    edge = f"{lost.step}={'|'.join(lost.endings)}"
    return _of(event, w.WAITED_FOR_SHOWN(edge=edge), _instead(event))


def _instead(event: Event) -> Message:
    if event.after:
        return w.WAITS_FOR(steps=tuple(each.step for each in event.after), step=event.id)
    return w.WAITS_FOR_TIME(step=event.id)


def like_sections(found: EventList) -> Iterator[Refusal]:
    """Events to nobody that read like a heading between the rows."""
    for each in found.events:
        text = " ".join(narrow(each.text.ja or each.text.en).split())
        alone = not (each.to.ja or each.sender or each.via or each.by or each.expected)
        heading = len(text) <= _LONGEST_HEADING and _SECTION.match(text)
        if each.kind == "inject" and alone and heading:
            yield _of(each, w.LIKE_A_SECTION(text=text), w.IF_A_SECTION())


def _of(event: Event, what: Message, then: Message) -> Refusal:
    return Refusal(event.row, what, then)
