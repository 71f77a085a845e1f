"""A terminal's key with a passphrase: asked for at a terminal, never shown, refused without one."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.journal.signing import new_key
from tests.cli.conversation import bcp_drill
from tests.journal.bundles import recorded, telling

RUN = "20261121-100000-quake-at-night"
BUNDLE = ("bundle", "last", "-o", "out.zip", "--key", "locked")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "runs").mkdir()
    recorded(tmp_path / "runs" / RUN, telling())
    new_key(tmp_path / "locked", "ひみつ")
    return tmp_path


def typed(office: Path, words: tuple[str, ...], answer: str) -> tuple[int, str]:
    """What comes of a command at a terminal where `answer` is typed."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        ["setsid", "--ctty", sys.executable, "-m", "tui", "--lang", "en", *words],
        cwd=office,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = ""
    while "Passphrase of the key" not in shown:
        shown += os.read(ours, 4096).decode("utf-8", "replace")
    os.write(ours, f"{answer}\n".encode())
    try:
        while part := os.read(ours, 4096):
            shown += part.decode("utf-8", "replace")
    except OSError:
        pass  # the other side has closed
    os.close(ours)
    return child.wait(timeout=60), shown


@pytest.mark.parametrize(
    ("words", "said"), [(BUNDLE, "Signed with: SHA256:"), (("key", "show", "locked"), "SHA256:")]
)
def test_it_is_asked_for_at_a_terminal_and_not_shown(
    office: Path, words: tuple[str, ...], said: str
) -> None:
    code, shown = typed(office, words, "ひみつ")
    assert code == ExitCode.PASSED, shown
    assert said in shown
    assert "ひみつ" not in shown


def test_a_wrong_one_signs_nothing(office: Path) -> None:
    code, shown = typed(office, BUNDLE, "other")
    assert code == ExitCode.INVALID_INPUT
    assert "its passphrase is missing or wrong" in shown
    assert not (office / "out.zip").exists()


def test_where_nobody_can_be_asked_it_is_refused(office: Path) -> None:
    seen = bcp_drill("--lang", "en", *BUNDLE, cwd=office)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "its passphrase is missing or wrong" in seen.err
    assert not (office / "out.zip").exists()
