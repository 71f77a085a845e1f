from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import asyncssh
import pytest

from bcp.model import Server
from drills.errors import Unreachable
from drills.runtime import ssh
from drills.runtime.ssh import SshPool
from tests.daemons.pools import SECOND, pool_of, until
from tests.daemons.sshd import Sshd, command, start_sshd

pytestmark = pytest.mark.usefixtures("home")

HI = command("hi", "echo hi")


async def test_nothing_is_connected_before_the_first_command(sshd: Sshd) -> None:
    before = sshd.log()
    async with pool_of(sshd.server(commands=(HI,))):
        pass
    assert sshd.log() == before


async def test_commands_one_after_the_other_and_at_once_share_one_login(own_sshd: Sshd) -> None:
    async with pool_of(own_sshd.server(commands=(HI,))) as pool:
        asked = [pool.shell("srv", "hi", timeout_us=15 * SECOND) for _ in range(5)]
        answers = await asyncio.gather(*asked)
        answers.append(await pool.shell("srv", "hi", timeout_us=15 * SECOND))
    assert [each.out for each in answers] == ["hi\n"] * 6
    assert own_sshd.log().count("Accepted publickey") == 1


async def test_a_lost_connection_is_opened_again_for_the_next_command(own_sshd: Sshd) -> None:
    async with pool_of(own_sshd.server(commands=(HI,))) as pool:
        await pool.shell("srv", "hi", timeout_us=15 * SECOND)
        own_sshd.cut()
        answer = await pool.shell("srv", "hi", timeout_us=15 * SECOND)
    assert answer.out == "hi\n"
    assert own_sshd.log().count("Accepted publickey") == 2


async def test_an_action_cut_on_an_old_connection_is_not_done_twice(
    own_sshd: Sshd, tmp_path: Path
) -> None:
    done = tmp_path / "done"
    action = command("act", f"echo done >> {done}; sleep 20", allowed_until="2030-01-01")
    async with pool_of(own_sshd.server(commands=(HI, action))) as pool:
        await pool.shell("srv", "hi", timeout_us=15 * SECOND)
        acting = asyncio.create_task(pool.shell("srv", "act", timeout_us=5 * SECOND))
        await until(done.exists)
        own_sshd.cut()
        with pytest.raises(Unreachable) as caught:
            await acting
    assert (caught.value.message.code, caught.value.sent) == ("ssh.lost", True)
    assert done.read_text() == "done\n"


async def test_an_open_connection_outlives_the_listener_and_a_new_one_is_refused(
    own_sshd: Sshd,
) -> None:
    async with pool_of(own_sshd.server(commands=(HI,))) as pool:
        await pool.shell("srv", "hi", timeout_us=15 * SECOND)
        sessions = own_sshd.sessions()
        own_sshd.stop()
        assert (await pool.shell("srv", "hi", timeout_us=15 * SECOND)).out == "hi\n"
        _signal(sessions, signal.SIGKILL)
        with pytest.raises(Unreachable) as caught:
            await pool.shell("srv", "hi", timeout_us=15 * SECOND)
        assert caught.value.message.code == "net.refused"
        own_sshd.start()
        assert (await pool.shell("srv", "hi", timeout_us=15 * SECOND)).out == "hi\n"


