"""How long a command takes to answer, beside Python itself and beside a tool of the same kind.

    .venv/bin/python benchmarks/startup.py [--runs 20] [--peer PATH]

Each command is started that many times, in turn with the others so that a busy moment of the
machine meets all of them, after one start that is not counted and leaves Python's bytecode behind,
as an installation does. The peer is the `chaos` command of chaostoolkit, where one is found on the
PATH or given; this project does not need it.

The column `work` is the median of the processor's time, which a load on the machine changes less.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

PLAN = """\
organisation: 見本町
systems:
  - id: website
    name: 町公式ホームページ
    rto: 3h
    probe: {http: "https://www.town.example/"}
"""
Command = tuple[str, ...]


class _Took(NamedTuple):
    """In milliseconds."""

    passed: float
    work: float


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _start(command: Command, environment: Mapping[str, str]) -> _Took:
    before, start = _work(), time.perf_counter()
    ended = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    took = _Took((time.perf_counter() - start) * 1000, (_work() - before) * 1000)
    if ended.returncode != 0:
        sys.stderr.buffer.write(ended.stdout + ended.stderr)
        sys.exit(f"{' '.join(command)} ended with {ended.returncode}")
    return took


def _measure(commands: Mapping[str, Command], runs: int, bytecode: Path) -> dict[str, list[_Took]]:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for command in commands.values():
        _start(command, environment)
    took: dict[str, list[_Took]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            took[name].append(_start(command, environment))
    return took


def _table(took: Mapping[str, list[_Took]]) -> str:
    rows = [f"{'command':<24}{'median':>9}{'fastest':>9}{'slowest':>9}{'work':>9}   ms"]
    for name, starts in took.items():
        times = [each.passed for each in starts]
        work = statistics.median(each.work for each in starts)
        figures = (statistics.median(times), min(times), max(times), work)
        rows.append(f"{name:<24}" + "".join(f"{each:9.1f}" for each in figures))
    return "\n".join(rows)


def _commands(folder: Path, peer: str | None) -> dict[str, Command]:
    drill = str(Path(sys.executable).with_name("bcp-drill"))
    ours: dict[str, Command] = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "bcp-drill --help": (drill, "--help"),
        "bcp-drill check DIR": (drill, "check", str(folder)),
    }
    return {**ours, "chaos --help": (peer, "--help")} if peer else ours


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="How long a command takes to answer.")
    asked.add_argument("--runs", type=int, default=20)
    asked.add_argument("--peer", default=shutil.which("chaos"), help="the `chaos` command")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as plan, tempfile.TemporaryDirectory() as bytecode:
        (Path(plan) / "plan.yaml").write_text(PLAN, encoding="utf-8")
        took = _measure(_commands(Path(plan), given.peer), given.runs, Path(bytecode))
    print(f"Python {platform.python_version()}, {platform.system()}, {given.runs} starts each")
    print(_table(took))
    if given.peer is None:
        print("chaos --help: not measured, chaostoolkit is not installed here")


if __name__ == "__main__":
    main()
