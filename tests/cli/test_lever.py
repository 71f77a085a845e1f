"""The lever on the command line: on with a reason, off, shown; and what it forbids."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from drills.cli import running
from drills.cli.exit_codes import ExitCode
from drills.core.addressees import telling
from drills.core.orders import Order, Pause, RealEvent
from drills.journal.folder import Runs
from drills.journal.lever import NAME, Lever
from drills.journal.sqlite import SqliteJournal
from tests.cli.conversation import bcp_drill, from_the_start
from tests.core import making as m
from tests.core.simulation import Simulation, World

PLAN = "organisation: 見本町\npeople: {lead: 情報係長}\n"
SCENARIO = """\
scenario: first
title: はじめての机上訓練
modes: [tabletop]
steps:
  - {id: a, ask: 確認しましたか}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "first.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def test_it_is_pulled_with_a_reason_shown_and_released(town: Path) -> None:
    seen = bcp_drill("lever", cwd=town)
    assert (seen.code, seen.out) == (ExitCode.PASSED, "訓練停止はしていません。\n")
    seen = from_the_start("lever", "on", "--reason", "台風", "--by", "総務課長", cwd=town)
    assert seen.code == ExitCode.PASSED
    assert "進行中の訓練は中止し" in seen.out
    seen = bcp_drill("--lang", "en", "lever", cwd=town)
    assert "総務課長: 台風" in seen.out
    seen = bcp_drill("lever", "off", cwd=town)
    assert (seen.code, seen.out) == (ExitCode.PASSED, "訓練停止を解除しました。\n")


def test_pulling_it_says_that_a_drill_behind_a_real_event_stays_open(town: Path) -> None:
    for lang, said in (
        ("ja", "全員に伝わるまで終わりません"),
        ("en", "stays open until everybody"),
    ):
        seen = bcp_drill("--lang", lang, "lever", "on", "--reason", "台風", cwd=town)
        assert said in seen.out
        bcp_drill("lever", "off", cwd=town)


def test_whoever_pulls_it_again_is_told_who_holds_it_and_nothing_changes(town: Path) -> None:
    first = bcp_drill("lever", "on", "--reason", "台風", "--by", "総務課長", cwd=town)
    assert "置き換え" not in first.out
    before = (town / "runs" / NAME).read_bytes()
    seen = bcp_drill("lever", "on", "--reason", "地震", "--by", "町長", cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "総務課長さん: 台風" in seen.err
    assert "--replace" in seen.err
    assert (town / "runs" / NAME).read_bytes() == before


def test_with_replace_both_reasons_stand_until_it_is_released(town: Path) -> None:
    bcp_drill("lever", "on", "--reason", "台風", "--by", "総務課長", cwd=town)
    again = ("lever", "on", "--replace", "--reason")
    seen = bcp_drill(*again, "地震", "--by", "町長", cwd=town)
    assert "総務課長さん: 台風）を置き換えました" in seen.out
    shown = bcp_drill("lever", cwd=town).out
    assert "町長さん: 地震" in shown
    assert "総務課長さん: 台風" in shown
    (town / "runs" / NAME).write_text("{", encoding="utf-8")
    refused = bcp_drill("--lang", "en", "lever", "on", "--reason", "flood", cwd=town)
    assert "It is on already" in refused.err
    seen = bcp_drill("--lang", "en", *again, "flood", cwd=town)
    assert "could not be read" in seen.out


@pytest.mark.parametrize("reason", [(), ("--reason", " ")])
def test_it_wants_a_reason(town: Path, reason: tuple[str, ...]) -> None:
    seen = bcp_drill("lever", "on", *reason, cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "--reason" in seen.err
    assert not (town / "runs").exists()


def test_while_it_is_on_a_run_is_refused_and_leaves_nothing(town: Path) -> None:
    bcp_drill("lever", "on", "--reason", "台風", "--by", "総務課長", cwd=town)
    seen = bcp_drill("run", "first", cwd=town)
    assert seen.code == ExitCode.NOT_STARTED
    assert "総務課長さん: 台風" in seen.err
    assert "bcp-drill lever off" in seen.err
    assert [each.name for each in (town / "runs").iterdir()] == [NAME]


def test_while_it_is_on_a_dry_run_and_a_check_still_work(town: Path) -> None:
    bcp_drill("lever", "on", "--reason", "台風", cwd=town)
    assert bcp_drill("run", "first", "--dry-run", cwd=town).code == ExitCode.PASSED
    assert bcp_drill("check", cwd=town).code == ExitCode.PASSED


def test_a_damaged_lever_lets_nothing_begin(town: Path) -> None:
    (town / "runs").mkdir()
    (town / "runs" / NAME).write_text("{", encoding="utf-8")
    seen = bcp_drill("run", "first", cwd=town)
    assert seen.code == ExitCode.NOT_STARTED
    assert NAME in seen.err


async def left_behind(town: Path, order: Order) -> str:
    """The name of a run whose program ended behind `order`, with somebody who was asked."""
    run = Simulation(World()).begin(m.brief(m.ask("q")))
    run.run(until=1)
    run.order(order)
    folder = Runs(town / "runs").new("first", datetime(2026, 11, 21, tzinfo=UTC))
    with SqliteJournal.create(folder) as journal:
        await journal.append(run.events)
    return folder.name


async def test_while_it_is_on_a_drill_left_behind_is_ended_with_the_abort_that_is_named(
    town: Path,
) -> None:
    name = await left_behind(town, Pause("lead"))
    Lever(town / "runs").pull("総務課長", "台風", "2026-11-21 10:00")
    for lang, said in (("ja", "再開できません"), ("en", "No drill goes on")):
        seen = bcp_drill("--lang", lang, "resume", name, cwd=town)
        assert seen.code == ExitCode.NOT_STARTED
        assert said in seen.err
        assert "総務課長" in seen.err
        assert f"bcp-drill abort {name}" in seen.err


async def test_while_it_is_on_people_can_still_be_told_behind_a_real_event(town: Path) -> None:
    name = await left_behind(town, RealEvent("lead"))
    Lever(town / "runs").pull("総務課長", "台風", "2026-11-21 10:00")
    folder, drill = running.to_go_on_with(town / "runs", name)
    assert folder.name == name
    assert telling(drill)
