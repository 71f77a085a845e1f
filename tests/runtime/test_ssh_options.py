from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcp.message import render
from bcp.model import Server
from bcp.plan_paths import path_in_plan
from drills.errors import Unreachable
from drills.runtime.ssh_options import Preparation
from tests.daemons.pools import SECOND, answer_of, failure_of, pool_of
from tests.daemons.sshd import Sshd, command, plan_of

HI = (command("hi", "echo hi"),)

pytestmark = pytest.mark.usefixtures("home")


async def test_paths_start_at_the_plans_folder(sshd: Sshd) -> None:
    server = sshd.server(commands=HI, known_hosts="known_hosts", identity="id")
    async with pool_of(server, folder=sshd.folder) as pool:
        assert (await pool.shell("srv", "hi", timeout_us=15 * SECOND)).out == "hi\n"


def test_a_tilde_is_the_users_home_and_an_absolute_path_stays(home: Path) -> None:
    assert path_in_plan("/plan", "~/.ssh/id") == home / ".ssh" / "id"
    assert path_in_plan("/plan", "/etc/id") == Path("/etc/id")
    assert path_in_plan("/plan", "keys/id") == Path("/plan/keys/id")


async def test_without_own_files_the_users_known_hosts_and_default_key_serve(
    sshd: Sshd, home: Path
) -> None:
    (home / ".ssh" / "known_hosts").write_bytes(sshd.known_hosts.read_bytes())
    (home / ".ssh" / "id_ed25519").write_bytes(sshd.identity.read_bytes())
    server = sshd.server(commands=HI, known_hosts=None, identity=None)
    assert (await answer_of(server, "hi")).out == "hi\n"


async def test_without_any_known_hosts_file_the_host_key_is_unknown(sshd: Sshd, home: Path) -> None:
    failure = await failure_of(sshd.server(commands=HI, known_hosts=None))
    assert failure.message.code == "ssh.unknown_host_key"
    assert str(home / ".ssh" / "known_hosts") in render(failure.message, "ja")


async def test_hashed_known_hosts_are_understood(sshd: Sshd, tmp_path: Path) -> None:
    hashed = tmp_path / "known_hosts"
    hashed.write_bytes(sshd.known_hosts.read_bytes())
    _run("ssh-keygen", "-q", "-H", "-f", str(hashed))
    assert "127.0.0.1" not in hashed.read_text()
    assert (await answer_of(sshd.server(commands=HI, known_hosts=str(hashed)), "hi")).out == "hi\n"


