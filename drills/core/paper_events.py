"""What was written by hand and entered afterwards: part of `drills.core.events`.

It is what people saw, and the minute that they wrote down. It never changes a step, a figure or a
verdict: the report shows it beside what was recorded at the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Told = Literal["began", "done", "partly", "failed", "skipped", "could_not_reach", "stopped", "back"]
"""What a line says became of its step, or that its system had stopped or was back."""


@dataclass(frozen=True)
class PaperLine:
    """One line of a log on paper.

    What it tells of lies between `low` and `high` on the drill's clock, which is as exact as the
    wall time that was written; both are negative before the drill began. `who` did it or saw it.
    `step` is the scenario's step that it is about, `system` the plan's system, where its writer
    said so, and `result` what became of it. `place` is the cell of the file that it was read from,
    empty where it was typed by itself.
    """

    low: int
    high: int
    text: str
    stumble: str = ""
    who: str = ""
    step: str | None = None
    place: str = ""
    result: Told | None = None
    system: str | None = None


@dataclass(frozen=True)
class Entered:
    """A line of a log on paper was entered at `at`, later than it was written, by `by`.

    `file` and `sha256` name the file it was read from; they are empty where it was typed.
    """

    at: int
    line: PaperLine
    by: str
    file: str = ""
    sha256: str = ""
