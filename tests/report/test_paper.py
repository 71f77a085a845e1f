"""What was written by hand, in the report: all of it, with who entered it, beside the record."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bcp.durations import MINUTE
from bcp.message import LANGUAGES, Language
from drills.core import events as e
from drills.core.paper_events import PaperLine
from drills.journal.codec import decode, encode
from drills.report import as_html, as_json, as_text
from drills.report.assembled import report_of
from drills.report.layout import width_of
from drills.report.model import Report
from tests.report import made_up

HOUR = 60 * MINUTE
BACK = PaperLine(5 * MINUTE, 6 * MINUTE, "被災者台帳が復旧", "番号が古い", "山田", place="記録!C7")
DECLARED = PaperLine(0, MINUTE, "宣言した", who="課長", step="declare", place="記録!C8")
HOSTILE = PaperLine(-MINUTE, 0, f"=1+1 {made_up.HOSTILE}", place="記録!C9")
LINES = (BACK, DECLARED, HOSTILE)


def reported(*lines: PaperLine) -> Report:
    entered = tuple(e.Entered(3 * HOUR, each, "佐藤", "log.xlsx", "ab" * 32) for each in lines)
    return report_of(made_up.recorded((*made_up.rich(), *entered)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_stands_in_the_text_and_on_the_page(lang: Language) -> None:
    report = reported(*LINES)
    text = as_text.written(report, lang)
    heading = "【紙の記録（後から入力。目視）】" if lang == "ja" else "WRITTEN BY HAND AND ENTERED"
    assert heading in text
    assert all(width_of(line) <= 80 for line in text.splitlines())
    assert "\x1b" not in text
    page = as_html.written(report, lang)
    for word in ("被災者台帳が復旧", "番号が古い", "佐藤", "log.xlsx"):
        assert word in page
    assert "\x1b" not in page


def test_without_a_line_from_paper_there_is_no_such_section() -> None:
    text = as_text.written(report_of(made_up.recorded(made_up.rich())), "ja")
    assert "紙の記録" not in text


def test_no_figure_and_no_verdict_is_touched_by_a_line() -> None:
    before, after = report_of(made_up.recorded(made_up.rich())), reported(*LINES)
    same = ("recoveries", "goals", "split", "moments", "outages", "steps", "answers", "counts")
    assert [name for name in same if getattr(before, name) != getattr(after, name)] == []
    assert before.summary.overall == after.summary.overall
    assert before.summary.tally == after.summary.tally


def test_the_lines_and_the_comparison_are_in_the_json() -> None:
    report = json.loads(as_json.written(reported(*LINES), "en"))
    assert [each["text"] for each in report["paper"]][1:] == ["宣言した", "被災者台帳が復旧"]
    assert {each["by"] for each in report["paper"]} == {"佐藤"}
    assert report["paper"][1]["late_us"] == 3 * HOUR - MINUTE
    about = {(each["about"], each["id"]) for each in report["beside_paper"]}
    assert about == {("return", "register"), ("step_end", "declare")}


def test_what_stumbled_on_paper_and_what_differs_is_on_the_first_page() -> None:
    page = as_text.first_page(reported(BACK), "ja").replace("\n", "").replace(" ", "")
    assert "番号が古い" in page
    assert "紙の記録と訓練中の記録が1件合いません" in page


def test_a_line_in_the_timeline_says_which_minute_it_is_of_and_who_entered_it() -> None:
    text = as_text.written(reported(DECLARED), "ja").replace("\n", "").replace(" ", "")
    assert "紙の記録（10:00、入力:佐藤）" in text


def test_a_line_is_kept_and_read_back_as_it_was() -> None:
    event = e.Entered(7, replace(BACK, step="declare"), "佐藤", "log.xlsx", "cd" * 32)
    assert decode(*encode(event)) == event
