"""A second look at an agent that gave no answer: what a library's silence was.

SNMP over UDP is silent for a wrong community, for a wrong privacy password, and for a device that
is off. A connected socket hears where nothing listens, and a question of version 3 without a user
hears whether an agent lives, whatever account it was asked with before.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass

from drills.probes._datagrams import talking_to
from drills.wire import Malformed
from drills.wire.snmp import UNKNOWN_USER, Answer, parsed, question

_IDS = 2**31


@dataclass(frozen=True)
class Seen:
    """Whether an agent answered at all, and which (RFC 3411's identity of an engine).

    None of `knows_user`: that was not found out.
    """

    lives: bool
    knows_user: bool | None = None
    engine: bytes = b""


async def look(ip: str, port: int, limit_s: float | None, user: str | None = None) -> Seen:
    """Ask once, for at most `limit_s` seconds; None: the one who looks sets the limit.

    Raises `OSError` where the network says that nothing listens, or that there is no way.
    """
    engine: Answer | None = None
    try:
        async with asyncio.timeout(limit_s), talking_to(ip, port) as talk:
            number = random.randrange(_IDS)  # noqa: S311 - it pairs an answer with its question
            engine = await talk.answer(question(number), _to(number))
            if user is None:
                return Seen(lives=True, engine=engine.engine)
            number = (number + 1) % _IDS
            asked = question(number, engine.engine, engine.boots, engine.seconds, user)
            answer = await talk.answer(asked, _to(number))
    except TimeoutError:
        return Seen(lives=engine is not None)
    return Seen(lives=True, knows_user=answer.report != UNKNOWN_USER, engine=engine.engine)


def _to(number: int) -> Callable[[bytes], Answer | None]:
    def read(datagram: bytes) -> Answer | None:
        try:
            answer = parsed(datagram)
        except Malformed:
            return None
        return answer if answer.message == number else None

    return read
