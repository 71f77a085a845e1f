"""The laws of the tracker, on values: a true edge lies in every bracket, and none is missed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import event, given, settings
from hypothesis import strategies as st

from bcp.asking import Settled
from bcp.durations import MILLISECOND, SECOND, Span
from bcp.message import Message
from drills.core.events import CheckFlapped, CheckLost, CheckReturned, CheckTally, Sample
from drills.core.watch import Fact, Tracker, resumed
from scenarios.reading import Reading

TIMEOUT = 2 * SECOND
EVERY = SECOND


def good(sent: int, received: int | None = None) -> Sample:
    return Sample(sent, sent + 10 if received is None else received, "held", Reading())


def bad(sent: int, received: int | None = None) -> Sample:
    return Sample(sent, sent + 10 if received is None else received, "broken", Reading())


def unknown(sent: int) -> Sample:
    reading = Reading.unknown(Message("test.nobody_knows"))
    return Sample(sent, sent + 10, "unknown", reading)


def heard(*samples: Sample, settled: int = 3) -> list[Fact]:
    tracker = Tracker("c", Settled(settled))
    facts: list[Fact] = []
    for sample in samples:
        tracker, more = tracker.heard(sample)
        facts += more
    return facts


def test_a_loss_lies_between_the_last_good_sending_and_the_first_bad_receipt() -> None:
    (lost,) = heard(good(0), good(100), bad(200))
    assert isinstance(lost, CheckLost)
    assert lost.last_good is not None
    assert (lost.last_good.sent, lost.first_bad.received) == (100, 210)


def test_bad_from_the_first_answer_on_is_a_loss_before_the_watch() -> None:
    (lost,) = heard(bad(0))
    assert isinstance(lost, CheckLost)
    assert lost.last_good is None


def test_a_silence_that_ends_after_newer_answers_were_good_is_a_loss_all_the_same() -> None:
    silent, limit = bad(200, 700), 500
    answers = (good(0), good(100), good(300), good(400), good(500), good(600), silent)
    tracker = Tracker("c", Settled(2), limit)
    facts: list[Fact] = []
    for each in (*answers, good(720), good(820)):
        tracker, more = tracker.heard(each)
        facts += more
    lost, returned = facts
    assert isinstance(lost, CheckLost)
    assert lost.last_good is not None
    assert (lost.last_good.sent, lost.first_bad.received) == (100, 700)
    assert isinstance(returned, CheckReturned)
    assert (returned.last_bad.sent, returned.first_good.received) == (200, 730)


def test_a_return_counts_from_the_first_good_of_the_settled_streak() -> None:
    facts = heard(good(0), bad(100), bad(200), good(300), good(400), good(500))
    returned = facts[-1]
    assert isinstance(returned, CheckReturned)
    assert (returned.last_bad.sent, returned.first_good.received) == (200, 310)
    assert returned.at == 510


def test_a_flap_resets_the_streak_and_is_listed() -> None:
    facts = heard(
        good(0), bad(100), good(200), good(300), bad(400), good(500), good(600), good(700)
    )
    flap, returned = facts[1:]
    assert isinstance(flap, CheckFlapped)
    assert (flap.good_answers, flap.last_bad.sent, flap.first_bad.received) == (2, 100, 410)
    assert isinstance(returned, CheckReturned)
    assert returned.last_bad.sent == 400


def test_an_ask_sent_before_the_first_good_answer_never_breaks_its_streak() -> None:
    facts = heard(good(0), bad(100), good(300, 320), bad(250, 400), good(500), good(600))
    assert [type(each) for each in facts] == [CheckLost, CheckReturned]


def test_a_good_answer_to_an_old_question_is_no_return() -> None:
    facts = heard(good(0), bad(200), good(150, 300), good(160, 310), good(170, 320))
    assert [type(each) for each in facts] == [CheckLost]


def test_overlapping_answers_have_no_order_so_an_older_witness_is_taken() -> None:
    # Bad from 900 to 2500: the slow good answer was made at 2600, the bad one at 1200.
    (lost,) = heard(good(0), good(1000, 2700), bad(1100, 2800))
    assert isinstance(lost, CheckLost)
    assert lost.last_good is not None
    assert lost.last_good.sent == 0


def test_a_settled_span_counts_from_the_first_good_sending() -> None:
    tracker = Tracker("c", Settled(span=Span(30)))
    facts: list[Fact] = []
    for sample in (good(0), bad(100), good(200), good(229), good(230)):
        tracker, more = tracker.heard(sample)
        facts += more
    assert facts[-1].at == 240


def test_unknown_widens_the_bracket_and_is_no_loss() -> None:
    facts = heard(good(0), unknown(100), unknown(200), bad(300))
    assert [type(each).__name__ for each in facts] == ["UnknownBegan", "UnknownEnded", "CheckLost"]
    lost = facts[-1]
    assert isinstance(lost, CheckLost)
    assert lost.last_good is not None
    assert lost.last_good.sent == 0


def test_a_restart_widens_the_bracket_by_one_window_at_most() -> None:
    tally = CheckTally("c", 5, 0, 0, 0, 4_000, None, 0, 5)
    tracker = resumed("c", Settled(3), (4_100, tally), None)
    _, (lost,) = tracker.heard(bad(9_000))
    assert isinstance(lost, CheckLost)
    assert lost.last_good is not None
    assert lost.last_good.sent == 4_000


def test_an_outage_open_at_the_restart_returns_after_it() -> None:
    tally = CheckTally("c", 0, 5, 0, 0, 900, 4_000, None, 0)
    tracker = resumed("c", Settled(1), (4_100, tally), bad(1_000))
    _, (returned,) = tracker.heard(good(9_000))
    assert isinstance(returned, CheckReturned)
    assert (returned.last_bad.sent, returned.first_good.received) == (4_000, 9_010)


@dataclass(frozen=True)
class World:
    """True states by segment, and asks whose answers may be slow, overlap, or never come."""

    edges: tuple[int, ...]
    first_up: bool
    samples: tuple[Sample, ...]

    def up_at(self, instant: int) -> bool:
        passed = sum(edge <= instant for edge in self.edges)
        return self.first_up ^ (passed % 2 == 1)

    def brackets(self, facts: list[Fact], *, loss: bool) -> list[tuple[int, int]]:
        found = []
        for fact in facts:
            if isinstance(fact, CheckLost) and loss and fact.last_good is not None:
                found.append((fact.last_good.sent, fact.first_bad.received))
            if isinstance(fact, CheckReturned) and not loss:
                found.append((fact.last_bad.sent, fact.first_good.received))
            if isinstance(fact, CheckFlapped) and loss:
                found.append((fact.last_good.sent, fact.first_bad.received))
            if isinstance(fact, CheckFlapped) and not loss:
                found.append((fact.last_bad.sent, fact.first_good.received))
        return found


@st.composite
def worlds(draw: st.DrawFn, shortest: int) -> World:
    """Any true states; each ask is processed at some instant of its way, or never answered.

    An answer may get lost only where the state was bad at some instant between sending and
    deadline: the path belongs to what is asked about. An ask may also be impossible (unknown).
    """
    length = st.one_of(st.integers(3 * SECOND, 12 * SECOND), st.integers(shortest, 20 * SECOND))
    lengths = draw(st.lists(length, min_size=2, max_size=5))
    edges = tuple(sum(lengths[: n + 1]) for n in range(len(lengths) - 1))
    world = World(edges, draw(st.booleans()), ())
    samples = []
    for tick in range(0, sum(lengths), EVERY):
        sent = tick + draw(st.integers(0, 200 * MILLISECOND))
        kind = draw(st.sampled_from(("answer", "answer", "answer", "slow", "lost", "unknown")))
        limit = 50 * MILLISECOND if kind == "answer" else TIMEOUT
        received = sent + draw(st.integers(1, limit))
        processed = draw(st.integers(sent, received))
        if kind == "unknown":
            samples.append(Sample(sent, received, "unknown", Reading()))
            continue
        was_bad = any(not world.up_at(each) for each in (sent, sent + TIMEOUT)) or any(
            sent < edge <= sent + TIMEOUT for edge in edges
        )
        if kind == "lost" and was_bad:
            samples.append(Sample(sent, sent + TIMEOUT, "broken", Reading()))
            continue
        up = world.up_at(processed)
        samples.append(Sample(sent, received, "held" if up else "broken", Reading()))
    ordered = tuple(sorted(samples, key=lambda each: each.received))
    return World(edges, world.first_up, ordered)


def told(world: World, settled: Settled, patience: int = 0) -> list[Fact]:
    tracker = Tracker("c", settled, patience)
    facts: list[Fact] = []
    for sample in world.samples:
        tracker, more = tracker.heard(sample)
        facts += more
    return facts


# How long an answer is waited for: not told, or the time after which these worlds give up.
PATIENCE = st.sampled_from((0, TIMEOUT))
SETTLED = st.one_of(
    st.integers(1, 5).map(Settled),
    st.integers(0, 5 * SECOND).map(lambda us: Settled(span=Span(us))),
)


@settings(max_examples=400, deadline=None)
@given(worlds(shortest=1 * MILLISECOND), SETTLED, PATIENCE)
def test_a_true_edge_lies_in_every_bracket_whatever_happens(
    world: World, settled: Settled, patience: int
) -> None:
    facts = told(world, settled, patience)
    for loss in (True, False):
        true = [
            edge for n, edge in enumerate(world.edges) if (world.first_up ^ (n % 2 == 1)) == loss
        ]
        for low, high in world.brackets(facts, loss=loss):
            event("a bracket")
            assert any(low <= edge <= high for edge in true)


@settings(max_examples=400, deadline=None)
@given(worlds(shortest=1 * MILLISECOND), SETTLED, PATIENCE)
def test_every_true_edge_between_seen_states_lies_in_a_bracket(
    world: World, settled: Settled, patience: int
) -> None:
    facts = told(world, settled, patience)
    bounds = (0, *world.edges, 10**12)
    seen = [_seen(world, low, high) for low, high in pairwise(bounds)]
    for n, edge in enumerate(world.edges):
        # A state too short to be seen hides its neighbours' edges from anybody who asks.
        if not all(seen[: n + 2]):
            break
        event("an edge between two seen states")
        loss = world.first_up ^ (n % 2 == 1)
        brackets = world.brackets(facts, loss=loss)
        if not loss and settled != Settled(1):
            # A return is told only when it has settled or broken again.
            brackets += _open_streak(world, settled, patience)
        assert any(low <= edge <= high for low, high in brackets)


def _seen(world: World, low: int, high: int) -> bool:
    """Whether an ask was sent and answered within one true state, and said what that state was."""
    wanted = "held" if world.up_at(low) else "broken"
    return any(
        each.outcome == wanted and low <= each.sent and each.received < high
        for each in world.samples
    )


def _open_streak(world: World, settled: Settled, patience: int) -> list[tuple[int, int]]:
    tracker = Tracker("c", settled, patience)
    for sample in world.samples:
        tracker, _ = tracker.heard(sample)
    if tracker.streak is None or tracker.run is None:
        return []
    last_bad = tracker.run.witness_before(tracker.streak.first)
    return [(last_bad.sent, tracker.streak.first.received)] if last_bad else []
