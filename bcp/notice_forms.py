"""Reading who hears of the programme's drills: a way must have somebody at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bcp.message import Message, Phrase
from bcp.nodes import Fields, Items, Node, Scalar
from bcp.notices import NoticeRule
from bcp.quiet_hours import LIKE_A_NIGHT, NO_HOURS, span_of
from bcp.reader import BAD, Reader
from bcp.refused import Place

NOBODY = Phrase(
    "notices.nobody",
    ja="お知らせ「{id}」には送る相手（to）がありません。",
    en="the notice {id!r} goes to nobody.",
)
ADD_TO = Phrase(
    "notices.add_to",
    ja="to に役割・連絡先・事業者のidを書くか、by: webhook にしてください。",
    en="Give it roles, contacts or vendors behind to, or make it by: webhook.",
)
TO_AND_CHAT = Phrase(
    "notices.to_and_chat",
    ja="グループチャット（by: webhook）へのお知らせに、人（to）は書けません。",
    en="a notice to a group's chat (by: webhook) names no people.",
)
NO_CHAT = Phrase(
    "notices.no_chat",
    ja="webhook は by: webhook のときだけ書けます。",
    en="webhook may stand only where the way is by: webhook.",
)
TWO_LINES = Phrase(
    "notices.two_lines",
    ja="人に送るものとチャットに送るものを、2つの項目に分けてください。",
    en="Make two of it, one for people and one for the chat.",
)
NO_KINDS = Phrase(
    "notices.no_kinds",
    ja="お知らせ「{id}」には知らせること（kinds）がありません。",
    en="the notice {id!r} tells of nothing: its kinds are empty.",
)
NO_DIGEST = Phrase(
    "notices.no_digest",
    ja="「{word}」は曜日と時刻として読めません。",
    en="{word!r} is no weekday with a time.",
)
LIKE_DIGEST = Phrase(
    "notices.like_digest",
    ja='"mon 09:00"のように書いてください（mon、tue、wed、thu、fri、sat、sun）。',
    en='Write it like "mon 09:00".',
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DIGEST = re.compile(f"({'|'.join(WEEKDAYS)}) ([01][0-9]|2[0-3]):([0-5][0-9])")
_Trouble = tuple[Place, Message, Message | None]


def notice_form(reader: Reader, node: Node) -> Any:
    """Who gets which notices, or `BAD`; its mistakes are kept."""
    value = reader.record(NoticeRule, node)
    if value is BAD or not isinstance(node, Fields):
        return value
    for place, what, then in (*_of_way(value, node), *_of_times(value, node)):
        reader.refuse(place, what, then)
    return value


def digest_time(word: str) -> tuple[int, int, int]:
    """Weekday (Monday is 0), hour and minute of ``mon 09:00``. Raises `ValueError`."""
    found = DIGEST.fullmatch(word)
    if found is None:
        raise ValueError(word)
    return WEEKDAYS.index(found[1]), int(found[2]), int(found[3])


def _of_way(value: NoticeRule, node: Fields) -> Iterator[_Trouble]:
    if value.by != "webhook" and not value.to and node.get("to") is None:
        yield node.place, NOBODY(id=value.id), ADD_TO()
    if value.by == "webhook" and value.to:
        yield _at(node, "to"), TO_AND_CHAT(), TWO_LINES()
    if value.by != "webhook" and value.webhook is not None:
        yield _at(node, "webhook"), NO_CHAT(), TWO_LINES()
    kinds = node.get("kinds")
    if isinstance(kinds, Items) and not kinds.items:
        yield _at(node, "kinds"), NO_KINDS(id=value.id), None


def _of_times(value: NoticeRule, node: Fields) -> Iterator[_Trouble]:
    if not DIGEST.fullmatch(value.digest):
        yield _at(node, "digest"), NO_DIGEST(word=value.digest), LIKE_DIGEST()
    for each in _written(node.get("quiet_hours")):
        if span_of(each.text) is None:
            yield each.place, NO_HOURS(word=each.text), LIKE_A_NIGHT()


def _written(node: Node | None) -> Iterator[Scalar]:
    for each in node.items if isinstance(node, Items) else (node,):
        if isinstance(each, Scalar) and isinstance(each.value, str):
            yield each


def _at(node: Fields, name: str) -> Place:
    key = node.key(name)
    return key.place if key is not None else node.place
