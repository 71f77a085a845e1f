"""Days that have passed or come soon are named: support, leases, contracts, radio, inspections."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bcp.sense.ground import ground, told


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ('systems: [{id: a, end_of_support: "2027-11-23"}]', []),
        (
            'systems: [{id: a, end_of_support: "2027-11-22"}]',
            ["2:16: support ends on 2027-11-22, in 365 days: a."],
        ),
        (
            'systems: [{id: a, lease_end: "2026-11-22"}]',
            ["2:16: lease ends on 2026-11-22, in 0 days: a."],
        ),
        (
            'systems: [{id: a, lease_end: "2026-11-21"}]',
            ["2:16: lease ended on 2026-11-21: a."],
        ),
        ('systems: [{id: a, lease_end: "2027-03-31", planned: 更新}]', []),
        (
            'systems: [{id: a, lease_end: "2026-03-31", planned: 更新}]',
            ["2:16: lease ended on 2026-03-31: a."],
        ),
        ('systems: [{id: a, end_of_support: "2020-01-14", state: retired}]', []),
        (
            'servers: [{id: s, address: 192.0.2.1, end_of_support: "2026-12-31"}]',
            ["2:16: support ends on 2026-12-31, in 39 days: s."],
        ),
        (
            'servers: [{id: s, address: 192.0.2.1, lease_end: "2020-03-31", '
            'retired_on: "2020-03-31"}]',
            [],
        ),
        (
            'telework: [{id: vpn, kind: vpn, end_of_support: "2025-09-30"}]',
            ["2:17: support ended on 2025-09-30: vpn."],
        ),
        (
            'vendors: [{id: v, contract_end: "2027-03-31"}]',
            ["2:16: contract ends on 2027-03-31, in 129 days: v."],
        ),
    ],
)
def test_what_ends_within_a_year_is_told_in_time(
    plan: str, expected: list[str], tmp_path: Path
) -> None:
    assert told("ends_soon", ground(tmp_path, plan + "\n")) == expected


def test_what_ends_on_one_day_is_told_once(tmp_path: Path) -> None:
    systems = ", ".join(f'{{id: s{n}, end_of_support: "2027-01-12"}}' for n in range(13))
    more = '{id: t, end_of_support: "2025-10-14"}, {id: u, lease_end: "2027-01-12"}'
    assert told("ends_soon", ground(tmp_path, f"systems: [{systems}, {more}]\n"), "ja") == [
        "2:16: サポートが令和9年1月12日に終わります（あと51日）: s0、s1、s2、s3、s4、s5 ほか7件。",
        "2:539: サポートが令和7年10月14日に終わっています: t。",
        "2:578: リースが令和9年1月12日に終わります（あと51日）: u。",
    ]


@pytest.mark.parametrize(
    ("radio", "expected"),
    [
        ('service_end: "2029-11-22"', ["使えなくなります（あと1096日）"]),
        ('service_end: "2029-11-23"', []),
        ('service_end: "2026-11-21"', ["使用の期限を過ぎています"]),
        ('service_end: "2022-11-30", state: retired', []),
    ],
)
def test_a_radio_is_told_three_years_before_its_last_day(
    radio: str, expected: list[str], tmp_path: Path
) -> None:
    plan = ground(tmp_path, f"radio: [{{id: r, kind: microwave, {radio}}}]\n")
    found = told("radio_service_ends", plan, "ja")
    assert [word in each for word, each in zip(expected, found, strict=True)] == [True] * len(found)


@pytest.mark.parametrize(
    ("plan", "late"),
    [
        ('inspections: [{id: i, of: p, next: "2026-11-22"}]', False),
        ('inspections: [{id: i, of: p, next: "2026-11-21"}]', True),
        ('inspections: [{id: i, of: p, last: "2025-11-21", every: 365d}]', True),
        ('inspections: [{id: i, of: p, last: "2025-11-22", every: 365d}]', False),
        ('inspections: [{id: i, of: p, last: "2020-01-01"}]', False),
        ('inspections: [{id: i, of: p, last: "9999-01-01", every: 36500d}]', False),
        ('inspections: [{id: i, of: p, last: "2020-01-01", every: 1d, next: "2027-01-01"}]', False),
        ('radio: [{id: r, kind: m, voice_test: {every: 30d, last: "2026-10-22"}}]', True),
        ('radio: [{id: r, kind: m, voice_test: {every: 30d, last: "2026-10-23"}}]', False),
    ],
)
def test_what_is_due_is_told_from_the_day_after(plan: str, late: bool, tmp_path: Path) -> None:
    found = told("overdue", ground(tmp_path, f"power: [{{id: p, kind: ups}}]\n{plan}\n"))
    assert len(found) == int(late)
    assert not late or "1 days ago" in found[0]


def test_a_test_run_that_was_planned_and_not_made_is_told(tmp_path: Path) -> None:
    plan = 'power: [{id: g, kind: generator, tested: {last: "2025-06-10", next: "2026-06-10"}}]\n'
    assert told("overdue", ground(tmp_path, plan)) == [
        "2:14: the test run of 'g' was due on 2026-06-10, 165 days ago."
    ]


@pytest.mark.parametrize(
    ("methods", "stale"),
    [
        ('[{kind: 電話, value: "0000"}]', True),
        ('[{kind: 電話, value: "0000", verified: "2026-03-31"}]', True),
        ('[{kind: 電話, value: "0000", verified: "2026-04-01"}]', False),
        ('[{kind: 電話, value: "0000", verified: "2027-05-01"}]', True),
        (
            '[{kind: 電話, value: "0000"}, {kind: mail, value: x, verified: "2026-05-01"}]',
            False,
        ),
        ("[]", False),
    ],
)
def test_a_contact_is_to_be_tried_once_in_a_fiscal_year(
    methods: str, stale: bool, tmp_path: Path
) -> None:
    plan = ground(tmp_path, f"contacts: [{{id: c, methods: {methods}}}]\n")
    assert told("contact_not_verified", plan, "ja") == (
        ["2:17: 今年度（令和8年4月1日から）に通じることを確かめていない連絡先があります: c。"]
        if stale
        else []
    )
