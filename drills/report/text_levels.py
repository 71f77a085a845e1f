"""The rungs of systems that came back in steps, beside their targets."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.level_lines import LevelLine
from drills.report.measured_lines import Period
from drills.report.model import Report
from drills.report.saying import NOTHING, edge, say, span
from drills.report.text_block import Column, Table
from drills.report.words import VERDICT, counted_from, said

HEADING = Phrase("text.levels", ja="【段階ごとの復旧】", en="BACK IN STEPS")
SYSTEM = Phrase("text.head_ladder", ja="システム・段階", en="System, level")
LOST = Phrase("text.head_level_lost", ja="停止（この間）", en="Lost within")
BACK = Phrase("text.head_level_back", ja="復旧（この間）", en="Back within")
LIMIT = Phrase("text.head_level_limit", ja="目標", en="Target")
JUDGED = Phrase("text.head_level_verdict", ja="判定", en="Verdict")
RUNG = Phrase(
    "text.level_rung", ja="{name}\n{rung}/{rungs} {level}", en="{name}\n{rung}/{rungs} {level}"
)
OF_START = Phrase("text.level_limit", ja="{limit:span}\n{start}", en="{limit:span}\n{start}")


def _levels(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(SYSTEM, 24, 24), Column(LOST, 12, 12), Column(BACK, 12, 12)),
        *(Column(LIMIT, 12, 14), Column(JUDGED, 8, 10)),
    )
    rows = [_row(each, lang) for each in report.levels]
    figures = {(each.system, each.level): each.rto.records for each in report.recoveries}
    records = [figures.get((each.system, each.level), ()) for each in report.levels]
    striking = [each.verdict == "missed" for each in report.levels]
    return Table(HEADING, columns, rows, records, striking)


def _row(line: LevelLine, lang: Language) -> list[str]:
    limit = NOTHING
    if line.limit_us is not None:
        limit = render(OF_START(limit=line.limit_us, start=counted_from(line.start)), lang)
    rung = RUNG(name=line.name, rung=line.rung, rungs=line.rungs, level=line.level_name)
    return [
        render(rung, lang),
        _within(line.lost),
        NOTHING if line.returned is None else _within(line.returned),
        limit if line.limit_us is not None else span(None, lang),
        say(said(VERDICT, line.verdict), lang),
    ]


def _within(period: Period) -> str:
    return f"{edge(period.began)}\n{edge(period.ended)}"


SECTIONS = (_levels,)
