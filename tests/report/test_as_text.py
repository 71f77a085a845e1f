"""The report on a terminal: what it says, how wide it is, and that nothing in it acts."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from wcwidth import wcswidth

from bcp.durations import SECOND, Span
from bcp.message import LANGUAGES, Language, Message, Text, phrases, render
from drills.core import events as e
from drills.journal.verify import Verification
from drills.report import as_json, as_text
from drills.report.assembled import report_of
from scenarios.model import Ask
from scenarios.reading import Reading
from tests.report.made_up import BRIEF, cut_off, ended, lost, recorded, returned, rich, simple

S = SECOND
UNWIPE = "sudo drill-unwipe --table register"
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


def test_what_an_unclosed_drill_left_is_not_yet_taken_back_and_each_line_stands_once() -> None:
    twice = (
        e.ActionOrdered(S, 1, "run", "reg01", "wipe", step="wipe"),
        e.ActionEnded(2 * S, 1, "held", Reading()),
        e.UndoImpossible(3 * S, 1, "reg01", UNWIPE, Message("test.why")),
        e.UndoImpossible(3 * S, 1, "reg01", UNWIPE, Message("test.why")),
    )
    running, closed = text(simple(*twice)), text(simple(*twice, e.DrillEnded(4 * S, "completed")))
    assert "【まだ元に戻していないこと】" in running
    assert "【元に戻せなかったこと" not in running
    assert "【元に戻せなかったこと" in closed
    assert closed.splitlines().count(f"      {UNWIPE}") == 1
    assert closed.count("【至急】元に戻っていない操作") == 1


def _not_taken_back(*left: tuple[str, str]) -> list[e.Event]:
    """A step and the line that would take it back, of one server each."""
    return [
        event
        for number, (step, line) in enumerate(left, start=1)
        for event in (
            e.ActionOrdered(S, number, "run", "reg01", "wipe", step=step),
            e.ActionEnded(2 * S, number, "held", Reading()),
            e.UndoImpossible(3 * S, number, "reg01", line, Message("test.why")),
        )
    ]


def test_two_lines_to_type_on_one_server_are_told_apart_by_their_steps() -> None:
    left = _not_taken_back(("wipe", "one"), ("muster", "other"))
    events = simple(*left, e.DrillEnded(4 * S, "completed"))
    report = report_of(recorded(events))
    first, second = report.summary.next[:2]
    assert first != second
    shown = "".join(text(events).split())
    logged = "".join(render(each.what, "ja") for each in report.timeline)
    for step in ("wipe", "muster"):
        assert f"手順［{step}］:reg01（192.0.2.7:2222）で、下に示す行" in shown
        assert f"手順［{step}］:reg01（192.0.2.7:2222）理由" in shown
        assert f"手順［{step}］: reg01（192.0.2.7:2222）で次を実行" in logged


def test_one_line_for_two_steps_is_typed_once_and_names_both() -> None:
    left = _not_taken_back(("wipe", UNWIPE), ("muster", UNWIPE))
    closed = text(simple(*left, e.DrillEnded(4 * S, "completed")))
    assert closed.splitlines().count(f"      {UNWIPE}") == 1
    assert "手順［wipe、muster］:reg01" in "".join(closed.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_ends_with_the_result(lang: Language) -> None:
    page = as_text.first_page(report_of(recorded(rich())), lang).splitlines()
    assert page[-1].startswith(("結果: ", "Result: "))
    assert page.count(page[-1]) == 2


def test_a_pass_without_anything_measured_by_machines_says_so() -> None:
    only = replace(BRIEF.scenario, steps=BRIEF.scenario.steps[:1], targets=(), forbid=())
    done = ended(0, "quake", "held", "held", "injected")
    pretended = (
        e.PretenceSet(S, "system", "groupware", "down", "quake", "morning"),
        e.PretenceCleared(9 * S, "system", "groupware", "morning", "injected"),
        e.DrillEnded(10 * S, "completed"),
    )
    shown = text(simple(done, *pretended, scenario=only, targets=(BRIEF.targets[4],)))
    assert "結果: 良好（ただし、機械で測った目標なし）" in shown
    assert "目標: 達成1（うち実測0）" in shown


def test_target_actual_and_difference_agree_as_they_are_printed() -> None:
    measured = (
        lost("web/http", 10 * S, 10 * S),
        returned("web/http", 15_450_000, 15_450_000),
        e.DrillEnded(20 * S, "completed"),
    )
    target = replace(BRIEF.targets[2], rto=Span(30 * S))
    rows = text(simple(*measured, targets=(target,))).splitlines()
    first = next(n for n, line in enumerate(rows) if line.startswith("公式ホームページ"))
    assert rows[first].split()[1:4] == ["30秒", "5.5秒", "24.5秒"]
    assert "余裕" in rows[first + 1]


def test_a_target_for_a_step_is_named_by_its_id_and_one_line_of_its_words() -> None:
    asked = replace(
        BRIEF.scenario.steps[2], do=Ask(Text("避難所の開設状況を\n確認して報告してください"))
    )
    steps = (*BRIEF.scenario.steps[:2], asked, *BRIEF.scenario.steps[3:])
    shown = text(simple(scenario=replace(BRIEF.scenario, steps=steps))).splitlines()
    first = next(n for n, line in enumerate(shown) if line.startswith("declare "))
    assert shown[first + 1].startswith("避難所の開設状況を..")
    assert shown[first + 2].startswith("---")


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
