"""One log-in to PostgreSQL and one question in a read-only transaction, with asyncpg."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Protocol

import asyncpg  # type: ignore[import-untyped]  # it says nothing of its types

from bcp.durations import SECOND
from bcp.secret_source import SecretSource
from drills.probes import _tls
from drills.probes._contract import Reach
from drills.probes._talking import Shown

_VALUE_KEPT = 200
_ROWS_KEPT = 1000
_STANDING = "SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only') = 'on'"


class Question(Protocol):
    """What is asked: the probe's parameters."""

    @property
    def database(self) -> str: ...
    @property
    def user(self) -> str | None: ...
    @property
    def password(self) -> SecretSource | None: ...
    @property
    def query(self) -> str: ...
    @property
    def host(self) -> str | None: ...
    @property
    def ca(self) -> str | None: ...


@dataclass(frozen=True)
class Found:
    """What came of it. With `sqlstate` it was turned down, and `message` says why."""

    sqlstate: str = ""
    message: str = ""
    value: str | None = None
    rows: int | None = None
    standby: bool | None = None
    read_only: bool | None = None


async def asked(
    question: Question, place: tuple[str, int], reach: Reach, shown: Shown | None
) -> Found:
    """Log in and ask. Raises `OSError`; what the server turns down is in what is found."""
    try:
        connection = await _connected(question, place, reach, shown)
        try:
            found = await _answered(connection, question, reach)
            await connection.close()
        finally:
            connection.terminate()
        return found
    except asyncpg.PostgresError as trouble:
        return Found(trouble.sqlstate or "XX000", str(trouble)[:_VALUE_KEPT])


async def _connected(
    question: Question, place: tuple[str, int], reach: Reach, shown: Shown | None
) -> asyncpg.Connection:
    host, port = place
    # Not None: asyncpg would look for one in the environment and in the user's home.
    password = reach.secret(question.password).reveal() if question.password else ""
    return await asyncpg.connect(
        host=host,
        port=port,
        user=question.user,
        password=password,
        database=question.database,
        ssl=_context(question, reach) if shown else False,
        # A pooler before the server gives each statement another connection.
        statement_cache_size=0,
        server_settings={"application_name": "bcp-drill"},
        timeout=reach.left_us() / SECOND,
    )


def _context(question: Question, reach: Reach) -> ssl.SSLContext:
    ca = reach.path(question.ca) if question.ca else None
    if question.host is None:
        return _tls.context(ca, True)
    # asyncpg wants the name that it dials in the certificate; the one that is wanted was found in
    # it by the look before, and only the same authority's certificates are taken here.
    own = ssl.create_default_context(cafile=ca)
    own.check_hostname = False
    return own


async def _answered(connection: asyncpg.Connection, question: Question, reach: Reach) -> Found:
    limit_ms = max(reach.left_us() // 1000, 1)
    async with connection.transaction(readonly=True):
        # Whoever stops waiting must not leave the server working.
        await connection.execute(f"SET LOCAL statement_timeout = {limit_ms}")
        standby, read_only = await connection.fetchrow(_STANDING)
        # A cursor takes one statement only, and not more rows than are kept.
        rows = await (await connection.cursor(question.query)).fetch(_ROWS_KEPT)
    first = rows[0][0] if rows and len(rows[0]) else None
    return Found(
        value=None if first is None else str(first)[:_VALUE_KEPT],
        rows=len(rows),
        standby=standby,
        read_only=read_only,
    )
