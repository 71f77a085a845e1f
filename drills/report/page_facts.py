"""Which drill it was: the facts on top of the one page, as labels and values."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, date_said, fiscal_year_said
from drills.report.model import Report
from drills.report.page_cut import first_of, more
from drills.report.participation import Participation
from drills.report.text_block import Column, Table
from drills.report.words import HAZARD, MODE, said

FACTS = Phrase("one_page.facts", ja="【訓練の概要】", en="THE DRILL")
LABEL = Phrase("one_page.head_label", ja="項目", en="Item")
VALUE = Phrase("one_page.head_value", ja="内容", en="Value")
DRILL = Phrase("one_page.drill", ja="訓練名", en="Drill")
HELD = Phrase("one_page.held", ja="日時", en="Held")
KIND = Phrase("one_page.kind", ja="種別・想定", en="Kind")
KIND_SAID = Phrase("one_page.kind_said", ja="{mode}・{hazard}", en="{mode}, {hazard}")
HELD_SAID = Phrase(
    "one_page.held_said",
    ja="{date} {began}〜{ended}（{year}）",
    en="{date} {began} to {ended} ({year})",
)
OPEN = Phrase("one_page.held_open", ja="終了の記録なし", en="no end recorded")
WHO = Phrase("one_page.who", ja="参加", en="Took part")
WHO_SAID = Phrase(
    "one_page.who_said",
    ja="{people}人（{roles:list}）",
    en="{people} people ({roles:list})",
)
WHO_ALONE = Phrase("one_page.who_alone", ja="{people}人", en="{people} people")
ROLE = Phrase("one_page.role", ja="{role}{people}", en="{role} {people}")
HOURS = Phrase("one_page.hours", ja="人時", en="Person-hours")
HOURS_SAID = Phrase(
    "one_page.hours_said",
    ja="{hours}人時（{days}人工）",
    en="{hours} ({days} person-days)",
)
FROM_TO = Phrase("one_page.hours_from_to", ja="{low}〜{high}", en="{low} to {high}")
OUTSIDE = Phrase("one_page.outside", ja="連絡・報告先", en="Called, told")
BODY = Phrase("one_page.body", ja="{name}", en="{name}")
BODY_SILENT = Phrase("one_page.body_silent", ja="{name}（応答なし）", en="{name} (no answer)")
HELD_BY = Phrase("one_page.held_by", ja="実施", en="Held by")
RECORDER = Phrase("one_page.recorder", ja="記録者", en="Recorder")
OPERATOR = Phrase("one_page.operator", ja="進行", en="Operator")
_HOUR = 3_600_000_000


def facts(report: Report, lang: Language) -> Table:
    """The facts as a table of two columns."""
    columns = (Column(LABEL, 14, 16), Column(VALUE, 64, 62))
    return Table(FACTS, columns, [list(each) for each in rows(report, lang)])


def rows(report: Report, lang: Language) -> Iterator[tuple[str, str]]:
    """Each label with its value."""
    header, part = report.header, report.participation
    kind = KIND_SAID(mode=said(MODE, header.mode), hazard=said(HAZARD, header.hazard))
    found: list[tuple[Phrase, str]] = [
        (DRILL, header.title.said_in(lang)),
        (HELD, render(held(report, lang), lang)),
        (KIND, render(kind, lang)),
        (HELD_BY, header.organisation),
        (OPERATOR, header.operator),
    ]
    if part.recorder.said_in(lang):
        found.append((RECORDER, part.recorder.said_in(lang)))
    if part.people:
        found += [(WHO, render(people(part), lang)), (HOURS, render(hours(part), lang))]
    if part.outside:
        found.append((OUTSIDE, outside(part, lang)))
    for label, value in found:
        yield render(label(), lang), value


def held(report: Report, lang: Language) -> Message:
    """When it was held, with the day of the week and the fiscal year."""
    header = report.header
    began = LocalTime(header.began.unix_us, header.utc_offset_s)
    ended = header.ended
    return HELD_SAID(
        date=date_said(began, lang),
        began=began.clock,
        ended=OPEN() if ended is None else LocalTime(ended.unix_us, header.utc_offset_s).clock,
        year=fiscal_year_said(began, lang),
    )


def people(part: Participation) -> Message:
    """How many people took part, and in which roles."""
    roles = tuple(ROLE(role=each.role, people=each.people) for each in part.roles)
    return WHO_SAID(people=part.people, roles=roles) if roles else WHO_ALONE(people=part.people)


def hours(part: Participation) -> Message:
    """The person-hours from their least to their most, and as working days (人工)."""
    ends = (part.low_us, part.high_us)
    return HOURS_SAID(
        hours=_between(*(f"{each / _HOUR:.1f}" for each in ends)),
        days=_between(*(f"{each / part.workday_us:.2f}" for each in ends)),
    )


def _between(low: str, high: str) -> Message | str:
    """Both ends, or one where they read alike."""
    return low if low == high else FROM_TO(low=low, high=high)


def outside(part: Participation, lang: Language) -> str:
    """The outside bodies, and which of them never answered."""
    between = "、" if lang == "ja" else ", "
    bodies = ((BODY if each.answered else BODY_SILENT)(name=each.name) for each in part.outside)
    shown, left_out = first_of(list(dict.fromkeys(render(each, lang) for each in bodies)), 6)
    return between.join((*shown, *more(left_out, lang)))
