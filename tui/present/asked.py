"""What a dialog asks a person about, as frozen values; each dialog gives an order back, or None.

Names and titles are already words: a `Text` in both languages, so that a dialog needs no drill.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Text
from bcp.said_by_people import PeopleSource

Words = Message | Text


@dataclass(frozen=True)
class Named:
    """One thing to choose: what an order says, and what a person reads."""

    id: str
    name: Text


@dataclass(frozen=True)
class AnswerAsked:
    """The answer to a step's question; `who` is the role that it is put to, or None.

    `told` says that something is to be looked at, or asked of its supplier; `merit` that it is a
    call, and how well it was heard is wanted.
    """

    step: str
    title: Words
    who: Text | None = None
    told: PeopleSource | None = None
    merit: bool = False


@dataclass(frozen=True)
class ToCall:
    """Somebody who is to be called: the contact's id, and who it is, by which way.

    `kind` and `called` are told where it is not the way that comes next by itself.
    """

    id: str
    name: Text
    way: Words
    kind: str | None = None
    called: str | None = None


@dataclass(frozen=True)
class CallAsked:
    """What came of a call; `people` are those who can be called now, `more` how many others wait.

    `far` says how many are reached so far.
    """

    step: str
    far: Words
    people: tuple[ToCall, ...]
    more: int = 0


@dataclass(frozen=True)
class RampAsked:
    """Whether the next wave of a ramp was told, or it is to stop; `now` says how far it is."""

    step: str
    now: Words


@dataclass(frozen=True)
class ApproveAsked:
    """Approval of a step's action by one of those who have not approved it yet.

    `requester` wants the action done and so cannot approve it; `persons` are the ids among `roles`
    that stand for a person who must say it himself.
    """

    step: str
    title: Words
    roles: tuple[Named, ...]
    requester: str = ""
    persons: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SettleAsked:
    """What became of a step's action in doubt; `title` says on which server to look.

    For a message in doubt `person` is to whom it was (``-`` for a group's chat).
    """

    step: str
    title: Words
    person: str | None = None


@dataclass(frozen=True)
class InjectAsked:
    """A situation of the controller's own; `roles` are those whom it may be given to."""

    roles: tuple[Named, ...]


@dataclass(frozen=True)
class SkipAsked:
    """Why a step is left out."""

    step: str
    title: Words


@dataclass(frozen=True)
class SetAsideAsked:
    """Which check is taken out of the judgement; `chosen` is the one that the cursor is on."""

    checks: tuple[Named, ...]
    chosen: str | None = None


@dataclass(frozen=True)
class Lookout(Named):
    """Something that people watch, and whether it is seen or asked of its supplier."""

    told: PeopleSource = "observed"
    merit: bool = False


@dataclass(frozen=True)
class ObserveAsked:
    """How something stands that people watch; `chosen` is the one that the cursor is on."""

    checks: tuple[Lookout, ...]
    chosen: str | None = None


@dataclass(frozen=True)
class AbortAsked:
    """Whether the drill is to be stopped, and what taking back would do.

    `undos` say what would run where, newest first, and `stays` what was done that has no undo.
    `running` is False where only the look at systems that are still awaited would be ended, or the
    waiting until the `untold` have heard of the real event.
    """

    undos: tuple[Words, ...] = ()
    stays: tuple[Words, ...] = ()
    running: bool = True
    untold: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ToldAsked:
    """Who was told that the real thing has come, of those who are still to be; and what to say."""

    people: tuple[Named, ...]
    word: Text


@dataclass(frozen=True)
class RealEventAsked:
    """Whether the real thing has come; `word` is what the scenario has people say for it.

    `undos` say what taking back would do, newest first; `stays` say what was done without an undo.
    """

    word: Text
    undos: tuple[Words, ...] = ()
    stays: tuple[Words, ...] = ()


@dataclass(frozen=True)
class LeaveAsked:
    """What becomes of the drill when the screen is closed; `running` whether it still goes on."""

    running: bool = True
