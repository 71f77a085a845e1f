"""Claims that several hosts share: one table in PostgreSQL, one row for each start.

The row is there, for good, before anything is begun. A host that loses its answer to a cut
connection looks for its own row again, so that a claim which was taken is never left unused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]  # it says nothing of its types

from bcp.message import Phrase
from drills.errors import Refusal, Unreachable
from drills.notices.events import NoticeIntended, NoticeOmitted
from drills.schedule.events import Settling, TakenElsewhere, only_once
from drills.schedule.record import ScheduleRecord

_TABLE = """CREATE TABLE IF NOT EXISTS bcp_drill_claim (
  key  text PRIMARY KEY,
  host text NOT NULL,
  at   timestamptz NOT NULL DEFAULT now()
)"""
# Whoever comes second gets the row of the first, which the conflict alone would not show.
_TAKE = """INSERT INTO bcp_drill_claim (key, host) VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING host"""
_PATIENCE_S = 10.0
_SCHEMES = ("postgresql://", "postgres://")

Came = TypeVar("Came")

NO_ADDRESS = Phrase(
    "schedule.claims_no_address",
    ja="開始の確保（--claims）の接続先は postgresql:// で始まる一行で書いてください。",
    en="what --claims names must hold one line that begins with postgresql://",
)
UNREACHABLE = Phrase(
    "schedule.claims_unreachable",
    ja="開始の確保の PostgreSQL に尋ねられません（{kind}）。二重に始めないよう、つながるまで訓練を"
    "始めません。",
    en="the PostgreSQL of the claims cannot be asked ({kind}). Nothing begins until it can, so "
    "that nothing begins twice.",
)

ELSEWHERE = Phrase(
    "schedule.notice_elsewhere",
    ja="別のホスト「{host}」が送ります。",
    en="it is sent by another host, {host!r}.",
)


class PostgresClaims:
    """Claims of one host, with their record here. Raises `Refusal` for what is no address.

    `host` is kept with each claim, beside what tells this record from others: copied machines may
    have one name.
    """

    def __init__(self, address: str, host: str, record: ScheduleRecord) -> None:
        if not address.startswith(_SCHEMES) or "\n" in address:
            raise Refusal(NO_ADDRESS())
        self._address, self._host, self._record = address, host, record

    def take(self, event: Settling) -> bool:
        """See `Claims`."""
        key = only_once(event) or event.key
        own = self._own()
        holder = self._asked(key, own)
        if holder == own:
            # Of several processes on this host the record lets one through.
            return self._record.append(event)
        named = (event.at, event.key, event.drill, event.due, holder)
        self._record.append(TakenElsewhere(*named, event.turn))
        return False

    def take_notice(self, event: NoticeIntended) -> bool:
        """See `Claims`. What another host sends is no longer looked at here."""
        own = self._own()
        holder = self._asked(only_once(event) or event.id, own)
        if holder == own:
            return self._record.append(event)
        of = (event.id, event.kind, event.about, event.to, event.by)
        self._record.append(NoticeOmitted(event.at, *of, ELSEWHERE(host=holder)))
        return False

    def close(self) -> None:
        """See `Claims`; every claim has a connection of its own."""

    def prepare(self) -> None:
        """Make the table where it is not there. Raises `Unreachable`."""
        self._spoken(self._made())

    def _own(self) -> str:
        """Name host and record: two hosts may well have one name."""
        return f"{self._host} ({self._record.identity()[:12]})"

    def _asked(self, key: str, own: str) -> str:
        return self._spoken(self._taken(key, own))

    def _spoken(self, work: Coroutine[Any, Any, Came]) -> Came:
        try:
            return asyncio.run(work)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as trouble:
            kind = type(trouble).__name__
            raise Unreachable(UNREACHABLE(kind=kind), answered=None) from trouble

    async def _made(self) -> None:
        connection = await self._connected()
        try:
            await connection.execute(_TABLE)
        finally:
            await connection.close(timeout=_PATIENCE_S)

    async def _taken(self, key: str, own: str) -> str:
        connection = await self._connected()
        try:
            return str(await connection.fetchval(_TAKE, key, own, timeout=_PATIENCE_S))
        finally:
            await connection.close(timeout=_PATIENCE_S)

    async def _connected(self) -> asyncpg.Connection:
        return await asyncpg.connect(
            self._address,
            timeout=_PATIENCE_S,
            statement_cache_size=0,
            server_settings={"application_name": "bcp-drill schedule"},
        )
