"""A scenario of the library, taken into the practice town and run there for real.

`practice/ID.yaml` says what of the town it is bound to:

    set: {server: ns01, resolver: "127.0.0.1:$ns01_dns"}   # its parameters; $MACHINE_PORT is a port
    breaks: [names]                                        # what is really lost, and comes back
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from string import Template
from typing import Any

import yaml

from drills.town.town import Town
from tests.cli.conversation import bcp_drill
from tests.library.shelf import OnShelf
from tests.town.drilled import Drilled, recorded

BINDINGS = Path(__file__).parent / "practice"
# As fast as injects can come: what people and machines do takes the time that it takes.
SPEED = 3600


@dataclass(frozen=True)
class Binding:
    """What of the practice town a scenario is bound to, and what it breaks there."""

    settings: Mapping[str, Any]
    breaks: tuple[str, ...]


def binding(id: str) -> Binding:
    """Read a scenario's binding."""
    said = yaml.safe_load((BINDINGS / f"{id}.yaml").read_text(encoding="utf-8"))
    assert set(said) == {"set", "breaks"}, id
    return Binding(said["set"], tuple(said["breaks"]))


async def practised(on_shelf: OnShelf, folder: Path) -> Drilled:
    """Run it, with its own answers, in a town of its own."""
    async with Town(folder / "town", copying_s=0.5, indexing_s=0.5) as town:
        script = town.plan / "scenarios" / on_shelf.scenario.name
        shutil.copyfile(on_shelf.scenario, script)
        runs = folder / "runs"
        words = ["run", str(script), "--mode", "operational", "--yes", "--headless"]
        words += ["--runs", str(runs), "--answers", str(on_shelf.answers)]
        words += _settings(on_shelf, town)
        run = partial(bcp_drill, *words, cwd=folder, timeout=300)
        seen = await asyncio.to_thread(run)
        return recorded(seen.code, runs, on_shelf.id, seen.out + seen.err)


def _settings(on_shelf: OnShelf, town: Town) -> list[str]:
    ports = {
        f"{machine}_{word}": port
        for machine, each in town.ports.items()
        for word, port in each.items()
    }
    words = [f"speed={SPEED}"]
    for name, value in binding(on_shelf.id).settings.items():
        words.append(f"{name}={Template(str(value)).substitute(ports)}")
    return [word for each in words for word in ("--set", each)]
