"""The report on a terminal: what it says, how wide it is, and that nothing in it acts."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from wcwidth import wcswidth

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Language, Message, phrases
from drills.core import events as e
from drills.journal.verify import Verification
from drills.report import as_json, as_text
from drills.report.assembled import report_of
from tests.report.made_up import BRIEF, cut_off, recorded, rich, simple

GOLDEN = Path(__file__).parent / "golden"


def text(events: tuple[e.Event, ...], lang: Language = "ja") -> str:
    return as_text.written(report_of(recorded(events)), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rich_journal_gives_the_whole_report_in_both_languages(lang: Language) -> None:
    # To renew: write `text(rich(), lang)` into the file, then read every changed line.
    assert text(rich(), lang) == (GOLDEN / f"rich.{lang}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_80_cells(lang: Language) -> None:
    lines = text(rich(), lang).splitlines()
    assert [line for line in lines if wcswidth(line) > 80] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_screen_says_result_targets_and_what_is_next(lang: Language) -> None:
    screen = "\n".join(text(simple(e.DrillEnded(SECOND, "completed")), lang).splitlines()[:55])
    for word in {"ja": ("結果:", "目標に対する実績", "次にすること")}.get(
        lang, ("Result:", "TARGETS AND RESULTS", "WHAT TO DO NEXT")
    ):
        assert word in screen


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_output_cannot_act_on_a_terminal(lang: Language) -> None:
    report = report_of(recorded(rich()))
    for shown in (as_text.written(report, lang), as_json.written(report, lang)):
        categories = {unicodedata.category(char) for char in shown.replace("\n", "")}
        assert categories.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert r"\x1b[2J\x1b]0;owned\x07" in as_text.written(report, lang)


def test_the_line_to_type_by_hand_stands_on_a_line_of_its_own() -> None:
    assert "      sudo drill-unwipe --table register" in text(rich()).splitlines()


def test_a_drill_cut_off_says_so_and_what_it_left_changed() -> None:
    events = tuple(each for each in cut_off() if getattr(each, "action", None) != 4)
    first = report_of(recorded(events)).summary.next[0]
    assert first.code == "next.not_closed"
    shown = text(events)
    assert "【未完了】" in shown
    assert "結果: 未完了" in shown
    assert "      sudo drill-unwipe --table register" in shown.splitlines()


def test_a_damaged_record_is_said_first() -> None:
    fault = Message("journal.edited")
    found = Verification(3, 4, fault, False, "00")
    shown = as_text.written(report_of(recorded(simple()), found), "ja")
    assert "【記録に異常】" in "\n".join(shown.splitlines()[:10])


def test_a_verified_record_is_said_to_be_intact() -> None:
    found = Verification(1, None, None, False, "00")
    assert "記録されたときのまま" in as_text.written(report_of(recorded(simple()), found), "ja")


def test_what_was_not_measured_shows_no_number() -> None:
    only_web = (BRIEF.targets[2],)
    shown = text(simple(e.DrillEnded(SECOND, "completed"), targets=only_web))
    row = next(line for line in shown.splitlines() if line.startswith("公式ホームページ"))
    assert row.split() == ["公式ホームページ", "1分", "-", "-", "未測定", "-"]


def test_a_drill_without_targets_says_so() -> None:
    scenario = replace(BRIEF.scenario, targets=())
    shown = text(simple(e.DrillEnded(SECOND, "completed"), targets=(), scenario=scenario))
    assert "目標もありません" in shown


def test_the_products_own_words_have_no_character_of_ambiguous_width() -> None:
    own = ("text.", "told.", "next.", "formula.", "report.", "line.", "overall.", "verdict.")
    said = [each for each in phrases().values() if each.code.startswith(own)]
    assert len(said) > 100
    ambiguous = {
        char
        for each in said
        for char in each.ja + each.en
        if unicodedata.east_asian_width(char) == "A"
    }
    assert ambiguous == set()
