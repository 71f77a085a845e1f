"""The sample plan, scenarios and answers, and schemas for editors, in a town's folder."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

# What was written here, by path and SHA-256, to know what was changed by hand since.
_WRITTEN = Path("machines", "sample.json")
# How the sample's files name their schemas, which the town has in a folder of its own.
_FROM_SAMPLE = "../../../scenarios/schema/"


def write_sample(folder: Path, ports: Mapping[str, Mapping[str, int]]) -> None:
    """Write the sample files and the schemas, leaving what was changed by hand as it is.

    While nothing was changed, they are those of this version of bcp-drill. Otherwise they are no
    longer renewed, because the parts of a plan must fit each other; only what was deleted is
    written again. Raises `OSError`, and `ValueError` where the list of what was written is damaged.

    ``$web01_ssh`` and ``$web01_web`` stand for a machine's ports, ``$in_a_year`` for the last day
    on which its commands may change anything, ``$today`` for the day of writing.
    """
    sample, before = _sample(ports), _written(folder)
    kept = {path: folder / path for path in before if (folder / path).exists()}
    changed = any(_sum(file.read_bytes()) != before[path] for path, file in kept.items())
    # A plan that somebody else wrote here is one that was changed.
    changed = changed or (not before and (folder / "plan" / "plan.yaml").exists())
    for path, text in sample.items():
        if (path in before and path not in kept) or not changed:
            _write(folder / path, text)
            before[path] = _sum(text.encode())
    _write(folder / _WRITTEN, json.dumps(before, indent=1))


def _written(folder: Path) -> dict[str, str]:
    file = folder / _WRITTEN
    if not file.exists():
        return {}
    written = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(written, dict):
        raise ValueError(f"{file} is no list of files")
    return written


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def _sum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _sample(ports: Mapping[str, Mapping[str, int]]) -> Mapping[str, str]:
    values = {
        f"{machine}_{word}": str(port)
        for machine, each in ports.items()
        for word, port in each.items()
    }
    values["in_a_year"] = time.strftime("%Y-%m-%d", time.localtime(time.time() + 365 * 86_400))
    values["today"] = time.strftime("%Y-%m-%d", time.localtime())
    values["schema"] = "$schema"  # what editors look for in a remark, and no port
    sources = [
        *_under(files("drills.town") / "sample", ""),
        *_under(files("scenarios") / "schema", "schema"),
    ]
    return {
        path: _filled(source.read_text(encoding="utf-8"), path, values) for source, path in sources
    }


def _filled(text: str, path: str, values: Mapping[str, str]) -> str:
    if not path.endswith(".yaml"):
        return text
    return Template(text).substitute(values).replace(_FROM_SAMPLE, "schema/")


def _under(place: Traversable, path: str) -> list[tuple[Traversable, str]]:
    if place.is_file():
        return [(place, path)]
    return [
        found
        for each in sorted(place.iterdir(), key=lambda each: each.name)
        for found in _under(each, f"{path}/{each.name}".removeprefix("/"))
    ]
