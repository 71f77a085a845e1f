"""One command on an open SSH connection: its output, its end, and how it is made to end."""

from __future__ import annotations

import asyncio
import math
import re
import shlex
import time
from dataclasses import dataclass

import asyncssh

KEPT = 1024 * 1024

# How long after its exit code a command may be silent before the server is asked whether that was
# all: its last output may still be under way, and a daemon that it left behind may hold the output
# open for ever.
_LAST_OUTPUT_S = 1.0
# A daemon that was started and goes on talking must not hold the command until its deadline. Where
# output still waits in buffers, the server's answer waits behind it; who answers sooner has none.
_REST_S, _AT_ONCE_S = 15.0, 1.0
# What every connection is kept alive with, so that no server sees anything new.
_QUESTION = b"keepalive@openssh.com"
_GRACE_S = 2.0
_ABANDON_S = 5.0

# Ends the command and all it started when its time is up, even if we are cut off by then: sshd
# leaves a command running when its connection is gone. Systems without coreutils' `timeout` run
# the line as it is. $SHELL is the login shell, which the line was written for. What stands behind
# the line is for readers of the server's process list and audit log: the line could read it only
# as its $1, and its $0 is what it would be anyway.
_IN_TIME = (
    "if timeout -k 5 1 true 2>/dev/null; then "
    'exec timeout -k 5 "$1" "${SHELL:-sh}" -c "$2" ${3:+"${SHELL:-sh}" "$3"}; fi; '
    'exec "${SHELL:-sh}" -c "$2" ${3:+"${SHELL:-sh}" "$3"}'
)
_UNIX = re.compile(r"SSH-[\d.]+-(OpenSSH_(?!for_Windows)|dropbear)")


class NeverSent(Exception):
    """The command was not sent; `refused` says that the server declined, else it was lost."""

    def __init__(self, reason: str, *, refused: bool) -> None:
        self.reason = reason
        self.refused = refused
        super().__init__(reason)


class NoReaction(Exception):
    """The server did not react on its open connection; `sent`: the command may have left."""

    def __init__(self, *, sent: bool) -> None:
        self.sent = sent
        super().__init__()


class Lost(Exception):
    """The connection went away when the command was already with the server."""


@dataclass(frozen=True)
class Ended:
    """How a command ended, as bytes. `status` None: by `signal`, or `timed_out`, or not said.

    `cut`: more was said than is kept, or its end did not come.
    """

    status: int | None
    signal: str | None
    out: bytes
    err: bytes
    took_us: int
    cut: bool
    timed_out: bool


def line_for(
    connection: asyncssh.SSHClientConnection, run: str, timeout_us: int, mark: str = ""
) -> str:
    """`run` so that a Unix server ends it after `timeout_us` by itself; elsewhere unchanged.

    `mark` stands beside it in the server's process list and audit log.
    """
    version = connection.get_extra_info("server_version", "")
    if not _UNIX.match(version):
        return run
    seconds = max(1, math.ceil(timeout_us / 1_000_000))
    beside = f" {shlex.quote(mark)}" if mark else ""
    return f"exec sh -c {shlex.quote(_IN_TIME)} sh {seconds} {shlex.quote(run)}{beside}"


