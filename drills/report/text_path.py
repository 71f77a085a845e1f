"""The way to the last return, link by link."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.critical_path import WAITS, CriticalPath, PathLink
from drills.report.model import Report
from drills.report.path_words import KINDS
from drills.report.saying import NOTHING, period_said, say, span, wall
from drills.report.text_block import Block, Column, Points, Table
from drills.report.words import said

HEADING = Phrase("text.critical_path", ja="【復旧までの経路】", en="WHAT DECIDED WHEN IT WAS BACK")
OF_SYSTEM = Phrase(
    "text.path_of",
    ja="{name}の停止から復旧まで（{period}、誤差{error:span}）",
    en="{name}, from its loss to its return ({period}, error {error:span})",
)
READ_SO = Phrase(
    "text.path_read_so",
    ja="復旧した時点から、それを可能にした手順へと順にさかのぼったものです。各区間は隙間も重なりもなく、"
    "合計は停止から復旧までの時間になります。ある区間を短くしたら全体がどれだけ短くなるかは示しません。",
    en="Followed back from the return, from each step to the one whose end let it begin. The parts "
    "join without gap or overlap and sum up to the whole. How much shorter the whole would be, had "
    "one of them been shorter, is not claimed.",
)
UNTIL = Phrase("text.path_until", ja="（{step} まで）", en="(until {step})")
FROM = Phrase("text.head_path_from", ja="開始", en="From")
TOOK = Phrase("text.head_took", ja="時間", en="Time")
KIND = Phrase("text.head_path_kind", ja="区分", en="Kind")
STEP = Phrase("text.head_path_step", ja="手順", en="Step")
WHO = Phrase("text.head_path_who", ja="担当", en="Who")


def _path(report: Report, lang: Language) -> Block:
    path = report.critical_path
    if path is None:
        return Points(HEADING, ())
    why = [] if path.why is None else [render(path.why, lang)]
    if not path.links:
        return Points(HEADING, why)
    columns = (
        *(Column(FROM, 8, 8), Column(TOOK, 10, 10), Column(KIND, 16, 18)),
        *(Column(STEP, 28, 26), Column(WHO, 10, 10)),
    )
    # A step is named where it first comes up.
    named = [None, *(each.step for each in path.links)]
    rows = [
        _row(report, each, lang, named=each.step != before)
        for each, before in zip(path.links, named, strict=False)
    ]
    records = [each.records for each in path.links]
    notes = [_whole(report, path, lang), *why, render(READ_SO(), lang)]
    return Table(HEADING, columns, rows, records, notes=notes)


def _row(report: Report, link: PathLink, lang: Language, *, named: bool) -> list[str]:
    waited = link.kind in WAITS and link.step is not None
    own = render(UNTIL(step=link.step or ""), lang) if waited else link.step
    name = say(link.name, lang) if link.name is not None and named and not waited else ""
    step = "\n".join(filter(None, (own, name))) or NOTHING
    return [
        wall(link.period.began, report.header.utc_offset_s),
        span(link.us, lang),
        render(said(KINDS, link.kind), lang),
        step,
        link.who.said_in(lang) or NOTHING,
    ]


def _whole(report: Report, path: CriticalPath, lang: Language) -> str:
    if path.period is None:
        return ""
    period = period_said(path.period, report.header.utc_offset_s, lang)
    name = say(path.name, lang) or path.system
    whole = render(OF_SYSTEM(name=name, period=period, error=path.error_us), lang)
    return f"{whole}: {span(path.us, lang)}"


SECTIONS = (_path,)
