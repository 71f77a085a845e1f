"""The section of the report about what guarded the drill."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.durations import spoken
from bcp.message import Language, Message, Phrase, render
from drills.report.guard_lines import GuardLine, GuardTrouble
from drills.report.model import Report
from drills.report.saying import period_said
from drills.report.text_block import Points

GUARDS = Phrase("text.guards", ja="【中止条件の見張り】", en="WHAT GUARDED THE DRILL")
GUARD = Phrase(
    "text.guard",
    ja="{name}（{word} {subject}、{every}ごと、異常が{limit}続いたら中止）: "
    "正常{held} 異常{broken} 不明{unknown}{then}",
    en="{name} ({word} {subject}, every {every}; ends the drill when broken for {limit}): "
    "{held} good answers, {broken} bad, {unknown} unknown{then}",
)
ENDED = Phrase("text.guard_ended", ja="。これにより訓練を中止しました", en=". It ended the drill")
WAS_BLIND = Phrase(
    "text.guard_blind",
    ja="。確かめられない時間が長く、その間は訓練を守っていません",
    en=". For a long time it could not be asked, and protected nobody",
)
BROKEN = Phrase("text.guard_broken", ja="{name} 異常 {when}: {why}", en="{name} bad {when}: {why}")
UNKNOWN = Phrase(
    "text.guard_unknown", ja="{name} 不明 {when}: {why}", en="{name} unknown {when}: {why}"
)


def _guards(report: Report, lang: Language) -> Points:
    return Points(GUARDS, [render(each, lang) for each in _said(report, lang)])


def _said(report: Report, lang: Language) -> Iterator[Message]:
    for each in report.guards:
        yield _guard(each, lang)
        for trouble in each.troubles:
            yield _trouble(each, trouble, report.header.utc_offset_s, lang)


def _guard(line: GuardLine, lang: Language) -> Message:
    then = [ENDED()] if line.ended_drill else []
    then += [WAS_BLIND()] if line.blind else []
    return GUARD(
        name=line.name,
        word=line.word,
        subject=line.subject,
        every=spoken(line.every_us, lang),
        limit=spoken(line.broken_for_us, lang),
        held=line.held,
        broken=line.broken,
        unknown=line.unknown,
        then="".join(render(each, lang) for each in then),
    )


def _trouble(line: GuardLine, trouble: GuardTrouble, offset_s: int, lang: Language) -> Message:
    phrase = BROKEN if trouble.kind == "broken" else UNKNOWN
    when = period_said(trouble.period, offset_s, lang)
    return phrase(name=line.name, when=when, why=trouble.why)


SECTIONS = (_guards,)
