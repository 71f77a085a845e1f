"""Answers of a safety-check service from its file into a drill's record, at a terminal."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from drills.cli.entering import standing
from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import Seen, bcp_drill

JAPAN = timezone(timedelta(hours=9))
PLAN = """\
organisation: 見本市
people: {lead: 情報係長}
staff: people/staff.csv
telework:
  - {id: ssl-vpn, kind: fortigate, licences: 500, expected: 3}
"""
STAFF = "職員番号,所属\n001,税務課\n002,税務課\n003,総務課\n"
SCENARIO = """\
scenario: tenko
title: 点呼訓練
hazard: {kind: pandemic}
modes: [tabletop]
time: {limit: 30m}
steps:
  - id: here
    at: T+0m
    checkin:
      expected: "@staff"
      percent: 90
      safety: true
      tasks: [{ja: 文書管理, en: Documents}]
    within: WITHIN
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return made(tmp_path)


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town whose drill is over; nobody changes its record."""
    town = made(tmp_path_factory.mktemp("over"))
    held(town)
    return town


def made(town: Path) -> Path:
    (town / "people").mkdir()
    (town / "scenarios").mkdir()
    (town / "plan.yaml").write_text(PLAN, "utf-8")
    (town / "people" / "staff.csv").write_text(STAFF, "utf-8")
    return town


def typed(town: Path, *words: str, lang: str = "ja") -> Seen:
    seen = bcp_drill("--lang", lang, *words, cwd=town)
    assert "Traceback" not in seen.err
    assert "プログラムの誤り" not in seen.err
    return seen


def held(town: Path) -> None:
    """A drill in which nobody answers, and that is over."""
    (town / "scenarios" / "tenko.yaml").write_text(SCENARIO.replace("WITHIN", "1s"), "utf-8")
    assert typed(town, "run", "tenko", "--headless").code == ExitCode.STEP_FAILED


def began(town: Path) -> str:
    """The minute in which the last drill began, on the wall of the office."""
    (run,) = (town / "runs").iterdir()
    wall_s = standing(run).started().wall_ns // 1_000_000_000
    return f"{datetime.fromtimestamp(wall_s, JAPAN):%Y/%m/%d %H:%M}"


def now() -> str:
    return f"{datetime.now(JAPAN):%Y/%m/%d %H:%M:%S}"


def table(town: Path, name: str, *rows: str) -> None:
    text = "\n".join(("社員番号,氏名,安否,回答日時,文書管理", *rows))
    (town / name).write_text(text, "cp932")


def test_answers_that_come_behind_the_end_are_taken_once_and_change_no_outcome(town: Path) -> None:
    held(town)
    at = began(town)
    table(town, "a.csv", f"1,山田,無事,{at},○", f"002,佐藤,軽傷,{at},", "3,鈴木,未回答,,")
    words = ("checkins", "last", "a.csv", "--tool", "安否確認サービス", "--operator", "防災係")
    seen = typed(town, *words)
    assert seen.code == ExitCode.PASSED, seen
    assert "2人の回答を事業者回答として取り込みました（取り込んだ人: 防災係）" in seen.err
    assert "未回答の行: 1" in seen.err
    assert "読まなかった列: 氏名" in seen.err
    again = typed(town, *words)
    assert (again.code, "二度数えません" in again.err) == (ExitCode.INVALID_INPUT, True)
    told = typed(town, "replay", "last").out
    assert "安否確認サービスの回答を2件取り込みました（ファイル a.csv、事業者回答として）" in told
    assert "終了［here］異常" in told
    assert "訓練は終了しています" in typed(town, "verify", "last").out
    assert not [each for each in ("山田", "佐藤", "鈴木") if each.encode() in journal(town)]


def journal(town: Path) -> bytes:
    return b"".join(each.read_bytes() for each in (town / "runs").glob("*/journal.sqlite*"))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_mistake_is_told_and_nothing_is_taken(over: Path, lang: str) -> None:
    table(over, "b.csv", "9,x,無事,2020/01/01 10:00,", "1,x,元気,夜,", ",x,無事,夜,")
    before = journal(over)
    seen = typed(over, "checkins", "last", "b.csv", lang=lang)
    assert seen.code == ExitCode.INVALID_INPUT
    cells = re.findall(r"^b\.csv:([A-Z]\d): ", seen.err, re.MULTILINE)
    assert cells == ["A2", "D2", "C3", "D3", "A4", "D4"]
    assert journal(over) == before


def test_a_drill_that_goes_on_ends_its_step_when_the_last_one_has_answered(town: Path) -> None:
    (town / "scenarios" / "tenko.yaml").write_text(SCENARIO.replace("WITHIN", "20m"), "utf-8")
    words = (sys.executable, "-m", "tui", "--lang", "ja", "run", "tenko", "--headless")
    none = subprocess.DEVNULL
    running = subprocess.Popen(words, cwd=town, stdin=none, stdout=none, stderr=none)
    try:
        over = time.monotonic() + 120
        while "進行中" not in typed(town, "order", "last", "status").out:
            assert time.monotonic() < over
        at = now()
        table(town, "c.csv", *(f"00{n},x,無事,{at},○" for n in (1, 2, 3)))
        seen = typed(town, "checkins", "last", "c.csv", "--gateway", "ssl-vpn")
        assert seen.code == ExitCode.PASSED, seen
        assert running.wait(120) == ExitCode.PASSED
    finally:
        running.kill()
        running.wait()
    assert "3人中3人が点呼に答えました" in typed(town, "replay", "last").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("last", "none.csv"), "none.csv"),
        (("last", "a.csv", "--step", "there"), "--step"),
        (("last", "a.csv", "--gateway", "ssl-vnp"), "ssl-vpn"),
        (("last", "a.csv", "--columns", "nummer=x"), "number"),
        (("last", "a.csv", "--columns", "number"), "--columns は「number=職員番号」の形"),
        (("last", "a.csv", "--means", "safe"), "--means は「大丈夫です=safe」の形"),
        (("last", "a.csv", "--columns", "safety=状態"), "「状態」という見出しの列がありません"),
    ],
)
def test_what_is_not_understood_is_told(over: Path, words: tuple[str, ...], said: str) -> None:
    table(over, "a.csv", f"1,x,無事,{began(over)},")
    seen = typed(over, "checkins", *words)
    assert seen.code == ExitCode.INVALID_INPUT
    assert said in seen.err


def test_without_the_key_nobody_can_tell_whose_answers_they_are(town: Path) -> None:
    held(town)
    table(town, "a.csv", f"1,x,無事,{began(town)},")
    (run,) = (town / "runs").iterdir()
    shutil.move(run / "people.key", town / "kept.key")
    assert "people.key" in typed(town, "checkins", "last", "a.csv").err
