"""Whether PostgreSQL takes connections, and answers a question in a read-only transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from bcp.secret_source import SecretSource
from drills.probes._addresses import host_and_port, is_host
from drills.probes._contract import Polite, Reach, Unanswered
from drills.probes._tls_facts import TLS_FACTS
from drills.probes._tls_fields import CA, HOST, NOT_A_HOST
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    import ssl

    from drills.probes._postgres_session import Found
    from drills.probes._talking import Shown, Talk
    from drills.wire.postgres import Answer

MEANING = Text(
    ja="PostgreSQLは接続を受け付け、読み取りの問い合わせに答えるか",
    en="Does PostgreSQL take connections and answer a read-only question?",
)
PROVES = Text(
    ja="利用者なしでは、データベースが起動を終えて接続を受け付けること。利用者ありでは、ログインと、"
    "読み取り専用のトランザクションでの問い合わせまで通ること。書き込めるか、データが正しいかは"
    "確かめていません。",
    en="without a user: that it has started and takes connections. With one: that the log-in and a "
    "question in a read-only transaction succeed. Not that anything can be written, nor that what "
    "it holds is right.",
)
FACTS = {
    "reply": FactKind(
        "bool", Text(ja="PostgreSQLの答えがあった", en="an answer of PostgreSQL came")
    ),
    "state": FactKind(
        "str",
        Text(
            ja="ready（確かめたことがすべて通った）、starting（起動・復旧・停止の途中）、full（接続数の"
            "上限）、wrong_login（利用者かパスワードが違う）、not_allowed（許可がない）、"
            "no_database（データベースがない）、disk_full（空き容量がない）、not_trusted（証明書に"
            "問題があり、ログインを控えた）、failed（そのほか。sqlstateを見る）",
            en="ready (all that was asked went well), starting (or stopping, or recovering), full "
            "(no connection left), wrong_login, not_allowed, no_database, disk_full, not_trusted "
            "(the certificate is at fault, so nobody logged in), failed (see sqlstate)",
        ),
    ),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: login（利用者で問い合わせた）、handshake（接続を受け付けた）。"
            "なければ空",
            en="how far it was seen: login (asked as the user), handshake (it takes connections); "
            "else empty",
        ),
    ),
    "sqlstate": FactKind(
        "str",
        Text(ja="断られたときのSQLSTATE。なければ空", en="SQLSTATE of a refusal, or empty"),
    ),
    "value": FactKind(
        "str",
        Text(
            ja="queryの答えの最初の欄（先頭200文字）。利用者なしではなし",
            en="the first field of the answer to `query`, its first 200 characters; none without a "
            "user",
        ),
    ),
    "rows": FactKind(
        "int", Text(ja="答えの行数（1000まで）", en="how many rows came, 1000 at most")
    ),
    "standby": FactKind(
        "bool",
        Text(
            ja="複製先（待機系）で、書き込めない",
            en="it is a standby that follows another, so nothing can be written to it",
        ),
    ),
    "read_only": FactKind(
        "bool",
        Text(
            ja="読み取り専用の設定（default_transaction_read_only）",
            en="it is set to read only (default_transaction_read_only)",
        ),
    ),
    **TLS_FACTS,
    "took_ms": FactKind(
        "float", Text(ja="接続から答えまで", en="from connecting to the answer"), "ms"
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("state", "equals", "ready"),
    Expectation("expired", "equals", False),
)
FIELDS = {
    "server": Text(
        ja="サーバ「ホスト名:ポート」（ふつう5432）",
        en='the server, as "host:port" (commonly 5432)',
    ),
    "database": Text(ja="データベースの名前", en="the database's name"),
    "user": Text(
        ja="読み取りだけを許した利用者（書けばログインと問い合わせまで行う）",
        en="a user that may only read; with it the log-in and a question are made",
    ),
    "password": Text(ja="その利用者のパスワードの在りか", en="where that user's password is kept"),
    "query": Text(
        ja="読み取り専用のトランザクションで行う問い合わせ1つ。個人情報を答えないもの（件数など）",
        en="one question, asked in a read-only transaction; one whose answer names nobody, such as "
        "a count",
    ),
    "tls": Text(
        ja="if_offered（サーバが応じれば使う）、none（使わない）",
        en="if_offered (where the server takes it), none",
    ),
    "host": HOST,
    "ca": CA,
}
# Each ask takes one or two of the connections, of which there are 100 unless set otherwise.
POLITE = Polite(apart_us=2 * SECOND, at_once=1)

NOT_A_SERVER = Phrase(
    "probes.postgres.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「ホスト名:ポート」と書いてください"
    "(例: db1.example.jp:5432)。",
    en='{server!r} is no server to ask; write "host:port", such as db1.example.jp:5432.',
)
USER_AND_PASSWORD = Phrase(
    "probes.postgres.user_and_password",
    ja="`password`と`query`は、`user`と一緒に書いてください。",
    en="write `password` and `query` only together with `user`.",
)
HANGS = Phrase(
    "probes.postgres.hangs",
    ja="{server}は接続を受け付けますが、PostgreSQLとして答えません。サーバが固まっているか、ディスクの"
    "応答を待っています。",
    en="{server} accepts connections but does not answer as PostgreSQL: it hangs, or waits for its "
    "disk.",
)
NOT_POSTGRES = Phrase(
    "probes.postgres.not_postgres",
    ja="{server}から答えがありましたが、PostgreSQLではありません。ポート番号を確かめてください。",
    en="{server} answers, but not as PostgreSQL; check the port.",
)
STARTING = Phrase(
    "probes.postgres.starting",
    ja="{server}は起動、復旧、または停止の途中です（{said}）。",
    en="{server} is starting, recovering or stopping ({said}).",
)
FULL = Phrase(
    "probes.postgres.full",
    ja="{server}は接続数の上限に達しています（{said}）。",
    en="{server} has as many connections as it allows ({said}).",
)
WRONG_LOGIN = Phrase(
    "probes.postgres.wrong_login",
    ja="{server}は動いていますが、利用者名かパスワードが違います（{said}）。",
    en="{server} is alive, but the user or the password is wrong ({said}).",
)
NOT_ALLOWED = Phrase(
    "probes.postgres.not_allowed",
    ja="{server}は動いていますが、許可がありません（{said}）。pg_hba.confと利用者の権限を"
    "確かめてください。",
    en="{server} is alive but does not allow this ({said}); check pg_hba.conf and the user's "
    "rights.",
)
NO_DATABASE = Phrase(
    "probes.postgres.no_database",
    ja="{server}は動いていますが、データベース「{database}」がありません。",
    en="{server} is alive but has no database {database!r}.",
)
DISK_FULL = Phrase(
    "probes.postgres.disk_full",
    ja="{server}の空き容量がありません（{said}）。",
    en="{server} has no room on its disk ({said}).",
)
FAILED = Phrase(
    "probes.postgres.failed",
    ja="{server}は答えましたが、失敗しました（{sqlstate}: {said}）。",
    en="{server} answered with a failure ({sqlstate}: {said}).",
)
NOT_TRUSTED = Phrase(
    "probes.postgres.not_trusted",
    ja="{server}の証明書に問題があるため、パスワードを渡しませんでした。{fault}",
    en="the certificate of {server} is at fault, so the password was not given to it: {fault}",
)
BARE_PASSWORD = Phrase(
    "probes.postgres.bare_password",
    ja="{server}はパスワードをそのまま送るよう求めましたが、TLSがないため渡しませんでした。",
    en="{server} wants the password as it is, without TLS, so it was not given.",
)

# SQLSTATE by its first characters (PostgreSQL's manual, appendix A).
_STATES: tuple[tuple[str, str, Phrase], ...] = (
    ("57P", "starting", STARTING),
    ("53300", "full", FULL),
    ("28P01", "wrong_login", WRONG_LOGIN),
    ("28", "not_allowed", NOT_ALLOWED),
    ("42501", "not_allowed", NOT_ALLOWED),
    ("3D000", "no_database", NO_DATABASE),
    ("53100", "disk_full", DISK_FULL),
)


@dataclass(frozen=True)
class Params:
    """`server` is ``host:port``. With `user` the log-in and `query` are tried."""

    server: str
    database: str = "postgres"
    user: str | None = None
    password: SecretSource | None = None
    query: str = "SELECT 1"
    tls: Literal["if_offered", "none"] = "if_offered"
    host: str | None = None
    ca: str | None = None


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, the name or the account, or None."""
    if host_and_port(params.server) is None:
        return NOT_A_SERVER(server=params.server)
    if params.host is not None and not is_host(params.host):
        return NOT_A_HOST(host=params.host)
    if params.user is None and (params.password or params.query != "SELECT 1"):
        return USER_AND_PASSWORD()
    return None


