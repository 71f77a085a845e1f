"""How long power and lines still last, on the one page: a line for each device.

What was read stands before what the plan only assumes; each says which of the two it is. Where the
drill read nothing at all, that is said, because the plan's numbers alone prove nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from bcp.message import Language, Message, Phrase, render
from drills.report.model import Report
from drills.report.page_cut import first_of, more
from drills.report.page_fit import fit
from drills.report.room_lines import RoomLine
from drills.report.saying import say, span
from drills.report.text_block import Points
from drills.report.words import SOURCE, said

ROOM = Phrase("one_page.room", ja="【電源・通信の余裕】", en="POWER AND LINES LEFT")
DEVICE = Phrase("one_page.room_device", ja="{name}: {facts:list}", en="{name}: {facts:list}")
FACT = Phrase("one_page.room_fact", ja="{fact}（{source}）", en="{fact} ({source})")
NOT_READ = Phrase(
    "one_page.room_not_read",
    ja="計画の値だけです。訓練では測っていません。",
    en="These are the plan's numbers: the drill measured none of them.",
)
_FACTS: Mapping[str, tuple[str, str]] = {
    "fuel_h": ("燃料で{value}時間", "fuel for {value} h"),
    "fuel_percent": ("燃料{value}%", "fuel at {value}%"),
    "fuel_l": ("燃料{value}L", "{value} L of fuel"),
    "runtime_left_s": ("蓄電池で{value}", "battery for {value}"),
    "battery_percent": ("蓄電池{value}%", "battery at {value}%"),
    "runtime_h": ("もつ時間{value}時間", "lasts {value} h"),
    "load_percent": ("負荷率{value}%", "load {value}%"),
    "capacity_mbps": ("使える帯域{value}Mbps", "{value} Mbps at present"),
    "throughput_mbps": ("実際の速度{value}Mbps", "{value} Mbps got through"),
    "loss_percent": ("損失{value}%", "{value}% lost"),
    "margin_db": ("フェージングマージン{value}dB", "fade margin {value} dB"),
    "rx_level_dbm": ("受信レベル{value}dBm", "received level {value} dBm"),
    "percent": ("使用率{value}%", "{value}% in use"),
}
FACTS: Mapping[str, Phrase] = {
    fact: Phrase(f"one_page.room_{fact}", ja=ja, en=en) for fact, (ja, en) in _FACTS.items()
}
_FACTS_SHOWN = 2
_KINDS = ("power", "links", "radio", "telework")
_SECOND = 1_000_000


def room(report: Report, lang: Language) -> Points:
    """The devices of which something is known, those that were read first."""
    lines = [each for each in report.head_room if each.fact in FACTS]
    devices = [list(own) for _, own in groupby(lines, key=lambda each: (each.kind, each.id))]
    shown, left_out = first_of(sorted(devices, key=_rank), fit(report, lang).devices)
    said_of = [render(_device(each, lang), lang) for each in shown]
    nothing_read = bool(lines) and all(each.when is None for each in lines)
    doubt = (render(NOT_READ(), lang),) if nothing_read else ()
    return Points(ROOM, (*said_of, *more(left_out, lang), *doubt))


def _rank(device: Sequence[RoomLine]) -> tuple[bool, int]:
    kind = device[0].kind
    return (
        all(each.when is None for each in device),
        _KINDS.index(kind) if kind in _KINDS else len(_KINDS),
    )


def _device(device: Sequence[RoomLine], lang: Language) -> Message:
    order = list(FACTS)
    read = {each.fact for each in device if each.when is not None}
    worth = [each for each in device if each.when is not None or each.fact not in read]
    worth.sort(key=lambda each: (each.when is None, order.index(each.fact)))
    facts = tuple(_fact(each, lang) for each in worth[:_FACTS_SHOWN])
    return DEVICE(name=say(device[0].name, lang) or device[0].id, facts=facts)


def _fact(line: RoomLine, lang: Language) -> Message:
    value = str(line.last)
    if isinstance(line.last, int | float):
        if line.fact == "runtime_left_s":
            value = span(round(line.last * _SECOND), lang)
        else:
            value = f"{line.last:.1f}".removesuffix(".0")
    return FACT(fact=FACTS[line.fact](value=value), source=said(SOURCE, line.source))
