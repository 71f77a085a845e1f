from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import asyncssh
import pytest

from bcp.model import Server
from drills.errors import Unreachable
from drills.runtime import ssh_command
from drills.runtime.ssh_command import KEPT
from tests.daemons.pools import SECOND, answer_of, pool_of, until
from tests.daemons.sshd import Sshd, command, start_sshd

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
async def test_output_is_read_in_the_servers_encoding(
    sshd: Sshd, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "said").write_bytes("住民記録 稼働中\n".encode(encoding))
    server = sshd.server(commands=(command("say", f"cat {tmp_path}/said"),), encoding=encoding)
    assert (await answer_of(server, "say")).out == "住民記録 稼働中\n"


async def test_bytes_of_another_encoding_harm_neither_the_answer_nor_the_connection(
    sshd: Sshd, tmp_path: Path
) -> None:
    (tmp_path / "said").write_bytes(b"ok \x93\xfa\x96{ \xff\x00 end\n")
    server = sshd.server(commands=(command("say", f"cat {tmp_path}/said"),))
    async with pool_of(server) as pool:
        first = await pool.shell("srv", "say", timeout_us=15 * SECOND)
        again = await pool.shell("srv", "say", timeout_us=15 * SECOND)
    assert first.status == 0
    assert first.out.startswith("ok \ufffd")
    assert first.out.endswith(" end\n")
    assert again.out == first.out


async def test_of_much_output_the_first_mebibyte_is_kept_and_the_rest_read(sshd: Sshd) -> None:
    server = sshd.server(commands=(command("much", "head -c 10000000 /dev/zero; exit 7"),))
    answer = await answer_of(server, "much", within_s=30)
    assert (answer.status, len(answer.out), answer.cut) == (7, KEPT, True)


async def test_what_is_given_on_standard_input_arrives_in_the_servers_encoding(
    sshd: Sshd, tmp_path: Path
) -> None:
    took = tmp_path / "took"
    server = sshd.server(commands=(command("take", f"cat > {took}"),), encoding="euc_jp")
    async with pool_of(server) as pool:
        await pool.shell("srv", "take", timeout_us=15 * SECOND, stdin="印 7\n")
    assert took.read_bytes() == "印 7\n".encode("euc_jp")


async def test_a_command_that_reads_without_being_given_anything_ends(sshd: Sshd) -> None:
    answer = await answer_of(sshd.server(commands=(command("read", "cat; echo done"),)), "read")
    assert answer.out == "done\n"


