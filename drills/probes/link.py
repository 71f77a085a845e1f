"""Whether a line passes traffic from end to end, and which of its paths the traffic takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from bcp.asking import Expectation, FactKind, ProbeCall
from bcp.inventory import Link
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port, is_host, is_ipv6
from drills.probes._contract import Polite, Reach
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._link_paths import Services, Taken

MEANING = Text(
    ja="回線が対向まで通じているか。どの経路（光、無線、衛星など）を通っているか",
    en="Does a line pass traffic to its far end, and over which path (fibre, radio, satellite)?",
)
PROVES = Text(
    ja="対向の機器がこの端末からの問いに答えること。経路は、計画の carries の問いが成り立つもの"
    "です。帯域や、業務のシステムが使えることは、別に確かめます。",
    en="What stands at the far end answers this machine. The path is the one whose carries holds. "
    "That there is room enough, or that systems work over it, is another question.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="対向が答えた", en="the far end answered")),
    "as_wanted": FactKind(
        "bool",
        Text(
            ja="この問いで求めたこと（経路、サービス、各経路の状態）がすべてそのとおり",
            en="all that this question wants is so: the path, the services, each path's own state",
        ),
    ),
    "path": FactKind(
        "str",
        Text(
            ja="いま通信が通っている経路のid。どれでもなければ空、分からなければなし",
            en="the id of the path that traffic takes now; empty where it takes none, none where "
            "nobody can tell",
        ),
        news=0,
    ),
    "backup": FactKind(
        "bool",
        Text(ja="第1の経路でないものを通っている", en="it takes another path than the first"),
    ),
    "rtt_ms": FactKind("float", Text(ja="往復時間の平均", en="mean time there and back"), "ms"),
    "jitter_ms": FactKind(
        "float",
        Text(ja="往復時間の揺らぎ（2つ以上送るとき）", en="how much that varies, of two and more"),
        "ms",
    ),
    "loss_percent": FactKind(
        "float", Text(ja="失われた割合", en="the share that was lost"), "percent", news=5
    ),
    "dead_paths": FactKind(
        "str",
        Text(
            ja="使えない経路のid（every_path: true のとき）",
            en="ids of paths that do not work (with every_path: true)",
        ),
    ),
    "wrong_services": FactKind(
        "str",
        Text(
            ja="使えるはずで使えないもの、止めるはずで使えるもの（services: true のとき）",
            en="what should work and does not, or should not and does (with services: true)",
        ),
    ),
    "throughput_mbps": FactKind(
        "float",
        Text(
            ja="試験用のファイルを受け取った速さ（throughputを書いたとき）",
            en="how fast the test file came in, where one is named",
        ),
        "mbps",
    ),
    "services": FactKind(
        "int",
        Text(
            ja="確かめたサービスの数（services: true のとき）",
            en="how many services were looked at (with services: true)",
        ),
    ),
}
HEALTHY = (Expectation("reply", "equals", True), Expectation("as_wanted", "equals", True))
ASSET = "link"
PART_FIELD = "path"
# A dead line is asked anew before the last question to it has given up.
POLITE = Polite(apart_us=200_000, at_once=8)
FIELDS = {
    "link": Text(ja="計画の回線のid", en="the id of a line of the plan"),
    "path": Text(ja="通っているはずの経路のid", en="the path that traffic should take"),
    "to": Text(
        ja="対向で応答するもの。省略時は計画の far",
        en="what answers at the far end; the plan's `far` if not given",
    ),
    "count": Text(
        ja="送るpingの数（1から20）。損失や揺らぎを見るには10以上",
        en="how many pings are sent, 1 to 20; 10 and more to see loss and jitter",
    ),
    "every_path": Text(
        ja="使っていない経路も、それぞれの probe で確かめる",
        en="asks each path's own probe, in use or not",
    ),
    "throughput": Text(
        ja="速さを測る試験用のファイルのURL。量と時間に上限があり、同じものは2分以上あけて測る",
        en="the URL of a test file whose speed is measured, bounded in bytes and time; the same "
        "one at most every two minutes",
    ),
    "services": Text(
        ja="通っている経路の allowed と denied を確かめる",
        en="asks what is allowed and denied over the path in use",
    ),
}
MOST = 20

BAD_COUNT = Phrase(
    "probes.link.bad_count",
    ja="countは1から{most}までにしてください。",
    en="`count` is a number from 1 to {most}.",
)
NO_FAR_END = Phrase(
    "probes.link.no_far_end",
    ja="回線「{link}」の対向で何が応答するかが計画にありません。「far:」にアドレスか"
    "「ホスト名:ポート」を書いてください。",
    en="the plan does not say what answers at the far end of {link!r}; write an address or "
    '"host:port" behind "far:".',
)
NOT_THROUGH = Phrase(
    "probes.link.not_through",
    ja="回線「{link}」は対向（{far}）まで通じていません。{why}",
    en="the line {link!r} does not reach its far end ({far}): {why}",
)
OTHER_PATH = Phrase(
    "probes.link.other_path",
    ja="回線「{link}」は、経路「{wanted}」ではなく「{path}」を通っています。",
    en="the line {link!r} takes the path {path!r} and not {wanted!r}.",
)
NO_PATH = Phrase(
    "probes.link.no_path",
    ja="回線「{link}」は、どの経路も通っていません。",
    en="the line {link!r} takes none of its paths.",
)
CANNOT_TELL = Phrase(
    "probes.link.cannot_tell",
    ja="回線「{link}」がどの経路を通っているか分かりません: {why}",
    en="nobody can tell which path the line {link!r} takes: {why}",
)
DEAD_PATHS = Phrase(
    "probes.link.dead_paths",
    ja="回線「{link}」で使えない経路: {paths:list}。",
    en="paths of the line {link!r} that do not work: {paths:list}.",
)
WRONG_SERVICES = Phrase(
    "probes.link.wrong_services",
    ja="経路「{path}」で、使える・止めるの定めと違うもの: {services:list}。",
    en="over the path {path!r} this is not as it should be: {services:list}.",
)


@dataclass(frozen=True)
class Params:
    """`link` is an id of the plan; `path` is the one that traffic should take."""

    link: str
    path: str | None = None
    to: str | None = None
    count: int = 1
    every_path: bool = False
    services: bool = False
    throughput: str | None = None


def target(params: Params, reach: Reach) -> str:
    """The line, whichever question is asked of it."""
    return params.link


def NEEDS(params: Params) -> tuple[str, ...]:  # noqa: N802 - a constant of the contract, or a function
    """What answers at the far end, where the question itself does not say it."""
    return () if params.to else ("far",)


def wrong(params: Params) -> Message | None:
    """What is wrong with the count or the far end, or None."""
    if not 1 <= params.count <= MOST:
        return BAD_COUNT(most=MOST)
    if params.to is not None and far_call(params.to, params.count) is None:
        return NO_FAR_END(link=params.link)
    return None


def far_call(far: str, count: int) -> ProbeCall | None:
    """The question to the far end: a ping, or a connection where a port is named."""
    if host_and_port(far):
        return ProbeCall("tcp", far)
    good = is_host(far) or is_ipv6(far)
    return ProbeCall("icmp", far, {"count": count}) if good else None


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask the far end and every path at the same time, then what may be used over it."""
    from asyncio import gather  # noqa: PLC0415

    from drills.probes._link_paths import services_of, taken_by  # noqa: PLC0415

    link = cast(Link, reach.asset("link", params.link))
    far = params.to or link.far
    call = far_call(far, params.count) if far else None
    if far is None or call is None:
        return Reading.unknown(NO_FAR_END(link=link.id))
    through, taken = await gather(
        reach.ask(call), taken_by(link, reach, every_path=params.every_path)
    )
    if through.could_not_ask is not None:
        return through
    services = None
    if params.services and through.facts.get("reply") and taken.path:
        services = await services_of(link, taken.path, reach)
    speed = None
    if params.throughput and through.facts.get("reply"):
        # Behind the pings and the services, whose answers it would slow down.
        speed = await reach.ask(ProbeCall("throughput", params.throughput))
        if speed.could_not_ask is not None:
            return speed
    found = _reading(params, link, replace(through, note=None), taken, services, far)
    return _with_speed(found, speed)


