"""How one ask touches the world: commands of the plan, its files, and a clock."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from bcp.asking import AssetKind, ProbeCall
from bcp.device_profile import Profile
from bcp.message import Phrase
from bcp.model import Asset, Plan
from bcp.plan_paths import path_in_plan
from bcp.secret_source import SecretSource
from drills.errors import Refusal, Unreachable
from drills.probes._contract import FileSeen, ShellAnswer
from drills.probes._snmp import SnmpDevice, SnmpSession
from drills.runtime.secrets import Secret, Secrets
from drills.runtime.snmp import SnmpPool
from drills.runtime.ssh import SshPool
from drills.runtime.ssh_files import file_on
from scenarios.reading import Reading

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
NO_SUCH_THING = Phrase(
    "reach.no_such_thing",
    ja="計画に「{id}」がありません。",
    en="the plan has no {id!r}.",
)
NO_SECRET = Phrase(
    "reach.no_secret",
    ja="必要なパスワードや鍵を始める前に得ていないため、尋ねられません。",
    en="a password or key that is needed was not fetched before the start, so it cannot be asked.",
)

NO_TIME_LEFT = Phrase(
    "reach.no_time_left",
    ja="{subject}を尋ねる時間が残っていません。`timeout`を長くしてください。",
    en="there is no time left to ask {subject}; give a longer `timeout`.",
)

# What knows why there is no answer must speak before the deadline of the whole ask.
_AHEAD_US = 50_000
# Silence in less than such a part of the whole ask says nothing.
_LEAST_PART = 5

# Asks a question within so many microseconds.
AskWithin = Callable[[ProbeCall, int], Awaitable[Reading]]


class PlanReach:
    """The reach of one ask, which must be over at `deadline` (the loop's clock, in seconds)."""

    def __init__(  # noqa: PLR0917 - all that an ask touches, put together in one place only
        self,
        plan: Plan,
        ssh: SshPool,
        snmp: SnmpPool,
        deadline: float,
        secrets: Secrets,
        ask: AskWithin,
    ) -> None:
        self._ask = ask
        self._plan = plan
        self._ssh = ssh
        self._snmp = snmp
        self._deadline = deadline
        self._secrets = secrets
        self._least_us = max(self._left(), 0) // _LEAST_PART

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
        self,
        server: str,
        path: str,
        newest: str | None = None,
        *,
        digest: bool = False,
        content: bool = False,
    ) -> FileSeen:
        """What a server says of a file, over SFTP. Raises `Unreachable`."""
        limit = max(self.left_us(), 1)
        return await file_on(
            self._ssh, server, path, newest, digest=digest, content=content, timeout_us=limit
        )

    async def ask(self, call: ProbeCall) -> Reading:
        """Ask another question, in its own limit or in what is left of this one."""
        left = self.left_us()
        if call.timeout and call.timeout.us <= left:
            return await self._ask(call, call.timeout.us)
        if left < self._least_us:
            return Reading.unknown(NO_TIME_LEFT(subject=call.subject))
        return await self._ask(call, max(left, 1))

    def asset(self, kind: AssetKind, id: str) -> Asset:
        """The thing of that id in the plan. Raises `Refusal` where there is none."""
        found = self._plan.asset(kind, id)
        if found is None:
            raise Refusal(NO_SUCH_THING(id=id))
        return found

    def secret(self, source: SecretSource) -> Secret:
        """What was fetched from there before the drill. Raises `Refusal` where nothing was."""
        found = self._secrets.at(source)
        if found is None:
            raise Refusal(NO_SECRET())
        return found

    def snmp(self, device: SnmpDevice) -> SnmpSession:
        """The session of a device. Raises `Refusal` where the plan does not say how to ask it."""
        return self._snmp.session(device, self._deadline - _AHEAD_US / 1_000_000)

    def profile(self, name: str) -> Profile | None:
        """The profile of that name among those that the plan's devices use."""
        return self._plan.profile(name)

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
