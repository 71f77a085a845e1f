"""A rung of a system as a row: its word, its bar towards the target, its time and its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bcp.message import Language, Phrase, render
from drills.core.clocks import jumped_between
from drills.core.measure import Result
from drills.core.standing import deciding
from drills.core.state import Drill
from drills.report.layout import harmless
from drills.report.ledger import name_of, reasons, sample_reasons
from drills.report.needed import down_with
from drills.report.running_time import left_said, plainly
from drills.report.saying import span
from drills.report.words import SOURCE, VERDICT, counted_from, said
from tui.heard import Heard
from tui.present.bar import bar
from tui.present.device_facts import told_of_itself
from tui.present.systems import Standing, Weighed
from tui.present.turns import MORE, TurnLine
from tui.present.words import AT_LEAST, Tone

AGAINST = Phrase("screen.against", ja="{actual} / {limit}", en="{actual} / {limit}")
ERROR = Phrase("screen.error", ja="{actual} 誤差{error}", en="{actual} error {error}")
KNOWN_BY = Phrase("screen.known_by", ja="{verdict}({source})", en="{verdict} ({source})")
TARGET = Phrase("screen.target", ja="目標 {limit}", en="target {limit}")
NOT_COUNTING = Phrase("screen.not_counting", ja="起点前", en="not counting")
COUNTED = Phrase("screen.counted", ja="目標 {limit}（{start}）", en="target {limit} ({start})")
OWN = Phrase("screen.own_target", ja="訓練目標 {limit}（{start}）", en="own {limit} ({start})")
JUMPED = Phrase("screen.jumped", ja="うち{span}は想定の時間", en="{span} of it is assumed time")
CANNOT_ASK = Phrase("screen.cannot_ask", ja="確認できません: {why}", en="cannot be asked: {why}")
NEEDS = Phrase(
    "screen.needs_down",
    ja="依存する先も停止: {names:list}",
    en="what it depends on went down: {names:list}",
)
SET_ASIDE = Phrase(
    "screen.set_aside_by",
    ja="{check} は{by}さんが判定から除外（{reason}）",
    en="{check} set aside by {by} ({reason})",
)


@dataclass(frozen=True)
class Figures:
    """A bar, a time, a verdict with its colour, and what is left of the target (µs) if it runs."""

    bar: str
    time: str
    verdict: str
    tone: Tone
    left: int | None = None


@dataclass(frozen=True)
class SystemRow:
    """One rung of one system at an instant; the bar is empty where nothing runs."""

    id: str
    word: str
    tone: Tone
    name: str
    bar: str
    time: str
    verdict: str
    verdict_tone: Tone
    left: int | None = None


def system_row(
    drill: Drill, one: Standing, weighed: Weighed, *, now: int, lang: Language, width: int
) -> SystemRow:
    """Say a standing at `now`, with a bar of `width` cells."""
    runs = None
    if one.up is not True:
        runs = _running(drill, one, weighed, now=now, lang=lang, width=width)
    shown = runs or _settled(drill, one, weighed.result, lang)
    return SystemRow(
        id=one.id,
        word=render(one.word(), lang),
        tone=one.tone,
        name=harmless(one.target.name.said_in(lang) or one.id),
        bar=shown.bar,
        time=shown.time,
        verdict=shown.verdict,
        verdict_tone=shown.tone,
        left=shown.left,
    )


def _running(
    drill: Drill, one: Standing, weighed: Weighed, *, now: int, lang: Language, width: int
) -> Figures | None:
    """While it is down: how long so far, against what, and what is left; None where it is not."""
    outage, limit, start = weighed.result.outage, one.limit, weighed.start
    if start is None:
        if outage is None or outage.returned is not None or one.up is None:
            return None
        return Figures("", _target(limit, lang), render(NOT_COUNTING(), lang), "unknown")
    until = drill.now if drill.ended is not None else now
    low, high = max(0, until - start.high), max(0, until - start.low)
    jumped = jumped_between(drill, start.low, until)
    shown = (low if weighed.unseen else (low + high) // 2) + jumped
    elapsed = plainly(shown, lang)
    if weighed.unseen:
        elapsed = render(AT_LEAST(span=elapsed), lang)
    if limit is None:
        return Figures("", elapsed, render(said(VERDICT, "no_target"), lang), "calm")
    # It is over only when even the shortest time that it can have taken is.
    over = low + jumped > limit
    left = limit - low - jumped if over else max(0, limit - shown)
    time = render(AGAINST(actual=elapsed, limit=span(limit, lang)), lang)
    tone: Tone = "bad" if over else "unknown"
    return Figures(bar(shown, limit, width), time, left_said(left, lang), tone, left)


def _target(limit: int | None, lang: Language) -> str:
    return "" if limit is None else render(TARGET(limit=span(limit, lang)), lang)


def _settled(drill: Drill, one: Standing, result: Result, lang: Language) -> Figures:
    """What is known of its outages, in the report's words; only what was measured is a time."""
    limit = one.limit
    verdict = render(said(VERDICT, result.verdict), lang)
    if result.actual is None:
        if result.outage is None or one.up is not True:
            return Figures("", _target(limit, lang), "", "calm")
        return Figures("", _target(limit, lang), verdict, _tone(result.verdict))
    time = span(result.actual.middle, lang)
    if result.actual.error:
        time = render(ERROR(actual=time, error=span(result.actual.error, lang)), lang)
    if limit is not None:
        time = render(AGAINST(actual=time, limit=span(limit, lang)), lang)
    if result.source != "measured":
        source = render(said(SOURCE, _source(drill, result)), lang)
        verdict = render(KNOWN_BY(verdict=verdict, source=source), lang)
    return Figures("", time, verdict, _tone(result.verdict))