async def test_a_daemon_left_behind_does_not_keep_the_answer_waiting(
    sshd: Sshd, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    line = f"echo started; sleep 60 & echo $! > {pid}"
    async with asyncio.timeout(10):
        answer = await answer_of(sshd.server(commands=(command("start", line),)), "start")
    assert (answer.status, answer.out) == (0, "started\n")
    assert _alive(int(pid.read_text()))
    os.kill(int(pid.read_text()), signal.SIGKILL)


async def test_a_daemon_that_goes_on_talking_holds_the_answer_no_longer_than_its_bound(
    sshd: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssh_command, "_REST_S", 2.0)
    pid = tmp_path / "pid"
    talk = "(while :; do echo more; sleep 0.1; done)"
    server = sshd.server(commands=(command("start", f"{talk} & echo $! > {pid}"),))
    try:
        answer = await answer_of(server, "start", within_s=60)
    finally:
        os.kill(int(pid.read_text()), signal.SIGKILL)
    assert (answer.status, answer.cut, answer.timed_out) == (0, True, False)
    assert answer.note is not None
    assert answer.note.code == "ssh.output_without_end"


async def test_quotes_and_dollars_reach_the_servers_shell_as_written(sshd: Sshd) -> None:
    line = """v='a b'; printf '%s|' "$v" 'it'"'"'s' \\$HOME "日本" $((1+2))"""
    answer = await answer_of(sshd.server(commands=(command("say", line),)), "say")
    assert answer.out == "a b|it's|$HOME|日本|3|"


async def test_a_command_that_does_not_end_in_time_is_gone_from_the_server_with_its_children(
    sshd: Sshd, tmp_path: Path
) -> None:
    line = f"sleep 61 & echo $! >> {tmp_path}/pids; echo $$ >> {tmp_path}/pids; echo begun; wait"
    async with pool_of(sshd.server(commands=(command("hang", line),))) as pool:
        answer = await pool.shell("srv", "hang", timeout_us=SECOND)
        pids = [int(each) for each in (tmp_path / "pids").read_text().split()]
        assert len(pids) == 2
        await until(lambda: not any(_alive(pid) for pid in pids))
    assert answer.timed_out
    assert (answer.status, answer.out) == (None, "begun\n")


async def test_a_cancelled_command_is_gone_from_the_server_too(sshd: Sshd, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    server = sshd.server(commands=(command("hang", f"echo $$ > {pid}; exec sleep 61"),))
    async with pool_of(server) as pool:
        running = asyncio.create_task(pool.shell("srv", "hang", timeout_us=3 * SECOND))
        await until(lambda: pid.exists() and pid.read_text())
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await until(lambda: not _alive(int(pid.read_text())))


async def test_a_command_ends_on_the_server_though_the_connection_was_lost(
    own_sshd: Sshd, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    server = own_sshd.server(commands=(command("hang", f"echo $$ > {pid}; exec sleep 61"),))
    async with pool_of(server) as pool:
        running = asyncio.create_task(pool.shell("srv", "hang", timeout_us=2 * SECOND))
        await until(lambda: pid.exists() and pid.read_text())
        own_sshd.cut()
        with pytest.raises(Unreachable):
            await running
        await until(lambda: not _alive(int(pid.read_text())))


async def test_a_forced_command_gets_the_bare_name(tmp_path: Path) -> None:
    server = start_sshd(tmp_path / "sshd", extra='ForceCommand echo "got: $SSH_ORIGINAL_COMMAND"\n')
    try:
        answer = await answer_of(server.server(commands=(command("check-share"),)), "check-share")
    finally:
        server.stop()
    assert answer.out == "got: check-share\n"


async def test_a_server_with_a_plain_shell_gets_the_line_as_written(tmp_path: Path) -> None:
    server = start_sshd(tmp_path / "sshd", extra='ForceCommand echo "got: $SSH_ORIGINAL_COMMAND"\n')
    commands = (command("version", "show version"),)
    try:
        answer = await answer_of(server.server(commands=commands, shell="plain"), "version")  # noqa: S604
    finally:
        server.stop()
    assert answer.out == "got: show version\n"


async def test_a_server_that_is_no_unix_gets_the_line_as_written(tmp_path: Path) -> None:
    async with _device(tmp_path, "OpenSSH_for_Windows_9.5") as server:
        answer = await answer_of(server, "query")
    assert answer.out == "got: sc query LanmanServer"


async def test_a_device_that_ends_a_command_without_a_code_has_still_answered(
    tmp_path: Path,
) -> None:
    async with _device(tmp_path, "Cisco-1.25", says_code=False) as server:
        answer = await answer_of(server, "query")
    assert (answer.status, answer.signal, answer.out) == (None, None, "got: sc query LanmanServer")


@contextlib.asynccontextmanager
async def _device(folder: Path, version: str, *, says_code: bool = True) -> AsyncIterator[Server]:
    """An SSH server that is no Unix machine: it echoes the line it was sent."""

    async def serve(process: asyncssh.SSHServerProcess[str]) -> None:
        process.stdout.write(f"got: {process.command}")
        if says_code:
            process.exit(0)
        process.close()

    host_key = asyncssh.generate_private_key("ssh-ed25519")
    key = asyncssh.generate_private_key("ssh-ed25519")
    (folder / "id").write_bytes(key.export_private_key())
    (folder / "authorized").write_bytes(key.export_public_key())
    listening = await asyncssh.listen(
        "127.0.0.1",
        0,
        server_host_keys=[host_key],
        authorized_client_keys=str(folder / "authorized"),
        process_factory=serve,
        server_version=version,
    )
    async with listening:
        port = listening.get_port()
        known = f"[127.0.0.1]:{port} {host_key.export_public_key().decode()}"
        (folder / "known_hosts").write_text(known)
        yield Server(
            "device",
            "127.0.0.1",
            port=port,
            user="drill",
            known_hosts=str(folder / "known_hosts"),
            identity=str(folder / "id"),
            commands=(command("query", "sc query LanmanServer"),),
        )


def _alive(pid: int) -> bool:
    """Whether it runs; one that has ended but was not collected by its parent does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
