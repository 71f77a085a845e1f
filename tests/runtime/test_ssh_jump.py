from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import asyncssh
import pytest

from bcp.message import render
from bcp.model import Server
from drills.errors import Unreachable
from tests.daemons.pools import SECOND, failure_of, pool_of
from tests.daemons.ports import free_port
from tests.daemons.sshd import Sshd, command, start_sshd

HI = command("hi", "echo hi")

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def bastion(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    running = start_sshd(tmp_path_factory.mktemp("bastion"))
    yield running
    running.stop()


async def test_servers_behind_a_jump_host_share_its_one_connection(
    own_sshd: Sshd, bastion: Sshd
) -> None:
    before = bastion.log().count("Accepted publickey")
    behind = [own_sshd.server(f"s{number}", (HI,), jump="gate") for number in range(3)]
    async with pool_of(bastion.server("gate"), *behind) as pool:
        for server in behind:
            assert (await pool.shell(server.id, "hi", timeout_us=15 * SECOND)).out == "hi\n"
    assert bastion.log().count("Accepted publickey") == before + 1


async def test_a_chain_of_jump_hosts_leads_to_the_last_server(
    sshd: Sshd, own_sshd: Sshd, bastion: Sshd
) -> None:
    chain = (
        bastion.server("outer"),
        own_sshd.server("inner", jump="outer"),
        sshd.server("target", (HI,), jump="inner"),
    )
    async with pool_of(*chain) as pool:
        assert (await pool.shell("target", "hi", timeout_us=15 * SECOND)).out == "hi\n"
    assert "Accepted publickey" in own_sshd.log()


async def test_the_host_key_behind_a_jump_host_is_checked(
    sshd: Sshd, bastion: Sshd, tmp_path: Path
) -> None:
    (tmp_path / "none").write_text("")
    target = sshd.server("target", (HI,), jump="gate", known_hosts=str(tmp_path / "none"))
    failure = await failure_of(bastion.server("gate"), target)
    assert failure.message.code == "ssh.unknown_host_key"


async def test_a_jump_host_that_is_down_proves_nothing_about_the_server_behind(sshd: Sshd) -> None:
    gate = sshd.server("gate", port=free_port())
    failure = await failure_of(gate, sshd.server("target", (HI,), jump="gate"))
    assert (failure.message.code, failure.answered) == ("ssh.through_jump", None)
    assert "gate (127.0.0.1:" in render(failure.message, "ja")


async def test_a_server_that_refuses_the_jump_host_has_refused(sshd: Sshd, bastion: Sshd) -> None:
    target = sshd.server("target", (HI,), jump="gate", port=free_port())
    failure = await failure_of(bastion.server("gate"), target)
    assert (failure.message.code, failure.answered) == ("net.refused", False)


async def test_a_jump_host_that_may_not_forward_is_told_from_a_server_that_is_down(
    sshd: Sshd, tmp_path: Path
) -> None:
    gate = start_sshd(tmp_path / "gate", extra="AllowTcpForwarding no\n")
    try:
        failure = await failure_of(gate.server("gate"), sshd.server("srv", (HI,), jump="gate"))
    finally:
        gate.stop()
    assert (failure.message.code, failure.answered) == ("ssh.forwarding_refused", None)


async def test_behind_a_jump_host_that_comes_back_servers_are_reached_again(
    sshd: Sshd, own_sshd: Sshd
) -> None:
    target = sshd.server("target", (HI,), jump="gate")
    own_sshd.stop()
    async with pool_of(own_sshd.server("gate"), target) as pool:
        with pytest.raises(Unreachable):
            await pool.shell("target", "hi", timeout_us=15 * SECOND)
        own_sshd.start()
        assert (await pool.shell("target", "hi", timeout_us=15 * SECOND)).out == "hi\n"


async def test_of_two_jump_hosts_in_a_row_the_one_that_is_down_is_named(
    sshd: Sshd, bastion: Sshd
) -> None:
    outer = sshd.server("outer", port=free_port())
    failure = await failure_of(outer, *_behind(bastion, sshd))
    assert (failure.message.code, failure.answered) == ("ssh.through_jump", None)
    said = render(failure.message, "ja")
    assert said.startswith("踏み台「inner」を通れません: 踏み台「outer」を通れません: outer (")
    assert "接続を断りました" in said


async def test_of_two_jump_hosts_in_a_row_the_inner_one_that_is_down_is_named(
    sshd: Sshd, bastion: Sshd
) -> None:
    inner, target = _behind(sshd, sshd)
    failure = await failure_of(bastion.server("outer"), replace(inner, port=free_port()), target)
    assert (failure.message.code, failure.answered) == ("ssh.through_jump", None)
    assert render(failure.message, "ja").startswith("踏み台「inner」を通れません: inner (")


@pytest.mark.parametrize("changed", ["outer", "inner"])
async def test_of_two_jump_hosts_in_a_row_the_one_with_another_key_is_named(
    sshd: Sshd, bastion: Sshd, tmp_path: Path, changed: str
) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    hops = {"outer": bastion.server("outer"), "inner": sshd.server("inner", jump="outer")}
    (tmp_path / "known").write_text(f"[127.0.0.1]:{hops[changed].port} {other}")
    hops[changed] = replace(hops[changed], known_hosts=str(tmp_path / "known"))
    failure = await failure_of(*hops.values(), sshd.server("target", (HI,), jump="inner"))
    assert (failure.message.code, failure.answered) == ("ssh.through_jump", None)
    said = render(failure.message, "ja")
    assert f"{changed} (127.0.0.1:{hops[changed].port})のホスト鍵が" in said
    assert "ssh-keygen -R" in said


async def test_of_two_jump_hosts_in_a_row_the_one_that_may_not_forward_is_named(
    sshd: Sshd, bastion: Sshd, tmp_path: Path
) -> None:
    forbids = start_sshd(tmp_path / "forbids", extra="AllowTcpForwarding no\n")
    inner = forbids.server("inner", jump="outer")
    target = sshd.server("target", (HI,), jump="inner")
    try:
        failure = await failure_of(bastion.server("outer"), inner, target)
    finally:
        forbids.stop()
    assert (failure.message.code, failure.answered) == ("ssh.forwarding_refused", None)
    assert "踏み台「inner」がtarget" in render(failure.message, "ja")


async def test_a_jump_host_that_says_nothing_is_named_when_the_time_is_up(sshd: Sshd) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        outer = sshd.server("outer", port=silent.getsockname()[1])
        failure = await failure_of(outer, *_behind(sshd, sshd), within_s=0.7)
    assert (failure.message.code, failure.answered) == ("ssh.through_jump", None)
    said = render(failure.message, "ja")
    assert "踏み台「outer」を通れません" in said
    assert "SSHの応答がありません" in said


def _behind(inner: Sshd, target: Sshd) -> tuple[Server, Server]:
    """An inner jump host behind ``outer``, and a target behind that."""
    return inner.server("inner", jump="outer"), target.server("target", (HI,), jump="inner")


async def test_behind_a_jump_host_the_words_say_what_to_type_there(
    sshd: Sshd, bastion: Sshd, tmp_path: Path
) -> None:
    known = tmp_path / "none"
    known.write_text("")
    target = sshd.server("target", (HI,), jump="gate", known_hosts=str(known))
    said = render((await failure_of(bastion.server("gate"), target)).message, "ja")
    assert f"踏み台「gate」で ssh-keyscan -p {sshd.port} 127.0.0.1 を実行し" in said
    assert f"この端末の{known}に書き加える" in said
