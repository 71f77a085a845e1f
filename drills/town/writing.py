"""The sample plan, scenario and answers, written into a town's folder with its own ports."""

from __future__ import annotations

import time
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template


def write_sample(folder: Path, ports: Mapping[str, Mapping[str, int]]) -> None:
    """Write every sample file that is not there yet.

    ``$web01_ssh`` and ``$web01_web`` stand for a machine's ports, ``$in_a_year`` for the last day
    on which its commands may change anything.
    """
    values = {
        f"{machine}_{kind.removesuffix('_port')}": str(port)
        for machine, each in ports.items()
        for kind, port in each.items()
    }
    values["in_a_year"] = time.strftime("%Y-%m-%d", time.localtime(time.time() + 365 * 86_400))
    for source, path in _under(files("drills.town") / "sample", ""):
        target = folder / path
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            text = Template(source.read_text(encoding="utf-8")).substitute(values)
            target.write_text(text, encoding="utf-8", newline="\n")


def _under(place: Traversable, path: str) -> list[tuple[Traversable, str]]:
    if place.is_file():
        return [(place, path)]
    return [
        found
        for each in sorted(place.iterdir(), key=lambda each: each.name)
        for found in _under(each, f"{path}/{each.name}".removeprefix("/"))
    ]
