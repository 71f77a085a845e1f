"""Does every printed interval hold the truth on servers with their own disks, users and network?

    python -m tests.proofs.lab_truth --runs 5

What `tests.proofs.truth` asks on loopback, asked in the lab of `tests.lab` and of more ways
to lose a system, so many runs of each. For a database that is restored from a backup, the printed
age of its contents is compared too: the poller's own lines, one each 10 ms, tell up to which
instant it came back.

Each system is watched beside the same system with a check that only looks whether somebody answers.
The column `beside` tells whether that one saw the loss.
"""

# ruff: noqa: T201 - a proof prints its figures

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Any

from drills.cli.exit_codes import ExitCode
from tests.lab.disk import USER
from tests.lab.instance import Instance
from tests.lab.lab import Lab, down, up
from tests.proofs.poller import Attempt, watching
from tests.proofs.stage import environment, typed
from tests.proofs.truth import Edge, drill_began_ns, edges_of, row, summary

_PLAN = Path(__file__).parent / "lab_plan"


@dataclass(frozen=True)
class Way:
    """How a system is lost and brought back, and whether the check beside it sees that."""

    name: str
    system: str
    beside: str
    lose: str
    mend: str
    witness: str
    seen_beside: bool
    scenario: str = "loss"
    gone_ms: int = 300


_PAGE, _BLOCK, _LINE = "http://$dc/", "file://$disk/srv/filed", "postgresql://$hq/postgres"
WAYS = (
    Way("stop", "portal", "portal-port", "stop", "start", _PAGE, seen_beside=True),
    Way("kill", "portal", "portal-port", "kill", "start", _PAGE, seen_beside=True),
    Way("freeze", "portal", "portal-port", "freeze", "thaw", _PAGE, False, gone_ms=2200),
    Way("full", "filing", "portal", "fill", "free", _BLOCK, seen_beside=False),
    Way("wreck", "register", "register-port", "", "", _LINE, True, scenario="restore"),
)


@dataclass(frozen=True)
class Site:
    """The lab with the plan that describes it, in `folder`."""

    lab: Lab
    folder: Path

    @property
    def runs(self) -> Path:
        return self.folder / "runs"

    def filled_in(self, text: str, **more: str) -> str:
        """A text of the proofs with what is true of this lab."""
        lab = self.lab
        words = {each: lab.node(each).address for each in ("dc", "hq", "branch1")}
        paths = {"disk": lab.node("dc").disk, "known_hosts": lab.known_hosts, "identity": lab.key()}
        until = (date.today() + timedelta(days=365)).isoformat()
        return Template(text).substitute(**words, **paths, user=USER, until=until, **more)


def site_on(lab: Lab, folder: Path, *, every: str, plan: Path = _PLAN) -> Site:
    """Write a plan of the proofs for this lab."""
    site = Site(lab, folder)
    shutil.copytree(plan, folder / "plan")
    written = folder / "plan" / "plan.yaml"
    filled = site.filled_in(written.read_text(encoding="utf-8"), every=every)
    written.write_text(filled, encoding="utf-8")
    return site


@dataclass(frozen=True)
class Found:
    """What one drill printed, held against what the poller saw."""

    edges: tuple[Edge, ...]
    seen_beside: bool


def one_run(site: Site, chance: random.Random, way: Way) -> Found:
    """Lose a system and bring it back once."""
    scenario = site.folder / "plan" / "scenarios" / f"{way.scenario}.yaml"
    words = ["run", str(scenario), "--answers", str(_answers(site, chance, way))]
    words += ["--mode", "operational", "--yes", "--runs", str(site.runs), "--json"]
    if way.scenario == "loss":
        for name in ("system", "beside", "lose", "mend"):
            words += ["--set", f"{name}={getattr(way, name)}"]
    path = f"PYTHONPATH={environment()['PYTHONPATH']}"
    ops = site.lab.ops
    with watching(site.filled_in(way.witness), within=ops.words([])) as witness:
        done = ops.run(["env", path, *typed(*words)], check=False)
    assert done.returncode == ExitCode.PASSED, done.stderr
    report = json.loads(done.stdout)
    began = drill_began_ns(site.runs / report["header"]["run_id"])
    attempts = [each.since(began) for each in witness.attempts]
    outages = {each["system"]: each for each in report["outages"]}
    edges: tuple[Edge, ...] = edges_of(outages[way.system], attempts)
    if way.scenario == "restore":
        edges += (_age(site, report, attempts, began, edges[0]),)
    return Found(edges, way.beside in outages)


