"""An approval is signed by one command, used by another, and worth nothing once a line changed."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.journal.signing import SigningKey, fingerprint, new_key
from tests.cli.conversation import Seen, bcp_drill

PATIENCE_S = 120.0
LATER = (date.today() + timedelta(days=200)).isoformat()
PLAN = """\
organisation: 見本町
people: {lead: 情報係長, owner: 施設管理者}
approvers:
  - {id: hanako, name: 訓練花子, public_key: "KEY hanako@town.example.jp", roles: [lead]}
servers:
  - id: gw
    address: 127.0.0.1
    port: 9
    commands:
      cut: {run: "ip link set eth1 down", allowed_until: "LATER"}
      restore: {run: "ip link set eth1 up", allowed_until: "LATER"}
"""
SCENARIO = """\
scenario: cutting
title: {ja: 回線の切断, en: Cutting the line}
modes: [operational]
safety: {approvals: [{step: cut, by: lead}, {step: mend, by: lead}]}
steps:
  - {id: cut, at: T+1h, run: {server: gw, command: cut}, undo: {server: gw, command: restore}}
  - {id: mend, run: {server: gw, command: restore}, undo: none}
"""
SIGN = ("sign-approval", "cutting", "--approver", "hanako", "--role", "lead", "--step", "cut")


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return new_key(tmp_path / "hanako")


@pytest.fixture
def town(tmp_path: Path, key: SigningKey) -> Path:
    plan = PLAN.replace("KEY", key.line).replace("LATER", LATER)
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "cutting.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def signed(town: Path, *more: str, lang: str = "en") -> Seen:
    words = (*SIGN, "--until", LATER, "--key", "hanako", "-o", "a.yaml", *more)
    return bcp_drill("--lang", lang, *words, cwd=town)


def shown(town: Path, *more: str) -> Seen:
    """What a drill that begins with the file says, before anything is touched."""
    words = ("run", "cutting", "--mode", "operational", "--signed", "a.yaml", "--dry-run", *more)
    return bcp_drill("--lang", "en", *words, cwd=town)


def test_what_is_signed_is_shown_in_full_and_can_be_used(town: Path) -> None:
    made = signed(town)
    assert made.code == ExitCode.PASSED, made.err
    assert made.err.splitlines() == [
        f"訓練花子, as lead, approves these actions of the scenario 'cutting' until {LATER}:",
        "  [cut] gw (127.0.0.1:9): ip link set eth1 down",
        "      taken back on gw (127.0.0.1:9): ip link set eth1 up",
    ]
    assert "--signed a.yaml" in made.out
    used = shown(town)
    assert used.code == ExitCode.PASSED, used.err
    assert f"approved beforehand as 情報係長 (lead) by 訓練花子, until {LATER}" in used.out


def test_it_is_said_in_japanese_too(town: Path) -> None:
    made = signed(town, lang="ja")
    assert "訓練花子さんが「lead」として、シナリオ「cutting」の次の操作を" in made.err
    assert "事前承認（bcp-drill sign-approval で作成）" in (town / "a.yaml").read_text("utf-8")


def test_a_line_that_changed_keeps_the_drill_from_beginning(town: Path) -> None:
    signed(town)
    plan = town / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace("eth1 down", "eth0 down")
    plan.write_text(text, encoding="utf-8")
    words = ("run", "cutting", "--mode", "operational", "--signed", "a.yaml", "--headless")
    seen = bcp_drill("--lang", "en", *words, cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert seen.err.startswith(
        "a.yaml:13:13: do.line of the step 'cut' was changed after signing. "
        "It was ip link set eth1 down; now it is ip link set eth0 down. Have it looked at"
    )
    assert not (town / "runs").exists()


def test_the_one_who_approved_cannot_start_the_drill(town: Path) -> None:
    signed(town)
    seen = shown(town, "--operator", "訓練 花子")
    assert seen.code == ExitCode.INVALID_INPUT
    assert "is the one who starts this drill, and so cannot approve" in seen.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--approver", "taro"), "the plan's approvers have no 'taro'. There are: hanako."),
        (("--role", "owner"), "訓練花子 may not approve as 'owner'. There are: lead, 訓練花子."),
        (("--step", "cutt"), "the scenario has no step 'cutt'. Did you mean \"cut\"?"),
        (("--step", "mend"), "Those that can be taken back: cut."),
        (("--until", "tomorrow"), "'tomorrow' is no date like 2026-11-21."),
        (("--until", "2020-01-01"), "this approval was good until 2020-01-01"),
        (("--key", "gone"), "the key gone cannot be read"),
        (("-o", "plan.yaml"), "plan.yaml exists already"),
        (("-o", "no/such/a.yaml"), "no/such/a.yaml cannot be written"),
    ],
)
def test_nothing_is_signed_that_could_not_be_used(
    change: tuple[str, ...], said: str, town: Path
) -> None:
    seen = signed(town, *change)
    assert seen.code == ExitCode.INVALID_INPUT
    assert said in seen.err
    assert not (town / "a.yaml").exists()


def test_another_persons_key_signs_nothing(town: Path, key: SigningKey) -> None:
    other = new_key(town / "other")
    seen = signed(town, "--key", "other")
    assert seen.code == ExitCode.INVALID_INPUT
    assert fingerprint(other.line) in seen.err
    assert fingerprint(key.line) in seen.err


def test_check_knows_what_is_no_public_key(town: Path, key: SigningKey) -> None:
    assert bcp_drill("check", cwd=town).code == ExitCode.PASSED
    plan = town / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace(key.line, "ssh-rsa AAAA"), encoding="utf-8")
    seen = bcp_drill("--lang", "en", "check", cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "plan.yaml:4:42: this is not the line of an Ed25519 public key. Copy" in seen.err


def test_a_passphrase_is_asked_for_at_the_terminal_and_not_shown(town: Path) -> None:
    locked = new_key(town / "locked", "ひみつ")
    plan = town / "plan.yaml"
    text = plan.read_text("utf-8")
    start = text.index("ssh-ed25519")
    plan.write_text(text[:start] + locked.line + text[text.index(" hanako@") :], encoding="utf-8")
    told = signed(town, "--key", "locked")
    assert told.code == ExitCode.INVALID_INPUT
    assert "its passphrase is missing or wrong" in told.err
    ours, theirs = pty.openpty()
    words = (*SIGN, "--until", LATER, "--key", "locked", "-o", "a.yaml")
    signing = subprocess.Popen(
        ["setsid", "--ctty", sys.executable, "-m", "tui", "--lang", "en", *words],
        cwd=town,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = _seen(ours, b"Passphrase of the key locked: ")
    os.write(ours, "ひみつ\n".encode())
    seen += _seen(ours, b"Written to a.yaml")
    assert signing.wait(PATIENCE_S) == 0
    os.close(ours)
    assert "ひみつ".encode() not in seen
    assert shown(town).code == ExitCode.PASSED


def _seen(terminal: int, sign: bytes) -> bytes:
    until, seen = time.monotonic() + PATIENCE_S, b""
    while sign not in seen:
        assert time.monotonic() < until, seen
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 65_536)
    return seen
