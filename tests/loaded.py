"""Processes that are forked from one that has loaded the program already.

Each is what ``python -m MODULE WORDS`` would be: it has streams, a folder, an environment and an
exit code of its own, and if wanted the namespaces of another process. Only the second that loading
the program takes is spent once for all of a test run.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn, TextIO

import bcp
import drills
import scenarios
from tests.house.source import ROOT

_LONGEST_REQUEST = 200_000
_STREAMS = 3
# In which order they are entered: it is the first that gives the right to the others.
_SPACES = ("user", "net", "mnt", "pid")


def ended(
    module: str, *words: str, cwd: Path, timeout: int = 300, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run it to its end with `given` to read; raises `subprocess.TimeoutExpired`."""
    with (
        tempfile.TemporaryFile() as typed,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        typed.write(given.encode())
        typed.seek(0)
        streams = [each.fileno() for each in (typed, out, err)]
        code = _end(_begun([module, *words], streams, cwd, timeout=timeout))
        if code == -signal.SIGALRM:
            raise subprocess.TimeoutExpired(words, timeout)
        out.seek(0)
        err.seek(0)
        texts = out.read().decode(), err.read().decode()
    return subprocess.CompletedProcess(words, code, *texts)


@contextmanager
def talking(module: str, *words: str, inside: int) -> Iterator[tuple[TextIO, TextIO]]:
    """Its input and its output, with all namespaces of the process `inside`; it ends with them."""
    reads, questions = os.pipe()
    answers, writes = os.pipe()
    try:
        end = _begun([module, *words], [reads, writes, 2], Path.cwd(), inside=inside)
    finally:
        os.close(reads)
        os.close(writes)
    try:
        with os.fdopen(questions, "w") as asked, os.fdopen(answers) as told:
            yield asked, told
    finally:
        _end(end)


def _begun(
    words: Sequence[str], streams: Sequence[int], cwd: Path, *, timeout: int = 0, inside: int = 0
) -> int:
    """Begin a process; the file that is given back has its exit code when it has ended."""
    request = json.dumps([words, str(cwd), dict(os.environ), timeout, inside]).encode()
    end, tells = os.pipe()
    try:
        socket.send_fds(_loaded(), [request], [*streams, tells])
    finally:
        os.close(tells)
    return end


def _end(file: int) -> int:
    with os.fdopen(file, "rb") as end:
        return int(end.read())


@cache
def _loaded() -> socket.socket:
    """The way to the loaded process, which ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        words = [sys.executable, "-m", __name__]
        process = subprocess.Popen(words, cwd=ROOT, stdin=theirs.fileno())
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


def _serve() -> None:
    """Fork for every request until nobody is left to ask."""
    for package in (bcp, scenarios, drills):
        _load(package)
    # What is loaded stays, so that nobody looks through it for what could go.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    requests = socket.socket(fileno=os.dup(0))
    while True:
        request, files, _, _ = socket.recv_fds(requests, _LONGEST_REQUEST, _STREAMS + 1)
        if not request:
            return
        if os.fork() == 0:
            requests.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _answer(request, files)
        for each in files:
            os.close(each)


def _load(package: ModuleType) -> None:
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(each.name)


def _answer(request: bytes, files: Sequence[int]) -> NoReturn:
    """Let a child be what is asked for, and tell its exit code."""
    *streams, tells = files
    words, cwd, environment, timeout, inside = json.loads(request)
    if inside:
        _enter(inside)
    child = os.fork()
    if child == 0:
        os.close(tells)
        for number, file in enumerate(streams):
            os.dup2(file, number)
            os.close(file)
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(environment)
        signal.alarm(timeout)
        _be(words)
    for file in streams:
        os.close(file)
    _, status = os.waitpid(child, 0)
    os.write(tells, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _enter(process: int) -> None:
    """Enter the namespaces of a process that are not ours: setns(2), which Python 3.11 lacks."""
    libc = ctypes.CDLL(None, use_errno=True)
    theirs = [Path(f"/proc/{process}/ns/{each}") for each in _SPACES]
    ours = [Path(f"/proc/self/ns/{each}") for each in _SPACES]
    entered = [
        each.open("rb") for each, own in zip(theirs, ours, strict=True) if not each.samefile(own)
    ]
    for each in entered:
        if libc.setns(each.fileno(), 0) != 0:
            raise OSError(ctypes.get_errno(), f"setns {each.name}")
        each.close()


def _be(words: list[str]) -> NoReturn:
    """Do what ``python -m`` does with these words."""
    sys.argv[1:] = words[1:]
    code: object = 0
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code or 0
    # Taking down all that is loaded, as Python does at its end, would take ten times as long.
    for thread in threading.enumerate():
        if not (thread.daemon or thread is threading.main_thread()):
            thread.join()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(str(code)))


if __name__ == "__main__":
    _serve()
