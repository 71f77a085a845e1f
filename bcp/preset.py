"""Values that many plans share, each with its source: what a preset is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bcp.durations import BusinessDays, Span
from bcp.message import Text

PresetUse = Literal["system", "rto_class", "business", "trigger", "scale"]
"""What a preset is for: the fields of a system, a word that it uses, or only for reading."""


@dataclass(frozen=True)
class PresetValue:
    """One value, or one word with its values, and where it comes from.

    `event`, `level` and `action` are those of a trigger. A grade is given from the rate `at_least`
    on, in percent.
    """

    id: str
    source: Text
    name: Text = Text()
    rto: Span | None = None
    rpo: Span | BusinessDays | None = None
    rlo: Text | None = None
    rto_class: str | None = None
    start_by: Span | None = None
    event: Text | None = None
    level: Text | None = None
    action: Text | None = None
    at_least: float | None = None
    note: Text | None = None

    def is_called(self, word: str) -> bool:
        """Whether `word` is its id, or its name in either language."""
        return word in (self.id, self.name.ja, self.name.en)


@dataclass(frozen=True)
class Preset:
    """Values of one use. `use` is written ``for``."""

    id: str
    title: Text
    use: PresetUse = field(metadata={"key": "for"})
    values: tuple[PresetValue, ...] = ()
    note: Text | None = None
