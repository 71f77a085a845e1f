"""The few words that several kinds of events share, and where a reading comes from."""

from __future__ import annotations

from typing import Literal

from scenarios.reading import Reading

Source = Literal["measured", "observed", "attested", "injected", "assumed"]
Outcome = Literal["held", "broken", "unknown", "skipped"]

# The fact by which a reading says itself that it was not measured, and what it may say.
BASIS = "basis"
_UNMEASURED: tuple[Source, ...] = ("observed", "attested", "assumed")


def source_of(reading: Reading) -> Source:
    """Where a reading comes from: measured, unless it says itself that it is not."""
    said = reading.facts.get(BASIS)
    return next((each for each in _UNMEASURED if each == said), "measured")
