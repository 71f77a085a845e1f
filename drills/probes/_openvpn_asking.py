"""One hard reset to an OpenVPN server, over UDP or TCP, and what came back."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import Literal

from drills.probes._contract import Reach
from drills.probes._datagrams import talking_to
from drills.probes._dialling import connected, resolved
from drills.probes._twice import answer_to
from drills.wire import Malformed, openvpn
from drills.wire.openvpn import Answer, Lock

Nothing = Literal["unconnected", "silent", "closed", "odd"]


@dataclass(frozen=True)
class Heard:
    """An answer, how long it took, and how far the server's clock is ahead of ours."""

    answer: Answer
    took_us: int
    ahead_s: int | None


async def over_udp(host: str, port: int, lock: Lock, reach: Reach) -> Heard | Nothing:
    """Ask, and once more where nothing comes. Raises `OSError`."""
    session, now_s = secrets.token_bytes(openvpn.SESSION_BYTES), int(time.time())
    sent, odd = 0, False

    def question() -> bytes:
        nonlocal sent
        sent += 1
        return openvpn.hard_reset(lock, session, now_s, sent)

    def read(packet: bytes) -> Answer | None:
        nonlocal odd
        try:
            return openvpn.answer(lock, session, packet)
        except Malformed:
            odd = True
            return None

    async with talking_to(host, port) as talk:
        heard = await answer_to(talk, question, read, reach)
    if heard is None:
        return "odd" if odd else "silent"
    return _heard(*heard)


async def over_tcp(host: str, port: int, lock: Lock, reach: Reach) -> Heard | Nothing:
    """Ask once. Raises `OSError`."""
    session, now_s = secrets.token_bytes(openvpn.SESSION_BYTES), int(time.time())
    reached: Nothing = "unconnected"
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(reach.left_us() / 1_000_000):
            with await connected(await resolved(host, port)) as sock:
                reached = "silent"
                began = reach.elapsed_us()
                packet = openvpn.hard_reset(lock, session, now_s)
                await loop.sock_sendall(sock, openvpn.framed(packet))
                stream = b""
                while (packet_back := openvpn.unframed(stream)) is None:
                    piece = await loop.sock_recv(sock, 4096)
                    if not piece:
                        return "closed"
                    stream += piece
                # Nobody else's answer comes over our connection: the server has not our key.
                other = None if lock.mode == "plain" else Answer(proven=False)
                answer = openvpn.answer(lock, session, packet_back) or other
                return _heard(answer, reach.elapsed_us() - began) if answer else "odd"
    except TimeoutError:
        return reached
    except ConnectionResetError:
        return "closed"
    except Malformed:
        return "odd"


def _heard(answer: Answer, took_us: int) -> Heard:
    ahead = None if answer.clock_s is None else answer.clock_s - int(time.time())
    return Heard(answer, took_us, ahead)
