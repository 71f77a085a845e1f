"""A file signed beforehand counts exactly as it was signed; every reason why not has a place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.model import Command, CommandRef, Organisation, Plan, Server
from bcp.people import Approver, Role
from bcp.refused import Refused
from drills.core.brief import Brief
from drills.core.signed import PURPOSE, SignedPaper, action_of
from drills.errors import Refusal
from drills.journal.signing import SigningKey, fingerprint, new_key
from drills.runtime.signed_approvals import text_of, with_signed
from scenarios.model import Approval, Run, Safety
from tests.core import making as m

SERVER = Server(
    "gw",
    "192.0.2.1",
    user="drill",
    commands=(
        Command("cut", 'ip link set "eth1" down', "2026-12-31"),
        Command("restore", "ip link set eth1 up", "2026-12-31"),
        Command("wipe", "rm -r /srv/practice", "2026-12-31"),
    ),
)
CUT = m.step("cut", Run(CommandRef("gw", "cut"), CommandRef("gw", "restore")))
STEPS = (CUT, m.step("wipe", Run(CommandRef("gw", "wipe"), stays=True)), m.ask("q"))
SAFETY = Safety(
    approvals=(Approval("cut", ("lead",), ("訓練 花子",)), Approval("wipe", ("owner",))),
)


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return new_key(tmp_path / "hanako")


@pytest.fixture
def brief(key: SigningKey) -> Brief:
    made = m.brief(*STEPS, safety=SAFETY, server=SERVER)
    plan = Plan(
        Organisation("見本町"),
        roles=(Role("lead"), Role("owner")),
        servers=(SERVER,),
        approvers=(Approver("hanako", "訓練花子", f"{key.line} hanako@town.lg.jp", ("lead",)),),
    )
    return replace(made, plan=plan)


def paper(brief: Brief, **changes: object) -> SignedPaper:
    action = action_of(brief.plan, CUT)
    assert action is not None
    made = SignedPaper("hanako", "lead", "s", "2026-11-20", "2026-12-31", (action,))
    return replace(made, **changes)  # type: ignore[arg-type]


def written(tmp_path: Path, key: SigningKey, said: SignedPaper, name: str = "a.yaml") -> Path:
    path = tmp_path / name
    signature = key.sign(said.content(), PURPOSE)
    path.write_text(text_of(said, signature, "承認"), encoding="utf-8")
    return path


def refused(brief: Brief, path: Path) -> list[str]:
    """Each reason as ``line:column code``; all of them are sentences in both languages."""
    with pytest.raises(Refused) as found:
        with_signed(brief, [path])
    for each in found.value.refusals:
        assert each.said_in("ja")
        assert each.said_in("en").startswith(str(path))
    return [
        f"{each.place.line}:{each.place.column} {each.what.code}" for each in found.value.refusals
    ]


def changed(path: Path, pattern: str, to: str) -> Path:
    text, count = re.subn(pattern, to, path.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_one_becomes_an_approval_with_its_days_and_its_key(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    path = written(tmp_path, key, paper(brief))
    after = with_signed(brief, [path])
    (signed,) = after.signed
    assert (signed.step, signed.role, signed.by) == ("cut", "lead", "訓練花子")
    assert (signed.signature.on, signed.signature.until) == ("2026-11-20", "2026-12-31")
    assert signed.signature.key == fingerprint(key.line)
    assert str(path) in after.files


def test_a_person_signs_for_himself_where_the_scenario_names_him(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    path = written(tmp_path, key, paper(brief, role="訓練花子"))
    (signed,) = with_signed(brief, [path]).signed
    assert signed.role == "訓練 花子"


def test_two_files_are_two_approvals(brief: Brief, key: SigningKey, tmp_path: Path) -> None:
    paths = [
        written(tmp_path, key, paper(brief), "a.yaml"),
        written(tmp_path, key, paper(brief, role="訓練花子"), "b.yaml"),
    ]
    assert [each.role for each in with_signed(brief, paths).signed] == ["lead", "訓練 花子"]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"until": "2026-11-20"}, ["6:8 signed.expired"]),
        ({"signed": "2026-11-22"}, ["5:9 signed.not_yet"]),
        (
            {"signed": "2026-11-22", "until": "2026-11-21"},
            ["5:9 signed.not_yet", "6:8 signed.backwards"],
        ),
        ({"until": "soon"}, ["6:8 signed.no_date"]),
        ({"until": "2026-02-30"}, ["6:8 signed.no_date"]),
        ({"scenario": "other"}, ["4:11 signed.other_scenario"]),
        ({"approver": "taro"}, ["2:11 signed.no_approver"]),
        ({"role": "owner"}, ["3:7 signed.not_his_role", "8:11 signed.not_asked"]),
        ({"actions": ()}, ["7:10 signed.no_steps"]),
    ],
)
def test_it_is_refused_at_the_place_of_what_is_wrong(
    changes: dict[str, object], reasons: list[str], brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    path = written(tmp_path, key, paper(brief, **changes))
    if changes.get("actions") == ():
        changed(path, "actions:\n", "actions: []\n")
    assert refused(brief, path) == reasons


def test_a_line_that_was_changed_in_the_plan_makes_it_void(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    path = written(tmp_path, key, paper(brief))
    cut, restore, wipe = SERVER.commands
    for server, field in (
        (replace(SERVER, commands=(replace(cut, run="reboot"), restore, wipe)), "13:13"),
        (replace(SERVER, commands=(cut, replace(restore, run="true"), wipe)), "18:13"),
    ):
        plan = replace(brief.plan, servers=(server,))
        assert refused(replace(brief, plan=plan), path) == [f"{field} signed.changed"]
    moved = replace(brief.plan, servers=(replace(SERVER, address="192.0.2.9"),))
    found = refused(replace(brief, plan=moved), path)
    assert found == ["11:14 signed.changed", "16:14 signed.changed"]


def test_whoever_changes_plan_and_file_alike_has_no_signature_for_it(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    path = changed(written(tmp_path, key, paper(brief)), r"ip link set eth1 up", "true")
    cut, restore, wipe = SERVER.commands
    server = replace(SERVER, commands=(cut, replace(restore, run="true"), wipe))
    plan = replace(brief.plan, servers=(server,))
    assert refused(replace(brief, plan=plan), path) == ["19:12 signing.not_signed"]


def test_dates_cannot_be_moved_after_signing(brief: Brief, key: SigningKey, tmp_path: Path) -> None:
    path = changed(written(tmp_path, key, paper(brief)), "2026-12-31", "2027-12-31")
    assert refused(brief, path) == ["19:12 signing.not_signed"]


def test_another_key_signs_nothing_for_her(brief: Brief, tmp_path: Path) -> None:
    path = written(tmp_path, new_key(tmp_path / "other"), paper(brief))
    assert refused(brief, path) == ["19:12 signed.other_key"]


def test_a_signature_of_something_else_is_none(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    said = paper(brief)
    path = tmp_path / "a.yaml"
    signature = key.sign(said.content(), "bcp-drill-bundle")
    path.write_text(text_of(said, signature, "承認"), encoding="utf-8")
    assert refused(brief, path) == ["19:12 signing.other_purpose"]


def test_what_cannot_be_taken_back_cannot_be_signed_beforehand(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    for step, reason in (
        ("wipe", "signed.not_reversible"),
        ("q", "signed.not_reversible"),
        ("gone", "signed.no_step"),
    ):
        (action,) = paper(brief).actions
        said = paper(brief, actions=(replace(action, step=step),))
        path = written(tmp_path, key, said)
        assert refused(brief, path) == [f"8:11 {reason}"]


def test_a_step_counts_once(brief: Brief, key: SigningKey, tmp_path: Path) -> None:
    said = paper(brief, actions=paper(brief).actions * 2)
    assert refused(brief, written(tmp_path, key, said)) == ["19:11 signed.step_twice"]


def test_who_starts_the_drill_has_not_approved_it_beforehand(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    path = written(tmp_path, key, paper(brief))
    assert refused(replace(brief, operator="訓練　花子"), path) == ["2:11 signed.own_drill"]


def test_all_mistakes_of_all_files_are_named_at_once(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    one = written(tmp_path, key, paper(brief, until="2026-11-20"), "one.yaml")
    two = tmp_path / "two.yaml"
    two.write_text("approver: hanako\nrolle: lead\n", encoding="utf-8")
    with pytest.raises(Refused) as found:
        with_signed(brief, [one, two, tmp_path / "gone.yaml"])
    said = "\n".join(each.said_in("en") for each in found.value.refusals)
    for words in (
        "one.yaml:6:8: this approval was good until 2026-11-20, and today is 2026-11-21.",
        "two.yaml:2:1: there is no field 'rolle' here. Did you mean \"role\"?",
        "two.yaml:1:1: the field 'signature' is missing here.",
        "gone.yaml:1:1: the file cannot be read (not found).",
    ):
        assert words in said


def test_only_a_drill_that_acts_has_use_for_it(
    brief: Brief, key: SigningKey, tmp_path: Path
) -> None:
    path = written(tmp_path, key, paper(brief))
    with pytest.raises(Refusal, match="only for a drill that acts"):
        with_signed(replace(brief, mode="walkthrough"), [path])
    assert with_signed(replace(brief, mode="walkthrough"), []).signed == ()
