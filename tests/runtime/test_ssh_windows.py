"""A Windows server with OpenSSH, whose command lines know nothing of a Unix shell.

No Windows runs here. This server behaves as cmd.exe is documented to: it refuses Unix words, ends
its lines with CR LF, speaks Shift_JIS (code page 932) and gives exit codes of 32 bits.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from asyncssh.packet import UInt32

from bcp.asking import Expectation, ProbeCall
from bcp.message import render
from bcp.model import Server
from drills.runtime.asking import Asker
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.pools import SECOND, answer_of, failure_of
from tests.daemons.scripted_ssh import scripted_ssh
from tests.daemons.sshd import plan_of

CODE_PAGE = "cp932"
NOT_KNOWN = (
    "は、内部コマンドまたは外部コマンド、\r\n"
    "操作可能なプログラムまたはバッチ ファイルとして認識されていません。\r\n"
)
# Exit codes: of sc.exe for a service that is not there, and of a program ended by Ctrl+C.
COMMANDS: dict[str, tuple[str, int]] = {
    "sc query LanmanServer": ("SERVICE_NAME: LanmanServer\r\n  STATE : 4  RUNNING\r\n", 0),
    "sc query NoSuch": (
        "指定されたサービスは、インストールされたサービスとして存在しません。\r\n",
        1060,
    ),
    'powershell -NoProfile -Command "(Get-Service Spooler).Status"': ("Running\r\n", 0),
    "ping -t 192.0.2.1": ("^C\r\n", 0xC000013A),
    "sc query NoSuch || exit 1": ("", 1),
    "ver": ("\r\nMicrosoft Windows [Version 10.0.20348.2]\r\n", 0),
}

pytestmark = pytest.mark.usefixtures("home")


async def test_a_line_reaches_windows_as_it_is_written_and_its_lines_end_as_everywhere(
    tmp_path: Path,
) -> None:
    async with _windows(tmp_path) as server:
        answer = await answer_of(server, "sc query LanmanServer")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == "SERVICE_NAME: LanmanServer\n  STATE : 4  RUNNING\n"


async def test_a_pattern_may_end_at_a_lines_end(tmp_path: Path) -> None:
    async with _windows(tmp_path) as server:
        reading = await _asked(server, "sc query LanmanServer")
    wanted = (Expectation("out", "matches", "(?m)RUNNING$"),)
    assert judge(reading, wanted).outcome == "held"


async def test_quotes_and_parentheses_are_left_to_powershell(tmp_path: Path) -> None:
    line = 'powershell -NoProfile -Command "(Get-Service Spooler).Status"'
    async with _windows(tmp_path) as server:
        assert (await answer_of(server, line)).out == "Running\n"


async def test_of_a_code_of_32_bits_only_the_last_eight_can_be_seen(tmp_path: Path) -> None:
    # asyncssh keeps no more, so 256 looks like success: docs/ssh.md says how lines are to end.
    async with _windows(tmp_path) as server:
        seen = [(await _asked(server, line)).facts["exit"] for line in COMMANDS]
    assert seen == [code % 256 for _, code in COMMANDS.values()]


async def test_a_line_that_ends_in_exit_one_makes_any_failure_plain(tmp_path: Path) -> None:
    async with _windows(tmp_path) as server:
        reading = await _asked(server, "sc query NoSuch || exit 1")
    assert reading.facts["exit"] == 1


async def test_words_in_the_code_page_are_read_where_the_plan_names_it_and_told_where_not(
    tmp_path: Path,
) -> None:
    async with _windows(tmp_path) as server:
        told = await answer_of(server, "sc query NoSuch")
    async with _windows(tmp_path, encoding="utf-8") as server:
        garbled = await answer_of(server, "sc query NoSuch")
    assert "サービスは、インストール" in told.out
    assert told.note is None
    assert garbled.note is not None
    assert "`encoding: cp932`" in render(garbled.note, "ja")


async def test_a_server_that_hides_its_name_needs_a_plain_shell(tmp_path: Path) -> None:
    async with _windows(tmp_path, version="OpenSSH_9.5") as server:
        wrapped = await answer_of(server, "ver")
    async with _windows(tmp_path, version="OpenSSH_9.5", shell="plain") as server:  # noqa: S604
        plain = await answer_of(server, "ver")
    assert wrapped.status == 1
    assert "認識されていません" in wrapped.err
    assert (plain.status, "Microsoft Windows" in plain.out) == (0, True)


async def test_what_windows_does_not_end_in_time_is_left_behind(tmp_path: Path) -> None:
    async with _windows(tmp_path) as server:
        answer = await answer_of(server, "pause", within_s=0.5)
    assert (answer.timed_out, answer.status) == (True, None)


async def test_a_refused_login_is_told_as_anywhere(tmp_path: Path) -> None:
    stranger = asyncssh.generate_private_key("ssh-ed25519")
    (tmp_path / "stranger").write_bytes(stranger.export_private_key())
    async with _windows(tmp_path, identity=str(tmp_path / "stranger")) as server:
        failure = await failure_of(server, command="ver")
    assert (failure.message.code, failure.answered) == ("ssh.login_refused", None)


@asynccontextmanager
async def _windows(
    folder: Path, version: str = "OpenSSH_for_Windows_9.5", **rest: Any
) -> AsyncIterator[Server]:
    async def serve(process: asyncssh.SSHServerProcess[bytes]) -> None:
        line = process.command or ""
        if line == "pause":
            await asyncio.sleep(3600)
        out, code = COMMANDS.get(line, ("", 1))
        process.stdout.write(out.encode(CODE_PAGE))
        if line not in COMMANDS:
            word = line.split()[0]
            process.stderr.write(f"'{word}' {NOT_KNOWN}".encode(CODE_PAGE))
        # `process.exit` would send eight bits only.
        process.channel._send_request(b"exit-status", UInt32(code))
        process.close()

    told = {"encoding": CODE_PAGE, **rest}
    async with scripted_ssh(folder, serve, (*COMMANDS, "pause"), version, **told) as server:
        yield server


async def _asked(server: Server, line: str) -> Reading:
    asker = Asker(plan_of(server))
    reading = await asker.ask(ProbeCall("ssh", server.id, {"command": line}), 15 * SECOND)
    await asker.close()
    return reading
