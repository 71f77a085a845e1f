from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncssh
import pytest

from bcp.message import render
from bcp.model import Server
from drills.errors import Unreachable
from tests.daemons.pools import SECOND, answer_of, failure_of, pool_of, until
from tests.daemons.ports import free_port
from tests.daemons.sshd import Sshd, command, start_sshd

HI = (command("hi", "echo hi"),)

pytestmark = pytest.mark.usefixtures("home")


async def test_a_command_says_what_it_printed_and_how_it_exited(sshd: Sshd) -> None:
    server = sshd.server(commands=(command("both", "echo out; echo err >&2; exit 3"),))
    answer = await answer_of(server, "both")
    assert (answer.status, answer.out, answer.err, answer.signal) == (3, "out\n", "err\n", None)


async def test_a_command_killed_by_a_signal_is_an_answer(sshd: Sshd) -> None:
    answer = await answer_of(sshd.server(commands=(command("die", "kill -9 $$"),)), "die")
    assert (answer.status, answer.signal) == (None, "KILL")


async def test_a_host_key_in_no_file_is_refused_with_its_fingerprint_and_the_remedy(
    sshd: Sshd, tmp_path: Path
) -> None:
    empty = tmp_path / "known_hosts"
    empty.write_text("")
    failure = await failure_of(sshd.server(commands=HI, known_hosts=str(empty)))
    fingerprint = asyncssh.read_public_key(sshd.folder / "host_key.pub").get_fingerprint()
    said = render(failure.message, "ja")
    assert failure.message.code == "ssh.unknown_host_key"
    assert failure.answered is None
    assert fingerprint in said
    assert f"ssh-keyscan -p {sshd.port} 127.0.0.1 >> {empty}" in said


async def test_a_changed_host_key_is_refused_as_changed(sshd: Sshd, tmp_path: Path) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{sshd.port} {other}")
    failure = await failure_of(sshd.server(commands=HI, known_hosts=str(known)))
    assert failure.message.code == "ssh.changed_host_key"
    assert failure.answered is None
    assert f"ssh-keygen -R '[127.0.0.1]:{sshd.port}'" in render(failure.message, "en")


async def test_a_host_key_of_another_type_than_recorded_is_refused(
    sshd: Sshd, tmp_path: Path
) -> None:
    other = asyncssh.generate_private_key("ecdsa-sha2-nistp256").export_public_key().decode()
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{sshd.port} {other}")
    failure = await failure_of(sshd.server(commands=HI, known_hosts=str(known)))
    assert failure.message.code == "ssh.changed_host_key"
    assert "ssh-ed25519 SHA256:" in render(failure.message, "ja")


async def test_a_revoked_host_key_is_refused(sshd: Sshd, tmp_path: Path) -> None:
    known = tmp_path / "known_hosts"
    line = sshd.known_hosts.read_text()
    known.write_text(f"{line}\n@revoked {line}")
    failure = await failure_of(sshd.server(commands=HI, known_hosts=str(known)))
    assert failure.message.code == "ssh.revoked_host_key"


