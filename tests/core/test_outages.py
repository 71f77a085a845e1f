"""Outages joined over checks, needs and pretences, against the plain truth second by second."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bcp.model import Level, Need, System
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.outages import Bracket, Outage, joined, outages_of
from drills.core.state import CheckState, Drill, Pretence
from scenarios.reading import Reading
from tests.core import making as m

END = 40
Spell = tuple[int, int | None]
SYSTEMS = (
    System("web", probe=(m.call("w1", id="w1"), m.call("w2", id="w2"))),
    m.system("db"),
    m.system("net1"),
    m.system("net2"),
    System("mail", depends_on=(Need(("web",)), Need(("net1", "net2")), Need(("db",)))),
    System("portal", depends_on=(Need(("mail", "net2")), Need(("portal",)))),
)
BRIEF: Brief = m.brief(m.inject("a"), systems=SYSTEMS)
CHECKS = tuple(each.id for each in BRIEF.checks)


def sample(at: int, *, good: bool) -> e.Sample:
    return e.Sample(at, at, "held" if good else "broken", Reading())


def lost(check: str, low: int | None, high: int) -> e.CheckLost:
    before = None if low is None else sample(low, good=True)
    return e.CheckLost(high, check, before, sample(high, good=False))


def returned(check: str, low: int, high: int) -> e.CheckReturned:
    return e.CheckReturned(high, check, sample(low, good=False), sample(high, good=True))


def state_of(check: str, spells: tuple[Spell, ...]) -> CheckState:
    return CheckState(
        tuple(
            (lost(check, low, low), None if high is None else returned(check, high, high))
            for low, high in spells
        )
    )


def known(spells: dict[str, tuple[Spell, ...]]) -> Drill:
    checks = {each: state_of(each, spells.get(each, ())) for each in CHECKS}
    return replace(Drill(), brief=BRIEF, now=END, checks=checks)


def down(spells: tuple[Spell, ...]) -> set[int]:
    return {at for low, high in spells for at in range(low, END if high is None else high)}


def runs(seconds: set[int]) -> list[Spell]:
    out: list[Spell] = []
    for at in sorted(seconds):
        if out and out[-1][1] == at:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return [(low, None if high == END else high) for low, high in out]


def told(drill: Drill, system: str) -> list[Spell]:
    return [
        (each.lost.low, None if each.returned is None else each.returned.high)
        for each in outages_of(drill, system, None)
    ]


@st.composite
def spells(draw: st.DrawFn) -> tuple[Spell, ...]:
    edges = sorted(draw(st.sets(st.integers(0, END - 1), max_size=6)))
    pairs: list[Spell] = [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=False)]
    return (*pairs, (edges[-1], None)) if len(edges) % 2 else tuple(pairs)


@given(st.fixed_dictionaries({each: spells() for each in CHECKS}))
def test_outages_are_the_truth_joined_over_checks_needs_and_alternatives(
    every: dict[str, tuple[Spell, ...]],
) -> None:
    drill = known(every)
    web = down(every["web/w1"]) | down(every["web/w2"])
    db, net1, net2 = (down(every[f"{each}/tcp"]) for each in ("db", "net1", "net2"))
    mail = web | (net1 & net2) | db
    assert told(drill, "web") == runs(web)
    assert told(drill, "mail") == runs(mail)
    # Its need of itself says nothing, and does no harm.
    assert told(drill, "portal") == runs(mail & net2)


def outage(low: int, high: int, back: tuple[int, int] | None) -> Outage:
    return Outage(Bracket(low, high), None if back is None else Bracket(*back))


def test_of_joined_outages_the_first_loss_and_the_last_return_count() -> None:
    one, other = outage(10, 12, (20, 25)), outage(11, 15, (22, 23))
    (whole,) = joined([one, other])
    assert (whole.lost, whole.returned) == (Bracket(10, 12), Bracket(22, 25))


def test_what_never_came_back_swallows_what_follows() -> None:
    (whole,) = joined([outage(10, 12, None), outage(20, 21, (30, 31))])
    assert whole.returned is None


def test_alternatives_are_known_by_the_weaker_of_their_losses() -> None:
    systems = (m.system("one"), m.system("two"), System("s", depends_on=(Need(("one", "two")),)))
    brief = m.brief(m.inject("a"), systems=systems)
    began = e.PretenceSet(5, "system", "two", "down", "a", None)
    ended = e.PretenceCleared(30, "system", "two", "b", "injected")
    drill = replace(
        Drill(),
        brief=brief,
        now=END,
        checks={"one/tcp": state_of("one/tcp", ((10, 20),)), "two/tcp": CheckState()},
        pretences=(Pretence(began, ended),),
    )
    (both,) = outages_of(drill, "s", None)
    assert (both.lost, both.returned) == (Bracket(10, 10), Bracket(20, 20))
    assert (both.lost_source, both.return_source) == ("injected", "measured")


def pretended(*spells: tuple[int, int | None, str], system: System) -> Drill:
    brief = m.brief(m.inject("a"), systems=(system,))
    pretences = tuple(
        Pretence(
            e.PretenceSet(low, "system", system.id, state, "a", None),
            None if high is None else e.PretenceCleared(high, "system", system.id, "b", "observed"),
        )
        for low, high, state in spells
    )
    checks = {each.id: CheckState() for each in brief.checks}
    return replace(Drill(), brief=brief, now=END, pretences=pretences, checks=checks)


def test_a_pretended_outage_is_injected_and_ends_with_the_evidence_that_ended_it() -> None:
    (one,) = outages_of(pretended((5, 9, "down"), system=m.system("web")), "web", None)
    assert (one.lost_source, one.return_source, one.source) == ("injected", "observed", "injected")


def test_each_rung_returns_when_its_own_level_was_reached() -> None:
    levels = (Level("one"), Level("all"))
    drill = pretended((5, 9, "down"), (9, 20, "one"), system=System("desk", levels=levels))
    assert [each.returned for each in outages_of(drill, "desk", "one")] == [Bracket(9, 9)]
    assert [each.returned for each in outages_of(drill, "desk", "all")] == [Bracket(20, 20)]


def test_while_it_is_pretended_to_be_up_a_real_outage_does_not_count() -> None:
    drill = pretended((5, None, "up"), system=m.system("web"))
    checks = {"web/tcp": state_of("web/tcp", ((10, 20),))}
    assert outages_of(replace(drill, checks=checks), "web", None) == ()


def aside(spells: tuple[Spell, ...], at: int) -> tuple[Outage, ...]:
    brief = m.brief(m.inject("a"), systems=(m.system("web"),))
    said = e.CheckSetAside(at, "web/tcp", "hanako", "seen")
    state = replace(state_of("web/tcp", spells), set_aside=said)
    return outages_of(
        replace(Drill(), brief=brief, now=END, checks={"web/tcp": state}), "web", None
    )


def test_an_outage_ends_by_sight_when_its_check_is_set_aside() -> None:
    (one,) = aside(((10, None),), at=15)
    assert (one.returned, one.return_source) == (Bracket(15, 15), "observed")


def test_what_a_check_says_after_it_was_set_aside_does_not_count() -> None:
    assert len(aside(((10, 12), (20, None)), at=15)) == 1


def test_an_answer_from_before_the_drill_makes_no_backward_bracket() -> None:
    state = CheckState(((lost("web/tcp", None, -5), None),))
    brief = m.brief(m.inject("a"), systems=(m.system("web"),))
    drill = replace(Drill(), brief=brief, now=END, checks={"web/tcp": state})
    (one,) = outages_of(drill, "web", None)
    assert one.unseen_loss
    assert one.lost.low <= one.lost.high
