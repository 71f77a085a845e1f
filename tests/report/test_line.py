from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Language, Message, Text
from bcp.people import Role
from drills.core import events as e
from drills.core.machine import evolve, replay
from drills.core.orders import INTERRUPT, Abort, take
from drills.core.state import Drill
from drills.report.clock import clock, fine_clock
from drills.report.layout import width_of
from drills.report.line import line_of, live_lines
from scenarios.model import Ask, Inject, Mode, Step
from tests.core import making as m
from tests.report.made_up import HOSTILE, rich, simple


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_but_the_noise_has_its_line(lang: Language) -> None:
    drill = Drill()
    silent = set()
    for event in rich():
        drill = evolve(drill, event)
        if line_of(event, drill, lang) is None:
            silent.add(type(event).__name__)
    assert silent == {"Watched", "StepEnded", "ActionOrdered", "ActionEnded"}


def test_a_line_may_be_said_in_a_later_state_than_its_own() -> None:
    last = replay(rich())
    assert all(isinstance(line_of(each, last, "ja"), str | None) for each in rich())


def test_an_answer_says_who_and_where_they_stumbled() -> None:
    events = simple(e.Answered(65 * SECOND, "declare", "done", "佐藤", "口頭", "様式がない"))
    line = line_of(events[-1], replay(events), "ja")
    assert line == "T+01:05 回答［declare］完了（口頭）　担当: 佐藤　つまずき: 様式がない"


def test_a_line_is_one_line_and_acts_on_no_terminal() -> None:
    events = simple(e.InjectGiven(SECOND, "lead", Text(HOSTILE), "x"))
    line = line_of(events[-1], replay(events), "en")
    assert line is not None
    assert line.isprintable()
    assert "\n" not in line


def test_a_sentence_this_version_does_not_know_is_shown_by_its_code() -> None:
    events = simple(e.ClosingBegan(0, "aborted", "佐藤", Message("later.code")))
    line = line_of(events[-1], replay(events), "ja")
    assert line is not None
    assert "later.code" in line


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (0, "T+00:00.000"),
        (65 * SECOND + 1_999, "T+01:05.001"),
        (3_600 * SECOND, "T+1:00:00.000"),
        (-1_500_000, "T-00:01.500"),
    ],
)
def test_the_clock_counts_from_the_start_and_before_it(at: int, shown: str) -> None:
    assert fine_clock(at) == shown


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (0, "T+00:00"),
        (65 * SECOND + 999_999, "T+01:05"),
        (-1, "T-00:01"),
        (-SECOND, "T-00:01"),
        (-1_500_000, "T-00:02"),
    ],
)
def test_whole_seconds_are_never_later_than_the_instant(at: int, shown: str) -> None:
    assert clock(at) == shown


def opened(*steps: Step, mode: Mode = "tabletop", **rest: Any) -> Drill:
    """A drill in which every step has become due at T+00:05."""
    roles = (Role("lead", holder="山田係長"), Role("owner", Text("情報政策課長", "IT director")))
    brief = m.brief(*steps, mode=mode, **rest)
    brief = replace(brief, plan=replace(brief.plan, roles=roles))
    due = (e.StepDue(5 * SECOND, each.id, 5 * SECOND) for each in steps)
    return replay((e.DrillStarted(0, brief), *due))


def begun(drill: Drill, step: str, lang: Language = "ja", width: int = 100) -> list[str]:
    return live_lines(e.StepDue(5 * SECOND, step, 5 * SECOND), drill, lang, width)


def test_a_question_says_whose_turn_it_is_and_what_to_type() -> None:
    drill = opened(m.step("declare", Ask(Text("発動を宣言しましたか。")), by="lead"))
    assert begun(drill, "declare") == [
        "T+00:05 回答待ち［declare］発動を宣言しましたか。（担当: 山田係長（lead））",
        "        → bcp-drill order last answer declare done",
    ]


def test_a_machine_that_people_only_talk_about_is_said_in_harmless_words() -> None:
    drill = opened(m.run("stop"), m.run("kept", say=Text("サーバを止めますか。")))
    assert begun(drill, "stop")[0] == (
        "T+00:05 回答待ち［stop］sv の「cut」を行う場面です。できましたか。"
        "（想定・何も実行しません）"
    )
    said = "T+00:05 回答待ち［kept］サーバを止めますか。（想定・何も実行しません）"
    assert begun(drill, "kept")[0] == said
    assert "操作:" not in (line_of(e.StepDue(5, "stop", 5), drill, "ja") or "")


def test_every_kind_of_step_asks_in_both_languages_what_can_be_answered() -> None:
    steps = (m.ask("a"), m.notify("n"), m.probe("p"), m.wait_for("w", "web"), m.run("r"))
    drill = opened(*steps, m.wait_probe("x"), systems=(m.system("web"),))
    for lang in LANGUAGES:
        for step in "anpwrx":
            lines = begun(drill, step, lang)
            assert lines[-1].endswith(f"→ bcp-drill order last answer {step} done")
            assert "[" not in lines[0].replace(f"[{step}]", "")


