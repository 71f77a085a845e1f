"""The report in the local form: both writers say the same, nothing is made up, Word can edit it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.run import Run

from bcp.message import LANGUAGES, Language, Text
from drills.printed import as_docx
from drills.printed.document import Bars, Document
from drills.printed.report_document import document_of
from drills.printed.report_evaluation import mark_of
from drills.report.assembled import report_of
from drills.report.business_lines import CriterionLine
from drills.report.model import Report
from drills.report.public import public_edition
from drills.writers import writer
from tests.printed.test_writers import flat, words_in_html, words_in_word
from tests.report.made_up import recorded, rich


def report() -> Report:
    return report_of(recorded(rich()))


def opened(raw: bytes) -> Any:
    return docx.Document(io.BytesIO(raw))


def bars_of(document: Document) -> Bars:
    return next(each for each in document.blocks if isinstance(each, Bars))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_and_the_page_say_the_same_of_a_report(lang: Language) -> None:
    plain = replace(document_of(report(), lang), caution="")
    # Where a bar leaves its frame, Word shows a sign and the page a gap.
    assert flat(words_in_word(plain)).replace("≫", "") == flat(words_in_html(plain))


def test_it_has_the_parts_of_an_official_report_in_their_order() -> None:
    file = opened(writer("docx").written(report(), "ja"))
    parts = [each.text for each in file.paragraphs if each.style.name == "Heading 1"]
    assert parts == ["1　結果の概要", "2　訓練実施記録", "3　評価", "資料"]
    lines = [each.text for each in file.paragraphs]
    assert lines.index("記") < lines.index("1　結果の概要") < lines.index("以上")
    log = next(each for each in file.tables if "つまづいた工程" in each._tbl.xml)
    assert [cell.text for cell in log.rows[0].cells][:4] == [
        "時刻",
        "作業内容・状況",
        "つまづいた工程",
        "担当",
    ]
    assert log.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert len(log.rows) == 1 + len(report().timeline)


@pytest.mark.parametrize(("lang", "mark"), [("ja", "〔要記入"), ("en", "〔to fill in")])
def test_what_no_record_knows_is_left_to_be_filled_in_and_seen(lang: Language, mark: str) -> None:
    file = opened(writer("docx").written(report(), lang))
    marked = [
        run.text
        for table in file.tables
        for row in table._tbl.iter(qn("w:r"))
        for run in [Run(row, table)]
        if run.font.highlight_color is not None
    ]
    assert len(marked) > 8
    assert {each[: len(mark)] for each in marked} == {mark}
    first = file.tables[0].rows[0].cells
    assert first[1].text == f"{mark}〕"


def test_a_bar_is_as_long_as_the_figure_and_what_was_not_measured_has_none() -> None:
    made = report()
    bars = bars_of(document_of(made, "ja"))
    by_name = {each.name: each for each in bars.bars}
    shades = {name: [each.shade for each in bar.stretches] for name, bar in by_name.items()}
    assert shades["公式ホームページ 復旧時間"] == []
    assert shades["グループウェア 復旧時間"][0] == "unreal"
    assert by_name["グループウェア 復旧時間"].cut
    assert shades["被災者台帳（全窓口） 復旧時間"] == ["certain", "doubtful"]
    assert {each.limit for each in bars.bars} == {62}


def test_the_same_report_gives_the_same_file_whose_times_are_the_records() -> None:
    raw = writer("docx").written(report(), "ja")
    assert raw == writer("docx").written(report(), "ja")
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(raw).core_properties
    ended = report().header.ended
    assert ended is not None
    at = datetime.fromtimestamp(ended.unix_us // 1_000_000, UTC)
    assert properties.created == properties.modified == at
    assert properties.language == "ja"


def headings(made: Report) -> list[str]:
    file = opened(as_docx.written(document_of(made, "ja")))
    return [each.text for each in file.paragraphs if each.style.name.startswith("Heading")]


def test_the_one_page_alone_has_no_record_and_no_annexes() -> None:
    found = headings(replace(report(), edition="page"))
    assert "総合評価" in found
    assert {"2　訓練実施記録", "3　評価", "資料"}.isdisjoint(found)


def test_the_public_edition_never_says_that_what_it_leaves_out_did_not_happen() -> None:
    found = headings(public_edition(report()))
    assert "1　結果の概要" in found
    assert {"2　訓練実施記録", "3　評価", "逸脱・中断・中止"}.isdisjoint(found)


def test_done_but_too_late_is_no_full_mark() -> None:
    line = CriterionLine("id", Text("a", "a"), "step", "held", "missed", (), ())
    assert mark_of(line) == "△"
    assert mark_of(replace(line, verdict="met")) == "○"
    assert mark_of(replace(line, outcome="broken")) == "×"
    assert mark_of(replace(line, outcome=None)) == "－"


def test_libreoffice_opens_it_and_finds_every_part(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(writer("docx").written(report(), "ja"))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    to_pdf = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    asked = ["soffice", home, *to_pdf, str(file)]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    told = subprocess.run(
        ["pdftotext", tmp_path / "report.pdf", "-"], check=True, capture_output=True, text=True
    )
    text = re.sub(r"\s", "", told.stdout)
    for word in ("総合評価", "被災者台帳", "訓練実施記録", "良かった点", "以上", "取扱注意"):
        assert word in text
