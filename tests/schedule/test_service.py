"""What the service does with what is due, missed, hindered and asked."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import get_args

import pytest
from wcwidth import wcswidth

from bcp.instants import micros
from bcp.message import Language, Message, Phrase, render
from drills.cli.console import Console
from drills.cli.schedule_answering import answered
from drills.cli.schedule_logging import lines, verified
from drills.cli.schedule_standing import status_lines, zone_shown
from drills.errors import JournalBroken, Unreachable
from drills.journal.file import NAME
from drills.journal.lever import Lever
from drills.journal.lock import RunLock
from drills.notices import due, sender
from drills.schedule import __path__ as rooms_of
from drills.schedule import events as e
from drills.schedule import running
from drills.schedule.alive import FOLDER, Alive
from drills.schedule.children import Children
from drills.schedule.command_line import Order, environment_of, words_of
from drills.schedule.deciding import BY_A_PERSON
from drills.schedule.events import Settling
from drills.schedule.following import Followed, Read
from drills.schedule.hindering import FULL, MOST_AT_ONCE, Hindrance, hindrance
from drills.schedule.minding import OVER_LIMIT
from drills.schedule.scheduling import Scheduling
from drills.schedule.standing import DueState
from drills.schedule.starting import Processes
from drills.schedule.words import said
from tests.schedule.world import MovedClock, World, events, planned, standing

NINE = datetime(2027, 6, 1, 0, 0, tzinfo=UTC)  # 09:00 in Tokyo, a Tuesday
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAILY = """
  - {{id: daily, scenario: look, starts: {{cron: "0 10 * * mon-fri"}}, {rest}}}
