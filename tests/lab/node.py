"""A server of the lab: a machine of its own in all but the kernel."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bcp.model import Command, Server
from tests.lab import disk, network
from tests.lab.commands import LabFailed, run, start, until
from tests.lab.instance import Instance
from tests.lab.topology import SERVERS, SERVICES

_INIT = disk.INSIDE / "init"
_ENVIRONMENT = (
    "env",
    "-i",
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "LANG=C.UTF-8",
)


@dataclass(frozen=True)
class Node:
    """One of ``hq``, ``dc``, ``branch1``, ``branch2``, as root sees it from beside it."""

    lab: Instance
    name: str

    def __post_init__(self) -> None:
        if self.name not in SERVERS:
            raise LabFailed(f"there is no server {self.name!r}; there are {', '.join(SERVERS)}")

    @property
    def address(self) -> str:
        """Where it is reached, over whatever cable."""
        return SERVERS[self.name]

    @property
    def disk(self) -> Path:
        """Its whole disk, to be read and written from outside."""
        return self.lab.disk(self.name)

    def ssh_server(
        self, id: str = "", commands: tuple[Command, ...] = (), **rest: object
    ) -> Server:
        """This server in the words of a plan, with the lab's keys and absolute paths."""
        server = Server(
            id or self.name,
            self.address,
            user=disk.USER,
            known_hosts=str(self.lab.keys / "known_hosts"),
            identity=str(self.lab.keys / "drill"),
            commands=commands,
        )
        return replace(server, **rest)  # type: ignore[arg-type]

    def run(
        self, words: Sequence[str], *, text: str = "", check: bool = True, within_s: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as the server's root: with its files, its processes and its network."""
        return run(self.words(words), text=text, check=check, within_s=within_s)

    def words(self, words: Sequence[str]) -> list[str]:
        """What to start on this machine to run `words` as the server's root."""
        inside = ["nsenter", "-t", str(self._running()), "-m", "-u", "-i", "-n", "-p", "--"]
        return [*inside, *_ENVIRONMENT, *words]

    def write(self, path: str, text: str, mode: int = 0o644) -> None:
        """Write one of its files."""
        disk.write(self.disk, path, text, mode)

    def service(self, verb: str, name: str) -> str:
        """``start``, ``stop``, ``kill``, ``freeze``, ``thaw``… one of its services; what was said.

        `LabFailed` where it could not be done.
        """
        return self.run(["/lab/service", verb, name]).stdout.strip()

    def unit(self, name: str, **settings: str) -> None:
        """Give it one more service, in the words of ``inside/service``; it is not started yet."""
        disk.write_unit(self.disk, name, settings)

    def without_unit(self, name: str) -> None:
        """Take such a service away again; it has been stopped."""
        (self.disk / "etc/lab" / name).unlink()

    def services(self) -> list[str]:
        """All that it has, in the order in which they are started."""
        own = SERVICES[self.name]
        units = (self.disk / "etc/lab").iterdir()
        more = sorted((each for each in units if each.name not in own), key=_age)
        return [*own, *(each.name for each in more)]

    def states(self) -> dict[str, str]:
        """Its services: ``serves``, ``runs`` or ``stopped``."""
        verb = ["/lab/service", "status"]
        names = self.services()
        return {each: self.run([*verb, each], check=False).stdout.strip() for each in names}

    # ------------------------------------------------------------ power

    def is_on(self) -> bool:
        """Whether it has power."""
        return self._init() is not None

    def power_on(self) -> None:
        """Switch it on and wait until all its services serve."""
        if self.is_on():
            return
        network.plugged_in(self.lab, self.name)
        self._start_init()
        for each in self.services():
            if each != "postgres" or (self.disk / "srv/register/files").exists():
                self.service("start", each)

    def power_off(self) -> None:
        """A power cut: everything that runs in it is gone at once, its disk stays."""
        init = self._init()
        if init:
            os.kill(init, signal.SIGKILL)
        until(lambda: not self.lab.processes(self.name), f"the processes of {self.name} end")
        network.unplugged(self.lab, self.name)

    def freeze(self) -> None:
        """All its programs hang; the kernel still answers a ping and accepts connections."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        init = self._running()
        for each in self.lab.processes(self.name):
            # A signal to process 1 or to what holds it open would outlast the thaw.
            if each != init and _number_inside(each):
                with suppress(ProcessLookupError):
                    os.kill(each, which)

    # ------------------------------------------------------------ process 1

    def _start_init(self) -> None:
        words = ["unshare", "-m", "-u", "-i", "-p", "-f", "--kill-child", "/bin/sh", str(_INIT)]
        start([*self.lab.within(self.name), *words, self.name, str(self.disk)], "ready")

    def _running(self) -> int:
        init = self._init()
        if init is None:
            raise LabFailed(f"{self.name} has no power")
        return init

    def _init(self) -> int | None:
        return next((p for p in self.lab.processes(self.name) if _number_inside(p) == 1), None)


def _age(file: Path) -> int:
    return file.stat().st_mtime_ns


def _number_inside(pid: int) -> int | None:
    """A process's number in the server it runs in; None for one that belongs to no server."""
    for line in _status(pid):
        if line.startswith("NSpid:"):
            own = [int(each) for each in line.split()[1:]]
            return own[-1] if len(own) > _depth() else None
    return None


def _status(pid: int) -> Iterator[str]:
    with suppress(OSError):
        yield from Path(f"/proc/{pid}/status").read_text().splitlines()


def _depth() -> int:
    """How many process namespaces deep this process itself is, as ``/proc`` counts them."""
    line = next(each for each in _status(os.getpid()) if each.startswith("NSpid:"))
    return len(line.split()) - 1
