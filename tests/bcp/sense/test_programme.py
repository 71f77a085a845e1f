"""The programme as a whole: what it leaves out, what never comes, what comes twice at once."""

from __future__ import annotations

from pathlib import Path

from tests.bcp.sense.ground import ground, told

PLAN = """roles: {lead: x}
calendar:
  blackouts: [{from: "02-01", to: "03-31", why: tax returns}]
  outages: [{from: "2026-11-08 08:00", to: "2026-11-08 17:00"}]
systems:
  - {id: mail, importance: important}
  - {id: files, importance: critical}
drills:
"""
DRILLED = {"mails": frozenset(("mail",)), "both": frozenset(("mail", "files"))}


def _drills(*lines: str) -> str:
    return PLAN + "".join(f"  - {{{line}}}\n" for line in lines)


def test_important_systems_that_the_year_leaves_out_are_named(tmp_path: Path) -> None:
    mails = 'id: a, scenario: mails, starts: {in: [9], day: 1, at: "09:00"}'
    both = 'id: b, scenario: both, starts: {in: [10], day: 1, at: "09:00"}'
    rule = "important_not_in_the_programme"
    assert told(rule, ground(tmp_path, _drills(mails), DRILLED)) == [
        "8:10: no drill that comes due (starts of drills) covers these important systems: files."
    ]
    assert told(rule, ground(tmp_path, _drills(mails, both), DRILLED)) == []
    assert told(rule, ground(tmp_path, _drills("id: a, scenario: mails"), DRILLED)) == []


def test_what_never_comes_is_named_with_the_reason(tmp_path: Path) -> None:
    lines = (
        'id: taxes, if_closed: skip, starts: {in: [2], day: 1st tue, at: "09:00"}',
        "id: power, starts: {with: outage}",
        'id: leap, despite: [blackouts, closed-days], starts: {cron: "0 9 29 2 *"}',
        'id: over, starts: {date: "2026-04-01", at: "09:00"}',
    )
    assert told("drill_never_comes", ground(tmp_path, _drills(*lines))) == [
        "10:10: the drill 'taxes' cannot be held on any day within 4 years. First: 2027-02-02, "
        "no drills: 2027-02-01 to 2027-03-31, tax returns.",
        "11:10: the rules (starts) of the drill 'power' name no day within 4 years.",
    ]


def test_two_drills_of_the_same_systems_at_the_same_time_are_named_once(tmp_path: Path) -> None:
    at_nine = 'starts: {cron: "0 9 * * tue"}'
    lines = (f"id: a, scenario: mails, {at_nine}", f"id: b, scenario: both, {at_nine}")
    assert told("drills_at_once", ground(tmp_path, _drills(*lines), DRILLED)) == [
        "11:10: the drills 'a' and 'b' both begin on 2026-11-24 at 09:00, and both are about mail."
    ]


def test_a_drill_that_comes_due_has_a_role_in_charge_and_an_approval(tmp_path: Path) -> None:
    starts = 'scenario: both, starts: {cron: "0 9 * * tue"}'
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43
    approver = f'approvers: [{{id: head, name: x, roles: [lead], public_key: "{key}"}}]\n'
    lines = (f"id: a, unattended: operational, {starts}", f"id: b, responsible: lead, {starts}")
    on = ground(tmp_path, _drills(*lines) + approver)
    assert told("drill_without_responsible", on) == [
        "10:10: the drill 'a' comes due, but no role is in charge of it (responsible)."
    ]
    assert [each.split(",")[0] for each in told("unattended_without_approval", on)] == [
        "10:10: the drill 'a' starts by itself as operational"
    ]
