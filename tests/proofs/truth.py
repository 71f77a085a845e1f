"""Does every printed interval hold the truth? A poller that knows nothing of the drill is asked.

    python -m tests.proofs.truth --runs 20

Each run loses a real nginx over a real OpenSSH server and brings it back, at moments that chance
chooses, so that the watch's own asks fall anywhere. What the report prints is then held against
what the poller saw:

- *overlap*: the poller's own interval, from the sending of its last good attempt to the receipt of
  its first bad one (and the other way round for the return), meets the printed one;
- *inside*: the poller's best single instant, the sending of its first bad attempt (the receipt of
  its first good one), lies in the printed interval, widened on both sides by no more than the
  poller's own step at that moment: 10 ms, or more where the machine made it late.
"""

# ruff: noqa: T201 - a proof prints its figures

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drills.cli.exit_codes import ExitCode
from drills.journal.sqlite import read
from tests.proofs.live import Live, until
from tests.proofs.poller import STEP_S, Attempt, watching
from tests.proofs.stage import Stage, stage


@dataclass(frozen=True)
class Way:
    """How the page is lost and brought back, and for how long it is gone at least.

    `interrupted`: the drill itself is killed soon after the loss and taken up again.
    """

    name: str
    lose: str
    mend: str
    gone_ms: int
    interrupted: bool = False


WAYS = (
    Way("stop", "stop", "start", 300),
    Way("kill", "kill", "start", 300),
    Way("freeze", "freeze", "thaw", 2200),
    Way("resume", "stop", "start", 800, interrupted=True),
)
STEP_US = round(STEP_S * 1e6)
MS = 1_000


@dataclass(frozen=True)
class Edge:
    """One loss or return, all in microseconds of the drill's clock.

    `low` to `high` is what the report prints; `sooner` to `later` is what the poller knows, and
    `best` its single best instant; `step` is the distance of its attempts there.
    """

    what: str
    low: int
    high: int
    sooner: int
    later: int
    best: int
    step: int

    @property
    def overlaps(self) -> bool:
        """Whether both can be true."""
        return self.sooner <= self.high and self.low <= self.later

    @property
    def inside(self) -> bool:
        """Whether the poller's best instant is where the report says."""
        return self.low - self.step <= self.best <= self.high + self.step

    @property
    def width_ms(self) -> float:
        """How wide the printed interval is."""
        return (self.high - self.low) / MS


def one_run(place: Stage, chance: random.Random, way: Way) -> tuple[Edge, Edge]:
    """Lose the page and bring it back once; the loss and the return."""
    mend_ms = way.gone_ms + chance.randint(300, 1300)
    answers = place.answers(
        "approvals:\n"
        f"  - {{step: lose, role: lead, by: 情報係長, after: {chance.randint(300, 1300)}ms}}\n"
        "  - {step: lose, role: owner, by: 施設管理者, after: 200ms}\n"
        f"  - {{step: mend, role: lead, by: 情報係長, after: {mend_ms}ms}}\n"
        "doubts:\n"
        "  - {step: lose, verdict: done, by: 情報係長}\n"
    )
    with watching(place.nginx.url) as witness:
        drill = _played(place, chance, way, answers)
    assert drill.ends() == ExitCode.PASSED, drill.told()
    report = json.loads(drill.out.read_text(encoding="utf-8"))
    assert len(report["outages"]) == 1, report["outages"]
    began = drill_began_ns(place.runs / report["header"]["run_id"])
    return edges_of(report["outages"][0], [each.since(began) for each in witness.attempts])


def _played(place: Stage, chance: random.Random, way: Way, answers: Path) -> Live:
    lost = place.times_done(way.lose)
    words = ("run", place.scenario("truth"), "--mode", "operational", "--yes", "--answers", answers)
    settings = ("--set", f"lose={way.lose}", "--set", f"mend={way.mend}")
    drill = Live(place, *words, *settings, "--json")
    if way.interrupted:
        until(lambda: place.times_done(way.lose) > lost)
        # Before the page can be mended, so that only its loss can be in doubt.
        assert drill.killed_at(time.monotonic() + chance.uniform(0, way.gone_ms / 1000))
        drill = Live(place, "resume", "last", "--answers", answers, "--json")
    drill.ends()
    return drill


