"""The sections of the report about people who were called."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.call_lines import CalleeLine, CallOutLine
from drills.report.call_words import ARRIVES, RESULTS
from drills.report.model import Report
from drills.report.saying import NOTHING, span, wall
from drills.report.text_block import Column, Table

HEADING = Phrase("text.calls", ja="【連絡の結果】", en="PEOPLE REACHED")
STEP = Phrase("text.head_calls_step", ja="手順", en="Step")
REACHED = Phrase("text.head_calls_reached", ja="到達", en="Reached")
WANTED = Phrase("text.head_calls_wanted", ja="目標", en="Target")
HALF = Phrase("text.head_calls_50", ja="50%まで", en="50 % after")
EIGHTY = Phrase("text.head_calls_80", ja="80%まで", en="80 % after")
NINETY = Phrase("text.head_calls_90", ja="90%まで", en="90 % after")
ALL = Phrase("text.head_calls_all", ja="全員まで", en="All after")
NUMBERS = Phrase("text.head_calls_numbers", ja="番号違い", en="Wrong no.")
CORRECTED = Phrase(
    "text.calls_corrected", ja="{wrong}件（訂正{corrected}件）", en="{wrong} ({corrected} mended)"
)
PEOPLE = Phrase("text.callees", ja="【連絡の相手】", en="WHO WAS CALLED")
WHO = Phrase("text.head_callee", ja="相手", en="Who")
RESULT = Phrase("text.head_callee_result", ja="結果", en="Result")
WAY = Phrase("text.head_callee_way", ja="手段", en="By")
AT = Phrase("text.head_callee_at", ja="時刻", en="Time")
TRIES = Phrase("text.head_callee_tries", ja="回数", en="Tries")
NOTE = Phrase("text.head_callee_note", ja="備考", en="Note")
NEVER = Phrase("text.callee_never", ja="未実施", en="not called")
BY_DEPUTY = Phrase("text.callee_deputy", ja="代理: {deputy}", en="deputy: {deputy}")


def _call_outs(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 12, 12), Column(REACHED, 12, 12), Column(WANTED, 6, 6)),
        *(Column(HALF, 8, 8), Column(EIGHTY, 8, 8), Column(NINETY, 8, 8), Column(ALL, 8, 8)),
        Column(NUMBERS, 10, 10),
    )
    lines = report.call_outs
    rows = [_row(each, lang) for each in lines]
    return Table(
        HEADING, columns, rows, [each.records for each in lines], [not each.held for each in lines]
    )


def _row(line: CallOutLine, lang: Language) -> list[str]:
    numbers = CORRECTED(wrong=line.wrong, corrected=line.corrected)
    return [
        line.step,
        f"{line.reached}/{line.people} ({line.percent:g}%)",
        f"{line.wanted:g}%",
        *(span(each, lang) for each in line.after_us),
        render(numbers, lang) if line.wrong else NOTHING,
    ]


def _callees(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 12, 12), Column(WHO, 14, 14), Column(RESULT, 12, 10), Column(WAY, 8, 8)),
        *(Column(AT, 8, 8), Column(TRIES, 4, 5), Column(NOTE, 10, 11)),
    )
    offset = report.header.utc_offset_s
    lines = report.callees
    rows = [_person(each, offset, lang) for each in lines]
    striking = [each.standing != "reached" for each in lines]
    return Table(PEOPLE, columns, rows, [each.records for each in lines], striking)


def _person(line: CalleeLine, offset: int, lang: Language) -> list[str]:
    notes = (
        render(BY_DEPUTY(deputy=line.deputy), lang) if line.deputy else "",
        render(ARRIVES(arrives=line.arrives), lang) if line.arrives else "",
        line.note,
    )
    return [
        line.step,
        line.name.said_in(lang),
        render(NEVER() if line.result is None else RESULTS[line.result](), lang),
        line.way or NOTHING,
        wall(line.at, offset),
        str(line.tries),
        "\n".join(filter(None, notes)) or NOTHING,
    ]


SECTIONS = (_call_outs, _callees)
