"""A whole drill by keyboard alone, in a real terminal, from the home to the saved report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from drills.core import events as e
from drills.journal.sqlite import read
from tests.tui.terminal import Terminal, terminal

PLAN = """
organisation: 見本町
people: {lead: 情報係長, liaison: 連絡班}
systems:
  - {id: website, name: {ja: 公式ホームページ, en: Website}, rto: 1h}
"""
SCENARIO = """
scenario: quake
title: {ja: 夜間の地震, en: An earthquake at night}
hazard: earthquake
modes: [tabletop]
watch: [{system: website}]
steps:
  - id: news
    inject: {to: lead, text: {ja: 庁舎が大きく揺れました。, en: The building shakes.}}
    set: {system: website, state: down, until: spare}
    marks: detection
  - {id: safe, by: lead, ask: {ja: 全員無事ですか。, en: Is everybody safe?}}
  - {id: declare, by: lead, ask: {ja: 発動しましたか。, en: Was it activated?}, marks: declaration}
  - {id: tell, by: liaison, notify: {to: 災害対策本部, form: 第1報}}
  - {id: spare, by: lead, ask: {ja: 予備機に切り替えましたか。, en: Is the spare server in use?}}
targets: [{system: website}]
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "quake.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def bcp_drill(*words: str) -> list[str]:
    return [sys.executable, "-m", "tui", *words]


def began(step: str) -> Callable[[str], bool]:
    """Whether the panel of turns waits for a step."""
    return lambda screen: f"[{step}]" in "\n".join(screen.splitlines()[2:4])


def answered(person: Terminal, step: str, key: str, note: str = "") -> None:
    person.until(began(step))
    person.type("a")
    person.until(lambda screen: f"［{step}］" in screen and "Enter" in screen)
    person.type(key)
    if note:
        person.type("Tab")
        _written(person, note)
    person.type("Enter")


def started(person: Terminal) -> None:
    person.until("夜間の地震")
    person.type("Enter")
    person.until("机上訓練:")
    person.type("Enter")
    person.until("始めない")
    person.type("2")
    person.type("Enter")
    person.until("これは訓練です")


def test_a_drill_from_the_home_to_the_saved_report(town: Path) -> None:
    with terminal(bcp_drill("--lang", "ja"), town) as person:
        started(person)
        answered(person, "safe", "1", "点呼を取りました")
        answered(person, "declare", "1")
        person.until(began("tell"))
        person.type("Space")
        person.until("一時停止中")
        person.type("Space")
        person.until("進行中")
        answered(person, "tell", "2")
        answered(person, "spare", "1")
        person.until("終了")
        person.type("t")
        person.until("訓練の結果")
        person.type("w")
        person.until("に保存しました")
        person.leave()
    (run,) = (town / "runs").iterdir()
    events = [record.event() for record in read(run)]
    answers = [
        (each.step, each.answer, each.note) for each in events if isinstance(each, e.Answered)
    ]
    assert answers == [
        ("safe", "done", "点呼を取りました"),
        ("declare", "done", ""),
        ("tell", "partly", ""),
        ("spare", "done", ""),
    ]
    assert sum(isinstance(each, e.Paused) for each in events) == 1
    assert events[-1] == e.DrillEnded(events[-1].at, "completed")
    assert (run / "report.ja.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_screen_that_is_closed_leaves_the_drill_going_on_in_lines(town: Path) -> None:
    with terminal(bcp_drill("--lang", "ja", "run", "quake"), town) as person:
        person.until(began("safe"))
        person.type("C-q")
        person.until("画面")
        person.type("Down", "Enter")
        person.until("画面を閉じました")
        person.type("C-c")
        person.until("left with 4")
    assert _finish(town) == "aborted"


def test_a_terminal_that_goes_after_the_screen_was_left_aborts_the_drill_too(town: Path) -> None:
    with terminal(bcp_drill("--lang", "ja", "run", "quake"), town) as person:
        person.until(began("safe"))
        person.type("C-q")
        person.until("画面")
        person.type("Down", "Enter")
        person.until("画面を閉じました")
        person.hang_up()
        deadline = time.monotonic() + 120
        while _finish(town) is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert _finish(town) == "aborted"


def test_keys_in_another_encoding_are_lost_and_nothing_else(town: Path) -> None:
    with terminal(bcp_drill("--lang", "ja", "run", "quake"), town) as person:
        person.until(began("safe"))
        person.type("a")
        person.until("メモ")
        person.type("Tab")
        # Unreadable bytes take along what is read together with them: not the change of field.
        _written(person, "控え")
        person.bytes("確認".encode("cp932"))
        person.until(lambda screen: "電話" in screen or _typed_again(person))
        person.type("Escape")
        # A key right behind Escape would be taken for Alt with that key.
        person.until(lambda screen: "メモ" not in screen)
        person.type("C-x")
        person.until("訓練の中止")


def test_a_broken_line_to_the_terminal_aborts_the_drill_in_good_order(town: Path) -> None:
    with terminal(bcp_drill("run", "quake"), town) as person:
        person.until(began("safe"))
        person.hang_up()
        deadline = time.monotonic() + 120
        while _finish(town) is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert _finish(town) == "aborted"


def _written(person: Terminal, words: str) -> None:
    """Write words; those that overtake the change of field are lost, and are written again."""
    for _ in range(10):
        person.write(words)
        with suppress(AssertionError):
            person.until(words, 3)
            return
    raise AssertionError(person.screen())


def _typed_again(person: Terminal) -> bool:
    """What comes together with unreadable bytes is lost with them: it is typed until it shows."""
    person.write("電話")
    return False


def _finish(town: Path) -> str | None:
    (run,) = (town / "runs").iterdir()
    *_, last = (record.event() for record in read(run))
    return last.finish if isinstance(last, e.DrillEnded) else None
