"""What belongs to a person's word besides the word: a picture, or who of the supplier said so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.widget import Widget

from bcp.message import Message, Phrase
from bcp.said_by_people import PeopleSource
from drills.core.events import Answer, Sighting
from drills.core.told_orders import lacks_informant
from tui.screens.dialogs.dialog import Dialog

INFORMANT = Phrase("dialog.informant", ja="事業者の回答者", en="Said by")
ARRIVES = Phrase("dialog.arrives", ja="到着見込み", en="Will arrive")
PHOTO = Phrase("dialog.photo", ja="写真のファイル", en="Photo file")
NO_INFORMANT = Phrase(
    "dialog.no_informant",
    ja="事業者の誰が答えたかを入力してください。",
    en="Say who of the supplier answered.",
)


def sighting_fields(dialog: Dialog[Any], told: PeopleSource | None) -> Iterator[Widget]:
    """The fields for it; none where nothing is looked at."""
    if told == "attested":
        yield dialog.field("informant", INFORMANT)
        yield dialog.field("arrives", ARRIVES)
    elif told == "observed":
        yield dialog.field("photo", PHOTO)


def sighting_typed(
    dialog: Dialog[Any], told: PeopleSource | None, answer: Answer
) -> Sighting | Message | None:
    """What was typed into them, None where nothing was, or what is missing."""
    if told == "attested":
        seen = Sighting(informant=dialog.typed("informant"), arrives=dialog.typed("arrives"))
        if lacks_informant(told, answer, seen):
            return NO_INFORMANT()
    elif told == "observed":
        seen = Sighting(photo=dialog.typed("photo"))
    else:
        return None
    return None if seen == Sighting() else seen
