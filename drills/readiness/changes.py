"""What changed since something was proved, from what it was to what it is, in words.

No address, number or person's name is ever said: that it changed is enough. A record that left its
zone has placeholders (``‹address:3›``) where such things stood; what lies behind one is not known,
and never called a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bcp.message import Message, Phrase
from drills.journal.codec import canonical
from drills.readiness.resting import Key, Resting

KINDS: Mapping[str, Phrase] = {
    "system": Phrase("change.system", ja="システム「{id}」", en="system {id}"),
    "server": Phrase("change.server", ja="サーバ「{id}」", en="server {id}"),
    "link": Phrase("change.link", ja="回線「{id}」", en="link {id}"),
    "radio": Phrase("change.radio", ja="無線「{id}」", en="radio {id}"),
    "power": Phrase("change.power", ja="電源「{id}」", en="power {id}"),
    "telework": Phrase("change.telework", ja="テレワーク「{id}」", en="telework {id}"),
    "backup": Phrase("change.backup", ja="バックアップ「{id}」", en="backup {id}"),
    "command": Phrase("change.command", ja="コマンド「{id}」", en="command {id}"),
    "role": Phrase("change.role", ja="役割「{id}」", en="role {id}"),
    "contact": Phrase("change.contact", ja="連絡先「{id}」", en="contact {id}"),
}
FIELDS: Mapping[str, Phrase] = {
    "rto": Phrase("change.rto", ja="目標復旧時間（rto）", en="rto"),
    "rpo": Phrase("change.rpo", ja="目標復旧時点（rpo）", en="rpo"),
    "levels": Phrase("change.levels", ja="復旧レベル（levels）", en="levels"),
    "probe": Phrase("change.probe", ja="確かめ方（probe）", en="probe"),
    "settled": Phrase("change.settled", ja="復旧とみなす条件（settled）", en="settled"),
    "marker": Phrase("change.marker", ja="目印（marker）", en="marker"),
    "depends_on": Phrase("change.depends_on", ja="依存先（depends_on）", en="depends_on"),
    "runs_on": Phrase("change.runs_on", ja="動くサーバ（runs_on）", en="runs_on"),
    "address": Phrase("change.address", ja="アドレス（address）", en="address"),
    "paths": Phrase("change.paths", ja="経路（paths）", en="paths"),
    "holder": Phrase("change.holder", ja="担当者（holder）", en="holder"),
    "deputies": Phrase("change.deputies", ja="代行の順（deputies）", en="deputies"),
    "methods": Phrase("change.methods", ja="連絡手段（methods）", en="ways to reach them"),
    "run": Phrase("change.run", ja="コマンド行（run）", en="command line"),
    "gates": Phrase("change.gates", ja="ゲート（gates）", en="gates"),
    "state": Phrase("change.state", ja="使用状態（state）", en="state"),
}
OTHER = Phrase("change.other", ja="{field}", en="{field}")
CHANGED = Phrase("change.changed", ja="{thing}の{field}が変わりました", en="{field} of {thing}")
FROM_TO = Phrase(
    "change.from_to",
    ja="{thing}の{field}が変わりました（{then}から{now}へ）",
    en="{field} of {thing}, from {then} to {now}",
)
ADDED = Phrase("change.added", ja="{thing}が加わりました", en="{thing} is new")
GONE = Phrase("change.gone", ja="{thing}がなくなりました", en="{thing} is gone")
NONE = Phrase("change.none", ja="なし", en="none")
SPAN = Phrase("change.span", ja="{us:span}", en="{us:span}")
WORDS = Phrase("change.words", ja="{words:list}", en="{words:list}")
STEPS = Phrase(
    "change.steps", ja="シナリオの手順が変わりました: {steps:list}", en="steps: {steps:list}"
)
COURSE = Phrase(
    "change.course", ja="シナリオの{parts:list}が変わりました", en="of the scenario: {parts:list}"
)

_SAID = ("zone", "hosting", "os", "backup", "state", "jump", "host", "depends_on", "runs_on")
_PLACEHOLDER = re.compile(r"‹[^›]*›")


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was. `kind`, `id` and `field` are the plan's words."""

    kind: str
    id: str
    field: str
    what: Message


def changes(then: Resting, now: Resting) -> tuple[Change, ...]:
    """All that differs, things that came or went as one each, in the order of their ids."""
    return tuple(_changes(then, now))


def _changes(then: Resting, now: Resting) -> Iterator[Change]:
    before, after = ({key[:2] for key in each} for each in (then, now))
    for kind, word in sorted(before ^ after):
        phrase = GONE if (kind, word) in before else ADDED
        yield Change(kind, word, "", phrase(thing=_thing(kind, word)))
    for key in sorted({*then, *now}):
        if key[:2] in before & after and not same(then.get(key), now.get(key)):
            yield Change(*key, _said(key, then.get(key), now.get(key)))


def course_changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs in the course of a scenario."""
    differing = [each for each in sorted({*then, *now}) if not same(then.get(each), now.get(each))]
    steps = [each.removeprefix("step ") for each in differing if each.startswith("step ")]
    parts = [each for each in differing if not each.startswith("step ")]
    found = [Change("scenario", "", "steps", STEPS(steps=tuple(steps)))] if steps else []
    more = [Change("scenario", "", "course", COURSE(parts=tuple(parts)))] if parts else []
    return (*found, *more)


def same(then: Any, now: Any) -> bool:
    """Whether two values are alike, as far as can be known where placeholders stand in the old."""
    if then == now:
        return True
    if isinstance(then, str) and isinstance(now, str):
        return "‹" in then and _fits(then, now)
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        return then.keys() == now.keys() and all(same(then[n], now[n]) for n in then)
    if isinstance(then, list) and isinstance(now, list):
        return len(then) == len(now) and _same_in_any_order(then, now)
    return False


def _same_in_any_order(then: list[Any], now: list[Any]) -> bool:
    """Position by position; where placeholders stand, what is sorted may stand elsewhere."""
    if all(same(one, other) for one, other in zip(then, now, strict=True)):
        return True
    if "‹" not in canonical(then):
        return False
    left = list(now)
    for one in then:
        fitting = next((each for each in left if same(one, each)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _fits(then: str, now: str) -> bool:
    parts = (re.escape(each) for each in _PLACEHOLDER.split(then))
    return re.fullmatch(".*".join(parts), now, re.DOTALL) is not None


def _thing(kind: str, word: str) -> Message:
    return KINDS[kind](id=word)


def _said(key: Key, then: Any, now: Any) -> Message:
    kind, word, field = key
    told = {"thing": _thing(kind, word), "field": FIELDS.get(field, OTHER)(field=field)}
    old, new = _value(field, then), _value(field, now)
    if old is None or new is None or old == new:
        return CHANGED(**told)
    return FROM_TO(**told, then=old, now=new)


def _value(field: str, value: Any) -> Message | None:
    """The value in words, or None where it is not to be said."""
    if value in (None, [], ""):
        return NONE() if field in (*_SAID, "rto", "rpo") else None
    if field == "rto" and isinstance(value, Mapping):
        return _value("rto", value.get("within"))
    if field in ("rto", "rpo") and isinstance(value, int):
        return SPAN(us=value)
    if field not in _SAID:
        return None
    return WORDS(words=tuple(_words(value)))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield "|".join(word for each in value.values() for word in _words(each))
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    else:
        yield canonical(value)
