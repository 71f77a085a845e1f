"""How long a command takes to answer, beside Python itself and beside a tool of the same kind.

    .venv/bin/python benchmarks/startup.py [--runs 20] [--peer PATH]

Each command is started that many times, in turn with the others so that a busy moment of the
machine meets all of them, after one start that is not counted. The peer is the `chaos` command of
chaostoolkit, where one is found on the PATH or given; this project does not need it.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

PLAN = """\
organisation: 見本町
systems:
  - id: website
    name: 町公式ホームページ
    rto: 3h
    probe: {http: "https://www.town.example/"}
"""
Command = tuple[str, ...]


def _seconds(command: Command) -> float:
    start = time.perf_counter()
    ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
    took = time.perf_counter() - start
    if ended.returncode != 0:
        sys.stderr.buffer.write(ended.stdout + ended.stderr)
        sys.exit(f"{' '.join(command)} ended with {ended.returncode}")
    return took


def _measure(commands: Mapping[str, Command], runs: int) -> dict[str, list[float]]:
    for command in commands.values():
        _seconds(command)
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            took[name].append(_seconds(command) * 1000)
    return took


def _table(took: Mapping[str, list[float]]) -> str:
    rows = [f"{'command':<24}{'median':>9}{'fastest':>9}{'slowest':>9}   ms"]
    for name, times in took.items():
        figures = (statistics.median(times), min(times), max(times))
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
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.yaml").write_text(PLAN, encoding="utf-8")
        took = _measure(_commands(Path(folder), given.peer), given.runs)
    print(f"Python {platform.python_version()}, {platform.system()}, {given.runs} starts each")
    print(_table(took))
    if given.peer is None:
        print("chaos --help: not measured, chaostoolkit is not installed here")


if __name__ == "__main__":
    main()
