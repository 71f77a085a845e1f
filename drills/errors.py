"""Whose fault it is: the world's, the journal's, the asker's, or ours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Self

from bcp.message import Message, Phrase, render

_LINES = Phrase("errors.lines", ja="{one}\n{other}", en="{one}\n{other}")


class Spoken(Exception):
    """An error that carries its words as a message, so that any front end can say it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(render(message, "en"))


class Unreachable(Spoken):
    """Something outside could not be reached or did not do as asked.

    `answered` is False where the thing asked about gave no answer itself (refused, silent, lost):
    that is a finding about it. None means that the question never got that far, for a reason that
    says nothing about it (unknown name, unknown host key, login refused, our own network).
    `sent` says that a command had already left for the other side, so that nobody can tell
    whether it was carried out.
    """

    def __init__(self, message: Message, *, answered: bool | None, sent: bool = False) -> None:
        self.answered = answered
        self.sent = sent
        super().__init__(message)


class JournalBroken(Spoken):
    """A journal cannot be trusted or opened: torn, edited, or not one of ours."""


class Refusal(Spoken):
    """What was asked for is not possible now; nothing was done.

    `reasons` holds each of several, where a front end says them one by one.
    """

    reasons: tuple[Message, ...] = ()

    @classmethod
    def because(cls, reasons: Sequence[Message]) -> Self:
        """For several reasons, each on a line of its own."""
        refusal = cls(reduce(lambda one, other: _LINES(one=one, other=other), reasons))
        refusal.reasons = tuple(reasons)
        return refusal


class NotStarted(Refusal):
    """A drill was not begun: something that must hold before does not. Nothing was touched."""


class NotMerged(Refusal):
    """Segments were not made one record: they do not belong together, or one is missing."""


class Defect(Exception):
    """A mistake of this program."""
