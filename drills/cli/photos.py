"""The picture that belongs to a person's word: only its place and its hash are recorded."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from bcp.message import Message, Phrase
from bcp.system_trouble import words_of
from drills.core import orders
from drills.core.told_orders import Observe

NO_PHOTO = Phrase(
    "order.no_photo",
    ja="写真「{photo}」を読めません（{why}）。この端末にあるファイルの名前を書いてください。",
    en="The photo {photo!r} cannot be read ({why}). Name a file on this machine.",
)


def hashed(order: orders.Order) -> orders.Order | Message:
    """The order with the hash of its picture, or why the picture cannot be read."""
    if not isinstance(order, orders.Answer | Observe) or order.sighting is None:
        return order
    seen = order.sighting
    if not seen.photo or seen.sha256:
        return order
    try:
        return replace(order, sighting=replace(seen, sha256=_hash_of(seen.photo)))
    except OSError as trouble:
        return NO_PHOTO(photo=seen.photo, why=words_of(trouble))


def _hash_of(photo: str) -> str:
    with Path(photo).expanduser().open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
