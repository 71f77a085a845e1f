"""What a probe found: facts with their units in their names, and never a judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bcp.message import Message

Fact = bool | int | float | str | None


@dataclass(frozen=True)
class Reading:
    """Facts found by one ask.

    Every probe gives ``reply``: did the thing asked answer at all. Names carry the unit
    (``latency_ms``, ``certificate_days``). `because` says in words why there was no good answer.
    `said` holds verbatim lines for the evidence. A reading with `could_not_ask` has no facts: the
    question never reached the thing it was about, so it proves nothing about it. `note` is what the
    plan's author should know about the way of asking; it changes no judgement.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    because: Message | None = None
    said: tuple[str, ...] = ()
    could_not_ask: Message | None = None
    note: Message | None = None

    @classmethod
    def unknown(cls, reason: Message) -> Reading:
        """The question could not be asked, for `reason`."""
        return cls(could_not_ask=reason)

    @classmethod
    def silent(cls, because: Message) -> Reading:
        """The question was asked and the thing did not answer it."""
        return cls(facts={"reply": False}, because=because)
