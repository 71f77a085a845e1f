"""Action items (改善事項) and countermeasures (対策) that are open and have a day."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground, day_of

ITEM = Phrase("due.item", ja="改善事項 {id}: {what}", en="action item {id}: {what}")
CLOSE_ITEM = Phrase(
    "due.close_item",
    ja="bcp-drill items show {id} で確かめ、済んでいれば bcp-drill items close {id} で"
    "完了にしてください。",
    en="See bcp-drill items show {id}; where it is done, bcp-drill items close {id}.",
)
MEASURE = Phrase("due.measure", ja="対策 {id}: {what}", en="countermeasure {id}: {what}")
CLOSE_MEASURE = Phrase(
    "due.close_measure",
    ja="済んでいれば manage/countermeasures.yaml の status（対策「{id}」）を done にしてください。",
    en="Where it is done, set status of {id!r} to done in manage/countermeasures.yaml.",
)


def found(ground: Ground) -> Iterator[DueLine]:
    """Each one that is open."""
    yield from _items(ground) if ground.items else ()
    for each in ground.plan.countermeasures:
        day = day_of(each.due)
        if each.status != "done" and day is not None:
            what, do = MEASURE(id=each.id, what=each.weakness), CLOSE_MEASURE(id=each.id)
            owner = ground.owner(each.owner)
            more = {"name": each.weakness, "owner": owner}
            yield ground.line("countermeasure", each.id, day, what, do, **more)


def _items(ground: Ground) -> Iterator[DueLine]:
    from drills.items.standing import SOON_DAYS  # noqa: PLC0415 - it takes long to load

    for standing in ground.items:
        item, day = standing.item, day_of(standing.item.due)
        if item.is_open and day is not None:
            what, do = ITEM(id=item.id, what=item.what), CLOSE_ITEM(id=item.id)
            owner = ground.owner(item.owner)
            more = {"name": item.what, "owner": owner, "notice": SOON_DAYS}
            yield ground.line("item", item.id, day, what, do, **more)
