"""What viewers cost: so many browsers on the board of a drill at a table, for some seconds.

``python -m benchmarks.serve [viewers] [seconds]``. Each viewer asks once a second, as the page's
script does. Printed are the waiting times, what was not answered well, and the processor time of
the process that serves, beside that of the drill.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from tests.daemons.ports import free_port
from tests.serve.room import going, town, until


def main() -> None:
    """Measure, and print one line for each figure."""
    viewers, seconds = (int(each) for each in (*sys.argv[1:], "50", "20")[:2])
    with tempfile.TemporaryDirectory() as folder, going(town(Path(folder) / "town")) as drill:
        port, out = free_port(), Path(folder) / "out"
        words = [sys.executable, "-m", "tui", "serve", "--port", str(port)]
        with out.open("wb") as said:
            server = subprocess.Popen(words, cwd=drill.town, stdout=said, stderr=subprocess.DEVNULL)
        try:
            until(out.read_text)
            before = _cpu_s(server.pid), _cpu_s(drill.process.pid)
            waits, bad = asyncio.run(_viewed(f"http://127.0.0.1:{port}/board", viewers, seconds))
            after = _cpu_s(server.pid), _cpu_s(drill.process.pid)
        finally:
            server.terminate()
            server.wait()
    served, drilled = (late - early for early, late in zip(before, after, strict=True))
    print(f"viewers {viewers}, for {seconds} s, answers {len(waits)}, not answered well {bad}")
    print(f"waiting: {_spread([each * 1000 for each in waits])}")
    print(f"processor: serving {served:.2f} s, the drill {drilled:.2f} s")


def _spread(waits: list[float]) -> str:
    ordered = sorted(waits)
    most, nearly = ordered[-1], ordered[int(len(ordered) * 0.99)]
    return f"median {statistics.median(ordered):.1f} ms, 99 % {nearly:.1f} ms, most {most:.1f} ms"


async def _viewed(url: str, viewers: int, seconds: int) -> tuple[list[float], int]:
    waits: list[float] = []
    bad = 0

    async def one(http: aiohttp.ClientSession, late_s: float) -> None:
        nonlocal bad
        await asyncio.sleep(late_s)
        until_s = time.monotonic() + seconds
        while time.monotonic() < until_s:
            began = time.monotonic()
            async with http.get(url) as answer:
                text = await answer.text()
                bad += answer.status != 200 or 'id="clocks"' not in text
            waits.append(time.monotonic() - began)
            await asyncio.sleep(1)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(one(http, each / viewers) for each in range(viewers)))
    return waits, bad


def _cpu_s(pid: int) -> float:
    """Processor time of a process so far (proc(5): utime and stime, in hundredths)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


if __name__ == "__main__":
    main()
