"""The second name server of the town's zone, which goes on where the first is lost."""

from __future__ import annotations

from drills.town.machine import Fault, Lot, Machine
from drills.town.names import HOSTS, NameService

FAULTS: tuple[Fault, ...] = ()


def built(lot: Lot) -> Machine:
    """The machine; it keeps no files, and nobody stops it."""
    return Machine("second names", lot.folder, {"dns": NameService(lot.port("dns"), HOSTS)}, {})
