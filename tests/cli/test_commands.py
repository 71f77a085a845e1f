"""Every command says what it did or why not, in both languages, and never shows a traceback."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill, from_the_start

TEN_LINES = """\
organisation: 見本町
people:
  lead: 情報係長
systems:
  - id: hp
    name: 町公式ホームページ
    rto: 3h
    probe: {http: "http://127.0.0.1:9/"}
"""

TABLETOP = """\
scenario: first
title: {ja: はじめての机上訓練, en: A first tabletop}
modes: [tabletop]
watch: [{system: hp}]
steps:
  - id: quake
    at: T+0m
    inject: {to: 全員, from: 気象庁, text: {ja: 震度6弱の地震です。, en: "An earthquake, 6 lower."}}
    set: {system: hp, state: down, until: restored}
  - id: restored
    by: lead
    ask: {ja: ホームページは復旧しましたか, en: Is the home page back?}
    within: 30s
"""

ANSWERS = """\
answers:
  - {step: restored, answer: done, by: 情報係長, after: 1s, stumble: 手順書が古かった}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(TEN_LINES, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "first.yaml").write_text(TABLETOP, encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def test_ten_lines_of_plan_are_enough_for_a_first_tabletop(town: Path) -> None:
    seen = from_the_start("--lang", "en", "run", "first", "--answers", "answers.yaml", cwd=town)
    assert "Traceback" not in seen.err
    assert seen.code == ExitCode.PASSED, seen
    assert "A first tabletop" in seen.out
    report = from_the_start("--lang", "ja", "report", "last", cwd=town)
    assert "はじめての机上訓練" in report.out
    assert "手順書が古かった" in report.out


def test_the_result_is_json_on_standard_output_and_progress_is_not(town: Path) -> None:
    seen = bcp_drill("run", "first", "--answers", "answers.yaml", "--json", cwd=town)
    assert isinstance(json.loads(seen.out), dict)
    assert "T+" in seen.err


def test_a_finished_run_verifies_replays_and_is_not_resumed(town: Path) -> None:
    bcp_drill("run", "first", "--answers", "answers.yaml", cwd=town)
    assert from_the_start("verify", "last", cwd=town).code == ExitCode.PASSED
    assert "T+" in from_the_start("replay", "last", cwd=town).out
    resumed = from_the_start("--lang", "en", "resume", "last", cwd=town)
    assert resumed.code == ExitCode.INVALID_INPUT
    assert "has ended" in resumed.err


def test_a_question_nobody_answers_expires_and_fails_the_drill(town: Path) -> None:
    scenario = TABLETOP.replace("within: 30s", "within: 1s")
    (town / "scenarios" / "first.yaml").write_text(scenario, encoding="utf-8")
    seen = bcp_drill("run", "first", cwd=town)
    assert seen.code == ExitCode.STEP_FAILED


def test_an_edited_record_is_named_and_has_its_own_exit_code(town: Path) -> None:
    import sqlite3  # noqa: PLC0415

    bcp_drill("run", "first", "--answers", "answers.yaml", cwd=town)
    (journal,) = town.glob("runs/*/journal.sqlite")
    with sqlite3.connect(journal) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            connection.execute(f'DROP TRIGGER "{name}"')
        (table,) = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%body%'"
        ).fetchone()
        connection.execute(f"UPDATE {table} SET body = replace(body, '情報係長', '別人')")  # noqa: S608
    connection.close()
    assert bcp_drill("verify", "last", cwd=town).code == ExitCode.RECORD_BROKEN


