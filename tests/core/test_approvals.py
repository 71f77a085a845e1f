"""Who may approve an action, whose approval holds how long, and what is remarkable about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Message
from bcp.model import Command, CommandRef, Marker, Organisation, Plan, Server
from bcp.same_person import same_person
from drills.core import events as e
from drills.core.approvals import also_given_for, missing_approvals, requester, today_at
from drills.core.brief import Brief
from drills.core.orders import Approve, Hold, Order, Release, SettleDoubt, take
from drills.core.prepare import preconditions
from drills.core.signed import Signature, SignedApproval, SignedPaper, action_of, reversible
from scenarios.model import After, Approval, Mode, Run, Safety
from tests.core import making as m
from tests.core.simulation import Result, Simulation, World

CHIEF = "総務課長 訓練花子"
ALL = Safety(approvals=(Approval("act", ("lead", "owner"), (CHIEF,)),))
TODAY = Signature("2026-11-20", "2026-11-21", "SHA256:x")


def running(*orders: Order, brief: Brief | None = None) -> Simulation:
    simulation = Simulation(World()).begin(brief or m.brief(m.run("act"), safety=ALL))
    simulation.run(until=SECOND)
    for each in orders:
        simulation.order(each)
    return simulation


UNTIL_TODAY = replace(
    m.SERVER,
    commands=tuple(
        replace(each, allowed_until="2026-11-21") if each.changes_the_world else each
        for each in m.SERVER.commands
    ),
)
MARKER = Marker(CommandRef("sv", "mark"), CommandRef("sv", "marks"), every=Span(MINUTE))


def cuts(simulation: Simulation) -> int:
    """How often the action itself was carried out; it is taken back when the drill closes."""
    return sum(each.command == "cut" for each in simulation.world.done)


def why(simulation: Simulation, order: Order) -> str:
    taken = take(simulation.drill, order, simulation.now)
    return taken.code if isinstance(taken, Message) else ""


@pytest.mark.parametrize("other", ["訓練花子", "訓練　花子", " 訓練 花子 "])
def test_width_and_spaces_make_no_other_person(other: str) -> None:
    assert same_person("訓練 花子", other)
    assert same_person("Ｙamada Taro", "yamada TARO")
    assert not same_person(other, "訓練太郎")


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u202e", "\ufeff", "\x00", "\u00ad"])
def test_letters_that_nobody_sees_make_no_other_person(unseen: str) -> None:
    assert same_person("情報係長", f"情報{unseen}係長{unseen}")


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b"])
def test_an_approval_without_a_name_does_not_count_and_a_refusal_does(blank: str) -> None:
    assert why(running(), Approve("act", "lead", blank)) == "order.nameless_approval"
    assert why(running(), Approve("act", "lead", blank, granted=False)) == ""


def test_every_role_and_every_named_person_must_approve() -> None:
    run = running(Approve("act", "lead", "a"), Approve("act", "owner", "b"))
    assert missing_approvals(run.drill, "act") == (CHIEF,)
    assert run.world.done == []
    run.order(Approve("act", CHIEF, "総務課長訓練花子"))
    run.run(until=2 * SECOND)
    assert cuts(run) == 1


def test_a_named_person_is_found_however_the_name_is_typed_and_recorded_as_written() -> None:
    run = running(Approve("act", "総務課長　訓練花子", "総務課長 訓練花子"))
    (approved,) = run.of(e.Approved)
    assert approved.role == CHIEF


def test_nobody_speaks_for_a_person_who_was_named() -> None:
    assert why(running(), Approve("act", CHIEF, "山田")) == "order.not_in_person"
    assert why(running(), Approve("act", CHIEF, "山田", granted=False)) == "order.not_in_person"


@pytest.mark.parametrize("by", ["op", "OP", " o p ", "ｏｐ"])
def test_who_started_the_drill_cannot_approve_its_action(by: str) -> None:
    assert why(running(), Approve("act", "lead", by)) == "order.own_request"


def test_who_started_the_drill_may_refuse_its_action() -> None:
    run = running(Approve("act", "lead", "op", granted=False))
    assert run.drill.step("act").ended is not None
    assert run.world.done == []


def test_who_began_a_step_by_order_is_who_asked_for_it() -> None:
    brief = m.brief(m.run("act", at=HOUR), safety=ALL)
    run = running(Release("act", "山田", now=True), brief=brief)
    assert why(run, Approve("act", "lead", "山 田")) == "order.own_request"
    assert why(run, Approve("act", "lead", "op")) == ""


def test_a_release_that_begins_nothing_asks_for_nothing() -> None:
    brief = m.brief(m.run("act", at=2 * SECOND), safety=ALL)
    run = running(Hold("act", "山田"), Release("act", "山田"), brief=brief)
    run.run(until=3 * SECOND)
    assert requester(run.drill, "act") == "op"


def test_who_took_the_drill_up_asked_for_what_began_since_and_not_for_what_was_open() -> None:
    brief = m.brief(
        m.run("act"), m.run("later", at=HOUR), safety=Safety(
            approvals=(Approval("act", ("lead",)), Approval("later", ("lead",)))
        )
    )  # fmt: skip
    stored = [each for each in running(brief=brief).events if not isinstance(each, e.StepEnded)]
    resumed = Simulation.crashed_after(stored, World(), gap=MINUTE)
    resumed._feed((e.DrillResumed(resumed.now, 0, 0, "後任"),))
    assert requester(resumed.drill, "act") == "op"
    assert why(resumed, Approve("act", "lead", "後任")) == ""
    resumed.order(Approve("act", "lead", "後任"))
    resumed.run(until=HOUR + MINUTE)
    assert requester(resumed.drill, "later") == "後任"
    assert why(resumed, Approve("later", "lead", "後任")) == "order.own_request"
    assert why(resumed, Approve("later", "lead", "op")) == ""


def test_one_person_in_two_roles_is_counted_and_seen() -> None:
    run = running(Approve("act", "lead", "山田"), Approve("act", "owner", "山　田"))
    first, second = run.of(e.Approved)
    assert missing_approvals(run.drill, "act") == (CHIEF,)
    assert also_given_for(run.drill, first) == ()
    assert also_given_for(run.drill, second) == ("lead",)


def test_a_refused_step_sends_the_drill_another_way() -> None:
    steps = (
        m.run("act"),
        m.inject("instead", after=(After("act", ("refused",)),)),
        m.inject("then", after=(After("act", ("held",)),)),
    )
    run = running(
        Approve("act", "lead", "課長", granted=False, note="本日は窓口混雑"),
        brief=m.brief(*steps, safety=ALL),
    )
    run.run(until=2 * SECOND)
    ended = run.drill.step("act").ended
    assert ended is not None
    assert (ended.ending, ended.outcome) == ("refused", "skipped")
    assert ended.why[0].params["note"] == "本日は窓口混雑"
    assert run.drill.step("instead").due is not None
    assert run.drill.step("then").due is None
    assert run.world.done == []


NOON = 1_795_230_000 * 10**9
"""Noon of 2026-11-21 in Japan."""


def _signed(*approvals: SignedApproval, wall_ns: int = NOON) -> Brief:
    brief = m.brief(m.run("act", at=HOUR), safety=m.approvals("act", "lead"))
    return replace(brief, wall_ns=wall_ns, signed=approvals)


def test_what_was_signed_beforehand_is_recorded_at_the_start_and_counts() -> None:
    run = running(brief=_signed(SignedApproval("act", "lead", "課長", TODAY)))
    (approved,) = run.of(e.Approved)
    assert (approved.at, approved.by, approved.signed) == (0, "課長", TODAY)
    run.run(until=HOUR + 2 * SECOND)
    assert cuts(run) == 1
    assert len(run.of(e.Approved)) == 1


def test_it_is_recorded_once_although_the_drill_was_taken_up_again() -> None:
    run = running(brief=_signed(SignedApproval("act", "lead", "課長", TODAY)))
    resumed = Simulation.crashed_after(run.events, World(), gap=SECOND)
    resumed.run(until=MINUTE)
    assert len(resumed.of(e.Approved)) == 1


def test_what_was_signed_ends_with_its_day_and_people_may_still_approve() -> None:
    signed = SignedApproval("act", "lead", "課長", TODAY)
    run = running(brief=_signed(signed, wall_ns=NOON + 11 * 3600 * 10**9 + 1800 * 10**9))
    run.run(until=HOUR + 2 * SECOND)
    assert run.world.done == []
    assert missing_approvals(run.drill, "act") == ("lead",)
    run.order(Approve("act", "lead", "次長"))
    run.run(until=HOUR + 4 * SECOND)
    assert cuts(run) == 1


def test_who_signed_and_then_began_the_step_has_not_approved_it() -> None:
    run = running(
        Release("act", "課長", now=True),
        brief=_signed(SignedApproval("act", "lead", "課長", TODAY)),
    )
    run.run(until=MINUTE)
    assert run.world.done == []
    assert missing_approvals(run.drill, "act") == ("lead",)


def test_a_permission_that_ends_at_midnight_ends_in_the_middle_of_a_drill() -> None:
    brief = m.brief(
        m.run("before", at=0), m.run("after", at=13 * HOUR), server=UNTIL_TODAY, limit=20 * HOUR
    )
    run = Simulation(World()).begin(replace(brief, wall_ns=NOON))
    run.run(until=13 * HOUR + MINUTE)
    endings = [each.ending for each in run.of(e.StepEnded)]
    assert endings == ["held", "refused"]
    assert cuts(run) == 1


def test_a_permission_does_not_outlive_the_days_that_a_drill_lay_still() -> None:
    brief = m.brief(m.run("act", at=HOUR), server=UNTIL_TODAY, limit=100 * HOUR)
    run = Simulation(World()).begin(replace(brief, wall_ns=NOON))
    run.run(until=MINUTE)
    resumed = Simulation.crashed_after(run.events, World(), gap=72 * HOUR)
    resumed.run(until=73 * HOUR)
    assert [each.ending for each in resumed.of(e.StepEnded)] == ["refused"]
    assert resumed.world.done == []


def test_the_day_is_that_of_the_town_and_never_before_the_first() -> None:
    brief = replace(_signed(), wall_ns=NOON)
    assert today_at(brief, 0) == "2026-11-21"
    assert today_at(brief, 12 * HOUR - 1) == "2026-11-21"
    assert today_at(brief, 12 * HOUR) == "2026-11-22"
    assert today_at(replace(brief, today="2027-01-05"), 0) == "2027-01-05"


SERVER = Server(
    "gw",
    "192.0.2.1",
    user="drill",
    port=2222,
    commands=(
        Command("cut", "ip link set eth1 down", "2026-12-31"),
        Command("restore", "ip link set eth1 up", "2026-12-31"),
        Command("look", "ip link"),
    ),
)
PLAN = Plan(Organisation("見本町"), servers=(SERVER,))


@pytest.mark.parametrize(
    ("do", "fits"),
    [
        (Run(CommandRef("gw", "cut"), CommandRef("gw", "restore")), True),
        (Run(CommandRef("gw", "cut")), False),
        (Run(CommandRef("gw", "cut"), stays=True), False),
        (Run(CommandRef("gw", "cut"), CommandRef("gw", "look")), False),
        (Run(CommandRef("gw", "cut"), CommandRef("gw", "cut")), False),
        (Run(CommandRef("gw", "cut"), CommandRef("gone", "restore")), False),
    ],
)
def test_only_an_action_with_a_real_undo_can_be_approved_beforehand(do: Run, fits: bool) -> None:
    assert reversible(PLAN, (m.step("s", do), m.ask("q"))) == (("s",) if fits else ())


def test_a_signature_covers_every_word_of_both_lines_and_where_they_run() -> None:
    def content(server: Server = SERVER, **change: str) -> bytes:
        plan = Plan(Organisation("見本町"), servers=(server,))
        step = m.step("s", Run(CommandRef("gw", "cut"), CommandRef("gw", "restore")))
        action = action_of(plan, step)
        assert action is not None
        paper = SignedPaper("hanako", "lead", "s", "2026-11-21", "2026-12-31", (action,))
        return replace(paper, **change).content()  # type: ignore[arg-type]

    cut, restore, look = SERVER.commands
    others = {
        content(),
        content(replace(SERVER, address="192.0.2.2")),
        content(replace(SERVER, port=22)),
        content(replace(SERVER, user="root")),
        content(replace(SERVER, commands=(replace(cut, run="reboot"), restore, look))),
        content(replace(SERVER, commands=(cut, replace(restore, run="true"), look))),
        content(role="owner"),
        content(approver="taro"),
        content(scenario="t"),
        content(signed="2026-11-22"),
        content(until="2027-12-31"),
    }
    assert len(others) == 11
    assert content() == content()


def test_an_action_in_doubt_is_not_repeated_when_its_permission_has_ended_meanwhile() -> None:
    brief = m.brief(m.run("act"), server=UNTIL_TODAY, limit=100 * HOUR)
    world = World(results={"cut": (Result(None),)})
    run = Simulation(world).begin(replace(brief, wall_ns=NOON))
    run.run(until=MINUTE)
    late = Simulation.crashed_after(run.events, World(), gap=24 * HOUR)
    late.order(SettleDoubt("act", "repeat", "課長"))
    assert [each.ending for each in late.of(e.StepEnded)] == ["refused"]
    assert cuts(late) == 0


def test_an_action_in_doubt_is_not_repeated_on_a_signature_that_has_ended_meanwhile() -> None:
    signed = SignedApproval("act", "lead", "課長", TODAY)
    brief = m.brief(m.run("act"), safety=m.approvals("act", "lead"), limit=100 * HOUR)
    world = World(results={"cut": (Result(None),)})
    run = Simulation(world).begin(replace(brief, wall_ns=NOON, signed=(signed,)))
    run.run(until=MINUTE)
    late = Simulation.crashed_after(run.events, World(), gap=24 * HOUR)
    late.order(SettleDoubt("act", "repeat", "次長"))
    (ended,) = late.of(e.StepEnded)
    assert (ended.ending, ended.why[0].code) == ("refused", "core.approval_over")
    assert cuts(late) == 0


def test_no_marker_is_written_on_a_day_without_permission() -> None:
    web = m.system("web", marker=MARKER)
    made = m.brief(m.ask("q"), systems=(web,), server=UNTIL_TODAY, limit=3 * HOUR)
    # Half an hour before midnight.
    brief = replace(made, wall_ns=NOON + (11 * 3600 + 1800) * 10**9)
    run = Simulation(World()).begin(brief)
    run.run(until=2 * HOUR)
    written = [each.at for each in run.of(e.ActionOrdered)]
    assert written
    assert max(written) < 30 * MINUTE


@pytest.mark.parametrize(
    ("operator", "mode", "forbidden"),
    [
        ("総務課長訓練花子", "operational", ["core.own_word"]),
        ("総務課長訓練花子", "walkthrough", []),
        ("山田", "operational", []),
    ],
)
def test_a_drill_does_not_begin_that_would_wait_for_its_own_starter(
    operator: str, mode: Mode, forbidden: list[str]
) -> None:
    brief = replace(m.brief(m.run("act"), safety=ALL, mode=mode), operator=operator)
    assert [each.code for each in preconditions(brief)] == forbidden
