"""What the folder for machines without the internet takes has a tested version on every system."""

from __future__ import annotations

import importlib.util
import sys
from importlib import metadata
from typing import Any

import pytest

from tests.house.source import ROOT, settings

_FILE = ROOT / ".ci" / "offline" / "targets.py"


def _module() -> Any:
    spec = importlib.util.spec_from_file_location("offline_targets", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclass looks for its own types
    spec.loader.exec_module(module)
    return module


targets = _module()


def _known() -> dict[str, list[str]]:
    """What each package that is installed here takes; those of other systems are not known."""
    project = settings()["project"]
    known = {
        targets.canonicalize_name(each.name): each.requires or []
        for each in metadata.distributions()
    }
    extras = project["optional-dependencies"]
    known["bcp-drill"] = list(project["dependencies"])
    for extra in ("pdf", "keyring"):
        known["bcp-drill"] += [f'{each}; extra == "{extra}"' for each in extras[extra]]
    return known


@pytest.mark.parametrize(
    "target", targets.targets(list(targets.names()), ["3.11", "3.13"]), ids=lambda each: each.name
)
def test_every_package_that_a_system_takes_has_a_tested_version(target: Any) -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {targets.canonicalize_name(line.split("==")[0]) for line in lines if "==" in line}
    whole = ("bcp-drill", frozenset({"pdf", "keyring"}))
    assert targets.taken(_known(), target, whole) - pinned - {"bcp-drill"} == set()


def test_a_system_takes_what_its_own_markers_say() -> None:
    linux, windows = targets.targets(["linux-x86_64", "windows-amd64"], ["3.11"])
    whole = ("bcp-drill", frozenset({"keyring"}))
    on_linux, on_windows = (targets.taken(_known(), each, whole) for each in (linux, windows))
    assert {"gufo-snmp", "secretstorage"} <= on_linux - on_windows
    assert {"pysnmp", "tzdata", "pywin32-ctypes"} <= on_windows - on_linux