async def test_a_key_in_the_agent_logs_in(
    sshd: Sshd, agent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", str(agent))
    _run("ssh-add", "-q", str(sshd.identity))
    assert (await answer_of(sshd.server(commands=HI, identity=None), "hi")).out == "hi\n"


async def test_a_locked_key_whose_open_half_is_in_the_agent_logs_in(
    sshd: Sshd, agent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", str(agent))
    _run("ssh-add", "-q", str(sshd.identity))
    locked = _locked(sshd.identity, tmp_path)
    assert (await answer_of(sshd.server(commands=HI, identity=str(locked)), "hi")).out == "hi\n"


async def test_a_locked_key_without_an_agent_says_what_to_type(sshd: Sshd, tmp_path: Path) -> None:
    locked = _locked(sshd.identity, tmp_path)
    failure = await failure_of(sshd.server(commands=HI, identity=str(locked)))
    assert (failure.message.code, failure.answered) == ("ssh.locked_identity_file", None)
    assert f"ssh-add {locked}" in render(failure.message, "ja")


async def test_files_that_are_missing_or_broken_are_named(sshd: Sshd, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("nonsense\n")
    absent = str(tmp_path / "absent")
    cases = {
        "ssh.no_known_hosts_file": {"known_hosts": absent},
        "ssh.bad_known_hosts_file": {"known_hosts": str(broken)},
        "ssh.no_identity_file": {"identity": absent},
        "ssh.bad_identity_file": {"identity": str(broken)},
        "ssh.bad_config": {"ssh_config": "alias"},
    }
    for code, wrong in cases.items():
        failure = await failure_of(sshd.server(commands=HI, **wrong))
        assert (failure.message.code, failure.answered) == (code, None)


async def test_an_alias_gives_host_port_user_and_key(sshd: Sshd, home: Path) -> None:
    _configure(
        home,
        f"HostName 127.0.0.1\nPort {sshd.port}\nUser {sshd.user}\nIdentityFile {sshd.identity}\n"
        f"UserKnownHostsFile {sshd.known_hosts}",
    )
    server = Server("srv", "unused.invalid", ssh_config="alias", commands=HI)
    assert (await answer_of(server, "hi")).out == "hi\n"


async def test_what_the_plan_says_stands_above_the_alias(sshd: Sshd, home: Path) -> None:
    _configure(home, "HostName 127.0.0.1\nPort 1\nUser nobody\nIdentityFile ~/.ssh/absent")
    assert (await answer_of(sshd.server(commands=HI, ssh_config="alias"), "hi")).out == "hi\n"


async def test_no_alias_switches_the_check_of_host_keys_off(sshd: Sshd, home: Path) -> None:
    _configure(home, "StrictHostKeyChecking no\nUserKnownHostsFile none")
    failure = await failure_of(sshd.server(commands=HI, ssh_config="alias", known_hosts=None))
    assert failure.message.code == "ssh.unknown_host_key"


async def test_an_alias_that_jumps_asks_for_the_jump_host_in_the_plan(
    sshd: Sshd, home: Path
) -> None:
    _configure(home, "ProxyJump gate.example")
    failure = await failure_of(sshd.server(commands=HI, ssh_config="alias"))
    assert failure.message.code == "ssh.jump_in_config"
    assert "gate.example" in render(failure.message, "ja")


def test_a_file_of_known_hosts_is_read_again_only_when_it_has_changed(
    sshd: Sshd, tmp_path: Path
) -> None:
    known = tmp_path / "known_hosts"
    known.write_bytes(sshd.known_hosts.read_bytes())
    servers = [sshd.server(f"s{number}", known_hosts=str(known)) for number in range(3)]
    preparation = Preparation(plan_of(*servers))
    assert preparation.of(servers[0]).known
    before = known.stat()
    known.write_bytes(b"#" * before.st_size)
    os.utime(known, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert preparation.of(servers[1]).known
    known.write_bytes(b"# nobody\n")
    assert not preparation.of(servers[2]).known


async def test_what_is_corrected_while_a_drill_goes_on_takes_effect_at_the_next_ask(
    sshd: Sshd, tmp_path: Path
) -> None:
    known, key = tmp_path / "known_hosts", tmp_path / "key"
    known.write_text("")
    key.write_bytes((sshd.folder / "host_key").read_bytes())
    server = sshd.server(commands=HI, known_hosts=str(known), identity=str(key))
    async with pool_of(server) as pool:
        codes = []
        for right, file in ((sshd.known_hosts, known), (sshd.identity, key)):
            with pytest.raises(Unreachable) as caught:
                await pool.shell("srv", "hi", timeout_us=15 * SECOND)
            codes.append(caught.value.message.code)
            file.write_bytes(right.read_bytes() + b"\n")
        assert codes == ["ssh.unknown_host_key", "ssh.login_refused"]
        assert (await pool.shell("srv", "hi", timeout_us=15 * SECOND)).out == "hi\n"


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[Path]:
    """A real ssh-agent without keys; its socket."""
    socket = tmp_path / "agent"
    process = subprocess.Popen(
        ["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    process.stdout.readline()
    yield socket
    process.terminate()
    process.wait(120)
    process.stdout.close()


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


def _configure(home: Path, lines: str) -> None:
    (home / ".ssh" / "config").write_text(f"Host alias\n{lines}\n")


def _locked(identity: Path, folder: Path) -> Path:
    file = folder / "locked"
    file.write_bytes(identity.read_bytes())
    file.chmod(0o600)
    _run("ssh-keygen", "-q", "-p", "-N", "drill-only", "-f", str(file))
    return file
