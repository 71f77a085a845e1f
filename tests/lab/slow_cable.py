"""Carries frames between two interfaces, later: ``slow_cable.py IF IF MS JITTER_MS``."""

from __future__ import annotations

import heapq
import random
import select
import socket
import struct
import sys
import time
from contextlib import suppress

ALL_PROTOCOLS = 3
OUTGOING = 4  # linux/if_packet.h: PACKET_OUTGOING, what this machine itself sent
MEMBERSHIP, PROMISCUOUS = 1, 1  # PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC
SOL_PACKET = 263
LONGEST = 70_000


def _open(interface: str) -> socket.socket:
    opened = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_PROTOCOLS))
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    opened.bind((interface, ALL_PROTOCOLS))
    everything = struct.pack("iHH8s", socket.if_nametoindex(interface), PROMISCUOUS, 0, b"")
    opened.setsockopt(SOL_PACKET, MEMBERSHIP, everything)
    opened.setblocking(False)
    return opened


def carry(one: socket.socket, other: socket.socket, delay_s: float, jitter_s: float) -> None:
    """Carry until killed."""
    across = {one: other, other: one}
    under_way: list[tuple[float, int, socket.socket, bytes]] = []
    number = 0
    while True:
        while under_way and under_way[0][0] <= time.monotonic():
            _, _, out, frame = heapq.heappop(under_way)
            with suppress(OSError):  # an interface is down: so is the cable
                out.send(frame)
        wait = max(0.0, under_way[0][0] - time.monotonic()) if under_way else 1.0
        for readable in select.select(list(across), [], [], wait)[0]:
            try:
                frame, sender = readable.recvfrom(LONGEST)
            except OSError:
                continue
            if sender[2] == OUTGOING:
                continue
            number += 1
            late = delay_s + random.uniform(-jitter_s, jitter_s)  # noqa: S311 - no secret
            heapq.heappush(under_way, (time.monotonic() + late, number, across[readable], frame))


def main() -> None:
    near, far, ms, jitter_ms = sys.argv[1:]
    ends = _open(near), _open(far)
    sys.stdout.write("carrying\n")
    sys.stdout.flush()
    carry(*ends, float(ms) / 1000, float(jitter_ms) / 1000)


if __name__ == "__main__":
    main()
