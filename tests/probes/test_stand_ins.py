"""The way to those devices that a small server stands in for: lost, as with any other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.daemons.gateway_pages import PROGRAM
from tests.daemons.network import Network, network
from tests.probes.cells import (
    Cell,
    Make,
    Params,
    listening,
    network_faults,
    observed,
    told_in_documents,
)
from tests.probes.fault_columns import AFTER_LOGIN, NO_CERTIFICATE, NO_KEY, Cells

_PAGES, _BOX = "https://127.0.0.1:443", "127.0.0.1:502"
_HUNG, _SILENT = "probes.gateway_page.silent", "asking.no_answer"
CA: Params = {"ca": "ca.crt"}
ONE: Params = {"contacts": {"mains_lost": 0}}
IN_FAULT_TABLE: Mapping[str, Cells] = {
    "rd_gateway": {"key": NO_KEY, "full": AFTER_LOGIN},
    "modbus": {"key": NO_KEY, "certificate": NO_CERTIFICATE, "full": "closes at once"},
}


def running(words: str, port: int) -> Make:
    """A network with one of them; `words` may name the plan's folder."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        with network(folder) as inside:
            line = f"{sys.executable} -m {words.format(folder=folder)}"
            inside.start(line, listening(port, "tcp"))
            yield inside

    return made


PAGES = running("tests.daemons.gateway_pages {folder}", 443)
BOX = running("tests.daemons.modbus 502 1 0,0 0", 502)
WANTED = ("process stopped", "frozen (SIGSTOP)", "packets dropped", "port refused")


def of_way(word: str, cells: Iterator[Cell], wanted: tuple[str, ...]) -> list[tuple[str, Cell]]:
    """Those of the usual faults, with little time to wait where nothing comes."""
    return [
        (word, replace(each, limit_us=4_000_000 if each.code == "net.refused" else 800_000))
        for each in cells
        if each.fault.en in wanted
    ]


@contextmanager
def ended(inside: Network) -> Iterator[None]:
    """The pages' server has ended with all of its threads: nobody has its port any more."""
    inside.run(f"pkill -x {PROGRAM}; while {listening(443, 'tcp')}; do sleep 0.02; done")
    yield


def _pages(word: str) -> list[tuple[str, Cell]]:
    usual = network_faults(PAGES, _PAGES, PROGRAM, _HUNG, CA, protocol="tcp")
    (_, stopped), *others = of_way(word, usual, WANTED)
    return [(word, replace(stopped, broken=ended)), *others]


CELLS = [
    *_pages("fortigate"),
    *_pages("rd_gateway"),
    # Stopped and frozen it is in its own tests.
    *of_way("modbus", network_faults(BOX, _BOX, "", _SILENT, ONE, protocol="tcp"), WANTED[2:]),
]


@pytest.mark.parametrize(("word", "cell"), CELLS, ids=[f"{w} × {c.fault.en}" for w, c in CELLS])
def test_each_fault_of_the_way_has_its_words_and_the_documents_say_so(
    word: str, cell: Cell, tmp_path: Path
) -> None:
    reading = observed(word, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(word, cell, reading)