def _answers(site: Site, chance: random.Random, way: Way) -> Path:
    lose_ms, mend_ms = chance.randint(1500, 3500), way.gone_ms + chance.randint(300, 1300)
    lines = [
        f"  - {{step: lose, role: lead, by: 情報係長, after: {lose_ms}ms}}",
        "  - {step: lose, role: owner, by: 施設管理者, after: 200ms}",
        f"  - {{step: mend, role: lead, by: 情報係長, after: {mend_ms}ms}}",
    ]
    if way.scenario == "restore":
        lines.append("  - {step: save, role: lead, by: 情報係長, after: 100ms}")
    path = site.folder / "answers.yaml"
    path.write_text("\n".join(["approvals:", *lines, ""]), encoding="utf-8")
    return path


def _age(
    site: Site, report: dict[str, Any], attempts: list[Attempt], began: int, lost: Edge
) -> Edge:
    """How old the restored contents were at the loss, as printed and as the poller's lines tell."""
    (printed,) = (each["rpo"] for each in report["recoveries"] if each["rpo"])
    before = str(began + lost.best * 1000)
    newest = int(site.lab.node("hq").run(["/lab/database", "witness", before]).stdout)
    kept = next(each for each in attempts if each.sent == (newest - began) // 1000)
    gone = next(each for each in attempts if each.good and each.sent > kept.received)
    return Edge(
        what="age",
        low=printed["low_us"],
        high=printed["high_us"],
        sooner=lost.sooner - gone.received,
        later=lost.later - kept.sent,
        best=lost.best - kept.sent,
        step=lost.step + gone.sent - kept.sent,
    )


def proven(lab: Lab, runs: int, seed: int, every: str) -> Iterator[tuple[Way, Found]]:
    """Go through all ways in turn, so many times."""
    chance = random.Random(seed)  # noqa: S311 - the moments must differ, not be secret
    with tempfile.TemporaryDirectory() as folder:
        site = site_on(lab, Path(folder), every=every)
        for _ in range(runs):
            for way in WAYS:
                yield way, one_run(site, chance, way)


def main() -> None:
    """Print the table, and fail where one interval does not hold the truth."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="of each way")
    parser.add_argument("--every", default="500ms", help="how often the systems are watched")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))  # noqa: S311
    given = parser.parse_args()
    instance = Instance("truth")
    lab = up(instance)
    try:
        sys.exit(_told(lab, given))
    finally:
        down(instance)


def _told(lab: Lab, given: argparse.Namespace) -> int:
    print(f"watched every {given.every}, seed {given.seed}; milliseconds since the drill began")
    print(
        "run  way    edge        truth  [printed  from,        to]   width  poller  overlap  inside"
    )
    edges: list[tuple[str, Edge]] = []
    besides: list[tuple[Way, bool]] = []
    for number, (way, found) in enumerate(proven(lab, given.runs, given.seed, given.every), 1):
        besides.append((way, found.seen_beside))
        for edge in found.edges:
            print(row(number, way.name, edge), flush=True)
            edges.append((f"{way.name} {edge.what}", edge))
    for name in dict.fromkeys(name for name, _ in edges):
        print(summary(name, [edge for each, edge in edges if each == name]))
    for way in WAYS:
        seen = [each for other, each in besides if other == way]
        print(f"{way.name}: seen by {way.beside} beside it in {sum(seen)} of {len(seen)} runs")
    held = sum(each.overlaps and each.inside for _, each in edges)
    print(f"{held} of {len(edges)} printed intervals hold the truth")
    return 0 if held == len(edges) and all(way.seen_beside == seen for way, seen in besides) else 1


if __name__ == "__main__":
    main()
