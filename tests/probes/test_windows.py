"""What PowerShell prints, from a real sshd with a program in PowerShell's place that prints it.

No Windows took part: the outputs are as Windows PowerShell 5.1 is known to print them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.message import Text
from bcp.model import Organisation, Plan, Server
from tests.probes.cells import told_in_documents
from tests.probes.fault_columns import SSH_KEYS
from tests.probes.over_ssh import Fault, seen, told, way_faults

IN_FAULT_TABLE = {"windows": {"certificate": SSH_KEYS}}

WORD = "windows"
PRINTED = Path(__file__).parent.parent / "wire" / "powershell"
ASKED: Mapping[str, Any] = {"command": "health"}
NOT_FOUND = (
    "Get-Service : サービス名 'Fax2' のサービスが見つかりません。\r\n"
    "    + FullyQualifiedErrorId : NoServiceFoundForGivenName,"
    "Microsoft.PowerShell.Commands.GetServiceCommand\r\n"
)
NO_EVENTS = (
    "Get-WinEvent : 指定した選択条件に一致するイベントが見つかりませんでした。\r\n"
    "    + FullyQualifiedErrorId : NoMatchingEventsFound,"
    "Microsoft.PowerShell.Commands.GetWinEventCommand\r\n"
)
DENIED = "Get-Service : アクセスが拒否されました。\r\n"


def printing(
    name: str = "", *, encoding: str = "utf-8", err: str = "", exit: int = 0
) -> Callable[[Path], None]:
    """PowerShell's place is taken by a program that prints this."""

    def lay(folder: Path) -> None:
        text = (PRINTED / name).read_text("utf-8") if name else ""
        (folder / "out").write_bytes(text.replace("\n", "\r\n").encode(encoding))
        (folder / "err").write_bytes(err.encode("cp932" if encoding == "cp932" else "utf-8"))
        script = f"#!/bin/sh\ncat {folder}/out\ncat {folder}/err >&2\nexit {exit}\n"
        (folder / "powershell").write_text(script)
        (folder / "powershell").chmod(0o755)

    return lay


def plan(server: Server, folder: Path) -> Plan:
    return Plan(Organisation("見本町"), servers=(server,), folder=str(folder))


HEALTHY = printing("services.names.json")
FAULTS = (
    Fault(Text("正常", "none"), "", ASKED, HEALTHY),
    Fault(Text("正常（イベントなし）", "none (no log entries)"), "", ASKED,
          printing(err=NO_EVENTS, exit=1)),
    Fault(Text("サービスの停止（CP932）", "service stopped (CP932)"), "probes.windows.down", ASKED,
          printing("services.ja.json", encoding="cp932"), encoding="cp932"),
    Fault(Text("サービスの停止（UTF-16）", "service stopped (UTF-16)"), "probes.windows.down",
          ASKED,          printing("services.ja.json", encoding="utf-16")),
    Fault(Text("サービスがない", "service not there"), "probes.windows.missing", ASKED,
          printing("services.names.json", err=NOT_FOUND, exit=1)),
    Fault(Text("権限がない", "not permitted"), "probes.windows.not_understood", ASKED,
          printing(err=DENIED, exit=1)),
    Fault(Text("何も出力しない", "nothing printed"), "probes.windows.not_understood", ASKED,
          printing()),
    *way_faults(ASKED, HEALTHY),
)  # fmt: skip


def asked(fault: Fault) -> Callable[[Path], ProbeCall]:
    def call(folder: Path) -> ProbeCall:
        return ProbeCall(WORD, "bk01", fault.params, server="bk01")

    return call


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"windows × {fault.name.en}")
async def test_each_fault_has_its_own_words_and_the_documents_say_so(
    fault: Fault, tmp_path: Path
) -> None:
    reading = told(await seen(asked(fault), fault, tmp_path, plan), tmp_path)
    assert reading["code"] == fault.code
    assert told_in_documents(WORD, fault.cell, reading)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
async def test_an_event_log_is_read_in_every_encoding_that_windows_uses(
    encoding: str, tmp_path: Path
) -> None:
    lay = printing("events.ja.json", encoding=encoding)
    # What names its encoding by its first bytes is read right whatever the plan says.
    written = "utf-8" if encoding == "utf-8" else "cp932"
    fault = Fault(Text(), "", ASKED, lay, encoding=written)
    reading = await seen(asked(fault), fault, tmp_path, plan)
    facts = reading.facts
    assert (facts["entries"], facts["errors"], facts["warnings"]) == (3, 2, 1)
    assert facts["newest"] == "Microsoft-Windows-Kernel-Power 41"
    assert (reading.because, facts["down"], facts["understood"]) == (None, 0, True)
