"""One handshake with a WireGuard server, begun at most twice."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Literal

from drills.probes._contract import Reach
from drills.probes._datagrams import talking_to
from drills.probes._twice import answer_to
from drills.wire import Malformed, wireguard
from drills.wire.wireguard import Initiation, Keys, Verdict


@dataclass(frozen=True)
class Heard:
    """What an answer showed; ``odd`` where only other things than WireGuard came."""

    verdict: Verdict | Literal["odd"]
    took_us: int = 0


async def heard_from(host: str, port: int, keys: Keys, reach: Reach) -> Heard | None:
    """What the server answers; None where nothing comes.

    Raises `OSError`, and `Malformed` where the server's key is none that anybody can have.
    """
    begun: list[Initiation] = []
    odd = False

    def question() -> bytes:
        # The same message again would be ignored, as one that somebody else repeats.
        now = wireguard.tai64n(time.time_ns())
        fresh = secrets.token_bytes(wireguard.KEY_BYTES)
        begun.append(wireguard.initiation(keys, fresh, secrets.token_bytes(4), now))
        return begun[-1].datagram

    def read(datagram: bytes) -> Verdict | None:
        nonlocal odd
        try:
            found = [wireguard.verdict(each, datagram) for each in begun]
        except Malformed:
            odd = True
            return None
        return next((each for each in found if each), None)

    async with talking_to(host, port) as talk:
        heard: tuple[Verdict, int] | None = await answer_to(talk, question, read, reach)
    if heard is not None:
        verdict, took = heard
        return Heard(verdict, took)
    return Heard("odd") if odd else None