"""
TEN = NINE + HOUR


def world(tmp_path: Path, rest: str, **given: object) -> World:
    """A service that began at nine, of a plan with a drill each working day at ten."""
    plan = planned(tmp_path / "plan", DAILY.format(rest=rest))
    made = World(tmp_path / "runs", plan, MovedClock(micros(NINE)), **given)  # type: ignore[arg-type]
    made.service.began()
    return made


def states(runs: Path) -> list[tuple[str, str]]:
    """The day and the state of each start that is settled."""
    return [(each.key[-17:-7], each.state) for each in standing(runs).of(*get_args(DueState))]


def test_a_drill_that_is_due_begins_and_one_that_is_not_does_not(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")
    one.clock.to(TEN - MINUTE)
    one.service.tick()
    assert one.started == []
    one.clock.to(TEN)
    one.service.tick()
    one.service.tick()
    assert [each.run for each in one.started] == ["20270601-100000-daily"]


def test_what_was_missed_follows_its_policy(tmp_path: Path) -> None:
    for policy, later, wanted in (
        ("missed: skip", timedelta(hours=2), "missed"),
        ("missed: ask", timedelta(hours=2), "asked"),
        ("missed: late, late_within: 3h", timedelta(hours=2), "ended"),
        ("missed: late, late_within: 3h", timedelta(hours=4), "missed"),
    ):
        runs = tmp_path / f"{policy[8:12]}{later.seconds}"
        one = world(runs, f"unattended: walkthrough, {policy}")
        one.clock.to(TEN + later)
        one.service.tick()
        assert states(one.runs) == [("2027-06-01", wanted)]


def test_of_several_that_were_missed_the_newest_alone_is_made_up_for(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: late, late_within: 30d")
    one.clock.to(TEN + timedelta(days=3, hours=1))
    one.service.tick()
    assert [state for _, state in states(one.runs)] == ["missed"] * 3 + ["ended"]


def test_what_is_made_up_for_waits_for_a_day_that_is_open(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: late, late_within: 5d")
    one.clock.to(TEN + timedelta(days=4, hours=2))  # Saturday: Friday's was the last
    one.service.tick()
    assert one.started == []
    one.clock.to(TEN + timedelta(days=6) - 30 * MINUTE)
    one.service.tick()
    assert [each.run for each in one.started] == ["20270604-100000-daily"]


def test_a_drill_that_a_person_starts_is_asked_and_never_started(tmp_path: Path) -> None:
    one = world(tmp_path, "remind: [1d]")
    one.clock.to(TEN)
    one.service.tick()
    (due,) = standing(one.runs).of("asked")
    assert due.why == (BY_A_PERSON(),)
    assert one.started == []
    shown = "\n".join(status_lines(one.runs, one.plan, Console("ja")))
    assert "daily@2027-06-01T01:00Z\n      2027-06-01 10:00  daily\n" in shown
    answered(one.runs, due.key, "held", "佐藤", None)
    assert standing(one.runs).dues[due.key].state == "held"


def test_an_answer_starts_the_drill_once(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: ask")
    one.clock.to(TEN + HOUR)
    one.service.tick()
    answered(one.runs, "daily", "run", "佐藤", None)
    for _ in range(3):
        one.service.tick()
    assert [each.run for each in one.started] == ["20270601-100000-daily"]
    assert states(one.runs) == [("2027-06-01", "ended")]


def test_a_rule_that_changed_is_not_held_for_what_was_before_it(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: ask")
    one.clock.to(TEN + timedelta(minutes=30))
    text = (one.plan / "plan.yaml").read_text("utf-8")
    (one.plan / "plan.yaml").write_text(text.replace("0 10 * *", "20 10 * *"), "utf-8")
    one.service.tick()
    assert states(one.runs) == []


def test_a_plan_with_mistakes_leaves_the_last_good_one_in_force(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")
    good = (one.plan / "plan.yaml").read_text("utf-8")
    (one.plan / "plan.yaml").write_text(good.replace("organisation", "organization"), "utf-8")
    one.clock.to(TEN)
    one.service.tick()
    refused = standing(one.runs).refused
    assert refused is not None
    assert "plan.yaml:" in render(refused.why[0], "en")
    assert one.started == []
    (one.plan / "plan.yaml").write_text(good, "utf-8")
    one.clock.to(TEN + 2 * MINUTE)
    one.service.tick()
    assert standing(one.runs).refused is None
    assert len(one.started) == 1


def test_what_may_pass_is_waited_for_and_then_told_of(tmp_path: Path) -> None:
    why = Message("schedule.busy", {"run": "other", "systems": ("web",)})
    one = world(
        *(tmp_path, "unattended: walkthrough, missed: skip"),
        hinders=lambda read, order, before: Hindrance(why, may_pass=True),
    )
    for minutes in range(7):
        one.clock.to(TEN + minutes * MINUTE)
        one.service.tick()
    (missed,) = standing(one.runs).of("missed")
    assert missed.why == (why,)
    assert one.started == []


def test_the_lever_keeps_every_drill_from_beginning(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")
    Lever(one.runs).pull("佐藤", "停電", "2027-06-01 09:30")
    settler = one.service.settler
    assert settler is not None
    found = hindrance(settler.read, _order(settler.read), one.runs)
    assert found is not None
    assert "佐藤" in render(found.why, "ja")
    assert not found.may_pass
    Lever(one.runs).release()
    assert hindrance(settler.read, _order(settler.read), one.runs) is None


def test_eight_drills_run_at_once_and_the_next_waits(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")
    settler = one.service.settler
    assert settler is not None
    order = _order(settler.read)
    before = tuple(replace(order, key=f"k{n}", run=f"run-{n}") for n in range(MOST_AT_ONCE))
    for each in before:
        (one.runs / each.run).mkdir()
        (one.runs / each.run / NAME).touch()
    children = Children(one.runs, lambda *_: None)
    processes = Processes(one.plan, one.runs, one.record, children, one.clock.now)
    assert processes.hinders(settler.read, order, before[:-1]) is None
    found = processes.hinders(settler.read, order, before)
    assert found == Hindrance(FULL(most=MOST_AT_ONCE), may_pass=True)


def _order(read: Read) -> Order:
    return Order("k", read.plan.drills[0], "20270601-100000-daily")


def test_claims_that_cannot_be_asked_start_nothing_and_lose_nothing(tmp_path: Path) -> None:
    class Cut:
        def take(self, event: Settling) -> bool:
            raise Unreachable(Message("schedule.claims_unreachable", {"kind": "x"}), answered=None)

        def close(self) -> None: ...

    one = world(
        *(tmp_path, "unattended: walkthrough, missed: late, late_within: 2h"),
        make_claims=lambda record: Cut(),
    )
    for minutes in (0, 1, 2):
        one.clock.to(TEN + minutes * MINUTE)
        one.service.tick()
    assert one.started == []
    told = [each for each in events(one.runs) if isinstance(each, e.ServiceTroubled)]
    assert len(told) == 1
    other = World(one.runs, one.plan, one.clock, "two")
    other.service.began()
    assert len(other.started) == 1


def test_a_clock_that_was_set_is_noticed_and_starts_nothing_twice(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: late, late_within: 2h")
    one.clock.set_to(TEN + MINUTE)
    one.service.tick()
    one.clock.set_to(NINE)
    one.service.tick()
    one.clock.to(TEN)
    one.clock.place = "Europe/Berlin"
    one.service.tick()
    assert len(one.started) == 1
    steps = [each.by for each in events(one.runs) if isinstance(each, e.ClockStepped)]
    hour = HOUR // timedelta(microseconds=1)
    assert steps == [hour + hour // 60, -hour - hour // 60]
    assert any(isinstance(each, e.ZoneChanged) for each in events(one.runs))
    assert all(render(said(each), lang) for each in events(one.runs) for lang in ("ja", "en"))


def test_a_claim_whose_process_died_is_found_and_follows_the_policy(tmp_path: Path) -> None:
    for policy, wanted in (
        ("late, late_within: 2h", "ended"),
        ("ask", "asked"),
        ("skip", "missed"),
    ):
        one = world(tmp_path / wanted, f"unattended: walkthrough, missed: {policy}")
        one.clock.to(TEN)
        key, run = "daily@2027-06-01T01:00Z", "20270601-100000-daily"
        one.record.append(e.DrillClaimed(micros(TEN), key, "daily", micros(TEN), "dead", run))
        one.service.tick()
        assert one.started == []
        one.service.minder.lives = lambda service: service != "dead"
        one.clock.to(TEN + 4 * MINUTE)
        one.service.tick()
        one.service.tick()
        assert states(one.runs) == [("2027-06-01", wanted)]


def test_a_drill_whose_service_was_killed_is_found_again_by_its_journal(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")
    one.clock.to(TEN)
    key, run = "daily@2027-06-01T01:00Z", "20270601-100000-daily"
    one.record.append(e.DrillClaimed(micros(TEN), key, "daily", micros(TEN), "dead", run))
    (one.runs / run).mkdir()
    (one.runs / run / NAME).touch()
    one.service.minder.lives = lambda service: service != "dead"
    one.clock.to(TEN + 4 * MINUTE)
    one.service.tick()
    one.service.tick()
    assert one.started == []
    assert states(one.runs) == [("2027-06-01", "ended")]


@pytest.mark.parametrize(
    ("rest", "minutes"),
    [
        ("limit: 30m", 30),
        # The scenario's limit of a minute, the last look of a minute, and five round them.
        ("missed: skip", 7),
    ],
)
def test_a_drill_past_its_end_is_told_to_abort_and_only_then_ended(
    tmp_path: Path, rest: str, minutes: int
) -> None:
    one = world(tmp_path, f"unattended: walkthrough, {rest}", goes_on=True)
    one.clock.to(TEN)
    one.service.tick()
    run = "20270601-100000-daily"
    told = one.service.minder.told_to_abort
    for later, is_told, is_killed in ((minutes, 0, 0), (minutes + 1, 1, 0), (minutes + 12, 1, 1)):
        one.clock.to(TEN + later * MINUTE)
        one.service.tick()
        assert ([*told], one.killed) == ([run] * is_told, [run] * is_killed)
    one.service.minder.ended(f"daily@{TEN:%Y-%m-%dT%H:%MZ}", run, -9)
    ended = [each for each in events(one.runs) if isinstance(each, e.DrillEnded)]
    assert ended[-1].why == (OVER_LIMIT(limit=minutes * MINUTE // timedelta(microseconds=1)),)


def test_the_command_line_and_the_environment_hold_what_the_drill_needs_alone(
    tmp_path: Path,
) -> None:
    plan = planned(
        tmp_path / "plan",
        DAILY.format(
            rest="unattended: walkthrough, zone: biz, send: test, set: {a: null, b: no, c: 1}"
        ),
    )
    text = (plan / "plan.yaml").read_text("utf-8")
    text = text.replace("systems:", "zones: [{id: biz}]\nsystems:")
    text += "servers: [{id: s, address: 192.0.2.1, user: u, password: {env: COMMUNITY}}]\n"
    (plan / "plan.yaml").write_text(text, "utf-8")
    read = Followed(plan, tmp_path / "runs").look()
    assert isinstance(read, Read), read
    words = words_of(_order(read), read.plan, plan, tmp_path / "runs")
    assert words[1:6] == ["-P", "-m", "tui", "run", "look"]
    assert {"--unattended", "--yes"} <= set(words)
    assert {"a=null", "b=no", "c=1"} <= set(words)
    assert words[words.index("--run-id") + 1] == "20270601-100000-daily"
    own = {"PATH": "p", "COMMUNITY": "c", "AWS_SECRET": "s", "LC_ALL": "ja"}
    given = environment_of(read.plan, environment=own)
    assert given == {"PATH": "p", "COMMUNITY": "c", "LC_ALL": "ja"}


def test_the_service_loads_no_screen_and_nothing_that_drills_need() -> None:
    told = "import sys, drills.schedule.running; print(*{x.partition('.')[0] for x in sys.modules})"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert {"textual", "asyncssh", "aiohttp", "jinja2"}.isdisjoint(ended.stdout.split())


def test_whoever_shows_the_record_has_the_words_of_every_reason_in_it() -> None:
    shows = "import drills.cli.schedule_logging; from bcp.message import phrases; print(*phrases())"
    ended = subprocess.run(
        [sys.executable, "-c", shows], capture_output=True, text=True, check=True
    )
    rooms = [import_module(f"drills.schedule.{each.name}") for each in iter_modules(rooms_of)]
    given = [each for room in (*rooms, due, sender) for each in vars(room).values()]
    reasons = {each.code for each in given if isinstance(each, Phrase)}
    only_told = {each.code for each in vars(running).values() if isinstance(each, Phrase)}
    assert len(reasons) > 50
    assert reasons - only_told <= set(ended.stdout.split())


def test_the_log_is_told_by_the_clock_of_the_plan(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: ask")
    (told, *_) = lines(one.runs, "2027-06-01", "text", "ja", zone_shown(one.plan))
    assert told.startswith("2027-06-01 09:00")


def test_a_record_that_cannot_be_written_ends_the_service_with_its_words(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")
    scheduling = Scheduling(one.service, tick_s=1)
    scheduling.begin()
    with closing(sqlite3.connect(one.record.path)) as other:
        other.execute("DROP TABLE entry")
    with pytest.raises(JournalBroken, match="damaged"):
        scheduling.wait()


def test_a_service_that_was_killed_leaves_nothing_to_the_next(tmp_path: Path) -> None:
    dead = tmp_path / FOLDER / "dead"
    dead.mkdir(parents=True)
    RunLock(dead).release()
    alive = Alive(tmp_path, "a/host", 1, tmp_path)
    assert [each.name for each in (tmp_path / FOLDER).iterdir()] == [alive.name]
    assert alive.lives(alive.name)
    assert not alive.lives("dead")
    alive.leave()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_shown_fits_a_terminal_and_holds_no_line_of_a_strangers(
    tmp_path: Path, lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: ask")
    one.clock.to(TEN)
    one.service.tick()
    one.clock.to(TEN + timedelta(days=1, hours=2))
    one.service.tick()
    one.record.append(e.AskAnswered(one.clock.now(), "x", "a\x1b[2J\nb", "skip", 0))
    shown = [
        *status_lines(one.runs, one.plan, Console(lang)),
        *lines(one.runs, None, "text", lang, UTC),
    ]
    assert any("daily@2027-06-02T01:00Z" in each for each in shown)
    assert all(wcswidth(each) <= 80 and "\x1b" not in each for each in shown)
    monkeypatch.chdir(tmp_path)
    assert any("--plan" in each for each in status_lines(one.runs, None, Console(lang)))
    assert verified(one.runs, Console(lang)) == 0
