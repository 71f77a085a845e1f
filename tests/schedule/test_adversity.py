"""The service while the clock, the claims, the plan or another process goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from wcwidth import wcswidth

from bcp.instants import micros
from bcp.message import Language, Message, Phrase, render
from drills.cli.console import Console
from drills.cli.schedule_answering import answered
from drills.cli.schedule_logging import verified
from drills.cli.schedule_standing import status_lines
from drills.core.closing_events import Finish
from drills.errors import Refusal, Unreachable
from drills.schedule import events as e
from drills.schedule.alive import Alive
from drills.schedule.claims_sqlite import RecordClaims
from drills.schedule.command_line import Order
from drills.schedule.events import Settling
from drills.schedule.following import Followed, Read
from drills.schedule.hindering import Hindrance, became_real
from drills.schedule.scheduling import Scheduling
from tests.readiness.recorded import Held, hold, town
from tests.schedule.test_service import HOUR, MINUTE, NINE, TEN, states, world
from tests.schedule.world import MovedClock, World, events, planned, standing

KEY, RUN = "daily@2027-06-01T01:00Z", "20270601-100000-daily"
DAY = timedelta(days=1)
BUSY = Message("schedule.busy", {"run": "other", "systems": ("web",)})


def test_a_plan_read_while_the_clock_was_ahead_counts_from_the_time_it_was_set_to(
    tmp_path: Path,
) -> None:
    plan = planned(
        tmp_path / "plan",
        '  - {id: daily, scenario: look, starts: {cron: "0 10 * * mon-fri"},\n'
        "     unattended: walkthrough, missed: skip}\n",
    )
    # The hardware's clock holds local time and is read as UTC until the network is there.
    one = World(tmp_path / "runs", plan, MovedClock(micros(NINE + 9 * HOUR)))
    one.service.began()
    one.clock.set_to(NINE)
    one.service.tick()
    one.clock.to(TEN)
    one.service.tick()
    assert [each.run for each in one.started] == [RUN]


@pytest.mark.parametrize("restarted", [False, True])
def test_what_came_due_while_claims_were_gone_for_days_is_settled_when_they_are_back(
    tmp_path: Path, restarted: bool
) -> None:
    class Cut:
        gone = True

        def __init__(self, own: RecordClaims) -> None:
            self.take_notice = own.take_notice
            self._own = own

        def take(self, event: Settling) -> bool:
            if self.gone:
                raise Unreachable(
                    Message("schedule.claims_unreachable", {"kind": "x"}), answered=None
                )
            return self._own.take(event)

        def close(self) -> None: ...

    rest = "unattended: walkthrough, missed: ask"
    one = world(tmp_path, rest, make_claims=lambda record: Cut(RecordClaims(record)))
    for hours in range(2, 9 * 24, 5):
        one.clock.to(NINE + hours * HOUR)
        one.service.tick()
    if restarted:
        one = World(one.runs, one.plan, one.clock, "two")
        one.service.began()
    else:
        Cut.gone = False
    one.service.tick()
    wanted = ("06-01", "06-02", "06-03", "06-04", "06-07", "06-08", "06-09")
    assert [day[5:] for day, _ in states(one.runs)] == [*wanted]


def test_who_said_run_is_asked_again_where_the_service_died_and_may_answer_again(
    tmp_path: Path,
) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: ask")
    one.clock.to(TEN + HOUR)
    one.service.tick()
    answered(one.runs, KEY, "run", "佐藤", None)
    due = micros(TEN)
    at = one.clock.now()
    one.record.append(e.DrillClaimed(at, KEY, "daily", due, "dead", RUN, turn=2))
    one.service.minder.lives = lambda service: service != "dead"
    one.clock.to(TEN + HOUR + 4 * MINUTE)
    one.service.tick()
    (asked,) = standing(one.runs).of("asked")
    assert [each.code for each in asked.why] == ["schedule.claimer_died"]
    answered(one.runs, KEY, "run", "鈴木", None)
    with pytest.raises(Refusal):
        answered(one.runs, KEY, "skip", "高橋", None)
    one.service.tick()
    assert [each.run for each in one.started] == [RUN]


def test_a_drill_that_ended_before_its_beginning_was_written_has_ended(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")
    at = micros(TEN)
    one.record.append(e.DrillClaimed(at, KEY, "daily", at, "one", RUN))
    one.record.append(e.DrillEnded(at, KEY, RUN, 2, None, None))
    one.record.append(e.DrillBegan(at, KEY, "daily", RUN, "walkthrough", 7))
    due = standing(one.runs).dues[KEY]
    assert (due.state, due.exit_code, due.began) == ("ended", 2, at)


def test_a_claim_of_a_dead_process_waits_until_the_plan_can_be_read(tmp_path: Path) -> None:
    plan = planned(
        tmp_path / "plan",
        '  - {id: daily, scenario: look, starts: {cron: "0 10 * * mon-fri"},\n'
        "     unattended: walkthrough, missed: ask}\n",
    )
    good = (plan / "plan.yaml").read_text("utf-8")
    (plan / "plan.yaml").write_text("nonsense: [", "utf-8")
    clock = MovedClock(micros(TEN + HOUR))
    one = World(tmp_path / "runs", plan, clock, lives=lambda service: service != "dead")
    one.record.append(e.DrillClaimed(micros(TEN), KEY, "daily", micros(TEN), "dead", RUN))
    one.service.began()
    assert standing(one.runs).dues[KEY].state == "claimed"
    (plan / "plan.yaml").write_text(good, "utf-8")
    one.service.tick()
    assert standing(one.runs).dues[KEY].state == "asked"


def test_while_it_drains_limits_hold_and_what_was_claimed_is_left_to_the_next(
    tmp_path: Path,
) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: ask, limit: 30m", goes_on=True)
    one.clock.to(TEN)
    one.service.tick()
    tomorrow = "daily@2027-06-02T01:00Z"
    at = one.clock.now()
    one.record.append(e.DrillClaimed(at, tomorrow, "daily", at, "one", "later"))
    one.clock.to(TEN + HOUR)
    one.service.drain()
    assert [*one.service.minder.told_to_abort] == [RUN]
    assert standing(one.runs).dues[tomorrow].state == "claimed"


TWO = """
  - {id: bad, scenario: look, starts: {cron: "0 10 * * mon-fri"},
     unattended: walkthrough, missed: skip}
  - {id: well, scenario: look, starts: {cron: "0 10 * * mon-fri"},
     unattended: walkthrough, missed: skip}
