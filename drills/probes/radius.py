"""Whether a RADIUS server is alive, or lets a test account in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind, Silence
from bcp.durations import MINUTE, SECOND
from bcp.message import Message, Phrase, Text
from bcp.secret_source import SecretSource
from drills.probes._addresses import host_and_port
from drills.probes._contract import Polite, Reach, Unanswered
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.wire.radius import Answer

MEANING = Text(
    ja="認証サーバ（RADIUS）は動いているか、試験用の利用者を通すか",
    en="Is a RADIUS server alive, or does it let a test account in?",
)
PROVES = Text(
    ja="利用者なしでは、サーバが動いていて共有鍵が合うこと（Status-Server）。利用者ありでは、"
    "パスワードの確認まで通ること（PAP）。無線LANやVPNが使う方式（EAPなど）は確かめていません。",
    en="without a user: that the server runs and shares our secret (Status-Server). With one: that "
    "passwords are checked to the end (PAP). Not the ways that wireless LANs and VPNs use (EAP …).",
)
FACTS = {
    "reply": FactKind(
        "bool", Text(ja="RADIUSの正しい答えがあった", en="a good answer of RADIUS came")
    ),
    "answer": FactKind(
        "str",
        Text(
            ja="alive（動いている）、accepted（通した）、rejected（断った）、challenged（追加の確認を"
            "求めた）",
            en="alive, accepted, rejected, or challenged (it asks for more, such as a code)",
        ),
    ),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: login（利用者を通した）、handshake（共有鍵が合う）",
            en="how far it was seen: login (the user came in), handshake (the secret is shared)",
        ),
    ),
    "message": FactKind(
        "str", Text(ja="サーバが添えた言葉", en="what it says beside (Reply-Message)")
    ),
    "rtt_ms": FactKind(
        "float", Text(ja="送ってから答えまで", en="from sending to the answer"), "ms"
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("answer", "one_of", ("alive", "accepted")),
)
FIELDS = {
    "server": Text(
        ja="サーバ「ホスト名:ポート」（認証はふつう1812）",
        en='the server, as "host:port" (authentication is commonly on 1812)',
    ),
    "secret": Text(
        ja="共有鍵の在りか（サーバにこの端末を登録したときのもの）",
        en="where the shared secret is kept, with which the server knows this machine",
    ),
    "user": Text(
        ja="試験用の利用者（書けばパスワードの確認まで行う）",
        en="a test account; with it passwords are checked to the end",
    ),
    "password": Text(
        ja="その利用者のパスワードの在りか", en="where that account's password is kept"
    ),
    "nas": Text(
        ja="名乗る名前（NAS-Identifier）",
        en="what we call ourselves (NAS-Identifier)",
    ),
}

NOT_A_SERVER = Phrase(
    "probes.radius.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「ホスト名:ポート」と書いてください"
    "(例: radius1.example.jp:1812)。",
    en='{server!r} is no server to ask; write "host:port", such as radius1.example.jp:1812.',
)
USER_AND_PASSWORD = Phrase(
    "probes.radius.user_and_password",
    ja="`user`と`password`は、両方を書くか、どちらも書かないでください。",
    en="write both `user` and `password`, or neither.",
)
TOO_LONG = Phrase(
    "probes.radius.too_long",
    ja="利用者名かパスワードが長すぎて、RADIUSでは送れません（パスワードは128バイトまで）。",
    en="the user's name or password is longer than RADIUS can carry (128 bytes for a password).",
)
SILENT = Phrase(
    "probes.radius.silent",
    ja="{server}はRADIUSに応答しません（2回尋ねました）。共有鍵が違う、この端末がサーバに登録されて"
    "いない、サーバの停止や固まり、その先の認証基盤の停止、経路、UDPを止めるファイアウォール、"
    "（利用者なしのとき）Status-Serverに答えない製品、のどれかです。RADIUSは知らない相手に"
    "答えないため、見分けられません。",
    en="{server} does not answer RADIUS (asked twice): the shared secret is another, this machine "
    "is not among its clients, it hangs or the directory behind it does, the way to it is broken, "
    "a firewall drops UDP, or (without a user) it knows no Status-Server. RADIUS is silent to whom "
    "it does not know, so these cannot be told apart.",
)
OTHER_SECRET = Phrase(
    "probes.radius.other_secret",
    ja="{server}から答えがありましたが、共有鍵が違います（署名が合いません）。",
    en="{server} answers, but its signature does not fit: the shared secret is another.",
)
NOT_RADIUS = Phrase(
    "probes.radius.not_radius",
    ja="{server}から答えがありましたが、RADIUSではありません。ポート番号を確かめてください。",
    en="{server} answers, but not in RADIUS; check the port.",
)
REJECTED = Phrase(
    "probes.radius.rejected",
    ja="{server}は動いていますが、利用者「{user}」を通しませんでした。パスワードの違い、期限切れ、"
    "ロック、または許可された時間や方式（PAP）の外です。",
    en="{server} is alive but did not let {user!r} in: wrong password, expired or locked account, "
    "or not allowed now or in this way (PAP).",
)
CHALLENGED = Phrase(
    "probes.radius.challenged",
    ja="{server}は動いていて、利用者「{user}」に追加の確認（ワンタイムパスワードなど）を求めました。"
    "試験用の利用者からは外してください。",
    en="{server} is alive and asks {user!r} for more, such as a code; free the test account of it.",
)


@dataclass(frozen=True)
class Params:
    """`server` is ``host:port``; `secret` is shared with it. `user` and `password` go together."""

    server: str
    secret: SecretSource
    user: str | None = None
    password: SecretSource | None = None
    nas: str = "bcp-drill"


def wrong(params: Params) -> Message | None:
    """What is wrong with the address or the account, or None."""
    if host_and_port(params.server) is None:
        return NOT_A_SERVER(server=params.server)
    together = (params.user is None) == (params.password is None)
    return None if together else USER_AND_PASSWORD()


def SILENCE(params: Params) -> Silence:  # noqa: N802 - a constant of the contract, or a function
    """Status-Server need not be known to a server (RFC 5997, section 1); a log-in must be."""
    return "unknown" if params.user is None else "broken"


WEIGHS_ON = "server"


def POLITE(params: Params) -> Polite:  # noqa: N802 - a constant of the contract, or a function
    """A wrong password asked again and again locks the account: commonly at 5 within 30 minutes."""
    return Polite(apart_us=5 * SECOND if params.user is None else 10 * MINUTE, at_once=1)


def target(params: Params, reach: Reach) -> str:
    """The two ways of asking are counted apart; a log-in weighs on its account."""
    return params.server if params.user is None else f"{params.user} @ {params.server}"


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask once, and send the same question once more where no answer comes."""
    import secrets  # noqa: PLC0415

    from drills.wire import radius  # noqa: PLC0415

    mistake = wrong(params)
    found = host_and_port(params.server)
    if mistake or found is None:
        return Reading.unknown(mistake or NOT_A_SERVER(server=params.server))
    asking = _Asking(
        id=secrets.randbelow(256),
        authenticator=secrets.token_bytes(radius.AUTHENTICATOR_BYTES),
        secret=reach.secret(params.secret).reveal().encode(),
    )
    try:
        question = _question(params, reach, asking)
    except ValueError:
        return Reading.unknown(TOO_LONG())
    return await _answered(params, reach, found, asking, question)


