"""Every machine gets one library for SNMP, and nothing that asks could change a device."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest
from packaging.requirements import Requirement

from drills.runtime.snmp import library
from drills.runtime.snmp_gufo import Gufo
from tests.house.source import ROOT, product_code, shown

# What each library calls the request that changes a device.
_CHANGES = re.compile(
    r"set_?cmd|send_?set|setrequest|snmp_?set|\.set_many\(|_PDU_SET", re.IGNORECASE
)


@pytest.mark.parametrize("python", ["3.11", "3.14", "3.15"])
@pytest.mark.parametrize(
    ("system", "machine"),
    [
        ("linux", "x86_64"),
        ("linux", "aarch64"),
        ("linux", "armv7l"),
        ("darwin", "arm64"),
        ("darwin", "x86_64"),
        ("win32", "AMD64"),
        ("win32", "ARM64"),
    ],
)
@pytest.mark.parametrize("implementation", ["CPython", "PyPy"])
def test_every_machine_is_given_exactly_one_library(
    system: str, machine: str, python: str, implementation: str
) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [Requirement(each) for each in project["dependencies"]]
    at = {
        "sys_platform": system,
        "platform_machine": machine,
        "python_version": python,
        "platform_python_implementation": implementation,
    }
    for_snmp = [each for each in needed if each.name in ("gufo-snmp", "pysnmp")]
    given = [each.name for each in for_snmp if each.marker and each.marker.evaluate(at)]
    built = implementation == "CPython" and python != "3.15"
    fast = built and (system, machine) in {
        ("linux", "x86_64"),
        ("linux", "aarch64"),
        ("darwin", "arm64"),
    }
    assert given == (["gufo-snmp"] if fast else ["pysnmp"])


def test_the_faster_one_is_taken_where_it_is_there() -> None:
    assert isinstance(library(), Gufo)


def test_nothing_in_the_product_can_change_a_device_over_snmp() -> None:
    found = [
        f"{shown(path)}: {match[0]}"
        for path in product_code()
        if "snmp" in path.read_text(encoding="utf-8").casefold()
        for match in _CHANGES.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_only_reading_requests_are_taken_from_the_libraries() -> None:
    taken = {
        alias.name
        for path in product_code()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pysnmp")
        for alias in node.names
        if alias.name.endswith("_cmd") or "CommandGenerator" in alias.name
    }
    reading = {"GetCommandGenerator", "BulkCommandGeneratorSingleRun"}
    assert taken == {*reading, "CommandGeneratorLcdConfigurator"}
