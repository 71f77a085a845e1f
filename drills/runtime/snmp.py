"""SNMP for the probes: one session per device and account, kept until the drill ends.

Questions of one session wait for each other. A datagram may be lost, so each question is asked up
to three times within the ask's own limit; what stays unanswered is looked at a second time, because
both libraries take a port where nothing listens for silence.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from bcp.message import Phrase
from bcp.model import Plan
from bcp.secret_source import SecretSource
from drills.errors import Refusal, Unreachable
from drills.probes._addresses import host_and_port, is_host, is_ipv6
from drills.probes._snmp import PORT, SnmpDevice, SnmpValue
from drills.runtime.secrets import Secret, Secrets
from drills.runtime.snmp_library import Complaint, Connection, Denied, Library, Login
from drills.runtime.snmp_look import Seen, look
from drills.runtime.snmp_words import (
    BAD_ADDRESS,
    BUSY,
    COMPLAINS,
    NO_ACCOUNT,
    NO_ADDRESS,
    NO_SECRET,
    denial,
    silence,
)

TOO_LONG = Phrase(
    "snmp.too_long",
    ja="{place}はSNMPに応答していますが、表が長いか経路が遅く、時間内に読み終わりませんでした。"
    "`timeout`を長くしてください。",
    en="{place} answers SNMP, but its table is too long, or the way to it too slow, to be read in "
    "time; give a longer `timeout`.",
)

T = TypeVar("T")
Question = Callable[[Connection], Awaitable[T]]

# How much of the time that is left each try may take, and the second look.
_TRIES = (0.2, 0.3, 0.3)
_LOOK = 0.15
# Small agents refuse a question whose answer needs more than one datagram of the least size.
_AT_ONCE = 16


def library() -> Library:
    """The faster of the two libraries where it can be installed, else the other."""
    # Both cost time to import, and few plans need them.
    try:
        from drills.runtime.snmp_gufo import Gufo  # noqa: PLC0415
    except ImportError:
        from drills.runtime.snmp_pysnmp import PySnmp  # noqa: PLC0415

        return PySnmp()
    return Gufo()


class SnmpPool:
    """The sessions of a drill; close it in the loop that used it. `make` gives the library."""

    def __init__(
        self,
        plan: Plan,
        secrets: Secrets | None = None,
        make: Callable[[], Library] = library,
    ) -> None:
        self._plan = plan
        self._secrets = secrets or Secrets()
        self._make = make
        self._library: Library | None = None
        self._agents: dict[tuple[str, str], _Agent] = {}

    def session(self, device: SnmpDevice, until: float) -> Session:
        """The session of a device, for an ask that must be over at `until` (the loop's clock).

        Raises `Refusal` where the plan does not say how to ask it.
        """
        if device.address is None:
            raise Refusal(NO_ADDRESS())
        known = (device.address, device.snmp or "")
        if known not in self._agents:
            self._agents[known] = self._agent(*known)
        return Session(self._agents[known], until)

    def close(self) -> None:
        """Close every session."""
        for agent in self._agents.values():
            agent.close()
        self._agents.clear()
        if self._library is not None:
            self._library.close()
            self._library = None

    def _agent(self, address: str, account_id: str) -> _Agent:
        place = _host_and_port(address)
        account = self._plan.snmp_account(account_id)
        if place is None:
            raise Refusal(BAD_ADDRESS(address=address))
        if account is None:
            raise Refusal(NO_ACCOUNT(place=address))
        if any(self._secrets.at(each) is None for each in account.secrets):
            raise Refusal(NO_SECRET(account=account.id, place=address))
        if self._library is None:
            self._library = self._make()
        login = Login(
            account,
            self._secret(account.community),
            self._secret(account.auth_password),
            self._secret(account.privacy_password),
        )
        return _Agent(self._library, address, *place, login)

    def _secret(self, source: SecretSource | None) -> Secret | None:
        return None if source is None else self._secrets.at(source)


class Session:
    """One device as one ask sees it; see `drills.probes._snmp.SnmpSession`."""

    def __init__(self, agent: _Agent, until: float) -> None:
        self._agent = agent
        self._until = until

    async def get(self, oids: Sequence[str]) -> Mapping[str, SnmpValue]:
        """The value of each of `oids`; None where the device has none."""
        found: dict[str, SnmpValue] = {}
        for first in range(0, len(oids), _AT_ONCE):
            part = [each.strip(".") for each in oids[first : first + _AT_ONCE]]
            found |= await self._agent.ask(_get(part), self._until)
        return {oid: found.get(oid.strip(".")) for oid in oids}

    async def walk(self, oid: str) -> Mapping[str, SnmpValue]:
        """Everything below `oid`."""
        return await self._agent.ask(lambda by: by.walk(oid.strip(".")), self._until)


class _Agent:
    """One agent and one account: its connection, and what became of its last questions."""

    def __init__(self, by: Library, place: str, host: str, port: int, login: Login) -> None:
        self._library = by
        self._place = place
        self._host, self._port = host, port
        self._login = login
        self._lock = asyncio.Lock()
        self._connection: Connection | None = None
        self._ip = host
        self._answered = False
        # Whether a part of what is asked now came in time.
        self._halfway = False
        # What was seen of it while a question stays without an answer.
        self._unanswered: Seen | None = None
        # Which agent it was that answered there last.
        self._engine = b""

    async def ask(self, question: Question[T], until: float) -> T:
        """The answer. Raises `Unreachable`, or an `OSError` of the network."""
        await self._turn(until)
        try:
            return await self._tried(question, until - asyncio.get_running_loop().time())
        finally:
            self._unanswered = None
            self._lock.release()

    async def _turn(self, until: float) -> None:
        """Wait until nobody else asks, for half of the time: the rest is needed to ask."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(max(until - loop.time(), 0.0) / 2):
                await self._lock.acquire()
        except TimeoutError:
            if self._unanswered is not None:
                raise self._silence(self._unanswered) from None
            raise Unreachable(BUSY(place=self._place), answered=None) from None

    async def _tried(self, question: Question[T], whole: float) -> T:
        self._halfway = False
        for share in _TRIES:
            known = self._connection is not None
            try:
                answer = await self._once(question, share * whole)
            except Denied as trouble:
                # An agent that restarted has a new clock; a new connection asks for it.
                if not known:
                    await self._deny(trouble, _LOOK * whole)
            except Complaint as trouble:
                said = COMPLAINS(place=self._place, what=str(trouble))
                raise Unreachable(said, answered=None) from None
            except socket.gaierror:
                raise
            except OSError:
                if self._unanswered is None:
                    self._unanswered = await look(self._ip, self._port, _LOOK * whole)
            else:
                return answer
        if self._halfway:
            raise Unreachable(TOO_LONG(place=self._place), answered=None)
        raise self._silence(self._unanswered or Seen(lives=False))

    def close(self) -> None:
        """Drop the connection; the next question makes a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def _once(self, question: Question[T], limit_s: float) -> T:
        try:
            async with asyncio.timeout(limit_s):
                if self._connection is None:
                    self._connection = await self._connected()
                answer = await question(self._connection)
        except BaseException:
            if self._connection is not None and self._connection.heard:
                self._halfway = True
            # What still comes for this question must not be taken for the answer to the next.
            self.close()
            raise
        self._answered = True
        return answer

    async def _connected(self) -> Connection:
        self._ip = await _resolved(self._host, self._port)
        if self._login.account.version == "v3":
            # With version 3 every key belongs to one agent; another may stand there since.
            seen = await look(self._ip, self._port, None)
            if self._engine not in (b"", seen.engine):
                self._library.forget(self._login.account.id)
            self._engine = seen.engine
        return await self._library.connection(self._ip, self._port, self._login)

    async def _deny(self, trouble: Denied, limit_s: float) -> None:
        account = self._login.account
        seen = Seen(lives=True)
        if trouble.why == "some":
            seen = await look(self._ip, self._port, limit_s, account.user)
        said = denial(self._place, account, trouble.why, seen)
        raise Unreachable(said, answered=None) from None

    def _silence(self, seen: Seen) -> Unreachable:
        said = silence(self._place, self._login.account, seen, answered_before=self._answered)
        # One that lives and keeps silent may be asked in the wrong words: it is not known to fail.
        return Unreachable(said, answered=None if seen.lives else False)


def _get(oids: Sequence[str]) -> Question[Mapping[str, SnmpValue]]:
    return lambda by: by.get(oids)


async def _resolved(host: str, port: int) -> str:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    return str(found[0][4][0])


def _host_and_port(address: str) -> tuple[str, int] | None:
    if is_host(address) or is_ipv6(address):
        return address, PORT
    return host_and_port(address)
