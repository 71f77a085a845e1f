"""Alarms that devices send over SNMP while a drill goes on: weighed, and what is recorded of them.

Anybody can send a datagram. So one counts only where it comes from the address of a device of the
plan and is sent with that device's account; the rest is counted and nothing else. And one device
gone mad must fill no disk: the same alarm is recorded once in `APART_US`, and all together
`MOST_A_MINUTE` times a minute.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bcp.durations import MINUTE, SECOND
from bcp.model import Plan
from drills.core.alarm_events import AlarmsLeftOut, AlarmTold
from drills.core.alarms import Device, meaning_of
from drills.runtime.alarm_accounts import NotGenuine, Opened, TrapAccounts
from drills.runtime.secrets import Secrets
from drills.wire import Malformed

APART_US = 10 * SECOND
MOST_A_MINUTE = 60
# So many are read in a second; a storm of more is counted without a look.
MOST_LOOKS_A_SECOND = 200


@dataclass(frozen=True)
class Taken:
    """What became of a datagram: what is sent back, and what is recorded."""

    reply: bytes | None = None
    event: AlarmTold | None = None


class AlarmDesk:
    """What becomes of each datagram. Knows no network and no clock; `now` is the drill's time.

    `at` has the devices of the plan by their addresses. `engine` is our own name to those who send
    informs in version 3; `salt` gives 8 bytes that it never gave before.
    """

    def __init__(
        self,
        plan: Plan,
        at: Mapping[str, tuple[Device, ...]],
        secrets: Secrets,
        engine: bytes,
        salt: Callable[[], bytes],
    ) -> None:
        self._plan, self._at = plan, at
        self._accounts = {
            address: TrapAccounts(
                [
                    account
                    for id_ in dict.fromkeys(each.snmp for each in devices)
                    if id_ is not None and (account := plan.snmp_account(id_)) is not None
                ],
                secrets,
                engine,
                salt,
            )
            for address, devices in at.items()
        }
        self._last: dict[tuple[str, str], int] = {}
        self._recorded: deque[int] = deque()
        self._looks: deque[int] = deque()
        self._left = AlarmsLeftOut(0)

    def take(self, datagram: bytes, address: str, now: int) -> Taken:
        """Weigh one datagram from `address`."""
        if _full(self._looks, now, SECOND, MOST_LOOKS_A_SECOND):
            self._left = replace(self._left, too_many=self._left.too_many + 1)
            return Taken()
        self._looks.append(now)
        accounts = self._accounts.get(address)
        if accounts is None:
            self._left = replace(self._left, strangers=self._left.strangers + 1)
            return Taken()
        try:
            opened = accounts.opened(datagram, now)
        except Malformed:
            self._left = replace(self._left, malformed=self._left.malformed + 1)
            return Taken()
        except NotGenuine as trouble:
            self._left = replace(self._left, not_genuine=self._left.not_genuine + trouble.counts)
            return Taken(trouble.reply)
        return Taken(opened.reply, self._told(opened, address, now))

    def left_out(self, now: int) -> AlarmsLeftOut | None:
        """What was counted since this was asked last, or None."""
        left, self._left = self._left, AlarmsLeftOut(0)
        return None if left == self._left else replace(left, at=now)

    def _told(self, opened: Opened, address: str, now: int) -> AlarmTold | None:
        key = (address, opened.name)
        last = self._last.get(key)
        if last is not None and now - last < APART_US:
            self._left = replace(self._left, repeated=self._left.repeated + 1)
            return None
        if _full(self._recorded, now, MINUTE, MOST_A_MINUTE):
            self._left = replace(self._left, too_many=self._left.too_many + 1)
            return None
        self._recorded.append(now)
        if len(self._last) > MOST_A_MINUTE:
            self._forget(now)
        self._last[key] = now
        devices = self._at[address]
        found = next(
            (
                meant
                for each in devices
                if (meant := meaning_of(opened.name, self._plan.profile(each.profile or ""))).word
            ),
            meaning_of(opened.name, None),
        )
        return AlarmTold(
            at=now,
            systems=tuple(each.id for each in devices),
            oid=opened.name,
            word=found.word,
            severity=found.severity,
            meaning=found.meaning,
        )

    def _forget(self, now: int) -> None:
        """Drop names that were long not told; a sender may make up as many as it likes."""
        for key in [key for key, at in self._last.items() if now - at >= APART_US]:
            del self._last[key]


def _full(times: deque[int], now: int, within: int, most: int) -> bool:
    while times and now - times[0] >= within:
        times.popleft()
    return len(times) >= most
