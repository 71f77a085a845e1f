"""The report of a drill in the form that offices pass on paper, as a document to edit.

文書番号・作成所属・作成者・作成日, 記, the one page, the record, the evaluation, 以上; then
the rest as annexes. What no record knows is left to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.printed.document import Block, Document, Line, NewPage, Title, gap, numbered
from drills.printed.report_blocks import section
from drills.printed.report_evaluation import TITLE as EVALUATION
from drills.printed.report_evaluation import evaluation
from drills.printed.report_record import TITLE as RECORD
from drills.printed.report_record import annexes, record
from drills.printed.still_open import fill_in
from drills.report import page_facts
from drills.report.contents import first_page
from drills.report.html_chart import last_at
from drills.report.html_head import Head, head_of
from drills.report.model import Report

TITLE = Phrase("paper_report.title", ja="訓練結果報告書", en="Report of a drill")
NUMBER = Phrase("paper_report.number", ja="文書番号", en="Document number")
MADE_BY = Phrase("paper_report.made_by", ja="作成所属・作成者", en="Made by")
OPENING = Phrase(
    "paper_report.opening",
    ja="訓練を次のとおり実施したので、結果を報告します。",
    en="The drill was held as follows; this is what it came to.",
)
FOLLOWS = Phrase("paper_report.follows", ja="記", en="as follows")
OVER = Phrase("paper_report.over", ja="以上", en="End")
OUTLINE = Phrase("paper_report.outline", ja="結果の概要", en="The result on one page")
ANNEX = Phrase("paper_report.annex", ja="資料", en="Annexes")
_SECOND = 1_000_000


def document_of(report: Report, lang: Language) -> Document:
    """The whole document; of the edition ``page`` the one page alone.

    The public edition has no record and no evaluation: it goes to people who fill nothing in.
    """
    head, header = head_of(report, lang), report.header
    kept = header.confidentiality.said_in(lang)
    made = header.began.unix_us + last_at(report)
    return Document(
        title=render(TITLE(), lang),
        owner=header.organisation,
        printed=date_said(LocalTime(made, header.utc_offset_s), lang),
        lang=lang,
        blocks=tuple(_blocks(report, head, lang)),
        number=header.form_number,
        boxes=tuple(each.said_in(lang) for each in header.approval_boxes),
        caution=gap(lang).join(each for each in (head.handle, kept) if each),
        notice=header.notice.said_in(lang),
        facts=tuple(_facts(report, lang)),
        made=made // _SECOND,
    )


def _facts(report: Report, lang: Language) -> Iterator[tuple[str, str]]:
    """The head of an official document, and which drill it was."""
    header = report.header
    yield render(NUMBER(), lang), fill_in(lang)
    by = (header.organisation, header.operator)
    yield render(MADE_BY(), lang), gap(lang).join(each for each in by if each)
    said_already = {render(each(), lang) for each in (page_facts.HELD_BY, page_facts.OPERATOR)}
    yield from (each for each in page_facts.rows(report, lang) if each[0] not in said_already)


def _blocks(report: Report, head: Head, lang: Language) -> Iterator[Block]:
    for stamp in head.stamps:
        yield Line(stamp, "warning")
    if report.edition == "page":
        yield from _outline(report, lang)
        return
    yield Line(render(OPENING(), lang))
    if lang == "ja":
        yield Line(render(FOLLOWS(), lang), "centre")
    yield Title(numbered(1, render(OUTLINE(), lang), lang))
    yield from _outline(report, lang)
    # What the public edition leaves out must not look as if it had not happened.
    if report.edition != "public":
        yield from _inside(report, lang)
    yield Line(render(OVER(), lang), "right")
    yield NewPage()
    yield Title(render(ANNEX(), lang))
    yield from annexes(report, lang)


def _outline(report: Report, lang: Language) -> Iterator[Block]:
    for block in first_page(report, lang):
        yield from section(block, lang, with_records=False)


def _inside(report: Report, lang: Language) -> Iterator[Block]:
    """The record and the evaluation, with what is left to be filled in."""
    yield NewPage()
    yield Title(numbered(2, render(RECORD(), lang), lang))
    yield from record(report, lang)
    yield Title(numbered(3, render(EVALUATION(), lang), lang))
    yield from evaluation(report, lang)
