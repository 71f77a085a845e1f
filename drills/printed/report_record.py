"""訓練実施記録: who took part, the targets, what was only given, what went otherwise, the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bcp.message import Language, Phrase, render
from drills.printed.document import Block, Line, Title
from drills.printed.report_blocks import bars, numbers, section, table
from drills.printed.report_people import people
from drills.report import text_calls, text_checkins, text_messages, text_muster, text_unreal
from drills.report.contents import contents
from drills.report.model import Report
from drills.report.saying import say, wall
from drills.report.text_record import TIMELINE

TITLE = Phrase("paper_report.record", ja="訓練実施記録", en="Record of the drill")
RESULTS = Phrase("paper_report.results", ja="系統別の目標と実績", en="Targets and results")
REACHED = Phrase("paper_report.reached", ja="通信の結果", en="Who was reached")
GIVEN = Phrase("paper_report.given", ja="付与と実測の区別", en="What was given, what was measured")
OTHERWISE = Phrase(
    "paper_report.otherwise", ja="逸脱・中断・中止", en="Deviations and interruptions"
)
NO_OTHERWISE = Phrase(
    "paper_report.no_otherwise",
    ja="逸脱、中断、中止の記録はありません。",
    en="No deviation, no interruption and no abort is recorded.",
)
STOPPED = Phrase("paper_report.stopped", ja="中止の理由: {why}", en="Why it was stopped: {why}")
LOG = Phrase("paper_report.log", ja="時刻ログ", en="Log")
TIME = Phrase("paper_report.time", ja="時刻", en="Time")
WHAT = Phrase("paper_report.what", ja="作業内容・状況", en="What was done, what happened")
STUMBLED = Phrase("paper_report.stumbled", ja="つまづいた工程", en="Where it stumbled")
WHO = Phrase("paper_report.who", ja="担当", en="Who")
EVIDENCE = Phrase("paper_report.evidence", ja="証跡（記録の番号）", en="Evidence (records)")
EVIDENCE_HOW = Phrase(
    "paper_report.evidence_how",
    ja="番号は訓練の記録（実施番号 {run}）の中の番号です。記録の最後のハッシュ値は {head} です。",
    en="The numbers are those of the records of run {run}, the last of which has the hash {head}.",
)

_OF_COMMS = (text_calls, text_messages, text_checkins, text_muster)
_GIVEN = (text_unreal.INJECTS, text_unreal.UNREAL)
_OTHERWISE = (text_unreal.DEVIATIONS, text_unreal.INTERRUPTED, text_unreal.AMENDMENTS)


def record(report: Report, lang: Language) -> Iterator[Block]:
    """The blocks of it, without its own heading."""
    parts = _parts(report, lang)
    yield from people(report, lang)
    yield Title(render(RESULTS(), lang), 2)
    yield from bars(report, lang)
    for heading in (REACHED, GIVEN):
        if parts[heading.code]:
            yield Title(render(heading(), lang), 2)
            yield from _plain(parts[heading.code])
    yield Title(render(OTHERWISE(), lang), 2)
    yield from _otherwise(report, parts[OTHERWISE.code], lang)
    yield Title(render(LOG(), lang), 2)
    yield from log(report, lang)


def annexes(report: Report, lang: Language) -> Iterator[Block]:
    """Every section that the record has not set already; the public edition has no record."""
    used = {} if report.edition == "public" else _headings(report, lang)
    for block in contents(report, lang):
        if block.heading.code not in used and block.heading is not TIMELINE:
            yield from section(block, lang)


def _headings(report: Report, lang: Language) -> Mapping[str, Phrase]:
    """By the code of a section's heading, the part of the record that it belongs to."""
    of_comms = [make(report, lang) for module in _OF_COMMS for make in module.SECTIONS]
    return {
        **{each.heading.code: REACHED for each in of_comms},
        **{each.code: GIVEN for each in _GIVEN},
        **{each.code: OTHERWISE for each in _OTHERWISE},
    }


def _parts(report: Report, lang: Language) -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {each.code: [] for each in (REACHED, GIVEN, OTHERWISE)}
    headings = _headings(report, lang)
    for block in contents(report, lang):
        part = headings.get(block.heading.code)
        if part is not None:
            found[part.code] += section(block, lang)
    return found


def _plain(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings inside a part are lines, so that no heading stands below one of its own rank."""
    for each in blocks:
        yield Line(each.text) if isinstance(each, Title) else each


def _otherwise(report: Report, blocks: Sequence[Block], lang: Language) -> Iterator[Block]:
    why = report.summary.reason
    if why is not None:
        yield Line(render(STOPPED(why=why), lang))
    yield from _plain(blocks)
    if why is None and not blocks:
        yield Line(render(NO_OTHERWISE(), lang))


def log(report: Report, lang: Language) -> Iterator[Block]:
    """Everything that happened, in the columns of the ministry's casebook of drills."""
    offset = report.header.utc_offset_s
    heads = [render(each(), lang) for each in (TIME, WHAT, STUMBLED, WHO, EVIDENCE)]
    rows = [
        [
            wall(each.when, offset),
            render(each.what, lang),
            each.stumble,
            say(each.who, lang),
            numbers(each.records),
        ]
        for each in report.timeline
    ]
    yield table(heads, rows)
    where = EVIDENCE_HOW(run=report.header.run_id, head=report.journal.head)
    yield Line(render(where, lang), "note")
