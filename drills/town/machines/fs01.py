"""The file server that was replaced, and whose new key nobody was told about."""

from __future__ import annotations

from drills.town.machine import Fault, Lot, Machine, Said

FAULTS: tuple[Fault, ...] = ()
HOST_KEY_REPLACED = True


def built(lot: Lot) -> Machine:
    """The machine; it would answer anybody who trusted it."""

    async def check_disk(_: str) -> Said:
        return Said(out="disk ok")

    return Machine("files", lot.folder, {}, {"check-disk": check_disk})
