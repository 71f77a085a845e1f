"""One SSH connection coming about: name, TCP, greeting, login."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

import asyncssh

from bcp.message import Phrase
from bcp.model import Server
from drills.errors import Unreachable
from drills.probes._dialling import connected, resolved
from drills.runtime import net_failures
from drills.runtime.secrets import Secrets
from drills.runtime.ssh_client import Client
from drills.runtime.ssh_failures import (
    login_failed,
    login_late,
    place_of,
    through,
    tunnel_failed,
)
from drills.runtime.ssh_options import Preparation, Prepared

CONNECT_S = 10.0
LOGIN_S = 10.0

# A server that has said nothing for so long is waited for, not worked on, and must not keep
# others from their turn: twenty frozen servers would make all healthy ones look silent.
_SILENCE_S = 2.0

WAITING_FOR_TURN = Phrase(
    "ssh.waiting_for_turn",
    ja="この端末の接続処理が混み合い、「{server}」への接続を時間内に始められませんでした。",
    en="this machine was too busy connecting elsewhere to begin with {server!r} in time.",
)

PASSWORD_REFUSED = Phrase(
    "ssh.password_refused",
    ja="「{server}」がパスワードを受け付けませんでした。アカウントがロックされないよう、この訓練では"
    "もう試しません。パスワードの出どころを直し、bcp-drill resume で続けると、もう一度試します。",
    en="{server!r} turned the password away. It is not tried again in this drill, so that the "
    "account is not locked. Correct where the password comes from; bcp-drill resume tries again.",
)

Phase = Literal["turn", "jump", "name", "tcp", "login"]
Jump = Callable[[str], Awaitable[asyncssh.SSHClientConnection]]
JumpLate = Callable[[str], Unreachable]


@dataclass(frozen=True)
class Ways:
    """What all connections of a pool share: whose turn it is, and how to a jump host.

    `jump` connects to one, and `jump_late` says what it is waiting for.
    """

    turns: asyncio.Semaphore
    jump: Jump
    jump_late: JumpLate


class Opening:
    """One attempt to connect to a server; `run` makes it, `late` says what it was waiting for."""

    def __init__(
        self, server: Server, preparation: Preparation, ways: Ways, secrets: Secrets
    ) -> None:
        self._server = server
        self._preparation = preparation
        self._turns, self._jump, self._jump_late = ways.turns, ways.jump, ways.jump_late
        self._secrets = secrets
        self._phase: Phase = "turn"
        self._prepared: Prepared | None = None
        self._client = Client(server.id, secrets)

    async def run(self) -> tuple[Prepared, asyncssh.SSHClientConnection]:
        """Connect and log in. Raises `Unreachable`."""
        if self._secrets.was_refused(self._server.id, "password"):
            raise Unreachable(PASSWORD_REFUSED(server=self._server.id), answered=None)
        prepared = await asyncio.to_thread(self._preparation.of, self._server)
        self._prepared = prepared
        if self._server.jump:
            return prepared, await self._through_jump(prepared, self._server.jump)
        return prepared, await self._directly(prepared)

    def late(self) -> Unreachable:
        """Why there is no connection yet, when somebody's deadline has come."""
        if self._phase == "turn" or self._prepared is None:
            return Unreachable(WAITING_FOR_TURN(server=self._server.id), answered=None)
        if self._phase == "jump" and self._server.jump:
            return through(self._prepared, self._jump_late(self._server.jump).message)
        if self._phase == "login":
            return login_late(self._prepared, self._client.seen())
        place = place_of(self._prepared)
        if self._phase == "name":
            return Unreachable(net_failures.SLOW_NAME(place=place), answered=None)
        return Unreachable(net_failures.NO_ANSWER(place=place), answered=False)

    async def _directly(self, prepared: Prepared) -> asyncssh.SSHClientConnection:
        place = place_of(prepared)
        if prepared.options.proxy_command:
            return await self._logged_in(prepared)
        try:
            async with asyncio.timeout(CONNECT_S):
                self._phase = "name"
                places = await resolved(prepared.host, prepared.port)
                self._phase = "tcp"
                sock = await connected(places)
        except TimeoutError as trouble:
            raise self.late() from trouble
        except OSError as trouble:
            raise net_failures.explained(trouble, place) or login_failed(
                trouble, prepared, self._client.seen()
            ) from trouble
        return await self._logged_in(prepared, sock=sock)

    async def _through_jump(self, prepared: Prepared, jump: str) -> asyncssh.SSHClientConnection:
        self._phase = "jump"
        try:
            tunnel = await self._jump(jump)
        except Unreachable as trouble:
            raise through(prepared, trouble.message) from trouble
        return await self._logged_in(prepared, tunnel=tunnel)

    async def _logged_in(self, prepared: Prepared, **way: object) -> asyncssh.SSHClientConnection:
        self._phase = "turn"
        async with _Turn(self._turns, lambda: self._client.seen().greeted):
            self._phase = "login"
            try:
                async with asyncio.timeout(LOGIN_S):
                    return await asyncssh.connect(
                        prepared.name,
                        prepared.port,
                        config=None,
                        options=prepared.options,
                        client_factory=lambda: self._client,
                        **{"tunnel": None, **way},
                    )
            except asyncssh.ChannelOpenError as trouble:
                raise tunnel_failed(trouble, prepared) from trouble
            except (asyncssh.Error, OSError, TimeoutError) as trouble:
                if isinstance(trouble, asyncssh.PermissionDenied) and self._client.offered:
                    self._secrets.refuse(self._server.id, "password")
                    refused = PASSWORD_REFUSED(server=self._server.id)
                    raise Unreachable(refused, answered=None) from trouble
                raise login_failed(trouble, prepared, self._client.seen()) from trouble


class _Turn:
    """A place among the handshakes under way, given back early by a server that says nothing."""

    def __init__(self, turns: asyncio.Semaphore, greeted: Callable[[], bool]) -> None:
        self._turns = turns
        self._greeted = greeted
        self._held = False
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        await self._turns.acquire()
        self._held = True
        self._timer = asyncio.get_running_loop().call_later(_SILENCE_S, self._look)

    async def __aexit__(self, *_: object) -> None:
        if self._timer:
            self._timer.cancel()
        self._give_back()

    def _look(self) -> None:
        if not self._greeted():
            self._give_back()

    def _give_back(self) -> None:
        if self._held:
            self._held = False
            self._turns.release()
