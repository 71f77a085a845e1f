"""Why a server lets nobody in: what looks alike from outside says so, the rest is told apart."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager as Fault
from contextlib import contextmanager, nullcontext

import pytest

from tests.lab.disk import USER
from tests.lab.lab import Lab
from tests.runtime.field.asked import account, asked, settings

NODE = "branch1"
KEYS = f"/home/{USER}/.ssh/authorized_keys"

ALIKE: dict[str, Callable[[Lab], Fault[None]]] = {
    "nothing of sshd's": lambda lab: nullcontext(),
    "the user is denied": lambda lab: settings(lab, NODE, f"DenyUsers {USER}"),
    "only others are allowed": lambda lab: settings(lab, NODE, "AllowGroups someone"),
    "others may write the authorised keys": lambda lab: account(
        lab, NODE, ("chmod", "666", KEYS), ("chmod", "600", KEYS)
    ),
    "the account has expired": lambda lab: account(
        lab, NODE, ("usermod", "-e", "1", USER), ("usermod", "-e", "", USER)
    ),
    "the account is locked": lambda lab: account(
        lab, NODE, ("usermod", "-p", "!x", USER), ("usermod", "-p", "*", USER)
    ),
    "the shell does not exist": lambda lab: account(
        lab, NODE, ("usermod", "-s", "/bin/gone", USER), ("usermod", "-s", "/bin/sh", USER)
    ),
}


@pytest.mark.parametrize("trouble", ALIKE)
def test_what_looks_alike_from_outside_says_so_and_lists_what_to_check(
    lab: Lab, trouble: str
) -> None:
    server = lab.node(NODE).ssh_server()
    stranger = lab.node(NODE).ssh_server(identity=str(lab.key("stranger")))
    with ALIKE[trouble](lab):
        result = asked(lab, stranger if trouble == "nothing of sshd's" else server)
    assert (result.code, result.outcome) == ("ssh.login_refused", "unknown")
    assert "見分けられません" in result.words("ja")
    for each in ("利用者名", "authorized_keys", "ロック・期限切れ", "シェル", "DenyUsers", "ログ"):
        assert each in result.words("ja")
    assert "look alike" in result.words("en")


def test_a_user_that_does_not_exist_looks_like_any_other_refusal(lab: Lab) -> None:
    result = asked(lab, lab.node(NODE).ssh_server(user="nobody-of-that-name"))
    assert (result.code, result.outcome) == ("ssh.login_refused", "unknown")


def test_no_logins_at_present_is_told_with_the_servers_own_words(lab: Lab) -> None:
    with lab.fault.changed_file(NODE, "/etc/nologin", "保守中 17時まで\n"):
        result = asked(lab, lab.node(NODE).ssh_server())
    assert (result.code, result.outcome) == ("ssh.no_logins", "unknown")
    assert "保守中 17時まで" in result.words()


def test_an_account_without_a_shell_is_no_broken_server(lab: Lab) -> None:
    change = ("usermod", "-s", "/usr/sbin/nologin", USER)
    with account(lab, NODE, change, ("usermod", "-s", "/bin/sh", USER)):
        result = asked(lab, lab.node(NODE).ssh_server())
    assert (result.code, result.outcome) == ("ssh.no_shell", "unknown")


def test_a_server_for_files_only_is_no_broken_server(lab: Lab) -> None:
    with settings(lab, NODE, "ForceCommand internal-sftp"):
        result = asked(lab, lab.node(NODE).ssh_server())
    assert (result.code, result.outcome) == ("ssh.only_sftp", "unknown")


def test_what_pam_bars_is_cut_off_in_the_login_and_gives_its_words(lab: Lab) -> None:
    change, back = ("usermod", "-e", "1", USER), ("usermod", "-e", "", USER)
    with settings(lab, NODE, "UsePAM yes"), account(lab, NODE, change, back):
        result = asked(lab, lab.node(NODE).ssh_server())
    assert (result.code, result.outcome) == ("ssh.login_cut", "unknown")
    assert "account has expired" in result.words()


def test_a_password_that_must_be_changed_is_told(lab: Lab) -> None:
    change, back = ("chage", "-d", "0", USER), ("chage", "-d", "19000", USER)
    with settings(lab, NODE, "UsePAM yes"), account(lab, NODE, change, back):
        result = asked(lab, lab.node(NODE).ssh_server())
    assert (result.code, result.outcome) == ("ssh.password_expired", "unknown")
    assert f"chage -M -1 {USER}" in result.words()


def test_too_many_logins_under_way_hang_up_and_the_words_say_what_it_may_be(lab: Lab) -> None:
    address = lab.node(NODE).address
    holding = "import socket, sys\nheld = [socket.create_connection((sys.argv[1], 22)) for _ in "
    holding += "range(4)]\nprint(held[0].recv(9), flush=True)\nsys.stdin.read()"
    with settings(lab, NODE, "MaxStartups 2:100:2"), _held(lab, holding, address):
        result = asked(lab, lab.node(NODE).ssh_server())
    assert (result.code, result.outcome) == ("ssh.closed_before_login", "broken")
    for each in ("MaxStartups", "PerSourcePenalties", "少し待って"):
        assert each in result.words()


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_a_notice_in_any_encoding_disturbs_nothing(lab: Lab, encoding: str) -> None:
    notice = lab.node(NODE).disk / "etc/notice"
    notice.write_bytes("関係者以外の使用を禁じます\n".encode(encoding) * 40)
    with settings(lab, NODE, "Banner /etc/notice", "PrintMotd yes"):
        result = asked(lab, lab.node(NODE).ssh_server())
    notice.unlink()
    assert (result.outcome, result.reading.facts["out"]) == ("held", "hi")


@contextmanager
def _held(lab: Lab, program: str, address: str) -> Iterator[None]:
    """Connections to a server that never log in, held open by a program at the lab's seat."""
    words = lab.ops.words([sys.executable, "-c", program, address])
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield
        assert process.stdin is not None
        process.stdin.close()
