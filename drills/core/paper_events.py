"""What was written by hand and entered afterwards: part of `drills.core.events`.

It is what people saw, and the minute that they wrote down. It never changes a step, a figure or a
verdict: the report shows it beside what was recorded at the time.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PaperLine:
    """One line of a log on paper.

    What it tells of lies between `low` and `high` on the drill's clock, which is as exact as the
    wall time that was written; both are negative before the drill began. `who` did it or saw it.
    `step` is the scenario's step that it is about, where its writer said so. `place` is the cell
    of the file that it was read from, empty where it was typed by itself.
    """

    low: int
    high: int
    text: str
    stumble: str = ""
    who: str = ""
    step: str | None = None
    place: str = ""


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
