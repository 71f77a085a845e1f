"""Readiness as blocks of no format: text, page and Markdown are made of the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bcp.message import Language, Phrase, render
from drills.readiness.due import DueLine
from drills.readiness.readiness import Readiness, ReadyLine
from drills.readiness.what_is_due import worth_telling
from drills.readiness.words import DUE_KIND, STATE, answer, late
from drills.report.text_block import Block, Column, Points, Table

TITLE = Phrase("ready.title", ja="備えの状況", en="Readiness")
OF = Phrase("ready.of", ja="{organisation}  {day}", en="{organisation}  {day}")
QUESTION = Phrase(
    "ready.question", ja="今日、計画のとおりに動けるか:", en="Would the plan work today?"
)
SYSTEMS = Phrase("ready.systems", ja="【システム】", en="SYSTEMS")
TELEWORK = Phrase("ready.telework", ja="【テレワーク】", en="TELEWORK")
BUSINESSES = Phrase("ready.businesses", ja="【業務】", en="BUSINESSES")
SCENARIOS = Phrase("ready.scenarios", ja="【シナリオ】", en="SCENARIOS")
DUE = Phrase("ready.due", ja="【期限】", en="WHAT IS DUE")
LEFT_OUT = Phrase("ready.left_out", ja="【数えていないもの】", en="NOT COUNTED")
STATE_HEAD = Phrase("ready.head_state", ja="状態", en="State")
NAME = Phrase("ready.head_name", ja="名称", en="Name")
DAYS = Phrase("ready.head_days", ja="確認日", en="Verified")
WHY = Phrase("ready.head_why", ja="理由と、次にすること", en="Why, and what to do next")
AGO = Phrase("ready.ago", ja="{day}\n({days}日前)", en="{day}\n({days} days)")
NOTHING = "-"
DO = Phrase("ready.do", ja="次: {do}\n  {type_this}", en="Next: {do}\n  {type_this}")
RECORD = Phrase("ready.record", ja="記録: {run}", en="record: {run}")
WEIGHT = Phrase("ready.head_weight", ja="重要度", en="Weight")
WEIGHTS: Mapping[str, Phrase] = {
    "critical": Phrase("ready.critical", ja="最重要", en="critical"),
    "important": Phrase("ready.important", ja="重要", en="important"),
}
GATE = Phrase("ready.gate", ja="  {gate}", en="  {gate}")
BY = Phrase("ready.head_by", ja="期限", en="By")
LEFT = Phrase("ready.head_left", ja="残り", en="Left")
KIND = Phrase("ready.head_kind", ja="種類", en="Kind")
WHAT = Phrase("ready.head_what", ja="内容と、次にすること", en="What, and what to do next")
LATE_BY = Phrase("ready.late_by", ja="{days}日超過", en="{days} d late")
IN_DAYS = Phrase("ready.in_days", ja="あと{days}日", en="{days} d")
OWNER = Phrase("ready.owner", ja="担当: {owner}", en="whose: {owner}")
MORE = Phrase(
    "ready.more_due",
    ja="このほか、まだ先の期限が{count}件あります（-f json ですべて）。",
    en="{count} more have a day that is further off (all of them with -f json).",
)


def head_lines(found: Readiness, lang: Language) -> tuple[str, ...]:
    """Whose readiness on which day, and the answer."""
    first = render(OF(organisation=found.organisation, day=found.today.isoformat()), lang)
    said = [render(answer(found), lang)]
    pressing = late(found)
    if pressing is not None:
        said.append(render(pressing, lang))
    joint = "" if lang == "ja" else " "
    return (first, f"{render(QUESTION(), lang)} {joint.join(said)}")


def blocks(found: Readiness, lang: Language) -> Sequence[Block]:
    """The blocks in their order; those without a row say nothing."""
    return (
        _systems(found, lang),
        _telework(found, lang),
        _due(found, lang),
        _lines(SCENARIOS, found.scenarios, lang),
        _lines(BUSINESSES, found.businesses, lang),
        Points(LEFT_OUT, [render(each, lang) for each in found.not_counted]),
    )


_SYSTEM_COLUMNS = (
    *(Column(STATE_HEAD, 8, 12), Column(WEIGHT, 6, 9), Column(NAME, 20, 17)),
    *(Column(DAYS, 10, 10), Column(WHY, 28, 24)),
)
_COLUMNS = (
    *(Column(STATE_HEAD, 8, 12), Column(NAME, 22, 20)),
    *(Column(DAYS, 10, 10), Column(WHY, 34, 32)),
)


def _systems(found: Readiness, lang: Language) -> Table:
    rows = []
    for alike in _alike(found.systems):
        state, *rest = _row(alike, lang)
        weight = WEIGHTS.get(alike[0].importance)
        rows.append([state, NOTHING if weight is None else render(weight(), lang), *rest])
    failing = [each[0].state == "failing" for each in _alike(found.systems)]
    return Table(SYSTEMS, _SYSTEM_COLUMNS, rows, striking=failing)


def _lines(heading: Phrase, lines: Sequence[ReadyLine], lang: Language) -> Table:
    rows = [_row(each, lang) for each in _alike(lines)]
    failing = [each[0].state == "failing" for each in _alike(lines)]
    return Table(heading, _COLUMNS, rows, striking=failing)


def _alike(lines: Sequence[ReadyLine]) -> list[list[ReadyLine]]:
    """What was never tried, for the same reason and with the same thing to do, in one row."""
    rows: dict[object, list[ReadyLine]] = {}
    for number, each in enumerate(lines):
        texts = tuple((why.code, str(why.params)) for why in each.why)
        alone = number if each.on is not None else None
        rows.setdefault((each.state, each.importance, texts, each.type_this, alone), []).append(
            each
        )
    return list(rows.values())


def _telework(found: Readiness, lang: Language) -> Table:
    lines = [line for each in found.telework for line in (each, *_gates(each))]
    rows = [_row([each], lang) for each in lines]
    return Table(TELEWORK, _COLUMNS, rows, striking=[each.state == "failing" for each in lines])


def _gates(way: ReadyLine) -> Sequence[ReadyLine]:
    """Its gates, where anything is known of any."""
    return () if way.state == "never_tried" else way.parts


def _row(lines: Sequence[ReadyLine], lang: Language) -> list[str]:
    line = lines[0]
    on = line.on
    day = None if on is None else AGO(day=on.isoformat(), days=line.days)
    return [
        render(STATE[line.state](), lang),
        "\n".join(_name(each, lang) for each in lines),
        NOTHING if day is None else render(day, lang),
        "\n".join(_why(line, lang)),
    ]


def _name(line: ReadyLine, lang: Language) -> str:
    name = line.name.said_in(lang)
    if line.about == "gate":
        return render(GATE(gate=name), lang)
    return name


def _why(line: ReadyLine, lang: Language) -> Iterator[str]:
    yield from (render(each, lang) for each in line.why)
    if line.run and line.about in ("system", "scenario"):
        yield render(RECORD(run=line.run), lang)
    if line.do is not None:
        yield render(DO(do=line.do, type_this=line.type_this), lang)


def _due(found: Readiness, lang: Language) -> Table:
    shown = worth_telling(found.due)
    columns = (
        *(Column(BY, 10, 10), Column(LEFT, 10, 9)),
        *(Column(KIND, 10, 12), Column(WHAT, 44, 43)),
    )
    rest = len(found.due) - len(shown)
    notes = (render(MORE(count=rest), lang),) if rest else ()
    rows = [_due_row(each, lang) for each in shown]
    return Table(DUE, columns, rows, striking=[each.presses for each in shown], notes=notes)


def _due_row(line: DueLine, lang: Language) -> list[str]:
    left = LATE_BY(days=-line.days_left) if line.is_overdue else IN_DAYS(days=line.days_left)
    owner = line.owner.said_in(lang)
    said = [render(line.what, lang), render(line.do, lang)]
    if owner:
        said.insert(1, render(OWNER(owner=owner), lang))
    kind = render(DUE_KIND[line.kind](), lang)
    return [line.day.isoformat(), render(left, lang), kind, "\n".join(said)]
