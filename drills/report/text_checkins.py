"""The sections of the report about staff who checked in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bcp.message import Language, Phrase, render
from drills.report.checkin_lines import CheckInLine, DepartmentLine, Spread
from drills.report.checkin_words import METHODS, PROBLEMS, SAFETY, TASKS, THROUGH
from drills.report.model import Report
from drills.report.saying import NOTHING, span
from drills.report.text_block import Column, Table

STEP = Phrase("text.head_checkin_step", ja="手順", en="Step")
HEADING = Phrase("text.checkins", ja="【点呼】", en="CHECK-INS")
THERE = Phrase("text.head_checkin_there", ja="回答", en="There")
WANTED = Phrase("text.head_checkin_wanted", ja="目標", en="Target")
HALF_HOUR = Phrase("text.head_checkin_30", ja="30分で", en="In 30 min")
HALF = Phrase("text.head_checkin_50", ja="50%まで", en="50 % after")
EIGHTY = Phrase("text.head_checkin_80", ja="80%まで", en="80 % after")
NINETY = Phrase("text.head_checkin_90", ja="90%まで", en="90 % after")
MISSING = Phrase("text.head_checkin_missing", ja="未回答", en="Missing")
CURVE = Phrase(
    "text.checkin_curve",
    ja="【点呼の進み方（目安は30分で90%、|の位置）】",
    en="CHECK-INS BY MINUTE (| STANDS WHERE 90 % IN 30 MIN WOULD BE)",
)
UNTIL = Phrase("text.head_checkin_until", ja="経過", en="After")
SHARE = Phrase("text.head_checkin_share", ja="割合", en="Share")
BAR = Phrase("text.head_checkin_bar", ja="0%から100%", en="0 % to 100 %")
MINUTES = Phrase("text.checkin_minutes", ja="{minutes}分", en="{minutes} min")
DEPARTMENTS = Phrase("text.checkin_departments", ja="【所属ごとの点呼】", en="BY DEPARTMENT")
DEPARTMENT = Phrase("text.head_checkin_department", ja="所属", en="Department")
SEVERAL = Phrase(
    "text.checkin_several",
    ja="{name}（人数の少ない{count}所属）",
    en="{name} ({count} small departments)",
)
ANSWERS = Phrase("text.checkin_answers", ja="【点呼の回答の内訳】", en="WHAT THEY SAID")
WHAT = Phrase("text.head_checkin_what", ja="項目", en="What")
VALUE = Phrase("text.head_checkin_value", ja="回答", en="Answer")
COUNT = Phrase("text.head_checkin_count", ja="人数", en="People")
WAY = Phrase("text.checkin_way", ja="経路", en="way")
GATEWAY = Phrase("text.checkin_gateway", ja="VPN装置", en="gateway")
METHOD = Phrase("text.checkin_method", ja="働く手段", en="how they work")
PROBLEM = Phrase("text.checkin_problem", ja="支障", en="problem")
IS_SAFE = Phrase("text.checkin_safety", ja="安否", en="safety")
TASK = Phrase("text.checkin_task", ja="試したこと: {task}", en="task: {task}")
SOURCE = Phrase("text.checkin_source", ja="回答のしかた", en="answered by")
RTT = Phrase(
    "text.checkin_rtt", ja="往復時間（中央値／95%がこれ以下）", en="round trip (median, p95)"
)
DOWN = Phrase("text.checkin_down", ja="下り（中央値／95%がこれ以上）", en="down (median, p5)")
UP = Phrase("text.checkin_up", ja="上り（中央値／95%がこれ以上）", en="up (median, p5)")
SOURCES: Mapping[str, Phrase] = {
    "measured": Phrase("text.checkin_by_page", ja="本人がページで", en="themselves, on the page"),
    "observed": Phrase("text.checkin_by_hand", ja="聞き取り", en="taken down by hand"),
    "attested": Phrase("text.checkin_by_file", ja="他のツールの結果", en="a file of another tool"),
}
# The words of one field; its keys are words of the program.
Words = Mapping[Any, Phrase]
_CELLS = 20
_MOST_ROWS = 24
_USUAL = 90.0


def _check_ins(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 12, 12), Column(THERE, 16, 16), Column(WANTED, 6, 6)),
        *(Column(HALF_HOUR, 7, 9), Column(HALF, 8, 10), Column(EIGHTY, 8, 10)),
        *(Column(NINETY, 8, 10), Column(MISSING, 6, 7)),
    )
    lines = report.check_ins
    rows = [_row(each, lang) for each in lines]
    striking = [not each.held for each in lines]
    return Table(HEADING, columns, rows, [each.records for each in lines], striking)


def _row(line: CheckInLine, lang: Language) -> list[str]:
    return [
        line.step,
        f"{line.there}/{line.expected} ({line.percent:g}%)",
        f"{line.wanted:g}%",
        _percent(line.in_30_min),
        *(span(each, lang) for each in line.after_us[:3]),
        str(line.missing),
    ]


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{share:g}%"


def _curves(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 12, 12), Column(UNTIL, 8, 8), Column(SHARE, 7, 7)),
        Column(BAR, _CELLS + 2, _CELLS + 2),
    )
    rows = [row for line in report.check_ins for row in _points(line, lang)]
    return Table(CURVE, columns, rows)


def _points(line: CheckInLine, lang: Language) -> Iterator[list[str]]:
    """A row for every minute in which somebody came; of a long check-in, for every few minutes."""
    if not line.curve:
        return
    every = 1 + line.curve[-1][0] // _MOST_ROWS
    reached = {minute // every: percent for minute, percent in line.curve}
    for turn in sorted(reached):
        minutes = render(MINUTES(minutes=(turn + 1) * every), lang)
        yield [line.step, minutes, f"{reached[turn]:g}%", bar(reached[turn])]


def bar(percent: float) -> str:
    """A share as signs that every terminal and printer has, with the usual target marked."""
    filled, mark = int(percent * _CELLS // 100), int(_USUAL * _CELLS // 100)
    signs = ["#" if cell < filled else "." for cell in range(_CELLS)]
    return "".join((*signs[:mark], "|", *signs[mark:]))


def _departments(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 12, 12), Column(DEPARTMENT, 20, 20), Column(THERE, 16, 16)),
        *(Column(HALF_HOUR, 7, 9), Column(BAR, _CELLS + 2, _CELLS + 2)),
    )
    rows = [_department(each, lang) for each in report.check_in_departments]
    return Table(DEPARTMENTS, columns, rows)


def _department(line: DepartmentLine, lang: Language) -> list[str]:
    name = line.department.said_in(lang)
    if line.departments > 1:
        name = render(SEVERAL(name=name, count=line.departments), lang)
    share = f"{line.there}/{line.expected} ({line.percent:g}%)"
    return [line.step, name, share, _percent(line.in_30_min), bar(line.percent)]


def _answers(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 12, 12), Column(WHAT, 26, 24), Column(VALUE, 26, 26)),
        Column(COUNT, 6, 7),
    )
    rows = [row for line in report.check_ins for row in _said(line, lang)]
    return Table(ANSWERS, columns, rows)


def _said(line: CheckInLine, lang: Language) -> Iterator[list[str]]:
    listed: tuple[tuple[Phrase, Mapping[str, int], Words], ...] = (
        (WAY, line.through, THROUGH),
        (GATEWAY, line.gateways, {}),
        (METHOD, line.methods, METHODS),
        (PROBLEM, line.problems, PROBLEMS),
        (IS_SAFE, line.safety, SAFETY),
        (SOURCE, line.sources, SOURCES),
    )
    for what, counts, words in listed:
        yield from _counts(line.step, render(what(), lang), counts, words, lang)
    for task, counts in line.tasks:
        what_task = render(TASK(task=task), lang)
        yield from _counts(line.step, what_task, counts, TASKS, lang)
    for what, spread, value in (
        (RTT, line.rtt_us, _milliseconds),
        (DOWN, line.down_bps, _megabits),
        (UP, line.up_bps, _megabits),
    ):
        if spread.count:
            yield [line.step, render(what(), lang), _spread(spread, value), str(spread.count)]


def _counts(
    step: str, what: str, counts: Mapping[str, int], words: Words, lang: Language
) -> Iterator[list[str]]:
    for value, count in counts.items():
        said = render(words[value](), lang) if value in words else value
        yield [step, what, said, str(count)]


def _spread(spread: Spread, say: Callable[[int], str]) -> str:
    return " / ".join(NOTHING if each is None else say(each) for each in (spread.p50, spread.p95))


def _milliseconds(us: int) -> str:
    return f"{us / 1000:.0f} ms"


def _megabits(bps: int) -> str:
    return f"{bps / 1e6:.1f} Mbit/s"


SECTIONS = (_check_ins, _curves, _departments, _answers)
