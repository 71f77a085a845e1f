"""What belongs to a person's word besides the word: a picture, or who of the supplier said so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from textual.widget import Widget

from bcp.message import Message, Phrase
from bcp.said_by_people import PeopleSource
from drills.core.events import Answer, Sighting
from drills.core.told_orders import lacks_informant, lacks_merit
from tui.screens.dialogs.dialog import Dialog

INFORMANT = Phrase("dialog.informant", ja="事業者の回答者", en="Said by")
ARRIVES = Phrase("dialog.arrives", ja="到着見込み", en="Will arrive")
PHOTO = Phrase("dialog.photo", ja="写真のファイル", en="Photo file")
MERIT = Phrase("dialog.merit", ja="感明度（5から1）", en="Merit (5 to 1)")
NOT_A_MERIT = Phrase(
    "dialog.not_a_merit",
    ja="感明度は5から1の数字で入力してください。",
    en="Enter the merit as a number from 5 to 1.",
)
NO_INFORMANT = Phrase(
    "dialog.no_informant",
    ja="事業者の誰が答えたかを入力してください。",
    en="Say who of the supplier answered.",
)


def sighting_fields(
    dialog: Dialog[Any], told: PeopleSource | None, *, merit: bool = False
) -> Iterator[Widget]:
    """The fields for it; none where nothing is looked at. A call's `merit` comes first."""
    if merit:
        yield dialog.field("merit", MERIT)
    if told == "attested":
        yield dialog.field("informant", INFORMANT)
        yield dialog.field("arrives", ARRIVES)
    elif told == "observed":
        yield dialog.field("photo", PHOTO)


def sighting_typed(
    dialog: Dialog[Any], told: PeopleSource | None, answer: Answer, *, merit: bool = False
) -> Sighting | Message | None:
    """What was typed into them, None where nothing was, or what is missing."""
    heard = _heard(dialog.typed("merit")) if merit else None
    if isinstance(heard, Message):
        return heard
    if told == "attested":
        seen = Sighting(informant=dialog.typed("informant"), arrives=dialog.typed("arrives"))
        if lacks_informant(told, answer, seen):
            return NO_INFORMANT()
    elif told == "observed":
        seen = Sighting(photo=dialog.typed("photo"), merit=heard)
        if merit and (lacking := lacks_merit(answer, seen)) is not None:
            return lacking
    else:
        return None
    return None if seen == Sighting() else seen


def _heard(typed: str) -> int | Message | None:
    """A number in whatever width it was typed, or None where nothing was."""
    digits = unicodedata.normalize("NFKC", typed).strip()
    if not digits:
        return None
    return int(digits) if digits in ("1", "2", "3", "4", "5") else NOT_A_MERIT()
