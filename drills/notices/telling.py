"""The words of each kind of notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bcp.days_said import day_said
from bcp.instants import moment
from bcp.message import Message, Phrase, Text
from bcp.programme.dues import Due
from bcp.upkeep import PlannedDrill
from drills.notices.facts import Facts
from drills.notices.happenings import DrillResult, Happening
from drills.notices.words import POINT, Words
from drills.readiness.due import DueLine
from drills.report.words import OVERALL

_ANSWER = "bcp-drill schedule answer {key}"
IN_DAYS = Phrase(
    "notices.in_days",
    ja="{days}日後に訓練があります: {name}",
    en="Drill in {days} days: {name}",
)
TOMORROW = Phrase(
    "notices.tomorrow", ja="明日、訓練があります: {name}", en="Drill tomorrow: {name}"
)
TODAY = Phrase("notices.today", ja="本日、訓練があります: {name}", en="Drill today: {name}")
STARTED = Phrase("notices.started", ja="訓練を始めました: {name}", en="Drill begun: {name}")
MISSED = Phrase(
    "notices.missed",
    ja="予定の訓練が行われませんでした: {name}",
    en="A planned drill was not held: {name}",
)
OMITTED = Phrase(
    "notices.omitted",
    ja="予定の訓練は取りやめになりました: {name}",
    en="A planned drill was left out: {name}",
)
ASKED = Phrase(
    "notices.asked",
    ja="訓練を始めるかどうか、決めてください: {name}",
    en="Please decide whether to hold this drill: {name}",
)
RESULT = Phrase(
    "notices.result",
    ja="訓練の結果: {name}（{overall}）",
    en="Result of the drill {name}: {overall}",
)
REFUSED = Phrase(
    "notices.refused",
    ja="計画に誤りがあり、読み込めません",
    en="The plan has mistakes and cannot be read",
)
OVERDUE = Phrase(
    "notices.overdue",
    ja="期限切れ{late}件、期限間近{soon}件",
    en="{late} overdue, {soon} due soon",
)
CHECK = Phrase(
    "notices.check",
    ja="誤りの場所と直し方は、計画のある端末で bcp-drill check とすると分かります。直るまでは、"
    "訓練は自動では始まりません（予定の日時は、前に読み込めた計画のままです）。",
    en="bcp-drill check on the machine with the plan shows where and what to do. Until then no "
    "drill begins by itself; the last plan without mistakes says what is due.",
)
TO_ANSWER = Phrase(
    "notices.to_answer",
    ja="サービスの動いている端末で、次のどれかを入力してください。",
    en="On the machine with the service, type one of these.",
)
ANSWERS = tuple(
    Phrase(f"notices.answer_{word}", ja=f"{ja}: {_ANSWER} {word}", en=f"{en}: {_ANSWER} {word}")
    for word, ja, en in (
        ("run", "始める", "Hold it"),
        ("skip", "行わない", "Leave it out"),
        ("held", "手で実施した", "It was held by hand"),
    )
)
BY_ITSELF = Phrase("notices.by_itself", ja="自動で始まります。", en="It starts by itself.")
BY_PEOPLE = Phrase(
    "notices.by_people",
    ja="人が始めます: bcp-drill run {scenario}",
    en="A person starts it: bcp-drill run {scenario}",
)
NO_RESULT = Phrase("notices.no_result", ja="結果なし", en="no result")
TARGETS = Phrase("notices.targets", ja="{targets}件中{met}件達成", en="{met} of {targets} met")
REPORT = Phrase(
    "notices.report",
    ja="bcp-drill report {run} --past で見られます",
    en="bcp-drill report {run} --past shows it",
)
NOTHING_NEW = Phrase("notices.nothing_new", ja="変化なし", en="nothing changed")
THESE = Phrase("notices.these", ja="{ids:list}", en="{ids:list}")
AND_MORE = Phrase("notices.and_more", ja="{ids:list} ほか{more}件", en="{ids:list} and {more} more")
NO_BODY = Phrase(
    "notices.no_body",
    ja="報告書はこのお知らせには付けていません。",
    en="The report is not attached to this notice.",
)
LATE = Phrase(
    "notices.late",
    ja="{what} 期限 {day}（{days}日超過）{owner}",
    en="{what} Due {day} ({days} days late){owner}",
)
SOON = Phrase(
    "notices.soon",
    ja="{what} 期限 {day}（あと{days}日）{owner}",
    en="{what} Due {day} (in {days} days){owner}",
)
OWNER = Phrase("notices.owner", ja=" 担当: {owner}", en=", {owner}")
MORE = Phrase(
    "notices.more",
    ja="ほか{more}件（bcp-drill ready で全部を示します）",
    en="and {more} more (bcp-drill ready shows them all)",
)
_LABELS = {
    word: Phrase(f"notices.label_{word}", ja=ja, en=en)
    for word, ja, en in (
        ("drill", "訓練", "Drill"),
        ("when", "日時", "When"),
        ("moved", "本来の日時", "Moved from"),
        ("place", "場所", "Where"),
        ("purpose", "目的", "Purpose"),
        ("participants", "参加者", "Who takes part"),
        ("how", "始め方", "Start"),
        ("mode", "実施方法", "Mode"),
        ("prepare", "準備", "To prepare"),
        ("why", "理由", "Why"),
        ("overall", "総合", "Overall"),
        ("grade", "評価", "Grade"),
        ("targets", "目標", "Targets"),
        ("worst", "最も大きい未達", "Missed most"),
        ("since", "前回から", "Since the last time"),
        ("lost", "前回から新たに不良", "New since the last time"),
        ("back", "前回から回復", "Well again"),
        ("report", "報告書", "Report"),
    )
}
_MOST_ITEMS = 20
_MOST_IDS = 10
Told = list[tuple[str, object]]


def before(facts: Facts, drill: PlannedDrill, due: Due, now: datetime) -> Words:
    """A drill that is near; how near is counted from `now`, in days of the calendar."""
    days = (due.at.date() - now.astimezone(due.at.tzinfo).date()).days
    name = name_of(drill)
    subject = {0: TODAY(name=name), 1: TOMORROW(name=name)}.get(days, IN_DAYS(days=days, name=name))
    how = BY_ITSELF() if drill.unattended else BY_PEOPLE(scenario=drill.scenario or drill.id)
    told: Told = [("drill", name), ("when", when(due.at))]
    if due.moved_from is not None:
        told.append(("moved", when(due.moved_from)))
    told += [("why", due.because), ("place", drill.place), ("purpose", drill.purpose), ("how", how)]
    people: Told = [("participants", each) for each in drill.participants]
    todo: Told = [("prepare", each) for each in drill.prepare]
    items = tuple(_points((*people, *todo)))
    return _words(facts, drill, subject, tuple(_points(told)), items)


def of(facts: Facts, drill: PlannedDrill, each: Happening) -> Words:
    """Something that happened."""
    name, zone = name_of(drill), facts.zone
    if each.kind == "refused":
        return _words(facts, None, REFUSED(), (CHECK(),))
    due = moment(each.due if each.due is not None else each.at, zone)
    told: Told = [("drill", name), ("when", when(due))]
    if each.kind == "started":
        return _words(facts, drill, STARTED(name=name), tuple(_points(told)))
    if each.kind == "ended":
        return _result(facts, drill, each, told)
    subject = {"omitted": OMITTED, "missed": MISSED, "asked": ASKED}[each.kind](name=name)
    lines = tuple(_points([*told, ("why", each.why)]))
    if each.kind != "asked":
        return _words(facts, drill, subject, lines)
    answers = tuple(phrase(key=each.about) for phrase in ANSWERS)
    return _words(facts, drill, subject, (*lines, TO_ANSWER()), answers)


def overdue(facts: Facts, lines: Sequence[DueLine]) -> Words:
    """Everything that is overdue or soon due, the most pressing first, in one notice."""
    late = sum(each.is_overdue for each in lines)
    items = [_due(each) for each in lines[:_MOST_ITEMS]]
    if len(lines) > _MOST_ITEMS:
        items.append(MORE(more=len(lines) - _MOST_ITEMS))
    subject = OVERDUE(late=late, soon=len(lines) - late)
    return _words(facts, None, subject, (), tuple(items))


def name_of(drill: PlannedDrill) -> Text:
    """What people call a planned drill; its id where it has no name."""
    return drill.name.or_id(drill.id)


def when(at: datetime) -> Text:
    """A day and a time on the wall clock of its own zone."""
    return Text(f"{day_said(at, 'ja')}{at:%H:%M}", f"{day_said(at, 'en')} {at:%H:%M}")


def _result(facts: Facts, drill: PlannedDrill, each: Happening, told: Told) -> Words:
    found = each.result or DrillResult(each.run_id)
    known = OVERALL.get(found.overall or "")
    overall = NO_RESULT() if known is None else known()
    targets = TARGETS(targets=found.targets, met=found.met) if found.targets else None
    report = REPORT(run=found.run_id) if found.run_id else None
    told += [("overall", overall), ("grade", found.grade), ("targets", targets)]
    told += [("worst", found.worst), ("why", each.why), *_since_last(found)]
    told += [("report", report)]
    end = (NO_BODY(),) if report else ()
    subject = RESULT(name=name_of(drill), overall=overall)
    return _words(facts, drill, subject, (*_points(told), *end))


def _since_last(found: DrillResult) -> Told:
    """What is otherwise than in the last drill of the same scenario, by its id in the plan."""
    if found.compared and not found.lost and not found.back:
        return [("since", NOTHING_NEW())]
    return [(word, _some(ids)) for word, ids in (("lost", found.lost), ("back", found.back)) if ids]


def _some(ids: Sequence[str]) -> Message:
    more = len(ids) - _MOST_IDS
    return AND_MORE(ids=ids[:_MOST_IDS], more=more) if more > 0 else THESE(ids=ids)


def _due(each: DueLine) -> Message:
    said = Text(day_said(each.day, "ja"), day_said(each.day, "en"))
    owner = OWNER(owner=each.owner) if each.owner.ja or each.owner.en else ""
    phrase = LATE if each.is_overdue else SOON
    return phrase(what=each.what, day=said, days=abs(each.days_left), owner=owner)


def _points(told: Sequence[tuple[str, object]]) -> Iterator[Message]:
    for label, value in told:
        if value not in (None, "", Text()):
            yield POINT(name=_LABELS[label](), value=value)


def _words(
    facts: Facts,
    drill: PlannedDrill | None,
    subject: Message,
    lines: tuple[Message, ...] = (),
    items: tuple[Message, ...] = (),
) -> Words:
    role = _role(facts, drill)
    return Words(subject, lines, items, role, facts.plan.organisation.name)


def _role(facts: Facts, drill: PlannedDrill | None) -> Text:
    """The role that is responsible, by its name; the name of who holds it stays at home."""
    wanted = drill.responsible if drill else None
    found = next((each for each in facts.plan.roles if each.id == wanted), None)
    if found is None:
        return Text()
    return found.name.or_id(found.id)