@pytest.mark.parametrize(
    ("words", "japanese", "english"),
    [
        (("chek",), "「chek」というコマンドはありません", "There is no command 'chek'"),
        (("run",), "SCENARIO が指定されていません", "SCENARIO must be given"),
        (("run", "no-such"), "シナリオは", "There is no scenario"),
        (("run", "first", "--mode", "live"), "に「live」は指定できません", "cannot be 'live'"),
        (("run", "first", "--set", "x"), "名前=値", "name=value"),
        (("run", "first", "--answers", "gone.yaml"), "見つかりません", "not found"),
        (("report", "last"), "まだ実施記録がありません", "there are no runs"),
        (("check", "nowhere"), "フォルダが見つかりません", "no such folder"),
        (("run", "first", "--plan", "nowhere"), "フォルダが見つかりません", "no such folder"),
        (("order", "last", "pause", "--colour"), "は分かりません", "Nobody here knows"),
        (("order", "last", "pause", "now"), "何も書きません", "takes no words"),
        (("order", "last", "amend", "9" * 5_000, "note", "x"), "記録番号", "the record's number"),
        (("order", "last", "amend", "٣", "note", "x"), "記録番号", "the record's number"),
        (("--colour",), "は分かりません", "Nobody here knows"),
        (("--runs",), "値が要ります", "wants a value"),
        (("run", "x" * 5_000), "シナリオは", "There is no scenario"),
        (("check", "x" * 5_000), "ファイルを読めません", "cannot be read"),
    ],
)
def test_a_wrong_command_line_is_refused_in_words(
    town: Path, words: tuple[str, ...], japanese: str, english: str
) -> None:
    for lang, wanted in (("ja", japanese), ("en", english)):
        seen = bcp_drill("--lang", lang, *words, cwd=town)
        assert seen.code == ExitCode.INVALID_INPUT, seen
        assert wanted in seen.err, seen.err
        assert "Traceback" not in seen.err
        assert not (town / "runs").exists()


def test_a_mode_the_scenario_does_not_have_starts_nothing(town: Path) -> None:
    seen = bcp_drill("--lang", "en", "run", "first", "--mode", "operational", cwd=town)
    assert seen.code == ExitCode.NOT_STARTED
    assert "Nothing was touched" in seen.err
    assert not (town / "runs").exists()


