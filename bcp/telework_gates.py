"""The eight gates that a way of telework must pass before a town can rely on it.

A way is as ready as its lowest gate: an expired certificate stops everybody, however many licences
there are. What a machine can know is asked; what only people know is stated, by somebody and with
its day, and is never taken for a measurement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

from bcp.asking import ProbeCall
from bcp.message import Text

GateName = Literal["reach", "auth", "capacity", "line", "work", "cert", "people", "safety"]


@dataclass(frozen=True)
class Stated:
    """What somebody saw or counted; `on` is the day (ISO), `by` a role of the plan or a post.

    Either `holds` or `percent` is given; with neither of them it is still open.
    """

    that: Text
    by: str
    on: str
    holds: bool | None = None
    percent: float | None = None


@dataclass(frozen=True)
class Gate:
    """What decides over one gate: all of it must hold. Nothing at all decides nothing."""

    ask: tuple[ProbeCall, ...] = ()
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class Gates:
    """A gate that is missing is not known, and never counts as passed."""

    reach: Gate = Gate()
    auth: Gate = Gate()
    capacity: Gate = Gate()
    line: Gate = Gate()
    work: Gate = Gate()
    cert: Gate = Gate()
    people: Gate = Gate()
    safety: Gate = Gate()

    def each(self) -> Iterator[tuple[GateName, Gate]]:
        """Every gate with its name, in the order in which somebody meets them."""
        for gate in fields(self):
            yield gate.name, getattr(self, gate.name)  # type: ignore[misc]


@dataclass(frozen=True)
class GateTargets:
    """What each gate wants where its question says nothing else.

    `licences_per_person` times the staff expected is what must be there, and no more than
    `in_use_percent` of it may be in use. `mbps` is for one user: enough for a screen over RDP.
    `tasks` is how many pieces of agreed work are tried. What was stated more than
    `stated_for_days` ago says nothing any more.
    """

    login_s: float = 30.0
    licences_per_person: float = 1.2
    in_use_percent: float = 80.0
    mbps: float = 1.0
    tasks: int = 3
    certificate_days: float = 45.0
    certificate_warn_days: float = 90.0
    people_percent: float = 90.0
    stated_for_days: int = 365
