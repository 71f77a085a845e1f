"""When something was seen, who said so, and the picture of it, as typed behind an order."""

from __future__ import annotations

import argparse
from dataclasses import replace

from bcp.message import Message, Phrase
from drills.cli.entering import around
from drills.cli.photos import hashed
from drills.core import orders
from drills.core.paper_events import PaperLine
from drills.core.paper_time import typed_at
from drills.core.state import Drill
from drills.core.told_events import Sighting
from drills.core.told_orders import Observe
from drills.errors import Refusal

NOT_BESIDE = Phrase(
    "order.sighting_not_beside",
    ja="--at、--informant、--arrives、--photo、--merit は answer と observe の後に書きます。",
    en="--at, --informant, --arrives, --photo and --merit belong to answer and observe.",
)


def sighted(order: orders.Order, given: argparse.Namespace, drill: Drill) -> orders.Order:
    """The order with what was typed behind it. Raises `Refusal`."""
    seen = Sighting(
        informant=(given.informant or "").strip(),
        arrives=(given.arrives or "").strip(),
        photo=given.photo or "",
        merit=given.merit,
    )
    if given.at is None and seen == Sighting():
        return order
    if not isinstance(order, orders.Answer | Observe):
        raise Refusal(NOT_BESIDE())
    if given.at is not None:
        line = typed_at(around(drill), given.at, PaperLine(0, 0, ""))
        if isinstance(line, Message):
            raise Refusal(line)
        seen = replace(seen, low=line.low, high=line.high)
    whole = hashed(replace(order, sighting=seen))
    if isinstance(whole, Message):
        raise Refusal(whole)
    return whole