def drill_began_ns(run: Path) -> int:
    """When the drill's clock stood at zero, on the machine's monotonic clock.

    Every record carries both; it was stamped a moment after its event, so the least distance is
    the right one, too late by some microseconds at most. After a restart the drill's clock comes
    from the wall clock, so only what was recorded before one counts.
    """
    records = list(read(run))
    first = [each for each in records if each.boot == records[0].boot]
    return min(each.mono_ns - each.event().at * 1000 for each in first)


def edges_of(outage: dict[str, Any], attempts: list[Attempt]) -> tuple[Edge, Edge]:
    def at(answer: str, moment: str) -> int:
        return int(outage[answer][moment]["at_us"])

    bad = [each for each in attempts if not each.good]
    first, last = bad[0], bad[-1]
    before = [each for each in attempts if each.good and each.received <= first.sent]
    after = [each for each in attempts if each.good and each.sent > last.sent]
    deciding = min(after, key=lambda each: each.received)
    back = deciding.received
    lost = Edge(
        what="loss",
        low=at("last_good", "sent"),
        high=at("first_bad", "received"),
        sooner=before[-1].sent,
        later=first.received,
        best=first.sent,
        step=_step(attempts, first.sent),
    )
    returned = Edge(
        what="return",
        low=at("last_bad", "sent"),
        high=at("first_good", "received"),
        sooner=last.sent,
        later=back,
        best=back,
        # Before the first good attempt was sent, the system may have been back with nobody asking.
        step=max(_step(attempts, back), _step(attempts, deciding.sent)),
    )
    return lost, returned


def _step(attempts: list[Attempt], at: int) -> int:
    """The distance of the two attempts on either side of an instant, 10 ms at least."""
    before = max(each.sent for each in attempts if each.sent < at)
    after = min(each.sent for each in attempts if each.sent >= at)
    return max(STEP_US, after - before)


def proven(runs: int, seed: int, every: str) -> Iterator[tuple[str, Edge, Edge]]:
    """Run so many drills on one stage, going through the ways in turn."""
    chance = random.Random(seed)  # noqa: S311 - the moments must differ, not be secret
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder), every=every) as place:
        for number in range(runs):
            way = WAYS[number % len(WAYS)]
            yield (way.name, *one_run(place, chance, way))


def row(number: int, way: str, edge: Edge) -> str:
    """One line of the table; times in milliseconds since the drill began."""
    low, best, high = (each / MS for each in (edge.low, edge.best, edge.high))
    return (
        f"{number:>3}  {way:<7}{edge.what:<7}{best:>10.1f}  [{low:>9.1f}, {high:>9.1f}]"
        f"{edge.width_ms:>9.1f}{edge.step / MS:>8.1f}  "
        f"{'yes' if edge.overlaps else 'NO':<9}{'yes' if edge.inside else 'NO'}"
    )


def summary(name: str, edges: list[Edge]) -> str:
    """How wide the intervals were, and where in them the truth lay."""
    widths = [each.width_ms for each in edges]
    places = [(each.best - each.low) / (each.high - each.low) for each in edges]
    return (
        f"{name + ':':<15} n={len(widths)}, width median {statistics.median(widths):.1f} ms, "
        f"from {min(widths):.1f} to {max(widths):.1f} ms; "
        f"truth at {min(places):.0%} to {max(places):.0%} of it"
    )


def main() -> None:
    """Print the table, and fail where one interval does not hold the truth."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--every", default="500ms", help="how often the page is watched")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))  # noqa: S311
    given = parser.parse_args()
    print(f"watched every {given.every}, seed {given.seed}; milliseconds since the drill began")
    print(
        "run  way    edge        truth  [printed  from,        to]   width  poller  overlap  inside"
    )
    edges: list[tuple[str, Edge]] = []
    for number, (way, *pair) in enumerate(proven(given.runs, given.seed, given.every), start=1):
        for edge in pair:
            print(row(number, way, edge), flush=True)
            edges.append((f"{way} {edge.what}", edge))
    for name in dict.fromkeys(name for name, _ in edges):
        print(summary(name, [edge for each, edge in edges if each == name]))
    held = sum(each.overlaps and each.inside for _, each in edges)
    print(f"{held} of {len(edges)} printed intervals hold the truth")
    sys.exit(0 if held == len(edges) else 1)


if __name__ == "__main__":
    main()
