"""What is wanted of a library that speaks SNMP, so that either of two can do it.

gufo-snmp is ten times as fast and has no build for Windows; pysnmp is pure Python and runs wherever
Python does. Both pass the same tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bcp.snmp import SnmpAccount
from drills.probes._contract import Revealing
from drills.probes._snmp import SnmpValue

# More than any table that a drill reads; an agent that repeats itself would be read without end.
MOST_ROWS = 2000
# How many rows are asked for at once; a datagram holds about so many.
ROWS_AT_ONCE = 20

Denial = Literal["user", "password", "privacy", "level", "clock", "view", "some"]


class Denied(Exception):
    """The device lives and turns us away. `why` is ``some`` where it does not say for what."""

    def __init__(self, why: Denial) -> None:
        self.why: Denial = why
        super().__init__(why)


class Complaint(Exception):
    """The device answers with an error of its own, or with what is no answer to our question."""


@dataclass(frozen=True)
class Login:
    """An account with its secrets, which are revealed to the library and to nobody else."""

    account: SnmpAccount
    community: Revealing | None = None
    auth_password: Revealing | None = None
    privacy_password: Revealing | None = None


class Connection(Protocol):
    """One agent, asked one question at a time.

    Its questions raise `TimeoutError` or another `OSError` where nothing came back, `Denied` and
    `Complaint`. They may also wait without end: whoever asks sets the limit. `heard` is how many
    rows a walk has had so far.
    """

    heard: int

    async def get(self, oids: Sequence[str]) -> Mapping[str, SnmpValue]:
        """The value of each of `oids`; those that the device lacks may be missing."""
        ...

    async def walk(self, oid: str) -> Mapping[str, SnmpValue]:
        """What stands below `oid`, at most `MOST_ROWS`."""
        ...

    def close(self) -> None:
        """Give the socket back."""
        ...


class Library(Protocol):
    """A library; belongs to one event loop."""

    async def connection(self, ip: str, port: int, login: Login) -> Connection:
        """A connection to the agent at an IP address; may already ask it who it is."""
        ...

    def forget(self, account: str) -> None:
        """Learn anew who the agents of that account are: one may have been exchanged."""
        ...

    def close(self) -> None:
        """Let everything go."""
        ...
