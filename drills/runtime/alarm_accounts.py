"""Whether a notification was sent with the account of the device that it comes from."""

from __future__ import annotations

import hmac
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bcp.durations import SECOND
from bcp.secret_source import SecretSource
from bcp.snmp import SnmpAccount
from drills.runtime.secrets import Secrets
from drills.wire import snmp_notice, snmp_signed
from drills.wire.snmp_keys import Keys, keys_for
from drills.wire.snmp_notice import VERSION_2C
from drills.wire.snmp_signed import UNKNOWN_ENGINE, WRONG_CLOCK, Clock, Sealed

# Keys take milliseconds each, and anybody can name an engine: so many are made in a second, and
# so many are kept for each address.
_KEYS_A_SECOND = 5
_MOST_KEYS = 8
# RFC 3414, 2.2.3
_WINDOW_S = 150
# We never start anew under the same name.
_BOOTS = 1


@dataclass(frozen=True)
class Opened:
    """A genuine notification's name, and the answer that its sender waits for, if any."""

    name: str
    reply: bytes | None = None


class NotGenuine(Exception):
    """It is of no account that may tell. `reply` is what version 3 says to such a sender.

    `counts` is 0 where it only asks for our clock, as every inform of version 3 begins.
    """

    def __init__(self, reply: bytes | None = None, counts: int = 1) -> None:
        self.reply, self.counts = reply, counts
        super().__init__()


class TrapAccounts:
    """The accounts of the devices at one address."""

    def __init__(
        self,
        accounts: Iterable[SnmpAccount],
        secrets: Secrets,
        engine: bytes,
        salt: Callable[[], bytes],
    ) -> None:
        self._accounts, self._secrets = tuple(accounts), secrets
        self._engine, self._salt = engine, salt
        self._keys: dict[tuple[str, bytes], Keys] = {}
        self._made: deque[int] = deque(maxlen=_KEYS_A_SECOND)
        self._newest: dict[bytes, tuple[int, int]] = {}

    def opened(self, datagram: bytes, now: int) -> Opened:
        """What was told. Raises `Malformed` and `NotGenuine`; `now` is microseconds of a clock."""
        if snmp_notice.version_of(datagram) == VERSION_2C:
            return self._of_2c(datagram)
        sealed = snmp_signed.parsed(datagram)
        ours = Clock(self._engine, _BOOTS, max(0, now) // SECOND)
        if sealed.wants_report and sealed.clock.engine != self._engine:
            # Whoever sends an inform asks first who we are.
            raise NotGenuine(snmp_signed.report(sealed, UNKNOWN_ENGINE, ours), counts=0)
        account = self._account_of(sealed)
        keys = self._keys_of(account, sealed.clock.engine, now)
        if not snmp_signed.is_genuine(sealed, keys):
            raise NotGenuine
        if sealed.clock.engine == self._engine:
            return self._inform(sealed, keys, ours)
        told = snmp_signed.opened(sealed, keys)
        self._mind_the_clock(sealed.clock)
        return Opened(told.notice.name)

    def _of_2c(self, datagram: bytes) -> Opened:
        told = snmp_notice.parsed(datagram)
        for each in self._accounts:
            community = self._secret(each.community)
            if community and hmac.compare_digest(community.encode(), told.community):
                reply = snmp_notice.answer(told) if told.notice.wants_answer else None
                return Opened(told.notice.name, reply)
        raise NotGenuine

    def _inform(self, sealed: Sealed, keys: Keys, ours: Clock) -> Opened:
        late = abs(sealed.clock.seconds - ours.seconds) > _WINDOW_S
        if sealed.clock.boots != ours.boots or late:
            raise NotGenuine(snmp_signed.report(sealed, WRONG_CLOCK, ours, keys), counts=0)
        told = snmp_signed.opened(sealed, keys)
        reply = snmp_signed.answer(sealed, told, ours, keys, self._salt())
        return Opened(told.notice.name, reply)

    def _account_of(self, sealed: Sealed) -> SnmpAccount:
        """Version 3 without a signature proves nothing, and is not believed."""
        for each in self._accounts:
            if sealed.is_signed and each.auth is not None and each.user == sealed.user:
                return each
        raise NotGenuine

    def _keys_of(self, account: SnmpAccount, engine: bytes, now: int) -> Keys:
        known = self._keys.get((account.id, engine))
        if known is not None:
            return known
        if len(self._made) == _KEYS_A_SECOND and now - self._made[0] < SECOND:
            raise NotGenuine
        self._made.append(now)
        password = self._secret(account.auth_password)
        if password is None or account.auth is None:
            raise NotGenuine
        privacy_password = self._secret(account.privacy_password) or ""
        privacy = account.privacy if privacy_password else None
        keys = keys_for(engine, account.auth, password, privacy, privacy_password)
        if len(self._keys) >= _MOST_KEYS:
            self._keys.pop(next(iter(self._keys)))
        self._keys[account.id, engine] = keys
        return keys

    def _mind_the_clock(self, clock: Clock) -> None:
        """Raise `NotGenuine` for what is older than what was told before: somebody repeats it."""
        newest = self._newest.get(clock.engine, (0, 0))
        told = (clock.boots, clock.seconds)
        if told < (newest[0], newest[1] - _WINDOW_S):
            raise NotGenuine
        if len(self._newest) >= _MOST_KEYS:
            self._newest.pop(next(iter(self._newest)))
        self._newest[clock.engine] = max(newest, told)

    def _secret(self, source: SecretSource | None) -> str | None:
        found = None if source is None else self._secrets.at(source)
        return None if found is None else found.reveal()
