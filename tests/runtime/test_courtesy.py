"""The engine stands back for a key, and neither it nor a connection is kept waiting for long."""

from __future__ import annotations

import asyncio
import socket

import pytest

from drills.runtime import courtesy
from drills.runtime.courtesy import STAND_BACK_S, Courtesy


class Clock:
    """A clock that only sleeping, or a test, moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_it_stands_back_once_for_a_key_and_goes_on() -> None:
    clock = Clock()
    polite = Courtesy(clock.read, clock.sleep)
    polite.stand_back()
    assert clock.now == 100.0
    polite.key_pressed()
    polite.stand_back()
    polite.stand_back()
    assert clock.now == pytest.approx(100.0 + STAND_BACK_S)


def test_a_key_held_down_leaves_the_engine_half_of_the_time() -> None:
    clock = Clock()
    polite = Courtesy(clock.read, clock.sleep)
    worked = 0.0
    while clock.now < 110.0:
        polite.key_pressed()
        polite.stand_back()
        clock.now += 0.001
        worked += 0.001
    assert worked >= 5.0


def test_every_connection_has_its_turn_however_many_are_ready() -> None:
    async def heard() -> list[bytes]:
        pairs = [socket.socketpair() for _ in range(50)]
        try:
            streams = [await asyncio.open_connection(sock=near) for near, _ in pairs]
            for number, (_, far) in enumerate(pairs):
                far.sendall(b"%d\n" % number)
            said = await asyncio.gather(*(reader.readline() for reader, _ in streams))
            for _, writer in streams:
                writer.close()
            return said
        finally:
            for _, far in pairs:
                far.close()

    assert courtesy.run(heard()) == [b"%d\n" % number for number in range(50)]
