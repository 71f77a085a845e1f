"""That people heard: it is no drill any more; see `drills.core.events` for what `at` is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Retracted:
    """Somebody whom the drill had reached was told that it is off and the real thing has come.

    `addressee` is the id of a `drills.core.addressees.Addressee`; `how` is in a person's words.
    """

    at: int
    addressee: str
    by: str
    how: str = ""


@dataclass(frozen=True)
class RetractionEnded:
    """A person ended the drill although not everybody was told; the report names them."""

    at: int
    by: str
