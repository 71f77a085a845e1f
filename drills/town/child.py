"""A process of the town, seen from whoever started it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from bcp.message import Phrase
from drills.errors import Refusal

_READY_WITHIN_S = 20.0
_END_WITHIN_S = 3.0

NOT_READY = Phrase(
    "town.not_ready",
    ja="練習の町の「{name}」が動き出しませんでした。理由は {log} の終わりにあります。",
    en="the practice town's {name} did not start; the end of {log} says why.",
)


class Child:
    """A process that ends when we do. `answer` is what it said when it was ready."""

    def __init__(self, process: subprocess.Popen[bytes], answer: Mapping[str, Any]) -> None:
        self._process = process
        self.answer = answer

    @classmethod
    async def start(cls, module: str, order: Mapping[str, Any], log: Path) -> Child:
        """Start ``python -m module`` with its order and wait until it is ready.

        What it writes to standard error goes to the file `log`. Raises `drills.errors.Refusal`
        where it does not get ready.
        """
        process = _spawned(module, order, log)
        try:
            async with asyncio.timeout(_READY_WITHIN_S):
                said = await asyncio.to_thread(_first_line, process.stdout)
        except TimeoutError:
            said = b""
        except BaseException:
            _finish(process)
            raise
        if not said:
            _finish(process)
            raise Refusal(NOT_READY(name=module.rpartition(".")[2], log=str(log)))
        return cls(process, json.loads(said))

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    async def end(self) -> None:
        """Cut the lifeline and wait until the process has gone; again and again does no harm."""
        _cut(self._process)
        await asyncio.to_thread(_finish, self._process, _END_WITHIN_S)


def _spawned(module: str, order: Mapping[str, Any], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own modules
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    # A process that died at once has closed the pipe; its missing answer says so.
    with suppress(OSError):
        _pipe(process.stdin).write(json.dumps(order).encode() + b"\n")
        _pipe(process.stdin).flush()
    return process


def _first_line(pipe: IO[bytes] | None) -> bytes:
    said = _pipe(pipe).readline()
    _pipe(pipe).close()
    return said


def _cut(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        _pipe(process.stdin).close()


def _finish(process: subprocess.Popen[bytes], patience_s: float = 0.0) -> None:
    _cut(process)
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the process was started without its pipes")
    return pipe