def test_check_names_every_mistake_of_every_file_in_one_pass(town: Path) -> None:
    (town / "scenarios" / "second.yaml").write_text("scenario: second\nstep: []\n", "utf-8")
    wrong = TABLETOP.replace("by: lead", "by: leed").replace("watch", "wach")
    (town / "scenarios" / "first.yaml").write_text(wrong, encoding="utf-8")
    seen = from_the_start("--lang", "en", "check", cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "first.yaml:4:1" in seen.err
    assert "first.yaml:11:9" in seen.err
    assert "second.yaml:2:1" in seen.err


def test_the_overview_names_every_command_in_both_languages(town: Path) -> None:
    japanese = from_the_start("--lang", "ja", "--help", cwd=town)
    english = from_the_start("--lang", "en", cwd=town)
    for word in ("check", "run", "resume", "abort", "verify", "report", "replay", "demo", "order"):
        assert word in japanese.out
        assert word in english.out
    assert "訓練を実施し" in japanese.out
    assert "run a drill" in english.out


def test_a_dry_run_tells_the_steps_and_leaves_nothing_behind(town: Path) -> None:
    seen = bcp_drill("--lang", "en", "run", "first", "--dry-run", cwd=town)
    assert seen.code == ExitCode.PASSED
    assert "An earthquake" in seen.out
    assert not (town / "runs").exists()


def test_nothing_that_a_file_says_acts_on_the_terminal(town: Path) -> None:
    odd = r'"\e[2J\u202e": 1'.replace("\\\\", "\\")
    (town / "plan.yaml").write_text(odd + '\n"a\\n0 mistakes": 2\n', encoding="utf-8")
    for lang in ("ja", "en"):
        seen = bcp_drill("--lang", lang, "check", cwd=town)
        assert seen.code == ExitCode.INVALID_INPUT
        assert "\x1b" not in seen.err
        assert "\u202e" not in seen.err
        assert not any(line.startswith("0 mistakes") for line in seen.err.splitlines())


ACTS = """\
scenario: acts
title: 操作だけのシナリオ
modes: [operational]
steps:
  - {id: a, ask: 確認しましたか}
"""


def test_acting_on_real_servers_is_never_the_default(town: Path) -> None:
    (town / "scenarios" / "acts.yaml").write_text(ACTS, encoding="utf-8")
    for lang, wanted in (("ja", "実際のサーバを操作します"), ("en", "acts on real servers")):
        seen = bcp_drill("--lang", lang, "run", "acts", cwd=town)
        assert seen.code == ExitCode.INVALID_INPUT
        assert wanted in seen.err
        assert "--mode operational" in seen.err
    assert not (town / "runs").exists()


@pytest.mark.parametrize("stream", ["1", "2"])
def test_an_output_that_takes_nothing_ends_no_drill(town: Path, stream: str) -> None:
    command = [sys.executable, "-m", "tui", "run", "first", "--answers", "answers.yaml"]
    with Path("/dev/full").open("w") as full:
        out, err = (full, None) if stream == "1" else (None, full)
        done = subprocess.run(command, cwd=town, timeout=60, check=False, stdout=out, stderr=err)
    assert done.returncode == ExitCode.PASSED
    assert "has ended" in bcp_drill("--lang", "en", "resume", "last", cwd=town).err


def test_a_reader_who_goes_away_ends_no_drill(town: Path) -> None:
    command = [sys.executable, "-m", "tui", "run", "first", "--answers", "answers.yaml"]
    with subprocess.Popen(
        command, cwd=town, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.wait(timeout=60) == ExitCode.PASSED
    assert "has ended" in bcp_drill("--lang", "en", "resume", "last", cwd=town).err


def test_a_list_that_cannot_be_written_is_refused_in_words(town: Path) -> None:
    command = [sys.executable, "-m", "tui", "--lang", "en", "probes"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=town, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == ExitCode.INVALID_INPUT
    assert "cannot be written to the output" in done.stderr


def test_a_zone_that_the_plan_does_not_have_is_refused(town: Path) -> None:
    for zone in ("lgwan", ""):
        seen = bcp_drill("--lang", "en", "run", "first", "--zone", zone, cwd=town)
        assert seen.code == ExitCode.INVALID_INPUT
        assert f"The plan has no zone '{zone}'" in seen.err
        assert not (town / "runs").exists()


def test_an_approval_in_a_role_that_nobody_asks_is_refused(town: Path) -> None:
    answers = "approvals: [{step: restored, role: ghost, by: 課長}]\n"
    (town / "answers.yaml").write_text(answers, encoding="utf-8")
    seen = bcp_drill("--lang", "en", "run", "first", "--answers", "answers.yaml", cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "answers.yaml:1:36: no approval of the scenario asks the role 'ghost'" in seen.err
    assert not (town / "runs").exists()


def test_more_steps_than_a_drill_can_tell_are_refused(town: Path) -> None:
    steps = "".join(f"  - {{id: s{n}, inject: x}}\n" for n in range(2_001))
    scenario = TABLETOP[: TABLETOP.index("  - id: quake")] + steps
    (town / "scenarios" / "first.yaml").write_text(scenario, encoding="utf-8")
    seen = bcp_drill("--lang", "en", "check", cwd=town)
    assert "first.yaml:6:3: there are too many steps (2001; at most 2000)." in seen.err


def test_check_takes_its_plan_as_the_other_commands_do(town: Path) -> None:
    (town / "elsewhere").mkdir()
    seen = bcp_drill("--lang", "en", "check", "--plan", "..", cwd=town / "elsewhere")
    assert seen.code == ExitCode.PASSED
    assert "No mistakes." in seen.out


def test_check_goes_on_to_the_scenarios_when_the_plan_has_mistakes(town: Path) -> None:
    (town / "plan.yaml").write_text(TEN_LINES.replace("rto: 3h", "rto: 3時間"), "utf-8")
    wrong = TABLETOP.replace("within: 30s", "within: 30sec")
    (town / "scenarios" / "first.yaml").write_text(wrong, encoding="utf-8")
    seen = bcp_drill("--lang", "ja", "check", cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "plan.yaml:7:10" in seen.err
    assert "first.yaml:13:13" in seen.err
    assert "計画に誤りがあるため" in seen.err


def test_a_scenario_named_by_a_wrong_path_is_not_taken_for_a_missing_plan(town: Path) -> None:
    seen = bcp_drill("--lang", "ja", "run", "scenarios/frist.yaml", cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "scenarios/frist.yaml" in seen.err
    assert "first.yaml" in seen.err


def test_a_terminal_that_hangs_up_aborts_the_drill(town: Path) -> None:
    command = [sys.executable, "-m", "tui", "--lang", "en", "run", "first"]
    with subprocess.Popen(command, cwd=town, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        while "waiting for an answer" not in running.stderr.readline():
            assert running.poll() is None
        running.send_signal(signal.SIGHUP)
        running.stderr.close()
        assert running.wait(timeout=60) == ExitCode.ABORTED
    assert "has ended" in bcp_drill("--lang", "en", "resume", "last", cwd=town).err