def _with_speed(found: Reading, speed: Reading | None) -> Reading:
    if found.could_not_ask is not None:
        return found
    mbps = speed.facts.get("mbps") if speed else None
    note = found.note or (speed.because if speed else None)
    return replace(found, facts={**found.facts, "throughput_mbps": mbps}, note=note)


def _reading(  # noqa: PLR0917 - the findings of the one place that calls it
    params: Params,
    link: Link,
    through: Reading,
    taken: Taken,
    services: Services | None,
    far: str,
) -> Reading:
    """All that was found; unknown where something that is wanted could not be told."""
    reply = through.facts.get("reply") is True
    lacking = _untold(params, link, taken, services) if reply else None
    if lacking is not None:
        return Reading.unknown(lacking)
    wrong = tuple(_wrongs(params, link, through, taken, services, far))
    facts: dict[str, Fact] = {
        "reply": reply,
        "as_wanted": not wrong,
        "path": taken.path,
        "backup": taken.path != link.paths[0].id if taken.path else None,
        "rtt_ms": through.facts.get("rtt_ms", through.facts.get("connect_ms")),
        "jitter_ms": through.facts.get("jitter_ms"),
        "loss_percent": through.facts.get("loss_percent"),
        "dead_paths": ", ".join(taken.dead) if params.every_path else None,
        "wrong_services": ", ".join(services.wrong) if services else None,
        "services": services.count if services else None,
    }
    told = any(each.carries for each in link.paths)
    note = CANNOT_TELL(link=link.id, why=taken.untold) if taken.untold and told else None
    said = (*taken.said, *(services.said if services else ()))
    return Reading(facts=facts, because=wrong[0] if wrong else None, said=said, note=note)


def _untold(params: Params, link: Link, taken: Taken, services: Services | None) -> Message | None:
    """Why something that is wanted cannot be told."""
    if taken.untold is not None and (params.path or params.services):
        return CANNOT_TELL(link=link.id, why=taken.untold)
    if taken.unknown is not None and params.every_path:
        return taken.unknown
    return services.unknown if services else None


def _wrongs(  # noqa: PLR0917 - as above
    params: Params,
    link: Link,
    through: Reading,
    taken: Taken,
    services: Services | None,
    far: str,
) -> list[Message]:
    """What is not as wanted, the gravest first."""
    found: list[Message | None] = [
        NOT_THROUGH(link=link.id, far=far, why=through.because) if through.because else None
    ]
    if params.path and taken.path == "":
        found.append(NO_PATH(link=link.id))
    elif params.path and taken.path not in (None, params.path):
        found.append(OTHER_PATH(link=link.id, wanted=params.path, path=taken.path))
    if services and services.wrong:
        found.append(WRONG_SERVICES(path=taken.path, services=services.wrong))
    if params.every_path and taken.dead:
        found.append(DEAD_PATHS(link=link.id, paths=taken.dead))
    return [each for each in found if each is not None]
