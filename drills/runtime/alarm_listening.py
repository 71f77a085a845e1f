"""The socket at which a drill takes alarms, and where the devices are that may send them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from ipaddress import ip_address
from itertools import count
from typing import Any, Protocol, cast

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from bcp.trap_forms import place_of
from drills.core.alarm_events import AlarmsAwaited
from drills.core.alarms import Device, listened_to, listening
from drills.core.brief import Brief
from drills.core.events import Event
from drills.core.state import Drill
from drills.probes._addresses import host_and_port
from drills.runtime.alarms import AlarmDesk
from drills.runtime.secrets import Secrets

COUNT_EVERY_S = 10.0
# RFC 3411, 5 (SnmpEngineID): 0x80 and a number of an enterprise, here none; 5: octets follow.
_ENGINE_BEGINS = b"\x80\x00\x00\x00\x05"

CANNOT_LISTEN = Phrase(
    "alarms.cannot_listen",
    ja="{listen}で待ち受けられません（{reason}）。この端末のアドレスか、ほかのプログラムが使っていないか、"
    "1024未満のポートではないかを確かめてください。",
    en="cannot listen at {listen} ({reason}): see whether it is an address of this terminal, "
    "whether another program has it, and whether the port is below 1024.",
)


class Running(Protocol):
    """The drill that goes on, as whoever listens needs it."""

    drill: Drill

    def now(self) -> int:
        """The drill's time."""
        ...

    def happened(self, events: Sequence[Event] = ()) -> object:
        """Record what happened."""
        ...

    async def begun(self) -> None:
        """Come back when the drill has begun."""
        ...


class _Door(asyncio.DatagramProtocol):
    """Hands datagrams to the desk, and its replies back to where they came from."""

    def __init__(self, desk: AlarmDesk, running: Running) -> None:
        self._desk, self._running = desk, running
        self._out: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Until Python 3.12 asyncio's own class does not say that it is one.
        self._out = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, datagram: bytes, sender: tuple[Any, ...]) -> None:
        taken = self._desk.take(datagram, _plain(sender[0]), self._running.now())
        if taken.event is not None:
            _record(self._running, taken.event)
        if taken.reply is not None and self._out is not None:
            self._out.sendto(taken.reply, sender)


async def take_alarms(brief: Brief, secrets: Secrets | None, running: Running) -> None:
    """Take what devices tell until cancelled; at once back where nothing is listened for."""
    traps = listening(brief)
    place = place_of(traps.listen) if traps else None
    if traps is None or place is None:
        return
    await running.begun()
    desk = AlarmDesk(
        brief.plan,
        await devices_at(listened_to(brief.plan)),
        secrets or Secrets(),
        _ENGINE_BEGINS + os.urandom(12),
        _salts(),
    )
    loop = asyncio.get_running_loop()
    try:
        door, _ = await loop.create_datagram_endpoint(
            lambda: _Door(desk, running), local_addr=place
        )
    except OSError as trouble:
        why = CANNOT_LISTEN(listen=traps.listen, reason=reason_of(trouble))
        _record(running, AlarmsAwaited(running.now(), traps.listen, why))
        return
    try:
        _record(running, AlarmsAwaited(running.now(), traps.listen))
        while True:
            await asyncio.sleep(COUNT_EVERY_S)
            left = desk.left_out(running.now())
            if left is not None:
                _record(running, left)
    finally:
        door.close()


async def devices_at(devices: Sequence[Device]) -> Mapping[str, tuple[Device, ...]]:
    """The devices by their addresses; a name is looked up once, and left out where that fails."""
    found: dict[str, tuple[Device, ...]] = {}
    for each in devices:
        for address in await _addresses(each.address or ""):
            found[address] = (*found.get(address, ()), each)
    return found


async def _addresses(written: str) -> tuple[str, ...]:
    place = host_and_port(written)
    host = place[0] if place else written
    try:
        return (_plain(host),)
    except ValueError:
        pass
    try:
        answers = await asyncio.get_running_loop().getaddrinfo(host, None)
    except (OSError, UnicodeError):
        # A part of a name that is too long is no trouble of the network for Python.
        return ()
    return tuple(dict.fromkeys(_plain(str(each[4][0])) for each in answers))


def _plain(address: str) -> str:
    """One way of writing each address. Raises `ValueError`."""
    return str(ip_address(address.partition("%")[0]))


def _salts() -> Callable[[], bytes]:
    """Eight bytes that are never the same twice (RFC 3826, 3.1.4.1)."""
    numbers = count(int.from_bytes(os.urandom(7), "big"))
    return lambda: (next(numbers) % 2**64).to_bytes(8, "big")


def _record(running: Running, event: Event) -> None:
    # Nothing comes behind the closing record.
    if running.drill.ended is None:
        running.happened((event,))
