"""What an order leaves behind of itself, whatever became of it."""

from __future__ import annotations

import re

from bcp.message import Message
from drills.core.audit_events import OrderRefused, OrderTaken, Terminal
from drills.core.checkin_orders import CheckIn
from drills.core.orders import Order

# What somebody typed may be long; its beginning tells what was meant.
_KEPT = 200
_INNER = re.compile(r"(?<!^)(?=[A-Z])")


def word_of(order: Order) -> str:
    """The order's word, such as ``settle_doubt``."""
    return _INNER.sub("_", type(order).__name__).lower()


def taken(order: Order, terminal: Terminal, now: int) -> tuple[OrderTaken, ...]:
    """The record of an order that was taken; none of those by which staff check in themselves.

    There may be thousands of them, each is a record by itself, and nobody signs one.
    """
    if isinstance(order, CheckIn):
        return ()
    return (OrderTaken(now, word_of(order), _about(order), _by(order), terminal),)


def refused(order: Order, terminal: Terminal, why: Message, now: int) -> OrderRefused:
    """The record of an order that was not possible."""
    return OrderRefused(now, word_of(order), _about(order), _by(order), terminal, why)


def _by(order: Order) -> str:
    return str(getattr(order, "by", ""))[:_KEPT]


def _about(order: Order) -> str:
    found = (getattr(order, name, None) for name in ("step", "check", "thing", "seq", "to"))
    return str(next((each for each in found if each is not None), ""))[:_KEPT]
