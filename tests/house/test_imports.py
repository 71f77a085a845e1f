"""Imports point one way, without a cycle, and the light commands stay light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from drills.probes import names
from tests.house.imports import graph, in_cycles, reached_from
from tests.house.source import ROOT, settings

HEAVY = ("aiohttp", "apscheduler", "asyncio", "asyncssh", "sqlite3", "textual", "yaml")
# With what a probe asks, and what a plan is read without.
HEAVY_TO_ASK = (
    *(*HEAVY, "asyncpg", "concurrent", "cryptography", "dns", "gufo", "icmplib", "logging"),
    *("openpyxl", "pysnmp", "socket", "ssl", "subprocess", "tempfile"),
)

# What connects the screens to the world; everything else below `tui` only shows.
CONNECTING = {
    *("tui.__main__", "tui.opening", "tui.outlook", "tui.shelf", "tui.wire", "tui.wire_folder"),
}
SHOWN = (
    *("tui", "drills.core", "drills.errors", "drills.report"),
    *("scenarios.model", "scenarios.ramps", "scenarios.reading", "bcp"),
)


def _inside(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _sources_of(contract: str) -> tuple[str, ...]:
    contracts = settings()["tool"]["importlinter"]["contracts"]
    found = next(each for each in contracts if each.get("id") == contract)
    return tuple(found["source_modules"])


def _pure_modules() -> list[str]:
    return [module for module in graph() if _inside(module, *_sources_of("pure"))]


def _loaded_by(code: str) -> set[str]:
    """The top-level names that a fresh interpreter has loaded after running `code`."""
    tell = "import sys; print(' '.join({m.partition('.')[0] for m in sys.modules}))"
    return set(_said_by(f"{code}\n{tell}").splitlines()[-1].split())


def _said_by(code: str) -> str:
    """What a fresh interpreter prints when it runs `code`."""
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_every_contract_of_the_layers_is_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_no_module_needs_itself_not_even_inside_functions_or_for_types() -> None:
    assert in_cycles(graph()) == []


def test_a_cycle_would_be_found() -> None:
    ring = {name: frozenset(needs) for name, needs in (("a", "b"), ("b", "c"), ("c", "a"))}
    assert in_cycles({**ring, "d": frozenset("a")}) == ["a", "b", "c"]


def test_no_probe_needs_another_probe() -> None:
    probes = {
        module
        for module in graph()
        if module.startswith("drills.probes.") and not module.rpartition(".")[2].startswith("_")
    }
    leaning = {probe: reached_from(probe, graph()) & (probes - {probe}) for probe in probes}
    assert {probe: others for probe, others in leaning.items() if others} == {}


def test_what_shows_knows_only_what_is_shown() -> None:
    straying = {
        module: outside
        for module, needs in graph().items()
        if _inside(module, *_sources_of("screens"))
        and (outside := {each for each in needs if not _inside(each, *SHOWN)})
    }
    assert straying == {}


def test_only_what_connects_the_screens_to_the_world_may_know_it() -> None:
    screens = {each for each in graph() if _inside(each, "tui") and each != "tui"}
    free = {each for each in screens if not _inside(each, *_sources_of("screens"))}
    assert free == CONNECTING


@pytest.mark.parametrize("module", _pure_modules())
def test_a_pure_module_loads_nothing_heavy(module: str) -> None:
    assert _loaded_by(f"import {module}").isdisjoint(HEAVY)


@pytest.mark.parametrize("word", names())
def test_what_a_probe_is_made_of_loads_nothing_heavy(word: str) -> None:
    described = f"from drills.probes import catalogue\ncatalogue()[{word!r}]"
    assert _loaded_by(described).isdisjoint(HEAVY_TO_ASK)


def test_a_plan_loads_the_probes_that_it_names_and_no_other(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("organisation: 見本町\nsystems: [{id: a, probe: {tcp: 'fs01:445'}}]\n", "utf-8")
    loaded = (
        "import sys\nfrom bcp.load import load_plan\nfrom drills.probes import catalogue, names\n"
        f"load_plan({str(plan)!r}, catalogue())\n"
        "print([each for each in names() if f'drills.probes.{each}' in sys.modules])"
    )
    assert _said_by(loaded) == "['tcp']\n"


def test_the_help_text_loads_no_network_and_no_screen() -> None:
    ask_for_help = (
        "import sys\nfrom tui.__main__ import main\nsys.argv = ['bcp-drill', '--help']\n"
        "try:\n    sys.exit(main())\nexcept SystemExit as end:\n    assert not end.code, end.code"
    )
    assert _loaded_by(ask_for_help).isdisjoint({"aiohttp", "asyncssh", "textual"})


@pytest.mark.parametrize(
    ("words", "light"),
    [
        (["check", "PLAN"], ("asyncssh", "aiohttp", "drills.items.standing")),
        (["ready", "--plan", "PLAN", "--runs", "RUNS"], ("asyncssh", "aiohttp")),
    ],
)
def test_where_nothing_was_recorded_nothing_is_loaded_that_reads_records(
    tmp_path: Path, words: list[str], light: tuple[str, ...]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        'organisation: 見本町\nsystems: [{id: web, probe: {tcp: "127.0.0.1:9"}}]\n', "utf-8"
    )
    words = [str(tmp_path) if each == "PLAN" else each for each in words]
    words = [str(tmp_path / "runs") if each == "RUNS" else each for each in words]
    told = _said_by(
        "import sys\n"
        "from tui.__main__ import main\n"
        f"sys.argv = ['bcp-drill', *{words!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([each for each in {light!r} if each in sys.modules])"
    )
    assert told.splitlines()[-1] == "[]"