"""


def test_a_drill_that_cannot_be_settled_keeps_no_other_from_beginning(tmp_path: Path) -> None:
    def hinders(read: Read, order: Order, before: Sequence[Order]) -> Hindrance | None:
        if order.drill.id == "bad":
            raise ValueError
        return None

    plan = planned(tmp_path / "plan", TWO)
    one = World(tmp_path / "runs", plan, MovedClock(micros(NINE)), hinders=hinders)
    one.service.began()
    for minutes in range(3):
        one.clock.to(TEN + minutes * MINUTE)
        with pytest.raises(ValueError, match=r"^$"):
            one.service.tick()
    assert [each.drill.id for each in one.started] == ["well"]


def test_what_goes_on_being_wrong_is_told_once_and_once_more_when_it_comes_again(
    tmp_path: Path,
) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")
    wrong = True
    phrase = Phrase("schedule.test_trouble", ja="困った", en="trouble")
    one.service.around = lambda service: service.trouble(phrase()) if wrong else None
    for minutes in range(20):
        wrong = not 10 <= minutes < 15
        one.clock.to(NINE + minutes * MINUTE)
        one.service.tick()
    told = [each for each in events(one.runs) if isinstance(each, e.ServiceTroubled)]
    assert len(told) == 2


def test_a_time_that_cannot_be_worked_out_does_not_end_the_looks(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip")

    class Odd:
        def unsettled(self, *given: object) -> dict[str, object]:
            return {}

        def swept(self, *given: object) -> None: ...

        def next_of(self, *given: object) -> None:
            raise ValueError

    assert one.service.settler is not None
    one.service.settler.upcoming = Odd()  # type: ignore[assignment]
    scheduling = Scheduling(one.service)
    scheduling.begin()
    scheduling.end()
    codes = [each.what.code for each in events(one.runs) if isinstance(each, e.ServiceTroubled)]
    assert "schedule.failed_look" in codes


def test_a_folder_of_runs_is_one_plans_while_its_service_lives(tmp_path: Path) -> None:
    first, runs = tmp_path / "first", tmp_path / "runs"
    one = Alive(runs, "host", 1, first)
    Alive(runs, "host", 2, first).leave()
    with pytest.raises(Refusal) as told:
        Alive(runs, "host", 3, tmp_path / "second")
    assert str(first) in str(told.value)
    one.leave()
    Alive(runs, "host", 3, tmp_path / "second").leave()


def test_a_late_start_within_five_minutes_does_not_slip_into_quiet_hours(tmp_path: Path) -> None:
    for policy, wanted in (("skip", "omitted"), ("late, late_within: 3d", "ended")):
        plan = planned(
            tmp_path / wanted / "plan",
            '  - {id: daily, scenario: look, starts: {cron: "58 9 * * tue"},\n'
            f"     unattended: walkthrough, missed: {policy}}}\n",
        )
        text = (plan / "plan.yaml").read_text("utf-8")
        quiet = 'quiet_hours: ["10:00-11:00"]\norganisation'
        (plan / "plan.yaml").write_text(text.replace("organisation", quiet, 1), "utf-8")
        one = World(tmp_path / wanted / "runs", plan, MovedClock(micros(NINE)))
        one.service.began()
        one.clock.to(TEN + MINUTE)
        one.service.tick()
        assert one.started == []
        one.clock.to(TEN + HOUR + MINUTE)
        one.service.tick()
        assert [state for _, state in states(one.runs)] == [wanted]


def test_the_status_shows_what_has_come_and_nobody_has_dealt_with(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    plan = planned(
        tmp_path / "plan",
        '  - {id: hourly, scenario: look, starts: {cron: "0 * * * *"}, unattended: walkthrough,\n'
        "     missed: skip, despite: [quiet-hours, closed-days, blackouts]}\n",
    )
    one = World(tmp_path / "runs", plan, MovedClock(micros(now - 3 * HOUR)))
    one.service.began()
    # From here on its service hangs: it lives, and does nothing.
    one.service.trouble(Message("schedule.failed_look", {"job": "tick", "kind": "OSError"}))
    headings: dict[Language, str] = {"en": "OVERDUE, AND NOBODY", "ja": "まだ扱われていません"}
    for lang, heading in headings.items():
        shown = [*status_lines(one.runs, plan, Console(lang))]
        at = next(n for n, each in enumerate(shown) if heading in each)
        assert any("hourly" in each for each in shown[at + 1 : at + 6])
        assert any("OSError" in each for each in shown)
        assert all(wcswidth(each) <= 80 for each in shown)
    one.clock.to(now)
    one.service.tick()
    assert not any("OVERDUE" in each for each in status_lines(one.runs, plan, Console("en")))


def test_a_clock_that_was_never_set_begins_nothing_and_misses_nothing(tmp_path: Path) -> None:
    plan = planned(
        tmp_path / "plan",
        '  - {id: daily, scenario: look, starts: {cron: "0 10 * * mon-fri"},\n'
        "     unattended: walkthrough, missed: ask}\n",
    )
    one = World(tmp_path / "runs", plan, MovedClock(0))
    one.service.began()
    one.clock.set_to(NINE)
    one.service.tick()
    one.clock.to(TEN)
    one.service.tick()
    assert [each.run for each in one.started] == [RUN]
    (told,) = (each for each in events(one.runs) if isinstance(each, e.ServiceTroubled))
    assert render(told.what, "en").startswith("this machine's clock is not set (1970-01-01)")
    assert states(one.runs) == [("2027-06-01", "ended")]


def test_after_a_drill_became_the_real_event_nothing_begins_by_itself_for_three_days(
    tmp_path: Path,
) -> None:
    cases: tuple[tuple[int, Finish, bool], ...] = (
        (1, "real_event", True),
        (1, "aborted", False),
        (5, "real_event", False),
    )
    for days, finish, keeps in cases:
        folder = tmp_path / f"{days}{finish}"
        folder.mkdir()
        began = f"{datetime.now(UTC) - days * DAY:%Y-%m-%d}"
        hold(town(folder), Held(began, finish=finish))
        read = Followed(folder, folder / "runs").look()
        assert isinstance(read, Read)
        why = became_real(read.plan, folder / "runs")
        assert (why is not None) == keeps
        if why is not None:
            assert "72" in render(why, "ja")


def test_a_clock_that_is_set_forward_aborts_no_drill_before_its_limit(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: skip, limit: 30m", goes_on=True)
    one.clock.to(TEN)
    one.service.tick()
    one.clock.set_to(TEN + 3 * HOUR)
    one.service.tick()
    assert one.service.minder.told_to_abort == {}
    one.clock.to(TEN + 3 * HOUR + 31 * MINUTE)
    one.service.tick()
    assert [*one.service.minder.told_to_abort] == [RUN]


YEAR = timedelta(days=366)


def test_what_a_clock_settled_that_was_ahead_is_settled_anew_when_its_time_comes(
    tmp_path: Path,
) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: late, late_within: 2h")
    two = World(one.runs, one.plan, one.clock, "two")
    one.clock.set_to(NINE + YEAR)
    one.service.tick()
    settled = len(standing(one.runs).dues)
    assert settled > 200
    one.clock.set_to(NINE + MINUTE)
    one.service.tick()  # it goes on; the other begins, as after the machine was started again
    two.service.began()
    for minutes in (0, 1, 24 * 60):
        one.clock.to(TEN + minutes * MINUTE)
        one.service.tick()
        two.service.tick()
    begun = [each.run for each in one.started + two.started]
    assert begun == ["20270601-100000-daily", "20270602-100000-daily"]
    assert len(standing(one.runs).dues) == settled
    assert verified(one.runs, Console("en")) == 0
    told = " ".join(status_lines(one.runs, one.plan, Console("en")))
    assert "the clock was ahead" in told
    assert "20270602-100000-daily" not in told.split("LATELY")[0]
    assert "2028-0" not in told.split("LATELY")[1]


def test_what_began_by_a_clock_that_was_ahead_does_not_begin_again(tmp_path: Path) -> None:
    one = world(tmp_path, "unattended: walkthrough, missed: late, late_within: 2h")
    one.clock.set_to(TEN)
    one.service.tick()
    one.clock.set_to(NINE + MINUTE)
    for later in (0, 1):
        one.clock.to(TEN + later * MINUTE)
        one.service.tick()
    assert [each.run for each in one.started] == ["20270601-100000-daily"]


def test_rules_that_changed_while_no_service_ran_are_told_and_those_that_stayed_are_not(
    tmp_path: Path,
) -> None:
    plan = planned(tmp_path / "plan", TWO)
    clock = MovedClock(micros(NINE))
    one = World(tmp_path / "runs", plan, clock)
    one.service.began()
    one.service.ended("stopped")
    text = (plan / "plan.yaml").read_text("utf-8")
    clock.to(TEN + HOUR)
    World(tmp_path / "runs", plan, clock, "same").service.began()
    clock.to(TEN + 2 * HOUR)
    (plan / "plan.yaml").write_text(text.replace("0 10", "30 10", 1), "utf-8")
    # While another process lives, it settles what was due by the rules that it had read.
    World(tmp_path / "runs", plan, clock, "beside").service.began()
    changed = [each for each in events(one.runs) if isinstance(each, e.ServiceTroubled)]
    assert changed == []
    clock.to(TEN + 3 * HOUR)
    (plan / "plan.yaml").write_text(text.replace("0 10", "40 10", 1), "utf-8")
    World(tmp_path / "runs", plan, clock, "two", lives=lambda service: False).service.began()
    (told,) = (each for each in events(one.runs) if isinstance(each, e.ServiceTroubled))
    said_of_it = render(told.what, "en")
    assert "(2027-06-01 03:00 UTC to 2027-06-01 04:00 UTC)" in said_of_it
    assert "left the plan: bad. Whether" in said_of_it
