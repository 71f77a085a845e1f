"""Whether an IPsec gateway (IKEv2) answers the first message of an association.

Every whole IKE_SA_INIT leaves a half-open association on the gateway, and gateways count them per
address: strongSwan ignores the sixth within 30 seconds, and with it everybody behind the same
router. So what is asked is a question that must be turned down: all common algorithms are offered,
and the key exchange comes in a group that no gateway can have (RFC 7296, section 1.2). A gateway
with a proposal in common answers INVALID_KE_PAYLOAD and the group that it wants, and forgets us. A
proposal that must be refused would be as harmless, but NO_PROPOSAL_CHOSEN is also what a gateway
says that has lost its settings; this way the two are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port
from drills.probes._contract import Polite, Reach, Unanswered
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._ike_asking import Heard

MEANING = Text(
    ja="IPsecの装置（IKEv2）が接続の始まりに応答するか",
    en="Does an IPsec gateway (IKEv2) answer the beginning of a connection?",
)
PROVES = Text(
    ja="装置のIKEv2が動いていて、暗号方式が合うこと。証明書、利用者の認証、割り当てるアドレスの残りは"
    "確かめていません。",
    en="that the gateway's IKEv2 runs and has algorithms in common with us; not its certificate, "
    "not anybody's login, not whether addresses are left to give out.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="IKEの答えがあった", en="an answer of IKE came")),
    "answer": FactKind(
        "str",
        Text(
            ja="答え: INVALID_KE_PAYLOAD（暗号方式は合う）、SA（fullのとき。合意した）、"
            "COOKIE（混雑中）、NO_PROPOSAL_CHOSEN（暗号方式が合わないか設定がない）、IKEv1 など。"
            "fullの途中で答えが絶えれば空",
            en="what it said: INVALID_KE_PAYLOAD (algorithms in common), SA (with full: agreed), "
            "COOKIE (busy), NO_PROPOSAL_CHOSEN (nothing in common, or no settings), IKEv1 …; "
            "empty where full went unanswered in the middle",
        ),
    ),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: handshake（鍵交換の始まり）、port（IKEだが、IKEv2ではない）",
            en="how far it was seen: handshake (key exchange begun), port (IKE, but not IKEv2)",
        ),
        news=0,
    ),
    "group": FactKind(
        "str",
        Text(ja="装置が求めた鍵交換グループ", en="the key exchange group that it wants"),
    ),
    "encryption": FactKind("str", Text(ja="合意した暗号（full）", en="cipher agreed on (full)")),
    "integrity": FactKind(
        "str",
        Text(
            ja="合意した改ざん検知（full）。暗号に含まれるときは空",
            en="integrity algorithm agreed on (full); empty where the cipher brings its own",
        ),
    ),
    "prf": FactKind("str", Text(ja="合意した擬似乱数関数（full）", en="PRF agreed on (full)")),
    "nat_t": FactKind(
        "str",
        Text(
            ja="アドレス変換の場所（full）: none（なし）、here（こちら側）、there（装置側）、"
            "both（両方）。装置が言わなければ空",
            en="where addresses are translated (full): none, here (our side), there (the "
            "gateway's), both; empty where it does not say",
        ),
    ),
    "vendor": FactKind(
        "str",
        Text(ja="装置が名乗った製品名や番号", en="what the gateway calls itself, or a number"),
    ),
    "cookie": FactKind(
        "bool",
        Text(
            ja="混雑の目印（COOKIE）を返すよう求められた",
            en="it asked for a cookie, as busy ones do",
        ),
    ),
    "rtt_ms": FactKind(
        "float", Text(ja="送ってから最初の答えまで", en="from sending to the first answer"), "ms"
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("answer", "one_of", ("INVALID_KE_PAYLOAD", "SA", "COOKIE")),
)
FIELDS = {
    "gateway": Text(
        ja="装置「ホスト名:ポート」。500はそのまま、4500などほかの番号はNAT越え（UDP）の形で尋ねます",
        en='the gateway, as "host:port"; 500 is asked plainly, 4500 and all others in the form for '
        "address translation (UDP)",
    ),
    "full": Text(
        ja="trueなら、鍵交換の最初のやり取りを最後まで行います。装置に作りかけの接続が30秒ほど残るため、"
        "20秒に1回までです",
        en="true: the whole first exchange. It leaves a half-open association on the gateway for "
        "about 30 seconds, so it is asked every 20 seconds at most",
    ),
}

NOT_A_GATEWAY = Phrase(
    "probes.ikev2.not_a_gateway",
    ja="「{gateway}」は装置の宛先として読めません。「ホスト名:ポート」と書いてください"
    "(例: vpn.example.jp:500)。",
    en='{gateway!r} is no gateway to ask; write "host:port", such as vpn.example.jp:500.',
)
SILENT = Phrase(
    "probes.ikev2.silent",
    ja="{gateway}はIKEv2に応答しません（2回尋ねました）。装置の停止や固まり、経路、"
    "UDPを止めるファイアウォール、同じ場所からの接続が多すぎて無視されていること、知らない相手に"
    "答えない設定、のどれかです。どれであるかはIKEでは見分けられません。",
    en="{gateway} does not answer IKEv2 (asked twice): it is stopped or hangs, the way to it is "
    "broken, a firewall drops UDP, it ignores our address because of too many beginnings from "
    "there, or it does not speak to strangers. IKE cannot tell these apart.",
)
NOTHING_IN_COMMON = Phrase(
    "probes.ikev2.nothing_in_common",
    ja="{gateway}は動いていますが、どの暗号方式も断りました（NO_PROPOSAL_CHOSEN）。"
    "IKEv2の設定が読み込まれていないか、この端末からの接続の設定がありません。装置の設定を確かめてください。",
    en="{gateway} is alive but refused every algorithm (NO_PROPOSAL_CHOSEN): its settings for "
    "IKEv2 are not loaded, or none of them is for this machine; check its settings.",
)
OLDER = Phrase(
    "probes.ikev2.older",
    ja="{gateway}は動いていますが、IKEv{version}で答えました。IKEv2の設定を確かめてください。",
    en="{gateway} is alive but answers in IKEv{version}; check whether IKEv2 is set up on it.",
)
TURNED_DOWN = Phrase(
    "probes.ikev2.turned_down",
    ja="{gateway}は動いていますが、{answer}と答えました。",
    en="{gateway} is alive but answered {answer}.",
)
NOT_IKE = Phrase(
    "probes.ikev2.not_ike",
    ja="{gateway}から答えがありましたが、IKEではありません。ポート番号を確かめてください。",
    en="{gateway} answers, but not in IKE; check the port.",
)
UNKNOWN_GROUP = Phrase(
    "probes.ikev2.unknown_group",
    ja="{gateway}が求める鍵交換グループ{group}は、この道具では計算できません。"
    "最後まで（full）は確かめられませんでした。",
    en="{gateway} wants the key exchange group {group}, which this tool cannot compute, so the "
    "whole exchange (full) was not made.",
)
STOPPED_HALFWAY = Phrase(
    "probes.ikev2.stopped_halfway",
    ja="{gateway}は{answer}と答えたあと、鍵交換の続きに応答しません。混雑しているか、作りかけの接続の数の"
    "上限に達しています。",
    en="{gateway} answered {answer} and then nothing more to the key exchange: it is busy, or has "
    "as many half-open associations as it allows.",
)
BUSY = Phrase(
    "probes.ikev2.busy",
    ja="{gateway}は動いていますが、混雑の目印（COOKIE）を返しても応答しません。作りかけの接続の数が、"
    "全体か、この端末のアドレスについて、上限に達しています。",
    en="{gateway} is alive, but does not go on though it was given its cookie back: it has as many "
    "half-open associations as it allows, in all or from our address.",
)


@dataclass(frozen=True)
class Params:
    """`gateway` is ``host:port``. With `full` the exchange is made whole."""

    gateway: str
    full: bool = False


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    return None if host_and_port(params.gateway) else NOT_A_GATEWAY(gateway=params.gateway)


WEIGHS_ON = "gateway"


def POLITE(params: Params) -> Polite:  # noqa: N802 - a constant of the contract, or a function
    """Two half-open associations of strongSwan's five at most, each of them kept 30 seconds.

    Another drill or a survey may ask beside this one, and leave two more.
    """
    return Polite(apart_us=20 * SECOND if params.full else SECOND, at_once=1)


def target(params: Params, reach: Reach) -> str:
    """The two ways of asking are counted apart: what leaves nothing need not wait for the other."""
    found = host_and_port(params.gateway)
    host = found[0] if found else params.gateway
    return f"{host} (full)" if params.full else host


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask once, and once more where no answer comes."""
    from drills.probes._ike_asking import NotIke, Silence, heard_from  # noqa: PLC0415

    found = host_and_port(params.gateway)
    if found is None:
        return Reading.unknown(NOT_A_GATEWAY(gateway=params.gateway))
    try:
        heard = await heard_from(*found, reach, full=params.full)
    except Silence:
        raise Unanswered(SILENT(gateway=params.gateway)) from None
    except NotIke:
        return Reading.silent(NOT_IKE(gateway=params.gateway))
    return Reading(
        facts=_facts(heard), because=_because(heard, params.gateway), note=_note(heard, params)
    )


