"""One tracker for each watched check: answers in, facts out, and every bracket a proof.

What an answer proves: the check was good (or bad) at *some* instant between its sending and its
receipt. Nothing else is known; answers may overlap, be late, or never come (then the deadline is
the receipt). From that alone follow the three laws of this file:

1. Two answers have an order only if one was received before the other was sent.
2. A bracket stands between two opposite answers that have an order, from the sending of the first
   to the receipt of the second. So a true edge lies in every bracket.
3. An answer that has no order with any answer of the present run proves nothing about a change,
   and is left out of account. So an ask sent before a good answer came never breaks its streak.

An answer that could not be had (unknown) proves nothing either way: brackets widen by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from bcp.asking import Settled
from drills.core.events import (
    CheckFlapped,
    CheckLost,
    CheckReturned,
    CheckTally,
    Sample,
    UnknownBegan,
    UnknownEnded,
)
from scenarios.reading import Reading

Fact = CheckLost | CheckReturned | CheckFlapped | UnknownBegan | UnknownEnded
Belief = Literal["none", "good", "bad"]


@dataclass(frozen=True)
class Run:
    """Answers of one kind with nothing of the other kind proven between them.

    `first` opened the run; `recent` are those that a later answer may still need as its witness.
    """

    first: Sample
    recent: tuple[Sample, ...]
    count: int = 1

    @classmethod
    def opened_by(cls, sample: Sample) -> Run:
        """Start a run with one answer."""
        return cls(sample, (sample,))

    def joined_by(self, sample: Sample, patience: int) -> Run:
        """Take in one more answer of the same kind, sent after the run's first.

        `patience` is how long an answer is waited for, so how late the answer may be to which
        one of these is the witness.
        """
        if sample.sent <= self.first.sent:
            return self
        oldest = sample.sent - patience
        settled = [each for each in self.recent if each.received <= oldest]
        # Of the answers that came before every ask still on its way, only the latest sent can ever
        # be the tightest witness; any of the others may be one later.
        best = max(settled, key=lambda each: each.sent, default=None)
        kept = tuple(each for each in self.recent if each is best or each.received > oldest)
        return Run(self.first, (*kept, sample), self.count + 1)

    def witness_before(self, sample: Sample) -> Sample | None:
        """Find the latest-sent answer of the run that was received before `sample` was sent."""
        ordered = [each for each in self.recent if each.received <= sample.sent]
        return max(ordered, key=lambda each: each.sent, default=None)

    @property
    def last(self) -> Sample:
        """The latest sent."""
        return max(self.recent, key=lambda each: each.sent)


@dataclass(frozen=True)
class Counts:
    """What came in since the last window was closed."""

    held: int = 0
    broken: int = 0
    unknown: int = 0
    late: int = 0


@dataclass(frozen=True)
class Tracker:
    """What is believed of one check, and on which answers.

    While `belief` is bad, `run` holds the bad answers and `streak` the good ones that may become a
    return. While it is good, `run` holds the good ones.
    """

    check: str
    settled: Settled
    patience: int = 0
    belief: Belief = "none"
    run: Run | None = None
    streak: Run | None = None
    unknown_since: Sample | None = None
    last_held: int | None = None
    last_broken: int | None = None
    counts: Counts = field(default_factory=Counts)

    def heard(self, sample: Sample) -> tuple[Tracker, tuple[Fact, ...]]:
        """Take in one answer; answers come in the order of their receipt."""
        counted = self._counted(sample)
        if sample.outcome == "unknown":
            if self.unknown_since is not None:
                return counted, ()
            began = UnknownBegan(sample.received, self.check, sample)
            return replace(counted, unknown_since=sample), (began,)
        facts: tuple[Fact, ...] = ()
        if self.unknown_since is not None:
            ended = UnknownEnded(sample.received, self.check, self.unknown_since.sent)
            counted, facts = replace(counted, unknown_since=None), (ended,)
        after, more = counted._good(sample) if sample.outcome == "held" else counted._bad(sample)
        return after, facts + more

    def tally(self) -> tuple[Tracker, CheckTally]:
        """Close a window: what came in since the last one."""
        good = self.run if self.belief == "good" else self.streak
        tally = CheckTally(
            check=self.check,
            held=self.counts.held,
            broken=self.counts.broken,
            unknown=self.counts.unknown,
            late=self.counts.late,
            last_held=self.last_held,
            last_broken=self.last_broken,
            run_since=good.first.sent if good else None,
            run=good.count if good else 0,
        )
        return replace(self, counts=Counts()), tally

    def _counted(self, sample: Sample) -> Tracker:
        counts, kind = self.counts, sample.outcome
        latest = max(self.last_held or 0, self.last_broken or 0)
        late = counts.late + (kind != "unknown" and sample.sent < latest)
        if kind == "unknown":
            return replace(self, counts=replace(counts, unknown=counts.unknown + 1, late=late))
        if kind == "held":
            return replace(
                self,
                counts=replace(counts, held=counts.held + 1, late=late),
                last_held=max(sample.sent, self.last_held or sample.sent),
            )
        return replace(
            self,
            counts=replace(counts, broken=counts.broken + 1, late=late),
            last_broken=max(sample.sent, self.last_broken or sample.sent),
        )

    def _good(self, sample: Sample) -> tuple[Tracker, tuple[Fact, ...]]:
        if self.run is None:
            return replace(self, belief="good", run=Run.opened_by(sample)), ()
        if self.belief == "good":
            return replace(self, run=self.run.joined_by(sample, self.patience)), ()
        streak = (
            self.streak.joined_by(sample, self.patience) if self.streak else Run.opened_by(sample)
        )
        last_bad = self.run.witness_before(streak.first)
        if last_bad is None:
            return self, ()
        if not self._is_settled(streak):
            return replace(self, streak=streak), ()
        returned = CheckReturned(sample.received, self.check, last_bad, streak.first)
        return replace(self, belief="good", run=streak, streak=None), (returned,)

    def _is_settled(self, streak: Run) -> bool:
        if self.settled.span is not None:
            return streak.last.sent - streak.first.sent >= self.settled.span.us
        return streak.count >= self.settled.count

    def _bad(self, sample: Sample) -> tuple[Tracker, tuple[Fact, ...]]:
        opened = Run.opened_by(sample)
        if self.run is None:
            lost = CheckLost(sample.received, self.check, None, sample)
            return replace(self, belief="bad", run=opened), (lost,)
        if self.belief == "good":
            last_good = self.run.witness_before(sample)
            if last_good is None:
                return self, ()
            lost = CheckLost(sample.received, self.check, last_good, sample)
            return replace(self, belief="bad", run=opened, streak=None), (lost,)
        if self.streak is None:
            return replace(self, run=self.run.joined_by(sample, self.patience)), ()
        return self._flapped(sample, self.run, self.streak)

    def _flapped(self, sample: Sample, run: Run, streak: Run) -> tuple[Tracker, tuple[Fact, ...]]:
        last_good = streak.witness_before(sample)
        last_bad = run.witness_before(streak.first)
        if last_good is None or last_bad is None:
            return self, ()
        flap = CheckFlapped(
            at=sample.received,
            check=self.check,
            last_bad=last_bad,
            first_good=streak.first,
            last_good=last_good,
            first_bad=sample,
            good_answers=streak.count,
        )
        return replace(self, run=Run.opened_by(sample), streak=None), (flap,)


def resumed(
    check: str,
    settled: Settled,
    window: tuple[int, CheckTally] | None,
    lost: Sample | None,
    patience: int = 0,
) -> Tracker:
    """Take up a check after a restart, from its last recorded window and when that was closed.

    `lost` is the answer that opened the present outage, where there is one. What was heard after
    the last window is gone, so the next bracket is wider by at most one window.
    """
    fresh = Tracker(check, settled, patience)
    closed, tally = window if window is not None else (0, None)
    if lost is not None:
        run = Run.opened_by(lost)
        if tally is not None and tally.last_broken is not None:
            run = run.joined_by(replace(lost, sent=tally.last_broken, received=closed), patience)
        return replace(fresh, belief="bad", run=run, last_broken=run.last.sent)
    if tally is None or tally.last_held is None:
        return fresh
    # The window says when the last good answer was sent; it was received before the window closed.
    held = Sample(tally.last_held, closed, "held", Reading())
    return replace(fresh, belief="good", run=Run.opened_by(held), last_held=held.sent)