class Running:
    """One command under way; `result` waits for it, `aftermath` outlives it and must be awaited."""

    def __init__(
        self, connection: asyncssh.SSHClientConnection, line: str, stdin: bytes | None
    ) -> None:
        self._connection = connection
        self._line = line
        self._stdin = stdin
        self._session = _Session()
        self._starting: asyncio.Task[asyncssh.SSHClientChannel[bytes]] | None = None
        self.aftermath: asyncio.Task[None] | None = None

    @property
    def opened(self) -> bool:
        """Whether the server gave it a session."""
        return self._session.opened

    async def result(self, deadline: float, opened_by: float = math.inf) -> Ended:
        """The command's end, or what there was of it at `deadline` (the loop's clock).

        `opened_by` is until when the server must have given a session. Raises `NeverSent`,
        `NoReaction` and `Lost`.
        """
        began = time.perf_counter()
        self._starting = asyncio.create_task(self._start())
        try:
            channel = await self._started(deadline, opened_by)
            timed_out = not await _within(self._session.over, deadline)
            over = self._session.over_at or time.perf_counter()
            if not timed_out and not self._session.closed.is_set():
                await self._rest_comes(deadline)
                channel.close()
        finally:
            if not self._session.over.is_set():
                self._session.given_up = not self._session.opened
                self.aftermath = asyncio.create_task(self._end())
        if self._session.lost and not self._session.said_how:
            raise Lost
        return self._session.ended(round((over - began) * 1_000_000), timed_out=timed_out)

    async def _rest_comes(self, deadline: float) -> None:
        """Wait until all is here: sshd tells how a command ended before it sends the rest.

        A child that went into the background keeps the session open and says nothing; a thin line
        may be as silent. But what the server answers now comes behind all that it had to send.
        """
        session, now = self._session, asyncio.get_running_loop().time
        enough = now() + _REST_S
        while not session.cut:
            before = session.received
            if await _within(session.closed, min(deadline, now() + _LAST_OUTPUT_S)):
                return
            asked = now()
            answered = await self._answered(deadline)
            if session.closed.is_set() or (answered and session.received == before):
                return
            only_talk = now() > enough and now() - asked < _AT_ONCE_S
            session.cut = session.cut or not answered or only_talk

    async def _answered(self, deadline: float) -> bool:
        """Whether the server answers two questions in time, and so has sent what it had before.

        OpenSSH may answer the first before it sends what it has just read of the command.
        """
        try:
            async with asyncio.timeout_at(deadline):
                for _ in range(2):
                    await self._connection._make_global_request(_QUESTION)
        except TimeoutError:
            return False
        return True

    async def _start(self) -> asyncssh.SSHClientChannel[bytes]:
        channel, _ = await self._connection.create_session(
            lambda: self._session, self._line, encoding=None
        )
        if self._stdin:
            channel.write(self._stdin)
        channel.write_eof()
        return channel

    async def _started(self, deadline: float, opened_by: float) -> asyncssh.SSHClientChannel[bytes]:
        assert self._starting is not None  # noqa: S101 - set by the only caller
        try:
            await asyncio.wait([self._starting], timeout=_left(min(deadline, opened_by)))
            if not self._session.opened and not self._starting.done():
                raise NoReaction(sent=False)
            async with asyncio.timeout_at(deadline):
                return await asyncio.shield(self._starting)
        except TimeoutError:
            raise NoReaction(sent=True) from None
        except asyncssh.ChannelOpenError as trouble:
            lost = self._connection.is_closed()
            self._session.over.set()
            if lost and self._session.opened:
                raise Lost from trouble
            raise NeverSent(trouble.reason, refused=not lost) from trouble
        except (asyncssh.Error, OSError) as trouble:
            self._session.over.set()
            if self._session.opened:
                raise Lost from trouble
            raise NeverSent(str(trouble), refused=False) from trouble

    async def _end(self) -> None:
        """End the command on the server, politely first; the connection too if it is deaf."""
        assert self._starting is not None  # noqa: S101 - set before this is scheduled
        loop = asyncio.get_running_loop()
        done, _ = await asyncio.wait([self._starting], timeout=_ABANDON_S)
        if not done:
            self._connection.abort()
            await asyncio.wait([self._starting])
        if self._starting.exception():
            return
        channel = self._starting.result()
        # sshd passes signals on to the whole process group, but not for root and forced commands;
        # those end by `timeout` or when their output has nowhere to go.
        for signal in ("TERM", "KILL"):
            try:
                channel.send_signal(signal)
            except OSError:
                return
            if await _within(self._session.closed, loop.time() + _GRACE_S):
                return
        channel.close()


async def _within(event: asyncio.Event, deadline: float) -> bool:
    try:
        async with asyncio.timeout_at(deadline):
            await event.wait()
    except TimeoutError:
        return event.is_set()
    return True


def _left(deadline: float) -> float:
    return max(0.0, deadline - asyncio.get_running_loop().time())


class _TooLate(Exception):
    """A session came when nobody waited for it any more."""


class _Session(asyncssh.SSHClientSession[bytes]):
    """Takes everything the command says, so that it never blocks, and keeps the first of it."""

    def __init__(self) -> None:
        self.opened = False
        self.given_up = False
        self.lost = False
        self.said_how = False
        self.over = asyncio.Event()
        self.closed = asyncio.Event()
        self.over_at: float | None = None
        self._status: int | None = None
        self._signal: str | None = None
        self._out = bytearray()
        self._err = bytearray()
        self.cut = False
        self.received = 0

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        if self.given_up:
            # It was told that nothing was sent: a session that comes late must not carry it.
            chan.abort()
            raise _TooLate
        self.opened = True

    def data_received(self, more: bytes, datatype: asyncssh.DataType) -> None:
        kept = self._err if datatype == asyncssh.EXTENDED_DATA_STDERR else self._out
        room = KEPT - len(kept)
        kept += more[:room]
        self.cut = self.cut or len(more) > room
        self.received += len(more)

    def exit_status_received(self, status: int) -> None:
        self._status = status
        self._say_over()

    def exit_signal_received(self, signal: str, core_dumped: bool, msg: str, lang: str) -> None:
        self._signal = signal
        self._say_over()

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = exc is not None
        self.over_at = self.over_at or time.perf_counter()
        self.over.set()
        self.closed.set()

    def ended(self, took_us: int, *, timed_out: bool) -> Ended:
        return Ended(
            status=self._status,
            signal=self._signal,
            out=bytes(self._out),
            err=bytes(self._err),
            took_us=took_us,
            cut=self.cut,
            timed_out=timed_out,
        )

    def _say_over(self) -> None:
        self.said_how = True
        self.over_at = time.perf_counter()
        self.over.set()
