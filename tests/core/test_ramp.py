"""Staff told wave by wave: when the next may be told, which limit ends it, and test sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.asking import Expectation, ProbeCall
from bcp.durations import MINUTE, SECOND, Span
from bcp.inventory import Telework
from bcp.message import Message
from bcp.telework_gates import Gate, Gates
from bcp.test_accounts import DrillAccount
from drills.core import events as e
from drills.core import ramp_events as r
from drills.core.brief import Brief
from drills.core.machine import replay
from drills.core.orders import Abort, Approve, Order, Pause
from drills.core.ramp import accounts_in
from drills.core.ramp_orders import StopRamp, TellWave
from scenarios.model import Mode, Step
from scenarios.ramps import Limits, Ramp, Synthetic
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import Said, Simulation, World, drilled

FULL = Expectation("full", "equals", False)
SESSIONS = ProbeCall("sessions", "vpn", expect=(m.REPLIES, FULL))
LOG_IN = ProbeCall("vpn_login", "https://vpn.example/", expect=(m.REPLIES,))
ACCOUNT = DrillAccount("drill", LOG_IN, "2026-12-31", at_once=20)
WAVES = (50, 100, 200)
EVERY = Span(5 * MINUTE)


@dataclass
class Town(World):
    """A gateway with room for `room`; everybody who is told connects at once."""

    room: int = 1000
    staff: int = 0
    log_in_ms: float = 200.0
    blind: bool = False

    def look(self, subject: str, at: int) -> Reading:
        if self.blind:
            return Reading.unknown(Message("test.unasked"))
        if subject != "vpn":
            return Reading({"reply": True, "log_in_ms": self.log_in_ms})
        used = min(self.staff, self.room)
        share = 100 * used / self.room
        return Reading({"reply": True, "in_use": used, "percent": share, "full": share >= 100})


class Ramping(Simulation):
    """A simulation whose town hears of each wave."""

    def _feed(self, given: tuple[e.Event, ...]) -> None:
        super()._feed(given)
        town = self.world
        if isinstance(town, Town):
            town.staff = max((each.staff for each in self.of(r.WaveBegan)), default=0)


def step(**rest: Any) -> Step:
    given = {"waves": WAVES, "every": EVERY, "look": Span(MINUTE), **rest}
    return m.step("connect", Ramp("vpn", **given))


def brief(made: Step, *, mode: Mode = "walkthrough", account: DrillAccount = ACCOUNT) -> Brief:
    gates = Gates(auth=Gate((LOG_IN,)), capacity=Gate((SESSIONS,)))
    way = Telework("vpn", "anyconnect", gates=gates, test_accounts=(account,))
    safety = m.approvals("connect", "lead") if made.acts else m.approvals("other")
    plain = m.brief(made, mode=mode, safety=safety)
    return replace(plain, plan=replace(plain.plan, telework=(way,)))


def told(count: int = 9) -> dict[str, tuple[Said, ...]]:
    """Somebody tells each wave a second after it may be told."""
    return {"connect": tuple(Said(TellWave("connect", "hanako")) for _ in range(1))}


def run(town: Town, made: Step, *orders: tuple[int, Order], **rest: Any) -> Simulation:
    town.people, town.orders = town.people or told(), orders
    simulation = Ramping(town).begin(brief(made, **rest))
    simulation.run()
    return simulation


def ended(simulation: Simulation) -> e.StepEnded:
    return next(each for each in simulation.of(e.StepEnded) if each.step == "connect")


def test_every_wave_is_told_in_its_time_where_no_limit_shows() -> None:
    done = run(Town(), step())
    waves = done.of(r.WaveBegan)
    assert [each.staff for each in waves] == [50, 100, 200]
    assert all(b.at - a.at >= EVERY.us for a, b in pairwise(waves))
    assert (ended(done).outcome, ended(done).source) == ("held", "measured")
    assert ended(done).at >= waves[-1].at + EVERY.us


def test_the_gateway_is_looked_at_before_anybody_is_told() -> None:
    done = run(Town(room=50, staff=50), step())
    assert done.of(r.WaveBegan) == []
    assert [each.limit for each in done.of(r.RampStopped)] == ["sessions"]


def test_a_limit_ends_the_ramp_in_the_wave_in_which_it_shows_and_is_named() -> None:
    done = run(Town(room=120), step())
    (stopped,) = done.of(r.RampStopped)
    # 80 % of the licences, as the plan's gates want where the ramp says nothing.
    assert (stopped.limit, stopped.wave, stopped.why.params["measured"]) == (
        "sessions",
        2,
        "83.3%",
    )
    assert ended(done).outcome == "broken"


def test_the_scenarios_own_limit_counts_before_the_plans() -> None:
    done = run(Town(room=220), step(stop=Limits(sessions_percent=100)))
    assert ended(done).outcome == "held"


def test_a_slow_log_in_ends_it() -> None:
    done = run(Town(log_in_ms=31_000), step())
    assert [each.limit for each in done.of(r.RampStopped)] == ["login"]


def test_a_question_that_is_not_well_ends_it_and_says_so() -> None:
    town = Town()
    town.down["https://vpn.example/"] = [(7 * MINUTE, 10**12)]
    seen = Town.look

    class Falling(Town):
        def look(self, subject: str, at: int) -> Reading:
            return World.look(self, subject, at) if subject != "vpn" else seen(self, subject, at)

    done = run(Falling(down=town.down), step())
    (stopped,) = done.of(r.RampStopped)
    assert (stopped.limit, stopped.wave) == ("gateway", 2)
    assert stopped.why.params["subject"] == "https://vpn.example/"


def test_nobody_is_told_while_nothing_is_known_of_the_gateway() -> None:
    done = Ramping(Town(blind=True, people=told())).begin(brief(step()))
    done.run(until=30 * MINUTE)
    assert (done.of(r.WaveReady), done.of(r.RampStopped)) == ([], [])
    done.order(TellWave("connect", "hanako"))
    assert done.world.refused[-1][1].code == "order.ramp_not_read"


def test_a_wave_cannot_be_told_too_soon() -> None:
    done = run(Town(), step(), (2 * MINUTE, TellWave("connect", "hanako")))
    left = [
        why.params["left"] for _, why in done.world.refused if why.code == "order.ramp_too_soon"
    ]
    assert 3 * MINUTE + SECOND in left


def test_a_person_stops_it_at_any_moment() -> None:
    done = run(Town(), step(), (MINUTE, StopRamp("connect", "taro", "busy")))
    (stopped,) = done.of(r.RampStopped)
    assert (stopped.limit, stopped.by, stopped.wave) == ("person", "taro", 1)
    assert (ended(done).outcome, ended(done).source, ended(done).by) == (
        "broken",
        "observed",
        "taro",
    )


def test_no_wave_is_due_in_a_pause_and_the_gateway_is_looked_at_all_the_same() -> None:
    town = Town(people=told(), orders=((MINUTE, Pause("taro")),))
    done = Ramping(town).begin(brief(step()))
    done.run(until=30 * MINUTE)
    assert [each.wave for each in done.of(r.WaveReady)] == [1]
    assert len(done.of(r.WaveRead)) >= 30


def test_at_a_table_nothing_is_read_and_the_step_is_answered() -> None:
    done = Ramping(Town()).begin(brief(step(), mode="tabletop"))
    done.run(until=MINUTE)
    assert done.of(r.WaveAsked) == []
    done.order(TellWave("connect", "hanako"))
    assert done.world.refused[-1][1].code == "order.ramp_by_words"


def test_after_a_crash_the_lost_round_is_asked_again_and_the_waves_are_kept() -> None:
    first = Ramping(Town(people=told())).begin(brief(step()))
    first.run(until=2 * MINUTE)
    cut = max(n for n, each in enumerate(first.events) if isinstance(each, r.WaveAsked)) + 1
    second = Ramping.crashed_after(first.events[:cut], Town(people=told(), staff=50), 10 * SECOND)
    second.run()
    assert len(second.of(r.WaveLost)) == 1
    assert [each.staff for each in second.of(r.WaveBegan)] == [50, 100, 200]
    assert ended(second).outcome == "held"


LOADED = step(synthetic=Synthetic(("drill",), 5))


def approved(town: Town, **rest: Any) -> Simulation:
    people = (Said(Approve("connect", "lead", "kacho")), *told()["connect"])
    town.people = {"connect": people}
    return run(town, LOADED, mode="operational", **rest)


def test_test_sessions_wait_for_approval_and_grow_with_the_waves() -> None:
    done = approved(Town())
    at = [
        sum(each.at >= wave.at for wave in done.of(r.WaveBegan))
        for each in done.of(r.SessionOrdered)
    ]
    assert at == [1, 1, 2, 2, 3]
    assert len(done.of(r.SessionBegan)) == len(done.of(r.SessionEnded)) == 5
    assert ended(done).outcome == "held"
    assert isinstance(done.events[-1], e.DrillEnded)


def test_no_test_session_is_made_without_operational_mode() -> None:
    done = run(Town(), LOADED)
    assert done.of(r.SessionOrdered) == []
    assert ended(done).outcome == "held"


def test_a_test_session_without_room_ends_the_ramp_and_all_sessions() -> None:
    done = approved(Town(no_room=frozenset((3,))))
    (stopped,) = done.of(r.RampStopped)
    assert (stopped.limit, stopped.wave) == ("sessions", 2)
    assert [each.session for each in done.of(r.SessionEnded)] == [3, 1, 2]


def test_an_abort_ends_every_test_session_before_the_drill_is_over() -> None:
    town = Town(people={"connect": (Said(Approve("connect", "lead", "kacho")), *told()["connect"])})
    town.orders = ((MINUTE, Abort("taro")),)
    done = Ramping(town).begin(brief(LOADED, mode="operational"))
    done.run()
    assert [each.how for each in done.of(r.SessionEnded)] == ["taken_down"] * 2
    assert done.drill.ended is not None


def test_a_restart_has_ended_the_test_sessions_and_makes_none_in_their_place() -> None:
    town = Town(people={"connect": (Said(Approve("connect", "lead", "kacho")), *told()["connect"])})
    first = Ramping(town).begin(brief(LOADED, mode="operational"))
    first.run(until=2 * MINUTE)
    again = Town(people=town.people, staff=50)
    second = Ramping.crashed_after(first.events, again, 10 * SECOND)
    second.run()
    lost = [each for each in second.of(r.SessionEnded) if each.how == "restart"]
    assert [each.session for each in lost] == [1, 2]
    assert len(second.of(r.SessionOrdered)) == 5
    assert second.of(r.RampStopped) == []


def test_a_refusal_or_an_account_out_of_date_begins_nothing() -> None:
    old = approved(Town(), account=replace(ACCOUNT, allowed_until="2026-01-01"))
    people = {"connect": (Said(Approve("connect", "lead", "kacho", granted=False)),)}
    no = run(Town(people=people), LOADED, mode="operational")
    for done in (old, no):
        assert (ended(done).ending, done.of(r.WaveBegan)) == ("refused", [])


@given(count=st.integers(1, 1000), rooms=st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_there_are_never_more_test_sessions_than_20_or_than_an_account_may_have(
    count: int, rooms: list[int]
) -> None:
    accounts = tuple(replace(ACCOUNT, id=f"a{n}", at_once=room) for n, room in enumerate(rooms))
    ramp = Ramp("vpn", WAVES, synthetic=Synthetic(tuple(each.id for each in accounts), count))
    made = brief(m.step("connect", ramp), mode="operational")
    way = replace(made.plan.telework[0], test_accounts=accounts)
    chosen = accounts_in(replace(made, plan=replace(made.plan, telework=(way,))), ramp)
    assert len(chosen) == min(count, 20, sum(rooms))
    assert all(chosen.count(each) <= each.at_once for each in accounts)


@pytest.mark.parametrize("room", [40, 70, 130, 1000])
def test_a_replay_of_the_records_gives_the_same_state(room: int) -> None:
    done = run(Town(room=room), step())
    assert replay(done.events) == done.drill


def test_a_ramp_waits_for_nobody_where_the_drill_has_no_answers() -> None:
    assert drilled(brief(step(waves=(5,))), Town(people=told())).drill.ended is not None
