"""The next days of planned drills, or of one rule, in words and for programs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bcp.checks import is_date, no_date
from bcp.days_said import day_said
from bcp.did_you_mean import remedy
from bcp.load import LoadedPlan, load_plan
from bcp.message import Language, Message, Phrase, Text, render
from bcp.model import Organisation, Plan
from bcp.plan_forms import plan_forms
from bcp.programme.dues import Due, Held, Programme
from bcp.programme.local_time import instant, zone_of
from bcp.programme.programme_checks import NOT_KNOWN
from bcp.programme.rule import Rule
from bcp.programme.rule_words import rule_words
from bcp.reader import BAD, Reader
from bcp.refused import Refused
from bcp.shape import Record
from bcp.strict_yaml import parse
from bcp.upkeep import PlannedDrill
from bcp.written_times import read_date
from drills import probes
from drills.cli.console import WIDTH
from drills.cli.held_here import held_in
from drills.cli.places import here, plan_above, plan_near
from drills.errors import Refusal
from drills.report.layout import wrapped
from drills.schedule.ending import end_said, ends_of
from drills.schedule.following import Read

TRIED = Phrase("next_days.tried", ja="試した規則", en="the rule that is tried")
NO_DRILL = Phrase(
    "next_days.no_drill",
    ja="「{word}」という訓練は計画にありません。{then}",
    en="The plan has no drill {word!r}. {then}",
)
NO_RULES = Phrase(
    "next_days.no_rules",
    ja="訓練「{drill}」には日時の規則（starts）がありません。manage/drills.yaml に書いてください。",
    en="The drill {drill!r} has no rule (starts). Write one in manage/drills.yaml.",
)
NONE_PLANNED = Phrase(
    "next_days.none_planned",
    ja="日時の規則（starts）のある訓練は、計画にありません。",
    en="No drill of the plan has a rule (starts).",
)
NO_DAY = Phrase(
    "next_days.no_day",
    ja="--from の「{word}」は日付として読めません。2027-04-01 のように書いてください。",
    en="{word!r} behind --from is no day. Write it like 2027-04-01.",
)
NO_YEAR = Phrase(
    "next_days.no_year",
    ja="--from の「{word}」は、{first}年から{last}年の間で書いてください。",
    en="{word!r} behind --from: write a day of the years {first} to {last}.",
)
NO_COUNT = Phrase(
    "next_days.no_count",
    ja="件数（-n）は1から1000で書いてください。",
    en="Write a number from 1 to 1000 behind -n.",
)
HEAD = Phrase("next_days.head", ja="{name}: {rules:list}", en="{name}: {rules:list}")
LINE = Phrase("next_days.line", ja="{day} {clock}  {name}", en="{day} {clock}  {name}")
MOVED = Phrase("next_days.moved", ja="  {why}、{day}から変更", en="  moved from {day}: {why}")
LEFT_OUT = Phrase("next_days.left_out", ja="  行いません: {why}", en="  left out: {why}")
EXPECTED = Phrase(
    "next_days.expected",
    ja="  見込み（前の訓練を行った日から数えます）",
    en="  expected; it counts from when the drill before it is held",
)
NONE = Phrase(
    "next_days.none",
    ja="この先{years}年の間に、行う日はありません。",
    en="There is no such day within {years} years.",
)

_WORD = "--rule"
_YEARS = 10
# Within these no look ahead and no zone leads out of what a calendar can count.
_FROM, _TO = 1900, 9900
# Few are looked for near by first: most drills come within a year.
_FAR = tuple(timedelta(days=days) for days in (2, 40, 400, 366 * _YEARS))


@dataclass(frozen=True)
class Asked:
    """Whose next days: `drills` of a plan, from a time on, `count` of them.

    `ends` has those that begin by themselves, each with by when it is over, in microseconds.
    """

    plan: Plan
    drills: tuple[PlannedDrill, ...]
    since: datetime
    count: int
    held: Held = field(default_factory=dict)
    ends: Mapping[str, int | None] = field(default_factory=dict)


def asked(given: argparse.Namespace) -> Asked:
    """What was asked for. Raises `Refused` or `Refusal`."""
    if not 1 <= given.count <= 1000:
        raise Refusal(NO_COUNT())
    loaded = _plan(given.plan, needed=given.rule is None)
    plan = loaded.plan if loaded is not None else Plan(Organisation("-"))
    drills = (*(_drill(plan, each) for each in given.drills),)
    if given.rule is not None:
        tried = PlannedDrill(_WORD, name=_named(TRIED()), starts=(_rule(given.rule, plan),))
        plan, drills = replace(plan, drills=(*plan.drills, tried)), (*drills, tried)
    elif not drills:
        drills = tuple(each for each in plan.drills if each.starts)
        if not drills:
            raise Refusal(NONE_PLANNED())
    ends = {each.id: end for each, end in ends_of(Read("", loaded), drills)} if loaded else {}
    since = _since(given.since, plan)
    return Asked(plan, drills, since, given.count, held_in(given.runs), ends)


def next_days(wanted: Asked) -> tuple[Due, ...]:
    """The first that are due, left out ones among them; at most ten years ahead."""
    programme = Programme.of(wanted.plan, wanted.held)
    found: list[Due] = []
    for far in _FAR:
        until = wanted.since + far
        found = [
            due for each in wanted.drills for due in programme.of_drill(each, wanted.since, until)
        ]
        if len(found) >= wanted.count:
            break
    return tuple(sorted(found, key=lambda due: (due.at, due.key))[: wanted.count])


def lines_of(wanted: Asked, found: Sequence[Due], lang: Language) -> Iterator[str]:
    """The rules in words, then a line for each day, with its reason below."""
    for drill in wanted.drills:
        rules = [rule_words(rule, _names(wanted.plan)) for rule in drill.starts]
        yield render(HEAD(name=_name(drill), rules=rules), lang)
        if drill.id in wanted.ends:
            end = end_said(drill, wanted.ends[drill.id])
            yield from (f"  {each}" for each in wrapped(render(end, lang), WIDTH - 2))
    yield ""
    names = {each.id: _name(each) for each in wanted.drills}
    for due in found:
        day, clock = _said(due.at, lang)
        yield render(LINE(day=day, clock=clock, name=names[due.drill]), lang)
        yield from (render(each, lang) for each in _reasons(due, lang))
    if not found:
        yield render(NONE(years=_YEARS), lang)


def rows_of(wanted: Asked, found: Sequence[Due], lang: Language) -> str:
    """The same as JSON: ``{"drills": {…}, "next": […]}``."""
    drills = {
        each.id: {
            "name": _name(each).said_in(lang),
            "rules": [render(rule_words(r, _names(wanted.plan)), lang) for r in each.starts],
            "longest_us": wanted.ends.get(each.id),
        }
        for each in wanted.drills
    }
    return json.dumps(
        {"drills": drills, "next": [_row(due, lang) for due in found]},
        ensure_ascii=False,
        indent=2,
    )


def _row(due: Due, lang: Language) -> Mapping[str, object]:
    why = due.omitted or due.because
    return {
        "drill": due.drill,
        "at": due.at.isoformat(),
        "key": due.key,
        "held": due.omitted is None,
        "moved_from": due.moved_from.isoformat() if due.moved_from else None,
        "why": render(why, lang) if why else None,
        "expected": due.expected,
    }


def _reasons(due: Due, lang: Language) -> Iterator[Message]:
    if due.omitted is not None:
        yield LEFT_OUT(why=due.omitted)
    elif due.moved_from is not None:
        yield MOVED(why=due.because, day=_said(due.moved_from, lang)[0])
    if due.expected:
        yield EXPECTED()


def _said(at: datetime, lang: Language) -> tuple[str, str]:
    return day_said(at, lang), f"{at:%H:%M}"


def _name(drill: PlannedDrill) -> Text:
    return drill.name.or_id(drill.id)


def _names(plan: Plan) -> Mapping[str, Text]:
    return {each.id: each.name for each in plan.drills}


def _named(message: Message) -> Text:
    return Text(ja=render(message, "ja"), en=render(message, "en"))


def _plan(path: Path | None, *, needed: bool) -> LoadedPlan | None:
    found = path or (plan_above(here()) if needed else plan_near(here()))
    return None if found is None else load_plan(found, probes.catalogue())


def _drill(plan: Plan, word: str) -> PlannedDrill:
    found = next((each for each in plan.drills if each.id == word), None)
    if found is None:
        then = remedy(word, [each.id for each in plan.drills])
        raise Refusal(NO_DRILL(word=word, then=then))
    if not found.starts:
        raise Refusal(NO_RULES(drill=word))
    return found


def _rule(text: str, plan: Plan) -> Rule:
    """The rule that was typed: as in a file, or a line of cron alone. Raises `Refused`."""
    written = text if text.lstrip().startswith("{") else f'{{cron: "{text}"}}'
    # A terminal may hand over what is no text; the reader says so.
    node, refusals = parse(written.encode("utf-8", "surrogatepass"), _WORD)
    if node is None or refusals:
        raise Refused(refusals)
    reader = Reader(plan_forms(probes.catalogue()))
    rule = reader.read(Record(Rule), node)
    if rule is BAD or reader.refusals:
        raise Refused(reader.refusals)
    known: Rule = rule
    if known.date is not None and not is_date(known.date):
        raise Refused([no_date(known.date, node.place)])
    words = (*plan.calendar.dates, *(each.id for each in plan.drills))
    named = known.after or known.before
    if named is not None and named not in words:
        reader.refuse(node.place, NOT_KNOWN(word=named), remedy(named, words))
        raise Refused(reader.refusals)
    return known


def _since(text: str | None, plan: Plan) -> datetime:
    if text is None:
        return datetime.now(UTC)
    day = read_date(text)
    if day is None or day.year is None:
        raise Refusal(NO_DAY(word=text))
    if not _FROM <= day.year <= _TO:
        raise Refusal(NO_YEAR(word=text, first=_FROM, last=_TO))
    first = date(day.year, day.month, day.day)
    return instant(datetime.combine(first, datetime.min.time()), zone_of(plan))