def test_an_approval_names_who_must_approve_and_then_who_is_still_awaited() -> None:
    safety = m.approvals("stop", "lead", "owner")
    drill = opened(m.run("stop"), mode="operational", safety=safety)
    assert begun(drill, "stop") == [
        "T+00:05 承認待ち［stop］操作 sv: cut　承認する人: 山田係長（lead）、情報政策課長（owner）",
        "        → bcp-drill order last approve stop lead",
        "        → bcp-drill order last approve stop owner",
    ]
    approved = e.Approved(9 * SECOND, "stop", "lead", "山田", granted=True)
    assert live_lines(approved, evolve(drill, approved), "ja", 100) == [
        "T+00:09 承認［stop］（山田係長（lead））　担当: 山田",
        "        承認待ち［stop］操作 sv: cut　承認する人: 情報政策課長（owner）",
        "        → bcp-drill order last approve stop owner",
    ]


def test_what_is_in_doubt_after_a_restart_is_asked_with_every_answer_to_type() -> None:
    drill = opened(m.run("stop"), m.run("other"), mode="operational")
    drill = evolve(drill, e.ActionOrdered(6 * SECOND, 1, "run", "sv", "cut", step="stop"))
    doubt = e.ActionInDoubt(9 * SECOND, 1, Message("test.why"))
    resumed = e.DrillResumed(9 * SECOND, SECOND, 0, "佐藤")
    after = evolve(evolve(drill, resumed), doubt)
    assert len(live_lines(resumed, after, "ja", 100)) == 1
    assert live_lines(doubt, after, "ja", 100)[1:] == [
        "        確認待ち［stop］sv で cut が実行されたか、サーバを見て確かめてください。",
        "        実行済み     → bcp-drill order last settle stop done",
        "        未実行       → bcp-drill order last settle stop not_done",
        "        もう一度実行 → bcp-drill order last settle stop repeat",
    ]
    again = e.DrillResumed(20 * SECOND, SECOND, 0, "佐藤")
    assert len(live_lines(again, evolve(after, again), "ja", 100)) == 5


def test_open_questions_are_said_again_after_a_restart() -> None:
    drill = opened(m.ask("declare"))
    resumed = e.DrillResumed(9 * SECOND, SECOND, 0, "佐藤")
    lines = live_lines(resumed, evolve(drill, resumed), "ja", 100)
    assert lines[-1] == "        → bcp-drill order last answer declare done"


def test_a_live_line_is_wrapped_beneath_its_words_but_a_command_never() -> None:
    drill = opened(m.step("a-rather-long-name", Ask(Text("宣言しましたか。" * 9))))
    lines = begun(drill, "a-rather-long-name", width=40)
    assert lines[0].startswith("T+00:05 回答待ち")
    assert all(each.startswith("        ") for each in lines[1:])
    assert all(width_of(each) <= 40 for each in lines[:-1])
    assert lines[-1].endswith("bcp-drill order last answer a-rather-long-name done")


@pytest.mark.parametrize(
    ("to", "sender", "said"),
    [
        (None, None, "状況付与「【訓練】雨」"),
        ("全員", None, "状況付与（全員へ）「【訓練】雨」"),
        (None, "気象庁", "状況付与（気象庁から）「【訓練】雨」"),
        ("全員", "気象庁", "状況付与（気象庁から全員へ）「【訓練】雨」"),
    ],
)
def test_a_situation_says_from_whom_to_whom(to: str | None, sender: str | None, said: str) -> None:
    drill = opened(m.step("rain", Inject(Text("雨"), to, sender)))
    assert line_of(e.StepDue(0, "rain", 0), drill, "ja") == f"T+00:00 {said}"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("down", "想定: webは停止しています"),
        ("up", "想定: webは動いています"),
        ("one", "想定: webは「one」の段階まで動いています"),
    ],
)
def test_a_pretended_state_is_said_as_it_is_to_be_imagined(state: str, said: str) -> None:
    drill = opened(m.ask("q"), systems=(m.system("web"),))
    assert line_of(e.PretenceSet(0, "system", "web", state, "q", None), drill, "ja") == (
        f"T+00:00 {said}"
    )


def test_what_is_to_be_typed_on_a_server_stands_on_a_line_of_its_own() -> None:
    drill = opened(m.run("stop"), mode="operational")
    line = "sudo systemctl start " + "a-very-long-name-of-a-service " * 4
    left = e.UndoImpossible(SECOND, 1, "sv", line, Message("test.why"))
    lines = live_lines(left, drill, "ja", 60)
    assert lines[-1] == f"        → {line}"
    assert "systemctl" not in "".join(lines[:-1])


@pytest.mark.parametrize(
    ("lang", "where"), [("ja", "sv（192.0.2.1:22）"), ("en", "sv (192.0.2.1:22)")]
)
def test_whoever_takes_something_back_by_hand_reads_the_address(lang: Language, where: str) -> None:
    drill = opened(m.run("stop"), mode="operational")
    left = e.UndoImpossible(SECOND, 1, "sv", "drill-restore", Message("test.why"))
    first, *_ = live_lines(left, drill, lang, 200)
    assert where in first


def test_a_key_that_was_pressed_is_nobody_in_charge() -> None:
    drill = opened(m.ask("q"))
    events = take(drill, Abort(INTERRUPT), SECOND)
    assert isinstance(events, tuple)
    line = line_of(events[0], evolve(drill, events[0]), "ja")
    assert line == "T+00:01 訓練の終了処理を開始（中止）。Ctrl-C による中止"


def test_what_a_device_says_of_itself_floods_no_lines() -> None:
    events = simple(e.DeviceTold(SECOND, 0, "register/one", {"rx_level_dbm": -57.3}))
    assert line_of(events[-1], replay(events), "ja") is None
