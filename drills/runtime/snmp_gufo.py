"""SNMP by gufo-snmp, which is fast and knows one question at a time.

Its traps: an address must be an IP address; a refusal of the network looks like a timeout; an error
that the device answers looks as if it lacked every object that was asked for; it keeps the
agent's clock as it was with the last answer, which RFC 3414 allows to be 150 seconds old; and while
datagrams keep coming it may miss that it was told to stop.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Mapping, Sequence
from typing import TypeVar

from gufo.snmp import (
    Aes128Key,
    Aes192Key,
    Aes256Key,
    BaseAuthKey,
    BasePrivKey,
    KeyExpansion,
    Md5Key,
    NoSuchInstance,
    Sha1Key,
    Sha224Key,
    Sha256Key,
    Sha384Key,
    Sha512Key,
    SnmpAuthError,
    SnmpError,
    User,
    ValueType,
)
from gufo.snmp.aio import SnmpSession

from drills.probes._snmp import SnmpValue
from drills.runtime.snmp_library import MOST_ROWS, ROWS_AT_ONCE, Complaint, Denied, Login

_AUTH: Mapping[str, type[BaseAuthKey]] = {
    "md5": Md5Key,
    "sha1": Sha1Key,
    "sha224": Sha224Key,
    "sha256": Sha256Key,
    "sha384": Sha384Key,
    "sha512": Sha512Key,
}
_PRIVACY: Mapping[str, type[BasePrivKey]] = {
    "aes128": Aes128Key,
    "aes192": Aes192Key,
    "aes256": Aes256Key,
    "aes192c": Aes192Key,
    "aes256c": Aes256Key,
}
T = TypeVar("T")

# Whoever asks sets the limit; this one only ends what was left behind.
_AT_MOST_S = 60.0
_CLOCK_KEPT_S = 100.0
_AGAIN_S = 0.01


class Gufo:
    """The library as a whole; it keeps nothing between connections."""

    async def connection(self, ip: str, port: int, login: Login) -> GufoConnection:
        """A connection; with version 3 the agent is asked for its clock at once."""
        connection = GufoConnection(_session(ip, port, login))
        await connection.refresh()
        return connection

    def forget(self, account: str) -> None:
        """Each connection asks for itself who its agent is."""

    def close(self) -> None:
        """There is nothing to let go."""


class GufoConnection:
    """One agent."""

    def __init__(self, session: SnmpSession) -> None:
        self.heard = 0
        self._session: SnmpSession | None = session
        self._fresh_until = 0.0

    async def refresh(self) -> None:
        """Ask for the agent's clock, where the version needs it and it is too old."""
        if time.monotonic() >= self._fresh_until:
            await _spoken(self._open.refresh())
            self._keep_fresh()

    async def get(self, oids: Sequence[str]) -> Mapping[str, SnmpValue]:
        """The values of `oids`."""
        await self.refresh()
        found = await _spoken(self._open.get_many(list(oids)))
        self._keep_fresh()
        if found:
            return {oid: _value(value) for oid, value in found.items()}
        return {oid: await self._alone(oid) for oid in oids}

    async def _alone(self, oid: str) -> SnmpValue:
        """One value; only so is an error told apart from an object that is not there."""
        try:
            value = await _spoken(self._open.get(oid))
        except NoSuchInstance:
            return None
        if value is None:
            raise Complaint(oid)
        return _value(value)

    async def walk(self, oid: str) -> Mapping[str, SnmpValue]:
        """What stands below `oid`."""
        await self.refresh()
        rows: dict[str, SnmpValue] = {}
        found = self._open.getbulk(oid, max_repetitions=ROWS_AT_ONCE)
        while len(rows) < MOST_ROWS:
            try:
                key, value = await _spoken(anext(found))
            except StopAsyncIteration:
                break
            if key in rows:
                # It goes round in circles.
                break
            rows[key] = _value(value)
            self.heard = len(rows)
        self._keep_fresh()
        return rows

    def close(self) -> None:
        """Its socket is closed with the last reference."""
        self._session = None

    @property
    def _open(self) -> SnmpSession:
        if self._session is None:
            raise OSError("closed")
        return self._session

    def _keep_fresh(self) -> None:
        self._fresh_until = time.monotonic() + _CLOCK_KEPT_S


def _session(ip: str, port: int, login: Login) -> SnmpSession:
    if login.account.version == "v2c":
        community = login.community.reveal() if login.community else ""
        return SnmpSession(ip, port=port, community=community, timeout=_AT_MOST_S)
    return SnmpSession(ip, port=port, user=_user(login), timeout=_AT_MOST_S)


def _user(login: Login) -> User:
    account, auth, privacy = login.account, None, None
    if account.auth is not None and login.auth_password is not None:
        auth = _AUTH[account.auth](login.auth_password.reveal().encode())
    if account.privacy is not None and login.privacy_password is not None:
        privacy = _PRIVACY[account.privacy](login.privacy_password.reveal().encode())
    stretched = (account.privacy or "").endswith("c")
    expansion = KeyExpansion.Cisco if stretched else KeyExpansion.Blumenthal
    return User(account.user or "", auth_key=auth, priv_key=privacy, key_expansion=expansion)


async def _spoken(answer: Awaitable[T]) -> T:
    """The answer, or its error in the words of `snmp_library`."""
    try:
        return await _stoppable(answer)
    except NoSuchInstance:
        raise
    except SnmpAuthError:
        raise Denied("some") from None
    except SnmpError as trouble:
        raise Complaint(str(trouble)) from None
    except BaseException as trouble:
        # Some datagrams that are no SNMP make its Rust part panic, which is no `Exception` and
        # would end a drill.
        if type(trouble).__name__ == "PanicException":
            raise Complaint("no SNMP") from None
        raise


async def _stoppable(answer: Awaitable[T]) -> T:
    """The answer; whoever waits for it no more is let go, however often the library misses it.

    `asyncio.wait_for` of Python 3.11, which it waits with, forgets that it was cancelled where a
    datagram came at the same moment.
    """
    task = asyncio.ensure_future(answer)
    try:
        await asyncio.wait({task})
    finally:
        while not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=_AGAIN_S)
    return task.result()


def _value(value: ValueType) -> SnmpValue:
    # SNMP knows no fractions; a device that sends one all the same is read as its text.
    return str(value) if isinstance(value, float) else value
