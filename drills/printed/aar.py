"""訓練評価報告書・改善計画 (After-Action Report / Improvement Plan), as HSEEP lays it out.

Overview, what it came to, each objective with its rating and what shows it, strengths, areas for
improvement, the improvement plan, and who took part, the log and the method behind them. What no
record knows (mission area, capability, owner, dates) is left to be filled in.

Source: Homeland Security Exercise and Evaluation Program, U.S. Department of Homeland Security,
January 2020, chapters 5 (evaluation) and 6 (improvement planning), in our own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.printed.aar_improvement import AREAS, STRENGTHS, areas, improvement_plan, strengths
from drills.printed.aar_overview import legend, overview, summary
from drills.printed.aar_ratings import RATINGS, RULES, Objective, objectives
from drills.printed.document import Block, Document, Line, NewPage, Points, Title, gap, numbered
from drills.printed.report_blocks import bars, numbers, section, table
from drills.printed.report_people import people
from drills.printed.report_record import log
from drills.report import text_trust
from drills.report.contents import contents
from drills.report.html_chart import last_at
from drills.report.html_head import head_of
from drills.report.model import Report

TITLE = Phrase(
    "aar.title", ja="訓練評価報告書・改善計画", en="After-Action Report / Improvement Plan"
)
OVERVIEW = Phrase("aar.overview", ja="訓練の概要", en="Exercise overview")
SUMMARY = Phrase("aar.summary", ja="要約", en="Executive summary")
ANALYSIS = Phrase("aar.by_objective", ja="目的ごとの評価", en="Analysis by objective")
OBJECTIVE = Phrase("aar.objective", ja="目的", en="Objective")
RATING = Phrase("aar.rating", ja="評価", en="Rating")
SHOWN = Phrase("aar.shown", ja="記録が示すこと", en="What the records show")
RECORDS = Phrase("aar.records", ja="記録", en="Records")
ANALYSIS_HOW = Phrase(
    "aar.analysis_how",
    ja="評価は、付録Dの規則で記録から導きました。評価者は、見たことに基づいて改められます。"
    "測っていないもの、付与や想定だけによるものに、良い評価は付きません。",
    en="Ratings follow from the records by the rule in appendix D; evaluators may change them by "
    "what they saw. What was not measured, or was only pretended, is never rated well.",
)
NO_OBJECTIVES = Phrase(
    "aar.no_objectives",
    ja="このシナリオには、評価項目も目標もありません。",
    en="The scenario has no criteria and no targets.",
)
PLAN = Phrase("aar.plan", ja="付録A　改善計画", en="Appendix A: Improvement plan")
PEOPLE = Phrase("aar.people", ja="付録B　参加者", en="Appendix B: Participants")
EVENTS = Phrase("aar.events", ja="付録C　経過の記録", en="Appendix C: Event log")
METHOD = Phrase("aar.method", ja="付録D　評価と数値の求め方", en="Appendix D: Method")
HOW_RATED = Phrase("aar.how_rated", ja="評価の規則", en="How objectives are rated")
_SECOND = 1_000_000
_OF_METHOD = (text_trust.METHOD, text_trust.TRUST)


def document_of(report: Report, lang: Language) -> Document:
    """The whole document."""
    head, header = head_of(report, lang), report.header
    kept = header.confidentiality.said_in(lang)
    made = header.began.unix_us + last_at(report)
    return Document(
        title=render(TITLE(), lang),
        owner=header.organisation,
        printed=date_said(LocalTime(made, header.utc_offset_s), lang),
        lang=lang,
        blocks=tuple(_blocks(report, lang)),
        caution=gap(lang).join(each for each in (head.handle, kept) if each),
        notice=header.notice.said_in(lang),
        made=made // _SECOND,
    )


def _blocks(report: Report, lang: Language) -> Iterator[Block]:
    found = tuple(objectives(report, lang))
    chapters = (
        (OVERVIEW, overview(report, found, lang)),
        (SUMMARY, summary(report, found, lang)),
        (ANALYSIS, _analysis(report, found, lang)),
        (STRENGTHS, strengths(found, lang)),
        (AREAS, areas(report, lang)),
    )
    for number, (title, blocks) in enumerate(chapters, start=1):
        yield Title(numbered(number, render(title(), lang), lang))
        yield from blocks
    appendices = (
        (PLAN, improvement_plan(report, lang)),
        (PEOPLE, people(report, lang)),
        (EVENTS, log(report, lang)),
        (METHOD, _method(report, lang)),
    )
    for title, blocks in appendices:
        yield NewPage()
        yield Title(render(title(), lang))
        yield from blocks


def _analysis(report: Report, found: Sequence[Objective], lang: Language) -> Iterator[Block]:
    yield Line(render(ANALYSIS_HOW(), lang), "note")
    if not found:
        yield Line(render(NO_OBJECTIVES(), lang))
        return
    heads = [render(each(), lang) for each in (OBJECTIVE, RATING, SHOWN, RECORDS)]
    rows = [
        [each.what, render(RATINGS[each.rating](), lang), each.shown, numbers(each.records)]
        for each in found
    ]
    yield table(heads, rows)
    yield Line(legend(lang), "note")
    yield from bars(report, lang)


def _method(report: Report, lang: Language) -> Iterator[Block]:
    yield Title(render(HOW_RATED(), lang), 2)
    yield Points(tuple(render(each(), lang) for each in RULES))
    for block in contents(report, lang):
        if block.heading in _OF_METHOD:
            yield from section(block, lang)
