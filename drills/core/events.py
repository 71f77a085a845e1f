"""What happened: past tense, frozen, each with its time.

`at` is microseconds on the drill's own clock, which starts at zero with `DrillStarted` and comes
from a monotonic clock, so no step of the wall clock moves it. Across a restart it comes from the
wall clock, and `DrillResumed` says how uncertain that makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Text
from drills.core.brief import Brief
from scenarios.model import Ending
from scenarios.reading import Reading

Source = Literal["measured", "observed", "attested", "injected", "assumed"]
Outcome = Literal["held", "broken", "unknown", "skipped"]
Answer = Literal["done", "partly", "failed", "skipped", "could_not_reach"]
Purpose = Literal["run", "undo", "marker_write", "marker_read"]
Finish = Literal["completed", "time_limit", "aborted", "stop_condition", "real_event"]


@dataclass(frozen=True)
class Sample:
    """One ask of a watched check: when it was sent, when its answer or its deadline came."""

    sent: int
    received: int
    outcome: Literal["held", "broken", "unknown"]
    reading: Reading
    why: tuple[Message, ...] = ()


@dataclass(frozen=True)
class CheckTally:
    """What a watched check saw in one window, and the send times that bound an edge.

    `last_held` and `last_broken` are the latest send times so far, not only of this window, so
    that a crash widens a bracket by one window at most. `run_since` is the send time of the first
    good answer since the last bad one, and `run` how many good answers there were since.
    """

    check: str
    held: int
    broken: int
    unknown: int
    late: int
    last_held: int | None
    last_broken: int | None
    run_since: int | None
    run: int


@dataclass(frozen=True)
class DrillStarted:
    """The run began, with everything it will ever need to know."""

    at: int
    brief: Brief


@dataclass(frozen=True)
class DrillResumed:
    """A new process took the run over after `gap` microseconds in which nothing was recorded."""

    at: int
    gap: int
    wall_ns: int
    by: str


@dataclass(frozen=True)
class ClockStepped:
    """The wall clock jumped by `by` microseconds against the monotonic one; no duration changed."""

    at: int
    by: int


@dataclass(frozen=True)
class StepDue:
    """A step began. `planned` is the instant it should have; a later `at` says it was late."""

    at: int
    step: str
    planned: int


@dataclass(frozen=True)
class ProbeAsked:
    """A step's question went out, for the `attempt`-th time (from 1)."""

    at: int
    step: str
    attempt: int


@dataclass(frozen=True)
class ProbeAnswered:
    """A step's question was answered, or its deadline came."""

    at: int
    step: str
    attempt: int
    sample: Sample


@dataclass(frozen=True)
class ProbeLost:
    """A question was under way when the process ended; it will be asked again."""

    at: int
    step: str
    attempt: int


@dataclass(frozen=True)
class Answered:
    """A person answered a step's question."""

    at: int
    step: str
    answer: Answer
    by: str
    note: str = ""
    stumble: str = ""


@dataclass(frozen=True)
class Approved:
    """A role approved a step's action, or refused it."""

    at: int
    step: str
    role: str
    by: str
    granted: bool
    note: str = ""


@dataclass(frozen=True)
class ActionOrdered:
    """The durable intent to change something: written before it is done.

    `action` numbers the actions of a run from 1. `undoes` is the action that an undo takes back.
    """

    at: int
    action: int
    purpose: Purpose
    server: str
    command: str
    step: str | None = None
    system: str | None = None
    undoes: int | None = None
    stdin: str | None = None


@dataclass(frozen=True)
class ActionEnded:
    """An action's result came. A reading that could not be asked means it was never sent."""

    at: int
    action: int
    outcome: Outcome
    reading: Reading
    why: tuple[Message, ...] = ()


@dataclass(frozen=True)
class ActionInDoubt:
    """Whether an action happened is not known: the process or the connection ended in between."""

    at: int
    action: int
    why: Message


@dataclass(frozen=True)
class DoubtSettled:
    """A person looked and said what became of an action in doubt."""

    at: int
    action: int
    verdict: Literal["done", "not_done", "repeat"]
    by: str
    note: str = ""


@dataclass(frozen=True)
class UndoImpossible:
    """Something done could not be taken back; `line` is what to type on `server` by hand."""

    at: int
    action: int
    server: str
    line: str
    why: Message


@dataclass(frozen=True)
class StepEnded:
    """A step ended, with how it was judged and where the judgement comes from."""

    at: int
    step: str
    ending: Ending
    outcome: Outcome
    source: Source
    why: tuple[Message, ...] = ()
    by: str | None = None


@dataclass(frozen=True)
class CheckLost:
    """A watched check went from good to bad: the loss lies between these two.

    `last_good` None: it was bad from the first answer on, so its loss lies before the watch.
    """

    at: int
    check: str
    last_good: Sample | None
    first_bad: Sample


