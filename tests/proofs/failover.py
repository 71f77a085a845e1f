"""Does a drill time the switch from the fibre to the radio, and back, as it really was?

    python -m tests.proofs.failover --runs 10

In the lab two routers (OSPF with BFD) join a branch to its head office over a fibre and a radio
hop. A drill watches the line, and which way the traffic takes. The fibre is cut, so that both ends
see their carrier go; or it becomes a black hole, so that neither sees anything. Beside the drill
two pollers that know nothing of it ask every 10 ms, each in a process of its own: one sends the
branch an echo, the other asks the head office's kernel where it sends what is for the branch.

Each printed interval is held against the poller's nearest edge, as in `tests.proofs.truth`. What
a poller saw and the drill did not must have been too short to be seen by one who asks that seldom.
"""

# ruff: noqa: T201 - a proof prints its figures

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bcp.durations import parse_span
from drills.cli.exit_codes import ExitCode
from drills.journal.sqlite import read
from tests.lab.commands import until
from tests.lab.faults import Fault
from tests.lab.instance import Instance
from tests.lab.lab import Lab, down, up
from tests.lab.routing import TIMERS, USUAL, Routers
from tests.proofs.lab_truth import site_on
from tests.proofs.poller import STEP_S, Attempt, watching
from tests.proofs.stage import environment, typed
from tests.proofs.truth import MS, Edge, drill_began_ns, row, summary

PLAN = Path(__file__).parent / "failover_plan"
WAYS = ("cut", "black hole")
SYSTEMS = ("branch", "fibre")
_STEP_US = round(STEP_S * 1e6)


@dataclass(frozen=True)
class Stretch:
    """Bad attempts of a poller between two good ones; `before` and `after` are those."""

    before: Attempt
    first: Attempt
    last: Attempt
    after: Attempt

    @property
    def least_us(self) -> int:
        """How long it lasted at least."""
        return self.last.sent - self.first.sent


@dataclass(frozen=True)
class Found:
    """What one drill printed of one system, and what of the poller's it did not see."""

    system: str
    edges: tuple[Edge, ...]
    unseen: tuple[Stretch, ...]


def stretches_of(attempts: list[Attempt]) -> list[Stretch]:
    """Every time that the poller's questions went badly and then well again."""
    out: list[Stretch] = []
    bad: list[Attempt] = []
    before: Attempt | None = None
    for each in attempts:
        if not each.good:
            bad.append(each)
            continue
        if bad and before:
            out.append(Stretch(before, bad[0], bad[-1], each))
        before, bad = each, []
    return out


def edges_of(outage: dict[str, Any], stretches: list[Stretch]) -> Iterator[Edge]:
    """A printed loss and return, each with the poller's edge that is nearest."""
    low, high = _printed(outage, "last_good", "sent"), _printed(outage, "first_bad", "received")
    near = min(stretches, key=lambda each: _off(each.first.sent, low, high))
    step = max(_STEP_US, near.first.sent - near.before.sent)
    yield Edge("loss", low, high, near.before.sent, near.first.received, near.first.sent, step)
    if outage["first_good"]:
        low, high = _printed(outage, "last_bad", "sent"), _printed(outage, "first_good", "received")
        near = min(stretches, key=lambda each: _off(each.after.received, low, high))
        back = near.after.received
        step = max(_STEP_US, near.after.sent - near.last.sent)
        yield Edge("return", low, high, near.last.sent, back, back, step)


def _printed(outage: dict[str, Any], answer: str, moment: str) -> int:
    return int(outage[answer][moment]["at_us"])


def _off(at: int, low: int, high: int) -> int:
    return max(low - at, at - high, 0)


def found_of(system: str, outages: list[dict[str, Any]], attempts: list[Attempt]) -> Found:
    """Hold all that was printed of a system against what its poller saw meanwhile."""
    stretches = stretches_of(attempts)
    edges = tuple(edge for each in outages for edge in edges_of(each, stretches))
    spans = [_span(each) for each in outages]
    unseen = [s for s in stretches if not any(_meets(s, *each) for each in spans)]
    return Found(system, edges, tuple(unseen))


def _span(outage: dict[str, Any]) -> tuple[int, int]:
    over = _printed(outage, "first_good", "received") if outage["first_good"] else sys.maxsize
    return _printed(outage, "last_good", "sent"), over


def _meets(stretch: Stretch, low: int, high: int) -> bool:
    return low <= stretch.after.received and stretch.first.sent <= high


