"""The sample plan, scenario and answers, written into a town's folder with its own ports."""

from __future__ import annotations

import time
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

# How the sample's files name their schemas, which the town has in a folder of its own.
_FROM_SAMPLE = "../../../scenarios/schema/"


def write_sample(folder: Path, ports: Mapping[str, Mapping[str, int]]) -> None:
    """Write every sample file that is not there yet, and the schemas for editors.

    ``$web01_ssh`` and ``$web01_web`` stand for a machine's ports, ``$in_a_year`` for the last day
    on which its commands may change anything.
    """
    values = {
        f"{machine}_{word}": str(port)
        for machine, each in ports.items()
        for word, port in each.items()
    }
    values["in_a_year"] = time.strftime("%Y-%m-%d", time.localtime(time.time() + 365 * 86_400))
    values["schema"] = "$schema"  # what editors look for in a remark, and no port
    sources = [
        *_under(files("drills.town") / "sample", ""),
        *_under(files("scenarios") / "schema", "schema"),
    ]
    for source, path in sources:
        target = folder / path
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text(encoding="utf-8")
            if target.suffix == ".yaml":
                text = Template(text).substitute(values).replace(_FROM_SAMPLE, "schema/")
            target.write_text(text, encoding="utf-8", newline="\n")


def _under(place: Traversable, path: str) -> list[tuple[Traversable, str]]:
    if place.is_file():
        return [(place, path)]
    return [
        found
        for each in sorted(place.iterdir(), key=lambda each: each.name)
        for found in _under(each, f"{path}/{each.name}".removeprefix("/"))
    ]
