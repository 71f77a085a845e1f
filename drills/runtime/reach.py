"""How one ask touches the world: commands of the plan, its files, and a clock."""

from __future__ import annotations

import asyncio
import time

from bcp.key_files import path_in_plan
from bcp.message import Phrase
from bcp.model import Plan
from drills.errors import Unreachable
from drills.probes._contract import FileSeen, ShellAnswer
from drills.runtime.ssh import SshPool
from drills.runtime.ssh_files import file_on

NOT_READ_ONLY = Phrase(
    "reach.not_read_only",
    ja="サーバ「{server}」のコマンド「{command}」は変更を行うもの (allowed_until付き) なので、"
    "プローブには使えません。",
    en="command {command!r} of server {server!r} changes something (it has `allowed_until`), "
    "so a probe may not use it.",
)
TOO_SLOW = Phrase(
    "reach.too_slow",
    ja="サーバ「{server}」のコマンド「{command}」が{limit:span}以内に終わらなかったため、"
    "終了の指示を送りました。サーバや経路が途中で止まったときも、同じに見えます。",
    en="command {command!r} on server {server!r} did not end within {limit:span} and was told to "
    "end. It looks the same where the server or the way to it came to a stand.",
)

# What knows why there is no answer must speak before the deadline of the whole ask.
_AHEAD_US = 50_000


class PlanReach:
    """The reach of one ask, which must be over at `deadline` (the loop's clock, in seconds)."""

    def __init__(self, plan: Plan, ssh: SshPool, deadline: float) -> None:
        self._plan = plan
        self._ssh = ssh
        self._deadline = deadline

    async def shell(self, server: str, command: str) -> ShellAnswer:
        """Run a read-only command of the plan. Raises `Unreachable`."""
        known = self._plan.server(server)
        wanted = known.command(command) if known else None
        if wanted and wanted.changes_the_world:
            message = NOT_READ_ONLY(server=server, command=command)
            raise Unreachable(message, answered=None)
        left = self._left()
        limit = min(left, wanted.timeout.us) if wanted else left
        spent = max(min(limit, left - _AHEAD_US), 1)
        answer = await self._ssh.shell(server, command, timeout_us=spent)
        if answer.timed_out:
            message = TOO_SLOW(server=server, command=command, limit=limit)
            raise Unreachable(message, answered=False, sent=True)
        return answer

    async def file(
        self, server: str, path: str, newest: str | None = None, *, digest: bool = False
    ) -> FileSeen:
        """What a server says of a file, over SFTP. Raises `Unreachable`."""
        return await file_on(
            self._ssh, server, path, newest, digest=digest, timeout_us=max(self.left_us(), 1)
        )

    def path(self, written: str) -> str:
        """A path of the plan as this machine finds it."""
        return str(path_in_plan(self._plan.folder, written))

    def elapsed_us(self) -> int:
        """Microseconds on a monotonic clock; Windows counts `time.monotonic` in steps of 16 ms."""
        return time.perf_counter_ns() // 1000

    def left_us(self) -> int:
        """Microseconds until just before the deadline."""
        return max(self._left() - _AHEAD_US, 0)

    def _left(self) -> int:
        return round((self._deadline - asyncio.get_running_loop().time()) * 1_000_000)