async def test_a_key_the_server_does_not_know_is_a_refused_login(
    sshd: Sshd, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger"
    stranger.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    failure = await failure_of(sshd.server(commands=HI, identity=str(stranger)))
    assert failure.message.code == "ssh.login_refused"
    assert failure.answered is None
    assert dict(failure.message.params) | {"place": ""} == {
        "place": "",
        "user": sshd.user,
        "methods": "publickey",
        "keys": str(stranger),
    }


async def test_too_many_keys_are_told_from_a_refused_login(home: Path, tmp_path: Path) -> None:
    server = start_sshd(tmp_path / "sshd", extra="MaxAuthTries 1\n")
    for name in ("id_ed25519", "id_ecdsa"):
        key = asyncssh.generate_private_key("ssh-ed25519")
        (home / ".ssh" / name).write_bytes(key.export_private_key())
    try:
        failure = await failure_of(server.server(commands=HI, identity=None))
    finally:
        server.stop()
    assert failure.message.code == "ssh.too_many_keys"
    assert failure.answered is None


async def test_a_port_nobody_listens_on_refuses() -> None:
    failure = await failure_of(_nowhere(port=free_port()))
    assert (failure.message.code, failure.answered, failure.sent) == ("net.refused", False, False)


async def test_an_unknown_name_proves_nothing_about_the_server() -> None:
    failure = await failure_of(_nowhere(address="no-such-host.invalid"))
    assert (failure.message.code, failure.answered) == ("net.unknown_name", None)


async def test_a_port_that_swallows_connections_does_not_answer() -> None:
    with _full_backlog() as port:
        failure = await failure_of(_nowhere(port=port), within_s=0.7)
    assert (failure.message.code, failure.answered) == ("net.no_answer", False)


async def test_a_frozen_server_accepts_but_does_not_speak() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        failure = await failure_of(_nowhere(port=listening.getsockname()[1]), within_s=0.7)
    assert (failure.message.code, failure.answered) == ("ssh.no_greeting", False)


async def test_a_server_that_stops_after_its_greeting_points_to_the_path_mtu() -> None:
    async with _speaking(b"SSH-2.0-OpenSSH_9.2\r\n") as port:
        failure = await failure_of(_nowhere(port=port), within_s=0.7)
    assert (failure.message.code, failure.answered) == ("ssh.key_exchange_stalled", False)
    assert "path MTU" in render(failure.message, "ja")


async def test_a_server_that_hangs_up_before_its_greeting_is_named_so() -> None:
    async with _speaking(b"", hang_up=True) as port:
        failure = await failure_of(_nowhere(port=port))
    assert (failure.message.code, failure.answered) == ("ssh.closed_before_login", False)


async def test_a_port_that_speaks_something_else_is_no_ssh() -> None:
    async with _speaking(b"SSH-1.5-old\r\n") as port:
        failure = await failure_of(_nowhere(port=port))
    assert failure.message.code == "ssh.not_ssh"


async def test_no_common_algorithm_lists_what_the_server_offers(tmp_path: Path) -> None:
    old = "KexAlgorithms diffie-hellman-group1-sha1\n"
    server = start_sshd(tmp_path / "sshd", extra=old)
    try:
        # The server hangs up at once. Where its reset overtakes its offer, all that can be seen is
        # that it hung up, so the offer may have to be waited for.
        for _ in range(5):
            failure = await failure_of(server.server(commands=HI))
            if failure.message.code != "ssh.closed_before_login":
                break
    finally:
        server.stop()
    assert (failure.message.code, failure.answered) == ("ssh.no_common_algorithm", None)
    assert "diffie-hellman-group1-sha1" in render(failure.message, "ja")


async def test_a_connection_cut_in_mid_command_leaves_a_doubt(
    own_sshd: Sshd, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    server = own_sshd.server(commands=(command("long", f"touch {begun}; sleep 30"),))
    async with pool_of(server) as pool:
        running = asyncio.create_task(pool.shell("srv", "long", timeout_us=15 * SECOND))
        await until(begun.exists)
        own_sshd.cut()
        with pytest.raises(Unreachable) as caught:
            await running
    failure = caught.value
    assert (failure.message.code, failure.answered, failure.sent) == ("ssh.lost", False, True)


def _nowhere(address: str = "127.0.0.1", port: int = 22) -> Server:
    return Server("srv", address, port=port, user="nobody", commands=HI)


@contextlib.contextmanager
def _full_backlog() -> Iterator[int]:
    """A port whose queue of connections is full, so that the kernel drops every further one."""
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = listening.getsockname()[1]
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


@contextlib.asynccontextmanager
async def _speaking(greeting: bytes, *, hang_up: bool = False) -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        if not hang_up:
            await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
