"""Copies of a backup on a real sshd, well and at fault."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.durations import DAY, Span
from bcp.inventory import Backup
from bcp.message import Text
from bcp.model import Organisation, Plan, Server
from drills.probes import backup
from drills.probes._contract import FileSeen
from tests.probes.cells import told_in_documents
from tests.probes.fault_columns import SSH_KEYS
from tests.probes.over_ssh import Fault, seen, told, way_faults

IN_FAULT_TABLE = {"backup": {"certificate": SSH_KEYS}}

WORD = "backup"
NIGHTLY = Backup("db-nightly", "db", every=Span(DAY))
NEWEST = {"newest": "*.dump"}
WITH_SIDECAR = {**NEWEST, "sidecar": ".sha256"}
HOUR_S = 3600


def plan(server: Server, folder: Path, nightly: Backup = NIGHTLY) -> Plan:
    return Plan(Organisation("見本町"), servers=(server,), backups=(nightly,), folder=str(folder))


def copy(folder: Path, name: str, *, hours: float = 3, text: bytes = b"rows " * 100) -> Path:
    """A copy that was written so many hours ago; half a minute keeps it away from full ones."""
    at = folder / name
    at.write_bytes(text)
    when = time.time() - hours * HOUR_S - 15
    os.utime(at, (when, when))
    return at


def sidecar(of: Path, *, text: str = "") -> None:
    written = text or f"{hashlib.sha256(of.read_bytes()).hexdigest()} *{of.name}\r\n"
    of.with_name(of.name + ".sha256").write_text(written)


def nightly(folder: Path) -> None:
    copy(folder, "db-1.dump", hours=27)
    copy(folder, "db-2.dump")


def late(folder: Path) -> None:
    copy(folder, "db-1.dump", hours=48)


def small(folder: Path) -> None:
    copy(folder, "db-1.dump", text=b"")


def future(folder: Path) -> None:
    copy(folder, "db-1.dump", hours=-2)


def whole(folder: Path) -> None:
    sidecar(copy(folder, "db-1.dump"))


def damaged(folder: Path) -> None:
    whole(folder)
    copy(folder, "db-1.dump", text=b"rowz " * 100)


def unfinished(folder: Path) -> None:
    sidecar(copy(folder, "db-1.dump", hours=48))
    copy(folder, "db-2.dump", hours=0.1, text=b"half")


def nothing(folder: Path) -> None:
    """An empty folder."""


FAULTS = (
    Fault(Text("正常", "none"), "", NEWEST, nightly),
    Fault(Text("正常（チェックサムあり）", "none (with a checksum)"), "", WITH_SIDECAR, whole),
    Fault(Text("コピーが古い", "copy too old"), "probes.backup.late", NEWEST, late),
    Fault(Text("コピーがない", "no copy"), "files.none_fits", NEWEST, nothing),
    Fault(Text("コピーが空", "copy empty"), "probes.backup.small", NEWEST, small),
    Fault(Text("コピーが書き換わった", "copy changed"), "probes.backup.damaged", WITH_SIDECAR,
          damaged),
    Fault(Text("最新のコピーが未完成", "newest copy unfinished"), "probes.backup.late",
          WITH_SIDECAR, unfinished),
    Fault(Text("更新時刻が未来", "copy from the future"), "probes.backup.odd_clock", NEWEST,
          future),
    *way_faults(NEWEST, nightly),
)  # fmt: skip


def asked(fault: Fault) -> Callable[[Path], ProbeCall]:
    def call(folder: Path) -> ProbeCall:
        values = {"server": "bk01", "folder": str(folder), **fault.params}
        return ProbeCall(WORD, NIGHTLY.id, values, server="bk01")

    return call


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"backup × {fault.name.en}")
async def test_each_fault_has_its_own_words_and_the_documents_say_so(
    fault: Fault, tmp_path: Path
) -> None:
    reading = told(await seen(asked(fault), fault, tmp_path, plan), tmp_path)
    assert reading["code"] == fault.code
    assert told_in_documents(WORD, fault.cell, reading)


async def test_of_several_copies_the_newest_counts(tmp_path: Path) -> None:
    facts = (await seen(asked(FAULTS[0]), FAULTS[0], tmp_path, plan)).facts
    assert (facts["state"], facts["name"], facts["copies"]) == ("good", "db-2.dump", 2)
    assert (facts["size_bytes"], facts["checksum"]) == (500, "")
    assert 3 * HOUR_S < float(facts["age_s"] or 0) < 3 * HOUR_S + 60
    assert -21 * HOUR_S < float(facts["late_s"] or 0) < -21 * HOUR_S + 60


async def test_a_backup_without_an_interval_cannot_be_judged(tmp_path: Path) -> None:
    def without(server: Server, folder: Path) -> Plan:
        return plan(server, folder, Backup("db-nightly", "db"))

    reading = await seen(asked(FAULTS[0]), FAULTS[0], tmp_path, without)
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "probes.backup.no_every"


def test_an_unseen_clock_never_makes_a_copy_younger() -> None:
    params = backup.Params("db-nightly", "bk01", "/backup")
    known = FileSeen("db.dump", "file", 5, 1_000.0, our_now_s=1_060.0)
    assert backup.reading_of(known, params, Span(DAY)).facts["age_s"] == 360


def test_a_folder_is_no_copy() -> None:
    params = backup.Params("db-nightly", "bk01", "/backup")
    empty = FileSeen("backup", "folder", 4096, 1_050.0, our_now_s=1_060.0)
    reading = backup.reading_of(empty, params, Span(DAY))
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "probes.backup.no_file"


@pytest.mark.parametrize("values", [{"folder": "backup"}, {"newest": "a/*"}, {"sidecar": ""}])
def test_what_is_no_path_or_name_is_refused(values: dict[str, str]) -> None:
    given = {"folder": "/backup", **values}
    assert backup.wrong(backup.Params("db-nightly", "bk01", **given)) is not None  # type: ignore[arg-type]
