"""One lab among several: where it keeps its things, and which processes are its own.

Everything can be found again from the folder alone, so `down` clears what a killed `up` began.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.lab.commands import LabFailed, run, until
from tests.lab.topology import NAMESPACES

HOME = Path("/run/bcp-drill-lab")


@dataclass(frozen=True)
class Instance:
    """A lab by the name of its `prefix`; labs with different prefixes do not see each other."""

    prefix: str = "lab"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", self.prefix):
            raise LabFailed(f"{self.prefix!r} cannot name a lab: small letters, digits and -")

    @property
    def folder(self) -> Path:
        """All its files; gone after `remove`."""
        return HOME / self.prefix

    @property
    def keys(self) -> Path:
        """Host keys, the drill's key and ``known_hosts``; they live as long as the lab."""
        return self.folder / "keys"

    @property
    def ready(self) -> Path:
        """The file that says that it was built to the end."""
        return self.folder / "ready"

    def network(self, node: str) -> Path:
        """The file that holds a node's network namespace."""
        return self.folder / "net" / node

    def disk(self, node: str) -> Path:
        """A server's whole disk as this machine sees it; it outlives a power cut."""
        return self.folder / "disk" / node

    def within(self, node: str) -> list[str]:
        """What stands before a command that is to use a node's network and this machine's files."""
        return ["nsenter", f"--net={self.network(node)}", "--"]

    def processes(self, node: str) -> list[int]:
        """Every process that uses a node's network."""
        try:
            wanted = self.network(node).stat()
        except FileNotFoundError:
            return []
        found = []
        for each in Path("/proc").iterdir():
            if each.name.isdigit():
                with suppress(OSError):
                    own = (each / "ns" / "net").stat()
                    if (own.st_dev, own.st_ino) == (wanted.st_dev, wanted.st_ino):
                        found.append(int(each.name))
        return found

    def remove(self) -> None:
        """End its processes and take away its namespaces, mounts and files, whatever is left."""
        for node in NAMESPACES:
            self._end_all(node)
        for node in NAMESPACES:
            for mount in (self.disk(node), self.network(node)):
                if mount.exists():
                    run(["umount", "--quiet", str(mount)], check=False)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        with suppress(OSError):
            HOME.rmdir()  # another lab may be in it

    def _end_all(self, node: str) -> None:
        def none_left() -> bool:
            left = self.processes(node)
            for each in left:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)
            return not left

        until(none_left, f"the processes of {node} end")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Have nobody else build up or take down this lab meanwhile."""
        HOME.mkdir(mode=0o755, exist_ok=True)
        path = HOME / f".{self.prefix}.lock"
        while True:
            with path.open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                # Whoever held it before may have removed the file that we waited for.
                if path.exists() and path.stat().st_ino == os.fstat(lock.fileno()).st_ino:
                    try:
                        yield
                    finally:
                        path.unlink()
                        with suppress(OSError):
                            HOME.rmdir()
                    return


def left_by_the_dead(start: str) -> list[Instance]:
    """Labs whose prefix is `start` and the number of a process that is no more."""
    names = [each.name for each in HOME.iterdir()] if HOME.exists() else []
    numbers = [each.removeprefix(start) for each in names if each.startswith(start)]
    gone = [each for each in numbers if each.isdigit() and not Path(f"/proc/{each}").exists()]
    return [Instance(start + each) for each in gone]
