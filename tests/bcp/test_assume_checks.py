"""Numbers in a plan that nobody could reckon with are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from tests.words import CATALOGUE


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("assumes: {mbps: 0.5, line_mbps: 100, no_limit: [addresses]}", []),
        ("assumes: {meeting_percent: 0, line_others_mbps: 0, addresses: 0}", []),
        ("assumes: {mbps: 0}", ["assumes.no_such_number"]),
        ("assumes: {at_once_percent: 120}", ["assumes.no_such_number"]),
        ("gate_targets: {licences_per_person: 0}", ["assumes.no_such_number"]),
        ("assumes: {cpu_percent: 30}", ["assumes.only_one_of_two"]),
        (
            "assumes: {cpu_percent: 30, cpu_people: 9, cpu_idle_percent: 30}",
            ["assumes.no_growth"],
        ),
        ("assumes: {no_limit: [weather]}", ["reader.not_a_choice"]),
    ],
)
def test_a_number_that_can_be_none_is_refused(
    tmp_path: Path, fields: str, codes: list[str]
) -> None:
    way = f"organisation: 見本町\ntelework:\n- {{id: vpn, kind: vpn, {fields}}}\n"
    (tmp_path / "plan.yaml").write_text(way, "utf-8")
    found: list[str] = []
    try:
        load_plan(tmp_path, CATALOGUE)
    except Refused as refused:
        found = [each.what.code for each in refused.refusals]
    assert found == codes
