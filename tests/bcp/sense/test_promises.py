"""Promises of a plan that cannot all be kept are named: between systems, duties and backups."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bcp.sense.ground import ground, told


@pytest.mark.parametrize(
    ("systems", "expected"),
    [
        (
            "[{id: a, rto: 3h, depends_on: [b]}, {id: b, rto: 24h}]",
            ["2:16: 'a' is to be back within 3 h, but what it needs, 'b', within 1 d."],
        ),
        ("[{id: a, rto: 24h, depends_on: [b]}, {id: b, rto: 24h}]", []),
        ("[{id: a, rto: 3h, depends_on: [b]}, {id: b}]", []),
        ("[{id: a, depends_on: [b]}, {id: b, rto: 24h}]", []),
        # One of several is enough, and the soonest counts.
        (
            "[{id: a, rto: 3h, depends_on: {any_of: [b, c]}}, {id: b, rto: 9h}, {id: c, rto: 2h}]",
            [],
        ),
        (
            "[{id: a, rto: 1h, depends_on: {any_of: [b, c]}}, {id: b, rto: 9h}, {id: c, rto: 2h}]",
            ["2:16: 'a' is to be back within 1 h, but what it needs, 'c', within 2 h."],
        ),
        ("[{id: a, rto: 1h, depends_on: {any_of: [b, c]}}, {id: b, rto: 9h}, {id: c}]", []),
        # From another moment on, hours are not the same hours.
        ("[{id: a, rto: 3h, depends_on: [b]}, {id: b, rto: {within: 9h, from: containment}}]", []),
        (
            "[{id: a, rto: 9h, depends_on: [b]}, "
            "{id: b, rto: {within: 3h, by_hazard: {earthquake: 72h}}}]",
            [
                "2:16: in the hazard 'earthquake', 'a' is to be back within 9 h, but what it "
                "needs, 'b', within 3 d."
            ],
        ),
    ],
)
def test_nothing_is_promised_before_what_it_needs(
    systems: str, expected: list[str], tmp_path: Path
) -> None:
    assert told("rto_before_its_needs", ground(tmp_path, f"systems: {systems}\n")) == expected


def test_a_line_and_a_power_source_are_needs_as_well(tmp_path: Path) -> None:
    plan = (
        "systems: [{id: a, rto: 1h, depends_on: [line]}]\n"
        "links: [{id: line, rto: 4h, depends_on: [ups]}]\npower: [{id: ups, kind: ups, rto: 9h}]\n"
    )
    assert told("rto_before_its_needs", ground(tmp_path, plan), "ja") == [
        "2:16: 「a」の目標復旧時間は1時間ですが、動くために必要な「line」は4時間です。",
        "3:14: 「line」の目標復旧時間は4時間ですが、動くために必要な「ups」は9時間です。",
    ]


@pytest.mark.parametrize(
    ("business", "late"),
    [
        ("systems: [a], start_by: 3h", True),
        ("systems: [a], start_by: 12h", False),
        ("systems: [b], start_by: 3h", False),
        ("systems: [c], start_by: 3h", False),
        ("systems: [a]", False),
        ("systems: [a], start_by: 3h, workaround: 手書き", False),
        ("systems: [a], start_by: 3h, workaround: 手書き, workaround_by: 1h", False),
        ("systems: [a], start_by: 3h, workaround: 手書き, workaround_by: 4h", True),
        ("kind: public-relations, systems: [a]", True),
    ],
)
def test_no_duty_runs_again_before_the_system_that_it_uses(
    business: str, late: bool, tmp_path: Path
) -> None:
    plan = (
        "systems: [{id: a, rto: 12h}, "
        "{id: b, rto: 24h, levels: [{id: one, rto: 2h}, {id: all, rto: 24h}]}, "
        "{id: c, rto: 12h, state: retired}]\n"
        f"businesses: [{{id: x, {business}}}]\n"
    )
    expected = (
        "3:19: the duty 'x' must run again within 3 h, but the system 'a' that it uses is to be "
        "back within 12 h."
    )
    found = told("rto_after_the_business", ground(tmp_path, plan))
    assert found == ([expected] if late else [])


def test_a_system_that_names_the_duty_counts_like_one_that_the_duty_names(tmp_path: Path) -> None:
    plan = "systems: [{id: a, rto: 12h, businesses: [x]}]\nbusinesses: [{id: x, start_by: 3h}]\n"
    assert len(told("rto_after_the_business", ground(tmp_path, plan))) == 1


@pytest.mark.parametrize(
    ("system", "backup", "expected"),
    [
        ("rpo: 1h", "every: 24h", ["may lose no more than 1 h."]),
        ("rpo: 1bd", "every: 24h", []),
        ("rpo: 1bd", "every: 7d", ["may lose no more than 1 d."]),
        ("rto: 3h", "restore_took: 5h", ["is to be back within 3 h."]),
        ("rto: 6h", "restore_took: 5h", []),
        ("rto: 6h, rpo: 1d", "method: 全件", []),
    ],
)
def test_a_backup_can_keep_what_its_system_promises(
    system: str, backup: str, expected: list[str], tmp_path: Path
) -> None:
    plan = f"systems: [{{id: a, {system}}}]\nbackups: [{{id: k, system: a, {backup}}}]\n"
    found = told("backup_too_late", ground(tmp_path, plan))
    assert [any(each.endswith(end) for end in expected) for each in found] == [True] * len(expected)
