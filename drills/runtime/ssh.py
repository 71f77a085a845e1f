"""Commands on the plan's servers over SSH, one connection per server for the whole run."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass

import asyncssh

from bcp.message import Phrase
from bcp.model import Command, Plan, Server
from drills.errors import Unreachable
from drills.probes._contract import ShellAnswer
from drills.runtime.secrets import Secrets
from drills.runtime.ssh_barred import barred
from drills.runtime.ssh_command import Ended, Lost, NeverSent, NoReaction, Running, line_for
from drills.runtime.ssh_failures import CHANNEL_REFUSED, LOST, LOST_BEFORE, NO_REACTION, place_of
from drills.runtime.ssh_opening import Opening, Ways
from drills.runtime.ssh_options import Preparation, Prepared
from drills.runtime.ssh_output import answer_of

NO_SUCH_SERVER = Phrase(
    "ssh.no_such_server",
    ja="計画にサーバ「{server}」がありません。",
    en="the plan has no server {server!r}.",
)
NO_SUCH_COMMAND = Phrase(
    "ssh.no_such_command",
    ja="計画のサーバ「{server}」にコマンド「{command}」がありません。`commands`に書いてください。",
    en="server {server!r} of the plan has no command {command!r}; write it under `commands`.",
)
NO_FREE_SESSION = Phrase(
    "ssh.no_free_session",
    ja="{place}は同時に{count}件までしかコマンドを受け付けず、時間内に順番が来ませんでした。"
    "sshdのMaxSessionsを確かめてください。",
    en="{place} takes only {count} commands at once and our turn did not come in time; check "
    "MaxSessions of its sshd.",
)

# sshd counts a session for a moment after it has closed it.
_SETTLING_S = 1.0
# A server that works gives a session at once, whatever time its command may take.
_SESSION_S = 10.0
# Behind an action that met silence, the next ones on that server get one short attempt to reach
# it: what is to be taken back where the network is gone must not wait for each in turn.
_SILENCE_COUNTS_S, _ONCE_MORE_S = 60.0, 3.0
# A command gets TERM, and KILL five seconds later.
ENDING_S = 8.0


class _Link:
    """The connection to one server: coming about, open, or gone."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.task = asyncio.create_task(opening.run())
        # A failure that nobody waits for any more is not worth a warning.
        self.task.add_done_callback(lambda task: task.cancelled() or task.exception())
        self.dropped = False
        self.running = 0
        self.one_ended = asyncio.Event()
        self.ended_at = -math.inf

    def gone(self) -> bool:
        """Whether there is nothing left to close."""
        if not self.task.done():
            return False
        if self.task.cancelled() or self.task.exception():
            return True
        return self.task.result()[1].is_closed()

    def usable(self) -> bool:
        return not self.dropped and not self.gone()


@dataclass(frozen=True)
class Opened:
    """The open connection to a server, for what is no command; `fresh`: made for this ask."""

    link: _Link
    prepared: Prepared
    connection: asyncssh.SSHClientConnection
    fresh: bool

    def distrust(self) -> None:
        """Let the next ask take a new connection: this one does not react, or is gone."""
        self.link.dropped = True


