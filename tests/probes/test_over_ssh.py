"""The way to a server over SSH, for the probes whose own faults lie elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.inventory import Telework
from bcp.model import Organisation, Plan, Server
from tests.probes.cells import told_in_documents
from tests.probes.fault_columns import SSH_KEYS, Cells
from tests.probes.over_ssh import Fault, login_faults, seen, told

ASKS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "ssh": ("bk01", {"command": "health"}),
    "file": ("{folder}/list.csv", {"server": "bk01"}),
    "stations": ("{folder}/list.csv", {"server": "bk01"}),
    "sessions": ("staff", {"server": "bk01", "command": "health", "format": "occtl"}),
}
IN_FAULT_TABLE: Mapping[str, Cells] = {
    **{word: {"certificate": SSH_KEYS} for word in ("ssh", "file", "stations")},
    "sessions": {"certificate": SSH_KEYS, "full": "as many as licences"},
}


def plan(server: Server, folder: Path) -> Plan:
    way = Telework("staff", "anyconnect", licences=40)
    return Plan(Organisation("見本町"), servers=(server,), telework=(way,), folder=str(folder))


def nothing(folder: Path) -> None:
    """An empty folder: none of it is ever reached."""


def asked(word: str) -> Callable[[Path], ProbeCall]:
    subject, params = ASKS[word]
    return lambda folder: ProbeCall(word, subject.format(folder=folder), params, server="bk01")


@pytest.mark.parametrize(
    ("word", "fault"),
    [(word, fault) for word in ASKS for fault in login_faults({}, nothing)],
    ids=lambda each: f"× {each.name.en}" if isinstance(each, Fault) else str(each),
)
async def test_each_fault_of_the_way_has_its_words_and_the_documents_say_so(
    word: str, fault: Fault, tmp_path: Path
) -> None:
    reading = told(await seen(asked(word), fault, tmp_path, plan), tmp_path)
    assert reading["code"] == fault.code
    assert told_in_documents(word, fault.cell, reading)
