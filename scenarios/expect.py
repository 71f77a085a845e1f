"""Judging a reading: every expectation is weighed, and says what was measured and wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bcp.asking import Expectation
from bcp.message import Message, Phrase
from scenarios.reading import Fact, Reading

# A pattern is checked when it is loaded; a bounded text bounds what is left of its cost.
SEARCHED = 1_000
_SHOWN = 80

EXPLAINED = Phrase(
    "expect.explained",
    ja="{fact} {measured}（正常なら{wanted}）",
    en="{fact} {measured}, wanted {wanted}",
)
MISSING = Phrase(
    "expect.missing",
    ja="{fact} は得られませんでした（正常なら{wanted}）",
    en="{fact} was not told, wanted {wanted}",
)
_WANTED = {
    "equals": Phrase("expect.equals", ja="{value}", en="{value}"),
    "differs": Phrase("expect.differs", ja="{value}以外", en="anything but {value}"),
    "at_least": Phrase("expect.at_least", ja="{value}以上", en="at least {value}"),
    "at_most": Phrase("expect.at_most", ja="{value}以下", en="at most {value}"),
    "between": Phrase("expect.between", ja="{low}〜{high}", en="between {low} and {high}"),
    "one_of": Phrase("expect.one_of", ja="{values:list}のいずれか", en="one of {values:list}"),
    "contains": Phrase("expect.contains", ja="「{value}」を含む", en='to contain "{value}"'),
    "matches": Phrase("expect.matches", ja="正規表現 {value} に合う", en="to match {value}"),
}
_WITH_UNIT = {
    "ms": Phrase("unit.ms", ja="{value}ms", en="{value} ms"),
    "s": Phrase("unit.s", ja="{value}秒", en="{value} s"),
    "days": Phrase("unit.days", ja="{value}日", en="{value} days"),
    "bytes": Phrase("unit.bytes", ja="{value}バイト", en="{value} bytes"),
    "h": Phrase("unit.h", ja="{value}時間", en="{value} h"),
    "l": Phrase("unit.l", ja="{value}L", en="{value} L"),
    "mbps": Phrase("unit.mbps", ja="{value}Mbps", en="{value} Mbps"),
    "db": Phrase("unit.db", ja="{value}dB", en="{value} dB"),
    "v": Phrase("unit.v", ja="{value}V", en="{value} V"),
    "celsius": Phrase("unit.celsius", ja="{value}℃", en="{value} °C"),
    "dbm": Phrase("unit.dbm", ja="{value}dBm", en="{value} dBm"),
    "percent": Phrase("unit.percent", ja="{value}%", en="{value}%"),
}
_YES = Phrase("value.yes", ja="あり", en="yes")
_NO = Phrase("value.no", ja="なし", en="no")
_QUOTED = Phrase("value.quoted", ja="「{value}」", en='"{value}"')
_REPLY = Phrase("fact.reply", ja="応答", en="reply")


@dataclass(frozen=True)
class Judgement:
    """How a reading was judged, with one explanation per expectation that did not hold.

    Where all held, `why` explains each that did. The reading's own note stands last.
    """

    outcome: Literal["held", "broken", "unknown"]
    why: tuple[Message, ...] = ()


def judge(reading: Reading, expectations: tuple[Expectation, ...]) -> Judgement:
    """Weigh `reading` against all of `expectations`; a question not asked proves nothing."""
    if reading.could_not_ask is not None:
        return Judgement("unknown", (reading.could_not_ask,))
    broken = tuple(each for each in expectations if not holds(reading, each))
    note = (reading.note,) if reading.note is not None else ()
    if not broken:
        held = (explained(reading, each) for each in expectations)
        return Judgement("held", (*held, *note))
    because = (reading.because,) if reading.because is not None else ()
    told = tuple(explained(reading, each) for each in _worth_saying(reading, broken))
    return Judgement("broken", (*because, *told, *note))


def _worth_saying(reading: Reading, broken: tuple[Expectation, ...]) -> tuple[Expectation, ...]:
    """Where nothing answered, all that was therefore not told is one thing, not one for each fact.

    The last is the one to name: it is what the author wants, before what every such probe wants.
    """
    if reading.facts.get("reply") is not False:
        return broken
    untold = [each for each in broken if each.fact not in reading.facts]
    return tuple(each for each in broken if each not in untold[:-1])


def holds(reading: Reading, expectation: Expectation) -> bool:
    """Whether the fact is there and is what was wanted; a missing fact never is."""
    measured = reading.facts.get(expectation.fact)
    if measured is None:
        return False
    try:
        return _HOLDS[expectation.operator](measured, expectation.wanted)
    except TypeError:
        # A fact of another type than announced cannot be what was wanted.
        return False


def explained(reading: Reading, expectation: Expectation) -> Message:
    """``latency 340 ms, wanted at most 200 ms``, whether it held or not."""
    name, unit = _name_and_unit(expectation.fact)
    fact = _REPLY() if name == "reply" else name
    wanted = _wanted(expectation, unit)
    measured = reading.facts.get(expectation.fact)
    if measured is None:
        return MISSING(fact=fact, wanted=wanted)
    return EXPLAINED(fact=fact, measured=_said(measured, unit), wanted=wanted)


def _same(measured: Fact, wanted: Any) -> bool:
    # In Python True is 1; an exit code of 1 is no "yes".
    return isinstance(measured, bool) == isinstance(wanted, bool) and measured == wanted


def _matches(measured: Fact, pattern: str) -> bool:
    return re.search(pattern, str(measured)[:SEARCHED], re.MULTILINE) is not None


_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "equals": _same,
    "differs": lambda measured, wanted: not _same(measured, wanted),
    "at_least": lambda measured, wanted: bool(measured >= wanted),
    "at_most": lambda measured, wanted: bool(measured <= wanted),
    "between": lambda measured, wanted: bool(wanted[0] <= measured <= wanted[1]),
    "one_of": lambda measured, wanted: any(_same(measured, each) for each in wanted),
    "contains": lambda measured, wanted: wanted in measured,
    "matches": _matches,
}


def _name_and_unit(fact: str) -> tuple[str, str]:
    """The unit is the last part of a fact's name: ``latency_ms``."""
    name, _, last = fact.rpartition("_")
    return (name.replace("_", " "), last) if name and last in _WITH_UNIT else (fact, "")


def _wanted(expectation: Expectation, unit: str) -> Message:
    phrase, wanted = _WANTED[expectation.operator], expectation.wanted
    if expectation.operator == "between":
        return phrase(low=_said(wanted[0], unit), high=_said(wanted[1], unit))
    if expectation.operator == "one_of":
        return phrase(values=tuple(_said(each, unit) for each in wanted))
    if expectation.operator in ("contains", "matches"):
        return phrase(value=_clipped(str(wanted)))
    return phrase(value=_said(wanted, unit))


def _said(value: Fact, unit: str) -> Any:
    if isinstance(value, bool):
        return _YES() if value else _NO()
    if isinstance(value, str):
        return _QUOTED(value=_clipped(value))
    number = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
    return _WITH_UNIT[unit](value=number) if unit else number


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
