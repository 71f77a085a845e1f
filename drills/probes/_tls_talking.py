"""One conversation within TLS from its beginning, and answers that begin like those of HTTP."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bcp.message import Phrase
from drills.probes._contract import Reach, Unanswered
from drills.probes._talking import Shown, Talk, talking_to
from drills.wire import Malformed, http_head
from drills.wire.http_head import Head


@asynccontextmanager
async def talking_in_tls(
    place: tuple[str, int],
    name: str,
    context: ssl.SSLContext,
    reach: Reach,
    *,
    hangs: Phrase,
    mute: Phrase,
    server: str,
) -> AsyncIterator[tuple[Talk, Shown]]:
    """A conversation, and the certificate, which is to be for `name`.

    `hangs` and `mute` with `server` are the words for one that says nothing before TLS is there,
    and for one that says nothing after. Raises as `talking_to` and `Talk.into_tls` do.
    """
    async with talking_to(*place, reach, hangs, server=server) as talk:
        shown = await talk.into_tls(context, name)
        try:
            # Before the time of the whole conversation is over, which has the other words.
            async with asyncio.timeout(reach.left_us() * 0.95 / 1_000_000):
                yield talk, shown
        except TimeoutError:
            raise Unanswered(mute(server=server)) from None


async def head_of(talk: Talk) -> Head:
    """The head of the answer that comes next. Raises `Malformed` and `OSError`."""
    said = await talk.line()
    if not http_head.begins(said):
        # What greets by itself says nothing more, and would be waited for in vain.
        raise Malformed("no answer of HTTP")
    while len(said) < http_head.LARGEST:
        line = await talk.line()
        said += line
        if line in (b"\r\n", b"\n"):
            return http_head.parsed(said)
    raise Malformed("a head without an end")
