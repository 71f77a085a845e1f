"""Events as canonical JSON and back, driven by the annotations of their dataclasses.

Canonical means: keys sorted by code point, no spaces, characters as they are, no NaN and no
infinity, so that the same event always gives the same bytes.
`shapes` says how each type is written.

Stored rows are never rewritten. When the shape of a kind changes, its number in `VERSIONS` goes
up and an upcaster turns the old shape into the next one when it is read.
"""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from bcp.message import Phrase
from drills.core.events import Event
from drills.errors import Defect, JournalBroken
from drills.journal.shapes import Misfit, shape_of

UNKNOWN_KIND = Phrase(
    "journal.unknown_kind",
    ja="記録の種類「{kind}」（第{v}版）を、このプログラムは知りません。"
    "記録したときと同じか、それより新しい版の bcp-drill で開いてください。",
    en="this program does not know records of kind {kind}, version {v}. "
    "Open the journal with the version of bcp-drill that wrote it, or a newer one.",
)
NOT_JSON = Phrase(
    "journal.not_json",
    ja="「{kind}」の内容が JSON として読めません。",
    en="the body of this {kind} is not JSON.",
)
MISFIT = Phrase(
    "journal.misfit",
    ja="「{kind}」の項目「{where}」が、記録の形式と合いません。",
    en="the field {where} of this {kind} does not have the shape it must have.",
)
UNKNOWN_FIELD = Phrase(
    "journal.unknown_field",
    ja="「{kind}」に、あるはずのない項目「{where}」があります。",
    en="this {kind} has a field {where} that does not belong there.",
)
MISSING_FIELD = Phrase(
    "journal.missing_field",
    ja="「{kind}」に項目「{where}」がありません。",
    en="this {kind} lacks the field {where}.",
)

KINDS: Mapping[str, Any] = {each.__name__: each for each in typing.get_args(Event)}
VERSIONS: Mapping[str, int] = dict.fromkeys(KINDS, 1)

Body = dict[str, Any]
Upcaster = Callable[[Body], tuple[str, int, Body]]
UPCASTERS: Mapping[tuple[str, int], Upcaster] = {}

_FAULTS = {"shape": MISFIT, "unknown": UNKNOWN_FIELD, "missing": MISSING_FIELD}
_SURROGATE = re.compile("[\ud800-\udfff]")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


_to_text = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode
_from_text = json.JSONDecoder(parse_constant=_refuse_constant).decode


def canonical(value: Any) -> str:
    """A JSON value as canonical text that can always be stored as UTF-8."""
    text = _to_text(value)
    # Undecodable bytes of a device may reach us as lone surrogates, which UTF-8 cannot carry.
    return text if text.isascii() else _SURROGATE.sub(lambda at: f"\\u{ord(at[0]):04x}", text)


def encode(event: Event) -> tuple[str, int, str]:
    """The kind, version and canonical body of an event.

    Raises `Defect` where a field holds something its annotation does not allow: such a row could
    never be read again, so it must not be written.
    """
    cls: Any = type(event)
    kind = cls.__name__
    if KINDS.get(kind) is not cls:
        raise Defect(f"{kind} is not an event that can be journalled")
    try:
        body = canonical(shape_of(cls).write(event))
    except Misfit as misfit:
        raise Defect(f"{kind}.{misfit.where} holds a value that cannot be journalled") from misfit
    except RecursionError as error:
        raise Defect(f"{kind} is nested too deep to be journalled") from error
    return kind, VERSIONS[kind], body


def decode(
    kind: str, v: int, body: str, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS
) -> Event:
    """The event of a stored row. Raises `JournalBroken` where it is not exactly as it must be."""
    try:
        stored = _from_text(body)
    except (ValueError, RecursionError) as error:
        raise JournalBroken(NOT_JSON(kind=kind)) from error
    while (kind, v) in upcasters:
        kind, v, stored = upcasters[kind, v](stored)
    if VERSIONS.get(kind) != v:
        raise JournalBroken(UNKNOWN_KIND(kind=kind, v=v))
    try:
        event: Event = shape_of(KINDS[kind]).read(stored)
    except Misfit as misfit:
        raise JournalBroken(_FAULTS[misfit.fault](kind=kind, where=misfit.where)) from misfit
    except RecursionError as error:
        raise JournalBroken(NOT_JSON(kind=kind)) from error
    return event