class SshPool:
    """Runs the plan's commands; nothing is connected before the first `shell`.

    `limit` is how many logins may be under way at once: each costs processor time, and above
    twenty or so the whole loop stalls. Use and close it in one event loop. `mark` is what Unix
    servers show beside each command from now on.
    """

    def __init__(self, plan: Plan, limit: int = 20, secrets: Secrets | None = None) -> None:
        self.mark = ""
        self._plan = plan
        self._secrets = secrets or Secrets()
        self._preparation = Preparation(plan, self._secrets)
        self._turns = asyncio.Semaphore(limit)
        self._links: dict[str, _Link] = {}
        self._ever: list[_Link] = []
        self._aftermaths: set[asyncio.Task[None]] = set()
        self._silent: dict[str, float] = {}

    async def shell(
        self, server_id: str, command_id: str, *, timeout_us: int, stdin: str | None = None
    ) -> ShellAnswer:
        """Run a command of the plan, connecting first where that is needed.

        A non-zero exit, a signal and a command that did not end within `timeout_us` are answers;
        the latter is ended on the server. Raises `Unreachable`, whose `sent` says whether the
        command had left. Where an action met silence, the next one has little time to get there.
        """
        server, command = self._find(server_id, command_id)
        if not command.changes_the_world:
            return await self._shell(server, command, timeout_us, stdin)
        try:
            answer = await self._shell(server, command, timeout_us, stdin)
        except Unreachable as trouble:
            # What a jump host meets says nothing of the server behind it, but takes as long.
            if trouble.answered is False or server.jump:
                self._silent[server.id] = asyncio.get_running_loop().time()
            raise
        self._silent.pop(server.id, None)
        return answer

    def _reached_by(self, server: Server, command: Command, deadline: float) -> float:
        """Until when a connection is waited for."""
        now = asyncio.get_running_loop().time()
        silent = now - self._silent.get(server.id, -math.inf) < _SILENCE_COUNTS_S
        once_more = silent and command.changes_the_world
        return min(deadline, now + _ONCE_MORE_S) if once_more else deadline

    async def _shell(
        self, server: Server, command: Command, timeout_us: int, stdin: str | None
    ) -> ShellAnswer:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_us / 1_000_000
        given = None if stdin is None else stdin.encode(server.encoding, errors="replace")
        retried = False
        while True:
            known = self._links.get(server.id)
            fresh = known is None or not known.usable()
            reached_by = self._reached_by(server, command, deadline)
            link, prepared, connection = await self._connected(server, reached_by)
            line = _line(server, command, connection, timeout_us, self.mark)
            try:
                ended = await self._run(link, Running(connection, line, given), deadline)
            except NoReaction as trouble:
                # The connection may be dead while the server is well: a new one is taken, now where
                # there is time and nothing was sent, else by the next ask.
                link.dropped = True
                if not (trouble.sent or fresh or retried) and loop.time() < deadline - 1:
                    retried = True
                    continue
                message = NO_REACTION(place=place_of(prepared))
                raise Unreachable(message, answered=False, sent=trouble.sent) from None
            except Lost:
                sent = True
            except NeverSent as trouble:
                if trouble.refused:
                    await self._a_session_freed(link, prepared, trouble, deadline)
                    continue
                sent = False
            else:
                never_began = barred(ended, place_of(prepared), prepared.user)
                if never_began:
                    raise Unreachable(never_began, answered=None)
                return answer_of(ended, server, connection.get_extra_info("server_version", ""))
            # An old connection may have died unnoticed, which proves nothing about the server, so
            # a new one is asked; but what may have been carried out is never done twice.
            if fresh or retried or (sent and command.changes_the_world):
                phrase = LOST if sent else LOST_BEFORE
                raise Unreachable(phrase(place=place_of(prepared)), answered=False, sent=sent)
            retried = True

    async def opened(self, server_id: str, *, timeout_us: int) -> Opened:
        """The connection to a server, made first where that is needed. Raises `Unreachable`."""
        server = self._plan.server(server_id)
        if server is None:
            raise Unreachable(NO_SUCH_SERVER(server=server_id), answered=None)
        known = self._links.get(server.id)
        fresh = known is None or not known.usable()
        deadline = asyncio.get_running_loop().time() + timeout_us / 1_000_000
        return Opened(*await self._connected(server, deadline), fresh)

    async def quiet(self) -> None:
        """Wait until no command that was told to end still runs on a server, but not for ever."""
        if self._aftermaths:
            await asyncio.wait(self._aftermaths, timeout=ENDING_S)

    async def close(self) -> None:
        """End what still runs on the servers and close every connection."""
        if self._aftermaths:
            await asyncio.wait(self._aftermaths)
        links, self._ever = self._ever, []
        self._links.clear()
        for link in links:
            link.task.cancel()
        if links:
            await asyncio.wait([link.task for link in links])
        # Those behind a jump host go first, so that they close in an orderly way.
        for link in reversed(links):
            if not link.gone():
                connection = link.task.result()[1]
                if link.dropped:
                    connection.abort()
                else:
                    connection.close()
                await connection.wait_closed()

    def _find(self, server_id: str, command_id: str) -> tuple[Server, Command]:
        server = self._plan.server(server_id)
        if server is None:
            raise Unreachable(NO_SUCH_SERVER(server=server_id), answered=None)
        command = server.command(command_id)
        if command is None:
            message = NO_SUCH_COMMAND(server=server_id, command=command_id)
            raise Unreachable(message, answered=None)
        return server, command

    async def _connected(
        self, server: Server, deadline: float | None
    ) -> tuple[_Link, Prepared, asyncssh.SSHClientConnection]:
        link = self._links.get(server.id)
        if link is None or not link.usable():
            ways = Ways(self._turns, self._jump, self._jump_late)
            opening = Opening(server, self._preparation, ways, self._secrets)
            link = self._links[server.id] = _Link(opening)
            self._ever = [each for each in self._ever if not each.gone()] + [link]
        try:
            async with asyncio.timeout_at(deadline):
                # Shielded: others wait for the same connection, and the next ask will use it.
                prepared, connection = await asyncio.shield(link.task)
        except TimeoutError:
            raise link.opening.late() from None
        return link, prepared, connection

    async def _jump(self, server_id: str) -> asyncssh.SSHClientConnection:
        server = self._plan.server(server_id)
        if server is None:
            raise Unreachable(NO_SUCH_SERVER(server=server_id), answered=None)
        return (await self._connected(server, None))[2]

    def _jump_late(self, server_id: str) -> Unreachable:
        """What a jump host that is being connected to waits for."""
        return self._links[server_id].opening.late()

    async def _run(self, link: _Link, running: Running, deadline: float) -> Ended:
        link.running += 1
        try:
            return await running.result(deadline, asyncio.get_running_loop().time() + _SESSION_S)
        finally:
            if running.aftermath:
                self._watch_over(link, running, running.aftermath)
            else:
                _one_less(link, running)

    def _watch_over(self, link: _Link, running: Running, aftermath: asyncio.Task[None]) -> None:
        def over(task: asyncio.Task[None]) -> None:
            self._aftermaths.discard(task)
            _one_less(link, running)

        self._aftermaths.add(aftermath)
        aftermath.add_done_callback(over)

    async def _a_session_freed(
        self, link: _Link, prepared: Prepared, trouble: NeverSent, deadline: float
    ) -> None:
        """Wait for another command on this connection to end; the server takes only so many."""
        place = place_of(prepared)
        if asyncio.get_running_loop().time() - link.ended_at < _SETTLING_S:
            await asyncio.sleep(_SETTLING_S / 20)
            return
        if link.running == 0:
            message = CHANNEL_REFUSED(place=place, reason=trouble.reason)
            raise Unreachable(message, answered=None) from None
        count = link.running
        link.one_ended.clear()
        try:
            async with asyncio.timeout_at(deadline):
                await link.one_ended.wait()
        except TimeoutError:
            message = NO_FREE_SESSION(place=place, count=count)
            raise Unreachable(message, answered=None) from None


def _one_less(link: _Link, running: Running) -> None:
    link.running -= 1
    if running.opened:
        link.ended_at = asyncio.get_running_loop().time()
        link.one_ended.set()


def _line(
    server: Server,
    command: Command,
    connection: asyncssh.SSHClientConnection,
    timeout_us: int,
    mark: str,
) -> str:
    if command.run and server.shell == "auto":
        return line_for(connection, command.run, timeout_us, mark)
    return command.line
