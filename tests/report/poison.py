"""A report in which every word that could come from outside is hostile."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from bcp.message import Text
from drills.report.layout import harmless
from drills.report.model import Report
from drills.report.words import AS_WRITTEN

POISON = (
    "</td></table></style></title><script>window.owned = 1</script>"
    '<img src="http://127.0.0.1:9/picture.png" onerror="window.owned = 1"/>'
    "<svg onload='window.owned = 1'><link rel=stylesheet href=//127.0.0.1:9/x.css>"
    "\"' onclick=\"window.owned = 1\" <a href='javascript:window.owned = 1'>here</a>"
    "{{ 7 * 7 }}{% raw %} &lt;b&gt; &amp; ]]> --> \\3c 『表』\n"
    "\x1b[2J\x00\x9b31m \u202etxt.exe\u2066 \u200b \udce3 ﷽ \U000e0041"
)


def poisoned(report: Report, poison: str = POISON) -> Report:
    """The same report; only what the tool itself reckons, such as a verdict, is left as it is."""
    found = _changed(report, poison)
    assert isinstance(found, Report)
    return found


def as_shown(poison: str) -> str:
    """What a page may show of it: its lines, made harmless, one after the other."""
    return "".join(harmless(line) for line in poison.split("\n"))


def _changed(value: Any, poison: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_changed(each, poison) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        each.name: _field(str(each.type), getattr(value, each.name), poison)
        for each in fields(value)
    }
    return replace(value, **changes)


def _field(kind: str, value: Any, poison: str) -> Any:
    match kind:
        case "str" | "str | None":
            return poison
        case "Text" | "Words":
            return Text(poison, poison)
        case "Message" | "Message | None":
            return AS_WRITTEN(word=poison)
        case "tuple[Message, ...]":
            return (AS_WRITTEN(word=poison),)
        case "tuple[str, ...]":
            return (poison,)
        case "Mapping[str, str]":
            return {poison: poison}
    return _changed(value, poison)
