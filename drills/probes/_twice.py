"""A question over UDP, asked once more where no answer comes, and never oftener."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from drills.probes._contract import Reach
from drills.probes._datagrams import Datagrams

TRIES = 2
# Longer than any way there and back.
_PATIENCE_US = 2_000_000

T = TypeVar("T")


async def answer_to(
    talk: Datagrams, question: Callable[[], bytes], read: Callable[[bytes], T | None], reach: Reach
) -> tuple[T, int] | None:
    """The first answer that `read` makes sense of, and how long it took in microseconds.

    `question` gives the datagram, for each sending anew. None where no answer comes in the time
    that `reach` has left, which is then nearly over. Raises `OSError`.
    """
    for left in range(TRIES, 0, -1):
        patience = reach.left_us() // left
        if left > 1:
            patience = min(_PATIENCE_US, patience)
        began = reach.elapsed_us()
        try:
            async with asyncio.timeout(patience / 1_000_000):
                answer = await talk.answer(question(), read)
        except TimeoutError:
            continue
        return answer, reach.elapsed_us() - began
    return None