def target(params: Params, reach: Reach) -> str:
    """Each port is a server of its own."""
    return params.server


async def ask(params: Params, reach: Reach) -> Reading:
    """Begin a connection; with a user, a second one that logs in and asks."""
    import asyncio  # noqa: PLC0415

    from drills.probes._postgres_session import asked  # noqa: PLC0415
    from drills.probes._talking import talking_to, with_certificate  # noqa: PLC0415
    from drills.wire import Malformed  # noqa: PLC0415

    mistake, place = wrong(params), host_and_port(params.server)
    if mistake or place is None:
        return Reading.unknown(mistake or NOT_A_SERVER(server=params.server))
    began = reach.elapsed_us()

    async def once(context: ssl.SSLContext) -> tuple[Answer, Shown | None]:
        async with talking_to(*place, reach, HANGS, server=params.server) as talk:
            return await _begun(talk, params, context, params.host or place[0])

    try:
        answer, shown = await with_certificate(once, reach.path(params.ca) if params.ca else None)
        found = None
        kept = _kept_back(params, answer, shown)
        if params.user is not None and not answer.state and kept is None:
            async with asyncio.timeout(reach.left_us() / SECOND):
                found = await asked(params, place, reach, shown)
    except Malformed:
        return Reading.silent(NOT_POSTGRES(server=params.server))
    except TimeoutError:
        raise Unanswered(HANGS(server=params.server)) from None
    return _reading(params, Seen(answer, shown, found, kept, reach.elapsed_us() - began))


