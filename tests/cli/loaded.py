"""Commands in processes of their own, each forked from one process that has loaded the program.

Every command has the streams, folder, environment and exit code that a terminal would give it. Only
the second that loading the program takes is spent once for all commands of a test run.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import bcp
import drills
import scenarios
from tests.house.source import ROOT
from tui.__main__ import main

_LONGEST_REQUEST = 200_000


def ended(*words: str, cwd: Path, timeout: int = 60) -> subprocess.CompletedProcess[str]:
    """Type a command and wait for its end; raises `subprocess.TimeoutExpired`."""
    request = json.dumps([words, str(cwd), timeout, dict(os.environ)]).encode()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        told, tells = os.pipe()
        try:
            socket.send_fds(_loaded(), [request], [out.fileno(), err.fileno(), tells])
        finally:
            os.close(tells)
        with os.fdopen(told, "rb") as end:
            code = int(end.read())
        if code == -signal.SIGALRM:
            raise subprocess.TimeoutExpired(words, timeout)
        out.seek(0)
        err.seek(0)
        texts = out.read().decode(), err.read().decode()
    return subprocess.CompletedProcess(words, code, *texts)


@cache
def _loaded() -> socket.socket:
    """The way to the loaded process, which ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
        )
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


def _serve() -> None:
    """Fork for every request until nobody is left to ask."""
    for package in (bcp, scenarios, drills):
        _load(package)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    requests = socket.socket(fileno=os.dup(0))
    while True:
        request, files, _, _ = socket.recv_fds(requests, _LONGEST_REQUEST, 3)
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


def _answer(request: bytes, files: Iterable[int]) -> NoReturn:
    """Let a child be the command, and tell its exit code."""
    out, err, tells = files
    child = os.fork()
    if child == 0:
        os.close(tells)
        _be(request, out, err)
    _, status = os.waitpid(child, 0)
    os.write(tells, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _be(request: bytes, out: int, err: int) -> NoReturn:
    words, cwd, timeout, environment = json.loads(request)
    for stream, file in enumerate((os.open(os.devnull, os.O_RDONLY), out, err)):
        os.dup2(file, stream)
        os.close(file)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["bcp-drill", *words]
    signal.alarm(timeout)
    try:
        main()
    except SystemExit as end:
        # Taking down all that is loaded, as Python does at its end, would take ten times as long.
        for thread in threading.enumerate():
            if not (thread.daemon or thread is threading.main_thread()):
                thread.join()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(str(end.code)))
    raise AssertionError("a command ends with its exit code")


if __name__ == "__main__":
    _serve()
