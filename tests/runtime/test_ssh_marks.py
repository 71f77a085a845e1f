"""Each command bears the mark of the drill where its server can see it, and runs as without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from drills.core.marking import command_mark
from drills.probes._contract import ShellAnswer
from tests.daemons.pools import SECOND, pool_of
from tests.daemons.sshd import Sshd, command, start_sshd

pytestmark = pytest.mark.usefixtures("home")

MARK = command_mark("20261121-100000-地震", real=False)
# The process that the command is a child of, as `ps` shows it to whoever looks at the server.
ABOVE = "tr '\\0' ' ' < /proc/$PPID/cmdline"
LINES = (
    "echo out; echo err >&2; exit 7",
    "no-such-command --really",
    'echo "$0"; for each in a b; do echo $each; done',
    "kill -TERM $$",
    "cat",
    "echo 'it''s' \"quoted\" \\$HOME; exit 0",
    "# nothing but a remark",
    "cat <<END\nfirst\nsecond\nEND",
)


async def answered(sshd: Sshd, line: str, mark: str, **server: Any) -> ShellAnswer:
    async with pool_of(sshd.server(commands=(command("do", line),), **server)) as pool:
        pool.mark = mark
        return await pool.shell("srv", "do", timeout_us=15 * SECOND, stdin="given 7\n")


async def test_the_server_sees_the_mark_for_as_long_as_the_command_runs(sshd: Sshd) -> None:
    seen = await answered(sshd, ABOVE, MARK)
    assert "BCP-DRILL:KUNREN-DRILL:20261121-100000-_" in seen.out
    assert "BCP-DRILL" not in (await answered(sshd, ABOVE, "")).out


async def test_what_is_sent_after_the_real_event_is_called_no_drill(sshd: Sshd) -> None:
    seen = await answered(sshd, ABOVE, command_mark("r1", real=True))
    assert "BCP-DRILL:AFTER-REAL-EVENT:r1" in seen.out
    assert "KUNREN" not in seen.out


@pytest.mark.parametrize("line", LINES)
async def test_a_marked_command_says_and_ends_as_it_does_without(sshd: Sshd, line: str) -> None:
    plain, marked = [await answered(sshd, line, mark) for mark in ("", MARK)]
    assert (marked.out, marked.err, marked.status, marked.signal) == (
        plain.out,
        plain.err,
        plain.status,
        plain.signal,
    )


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp"])
async def test_servers_of_every_encoding_get_a_mark_that_they_can_read(
    sshd: Sshd, encoding: str
) -> None:
    seen = await answered(sshd, ABOVE, MARK, encoding=encoding)
    assert MARK in seen.out
    assert MARK.isascii()


async def test_a_command_that_is_too_slow_is_ended_though_it_is_marked(sshd: Sshd) -> None:
    async with pool_of(sshd.server(commands=(command("slow", "sleep 60"),))) as pool:
        pool.mark = MARK
        assert (await pool.shell("srv", "slow", timeout_us=SECOND)).timed_out


async def test_a_line_that_is_to_be_sent_as_it_is_bears_no_mark(sshd: Sshd) -> None:
    line = "tr '\\0' ' ' < /proc/self/cmdline; tr '\\0' ' ' < /proc/$$/cmdline"
    seen = await answered(sshd, line, MARK, shell="plain")  # noqa: S604 - a field of the plan
    assert seen.status == 0
    assert "BCP-DRILL" not in seen.out


async def test_a_forced_command_bears_no_mark(tmp_path: Path) -> None:
    forced = start_sshd(tmp_path / "forced", extra='ForceCommand echo "$SSH_ORIGINAL_COMMAND"')
    try:
        async with pool_of(forced.server(commands=(command("status"),))) as pool:
            pool.mark = MARK
            assert (await pool.shell("srv", "status", timeout_us=15 * SECOND)).out == "status\n"
    finally:
        forced.stop()