def _tone(verdict: str) -> Tone:
    tones: dict[str, Tone] = {"met": "good", "missed": "bad", "no_target": "calm"}
    return tones.get(verdict, "unknown")


def worst_line(rows: Sequence[SystemRow], down: int, lang: Language) -> TurnLine | None:
    """The system with the least time left, in a line; `down` is how many are down in all."""
    far = 10**18
    row = min(rows, key=lambda each: far if each.left is None else each.left, default=None)
    if row is None:
        return None
    words = f"{row.word}: {row.name}  {row.time}"
    if down > 1:
        words += f"  ({render(MORE(count=down - 1), lang)})"
    return TurnLine(words, row.verdict, tone=row.verdict_tone)


def system_detail(heard: Heard, one: Standing, weighed: Weighed, now: int, lang: Language) -> str:
    """All that there is to say of one rung: why it is down, what it counts from, its checks."""
    return "  ".join(harmless(each) for each in _details(heard, one, weighed, now, lang) if each)


def _details(
    heard: Heard, one: Standing, weighed: Weighed, now: int, lang: Language
) -> Iterator[str]:
    drill, target, result = heard.drill, one.target, weighed.result
    yield f"[{one.id}] {target.name.said_in(lang)}: {render(one.word(), lang)}"
    checks = deciding(drill.started(), target.system, target.level)
    yield from told_of_itself(heard.seen, target.system, checks, now, lang)
    if one.limit is not None:
        start = render(counted_from(target.start), lang)
        limit = span(one.limit, lang)
        yield render((OWN if target.goal else COUNTED)(limit=limit, start=start), lang)
    if one.up is False and result.outage is not None:
        below = down_with(drill, target.system, result.outage)
        names = tuple(name_of(drill, each) for each in below)
        yield render(NEEDS(names=names), lang) if names else ""
    if one.up is not True and weighed.start is not None:
        jumped = jumped_between(drill, weighed.start.low, now)
        yield render(JUMPED(span=span(jumped, lang)), lang) if jumped else ""
    for check in checks:
        yield from _of_check(heard, check.id, lang)
    told = one.up is True and result.outage is not None
    if result.why is not None and (told or drill.ended is not None):
        yield render(result.why, lang)
    if result.source != "measured":
        yield f"({render(said(SOURCE, _source(drill, result)), lang)})"


def _source(drill: Drill, result: Result) -> str:
    """Where a time comes from; at a table, what is pretended is what people assume."""
    table = drill.started().mode == "tabletop"
    return "assumed" if table and result.source == "injected" else result.source


def _of_check(heard: Heard, check: str, lang: Language) -> Iterator[str]:
    state, unasked = heard.drill.checks.get(check), heard.unasked.get(check)
    if unasked is not None:
        why = sample_reasons(unasked.sample)
        yield render(CANNOT_ASK(why=why[0] if why else check), lang)
    if state is None:
        return
    if state.set_aside is not None:
        aside = state.set_aside
        yield render(SET_ASIDE(check=check, by=aside.by, reason=aside.reason), lang)
    elif state.lost is not None:
        bad = state.lost.first_bad
        said_why = " / ".join(render(each, lang) for each in reasons(bad.reading, bad.why))
        yield f"{check}: {said_why}" if said_why else check
