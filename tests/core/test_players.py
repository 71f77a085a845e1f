"""What the players see is what was given to them, whatever the scenario and however far it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bcp.durations import MINUTE, SECOND
from bcp.message import Text
from bcp.model import CommandRef
from bcp.people import Role
from drills.core import orders as o
from drills.core.machine import evolve
from drills.core.players import PlayersPage, page_of
from drills.core.state import Drill
from scenarios.model import (
    MODES,
    Approval,
    Ask,
    Inject,
    Mode,
    Notify,
    Pretend,
    Probe,
    Run,
    Safety,
    Step,
    StepKind,
    Wait,
)
from tests.core import making as m
from tests.core.simulation import Said, Simulation, World, drilled

WEB = m.system("web", name=Text("ホームページ", "Home page"))


def words_on(value: object) -> Iterator[str]:
    """Every text that stands anywhere on a page."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from words_on(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from words_on(each)


def at(run: Simulation, now: int) -> PlayersPage:
    run.run(until=now)
    return page_of(run.drill, run.now)


def test_a_situation_is_seen_from_the_instant_at_which_it_is_given() -> None:
    run = Simulation(World()).begin(m.brief(m.inject("a", at=0), m.inject("b", at=MINUTE)))
    assert [each.text.ja for each in at(run, SECOND).given] == ["【訓練】a"]
    assert [each.text.ja for each in at(run, MINUTE).given] == ["【訓練】a", "【訓練】b"]


def test_a_question_is_wanted_until_it_is_answered() -> None:
    step = m.ask("a", at=0, within=30 * SECOND, by="lead")
    brief = m.brief(step, m.inject("later", at=MINUTE))
    run = Simulation(World()).begin(brief)
    (wanted,) = at(run, SECOND).wanted
    assert (wanted.step, wanted.by, wanted.until) == ("a", Text("lead"), 30 * SECOND)
    run.order(o.Answer("a", "done", "x"))
    assert at(run, 2 * SECOND).wanted == ()


def test_roles_are_called_by_their_names() -> None:
    brief = m.brief(m.ask("a", at=0, by="lead"), m.step("b", Inject(Text("b"), to="lead"), at=0))
    lead = Role("lead", Text("責任者", "Head"))
    named = replace(brief, plan=replace(brief.plan, roles=(lead,)))
    page = at(Simulation(World()).begin(named), SECOND)
    assert page.wanted[0].by == page.given[0].to == lead.name


def test_an_action_that_waits_for_an_approval_is_not_told_before_it_has_happened() -> None:
    told = Text("何者かに書き換えられたものとします", "Assume that the page was defaced")
    brief = m.brief(m.run("a", say=told), safety=m.approvals("a", "lead", "owner"))
    run = Simulation(World()).begin(brief)
    run.order(o.Approve("a", "lead", "x"))
    page = at(run, SECOND)
    assert page.wanted == ()
    assert told.ja not in words_on(page)


def test_how_systems_stand_is_told_from_the_moment_of_detection_on() -> None:
    told = m.inject("told", at=MINUTE, marks="detection")
    brief = m.brief(told, m.inject("later", at=2 * MINUTE), systems=(WEB,))
    run = Simulation(World(down={"web": [(0, 10 * MINUTE)]})).begin(brief)
    assert at(run, 59 * SECOND).systems == ()
    assert [(each.id, each.up) for each in at(run, MINUTE).systems] == [("web", False)]


def test_what_is_pretended_looks_like_what_is_real() -> None:
    told = m.inject("a", at=0, marks="detection")
    pretend = replace(told, set=(Pretend("system", "web"),))
    really = Simulation(World(down={"web": [(0, 10 * MINUTE)]}))
    pretended = Simulation(World())
    later = m.inject("later", at=5 * MINUTE)
    for run, first in ((really, told), (pretended, pretend)):
        run.begin(m.brief(first, later, systems=(WEB,)))
    seen = at(really, 10 * SECOND).systems
    assert [each.up for each in seen] == [False]
    assert at(pretended, 10 * SECOND).systems == seen


