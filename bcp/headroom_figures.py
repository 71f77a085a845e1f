"""The numbers that a head-room rests on, each with where it comes from.

Nothing here is measured. Whoever has measured writes it in the plan (``telework[].assumes``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from ipaddress import ip_network
from typing import Literal

from bcp.inventory import Telework
from bcp.message import Message, Phrase
from bcp.telework_assumes import Assumes, LimitName
from bcp.telework_gates import GateTargets

Origin = Literal["asked", "plan", "assumed"]
"""Whether a number was given with the question, stands in the plan, or is our assumption."""

LICENCES = "licences"
LICENCES_USE = "licences_use_percent"
ADDRESSES = "addresses"

ASKED = Phrase("headroom.asked", ja="この計算で指定された値", en="given with this question")
IN_PLAN = Phrase("headroom.in_plan", ja="計画の{field}", en="the plan's {field}")
POOL = Phrase(
    "headroom.pool",
    ja="計画のpool（{pool:list}）にある、機器に配れるアドレスの数",
    en="how many addresses the plan's pool has for machines ({pool:list})",
)
TARGETS = Phrase(
    "headroom.targets",
    ja="gate_targets（使用中は{percent}%まで、見込み一人に{per_person}ライセンス）の厳しいほう",
    en="the stricter of gate_targets: {percent}% in use, {per_person} licences for each person",
)
OUR_TARGETS = Phrase(
    "headroom.our_targets",
    ja="想定: gate_targetsの既定値（使用中は{percent}%まで、見込み一人に{per_person}ライセンス）の"
    "厳しいほう",
    en="assumed: the stricter of what gate_targets is without the plan's word: {percent}% in use, "
    "{per_person} licences for each person",
)
EVERYBODY = Phrase(
    "headroom.everybody",
    ja="想定: 一番混むときには全員が同時につないでいる（最も厳しい見方）",
    en="assumed: at the busiest moment everybody is connected, the hardest case",
)
SCREEN = Phrase(
    "headroom.screen",
    ja="想定: 画面転送の目安。Microsoftの概算は文書作成で0.1〜0.2、Web閲覧ではこれを大きく超える"
    "（1920×1080）。自庁で測った値に直す",
    en="assumed: a screen over the network. Microsoft's estimates are 0.1 to 0.2 for documents and "
    "far more for browsing (1920×1080); put your own measurement in its place",
)
MEETINGS = Phrase(
    "headroom.meetings",
    ja="想定: 出典なし。同時にトンネル経由でWeb会議をしている割合。"
    "会議がトンネルを通らないなら0にする",
    en="assumed, without a source: how many are in a web meeting through the tunnel at once; 0 "
    "where meetings do not go through it",
)
MEETING = Phrase(
    "headroom.meeting",
    ja="想定: Web会議一人分の目安。事業者の推奨（720p）は1.2〜2.6",
    en="assumed: one person in a web meeting. Makers recommend 1.2 to 2.6 for 720p",
)
NO_OTHERS = Phrase(
    "headroom.no_others",
    ja="想定: 同じ回線をほかの通信が使わない。実際の使用量に直す",
    en="assumed: nothing else uses the line; put what does in its place",
)
RESERVE = Phrase(
    "headroom.reserve",
    ja="想定: 出典なし。混雑や故障に備えて残りを空けておく",
    en="assumed, without a source: the rest is kept for peaks and faults",
)
LEASES = Phrase(
    "headroom.leases",
    ja="想定: 出典なし。つなぎ直した人の前のアドレスがしばらく返らない分を空けておく",
    en="assumed, without a source: who connects again holds an old address for a while",
)
IDLE = Phrase(
    "headroom.idle",
    ja="想定: だれもつないでいないときのCPU使用率",
    en="assumed: what the processor does with nobody connected",
)

DEFAULTS: Mapping[str, tuple[float, Phrase]] = {
    "at_once_percent": (100, EVERYBODY),
    "mbps": (0.3, SCREEN),
    "meeting_percent": (20, MEETINGS),
    "meeting_mbps": (1.5, MEETING),
    "line_others_mbps": (0, NO_OTHERS),
    "line_use_percent": (80, RESERVE),
    "addresses_use_percent": (90, LEASES),
    "gateway_use_percent": (80, RESERVE),
    "cpu_idle_percent": (0, IDLE),
    "cpu_use_percent": (80, RESERVE),
}
KEYS: tuple[str, ...] = (
    *(LICENCES, LICENCES_USE),
    *(each.name for each in fields(Assumes) if each.name != "no_limit"),
)
_SPEED = ("mbps", "meeting_percent", "meeting_mbps")
USED_BY: Mapping[LimitName, tuple[str, ...]] = {
    "licences": (LICENCES, LICENCES_USE),
    "addresses": (ADDRESSES, "addresses_use_percent"),
    "sessions": ("sessions", "gateway_use_percent"),
    "throughput": ("throughput_mbps", "gateway_use_percent", *_SPEED),
    "cpu": tuple(each for each in KEYS if each.startswith("cpu_")),
    "line": (*(each for each in KEYS if each.startswith("line_")), *_SPEED),
}
WHOLE = (LICENCES, ADDRESSES, "sessions", "cpu_people")
_MAY_BE_ZERO = (LICENCES, ADDRESSES, "line_others_mbps", "cpu_idle_percent", "meeting_percent")


@dataclass(frozen=True)
class Figure:
    """A number by its key, and where it comes from."""

    key: str
    value: float
    origin: Origin
    source: Message

    @property
    def exact(self) -> Fraction:
        """The decimal that was written, without what binary fractions make of it."""
        return Fraction(str(self.value))


Figures = Mapping[str, Figure]


def figures_of(way: Telework, asked: Mapping[str, float]) -> Figures:
    """Every number that is known or assumed of a way; `asked` goes before the plan."""
    found = {each.key: each for each in (*_assumed(way), *_planned(way))}
    for key, value in asked.items():
        found[key] = Figure(key, value, "asked", ASKED())
    return {key: found[key] for key in KEYS if key in found}


def _assumed(way: Telework) -> Iterator[Figure]:
    for key, (value, source) in DEFAULTS.items():
        yield Figure(key, value, "assumed", source())
    gate = way.gate_targets
    share = min(gate.in_use_percent, round(100 / gate.licences_per_person, 1))
    numbers = {
        "percent": f"{gate.in_use_percent:g}",
        "per_person": f"{gate.licences_per_person:g}",
    }
    if gate == GateTargets():
        yield Figure(LICENCES_USE, share, "assumed", OUR_TARGETS(**numbers))
    else:
        yield Figure(LICENCES_USE, share, "plan", TARGETS(**numbers))


def _planned(way: Telework) -> Iterator[Figure]:
    if way.licences is not None:
        yield Figure(LICENCES, way.licences, "plan", IN_PLAN(field=LICENCES))
    if way.pool:
        yield Figure(ADDRESSES, pooled(way.pool), "plan", POOL(pool=way.pool))
    for each in fields(Assumes):
        value = getattr(way.assumes, each.name)
        if value is not None and each.name != "no_limit":
            yield Figure(each.name, value, "plan", IN_PLAN(field=f"assumes.{each.name}"))


def pooled(networks: tuple[str, ...]) -> int:
    """How many machines can get an address there; of two kinds of addresses each takes one."""
    found: dict[int, int] = {}
    for each in map(ip_network, networks):
        # A network of IPv4 keeps its own address and its broadcast, unless it is a pair or one.
        kept = 2 if each.version == 4 and each.num_addresses > 2 else 0
        found[each.version] = found.get(each.version, 0) + each.num_addresses - kept
    return min(found.values())


def wrong_value(key: str, value: float) -> bool:
    """Whether a number can be none of its kind: a share above all, less than nothing."""
    least_wrong = value < 0 if key in _MAY_BE_ZERO else value <= 0
    return least_wrong or (key.endswith("_percent") and value > 100)
