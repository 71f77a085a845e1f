"""SNMP by pysnmp, which is pure Python and runs where gufo-snmp has no build.

Its engine is expensive and remembers accounts by the name of their user, so each account has one
of its own. It also remembers for good which identity (RFC 3411) answers at an address, and is deaf
to a device that was exchanged. Its socket is not connected: a refusal of the network is silence.
Its questions are sent by the part that knows nothing of MIB files: looking up in those what each
object is called costs half as much again as asking for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from pyasn1.type.univ import Null, ObjectIdentifier  # type: ignore[import-untyped]
from pysnmp.entity.rfc3413.cmdgen import (  # type: ignore[import-untyped]
    BulkCommandGeneratorSingleRun,
    GetCommandGenerator,
)
from pysnmp.hlapi.v3arch.asyncio import (  # type: ignore[import-untyped]
    USM_AUTH_HMAC96_MD5,
    USM_AUTH_HMAC96_SHA,
    USM_AUTH_HMAC128_SHA224,
    USM_AUTH_HMAC192_SHA256,
    USM_AUTH_HMAC256_SHA384,
    USM_AUTH_HMAC384_SHA512,
    USM_AUTH_NONE,
    USM_PRIV_CFB128_AES,
    USM_PRIV_CFB192_AES,
    USM_PRIV_CFB192_AES_BLUMENTHAL,
    USM_PRIV_CFB256_AES,
    USM_PRIV_CFB256_AES_BLUMENTHAL,
    USM_PRIV_NONE,
    CommunityData,
    SnmpEngine,
    Udp6TransportTarget,
    UdpTransportTarget,
    UsmUserData,
)
from pysnmp.hlapi.v3arch.asyncio.lcd import (  # type: ignore[import-untyped]
    CommandGeneratorLcdConfigurator,
)
from pysnmp.proto import errind  # type: ignore[import-untyped]
from pysnmp.proto.rfc1902 import IpAddress, ObjectName  # type: ignore[import-untyped]
from pysnmp.proto.rfc1905 import (  # type: ignore[import-untyped]
    EndOfMibView,
    NoSuchInstance,
    NoSuchObject,
)

from bcp.snmp import SnmpAccount
from drills.probes._snmp import SnmpValue
from drills.runtime.snmp_library import (
    MOST_ROWS,
    ROWS_AT_ONCE,
    Complaint,
    Denial,
    Denied,
    Login,
)

_AUTH: Mapping[str, Any] = {
    "md5": USM_AUTH_HMAC96_MD5,
    "sha1": USM_AUTH_HMAC96_SHA,
    "sha224": USM_AUTH_HMAC128_SHA224,
    "sha256": USM_AUTH_HMAC192_SHA256,
    "sha384": USM_AUTH_HMAC256_SHA384,
    "sha512": USM_AUTH_HMAC384_SHA512,
}
_PRIVACY: Mapping[str, Any] = {
    "aes128": USM_PRIV_CFB128_AES,
    "aes192": USM_PRIV_CFB192_AES_BLUMENTHAL,
    "aes256": USM_PRIV_CFB256_AES_BLUMENTHAL,
    "aes192c": USM_PRIV_CFB192_AES,
    "aes256c": USM_PRIV_CFB256_AES,
}
_DENIALS: tuple[tuple[type, Denial], ...] = (
    (errind.UnknownUserName, "user"),
    (errind.UnknownSecurityName, "user"),
    (errind.WrongDigest, "password"),
    (errind.AuthenticationFailure, "password"),
    (errind.DecryptionError, "privacy"),
    (errind.UnsupportedSecurityLevel, "level"),
    (errind.NotInTimeWindow, "clock"),
    (errind.ReportPduReceived, "some"),
)
# RFC 3416: authorizationError, noAccess.
_NO_RIGHT = (16, 6)
_AT_MOST_S = 60.0


class PySnmp:
    """The library with the engines of its accounts."""

    def __init__(self) -> None:
        self._engines: dict[str, SnmpEngine] = {}
        # Other connections may still use them.
        self._former: list[SnmpEngine] = []

    async def connection(self, ip: str, port: int, login: Login) -> PySnmpConnection:
        """A connection; nothing is asked yet."""
        engine = self._engines.get(login.account.id)
        if engine is None:
            engine = self._engines[login.account.id] = SnmpEngine()
        kind = Udp6TransportTarget if ":" in ip else UdpTransportTarget
        target = await kind.create((ip, port), timeout=_AT_MOST_S, retries=0)
        return PySnmpConnection(engine, _credentials(login), target)

    def forget(self, account: str) -> None:
        """The account's next connections get a new engine."""
        if account in self._engines:
            self._former.append(self._engines.pop(account))

    def close(self) -> None:
        """Close the socket of each engine."""
        for engine in (*self._engines.values(), *self._former):
            engine.close_dispatcher()
        self._engines.clear()
        self._former.clear()


