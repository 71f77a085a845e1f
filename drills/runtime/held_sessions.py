"""Test sessions held with the real VPN clients: no device, address or route is made here."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bcp.durations import SECOND
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.plan_paths import path_in_plan
from bcp.probe_call import params_of
from bcp.system_trouble import reason_of
from drills import probes
from drills.core.effects import Connect
from drills.core.ramp_events import SessionBegan, SessionEnded
from drills.errors import Refusal
from drills.platform import end_group, standard_input_path
from drills.probes._vpn_client import program
from drills.probes._vpn_said import HeldOpenconnectLog, Log, OpenvpnLog, Verdict
from drills.probes._vpn_words import (
    NO_PROGRAM,
    NOT_AGAIN,
    PROGRAMS,
    SILENT,
    UNCONNECTED,
    WORDS,
)
from drills.runtime import net_failures
from drills.runtime.reach import NO_SECRET
from drills.runtime.secrets import Secret, Secrets

LOG_IN_S = 30.0
APART_S = 1.0
"""Log-ins are made one after the other, and not faster than this."""
_PATIENCE_S = 6.0
_SHOWN = 160

NO_TUN_HERE = Phrase(
    "sessions.not_on_windows",
    ja="Windowsのopenconnectは装置を作らずに接続できないため、試験用の接続をしません。LinuxかmacOSの"
    "端末を使ってください。",
    en="on Windows openconnect cannot connect without making a device, so no test session was "
    "made; use a machine with Linux or macOS.",
)
CLIENT_ENDED = Phrase(
    "sessions.client_ended",
    ja="接続のソフトが終わりました（{said}）。",
    en="its client ended ({said}).",
)
NOT_STARTED = Phrase(
    "sessions.not_started",
    ja="接続のソフトを始められません（{why}）。",
    en="its client could not be started ({why}).",
)

Ended = Callable[[SessionEnded], None]


@dataclass
class _Held:
    """A client under its keeper; `ours` says that we are ending it."""

    process: Process
    log: Log
    ours: bool = False
    last: str = ""
    watched: asyncio.Task[None] | None = None
    folder: tempfile.TemporaryDirectory[str] | None = None


@dataclass
class HeldSessions:
    """The test sessions of one run.

    None may be up for longer than `longest_s`, nor take longer than `log_in_s` to come up.
    """

    plan: Plan
    secrets: Secrets
    longest_s: float
    log_in_s: float = LOG_IN_S
    _held: dict[tuple[str, int], _Held] = field(default_factory=dict)
    _over: set[str] = field(default_factory=set)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _next: float = 0.0

    async def begin(
        self, effect: Connect, now: Callable[[], int], over: Ended
    ) -> SessionBegan | SessionEnded:
        """Connect; `over` is told where the session ends by itself later."""
        step, session = effect.step, effect.session
        async with self._turn:
            await self._wait_for_turn()
            if step in self._over:
                return SessionEnded(now(), step, session)
            began = now()
            try:
                held = await self._started(effect)
            except Refusal as refusal:
                return SessionEnded(now(), step, session, "failed", refusal.message)
            except OSError as trouble:
                why = NOT_STARTED(why=reason_of(trouble))
                return SessionEnded(now(), step, session, "failed", why)
            self._held[step, session] = held
            verdict = await _verdict(held, self.log_in_s)
        if verdict == "in" and not held.ours:
            held.watched = asyncio.create_task(self._watch(step, session, held, now, over))
            return SessionBegan(now(), step, session, now() - began)
        ours = held.ours
        await self._end_one(step, session)
        if ours:
            return SessionEnded(now(), step, session)
        return self._failed(effect, verdict, now())

    async def end(self, step: str) -> None:
        """Come back when no session of the step is up, nor will be."""
        self._over.add(step)
        await asyncio.gather(
            *(self._end_one(*each) for each in tuple(self._held) if each[0] == step)
        )

    async def close(self) -> None:
        """End all of them."""
        await asyncio.gather(*(self.end(step) for step, _ in tuple(self._held)))

    async def _wait_for_turn(self) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next - loop.time()))
        self._next = loop.time() + APART_S

    async def _started(self, effect: Connect) -> _Held:
        module = probes.get(effect.account.login.word)
        params: Any = params_of(effect.account.login, module.Params)
        mistake = module.wrong(params)
        if mistake is not None:
            raise Refusal(mistake)
        client = "openconnect" if params.kind == "anyconnect" else "openvpn"
        found = program(client)
        if found is None:
            raise Refusal(NO_PROGRAM(program=client, package=PROGRAMS[client]))
        secret = self._secret(params)
        if client == "openconnect":
            words, log, folder = self._openconnect(found, params, module)
            said = "" if secret is None else secret.reveal() + "\n"
        else:
            words, log, folder = self._openvpn(found, params, module)
            said = "" if secret is None else f"{params.user}\n{secret.reveal()}\n"
        process = await _kept(self.longest_s, words, said)
        return _Held(process, log, folder=folder)

    def _secret(self, params: Any) -> Secret | None:
        if params.password is None:
            return None
        secret = self.secrets.at(params.password)
        if secret is None:
            raise Refusal(NO_SECRET())
        if secret.was_refused:
            raise Refusal(NOT_AGAIN(gateway=params.gateway))
        return secret

    def _openconnect(self, found: str, params: Any, module: Any) -> tuple[list[str], Log, None]:
        if standard_input_path() is None:
            raise Refusal(NO_TUN_HERE())
        # Packets go to a program that reads none of them, and ends in any case.
        nobody = f"exec sleep {round(self.longest_s)}"
        words = [found, "--script-tun", f"--script={nobody}", "--no-dtls", "--reconnect-timeout=5"]
        words += module.openconnect_words(params, self._path)
        return words, HeldOpenconnectLog(pinned=params.servercert is not None), None

    def _openvpn(
        self, found: str, params: Any, module: Any
    ) -> tuple[list[str], Log, tempfile.TemporaryDirectory[str]]:
        lines = module.openvpn_settings(params, self._path, stays_s=round(self.longest_s))
        if isinstance(lines, Message):
            raise Refusal(lines)
        # Only we can look into it, and what is in it.
        folder = tempfile.TemporaryDirectory(prefix="bcp-drill-")
        file = Path(folder.name, "client.conf")
        file.touch(mode=0o600)
        file.write_text(lines, "utf-8")
        # What would have it begin anew is the end of the session.
        words = [found, "--config", str(file), "--remap-usr1", "SIGTERM"]
        return words, OpenvpnLog(), folder

    def _path(self, written: str) -> str:
        return str(path_in_plan(self.plan.folder, written))

    async def _watch(
        self, step: str, session: int, held: _Held, now: Callable[[], int], over: Ended
    ) -> None:
        """Read what the client says until it ends; where we did not end it, that is a fact."""
        while line := await _line(held):
            held.last = line.strip() or held.last
        if not held.ours:
            self._held.pop((step, session), None)
            await _gone(held)
            why = CLIENT_ENDED(said=held.last[:_SHOWN])
            over(SessionEnded(now(), step, session, "lost", why))

    async def _end_one(self, step: str, session: int) -> None:
        held = self._held.pop((step, session), None)
        if held is None:
            return
        held.ours = True
        if held.process.stdin is not None:
            # That is how its keeper knows.
            held.process.stdin.close()
        await _gone(held)

    def _failed(self, effect: Connect, verdict: Verdict, at: int) -> SessionEnded:
        gateway = effect.account.login.subject
        if isinstance(verdict, OSError):
            known = net_failures.explained(verdict, gateway)
            why = known.message if known else NOT_STARTED(why=reason_of(verdict))
            return SessionEnded(at, effect.step, effect.session, "failed", why)
        phrase = {"silent": SILENT, "unconnected": UNCONNECTED}.get(verdict)
        phrase = phrase or WORDS[verdict][0]
        how = "full" if verdict == "full" else "failed"
        if verdict == "credentials":
            source = effect.account.login.params.get("password")
            secret = None if source is None else self.secrets.at(source)
            if secret is not None:
                secret.refuse()
        return SessionEnded(at, effect.step, effect.session, how, phrase(gateway=gateway))  # type: ignore[arg-type]


async def _kept(limit_s: float, words: list[str], said: str) -> Process:
    """Start the keeper in a session of its own, so that it lives on until it has said goodbye."""
    module = ("-P", "-m", "drills.runtime.keeper", str(limit_s))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *module,
        *words,
        stdin=PIPE,
        stdout=PIPE,
        stderr=STDOUT,
        start_new_session=True,
    )
    if process.stdin is not None:
        process.stdin.write(json.dumps(said).encode() + b"\n")
        await process.stdin.drain()
    return process


async def _verdict(held: _Held, limit_s: float) -> Verdict:
    try:
        async with asyncio.timeout(limit_s):
            while line := await _line(held):
                held.last = line.strip() or held.last
                verdict = held.log.hear(line)
                if verdict is not None:
                    return verdict
    except TimeoutError:
        return held.log.at_end(ended=False)
    return held.log.at_end(ended=True)


async def _line(held: _Held) -> str:
    if held.process.stdout is None:
        return ""
    return (await held.process.stdout.readline()).decode("utf-8", "replace")


async def _gone(held: _Held) -> None:
    """Wait for the keeper's end, and kill what is left of it and its client after that."""
    if held.watched is not None and held.watched is not asyncio.current_task():
        held.watched.cancel()
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await held.process.communicate()
    except TimeoutError:
        end_group(held.process.pid)
        await held.process.wait()
    if held.folder is not None:
        held.folder.cleanup()


def longest(plan_limit_us: int) -> float:
    """The longest that a session may be up in a drill of that length, in seconds."""
    return plan_limit_us / SECOND + 600
