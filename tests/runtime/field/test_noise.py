"""What servers say that nobody asked for: lines before the greeting, and of a shell's own files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from tests.daemons.pools import answer_of
from tests.daemons.sshd import Sshd, command
from tests.lab.disk import USER
from tests.lab.lab import Lab
from tests.runtime.field.asked import account, asked

NODE = "branch1"


@pytest.mark.usefixtures("home")
async def test_lines_before_the_greeting_are_read_over(sshd: Sshd) -> None:
    async with _announcing(sshd.port, b"***\r\n" * 50 + "監視中\r\n".encode("cp932")) as port:
        known = sshd.folder / "announced"
        known.write_text(sshd.known_hosts.read_text().replace(str(sshd.port), str(port)))
        hi = (command("hi", "echo hi"),)
        answer = await answer_of(sshd.server(commands=hi, port=port, known_hosts=str(known)), "hi")
    assert answer.out == "hi\n"


@pytest.mark.parametrize(("shell", "times"), [("auto", 2), ("plain", 1)])
def test_what_a_shells_own_files_print_stands_before_the_answer(
    lab: Lab, shell: str, times: int
) -> None:
    noisy = lab.node(NODE).disk / "home" / USER / ".bashrc"
    noisy.write_text("echo ようこそ; echo 注意 >&2\n", encoding="utf-8")
    change, back = ("usermod", "-s", "/bin/bash", USER), ("usermod", "-s", "/bin/sh", USER)
    with account(lab, NODE, change, back):
        result = asked(lab, lab.node(NODE).ssh_server(shell=shell))
    noisy.unlink()
    facts = result.reading.facts
    # bash reads its file once as sshd starts it, and once more as the line's own shell.
    assert (result.outcome, facts["out"]) == ("held", "ようこそ\n" * times + "hi")
    assert str(facts["err"]).splitlines() == ["注意"] * times


@asynccontextmanager
async def _announcing(port: int, lines: bytes) -> AsyncIterator[int]:
    """A port before a server, as a gateway makes one: it says something, then passes all on."""

    async def passing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while more := await reader.read(65536):
                writer.write(more)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(lines)
        behind = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(passing(reader, behind[1]), passing(behind[0], writer))
        for each in (behind[1], writer):
            with suppress(ConnectionError):
                await each.wait_closed()
        over.set()

    over = asyncio.Event()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        await over.wait()