def test_what_nobody_can_tell_is_not_said_to_work() -> None:
    told = m.inject("a", at=0, marks="detection")
    brief = m.brief(told, m.inject("b", at=MINUTE), systems=(m.system("mail", probed=False),))
    (seen,) = at(Simulation(World()).begin(brief), SECOND).systems
    assert seen.up is None


def test_nothing_is_wanted_any_more_when_the_drill_is_being_closed() -> None:
    run = Simulation(World()).begin(m.brief(m.ask("a", at=0), m.inject("b", at=MINUTE)))
    run.order(o.Abort("x"))
    assert page_of(run.drill, run.now).wanted == ()
    assert page_of(run.drill, run.now).ended


def test_the_real_event_takes_the_mark_of_the_drill_away() -> None:
    run = Simulation(World()).begin(m.brief(m.inject("b", at=MINUTE)))
    run.order(o.RealEvent("x"))
    assert page_of(run.drill, run.now).real_event


_KINDS = st.sampled_from(("inject", "ask", "notify", "run", "wait", "probe"))


def _kind(kind: str, name: str) -> StepKind:
    """What a step is about, in words that name the step, so that a leak can be found."""
    do: dict[str, StepKind] = {
        "inject": Inject(Text(name), to=name, sender=name),
        "ask": Ask(Text(name)),
        "notify": Notify(Text(name), Text(name)),
        "run": Run(CommandRef("sv", "cut"), CommandRef("sv", "restore")),
        "wait": Wait(system="web"),
        "probe": Probe(m.call("web")),
    }
    return do[kind]


@st.composite
def _scenarios(draw: st.DrawFn) -> tuple[Step, ...]:
    steps: list[Step] = []
    for number, kind in enumerate(draw(st.lists(_KINDS, min_size=2, max_size=7))):
        name = f"秘密{number}号"
        pretends: bool = draw(st.booleans())
        waits: bool = draw(st.booleans())
        made = m.step(
            name,
            _kind(kind, name),
            at=draw(st.none() | st.integers(0, 120).map(lambda each: each * SECOND)),
            after=(draw(st.sampled_from(steps)).id,) if steps and waits else (),
            within=MINUTE,
            say=Text(name),
            set=(Pretend("system", "web"),) if pretends else (),
            marks=draw(st.sampled_from((None, "detection"))),
        )
        steps.append(made)
    return tuple(steps)


@settings(max_examples=60, deadline=None)
@given(_scenarios(), st.sampled_from(MODES))
def test_no_page_ever_holds_a_word_of_what_is_still_to_come(
    steps: tuple[Step, ...], mode: Mode
) -> None:
    acts = tuple(Approval(each.id, ("lead",)) for each in steps if isinstance(each.do, Run))
    brief = m.brief(*steps, mode=mode, systems=(WEB,), safety=Safety(approvals=acts))
    titled = replace(brief, scenario=replace(brief.scenario, title=Text("秘密99号")))
    people: dict[str, tuple[Said, ...]] = {
        each.id: (Said(o.Answer(each.id, "done", "x")), Said(o.Approve(each.id, "lead", "x")))
        for each in steps
    }
    machines = {each.id for each in steps if isinstance(each.do, Run | Wait | Probe)}
    drill = Drill()
    for event in drilled(titled, World(people=people)).events:
        drill = evolve(drill, event)
        begun = {name for name, state in drill.steps.items() if state.due is not None}
        page = page_of(drill, max(0, event.at))
        words = list(words_on(page))
        named = {each for word in words for each in re.findall(r"秘密\d+号", word)}
        assert named <= begun
        assert mode != "operational" or not named & machines
        assert bool(page.systems) == ("detection" in drill.moments)
        assert not {"down", "injected", "pretended"} & set(words)