async def test_a_frozen_session_is_no_reaction_and_the_next_command_takes_a_new_connection(
    own_sshd: Sshd,
) -> None:
    async with pool_of(own_sshd.server(commands=(HI,))) as pool:
        await pool.shell("srv", "hi", timeout_us=15 * SECOND)
        frozen = own_sshd.sessions()
        _signal(frozen, signal.SIGSTOP)
        with pytest.raises(Unreachable) as caught:
            await pool.shell("srv", "hi", timeout_us=SECOND // 2)
        answer = await pool.shell("srv", "hi", timeout_us=15 * SECOND)
        _signal(frozen, signal.SIGKILL)
    failure = caught.value
    assert (failure.message.code, failure.answered) == ("ssh.no_reaction", False)
    assert not failure.sent
    assert answer.out == "hi\n"


async def test_what_was_said_not_to_be_sent_is_not_carried_out_by_a_session_that_comes_late(
    own_sshd: Sshd, tmp_path: Path
) -> None:
    done = tmp_path / "done"
    action = command("act", f"touch {done}", allowed_until="2030-01-01")
    async with pool_of(own_sshd.server(commands=(HI, action))) as pool:
        await pool.shell("srv", "hi", timeout_us=15 * SECOND)
        frozen = own_sshd.sessions()
        _signal(frozen, signal.SIGSTOP)
        with pytest.raises(Unreachable) as caught:
            await pool.shell("srv", "act", timeout_us=SECOND // 2)
        _signal(frozen, signal.SIGCONT)
        await pool.quiet()
    assert not caught.value.sent
    assert not done.exists()


async def test_an_action_goes_over_a_new_connection_where_the_old_one_is_deaf(
    own_sshd: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssh, "_SESSION_S", 2.0)
    done = tmp_path / "done"
    action = command("act", f"echo done >> {done}", allowed_until="2030-01-01")
    async with pool_of(own_sshd.server(commands=(HI, action))) as pool:
        await pool.shell("srv", "hi", timeout_us=15 * SECOND)
        frozen = own_sshd.sessions()
        _signal(frozen, signal.SIGSTOP)
        answer = await pool.shell("srv", "act", timeout_us=30 * SECOND)
        _signal(frozen, signal.SIGKILL)
    assert answer.status == 0
    assert done.read_text() == "done\n"


async def test_behind_an_action_that_met_silence_the_next_has_one_short_attempt(
    sshd: Sshd, tmp_path: Path
) -> None:
    action = command("act", "true", allowed_until="2030-01-01")
    async with await asyncio.start_server(_say_nothing, "127.0.0.1", 0) as silent:
        port = silent.sockets[0].getsockname()[1]
        server = replace(sshd.server("silent", (action,)), port=port)
        async with pool_of(server) as pool:
            assert await _silent_for(pool) == pytest.approx(6, abs=1)
            assert await _silent_for(pool) == pytest.approx(3, abs=1)


async def _silent_for(pool: SshPool) -> float:
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(Unreachable):
        await pool.shell("silent", "act", timeout_us=6 * SECOND)
    return loop.time() - began


async def test_giving_up_does_not_take_the_connection_from_others(own_sshd: Sshd) -> None:
    async with pool_of(own_sshd.server(commands=(HI,))) as pool:
        impatient = asyncio.create_task(pool.shell("srv", "hi", timeout_us=15 * SECOND))
        patient = asyncio.create_task(pool.shell("srv", "hi", timeout_us=15 * SECOND))
        await asyncio.sleep(0)
        impatient.cancel()
        assert (await patient).out == "hi\n"
        with pytest.raises(asyncio.CancelledError):
            await impatient


async def test_a_server_that_takes_one_session_is_asked_one_thing_at_a_time(
    tmp_path: Path,
) -> None:
    server = start_sshd(tmp_path / "sshd", extra="MaxSessions 1\n")
    slow = command("slow", "sleep 0.3; echo slow")
    try:
        async with pool_of(server.server(commands=(slow, HI))) as pool:
            asked = [pool.shell("srv", each, timeout_us=20 * SECOND) for each in ("slow", "hi")]
            answers = await asyncio.gather(*asked, pool.shell("srv", "hi", timeout_us=20 * SECOND))
    finally:
        server.stop()
    assert [each.out for each in answers] == ["slow\n", "hi\n", "hi\n"]


async def test_a_turn_that_does_not_come_in_time_says_how_many_the_server_takes(
    tmp_path: Path,
) -> None:
    server = start_sshd(tmp_path / "sshd", extra="MaxSessions 1\n")
    begun = tmp_path / "begun"
    slow = command("slow", f"touch {begun}; sleep 20")
    try:
        async with pool_of(server.server(commands=(slow, HI))) as pool:
            busy = asyncio.create_task(pool.shell("srv", "slow", timeout_us=3 * SECOND))
            await until(begun.exists)
            with pytest.raises(Unreachable) as caught:
                await pool.shell("srv", "hi", timeout_us=SECOND // 2)
            await busy
    finally:
        server.stop()
    assert caught.value.message.code == "ssh.no_free_session"
    assert caught.value.answered is None
    assert caught.value.message.params["count"] == 1


async def test_a_server_that_takes_no_session_refuses_the_command(tmp_path: Path) -> None:
    server = start_sshd(tmp_path / "sshd", extra="MaxSessions 0\n")
    try:
        async with pool_of(server.server(commands=(HI,))) as pool:
            with pytest.raises(Unreachable) as caught:
                await pool.shell("srv", "hi", timeout_us=15 * SECOND)
    finally:
        server.stop()
    assert caught.value.message.code == "ssh.channel_refused"
    assert (caught.value.answered, caught.value.sent) == (None, False)


async def test_of_thirty_servers_at_once_at_most_twenty_are_logging_in() -> None:
    async with _many(30) as (servers, count), pool_of(*servers) as pool:
        asked = [pool.shell(each.id, "hi", timeout_us=60 * SECOND) for each in servers]
        answers = await asyncio.gather(*asked)
    assert {each.out for each in answers} == {"hi\n"}
    assert count.most == 20


async def test_frozen_servers_do_not_keep_healthy_ones_from_their_turn(sshd: Sshd) -> None:
    async with contextlib.AsyncExitStack() as stack:
        frozen = []
        for number in range(2):
            listening = await asyncio.start_server(_say_nothing, "127.0.0.1", 0)
            await stack.enter_async_context(listening)
            port = listening.sockets[0].getsockname()[1]
            frozen.append(replace(sshd.server(f"frozen{number}", (HI,)), port=port))
        healthy = sshd.server("healthy", (HI,))
        async with pool_of(*frozen, healthy, limit=2) as pool:
            stuck = [
                asyncio.create_task(pool.shell(each.id, "hi", timeout_us=5 * SECOND))
                for each in frozen
            ]
            answer = await pool.shell("healthy", "hi", timeout_us=20 * SECOND)
            failures = await asyncio.gather(*stuck, return_exceptions=True)
    assert answer.out == "hi\n"
    assert {each.message.code for each in failures} == {"ssh.no_greeting"}  # type: ignore[union-attr]


async def test_a_server_or_command_the_plan_does_not_have_is_named(sshd: Sshd) -> None:
    async with pool_of(sshd.server(commands=(HI,))) as pool:
        with pytest.raises(Unreachable, match="no server 'nowhere'"):
            await pool.shell("nowhere", "hi", timeout_us=SECOND)
        with pytest.raises(Unreachable, match="no command 'bye'"):
            await pool.shell("srv", "bye", timeout_us=SECOND)


def _signal(processes: list[int], number: signal.Signals) -> None:
    for each in processes:
        os.kill(each, number)


async def _say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


@dataclass
class _Count:
    now: int = 0
    most: int = 0


class _Counting(asyncssh.SSHServer):
    """Counts logins under way; each is slow, so that they meet."""

    def __init__(self, count: _Count) -> None:
        self._count = count

    async def begin_auth(self, username: str) -> bool:
        self._count.now += 1
        self._count.most = max(self._count.most, self._count.now)
        await asyncio.sleep(0.3)
        return False

    def auth_completed(self) -> None:
        self._count.now -= 1


@contextlib.asynccontextmanager
async def _many(number: int) -> AsyncIterator[tuple[list[Server], _Count]]:
    """Servers in this process, cheap enough to have many."""
    count = _Count()

    async def serve(process: asyncssh.SSHServerProcess[str]) -> None:
        process.stdout.write("hi\n")
        process.exit(0)

    host_key = asyncssh.generate_private_key("ssh-ed25519")
    async with contextlib.AsyncExitStack() as stack:
        servers = []
        for index in range(number):
            listening = await asyncssh.listen(
                "127.0.0.1",
                0,
                server_host_keys=[host_key],
                server_factory=lambda: _Counting(count),
                process_factory=serve,
                server_version="Appliance",
            )
            await stack.enter_async_context(listening)
            servers.append(
                Server(f"s{index}", "127.0.0.1", port=listening.get_port(), commands=(HI,))
            )
        known = Path.home() / ".ssh" / "known_hosts"
        key = host_key.export_public_key().decode()
        known.write_text("".join(f"[127.0.0.1]:{each.port} {key}" for each in servers))
        yield servers, count