@dataclass(frozen=True)
class CheckReturned:
    """A watched check came back and stayed: the return lies between these two."""

    at: int
    check: str
    last_bad: Sample
    first_good: Sample


@dataclass(frozen=True)
class CheckFlapped:
    """A watched check was good for a moment, but not long enough to count as back.

    A return lies between `last_bad` and `first_good`, a new loss between `last_good` and
    `first_bad`.
    """

    at: int
    check: str
    last_bad: Sample
    first_good: Sample
    last_good: Sample
    first_bad: Sample
    good_answers: int


@dataclass(frozen=True)
class UnknownBegan:
    """A watched check could not be asked any more."""

    at: int
    check: str
    sample: Sample


@dataclass(frozen=True)
class UnknownEnded:
    """A watched check can be asked again."""

    at: int
    check: str
    since: int


@dataclass(frozen=True)
class Watched:
    """One window of the whole watch, `since` to `at`: what was asked and what came back."""

    at: int
    since: int
    tallies: tuple[CheckTally, ...]


@dataclass(frozen=True)
class PretenceSet:
    """A pretended state began to overlay what is really measured."""

    at: int
    kind: Literal["system", "server"]
    id: str
    state: str
    step: str
    until: str | None


@dataclass(frozen=True)
class PretenceCleared:
    """A pretended state ended; `source` says what kind of evidence ended it."""

    at: int
    kind: Literal["system", "server"]
    id: str
    step: str | None
    source: Source


@dataclass(frozen=True)
class TimeJumped:
    """The event clock moved forward by `by`: assumed time, that nobody lived through."""

    at: int
    by: int
    step: str | None


@dataclass(frozen=True)
class Paused:
    """The drill was paused: nothing falls due until it goes on."""

    at: int
    by: str
    reason: str = ""


@dataclass(frozen=True)
class Continued:
    """The drill went on; everything planned shifts by exactly the pause."""

    at: int
    by: str


@dataclass(frozen=True)
class StepHeld:
    """The controller keeps a step from becoming due."""

    at: int
    step: str
    by: str


@dataclass(frozen=True)
class StepReleased:
    """The controller lets a held step go its way, or `now` makes any waiting step due at once."""

    at: int
    step: str
    by: str
    now: bool = False


@dataclass(frozen=True)
class CheckSetAside:
    """A named person takes a watched check out of the judgement, with a reason.

    From then on the system's state is what `by` says it is, and its source is 目視.
    """

    at: int
    check: str
    by: str
    reason: str
    second: str | None = None


@dataclass(frozen=True)
class InjectGiven:
    """The controller gave a situation that no step holds."""

    at: int
    to: str
    text: Text
    by: str


@dataclass(frozen=True)
class Amended:
    """A person corrected an earlier record; the original stays, this stands beside it.

    `seq` is the number of the corrected record in the journal.
    """

    at: int
    seq: int
    field: str
    value: str
    by: str
    reason: str


@dataclass(frozen=True)
class MarkersFound:
    """The markers looked for after a return: the numbers of those that survived.

    `could_not_read` says why nobody can tell; then `surviving` is empty and proves nothing.
    """

    at: int
    system: str
    surviving: tuple[int, ...]
    could_not_read: Message | None = None


@dataclass(frozen=True)
class Deviated:
    """A rule of order was broken (逸脱)."""

    at: int
    step: str
    before: str


@dataclass(frozen=True)
class ClosingBegan:
    """No step begins any more; what was done is taken back, then the drill ends.

    `by` is the person who ordered it, or empty where a rule did. `undo` False leaves what was done
    as it is, deliberately.
    """

    at: int
    finish: Finish
    by: str = ""
    reason: Message | None = None
    undo: bool = True


@dataclass(frozen=True)
class DrillEnded:
    """The run is over; nothing follows."""

    at: int
    finish: Finish


Event = (
    DrillStarted
    | DrillResumed
    | ClockStepped
    | StepDue
    | ProbeAsked
    | ProbeAnswered
    | ProbeLost
    | Answered
    | Approved
    | ActionOrdered
    | ActionEnded
    | ActionInDoubt
    | DoubtSettled
    | UndoImpossible
    | StepEnded
    | CheckLost
    | CheckReturned
    | CheckFlapped
    | UnknownBegan
    | UnknownEnded
    | Watched
    | PretenceSet
    | PretenceCleared
    | TimeJumped
    | Paused
    | Continued
    | StepHeld
    | StepReleased
    | CheckSetAside
    | InjectGiven
    | Amended
    | MarkersFound
    | Deviated
    | ClosingBegan
    | DrillEnded
)
