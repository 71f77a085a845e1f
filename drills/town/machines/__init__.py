"""The machines of the town: one file for each, and the file's name is the machine's."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Protocol, cast

from drills.town.machine import Fault, Lot, Machine


class Kind(Protocol):
    """What a file here holds.

    With ``HOST_KEY_REPLACED = True`` the visitor's known hosts hold another key than the machine's.
    """

    FAULTS: tuple[Fault, ...]

    def built(self, lot: Lot) -> Machine:
        """The machine, with its ports reserved and nothing listening yet. Raises `OSError`."""
        ...


def kinds() -> Mapping[str, Kind]:
    """Every machine by its name, in order."""
    return {
        name: cast("Kind", importlib.import_module(f"{__name__}.{name}"))
        for name in sorted(each.name for each in pkgutil.iter_modules(__path__))
    }


def replaced(kind: Kind) -> bool:
    """Whether the machine shows a key that nobody was told about."""
    return bool(getattr(kind, "HOST_KEY_REPLACED", False))


def faults() -> Mapping[str, tuple[str, Fault]]:
    """Everything that a trainer can break, by its name, with the machine it is on."""
    found = {fault.name: (name, fault) for name, kind in kinds().items() for fault in kind.FAULTS}
    return dict(sorted(found.items()))
