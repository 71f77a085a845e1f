"""Whether the office PCs that teleworkers reach over LGWAN are awake, and what people's tries gave.

自治体テレワークシステム for LGWAN has no gateway of the town's own: a screen at home shows an
office PC. So the PCs must be on, and the one-time password must work, which only people can try.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bcp.asking import Expectation, FactKind, ProbeCall
from bcp.durations import MINUTE, SECOND, Span
from bcp.message import Message, Phrase, Text
from drills.errors import Refusal
from drills.probes._contract import Polite, Reach
from drills.probes._table import Row, read_table
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="自治体テレワークシステムで使う庁内PCが起動しているか、試した人の結果はどうか",
    en="Are the office PCs of telework over LGWAN awake, and what did people's tries give?",
)
PROVES = Text(
    ja="一覧の庁内PCがこの端末から見えること。画面が自宅に届くことと、ワンタイムパスワードが使えることは、"
    "人が試した結果（results）でしか分かりません。",
    en="that the listed PCs are seen from this terminal. That a screen comes through to a home and "
    "the one-time password works shows only what people tried (results).",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="応答したPCがある", en="at least one PC answered")),
    "machines": FactKind("int", Text(ja="一覧にあるPCの数", en="how many PCs are listed")),
    "awake": FactKind("int", Text(ja="応答した数", en="how many answered")),
    "asleep": FactKind("int", Text(ja="応答しない数", en="how many did not")),
    "not_known": FactKind("int", Text(ja="尋ねられなかった数", en="how many were not asked")),
    "awake_percent": FactKind(
        "float", Text(ja="応答した割合", en="share that answered"), "percent"
    ),
    "asleep_names": FactKind(
        "str", Text(ja="応答しないPCの名前（10台まで）", en="names of those that did not, up to 10")
    ),
    "tried": FactKind("int", Text(ja="試した人の数", en="how many people tried")),
    "connected": FactKind("int", Text(ja="つながった数", en="how many came through")),
    "connected_percent": FactKind(
        "float", Text(ja="つながった割合", en="share that came through"), "percent"
    ),
    "otp_failed": FactKind(
        "int",
        Text(ja="ワンタイムパスワードで失敗した数", en="how many failed at the one-time password"),
    ),
    "basis": FactKind(
        "str",
        Text(
            ja="measured（PCへの問い合わせだけ）、observed（人の結果を含む）",
            en="measured (the PCs alone), observed (with people's results)",
        ),
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("awake_percent", "at_least", 90),
)
FIELDS = {
    "machines": Text(
        ja="庁内PCの一覧（CSV。計画のフォルダからのパス）。見出し: 端末名、アドレス",
        en="the list of PCs: a CSV in the plan's folder with the columns name and address",
    ),
    "results": Text(
        ja="試した人の結果（CSV）。見出し: 端末名、結果、ワンタイムパスワード（○か×）",
        en="what people's tries gave: a CSV with the columns name, result and otp (ok or ng)",
    ),
    "by": Text(
        ja="icmp（ping）か、tcp（ポートへの接続。拒否も起動とみなす）",
        en="icmp (ping), or tcp (a connection; a refusal is an answer, too)",
    ),
    "port": Text(ja="tcpのポート。省略時は3389", en="the port for tcp; 3389 if not given"),
    "patience": Text(ja="1台を待つ時間。省略時は2秒", en="how long one PC is waited for; 2s"),
}
POLITE = Polite(apart_us=MINUTE, at_once=1)

NO_MACHINES = Phrase(
    "probes.lgwan_telework.no_machines",
    ja="一覧表{file}に端末がありません。",
    en="the list {file} names no PC.",
)
NOT_UNDERSTOOD = Phrase(
    "probes.lgwan_telework.not_understood",
    ja="{file}の「{word}」は結果として読めません。○か×（ok、ng）で書いてください。",
    en="{word!r} in {file} is no result; write ok or ng.",
)
ALL_SILENT = Phrase(
    "probes.lgwan_telework.all_silent",
    ja="庁内PC {machines}台のどれも応答しません。電源が切れているか、この端末から庁内への経路が"
    "切れています。",
    en="none of {machines} PCs answers: they are off, or the way from this terminal to them is "
    "broken.",
)
ASLEEP = Phrase(
    "probes.lgwan_telework.asleep",
    ja="庁内PC {machines}台のうち{asleep}台が応答しません（{names}）。電源が切れているか、"
    "スリープしているか、問い合わせに応じない設定です。",
    en="{asleep} of {machines} PCs do not answer ({names}): off, asleep, or set not to answer.",
)
TOO_LITTLE_TIME = Phrase(
    "probes.lgwan_telework.too_little_time",
    ja="庁内PC {machines}台のうち{count}台を時間内に尋ねられませんでした。"
    "timeoutを長くしてください。",
    en="{count} of {machines} PCs could not be asked in time; make its timeout longer.",
)

_NAME = ("name", "端末名", "pc", "ホスト名")
_ADDRESS = ("address", "アドレス", "ipアドレス", "ip")
_RESULT = ("result", "結果", "接続")
_OTP = ("otp", "ワンタイムパスワード", "二要素")
_WELL = frozenset(("ok", "yes", "true", "1", "○", "〇", "成功", "可", "できた"))
_BADLY = frozenset(("ng", "no", "false", "0", "×", "✕", "x", "失敗", "不可", "できない"))
_AT_ONCE = 32
_SHOWN = 10


@dataclass(frozen=True)
class Params:
    """`machines` and `results` are CSV files of the plan's folder."""

    machines: str
    results: str | None = None
    by: Literal["icmp", "tcp"] = "icmp"
    port: int = 3389
    patience: Span = Span(2 * SECOND)


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask every PC of the list once, and count what people wrote."""
    import asyncio  # noqa: PLC0415 - see `drills.probes._contract`

    path = reach.path(params.machines)
    listed = await asyncio.to_thread(read_table, path, (_NAME, _ADDRESS))
    machines = [each for each in listed if each["address"]]
    if not machines:
        raise Refusal(NO_MACHINES(file=params.machines))
    tries: Sequence[Row] = ()
    if params.results is not None:
        results = reach.path(params.results)
        tries = await asyncio.to_thread(read_table, results, (_NAME, _RESULT), (_OTP,))
    slots = asyncio.Semaphore(_AT_ONCE)

    async def awake(address: str) -> bool | None:
        async with slots:
            return await _awake(params, address, reach)

    found = await asyncio.gather(*(awake(each["address"]) for each in machines))
    names = [each["name"] or each["address"] for each in machines]
    return reading_of(params, names, found, tries)


async def _awake(params: Params, address: str, reach: Reach) -> bool | None:
    """None: there was no time, or no way to ask."""
    if reach.left_us() < params.patience.us:
        return None
    subject = address if params.by == "icmp" else f"{address}:{params.port}"
    reading = await reach.ask(ProbeCall(params.by, subject, timeout=params.patience))
    if reading.could_not_ask is not None:
        return None
    refused = reading.because is not None and reading.because.code == "net.refused"
    return bool(reading.facts.get("reply")) or refused


def reading_of(
    params: Params, names: Sequence[str], found: Sequence[bool | None], tries: Sequence[Row]
) -> Reading:
    """What the PCs and the people's results say. Raises `Refusal` for a result of no meaning."""
    asleep = [name for name, awake in zip(names, found, strict=True) if awake is False]
    awake, lost = found.count(True), found.count(None)
    if lost == len(found):
        return Reading.unknown(TOO_LITTLE_TIME(machines=len(found), count=lost))
    if not awake:
        return Reading.silent(ALL_SILENT(machines=len(names)))
    shown = ", ".join(asleep[:_SHOWN])
    file = params.results or ""
    came = [_good(each["result"], file) for each in tries if each["result"]]
    # A column that nobody filled in says nothing of the password.
    passed = [_good(each["otp"], file) for each in tries if each.get("otp")]
    facts: dict[str, Fact] = {
        "reply": True,
        "machines": len(names),
        "awake": awake,
        "asleep": len(asleep),
        "not_known": lost,
        "awake_percent": round(100 * awake / (awake + len(asleep)), 1),
        "asleep_names": shown,
        "tried": len(came),
        "connected": came.count(True),
        "connected_percent": round(100 * came.count(True) / len(came), 1) if came else None,
        "otp_failed": passed.count(False) if passed else None,
        "basis": "measured" if params.results is None else "observed",
    }
    because = ASLEEP(machines=len(names), asleep=len(asleep), names=shown) if asleep else None
    note: Message | None = TOO_LITTLE_TIME(machines=len(names), count=lost) if lost else None
    return Reading(facts, because=because, note=note)


def _good(word: str, file: str) -> bool:
    if word.casefold() in _WELL:
        return True
    if word.casefold() in _BADLY:
        return False
    raise Refusal(NOT_UNDERSTOOD(word=word, file=file))
