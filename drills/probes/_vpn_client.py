"""Runs a VPN client until it is known what its log-in came to, and ends it and all it started."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Sequence
from dataclasses import dataclass

from drills.platform import end_group
from drills.probes._contract import Reach
from drills.probes._vpn_said import NO_NAME, Log, Verdict

# A user's PATH may lack the folders where systems keep these programs.
_ALSO = ("/usr/sbin", "/usr/local/sbin", "/sbin")
# For saying goodbye, so that the server gives our place to somebody else.
_GOODBYE_US = 2_000_000
_MOST_LINES = 5_000
_LONGEST_LINE = 1_000_000


@dataclass(frozen=True)
class Outcome:
    """What a log-in came to, and how long it took."""

    verdict: Verdict
    took_us: int


def program(name: str) -> str | None:
    """The path of a client, or None where it is not installed."""
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), *_ALSO)))


async def outcome_of(words: Sequence[str], said: str, log: Log, reach: Reach) -> Outcome:
    """Start the client, say `said` to it, and hear it out. Raises `OSError`."""
    began = reach.elapsed_us()
    goodbye = min(_GOODBYE_US, reach.left_us() // 4)
    until = reach.left_us() - goodbye
    process = await _started(words, said)
    try:
        try:
            async with asyncio.timeout(until / 1_000_000):
                verdict = await _heard(process, log)
        except TimeoutError:
            verdict = log.at_end(ended=False)
        took = reach.elapsed_us() - began
        if verdict == "in":
            await _let_go(process, goodbye)
    finally:
        await _ended(process)
    return Outcome(verdict, took)


async def _started(words: Sequence[str], said: str) -> Process:
    # A pipe and not a socket: what is told by a path (/dev/stdin) can only be opened so.
    reading, writing = os.pipe()
    try:
        os.write(writing, said.encode())
    finally:
        os.close(writing)
    try:
        return await asyncio.create_subprocess_exec(
            *words,
            stdin=reading,
            stdout=PIPE,
            stderr=STDOUT,
            env={**os.environ, "LC_ALL": "C", "LANGUAGE": "C"},
            limit=_LONGEST_LINE,
            start_new_session=True,
        )
    finally:
        os.close(reading)


async def _heard(process: Process, log: Log) -> Verdict:
    if process.stdout is None:
        return log.at_end(ended=True)
    for _ in range(_MOST_LINES):
        line = (await process.stdout.readline()).decode("utf-8", "replace")
        if not line:
            break
        if NO_NAME.search(line):
            raise socket.gaierror(socket.EAI_NONAME, "")
        verdict = log.hear(line)
        if verdict is not None:
            return verdict
    return log.at_end(ended=True)


async def _let_go(process: Process, patience_us: int) -> None:
    try:
        process.terminate()
        async with asyncio.timeout(patience_us / 1_000_000):
            await process.communicate()
    except (ProcessLookupError, TimeoutError):
        # It has ended by itself, or is ended now.
        return


async def _ended(process: Process) -> None:
    if process.returncode is None:
        end_group(process.pid)
    # What is still in its pipe is thrown away unread.
    await process.communicate()
