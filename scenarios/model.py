"""The scenario: what happens, what people and machines do about it, and what is measured.

All are frozen values. A field's name is its YAML key, except where `yaml_key` says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

from bcp.asking import Expectation, ProbeCall
from bcp.durations import BusinessDays, Offset, Span
from bcp.field_marks import yaml_key
from bcp.message import Text
from bcp.messages import MessageWay
from bcp.model import CommandRef
from bcp.percent import Percent
from scenarios.conduct import BusinessTurn, Cast, Criterion
from scenarios.hazard import Hazard
from scenarios.packing import Packed
from scenarios.ramps import Ramp

Mode = Literal["tabletop", "walkthrough", "operational"]
MODES: tuple[Mode, ...] = ("tabletop", "walkthrough", "operational")

# How a step can end, as written behind `after`. `ended` stands for any of them.
Ending = Literal[
    "held",
    "broken",
    "unknown",
    "skipped",
    "done",
    "partly",
    "failed",
    "could_not_reach",
    "refused",
    "expired",
    "ended",
]


@dataclass(frozen=True)
class Timing:
    """`limit` ends the drill; `compress` makes the event clock run that many times faster."""

    limit: Span = Span(2 * 3_600_000_000)
    compress: float = 1.0


@dataclass(frozen=True)
class Approval:
    """Who must approve a step before its action runs: every role and every person, once each.

    Anybody may speak for a role; each of `persons` must say it himself, under that name.
    """

    step: str
    by: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


@dataclass(frozen=True)
class StopCondition:
    """The drill aborts by itself when `system`, or what `call` asks, is broken for so long.

    Exactly one of the two is given; `every`, `name` and `zone` are those of a question. One with a
    zone is asked by that zone's terminal only.
    """

    system: str | None
    broken_for: Span
    call: ProbeCall | None = yaml_key("probe", default=None)
    every: Span = Span(5_000_000)
    name: Text = Text()
    zone: str | None = None


@dataclass(frozen=True)
class Requirement:
    """What must be so before the drill may begin: a system that works, or a question that holds."""

    system: str | None
    call: ProbeCall | None = yaml_key("probe", default=None)
    name: Text = Text()
    zone: str | None = None


@dataclass(frozen=True)
class Safety:
    """What keeps a drill from doing harm, and the words that make it the real event."""

    notice: Text = Text(ja="これは訓練です", en="This is a drill")
    real_event_word: Text = Text(ja="訓練中止、実災害", en="Drill off, real event")
    approvals: tuple[Approval, ...] = ()
    stop_when: tuple[StopCondition, ...] = ()
    require: tuple[Requirement, ...] = ()


@dataclass(frozen=True)
class Watched:
    """A system, or a selector of systems, asked again and again for the whole drill."""

    SHORT: ClassVar[str] = "system"
    system: str


@dataclass(frozen=True)
class Inject:
    """A situation given to the players. `jump` moves the event clock forward (想定: 翌朝9時)."""

    SHORT: ClassVar[str] = "text"
    text: Text
    to: str | None = None
    sender: str | None = yaml_key("from", default=None)
    via: str | None = None
    jump: Span | None = None


@dataclass(frozen=True)
class Ask:
    """A question to a person, answered done, partly, failed, skipped or could_not_reach."""

    SHORT: ClassVar[str] = "text"
    text: Text


@dataclass(frozen=True)
class Probe:
    """A question to the world, asked once and judged by its expectations."""

    call: ProbeCall


@dataclass(frozen=True)
class Wait:
    """Asked until it holds: a watched system (or one level of it) being up, or a probe."""

    system: str | None = None
    level: str | None = None
    call: ProbeCall | None = None
    every: Span = Span(1_000_000)


@dataclass(frozen=True)
class Run:
    """An action on a server, by the plan's name for it, and the one that takes it back.

    `stays` says that what it did is meant to stay (``undo: none``), as after a repair.
    """

    do: CommandRef
    undo: CommandRef | None = None
    stays: bool = False
    expect: tuple[Expectation, ...] = ()


@dataclass(frozen=True)
class Notify:
    """A report that players must make to someone, on a form."""

    to: Text
    form: Text = Text()


@dataclass(frozen=True)
class CallOut:
    """People to reach, and in which order; `text` is what they are told.

    `who` are contacts, roles and vendors of the plan, or words for many (`scenarios.callees`);
    ``@missing:STEP`` are those whom that step expected to check in and who had not, when this one
    became due.
    ``broadcast`` calls all of them at once, ``sequence`` one after the other, ``tree`` as each
    contact's `calls` says. `ways` are the kinds of way to use, in that order; without them each
    person's own order counts. The step holds where `percent` of them are reached.
    """

    SHORT: ClassVar[str] = "who"
    who: tuple[str, ...]
    text: Text = Text()
    order: Literal["broadcast", "sequence", "tree"] = "broadcast"
    ways: tuple[str, ...] = ()
    percent: float = 100.0


@dataclass(frozen=True)
class RollCall:
    """Staff who tell, each by themselves, that they can work from where they are (点呼).

    `expected` are words for many of the list of staff (`scenarios.expected`). `tasks` are what
    each tries and tells of. With `safety` they also tell whether they are safe. The step holds
    where `percent` of those expected have checked in.
    """

    SHORT: ClassVar[str] = "expected"
    expected: tuple[str, ...]
    percent: float = 90.0
    tasks: tuple[Text, ...] = ()
    text: Text = Text()
    safety: bool = False


@dataclass(frozen=True)
class MusterCall:
    """People who are to say how they are, and to come together (安否確認・参集).

    `who` is as in `CallOut`, `text` what they are told. With `safety` each must say how they are.
    The step holds where `percent` of them have arrived and how `heard` percent of them are is
    known.
    """

    SHORT: ClassVar[str] = "who"
    who: tuple[str, ...]
    text: Text = Text()
    safety: bool = True
    percent: float = 100.0
    heard: float = 0.0


@dataclass(frozen=True)
class Sending:
    """A message to people: `to` are contacts, roles and vendors, or words for many.

    It goes `by` one of the plan's ways. `link` is a step that opens a page to check in: its
    address stands beneath the text. Without a `subject` the drill's notice is one.
    """

    to: tuple[str, ...]
    text: Text
    subject: Text = Text()
    by: MessageWay = "mail"
    link: str | None = None


StepKind = (
    Inject | Ask | Probe | Wait | Run | Notify | CallOut | MusterCall | RollCall | Sending | Ramp
)


@dataclass(frozen=True)
class After:
    """A step that must have ended before, in one of these ways."""

    step: str
    endings: tuple[Ending, ...] = ("held",)


@dataclass(frozen=True)
class Due:
    """A deadline counted from a moment; working days where `span` is such."""

    span: Span | BusinessDays = yaml_key("in")
    start: str = yaml_key("from", default="onset")


@dataclass(frozen=True)
class Pretend:
    """A pretended state: it overlays what is really measured, until cleared.

    `kind` and `id` name a system or a server. `state` is ``down``, ``up``, or one of the system's
    level ids: that rung and those below it work. `until` names the step whose holding ends it.
    """

    kind: Literal["system", "server"]
    id: str
    state: str = "down"
    until: str | None = None


@dataclass(frozen=True)
class Clear:
    """The end of a pretended state."""

    kind: Literal["system", "server"]
    id: str


@dataclass(frozen=True)
class Step:
    """One thing in a scenario.

    It becomes due when `at` has come on the event clock and every `after` is satisfied. A step
    with neither becomes due when the step written above it has ended; the first one at T+0.
    `within` counts from when it became due. `if_broken: note` records a failure without failing
    the drill. `businesses` is what the step says of each once it holds. `written_as` is the id
    under which it was written for many things of the plan (``each``).
    """

    id: str
    do: StepKind
    at: Offset | None = None
    after: tuple[After, ...] = ()
    unless: tuple[str, ...] = ()
    by: str | None = None
    within: Span | None = None
    due: Due | None = None
    marks: str | None = None
    set: tuple[Pretend, ...] = ()
    clear: tuple[Clear, ...] = ()
    say: Text | None = None
    zone: str | None = None
    if_broken: Literal["fail", "note"] = "fail"
    businesses: tuple[BusinessTurn, ...] = ()
    written_as: str | None = None

    @property
    def acts(self) -> bool:
        """Whether it changes the world, in operational mode, and so wants approval."""
        return isinstance(self.do, Run) or (
            isinstance(self.do, Ramp) and self.do.synthetic is not None
        )


@dataclass(frozen=True)
class Goal:
    """A target of the drill: for `system` (all its rungs, or `level`), or for the time of a step.

    With `reached` it is the time until that share of the people whom a step is about is reached,
    and not until the step ends. Where `rto` or `rpo` is None the plan's own counts. Where given it
    is the drill's own goal (訓練目標), printed beside the plan's. `start` None leaves the plan's
    moment.
    """

    system: str | None = None
    level: str | None = None
    step: str | None = None
    rto: Span | None = None
    rpo: Span | BusinessDays | None = None
    reached: Percent | None = None
    within: Span | None = None
    start: str | None = yaml_key("from", default=None)


@dataclass(frozen=True)
class Forbid:
    """An order rule: none of `steps` may begin before `before` has held."""

    before: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Absent:
    """Who is not there in this drill: `people`, or as many as `draw` says out of `pool`.

    The words are those of `CallOut.who`. The same `seed` draws the same people, as where the
    terminals of several zones must agree; without one, each run draws anew.
    """

    SHORT: ClassVar[str] = "people"
    people: tuple[str, ...] = ()
    draw: int = 0
    pool: tuple[str, ...] = yaml_key("from", default=("@staff",))
    seed: str | None = None


@dataclass(frozen=True)
class Scenario:
    """A whole scenario. `parameters` are the values it was loaded with.

    `home_zone` is the zone of all steps that tell none by themselves. `guidance` are the documents
    that it was made from. `pack` says that it was sent to many municipalities, and which it is.
    """

    id: str = field(metadata={"key": "scenario"})
    title: Text
    steps: tuple[Step, ...]
    type: str = ""
    hazard: Hazard = Hazard("other")
    modes: tuple[Mode, ...] = MODES
    time: Timing = Timing()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    safety: Safety = Safety()
    watch: tuple[Watched, ...] = ()
    targets: tuple[Goal, ...] = ()
    forbid: tuple[Forbid, ...] = ()
    absent: Absent | None = None
    home_zone: str | None = None
    purpose: Text = Text()
    guidance: tuple[Text, ...] = ()
    roles: Cast = Cast()
    evaluation: tuple[Criterion, ...] = ()
    pack: Packed | None = None

    def step(self, id: str) -> Step | None:
        """The step of that id, or None."""
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> Mapping[str, Step]:
        return {each.id: each for each in reversed(self.steps)}
