"""A drill whose program stands still: seen by the records that do not come, where some should."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from pathlib import Path

from drills.serve.live import Live
from tests.serve.room import Clock, going, town

SCENARIO = """
scenario: night
title: 夜
modes: [walkthrough]
watch: [{system: website}]
steps:
  - {id: news, inject: {to: lead, text: 地震がありました。}, marks: detection}
  - {id: first, after: news, by: lead, within: 30m, ask: 全員無事ですか。}
"""
MINUTE_NS = 60_000_000_000


async def test_a_program_that_stands_still_is_not_told_the_time_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as web:
        probe = f'{{tcp: "127.0.0.1:{web.getsockname()[1]}"}}'
        plan = f"""
organisation: 見本町
people: {{lead: 情報係長}}
systems:
  - {{id: website, rto: 1h, probe: {probe}}}
"""
        with going(town(tmp_path / "town", plan, SCENARIO), "walkthrough") as drill:
            drill.process.send_signal(signal.SIGSTOP)
            late, mono = Clock(0), Clock()
            live = Live(
                drill.runs, mono=mono, wall=lambda: time.time_ns() + int(late.now) * MINUTE_NS
            )
            now = await live.seen()
            assert now.page is not None
            assert (now.running, now.quiet) == (True, False)
            late.now, mono.now = 1, mono.now + 1
            then = await live.seen()
            assert then.page is not None
            assert (then.running, then.quiet, then.left) == (True, True, False)
            assert then.silent_us >= 60_000_000
            # Its clock is where its last record left it.
            assert then.page.now <= now.page.now + 1_000_000
            drill.process.send_signal(signal.SIGCONT)


async def test_who_asks_together_waits_for_one_look_and_soon_after_for_none(tmp_path: Path) -> None:
    looks: list[int] = []
    mono = Clock()
    live = Live(tmp_path, learn=lambda: looks.append(1), mono=mono)
    assert len(set(await asyncio.gather(*(live.seen() for _ in range(20))))) == 1
    await live.seen()
    assert len(looks) == 1
    mono.now += 1
    await live.seen()
    assert len(looks) == 2
