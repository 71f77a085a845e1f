"""Whether the closed mobile network (閉域SIM) carries us, and what its list of SIMs says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bcp.asking import Expectation, FactKind, ProbeCall
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.errors import Refusal
from drills.probes._contract import Polite, Reach
from drills.probes._table import Row, read_table
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="閉域SIMの先の装置が応答するか、SIMの一覧はどうなっているか",
    en="Does what is behind the closed mobile network answer, and what does the list of SIMs say?",
)
PROVES = Text(
    ja="この端末（閉域SIMを入れたもの）から装置に届くこと。ほかのSIMが使えることは、一覧にある最終接続日"
    "からうかがえるだけです。",
    en="that the gateway is reached from this terminal, if it has such a SIM. That other SIMs work "
    "is only hinted at by the day on which the list saw them last.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="装置が応答した", en="the gateway answered")),
    "rtt_ms": FactKind("float", Text(ja="往復時間", en="time there and back"), "ms"),
    "sims": FactKind("int", Text(ja="一覧にあるSIMの数", en="how many SIMs are listed")),
    "active": FactKind("int", Text(ja="利用中の数", en="how many are in use")),
    "not_seen": FactKind(
        "int",
        Text(
            ja="利用中なのに長く接続のない数（stale_days）",
            en="in use, but not seen for long (stale_days)",
        ),
    ),
}
HEALTHY = (Expectation("reply", "equals", True),)
FIELDS = {
    "gateway": Text(
        ja="閉域網の先の装置（ホスト名かIPアドレス）",
        en="what stands behind the closed network: a host name or address",
    ),
    "sims": Text(
        ja="SIMの一覧（MDMなどから出したCSV）。見出し: SIM、状態、最終接続日",
        en="the list of SIMs, as MDM gives it: a CSV with the columns sim, state and last_seen",
    ),
    "stale_days": Text(
        ja="これより長く接続のないSIMを数える。省略時は30日",
        en="after how many days without a connection a SIM is counted; 30 if not given",
    ),
}
POLITE = Polite(apart_us=SECOND, at_once=1)

NO_DAY = Phrase(
    "probes.closed_sim.no_day",
    ja="{file}の「{word}」は日付として読めません（例: 2026-11-21、2026/11/21）。",
    en="{word!r} in {file} is no day; write it like 2026-11-21.",
)

_SIM = ("sim", "sim番号", "iccid", "電話番号")
_STATE = ("state", "状態", "利用状況")
_SEEN = ("last_seen", "最終接続日", "最終通信日")
_ACTIVE = frozenset(("active", "利用中", "使用中", "有効", "開通"))


@dataclass(frozen=True)
class Params:
    """`gateway` is pinged; `sims` is a CSV file of the plan's folder."""

    gateway: str
    sims: str | None = None
    stale_days: int = 30


async def ask(params: Params, reach: Reach) -> Reading:
    """Ping the gateway, and count the list."""
    import asyncio  # noqa: PLC0415 - see `drills.probes._contract`

    listed: dict[str, Fact] = {}
    if params.sims is not None:
        path = reach.path(params.sims)
        rows = await asyncio.to_thread(read_table, path, (_SIM, _STATE), (_SEEN,))
        listed = counted(rows, params, date.today())
    reading = await reach.ask(ProbeCall("icmp", params.gateway))
    if reading.could_not_ask is not None:
        return reading
    facts = {"reply": reading.facts.get("reply"), "rtt_ms": reading.facts.get("rtt_ms")}
    return replace(reading, facts={**facts, **listed})


def counted(rows: Sequence[Row], params: Params, today: date) -> dict[str, Fact]:
    """What the list says on the day `today`. Raises `Refusal` for a day of no meaning."""
    active = [each for each in rows if each["state"].casefold() in _ACTIVE]
    days = [_day(each["last_seen"], params) for each in active if each.get("last_seen")]
    late = sum((today - each).days > params.stale_days for each in days)
    seen = bool(rows) and "last_seen" in rows[0]
    # In use without any day: it was never seen.
    never = len(active) - len(days)
    return {"sims": len(rows), "active": len(active), "not_seen": late + never if seen else None}


def _day(word: str, params: Params) -> date:
    parts = word.split(" ", maxsplit=1)[0].split("T", maxsplit=1)[0].replace("/", "-").split("-")
    try:
        year, month, day = (int(each) for each in parts)
        return date(year, month, day)
    except ValueError:
        raise Refusal(_no_day(word, params)) from None


def _no_day(word: str, params: Params) -> Message:
    return NO_DAY(word=word, file=params.sims or "")