def _facts(heard: Heard) -> dict[str, Fact]:
    return {
        "reply": True,
        "answer": heard.said,
        "level": "handshake" if heard.major == 2 else "port",
        "group": heard.group,
        "encryption": heard.encryption,
        "integrity": heard.integrity,
        "prf": heard.prf,
        "nat_t": heard.nat_t,
        "vendor": ", ".join(heard.vendors),
        "cookie": heard.cookie,
        "rtt_ms": round(heard.rtt_us / 1000, 3),
    }


def _because(heard: Heard, gateway: str) -> Message | None:
    if heard.major != 2:
        return OLDER(gateway=gateway, version=heard.major)
    if heard.stopped_after:
        return STOPPED_HALFWAY(gateway=gateway, answer=heard.stopped_after)
    if heard.said == "NO_PROPOSAL_CHOSEN":
        return NOTHING_IN_COMMON(gateway=gateway)
    well = heard.said in ("INVALID_KE_PAYLOAD", "SA", "COOKIE")
    return None if well else TURNED_DOWN(gateway=gateway, answer=heard.said)


def _note(heard: Heard, params: Params) -> Message | None:
    if heard.said == "COOKIE":
        return BUSY(gateway=params.gateway)
    if params.full and heard.said == "INVALID_KE_PAYLOAD":
        return UNKNOWN_GROUP(gateway=params.gateway, group=heard.group)
    return None
