"""What PowerShell prints of services and logs, on Windows of several languages and versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.wire import Malformed, powershell
from drills.wire.powershell import LogEntry, Service
from tests.wire.fuzz import Parser, survives

PRINTED = Path(__file__).parent / "powershell"


def printed(name: str) -> str:
    return (PRINTED / name).read_text("utf-8")


def _read(wire: bytes) -> powershell.Found:
    return powershell.parsed(wire.decode("utf-8", "replace"))


PARSERS = {
    "output": Parser(_read, tuple(each.read_bytes() for each in sorted(PRINTED.glob("*.json")))),
}


def test_windows_powershell_prints_numbers_for_states() -> None:
    assert powershell.parsed(printed("services.ja.json")).services == (
        Service("LanmanServer", "running", automatic=True),
        Service("Spooler", "stopped", automatic=True),
        Service("W32Time", "running", automatic=False),
    )


def test_one_service_alone_is_no_list_and_names_are_read_too() -> None:
    one = (Service("W32Time", "stopping", automatic=None),)
    assert powershell.parsed(printed("one-service.json")).services == one
    assert powershell.parsed(printed("services.names.json")).services == (
        Service("DHCPServer", "running", automatic=True),
        Service("Fax", "stopped", automatic=False),
    )


def test_log_entries_have_their_number_source_and_level() -> None:
    assert powershell.parsed(printed("events.ja.json")).entries == (
        LogEntry(41, 1, "Microsoft-Windows-Kernel-Power"),
        LogEntry(6008, 2, "EventLog"),
        LogEntry(36, 3, "Microsoft-Windows-Time-Service"),
    )


def test_levels_by_name_are_read_in_both_languages() -> None:
    found = powershell.parsed(printed("events.levels.json")).entries
    assert [each.level for each in found] == [2, 2, 3, 0]


def test_a_mark_at_the_beginning_is_read_over() -> None:
    assert powershell.parsed("\ufeff" + printed("one-service.json")).services


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", "[1]", '[{"Name": "x"}]', '{"Status": 9, "Name": "x"}', "[" * 100_000,
     '{"Id": "x", "ProviderName": "y"}', '{"Id": 1e400, "ProviderName": "y"}', "NaN"],
)  # fmt: skip
def test_anything_else_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        powershell.parsed(text)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["output"])