@dataclass
class _Asking:
    """One question, and what came that was no good answer to it."""

    id: int
    authenticator: bytes
    secret: bytes = field(repr=False)
    foreign: bool = False
    unsigned: bool = False

    def read(self, datagram: bytes) -> Answer | None:
        """The answer in a datagram, or None where it is none to this question."""
        from drills.wire import Malformed, radius  # noqa: PLC0415

        try:
            answer = radius.parsed(datagram, self.authenticator, self.secret)
        except Malformed:
            self.foreign = True
            return None
        if answer.id == self.id and not answer.signed:
            self.unsigned = True
        return answer if answer.id == self.id and answer.signed else None


def _question(params: Params, reach: Reach, asking: _Asking) -> bytes:
    from drills.wire import radius  # noqa: PLC0415

    if params.user is None or params.password is None:
        return radius.status(asking.id, asking.authenticator, asking.secret, params.nas)
    password = reach.secret(params.password).reveal()
    account = radius.Account(params.user, password)
    return radius.log_in(asking.id, asking.authenticator, asking.secret, params.nas, account)


async def _answered(
    params: Params, reach: Reach, place: tuple[str, int], asking: _Asking, question: bytes
) -> Reading:
    from drills.probes._datagrams import talking_to  # noqa: PLC0415
    from drills.probes._twice import answer_to  # noqa: PLC0415

    async with talking_to(*place) as talk:
        # The very same bytes: a server that is slow to answer knows them again.
        found = await answer_to(talk, lambda: question, asking.read, reach)
    if found:
        return _reading(params, *found)
    if asking.unsigned:
        return Reading.silent(OTHER_SECRET(server=params.server))
    if asking.foreign:
        return Reading.silent(NOT_RADIUS(server=params.server))
    raise Unanswered(SILENT(server=params.server))


def _reading(params: Params, answer: Answer, took_us: int) -> Reading:
    from drills.wire import radius  # noqa: PLC0415

    because = None
    if params.user is None:
        said = "alive"
    elif answer.code == radius.ACCEPT:
        said = "accepted"
    else:
        said = "rejected" if answer.code == radius.REJECT else "challenged"
        phrase = REJECTED if said == "rejected" else CHALLENGED
        because = phrase(server=params.server, user=params.user)
    facts: dict[str, Fact] = {
        "reply": True,
        "answer": said,
        "level": "login" if said == "accepted" else "handshake",
        "message": answer.message,
        "rtt_ms": round(took_us / 1000, 3),
    }
    return Reading(facts=facts, because=because)
