"""One drill in several zones: each terminal does its own part, and hears of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Message
from bcp.model import CommandRef, Plan, Server, System, Zone
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.orders import Answer, Release, Skip
from drills.core.overall import Overall, overall
from drills.core.prepare import Circumstances, preconditions, prepared
from drills.core.recovery import recoveries
from drills.core.segments import is_foreign, is_people_only, words_awaited, zone_of
from drills.core.servers_used import servers_used
from drills.core.state import Drill
from drills.core.step_goals import step_results
from drills.core.zone_orders import Heard
from scenarios.model import Due, Forbid, Goal, Mode, Pretend, Probe, Run, Safety, Step, Watched
from tests.core import making as m
from tests.core.simulation import Said, Simulation, World

ZONES = (
    Zone("lgwan", terminal="pc-lg"),
    Zone("internet", terminal="pc-in"),
    Zone("my_number"),
)
_COMMANDS = m.SERVER.commands
PLAN = Plan(
    m.plan().organisation,
    zones=ZONES,
    systems=(
        System("files", zone="lgwan", probe=(m.call("files"),)),
        System("web", zone="internet", probe=(m.call("web"),)),
        System("juki", zone="my_number", probe=(m.call("juki"),)),
    ),
    servers=tuple(
        Server(f"{zone.id}-sv", "192.0.2.1", zone=zone.id, commands=_COMMANDS) for zone in ZONES
    ),
)


def run(id: str, zone: str, command: str = "stop", **rest: Any) -> Step:
    return m.step(id, Run(CommandRef(f"{zone}-sv", command), stays=True), **rest)


def brief(zone: str | None, *steps: Step, mode: Mode = "operational", **rest: Any) -> Brief:
    scenario = m.scenario(*steps, **{"home_zone": "lgwan", "safety": Safety(), **rest})
    made = m.brief(m.ask("a"))
    around = Circumstances("r1", mode, made.calendar, made.wall_ns, made.today, "op", "test", zone)
    return prepared(PLAN, scenario, around)


def begun(zone: str | None, *steps: Step, world: World | None = None, **rest: Any) -> Simulation:
    return Simulation(world or World()).begin(brief(zone, *steps, **rest))


def word(step: str, ending: Any = "done") -> Heard:
    return Heard(step, ending, "係長", "市民課 山田")


def endings(drill: Drill) -> dict[str, str]:
    return {step: state.ended.ending for step, state in drill.steps.items() if state.ended}


@pytest.mark.parametrize(
    ("step", "zone"),
    [
        (m.ask("a", zone="internet"), "internet"),
        (m.ask("a"), "lgwan"),
        (run("a", "internet"), "internet"),
        (m.wait_for("a", "juki"), "my_number"),
        (m.step("a", Probe(replace(m.call("x"), server="internet-sv"))), "internet"),
        (m.step("a", Probe(replace(m.call("x", m.SILENT), server="internet-sv"))), "lgwan"),
    ],
    ids=["its own", "home", "its server's", "its system's", "asked", "silence is asked from home"],
)
def test_a_step_belongs_to_the_zone_that_it_tells_or_to_the_home(step: Step, zone: str) -> None:
    assert zone_of(step, PLAN, m.scenario(step, home_zone="lgwan")) == zone


def test_without_a_word_the_only_manned_zone_that_is_used_is_the_home() -> None:
    steps = (m.ask("a"), run("b", "internet"), m.wait_for("c", "juki"))
    assert zone_of(steps[0], PLAN, m.scenario(*steps)) == "internet"
    both = (*steps, run("d", "lgwan"))
    assert zone_of(both[0], PLAN, m.scenario(*both)) is None


def test_a_segment_asks_and_does_nothing_of_another_zone() -> None:
    steps = (
        m.ask("begin"),
        run("cut", "lgwan", after=("begin",)),
        run("web-stop", "internet", "cut", after=("begin",)),
        m.wait_for("web-back", "web", after=("web-stop",)),
    )
    people = {"begin": (Said(Answer("begin", "done", "op")),)}
    lgwan = begun("lgwan", *steps, world=World(people=people), watch=(Watched("@all"),))
    drill = lgwan.run()
    assert [each.server for each in lgwan.world.done] == ["lgwan-sv"]
    assert {each.system for each in drill.started().checks} == {"files"}
    assert endings(drill) == {"begin": "done", "cut": "held"}
    assert overall(drill) is Overall.PASSED


def test_what_waits_for_another_zone_begins_with_a_named_persons_word() -> None:
    steps = (run("cut", "lgwan", at=0), run("web-stop", "internet", after=("cut",)))
    sim = begun("internet", *steps)
    sim.run(until=MINUTE)
    assert sim.world.done == []
    assert words_awaited(sim.drill, sim.now) == (("cut", 0),)
    sim.order(word("cut", "held"))
    drill = sim.run()
    assert endings(drill) == {"cut": "held", "web-stop": "held"}
    (said,) = sim.of(e.SegmentWord)
    assert (said.zone, said.by, said.told_by, said.at) == ("lgwan", "係長", "市民課 山田", MINUTE)
    (cut,) = [each for each in sim.of(e.StepEnded) if each.step == "cut"]
    assert (cut.source, cut.by, cut.at) == ("observed", "市民課 山田", MINUTE)
    assert [each.server for each in sim.world.done] == ["internet-sv"]


def test_a_word_that_it_failed_there_keeps_what_waits_from_being_done() -> None:
    steps = (run("cut", "lgwan", at=0), run("web-stop", "internet", after=("cut",)))
    sim = begun("internet", *steps)
    sim.order(word("cut", "failed"))
    drill = sim.run()
    assert endings(drill) == {"cut": "failed", "web-stop": "skipped"}
    assert overall(drill) is Overall.PASSED  # its own segment judges it


def test_word_is_awaited_only_once_it_can_come() -> None:
    steps = (
        m.ask("first", zone="internet", at=0),
        run("cut", "lgwan", after=("first",)),
        run("last", "internet", after=("cut",)),
    )
    sim = begun("internet", *steps)
    sim.run(until=MINUTE)
    assert words_awaited(sim.drill, sim.now) == ()
    sim.order(Answer("first", "done", "op"))
    sim.run(until=2 * MINUTE)
    assert words_awaited(sim.drill, sim.now) == (("cut", MINUTE),)


def test_a_step_of_another_zone_takes_no_order_but_word_of_it() -> None:
    steps = (run("cut", "lgwan", at=0), run("web-stop", "internet", after=("cut",)))
    sim = begun("internet", *steps)
    for order in (Skip("cut", "op"), Release("cut", "op", now=True), Answer("cut", "done", "op")):
        sim.order(order)
    assert [each.code for _, each in sim.world.refused] == ["order.other_zone"] * 3


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (word("web-stop"), "order.own_step"),
        (Heard("cut", "done", "係長", " "), "order.no_teller"),
        (Heard("cut", "done", "", "山田"), "order.no_teller"),
        (word("cut", "ended"), "order.no_ending"),
    ],
)
def test_a_word_that_says_too_little_is_refused(order: Heard, code: str) -> None:
    steps = (run("cut", "lgwan", at=0), run("web-stop", "internet", after=("cut",)))
    sim = begun("internet", *steps)
    sim.order(order)
    assert [each.code for _, each in sim.world.refused] == [code]


def test_a_second_word_of_the_same_step_is_refused() -> None:
    sim = begun("internet", run("cut", "lgwan", at=0), m.ask("own", zone="internet", at=0))
    sim.order(word("cut"))
    sim.order(word("cut", "failed"))
    assert [each.code for _, each in sim.world.refused] == ["order.has_ended"]


def test_a_word_outlasts_a_crash() -> None:
    steps = (run("cut", "lgwan", at=0), m.ask("own", zone="internet", after=("cut",)))
    sim = begun("internet", *steps)
    sim.run(until=SECOND)
    stored = [*sim.events, e.SegmentWord(SECOND, "cut", "lgwan", "done", "a", "b")]
    again = Simulation.crashed_after(stored, World(), MINUTE)
    again.run(until=again.now)
    assert again.drill.step("own").is_open


def test_steps_of_other_zones_that_nobody_waits_for_do_not_hold_the_end() -> None:
    steps = (run("cut", "lgwan", at=0), m.inject("news", at=0, zone="internet"))
    drill = begun("internet", *steps).run()
    assert drill.ended is not None
    assert drill.ended.finish == "completed"
    assert drill.ended.at < MINUTE


def test_an_action_does_not_run_before_the_word_that_could_forbid_it() -> None:
    steps = (run("safe", "lgwan", at=0), run("restore", "internet", at=0))
    sim = begun("internet", *steps, forbid=(Forbid("safe", ("restore",)),))
    sim.run(until=MINUTE)
    assert not sim.drill.step("restore").is_open
    sim.order(word("safe"))
    assert endings(sim.run()) == {"safe": "done", "restore": "held"}


def test_an_action_that_another_zones_step_makes_needless_waits_for_word_of_it() -> None:
    steps = (run("fix", "lgwan", at=0), run("detour", "internet", at=0, unless=("fix",)))
    sim = begun("internet", *steps)
    sim.run(until=MINUTE)
    sim.order(word("fix"))
    assert endings(sim.run()) == {"fix": "done", "detour": "skipped"}


def test_a_pretended_state_of_a_system_here_comes_by_word() -> None:
    steps = (
        run("cut", "lgwan", at=0, set=(Pretend("system", "web"),)),
        m.wait_for("web-back", "web", at=0),
    )
    world = World(down={"web": [(0, HOUR)]})
    sim = begun("internet", *steps, watch=(Watched("@all"),), world=world)
    sim.run(until=MINUTE)
    assert sim.drill.pretence("system", "web") is None
    sim.order(word("cut"))
    found = sim.drill.pretence("system", "web")
    assert found is not None
    assert found.began.at == MINUTE


def test_a_situation_at_a_set_time_comes_in_every_segment_by_its_clock() -> None:
    steps = (
        m.inject("quake", at=10 * SECOND, set=(Pretend("system", "web"),)),
        m.ask("ready", zone="internet", after=("quake",)),
    )
    sim = begun("internet", *steps)
    sim.run(until=MINUTE)
    ended = sim.drill.step("quake").ended
    assert ended is not None
    assert (ended.at, ended.source) == (10 * SECOND, "injected")
    assert sim.drill.pretence("system", "web") is not None
    assert sim.drill.step("ready").due == 10 * SECOND
    assert words_awaited(sim.drill, sim.now) == ()


def test_the_end_waits_for_the_moment_that_a_target_here_counts_from() -> None:
    steps = (m.ask("declare", at=0, marks="declaration"), m.inject("news", at=0, zone="internet"))
    sim = begun(
        "internet",
        *steps,
        watch=(Watched("@all"),),
        targets=(Goal(system="web", rto=Span(HOUR), start="declaration"),),
    )
    sim.run(until=MINUTE)
    assert sim.drill.closing is None
    sim.order(word("declare"))
    drill = sim.run()
    assert drill.moments["declaration"] == MINUTE


def test_a_deadline_from_another_zones_moment_begins_with_the_word() -> None:
    report = m.notify("tell", zone="internet", at=0, due=Due(Span(MINUTE), "declaration"))
    own = m.ask("own", zone="internet", at=0)
    sim = begun("internet", m.ask("declare", at=0, marks="declaration"), report, own)
    assert [step for step, _ in words_awaited(sim.drill, 0)] == ["declare"]


def test_people_answer_for_a_zone_without_a_terminal_and_nothing_is_sent_there() -> None:
    steps = (
        m.wait_for("juki-back", "juki", at=0),
        run("juki-stop", "my_number", at=0),
        run("web-stop", "internet", at=0),
    )
    people = {each: (Said(Answer(each, "done", "市民課")),) for each in ("juki-back", "juki-stop")}
    sim = begun("lgwan", *steps, world=World(people=people), watch=(Watched("@all"),))
    drill = sim.run()
    assert sim.world.done == []
    assert {each.system for each in drill.started().checks} == {"files"}
    assert {each.system for each in drill.started().targets} == {"files", "juki"}
    ended = [drill.step(each).ended for each in ("juki-back", "juki-stop")]
    assert [each.source for each in ended if each] == ["observed", "observed"]
    assert not drill.step("web-stop").is_open


def test_a_single_terminal_does_everything_but_what_only_people_reach() -> None:
    steps = (run("web-stop", "internet", at=0), run("juki-stop", "my_number", at=0))
    people = {"juki-stop": (Said(Answer("juki-stop", "done", "市民課")),)}
    sim = begun(None, *steps, world=World(people=people), watch=(Watched("@all"),))
    drill = sim.run()
    assert [each.server for each in sim.world.done] == ["internet-sv"]
    assert {each.system for each in drill.started().checks} == {"files", "web"}
    ended = drill.step("juki-stop").ended
    assert ended is not None
    assert ended.source == "observed"


def test_nothing_can_be_run_from_a_zone_without_a_terminal_or_without_a_step() -> None:
    only = run("cut", "lgwan", at=0)
    codes = [
        [each.code for each in preconditions(brief(zone, only))]
        for zone in ("lgwan", "internet", "my_number")
    ]
    assert codes == [[], ["prepare.nothing_here"], ["prepare.unmanned"]]


def test_a_segment_needs_no_permission_for_what_another_one_does() -> None:
    old = replace(_COMMANDS[2], allowed_until="2026-01-01")
    server = replace(PLAN.servers[0], commands=(old,))
    plan = replace(PLAN, servers=(server, *PLAN.servers[1:]))
    made = brief("internet", run("cut", "lgwan", at=0), m.ask("own", zone="internet"))
    assert preconditions(replace(made, plan=plan)) == ()


def test_what_a_step_is_to_a_segment() -> None:
    cut, look, own = run("cut", "lgwan"), m.wait_for("look", "juki"), run("own", "internet")
    lgwan, internet = brief("lgwan", cut, look, own), brief("internet", cut, look, own)
    assert [is_foreign(internet, each) for each in (cut, look, own)] == [True, True, False]
    assert [is_foreign(lgwan, each) for each in (cut, look, own)] == [False, False, True]
    assert [is_people_only(lgwan, each) for each in (cut, look, own)] == [False, True, False]


def test_a_question_takes_the_control_target_of_the_zone_it_is_asked_from() -> None:
    silent = replace(m.call("gateway", m.SILENT), control=None, server="my_number-sv")
    plan = replace(PLAN, zones=(replace(ZONES[0], control=m.CONTROL), *ZONES[1:]))
    step = m.step("isolated", Probe(silent), zone="lgwan")
    made = brief("lgwan", step)
    around = Circumstances(
        "r1", "walkthrough", made.calendar, made.wall_ns, made.today, "op", "t", "lgwan"
    )
    do = prepared(plan, made.scenario, around).scenario.steps[0].do
    assert isinstance(do, Probe)
    assert do.call.control == m.CONTROL
    assert not isinstance(do.call.control, Message)


def test_no_secret_is_wanted_for_a_server_of_another_zone() -> None:
    steps = (run("cut", "lgwan"), run("web-stop", "internet"), run("juki-stop", "my_number"))
    assert servers_used(brief("lgwan", *steps)) == ("lgwan-sv",)
    assert servers_used(brief("internet", *steps)) == ("internet-sv",)
    assert servers_used(brief(None, *steps)) == ("lgwan-sv", "internet-sv")


def test_word_is_awaited_once_what_keeps_it_back_through_another_zone_has_ended() -> None:
    steps = (
        m.ask("first", zone="internet", at=0),
        run("cut", "lgwan", after=("first",)),
        run("mend", "lgwan", after=("cut",)),
        run("last", "internet", after=("mend",)),
    )
    sim = begun("internet", *steps)
    assert words_awaited(sim.drill, 0) == ()
    sim.order(Answer("first", "done", "op"))
    assert words_awaited(sim.drill, 0) == (("mend", 0),)


def test_a_recovery_time_from_a_moment_heard_of_has_the_time_before_the_word_as_its_error() -> None:
    steps = (
        m.ask("ready", zone="internet", at=0),
        m.ask("declare", after=("ready",), marks="declaration"),
        m.wait_for("back", "web", after=("declare",)),
    )
    world = World(down={"web": [(5 * SECOND, 90 * SECOND)]})
    sim = begun(
        "internet",
        *steps,
        world=world,
        watch=(Watched("@all"),),
        targets=(Goal(system="web", rto=Span(HOUR), start="declaration"),),
    )
    sim.run(until=20 * SECOND)
    sim.order(Answer("ready", "done", "op"))
    sim.run(until=MINUTE)
    sim.order(word("declare"))
    (found,) = recoveries(sim.run())
    assert found.rto.actual is not None
    # It came back after 90 s. Declared between 20 s, when it could first be, and the word at 60 s.
    assert 28 * SECOND <= found.rto.actual.low <= 31 * SECOND
    assert 69 * SECOND <= found.rto.actual.high <= 72 * SECOND


def test_a_goal_from_a_moment_heard_of_has_the_time_before_the_word_as_its_error() -> None:
    steps = (
        m.ask("declare", at=0, marks="declaration"),
        m.ask("own", zone="internet", after=("declare",)),
    )
    goals = (Goal(step="own", within=Span(HOUR), start="declaration"),)
    sim = begun("internet", *steps, targets=goals)
    sim.run(until=MINUTE)
    sim.order(word("declare"))
    sim.run(until=2 * MINUTE)
    sim.order(Answer("own", "done", "op"))
    ((_, result),) = step_results(sim.run())
    assert result.actual is not None
    assert (result.actual.low, result.actual.high) == (MINUTE, 2 * MINUTE)


def test_a_goal_of_another_zones_step_is_its_own() -> None:
    steps = (run("cut", "lgwan", at=0), m.inject("news", at=0, zone="internet"))
    drill = begun("internet", *steps, targets=(Goal(step="cut", within=Span(HOUR)),)).run()
    assert step_results(drill) == ()
    assert overall(drill) is Overall.PASSED