class PySnmpConnection:
    """One agent."""

    def __init__(self, engine: SnmpEngine, credentials: Any, target: Any) -> None:
        self.heard = 0
        self._engine = engine
        self._name, _ = CommandGeneratorLcdConfigurator().configure(engine, credentials, target)

    async def get(self, oids: Sequence[str]) -> Mapping[str, SnmpValue]:
        """The values of `oids`."""
        rows = await self._asked(GetCommandGenerator(), oids)
        return {str(name): _value(value) for name, value in rows}

    async def walk(self, oid: str) -> Mapping[str, SnmpValue]:
        """What stands below `oid`."""
        rows: dict[str, SnmpValue] = {}
        last = oid
        while len(rows) < MOST_ROWS:
            found = await self._asked(BulkCommandGeneratorSingleRun(), [last], 0, ROWS_AT_ONCE)
            for name, value in found:
                last = str(name)
                inside = last.startswith(f"{oid}.") and last not in rows
                if not inside or isinstance(value, EndOfMibView):
                    return rows
                rows[last] = _value(value)
            self.heard = len(rows)
            if not found:
                return rows
        return rows

    async def _asked(self, generator: Any, oids: Sequence[str], *limits: int) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        wanted = [(ObjectName(oid), Null("")) for oid in oids]
        generator.send_varbinds(self._engine, self._name, None, b"", *limits, wanted, _take, future)
        return _spoken(*await future)

    def close(self) -> None:
        """The socket is its engine's."""


def _credentials(login: Login) -> CommunityData | UsmUserData:
    account = login.account
    if account.version == "v2c":
        community = login.community.reveal() if login.community else ""
        return CommunityData(account.id, community, mpModel=1)  # noqa: S508 - the device decides
    return UsmUserData(
        account.user or "",
        authKey=login.auth_password.reveal() if login.auth_password else None,
        privKey=login.privacy_password.reveal() if login.privacy_password else None,
        **_protocols(account),
    )


def _protocols(account: SnmpAccount) -> dict[str, Any]:
    return {
        "authProtocol": _AUTH.get(account.auth or "", USM_AUTH_NONE),
        "privProtocol": _PRIVACY.get(account.privacy or "", USM_PRIV_NONE),
    }


def _take(  # noqa: PLR0917 - pysnmp calls it so
    engine: Any, handle: Any, trouble: Any, status: Any, index: Any, rows: Any, future: Any
) -> None:
    if not future.done():
        future.set_result((trouble, status, rows))


def _spoken(trouble: Any, status: Any, rows: Any) -> Any:
    """The rows of an answer, or its error in the words of `snmp_library`."""
    if isinstance(trouble, errind.RequestTimedOut):
        raise TimeoutError
    if trouble:
        why = next((each for kind, each in _DENIALS if isinstance(trouble, kind)), None)
        if why is not None:
            raise Denied(why)
        raise Complaint(str(trouble))
    if int(status) in _NO_RIGHT:
        raise Denied("view")
    if int(status):
        raise Complaint(status.prettyPrint())
    return rows


def _value(value: Any) -> SnmpValue:
    if isinstance(value, NoSuchObject | NoSuchInstance | EndOfMibView | Null):
        return None
    if isinstance(value, IpAddress):
        return str(value.prettyPrint())
    if isinstance(value, ObjectIdentifier):
        return str(value)
    return bytes(value) if hasattr(value, "asOctets") else int(value)
