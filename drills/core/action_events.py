"""What was changed in the world; see `drills.core.events` for what `at` is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from drills.core.evidence import Outcome
from scenarios.reading import Reading

Purpose = Literal["run", "undo", "marker_write", "marker_read"]


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
class MarkersFound:
    """The markers looked for after a return: the numbers of those that survived.

    `could_not_read` says why nobody can tell; then `surviving` is empty and proves nothing.
    """

    at: int
    system: str
    surviving: tuple[int, ...]
    could_not_read: Message | None = None
