"""What one model of device says where: its profile, which is data and no code.

A profile maps the names that probes, plans and reports use (`bcp.device_facts`) to the objects of
the device's MIB. `scale` and `unit` stand at every number, because makers count in tenths, and the
same maker not always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bcp.asking import Unit
from bcp.message import Text

DeviceKind = Literal["radio", "ups", "generator", "link", "gateway"]
Severity = Literal["fine", "warning", "alarm", "unknown"]
Basis = Literal["standard", "maker", "integration"]
Take = Literal["lowest", "highest", "sum", "count", "worst"]

# What stands behind `row` besides a row's own number.
DEVICE_ROW = "device"
EACH_ROW = "each"


@dataclass(frozen=True)
class StatusValue:
    """What one number of a status stands for; `word` is what expectations compare with."""

    word: str
    severity: Severity
    meaning: Text = Text()


@dataclass(frozen=True)
class DeviceObject:
    """One object of a MIB and how it is read.

    `oid` is complete unless `row` says which row of a table is meant: a number; ``device``, the row
    that the plan gives the device; or ``each``, all rows, of which `take` makes one value. A number
    is multiplied by `scale` and is then in `unit`; one among `absent` means that there is none. A
    status has `values`. `source` is where this is known from. `verified` is the day (ISO) on which
    it was compared with the device's own display.
    """

    oid: str
    type: Literal["number", "text", "status"]
    meaning: Text
    source: str
    scale: float | None = None
    unit: Unit = ""
    row: str | None = None
    take: Take | None = None
    values: Mapping[str, StatusValue] = field(default_factory=dict)
    absent: tuple[int, ...] = ()
    verified: str | None = None


@dataclass(frozen=True)
class Profile:
    """One model of device, or a standard that many models follow.

    `basis` is what it rests on: a published standard, the maker's own documents, or what others'
    software does with the device. `row_names` is the column in which a row is looked for where the
    plan names it by a text. `alarms` are statuses of which those in severity ``alarm`` are counted
    as the fact ``alarms``. `traps` are what it tells of its own accord, by their identifiers.
    """

    id: str
    kind: DeviceKind
    title: Text
    basis: Basis
    source: str
    facts: Mapping[str, DeviceObject]
    maker: str = ""
    row_names: str | None = None
    alarms: Mapping[str, DeviceObject] = field(default_factory=dict)
    traps: Mapping[str, StatusValue] = field(default_factory=dict)
    note: Text | None = None

    @property
    def objects(self) -> tuple[tuple[str, DeviceObject], ...]:
        """Every object of it by name: the facts, then the alarms."""
        return (*self.facts.items(), *self.alarms.items())

    @property
    def unverified(self) -> tuple[str, ...]:
        """What is measured in a unit on no standard's word, and nobody compared with the device."""
        if self.basis == "standard":
            return ()
        measured = ((name, each) for name, each in self.facts.items() if each.unit)
        return tuple(name for name, each in measured if each.verified is None)
