from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bcp.message import render
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
