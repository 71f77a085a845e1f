"""The events of a list as the text of a scenario, which people go on writing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from bcp.durations import HOUR, MINUTE, Span, written
from bcp.harmless import harmless
from bcp.message import Language, Phrase, Text, render
from drills.paper.event_list import Event, EventList

MADE_FROM = Phrase(
    "events.made_from",
    ja="イベントリスト「{file}」から bcp-drill msel が作りました。ここから先は、この文書が正です。",
    en="Made by bcp-drill msel from the event list {file}. From here on this file counts.",
)
FIRST_TIME = Phrase(
    "events.first_time", ja="T+0 は {clock} です。", en="T+0 is {clock} on the clock."
)
SEE_HAZARD = Phrase(
    "events.see_hazard",
    ja="災害の種類（earthquake、flood、ransomware など）を書いてください",
    en="say which (earthquake, flood, ransomware …)",
)
CHECK = Phrase(
    "events.check",
    ja="期待される行動「{text}」はできましたか。",
    en='Expected action: "{text}". Was it done?',
)
_ROOM = 30 * MINUTE
_SCHEMA = "# yaml-language-server: $schema=../schema/scenario.schema.json"


@dataclass(frozen=True)
class Head:
    """What stands above the steps: the scenario's id, its title, and the list's file."""

    id: str
    title: str
    file: str


def scenario_text(found: EventList, head: Head, lang: Language) -> str:
    """The whole file of the scenario. Everything people wrote stands in quotes."""
    return "\n".join([*_head(found, head, lang), "steps:", *_steps(found, lang)]) + "\n"


def _head(found: EventList, head: Head, lang: Language) -> Iterator[str]:
    last = max((each.at or 0) + (each.within or 0) for each in found.events)
    limit = -(-(last + _ROOM) // _ROOM) * _ROOM
    yield _SCHEMA
    yield f"# {_one_line(render(MADE_FROM(file=head.file), lang))}"
    if found.start is not None:
        hours, minutes = divmod(found.start // MINUTE, HOUR // MINUTE)
        yield f"# {render(FIRST_TIME(clock=f'{hours}:{minutes:02}'), lang)}"
    yield from (f"# {_one_line(each)}" for each in found.above)
    yield from ("", f"scenario: {_quoted(head.id)}", f"title: {_quoted(_one_line(head.title))}")
    yield f"hazard: {{kind: other}}   # {render(SEE_HAZARD(), lang)}"
    yield "modes: [tabletop, walkthrough]"
    yield f"time: {{limit: {written(Span(limit))}}}"
    yield ""
    yield "safety:"
    yield "  notice: {ja: これは訓練です, en: This is a drill}"
    yield '  real_event_word: {ja: 訓練中止、実災害, en: "Drill off, real event"}'
    yield ""


def _steps(found: EventList, lang: Language) -> Iterator[str]:
    section = ""
    ids = {each.id for each in (*found.events, *found.shown)}
    for each in found.events:
        if each.section != section:
            section = each.section
            yield f"  # ---- {_one_line(section)} ----"
        yield from _step(each)
        if each.expected:
            yield from _expected(each, ids, lang)


def _step(event: Event) -> Iterator[str]:
    for heading, text in event.notes:
        yield f"  # {_one_line(heading)}: {_one_line(text)}"
    yield f"  - id: {_quoted(event.id)}"
    if event.at is not None:
        yield f"    at: T+{written(Span(event.at)) if event.at else '0m'}"
    if event.after:
        edges = (f"{_quoted(each.step)}: [{', '.join(each.endings)}]" for each in event.after)
        yield f"    after: {{{', '.join(edges)}}}"
    if event.by:
        yield f"    by: {_quoted(event.by)}"
    yield from _kind(event)
    if event.within:
        yield f"    within: {written(Span(event.within))}"


def _kind(event: Event) -> Iterator[str]:
    if event.kind == "ask":
        yield f"    ask: {_text(event.text)}"
    elif event.kind == "notify":
        yield "    notify:"
        yield f"      to: {_text(event.to)}"
        if event.text.ja or event.text.en:
            yield f"      form: {_text(event.text)}"
    else:
        yield "    inject:"
        said = {"to": event.to.ja, "from": event.sender, "via": event.via}
        yield from (f"      {key}: {_quoted(value)}" for key, value in said.items() if value)
        yield f"      text: {_text(event.text)}"


def _expected(event: Event, ids: set[str], lang: Language) -> Iterator[str]:
    """What players are to do about it, as a question to them."""
    own = f"{event.id}-done"
    while own in ids:
        own += "-"
    ids.add(own)
    yield f"  - id: {_quoted(own)}"
    yield f"    after: {{{_quoted(event.id)}: [ended]}}"
    if event.answers:
        yield f"    by: {_quoted(event.answers)}"
    yield f"    ask: {_quoted(render(CHECK(text=event.expected.rstrip('。．.')), lang))}"


def _text(text: Text) -> str:
    if text.ja and text.en:
        return f"{{ja: {_quoted(text.ja)}, en: {_quoted(text.en)}}}"
    return _quoted(text.ja) if text.ja else f"{{en: {_quoted(text.en)}}}"


def _quoted(text: str) -> str:
    """In quotes, whatever it is; a dollar sign would begin a parameter."""
    return json.dumps(text.replace("$", "$$"), ensure_ascii=False)


def _one_line(text: str) -> str:
    return harmless(" ".join(text.split()))
