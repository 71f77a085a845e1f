"""The rows of a report about what was measured; see `drills.report.model` for the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bcp.message import Message, Text
from drills.core.events import Source
from drills.core.measure import Verdict
from scenarios.reading import Fact

Words = Message | Text


@dataclass(frozen=True)
class When:
    """An instant: on the drill's clock, as Unix time, and on the organisation's wall clock."""

    at_us: int
    unix_us: int
    iso: str


@dataclass(frozen=True)
class Period:
    """From one instant to another; `ended` None where it had not ended with the drill."""

    began: When
    ended: When | None


@dataclass(frozen=True)
class Promise:
    """A promised length of time: real time or working days."""

    us: int | None
    business_days: int | None = None


@dataclass(frozen=True)
class Figure:
    """One promise against what happened; see `drills.core.measure.Result` for the words.

    `actual_us` is the middle of the interval from `low_us` to `high_us` and `error_us` half its
    width. `difference_us` is actual less limit. `formula` says how it was computed.
    """

    verdict: Verdict
    limit_us: int | None
    actual_us: int | None
    error_us: int | None
    low_us: int | None
    high_us: int | None
    difference_us: int | None
    source: Source
    counted_from: str
    why: Message | None
    assumed_us: int
    paused_us: int
    approximate: bool
    formula: Message
    records: tuple[int, ...]


@dataclass(frozen=True)
class RecoveryLine:
    """One rung of one system: both figures, and the plan's promises beside the drill's own goal.

    `needed_down` is what it depends on that was down as it went down, by name.
    """

    system: str
    level: str | None
    name: Text
    rto: Figure
    rpo: Figure | None
    own_rto: bool
    own_rpo: bool
    plan_rto: Promise | None
    plan_rpo: Promise | None
    rpo_promise: Promise | None
    needed_down: tuple[Text, ...] = ()


@dataclass(frozen=True)
class GoalLine:
    """A target of the drill that is about the time of a step.

    With `reached_percent` it is the time until that share of its people was reached.
    """

    step: str
    name: Words
    figure: Figure
    reached_percent: float | None = None


@dataclass(frozen=True)
class MomentLine:
    """A moment that targets count from: detection, declaration, activation, containment."""

    name: str
    when: When
    step: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class SplitLine:
    """One part of where the time went. `part` is a word of `drills.report.words.PARTS`."""

    part: str
    us: int
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Split:
    """Where the time went between a first and a last instant; the parts sum up to the whole."""

    period: Period
    us: int
    parts: tuple[SplitLine, ...]


@dataclass(frozen=True)
class Seen:
    """One answer of a watched check, as it came."""

    sent: When
    received: When
    outcome: str
    facts: Mapping[str, Fact]
    why: tuple[Message, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class OutageLine:
    """One loss of one check, with the answers on either side of both its edges."""

    system: str
    name: Text
    check: str
    last_good: Seen | None
    first_bad: Seen
    last_bad: Seen | None
    first_good: Seen | None
    records: tuple[int, ...]


@dataclass(frozen=True)
class FlapLine:
    """A check that was good for a moment only."""

    system: str
    check: str
    last_bad: Seen
    first_good: Seen
    last_good: Seen
    first_bad: Seen
    good_answers: int
    records: tuple[int, ...]


@dataclass(frozen=True)
class UnknownLine:
    """A time in which a check could not be asked."""

    system: str
    check: str
    period: Period
    why: tuple[Message, ...]
    records: tuple[int, ...]


@dataclass(frozen=True)
class AsideLine:
    """A check that a person took out of the judgement."""

    check: str
    when: When
    by: str
    second: str | None
    reason: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class CountLine:
    """How often a check was asked in the whole drill, and what came back."""

    system: str
    check: str
    held: int
    broken: int
    unknown: int
    late: int


@dataclass(frozen=True)
class MarkerLine:
    """The marks written to measure the age of one system's data, and what was found of them.

    `newest_kept` is when the newest one that survived was ordered; None where none did.
    """

    system: str
    written: int
    failed: int
    surviving: tuple[int, ...]
    looked: int
    could_not_read: Message | None
    records: tuple[int, ...]
    newest_kept: When | None = None
