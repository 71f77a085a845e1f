"""The steps of a drill as lanes of the chart: what each one's time was spent on, and how it ended.

Where there are more steps than can be read, those that matter keep a lane of their own, and the
rest are drawn together, one lane for everybody who did some of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bcp.durations import SECOND
from bcp.message import Language, Phrase, render
from drills.report.happened_lines import StepLine
from drills.report.html_axis import Axis, Lane, Mark
from drills.report.model import Report
from drills.report.path_words import KINDS
from drills.report.saying import say, span, wall
from drills.report.words import ENDING, said

MOST = 40
ALL_TOGETHER = Phrase("page.lane_together", ja="{who}（{count}手順）", en="{who} ({count} steps)")
MACHINES = Phrase("page.lane_machines", ja="担当なし", en="nobody named")
LANE_PATH = Phrase("page.lane_path", ja="復旧までの経路", en="What decided the return")
DRAWN_TOGETHER = Phrase(
    "page.drawn_together",
    ja="始まった手順が{all}あるため、失敗・遅れ・未了の手順、復旧までの経路にある手順、"
    "時間のかかった手順から{own}だけを1行ずつ描き、残りは担当ごとに1行にまとめました。"
    "すべての手順は「手順の結果」の表にあります。",
    en="{all} steps began: {own} of them have a lane of their own (failed, late, not ended, on the "
    "way to the return, or the longest), and the rest are drawn together for each who did them. "
    "The table of the steps has all of them.",
)
SPELL_SAYS = Phrase(
    "page.spell_says",
    ja="{step} {kind} {began}から{took}",
    en="{step}, {kind}, from {began}, {took}",
)
ENDED_SAYS = Phrase("page.ended_says", ja="{step} {ending} {at}", en="{step}, {ending}, {at}")


def step_lanes(report: Report, axis: Axis, lang: Language) -> Iterator[Lane]:
    """The way to the last return, then the steps that began, in the order in which they did."""
    yield from _path(report, axis, lang)
    begun = sorted(_begun(report), key=lambda each: each.due.at_us if each.due else 0)
    own, rest = _chosen(report, begun)
    for each in own:
        marks = tuple(_marks(report, each, axis, lang))
        yield Lane(each.id, say(each.name, lang), marks, "step", each.records[:1])
    who = {each.id: each.who.said_in(lang) or render(MACHINES(), lang) for each in rest}
    for name, same in groupby(sorted(rest, key=lambda each: who[each.id]), lambda x: who[x.id]):
        together = tuple(same)
        marks = tuple(mark for each in together for mark in _marks(report, each, axis, lang))
        yield Lane(render(ALL_TOGETHER(who=name, count=len(together)), lang), "", marks, "step")


def grouped(report: Report, lang: Language) -> str:
    """That not every step has a lane; empty where each has."""
    begun = _begun(report)
    own, rest = _chosen(report, begun)
    return render(DRAWN_TOGETHER(all=len(begun), own=len(own)), lang) if rest else ""


def _begun(report: Report) -> list[StepLine]:
    return [each for each in report.steps if each.due is not None]


def _chosen(
    report: Report, begun: Sequence[StepLine]
) -> tuple[Sequence[StepLine], Sequence[StepLine]]:
    if len(begun) <= MOST:
        return begun, ()
    path = report.critical_path
    decided = {each.step for each in path.links} if path else set()
    best = sorted(begun, key=lambda each: _weight(each, each.id in decided), reverse=True)[:MOST]
    kept = {each.id for each in best}
    return [x for x in begun if x.id in kept], [x for x in begun if x.id not in kept]


def _weight(step: StepLine, decided: bool) -> tuple[bool, bool, int]:
    striking = _failed(step) or step.ended is None or step.late_us >= SECOND
    return decided, striking, step.taken_us or 0


def _failed(step: StepLine) -> bool:
    return step.counts and step.outcome in ("broken", "unknown")


def _marks(report: Report, step: StepLine, axis: Axis, lang: Language) -> Iterator[Mark]:
    offset, records = report.header.utc_offset_s, step.records
    for each in step.spells:
        high = axis.ended if each.period.ended is None else each.period.ended.at_us
        took = span(high - each.period.began.at_us, lang)
        began = wall(each.period.began, offset)
        says = SPELL_SAYS(step=step.id, kind=said(KINDS, each.kind), began=began, took=took)
        yield axis.mark(
            f"s-{each.kind}", each.period.began.at_us, high, records, render(says, lang)
        )
    if step.ended is None:
        yield Mark("open", 100.0)
    elif step.ending is not None:
        at = wall(step.ended, offset)
        says = ENDED_SAYS(step=step.id, ending=said(ENDING, step.ending), at=at)
        kind = "s-failed" if _failed(step) else "s-done"
        yield axis.point(kind, step.ended.at_us, records, render(says, lang))


def _path(report: Report, axis: Axis, lang: Language) -> Iterator[Lane]:
    path = report.critical_path
    if path is None or not path.links:
        return
    marks = []
    for each in path.links:
        began, ended = each.period.began.at_us, (each.period.ended or each.period.began).at_us
        kind = render(said(KINDS, each.kind), lang)
        at = wall(each.period.began, report.header.utc_offset_s)
        says = SPELL_SAYS(step=each.step or "", kind=kind, began=at, took=span(each.us, lang))
        marks.append(axis.mark(f"s-{each.kind}", began, ended, each.records, render(says, lang)))
    yield Lane(render(LANE_PATH(), lang), say(path.name, lang), tuple(marks), "path")
