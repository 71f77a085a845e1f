"""How soon staff get their thanks when a whole town checks in, and whether anybody is lost.

    python -m benchmarks.checkin --people 650 --within 60
    python -m benchmarks.checkin --people 5000 --within 600 --kill

A real drill runs in a process of its own, with TLS; the clients run in this one, on the same
machine, each with a connection of its own. With ``--kill`` the drill is ended by SIGKILL in the
middle and taken up again, and who got no thanks tries again. At the end the record must have
everybody once.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from tests.proofs.checkins import all_check_in, is_whole, town_of


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Staff of a town check in.")
    asked.add_argument("--people", type=int, default=650)
    asked.add_argument("--within", type=float, default=60.0, help="seconds")
    asked.add_argument("--kill", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        town = town_of(Path(folder) / "town", given.people)
        began = time.perf_counter()
        figures = asyncio.run(all_check_in(town, given.within, kill=given.kill))
        took = time.perf_counter() - began
        is_whole(town, figures)
        print(f"{given.people} people within {given.within:g} s, killed: {given.kill}")
        print(figures.said())
        print(f"tries that got no thanks: {figures.tries_in_vain}; the whole took {took:.1f} s")
        print("in the record: everybody, nobody twice, no number and no code")


if __name__ == "__main__":
    main()
