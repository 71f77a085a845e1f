"""How a device is asked over SNMP: it is read, and nothing here could change it.

A session belongs to one device and is the same through a whole drill; its questions wait for each
other, because small agents lose the second of two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

# Whole numbers of every width and ticks are int; object identifiers and IP addresses are str;
# strings of octets are bytes, whatever they mean. None: the device has no such object.
SnmpValue = int | str | bytes | None

PORT = 161


class SnmpDevice(Protocol):
    """Something of the plan that has an agent: a radio, a UPS, the end of a line, a gateway."""

    @property
    def address(self) -> str | None:
        """IP address or host name, with ``:port`` where it is not 161."""
        ...

    @property
    def snmp(self) -> str | None:
        """The id of the plan's account that it is asked with."""
        ...


@dataclass(frozen=True)
class SnmpAgent:
    """An agent by its address, for a question about something that is not in the plan."""

    address: str
    snmp: str


class SnmpSession(Protocol):
    """The questions that a device is asked. Identifiers are dotted numbers: ``1.3.6.1.2.1.1.3.0``.

    Both raise `drills.errors.Unreachable` (its `answered` is None where the device lives and turns
    the account away) and let `OSError` of the network pass.
    """

    async def get(self, oids: Sequence[str]) -> Mapping[str, SnmpValue]:
        """The value of each of `oids`, by the identifier as given; None where it has none."""
        ...

    async def walk(self, oid: str) -> Mapping[str, SnmpValue]:
        """Everything below `oid`, by full identifier, in the device's order."""
        ...