@dataclass(frozen=True)
class Seen:
    """All that came of one ask; `kept_back` is why nobody logged in."""

    answer: Answer
    shown: Shown | None
    found: Found | None
    kept_back: Message | None
    took_us: int


async def _begun(
    talk: Talk, params: Params, context: ssl.SSLContext, name: str
) -> tuple[Answer, Shown | None]:
    from drills.wire import Malformed, postgres  # noqa: PLC0415

    shown = None
    if params.tls == "if_offered":
        await talk.say(postgres.ssl_request())
        said = await talk.exactly(1)
        if said == b"S":
            shown = await talk.into_tls(context, name)
        elif said == b"E":
            # One that is full or starting may say so before it looks at what was asked.
            rest = await talk.exactly(postgres.HEADER_BYTES - 1)
            return await _answer(talk, said + rest), None
        elif said != b"N":
            raise Malformed("neither yes nor no to TLS")
    user = params.user or "bcp-drill"
    await talk.say(postgres.startup(user, params.database, "bcp-drill"))
    return await _answer(talk, await talk.exactly(postgres.HEADER_BYTES)), shown


async def _answer(talk: Talk, header: bytes) -> Answer:
    from drills.wire import postgres  # noqa: PLC0415

    body = await talk.exactly(postgres.length(header))
    return postgres.parsed(header[:1], body)


def _kept_back(params: Params, answer: Answer, shown: Shown | None) -> Message | None:
    """Why the password is not given away, or None."""
    if params.password is None:
        return None
    if shown and shown.fault:
        return NOT_TRUSTED(server=params.server, fault=shown.fault)
    bare = answer.method == "password" and shown is None
    return BARE_PASSWORD(server=params.server) if bare else None


def _reading(params: Params, seen: Seen) -> Reading:
    from drills.probes._talking import certificate_facts  # noqa: PLC0415

    certificate, expired, note = certificate_facts(seen.shown)
    found = seen.found
    sqlstate = seen.answer.state or (found.sqlstate if found else "")
    said = seen.answer.message or (found.message if found else "")
    state, because = _state(params, sqlstate, said)
    if seen.kept_back and not sqlstate:
        state, because = "not_trusted", seen.kept_back
    begun = "" if seen.answer.state else "handshake"
    facts: dict[str, Fact] = {
        "reply": True,
        "state": state,
        "level": "login" if found and not sqlstate else begun,
        "sqlstate": sqlstate,
        "value": found.value if found else None,
        "rows": found.rows if found else None,
        "standby": found.standby if found else None,
        "read_only": found.read_only if found else None,
        **certificate,
        "took_ms": round(seen.took_us / 1000, 3),
    }
    return Reading(facts=facts, because=because or expired, note=note)


def _state(params: Params, sqlstate: str, said: str) -> tuple[str, Message | None]:
    if not sqlstate:
        return "ready", None
    # Who gives no user is turned away by name and has still been answered: it takes connections.
    if params.user is None and sqlstate.startswith("28"):
        return "ready", None
    for begin, state, phrase in _STATES:
        if sqlstate.startswith(begin):
            return state, phrase(server=params.server, said=said, database=params.database)
    return "failed", FAILED(server=params.server, sqlstate=sqlstate, said=said)
