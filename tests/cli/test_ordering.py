"""The words of an order: what may be typed, and how a slip is told."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest

from bcp.message import LANGUAGES, render
from drills.cli.became import became
from drills.cli.commands.order import ENTER, STATUS, VERBS
from drills.cli.ordering import built, meant
from drills.core import events as e
from drills.core import orders as o
from drills.core.checkin_orders import CheckIn
from drills.core.guard_orders import PullLever
from drills.core.machine import replay
from drills.core.paper_orders import Enter
from drills.core.result_orders import TakeResults
from drills.core.survey_orders import TakeSurvey
from drills.errors import Refusal
from drills.journal.folder import Runs
from drills.journal.lock import RunLock
from drills.runtime.answers import (
    Script,
    ScriptedAnswer,
    ScriptedApproval,
    ScriptedDoubt,
    load_script,
)
from scenarios.model import Approval, Safety
from tests.core import making as m

WORDS: dict[str, tuple[str, ...]] = {
    "wave": ("connect",),
    "stop-ramp": ("connect",),
    "answer": ("q", "done"),
    "call": ("q", "kacho", "不在"),
    "message": ("q", "kacho", "未送信"),
    "all-clear": (),
    "checkin": ("q", "10024"),
    "muster": ("q", "kacho", "参集済"),
    "approve": ("q", "lead"),
    "refuse": ("q", "lead"),
    "settle": ("q", "repeat"),
    "pause": (),
    "go-on": (),
    "hold": ("q",),
    "release": ("q",),
    "skip": ("q",),
    "set-aside": ("web/http",),
    "observe": ("relay1", "停止"),
    "inject": ("lead", "雨"),
    "amend": ("3", "note", "b"),
    "real-event": (),
    "told": ("lead",),
    "heard": ("q", "done"),
    "clock": ("10:15:30",),
}


def typed(verb: str, *rest: str, **options: Any) -> argparse.Namespace:
    kept = {"note": "", "stumble": "", "second": None, "now": False, "no_undo": False}
    kept |= {"way": None, "called": None, "arrives": None, "correct": None, "eta": None}
    kept |= dict.fromkeys(("method", "tasks", "problem", "safety"))
    kept |= {"told_by": "山田", "of": "電波時計", "error": None, **options}
    return argparse.Namespace(verb=verb, rest=list(rest), **kept)


def refused(verb: str, *rest: str) -> str:
    with pytest.raises(Refusal) as refusal:
        built(typed(verb, *rest), "x")
    assert "[" not in render(refusal.value.message, "en")
    return render(refusal.value.message, "ja")


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("done", "done"),
        ("完了", "done"),
        ("はい", "done"),
        ("Yes", "done"),
        ("一部", "partly"),
        ("一部のみ", "partly"),
        ("失敗", "failed"),
        ("いいえ", "failed"),
        ("NO", "failed"),
        ("省略", "skipped"),
        ("行わず", "skipped"),
        ("連絡つかず", "could_not_reach"),
        ("確認できず", "could_not_reach"),
        ("異常なし", "done"),
        ("in_part", "partly"),
        ("停止", "failed"),
        ("unknown", "could_not_reach"),
    ],
)
def test_an_answer_may_be_given_in_either_language(word: str, answer: str) -> None:
    assert built(typed("answer", "q", word), "x") == o.Answer("q", answer, "x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("実行済み", "done"), ("未実行", "not_done"), ("やり直し", "repeat"), ("repeat", "repeat")],
)
def test_a_doubt_may_be_settled_in_either_language(word: str, verdict: str) -> None:
    assert built(typed("settle", "q", word), "x") == o.SettleDoubt("q", verdict, "x")  # type: ignore[arg-type]


def test_missing_words_are_told_with_an_example_for_every_order() -> None:
    assert refused("answer", "q") == (
        "answer の後に、手順と結果を書いてください。例: order last answer declare done"
    )
    for verb, words in WORDS.items():
        said = refused(verb, *words, "more")
        assert f"例: order last {verb} " in said or "何も書きません" in said


def test_a_word_that_is_no_answer_is_told_the_words_that_are() -> None:
    assert refused("answer", "q", "多分") == (
        "「多分」とは答えられません。done（完了）、partly（一部）、failed（失敗）、"
        "skipped（省略）、could_not_reach（連絡つかず） のどれかです。"
    )


@pytest.mark.parametrize("option", ["problem", "safety", "tasks"])
def test_a_word_that_no_check_in_has_is_told_those_that_it_has(option: str) -> None:
    with pytest.raises(Refusal) as refusal:
        built(typed("checkin", "here", "10024", **{option: "zz"}), "x")
    for lang in LANGUAGES:
        said = render(refusal.value.message, lang)
        assert "zz" in said
        assert ("（" in said) == (lang == "ja")


def test_a_correction_wants_a_number_and_a_reason() -> None:
    assert "理由" in refused("amend", "3", "note", "b")
    assert "記録番号" in refused("amend", "three", "note", "b")


def test_every_order_says_what_became_of_it_in_both_languages() -> None:
    drill = replay((e.DrillStarted(0, m.brief(m.ask("q"))),))
    assert {*WORDS, STATUS, ENTER} == set(VERBS)  # ENTER: tests/cli/test_entering.py
    given = [built(typed(verb, *words, note="n"), "x") for verb, words in WORDS.items()]
    given.append(built(typed("release", "q", now=True), "x"))
    assert {type(each) for each in given} == set(get_args(o.Order)) - {
        *(o.Abort, CheckIn, Enter, PullLever, TakeResults, TakeSurvey)
    }
    for lang in LANGUAGES:
        said = [render(became(each, drill), lang) for each in given]
        assert len(set(said)) == len(said)
        assert not any("[" in each for each in said)


def test_last_is_refused_where_several_drills_are_running(tmp_path: Path) -> None:
    folders = [tmp_path / f"2026112{day}-100000-first" for day in (1, 2, 3)]
    for each in folders:
        each.mkdir()
        (each / "journal.sqlite").touch()
    assert Runs(tmp_path).newest_first() == folders[::-1]
    first, second = RunLock(folders[0]), RunLock(folders[1])
    with pytest.raises(Refusal) as refusal:
        meant(tmp_path, "last")
    assert folders[0].name in render(refusal.value.message, "ja")
    assert folders[1].name in render(refusal.value.message, "ja")
    assert meant(tmp_path, folders[0].name) == folders[0]
    first.release()
    assert meant(tmp_path, "last") == folders[2]
    second.release()


@pytest.mark.parametrize("document", ["orders.md", "orders.ja.md"])
def test_the_file_of_answers_in_the_document_can_be_loaded(document: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / document).read_text(encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(
        text.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8"
    )
    safety = Safety(
        approvals=(Approval("stop-web", ("lead",)), Approval("restore-disk", ("lead",)))
    )
    steps = (m.ask("declare"), m.run("stop-web"), m.run("restore-disk"))
    script = load_script(tmp_path / "answers.yaml", m.scenario(*steps, safety=safety))
    assert [len(each) for each in (script.answers, script.approvals, script.doubts)] == [1, 2, 1]
    kinds = (Script, ScriptedAnswer, ScriptedApproval, ScriptedDoubt)
    names = {field.name for kind in kinds for field in fields(kind)}
    assert {name for name in names if f"`{name}`" not in text} == set()


@pytest.mark.parametrize("document", ["orders.md", "orders.ja.md"])
def test_every_order_stands_in_the_document(document: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / document).read_text(encoding="utf-8")
    assert [verb for verb in VERBS if verb not in text] == []
