"""What the schedule service costs while nothing is due: share of a core, memory, time to be ready.

``python -m benchmarks.schedule [SECONDS]``: one service on a plan of twenty drills, for a minute
where nothing else is said. CPU time and memory are the kernel's (``/proc``), as of its ready line.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DRILLS = 20
_PLAN = """
organisation: 見本町
systems: [{id: web, rto: 1h, probe: {tcp: "127.0.0.1:9"}}]
drills:
"""
_DRILL = """  - id: drill{n}
    scenario: look
    starts: {{cron: "{n} 2 * * mon-fri"}}
    unattended: walkthrough
    missed: skip
    despite: [quiet-hours]
"""
_SCENARIO = """
scenario: look
title: 見るだけ
type: server_outage
hazard: {kind: power}
modes: [walkthrough]
time: {limit: 1m}
watch: [{system: web}]
steps: [{id: look, at: T+0m, probe: {tcp: "127.0.0.1:9"}}]
"""


def main(seconds: float) -> None:
    """Run it, and print its figures."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        drills = "".join(_DRILL.format(n=n) for n in range(DRILLS))
        (folder / "scenarios").mkdir()
        (folder / "plan.yaml").write_text(_PLAN + drills, "utf-8")
        (folder / "scenarios" / "look.yaml").write_text(_SCENARIO, "utf-8")
        words = [sys.executable, "-m", "tui", "schedule", "run", "--lang", "en"]
        words += ["--plan", str(folder), "--runs", str(folder / "runs")]
        began = time.monotonic()
        with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as service:
            assert service.stderr is not None  # noqa: S101
            while "is ready" not in service.stderr.readline():
                continue
            ready = time.monotonic() - began
            before = _cpu_seconds(service.pid)
            time.sleep(seconds)
            used = _cpu_seconds(service.pid) - before
            rss, peak = _megabytes(service.pid, "VmRSS"), _megabytes(service.pid, "VmHWM")
            service.terminate()
            service.stderr.read()
    print(f"drills in the plan    {DRILLS}")
    print(f"ready after           {ready:.2f} s")
    print(f"idle for              {seconds:.0f} s")
    print(f"share of one core     {used / seconds * 100:.2f} %")
    print(f"memory                {rss:.1f} MB (highest {peak:.1f} MB)")


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    found = next(each for each in lines if each.startswith(f"{name}:"))
    return int(found.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