class Place:
    """The lab with its routers, and the plan that describes it."""

    def __init__(self, lab: Lab, routers: Routers, folder: Path, every: str) -> None:
        self._site = site_on(lab, folder, every=every, plan=PLAN)
        self._lab, self._routers = lab, routers
        (folder / "told").touch()

    def one_run(self, chance: random.Random, way: str) -> tuple[Found, ...]:
        """Lose the fibre and give it back once, while a drill looks."""
        lab, site = self._lab, self._site
        hq = lab.instance.within("hq")
        echoes = watching(site.filled_in("icmp://$branch1"), within=lab.ops.words([]))
        ways = watching(site.filled_in("route://$branch1/fib1"), within=hq)
        with echoes as branch, ways as fibre:
            report = self._drilled(chance, self._fault(way))
        run = site.runs / report["header"]["run_id"]
        began, over = drill_began_ns(run), max(each.event().at for each in read(run))
        out = []
        for system, witness in zip(SYSTEMS, (branch, fibre), strict=True):
            seen = [each.since(began) for each in witness.attempts]
            meanwhile = [each for each in seen if each.sent >= 0 and each.received <= over]
            outages = [each for each in report["outages"] if each["system"] == system]
            out.append(found_of(system, outages, meanwhile))
        return tuple(out)

    def _fault(self, way: str) -> Fault:
        fault = self._lab.fault
        return fault.cut("fib1") if way == "cut" else fault.blackhole("fib1")

    def _drilled(self, chance: random.Random, fault: Fault) -> dict[str, Any]:
        site = self._site
        told, out = site.folder / "told", site.folder / "out"
        scenario = site.folder / "plan" / "scenarios" / "failover.yaml"
        words = typed("run", scenario, "--yes", "--runs", site.runs, "--json")
        path = f"PYTHONPATH={environment()['PYTHONPATH']}"
        with told.open("wb") as err, out.open("wb") as printed:
            drill = subprocess.Popen(
                self._lab.ops.words(["env", path, *words]),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=err,
            )
            try:
                until(
                    lambda: "[over-radio]" in told.read_text("utf-8", "replace"),
                    "it waits",
                    within_s=120,
                )
                _go_on(drill, chance.uniform(0.3, 1.3))
                with fault:
                    self._routers.until_on("rad1")
                    _go_on(drill, chance.uniform(0.3, 1.3))
                self._routers.until_on("fib1")
                code = drill.wait(120)
            finally:
                drill.kill()
                drill.wait()
        assert code == ExitCode.PASSED, told.read_text("utf-8")
        report: dict[str, Any] = json.loads(out.read_text("utf-8"))
        return report


def _go_on(drill: subprocess.Popen[bytes], seconds: float) -> None:
    """Let the drill look for a while; it does not end by itself."""
    with suppress(subprocess.TimeoutExpired):
        drill.wait(seconds)
        raise AssertionError("the drill ended early")


def too_long_unseen(found: Found, every: str) -> list[Stretch]:
    """What lasted so long that one who asks that often must have seen it: two rounds of asking."""
    span = parse_span(every)
    assert span is not None
    return [each for each in found.unseen if each.least_us > 2 * span.us]


def proven(
    lab: Lab, runs: int, seed: int, every: str, timers: str
) -> Iterator[tuple[str, tuple[Found, ...]]]:
    """Go through both ways of losing the fibre in turn, so many times."""
    chance = random.Random(seed)  # noqa: S311 - the moments must differ, not be secret
    with tempfile.TemporaryDirectory() as folder, lab.routed(timers) as routers:
        place = Place(lab, routers, Path(folder), every)
        for _ in range(runs):
            for way in WAYS:
                yield way, place.one_run(chance, way)


def main() -> None:
    """Print the table, and fail where one interval does not hold the truth."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=10, help="of each way")
    parser.add_argument("--every", default="500ms", help="how often the systems are watched")
    parser.add_argument("--timers", choices=TIMERS, default=USUAL, help="of the routers")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))  # noqa: S311
    given = parser.parse_args()
    instance = Instance("failover")
    lab = up(instance)
    try:
        sys.exit(_told(lab, given))
    finally:
        down(instance)


def _told(lab: Lab, given: argparse.Namespace) -> int:
    print(f"watched every {given.every}, routers {given.timers}, seed {given.seed};", end=" ")
    print("milliseconds since the drill began")
    print(
        "run  lost   edge        truth  [printed  from,        to]   width  poller  overlap  inside"
    )
    edges: list[tuple[str, Edge]] = []
    missed = 0
    drills = proven(lab, given.runs, given.seed, given.every, given.timers)
    for number, (way, all_found) in enumerate(drills, 1):
        for found in all_found:
            for edge in found.edges:
                print(row(number, found.system, edge), way, flush=True)
                edges.append((f"{way}, {found.system} {edge.what}", edge))
            for each in found.unseen:
                print(f"{number:>3}  {found.system:<7}not seen: {each.least_us / MS:.1f} ms", way)
            missed += len(too_long_unseen(found, given.every))
    for name in sorted({name for name, _ in edges}):
        print(summary(name, [edge for each, edge in edges if each == name]))
    held = sum(each.overlaps and each.inside for _, each in edges)
    print(f"{held} of {len(edges)} printed intervals hold the truth;", end=" ")
    print(f"{missed} that lasted longer than two rounds of asking were not seen")
    return 0 if held == len(edges) and not missed else 1


if __name__ == "__main__":
    main()
