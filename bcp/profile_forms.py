"""Reading a device's profile: what no single field of it can get wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bcp.asking import FactKind
from bcp.checks import ISO_DATE, ISO_DATE_PATTERN, NO_DATE
from bcp.device_facts import FACTS_OF
from bcp.device_profile import DEVICE_ROW, EACH_ROW, DeviceObject, Profile
from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase
from bcp.nodes import Fields, Key, Node, Scalar
from bcp.reader import BAD, Reader
from bcp.refused import Place

NO_OID = Phrase(
    "profile.no_oid",
    ja="「{oid}」はOIDとして読めません。",
    en="{oid!r} is no object identifier.",
)
LIKE_OID = Phrase(
    "profile.like_oid",
    ja="「1.3.6.1.2.1.1.3.0」のように、数字を点でつないで書いてください。",
    en="Write numbers with dots between them, such as 1.3.6.1.2.1.1.3.0.",
)
NO_SCALE = Phrase(
    "profile.no_scale",
    ja="数には「scale」（機器の値に掛ける数）が必ず要ります。",
    en='a number needs a "scale", by which the device\'s value is multiplied.',
)
FIND_SCALE = Phrase(
    "profile.find_scale",
    ja="機器の値が10分の1単位なら 0.1、そのままなら 1 です。機器の表示か点検記録と"
    "見比べて決めてください。",
    en="It is 0.1 where the device counts in tenths, and 1 where it does not: compare with its own "
    "display or the maintenance record.",
)
NO_VALUES = Phrase(
    "profile.no_values",
    ja="状態には「values」（値ごとの意味と重さ）が必ず要ります。",
    en='a status needs "values": what each number means and how grave it is.',
)
LIKE_VALUES = Phrase(
    "profile.like_values",
    ja="「5: {{word: battery, severity: alarm}}」のように書いてください。",
    en='Write them like "5: {{word: battery, severity: alarm}}".',
)
NO_TAKE = Phrase(
    "profile.no_take",
    ja="「row: each」（すべての行）には「take」が要ります。",
    en='"row: each" needs "take": how one value is made of all the rows.',
)
WHICH_TAKE = Phrase(
    "profile.which_take",
    ja="数は lowest、highest、sum、count、状態は worst です。",
    en="For a number it is lowest, highest, sum or count; for a status it is worst.",
)
WRONG_TAKE = Phrase(
    "profile.wrong_take",
    ja="「take: {take}」はここでは使えません。",
    en='"take: {take}" does not fit here.',
)
NO_ROW = Phrase(
    "profile.no_row",
    ja="「{row}」は行の指定として読めません。",
    en="{row!r} names no row.",
)
LIKE_ROW = Phrase(
    "profile.like_row",
    ja='行の番号（"1"）、device（計画の row で決まる行）、each（すべての行）のいずれかです。',
    en='Write the number of a row ("1"), device (the row that the plan names) or each (all rows).',
)
NOT_OF_TYPE = Phrase(
    "profile.not_of_type",
    ja="「{key}」は「type: {type}」には書けません。",
    en='"{key}" does not belong to "type: {type}".',
)
UNKNOWN_FACT = Phrase(
    "profile.unknown_fact",
    ja="「{name}」という項目は、{kind}の機器にはありません。",
    en="devices of the kind {kind} have no fact {name!r}.",
)
OTHER_TYPE = Phrase(
    "profile.other_type",
    ja="「{name}」は{wanted}です。",
    en="{name!r} is {wanted}.",
)
A_NUMBER = Phrase("profile.a_number", ja="数（type: number）", en="a number (type: number)")
A_WORD = Phrase(
    "profile.a_word", ja="語（type: text か status）", en="a word (type: text or status)"
)
OTHER_UNIT = Phrase(
    "profile.other_unit",
    ja="「{name}」の単位は「{wanted}」です。「{found}」ではありません。",
    en="the unit of {name!r} is {wanted!r}, not {found!r}.",
)
SCALE_TO_UNIT = Phrase(
    "profile.scale_to_unit",
    ja="その単位になるように scale を決め、「unit: {wanted}」と書いてください。",
    en='Choose the scale that gives this unit, and write "unit: {wanted}".',
)
TWICE_COUNTED = Phrase(
    "profile.alarms_twice",
    ja="警報の数が、factsのalarmsと、下のalarmsの両方にあります。",
    en='the number of alarms is stated both as a fact and by the list "alarms".',
)
NOT_A_STATUS = Phrase(
    "profile.not_a_status",
    ja="alarmsに並べるのは状態（type: status）だけです。",
    en='"alarms" lists statuses only (type: status).',
)

OID = re.compile(r"[0-2](\.(0|[1-9][0-9]{0,9})){2,127}")
ROW = re.compile(r"(0|[1-9][0-9]{0,9})(\.(0|[1-9][0-9]{0,9}))*")
_OF_NUMBERS = ("scale", "unit", "absent")
_TAKES = {"number": ("lowest", "highest", "sum", "count"), "status": ("worst",), "text": ()}

Trouble = tuple[Place, Message, Message | None]


def object_form(reader: Reader, node: Node) -> Any:
    """One object, or `BAD` with its mistakes kept."""
    value = reader.record(DeviceObject, node)
    if value is BAD or not isinstance(node, Fields):
        return value
    troubles = [*_misplaced(value, node), *_lacking(value, node)]
    for each in troubles:
        reader.refuse(*each)
    return BAD if troubles else value


def profile_form(reader: Reader, node: Node) -> Any:
    """A profile, or `BAD` with its mistakes kept."""
    value = reader.record(Profile, node)
    if not isinstance(node, Fields):
        return value
    troubles = [*_facts_wrong(node), *_alarms_wrong(node), *_traps_wrong(node)]
    names = _text(node, "row_names")
    if names and not OID.fullmatch(names):
        troubles.append((_at(node, "row_names"), NO_OID(oid=names), LIKE_OID()))
    for each in troubles:
        reader.refuse(*each)
    if value is BAD or troubles:
        # Devices that name it have made no mistake.
        reader.complete = False
        return BAD
    return value


def _misplaced(value: DeviceObject, node: Fields) -> Iterator[Trouble]:
    """What is written and does not fit."""
    if not OID.fullmatch(value.oid):
        yield _at(node, "oid"), NO_OID(oid=value.oid), LIKE_OID()
    row = value.row
    if row is not None and row not in (DEVICE_ROW, EACH_ROW) and not ROW.fullmatch(row):
        yield _at(node, "row"), NO_ROW(row=row), LIKE_ROW()
    if value.take is not None and (row != EACH_ROW or value.take not in _TAKES[value.type]):
        yield _at(node, "take"), WRONG_TAKE(take=value.take), WHICH_TAKE()
    if value.verified is not None and not _is_date(value.verified):
        yield _at(node, "verified"), NO_DATE(word=value.verified), ISO_DATE()
    of_status: tuple[str, ...] = () if value.type == "status" else ("values",)
    of_number = () if value.type == "number" else _OF_NUMBERS
    for key in of_status + of_number:
        written = node.key(key)
        if written is not None:
            yield written.place, NOT_OF_TYPE(key=key, type=value.type), None


def _lacking(value: DeviceObject, node: Fields) -> Iterator[Trouble]:
    """What is not written and must be."""
    if value.type == "number" and not value.scale and value.take != "count":
        yield _at(node, "scale"), NO_SCALE(), FIND_SCALE()
    if value.type == "status" and node.key("values") is None:
        yield _at(node, "values"), NO_VALUES(), LIKE_VALUES()
    if value.row == EACH_ROW and value.take is None:
        yield _at(node, "row"), NO_TAKE(), WHICH_TAKE()


def _facts_wrong(node: Fields) -> Iterator[Trouble]:
    """Facts that devices of this kind do not have, or that are another kind of value there."""
    kind = _text(node, "kind")
    known = FACTS_OF.get(kind)  # type: ignore[call-overload]
    for key, each in _entries(node, "facts") if known is not None else ():
        fact = known.get(key.name)
        if fact is None or key.name == "alarm_names":
            yield key.place, UNKNOWN_FACT(name=key.name, kind=kind), remedy(key.name, known)
        elif isinstance(each, Fields):
            yield from _unlike(key.name, fact, each)


def _unlike(name: str, kind: FactKind, node: Fields) -> Iterator[Trouble]:
    number = kind.type != "str"
    written, unit = _text(node, "type"), _text(node, "unit")
    if written in _TAKES and number != (written == "number"):
        wanted = A_NUMBER() if number else A_WORD()
        yield _at(node, "type"), OTHER_TYPE(name=name, wanted=wanted), None
    elif unit != kind.unit:
        what = OTHER_UNIT(name=name, wanted=kind.unit, found=unit)
        yield _at(node, "unit"), what, SCALE_TO_UNIT(wanted=kind.unit)


def _alarms_wrong(node: Fields) -> Iterator[Trouble]:
    alarms = _entries(node, "alarms")
    if alarms and any(key.name == "alarms" for key, _ in _entries(node, "facts")):
        yield alarms[0][0].place, TWICE_COUNTED(), None
    for key, each in alarms:
        if isinstance(each, Fields) and _text(each, "type") in ("number", "text"):
            yield key.place, NOT_A_STATUS(), None


def _traps_wrong(node: Fields) -> Iterator[Trouble]:
    for key, _ in _entries(node, "traps"):
        if not OID.fullmatch(key.name):
            yield key.place, NO_OID(oid=key.name), LIKE_OID()


def _entries(node: Fields, key: str) -> tuple[tuple[Key, Node], ...]:
    found = node.get(key)
    return found.entries if isinstance(found, Fields) else ()


def _text(node: Fields, key: str) -> str:
    found = node.get(key)
    return found.text if isinstance(found, Scalar) else ""


def _is_date(word: str) -> bool:
    try:
        return bool(ISO_DATE_PATTERN.fullmatch(word) and date.fromisoformat(word))
    except ValueError:
        return False


def _at(node: Fields, key: str) -> Place:
    """Where that key's value stands, or the whole where it is not written."""
    found = node.get(key)
    return found.place if isinstance(found, Scalar | Fields) else node.place
