"""How much of it one target is asked, whatever a scenario wants: the probes' own limits, kept.

A drill must never become the fault that it looks for. Five half-open associations and strongSwan
drops the asker; a hundred openings in ten seconds and OpenVPN drops everybody's. So a probe's file
says how far apart its questions must be (`drills.probes._contract.Polite`), and nothing that
somebody writes in a plan or a scenario gets past this file.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bcp.message import Phrase
from drills.errors import Refusal
from drills.probes._contract import Polite

TOO_SOON = Phrase(
    "politeness.too_soon",
    ja="{target}への「{word}」の問い合わせは、相手に負担をかけないため{apart:span}以上"
    "あけて行います。今回は時間内に順番が来なかったため、尋ねていません。",
    en="{target} is asked by {word!r} not more often than every {apart:span}, so as to do it no "
    "harm; its turn did not come in time, so it was not asked.",
)
TOO_BUSY = Phrase(
    "politeness.too_busy",
    ja="この端末から{target}への「{word}」の問い合わせが多すぎて、時間内に順番が来ませんでした。"
    "今回は尋ねていません。",
    en="there are too many questions of {word!r} to {target} from this machine; the turn of this "
    "one did not come in time, so it was not asked.",
)

# Every question holds a socket; Windows' selector takes 512 of them.
AT_ONCE = 256
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:\[([^\]]+)\]|([^:/?#]+))", re.IGNORECASE)


class _Queue:
    """Who waits for one target. `free_at` is when the next question may be sent (loop time)."""

    def __init__(self, at_once: int) -> None:
        self.slots = asyncio.Semaphore(at_once)
        self.free_at = 0.0


class Politeness:
    """Turns to ask, per probe and target. Belongs to one event loop, whose clock it uses."""

    def __init__(self) -> None:
        self._queues: dict[tuple[str, str], _Queue] = {}
        self._all = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def turn(
        self, word: str, target: str, polite: Polite, until: float, known_as: str | None = None
    ) -> AsyncIterator[None]:
        """Wait for the turn to ask `target` with the probe `word`, at most until `until`.

        `known_as` is the same for every way in which the target is written. Raises `Refusal` where
        the turn does not come by then: nothing was asked, so nothing is known of the target.
        """
        queue = self._queues.setdefault((word, known_as or target), _Queue(polite.at_once))
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout_at(until):
                    # The target's own turn first: whoever waits for it must not keep a place that
                    # the questions to all other targets need.
                    await held.enter_async_context(queue.slots)
                    await held.enter_async_context(self._all)
                    await _apart(queue, word, target, polite, until)
            except TimeoutError:
                raise Refusal(TOO_BUSY(target=target, word=word)) from None
            yield


async def _apart(queue: _Queue, word: str, target: str, polite: Polite, until: float) -> None:
    now = asyncio.get_running_loop().time()
    begin = max(now, queue.free_at)
    if begin >= until:
        # Nothing is reserved: otherwise those who never got to ask would push the rest away.
        raise Refusal(TOO_SOON(target=target, word=word, apart=polite.apart_us))
    queue.free_at = begin + polite.apart_us / 1_000_000
    if begin > now:
        await asyncio.sleep(begin - now)


def host_in(subject: str) -> str:
    """The host in an address or a URL, which is what a question weighs on."""
    found = _HOST.match(subject)
    return (found[1] or found[2]) if found else subject
