"""What lies ahead in words: the home's lines, the rows of the programme, the lines of readiness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bcp.days_said import day_said
from bcp.message import Language, Message, Phrase, render
from tui.ahead import Ahead, Answer, DateCard, DateState, DueCard, Programme, ReadyCard, Sure
from tui.present.rows import Row

NEXT = Phrase(
    "ahead.next",
    ja="次の訓練: {when} {name}（{days}、{how}）",
    en="Next drill: {when} {name} ({days}), {how}",
)
NO_NEXT = Phrase(
    "ahead.no_next",
    ja="予定された訓練はありません（manage/drills.yaml の starts に書きます）。",
    en="No drill has a date (write starts in manage/drills.yaml).",
)
TODAY = Phrase("ahead.today", ja="今日", en="today")
TOMORROW = Phrase("ahead.tomorrow", ja="明日", en="tomorrow")
IN_DAYS = Phrase("ahead.in_days", ja="あと{days}日", en="in {days} days")
DAYS_AGO = Phrase("ahead.days_ago", ja="{days}日前", en="{days} days ago")
ASKED = Phrase(
    "ahead.asked",
    ja="回答待ち: {name}（{when}）{more}。n で予定を開きます。",
    en="Waits for an answer: {name} ({when}){more}. n opens the programme.",
)
MORE = Phrase("ahead.more", ja="ほか{count}件", en=" and {count} more")
OVERDUE = Phrase("ahead.overdue", ja="期限を過ぎたもの {count}件", en="overdue: {count}")
STATE: Mapping[DateState, Phrase] = {
    "due": Phrase("ahead.due", ja="予定", en="due"),
    "omitted": Phrase("ahead.omitted", ja="行わない", en="not held"),
    "asked": Phrase("ahead.state_asked", ja="回答待ち", en="asked"),
    "running": Phrase("ahead.running", ja="進行中", en="running"),
    "missed": Phrase("ahead.missed", ja="行えず", en="missed"),
}
CHOSEN = Phrase(
    "ahead.chosen",
    ja="{name}（{id}）: {told:list}",
    en="{name} ({id}): {told:list}",
)
TYPE = Phrase("ahead.type", ja="端末では: {line}", en="To type: {line}")
WHO = Phrase("ahead.who", ja="担当 {who}", en="role: {who}")
NO_DATES = Phrase(
    "ahead.no_dates",
    ja="日付の決まった訓練がありません。manage/drills.yaml の各訓練に starts（いつ行うか）を"
    "書くと、ここに並びます。bcp-drill check で書き方を確かめられます。",
    en="No drill has a date. Write starts (when it is held) for each drill in manage/drills.yaml; "
    "bcp-drill check tells whether it is right.",
)
DUE_HEADING = Phrase("ahead.due_heading", ja="期限のあるもの", en="What is due")
DUE_LINE = Phrase(
    "ahead.due_line",
    ja="{day}（{days}） {name}: {what}{owner}",
    en="{day} ({days}) {name}: {what}{owner}",
)
OWNER = Phrase("ahead.owner", ja="　担当 {who}", en=" Role: {who}")
READY_LINE = Phrase("ahead.ready_line", ja="{state}  {name}{ago}", en="{state}  {name}{ago}")
AGO = Phrase("ahead.ago", ja="（{days}日前）", en=" ({days} days ago)")

DATE_WIDTHS: Mapping[bool, tuple[int | None, ...]] = {
    False: (8, 22, None, 20),
    True: (8, 30, None, 26, 28),
}
WIDE = 120
Kind = Literal["heading", "strong", "plain", "detail"]


@dataclass(frozen=True)
class Line:
    """A paragraph behind its `lead`."""

    text: str
    kind: Kind = "plain"
    sure: Sure = "calm"
    lead: str = ""


def home_lines(ahead: Ahead, lang: Language) -> Iterator[Line]:
    """What waits for a person first, then what comes next, then whether the plan is ready."""
    if ahead.asked:
        yield Line(_asked(ahead.asked, lang), sure="bad")
    parts = [_next(ahead.next, lang) if ahead.next else render(NO_NEXT(), lang)]
    if ahead.service is not None:
        parts.append(render(ahead.service, lang))
    yield Line(
        _joined(parts, lang), sure="calm" if ahead.is_served or not ahead.next else "unknown"
    )
    told = [render(ahead.ready, lang)] if ahead.ready else []
    if ahead.overdue:
        told.append(render(OVERDUE(count=ahead.overdue), lang))
    if told:
        yield Line(_joined(told, lang), sure="bad" if ahead.overdue else ahead.sure)


def _joined(parts: list[str], lang: Language) -> str:
    return ("　" if lang == "ja" else "  ").join(parts)


def _next(card: DateCard, lang: Language) -> str:
    words = NEXT(
        when=when_said(card.at, lang), name=card.name, days=in_days(card.days), how=card.how
    )
    return render(words, lang)


def _asked(cards: tuple[DateCard, ...], lang: Language) -> str:
    first, more = cards[0], len(cards) - 1
    left = render(MORE(count=more), lang) if more else ""
    words = ASKED(name=first.name, when=when_said(first.at, lang), more=left)
    return render(words, lang)


def in_days(days: int) -> Message:
    """「あと3日」, 「今日」, 「2日前」."""
    if days == 0:
        return TODAY()
    if days == 1:
        return TOMORROW()
    return IN_DAYS(days=days) if days > 0 else DAYS_AGO(days=-days)


def when_said(at: datetime, lang: Language) -> str:
    """「令和9年4月13日（火） 10:00」 on the clock that `at` is told in."""
    return f"{day_said(at.date(), lang)} {at:%H:%M}"


def date_rows(programme: Programme, lang: Language, width: int) -> list[Row]:
    """One row for each date."""
    return [Row(each.key, _date_cells(each, lang, wide=width >= WIDE)) for each in programme.dates]


def _date_cells(card: DateCard, lang: Language, *, wide: bool) -> tuple[str, ...]:
    state = render(STATE[card.state](), lang)
    name = card.name.said_in(lang) or card.drill
    how = render(card.how, lang)
    if not wide:
        return (state, _short(card.at, lang), name, how)
    return (state, when_said(card.at, lang), name, how, card.who.said_in(lang))


def _short(at: datetime, lang: Language) -> str:
    """Without the year, which the one before it tells, where a screen is narrow."""
    said = day_said(at.date(), lang)
    return f"{said if lang == 'en' else said.partition('年')[2]} {at:%H:%M}"


def date_said_whole(card: DateCard, lang: Language) -> str:
    """Everything of the chosen date: when, by which rule, who, why moved or left out."""
    told: list[str] = [render(in_days(card.days), lang)]
    told += [render(each, lang) for each in (card.rule, card.why) if each is not None]
    who = card.who.said_in(lang)
    told += [render(WHO(who=who), lang)] if who else []
    name = card.name.said_in(lang) or card.drill
    words = render(CHOSEN(name=name, id=card.drill, told=told), lang)
    line = render(TYPE(line=card.type_this), lang) if card.type_this else ""
    return _joined([words, line] if line else [words], lang)


def answer_lines(answer: Answer, lang: Language) -> Iterator[Line]:
    """Readiness from the top down: the sentence, what is due, and each thing with its reasons."""
    yield Line(render(answer.sentence, lang), "strong", answer.sure)
    if answer.due:
        yield Line(render(DUE_HEADING(), lang), "heading")
    for due in answer.due:
        yield from _due(due, lang)
    for heading, cards in answer.groups:
        if cards:
            yield Line(render(heading, lang), "heading")
        for card in cards:
            yield from _ready(card, lang)
    for note in answer.notes:
        yield Line(render(note, lang), "detail", lead="* ")


def _due(card: DueCard, lang: Language) -> Iterator[Line]:
    who = card.owner.said_in(lang)
    words = DUE_LINE(
        day=day_said(card.day, lang),
        days=in_days(card.days_left),
        name=card.name,
        what=card.what,
        owner=render(OWNER(who=who), lang) if who else "",
    )
    yield Line(render(words, lang), sure="bad" if card.days_left < 0 else "calm")
    if card.days_left < 0:
        yield Line(render(card.do, lang), "detail", lead="> ")


def _ready(card: ReadyCard, lang: Language) -> Iterator[Line]:
    ago = "" if card.days is None else render(AGO(days=card.days), lang)
    words = READY_LINE(state=card.state, name=card.name, ago=ago)
    yield Line(render(words, lang), "plain", card.sure)
    for why in card.why:
        yield Line(render(why, lang), "detail", lead="- ")
    if card.do is not None:
        yield Line(render(card.do, lang), "detail", lead="> ")
    if card.type_this:
        yield Line(render(TYPE(line=card.type_this), lang), "detail", lead="> ")
