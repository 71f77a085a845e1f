"""A device's SNMP agent, version 2c: it can be read, and set by nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from drills.town.datagrams import DatagramService
from drills.wire import Malformed, snmp_agent

# What the device has now, by object identifier.
Objects = Callable[[], Mapping[str, snmp_agent.Value]]


class AgentService(DatagramService):
    """Answers for `objects` to whoever gives the community in the file; to others it is silent."""

    def __init__(self, objects: Objects, port: int, community: Path) -> None:
        super().__init__(port)
        self._objects, self._community = objects, community

    async def answered(self, wire: bytes) -> bytes | None:
        """The answer, or None for a stranger and for what is no question that reads."""
        await self.turn()
        try:
            asked = snmp_agent.parsed(wire)
        except Malformed:
            return None
        if asked.community.decode(errors="replace") != self._community.read_text(encoding="ascii"):
            return None
        return snmp_agent.answer(asked, self._objects())
