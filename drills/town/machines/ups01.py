"""The UPS of the server room, by its SNMP card (the standard UPS-MIB, RFC 1628)."""

from __future__ import annotations

import time
from collections.abc import Mapping

from bcp.message import Text
from drills.town.agent import AgentService
from drills.town.keys import COMMUNITY
from drills.town.machine import Fault, Lot, Machine, Said, said
from drills.wire.snmp_agent import Value

FAULTS = (
    Fault(
        "mains",
        "cut-mains",
        "bring-mains",
        Text(
            ja="停電し、UPSが電池で給電します",
            en="the mains is lost; the UPS feeds from its battery",
        ),
    ),
    Fault(
        "battery",
        "drain-battery",
        "bring-mains",
        Text(
            ja="停電が続き、UPSの電池が残りわずかになります",
            en="the mains stays away, and the UPS's battery is nearly empty",
        ),
    ),
)
_FULL_MIN, _NEARLY_EMPTY_MIN = 38, 4
_MIB = "1.3.6.1.2.1.33.1"
# upsBatteryStatus, and upsOutputSource.
_NORMAL, _LOW = 2, 3
_MAINS, _BATTERY = 3, 5


class Ups:
    """A UPS with its battery. `since` is when the mains was lost, None while it is there."""

    def __init__(self) -> None:
        self.since: float | None = None
        self.low = False

    def lose_mains(self) -> None:
        """Feed from the battery from now on."""
        self.since = time.monotonic() if self.since is None else self.since

    def drain(self) -> None:
        """Have nearly nothing left."""
        self.lose_mains()
        self.low = True

    def bring_mains(self) -> None:
        """Feed from the mains, with a full battery."""
        self.since, self.low = None, False

    @property
    def seconds(self) -> int:
        """How long it has been on battery."""
        return 0 if self.since is None else max(1, int(time.monotonic() - self.since))

    @property
    def minutes(self) -> int:
        """How long it will last, by its own reckoning."""
        return max(0, (_NEARLY_EMPTY_MIN if self.low else _FULL_MIN) - self.seconds // 60)

    def objects(self) -> Mapping[str, Value]:
        """What its card says."""
        on_battery = self.since is not None
        return {
            f"{_MIB}.1.2.0": "Mihon UPS 1500",
            f"{_MIB}.2.1.0": _LOW if self.low else _NORMAL,
            f"{_MIB}.2.2.0": self.seconds,
            f"{_MIB}.2.3.0": self.minutes,
            f"{_MIB}.2.4.0": 100 * self.minutes // _FULL_MIN,
            f"{_MIB}.2.5.0": 532,
            f"{_MIB}.2.7.0": 27,
            f"{_MIB}.3.3.1.3.1": 0 if on_battery else 101,
            f"{_MIB}.4.1.0": _BATTERY if on_battery else _MAINS,
            f"{_MIB}.4.4.1.2.1": 100,
            f"{_MIB}.4.4.1.5.1": 42,
            f"{_MIB}.6.1.0": int(on_battery) + int(self.low),
        }


def built(lot: Lot) -> Machine:
    """The machine; it keeps no files."""
    ups = Ups()

    async def show(_: str) -> Said:
        source = "mains" if ups.since is None else "battery"
        return Said(out=f"{source}, {ups.minutes} minutes")

    return Machine(
        "ups",
        lot.folder,
        {"snmp": AgentService(ups.objects, lot.port("snmp"), lot.keys / COMMUNITY)},
        {
            "show-power": show,
            "cut-mains": said("商用電源を切りました (mains lost)", ups.lose_mains),
            "drain-battery": said("電池を残りわずかにしました (battery nearly empty)", ups.drain),
            "bring-mains": said("商用電源を戻しました (mains back)", ups.bring_mains),
        },
    )
