"""The rows of a report about what happened; see `drills.report.model` for the rules."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Text
from drills.core.events import Outcome, Source
from drills.core.signed import Signature
from drills.report.measured_lines import Period, When, Words
from drills.report.spell_line import SpellLine
from scenarios.model import Ending


@dataclass(frozen=True)
class StepLine:
    """One step's way. `late_us` is how long after its planned instant it began.

    `spells` tell what its time was spent on; each begins where the one before it ended.
    """

    id: str
    name: Words
    planned: When | None
    due: When | None
    late_us: int
    ended: When | None
    taken_us: int | None
    ending: Ending | None
    outcome: Outcome | None
    counts: bool
    who: Text
    source: Source | None
    why: tuple[Message, ...]
    records: tuple[int, ...]
    spells: tuple[SpellLine, ...] = ()


@dataclass(frozen=True)
class AnswerLine:
    """What a person answered, and where they stumbled.

    `answer` is its word; of what was looked at it says how that stands.
    """

    step: str
    question: Words
    when: When
    waited_us: int
    answer: str
    by: str
    note: str
    stumble: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class ApprovalLine:
    """A role's or a named person's word on an action.

    `also` is for whom else the same person approved the step before (兼務); `signed` is how it was
    signed, where it was given before the drill. `remarks` say both.
    """

    step: str
    role: str
    role_name: Text
    by: str
    granted: bool
    note: str
    when: When
    records: tuple[int, ...]
    also: tuple[str, ...] = ()
    signed: Signature | None = None
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True)
class ObligationLine:
    """Something owed by a deadline. `due` None: the moment it counts from never came."""

    step: str
    name: Words
    due: When | None
    done: When | None
    state: str
    who: Text
    records: tuple[int, ...]


@dataclass(frozen=True)
class ActionLine:
    """What the drill did on a server. `taken_back` is a word of `words.TAKEN_BACK`."""

    number: int
    purpose: str
    step: str | None
    server: str
    command: str
    line: str
    ordered: When
    ended: When | None
    outcome: Outcome | None
    why: tuple[Message, ...]
    doubt: Message | None
    settled: str | None
    settled_by: str | None
    undoes: int | None
    taken_back: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class ByHandLine:
    """What could not be taken back, and what to type on which server to do so by hand.

    `steps` are the steps that did what the line takes back; none for a marker.
    """

    action: int
    steps: tuple[str, ...]
    server: str
    address: str
    line: str
    why: Message
    records: tuple[int, ...]


@dataclass(frozen=True)
class InjectLine:
    """A situation that was given to the players."""

    when: When
    to: Text
    sender: str
    via: str
    text: Text
    step: str | None
    by: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class PretenceLine:
    """A state that was only pretended."""

    kind: str
    id: str
    state: str
    period: Period
    cleared_by: str | None
    records: tuple[int, ...]


@dataclass(frozen=True)
class JumpLine:
    """Time that was only assumed to have passed."""

    when: When
    by_us: int
    step: str | None
    records: tuple[int, ...]


@dataclass(frozen=True)
class PauseLine:
    """A time in which the drill stood still."""

    period: Period
    us: int
    by: str
    reason: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class RestartLine:
    """A gap in which nothing was recorded, because the tool was not running."""

    period: Period
    gap_us: int
    by: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class ClockLine:
    """A step of the wall clock; no duration changed by it."""

    when: When
    by_us: int
    records: tuple[int, ...]


@dataclass(frozen=True)
class AmendmentLine:
    """A correction beside the original. It changes no figure by itself."""

    when: When
    corrects: int
    original_kind: str
    field: str
    original: str
    value: str
    by: str
    reason: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class DeviationLine:
    """A broken rule of order (逸脱): `step` was done before `before`."""

    when: When
    step: str
    before: str
    by: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class TimelineLine:
    """One row of the record in the casebook's columns: 時刻, 作業内容・状況, つまずき, 担当."""

    when: When
    what: Message
    stumble: str
    who: Text
    records: tuple[int, ...]
