"""What a machine of the town is: services on its ports, files, and a fixed table of commands.

There is no shell behind the table. What the machines say is what a real machine would print: it
goes into the evidence word for word, so each line carries both languages.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bcp.message import Text
from drills.town.service import Service


class Broken(Exception):
    """What a machine keeps cannot be used; the words say why, in both languages."""


@dataclass(frozen=True)
class Said:
    """How a command ended: its exit status and what it printed."""

    status: int = 0
    out: str = ""
    err: str = ""


# From the line that came on standard input.
Deed = Callable[[str], Awaitable[Said]]


@dataclass(frozen=True)
class Fault:
    """What a trainer can break by hand, and the machine's commands that do and undo it."""

    name: str
    breaks: str
    mends: str
    meaning: Text


@dataclass(frozen=True)
class Lot:
    """What a machine is given by its town.

    `ports` are those it had before, by their words. `keys` is the folder of the visitor's keys.
    `copying_s` and `indexing_s` are how long a restore and a new index take here, on purpose: a
    few thousand invented records would be copied before anybody could watch.
    """

    folder: Path
    keys: Path
    ports: Mapping[str, int] = field(default_factory=dict)
    copying_s: float = 12.0
    indexing_s: float = 8.0

    def port(self, word: str) -> int:
        """The port that `word` had before, or 0 for any free one."""
        return self.ports.get(word, 0)


def _nothing() -> None:
    """For a machine that keeps no files."""


@dataclass(frozen=True)
class Machine:
    """A machine with everything that it has.

    `services` stand under the words of their ports. `make_ready` puts its files in working order,
    whatever an earlier drill left. `reads` are the commands that want a line on standard input.
    `shown` is the folder that a visitor may look into (SFTP), where there is one.
    """

    name: str
    folder: Path
    services: Mapping[str, Service]
    commands: Mapping[str, Deed]
    make_ready: Callable[[], None] = _nothing
    reads: frozenset[str] = frozenset()
    encoding: str = "utf-8"
    shown: Path | None = None

    @property
    def table(self) -> Mapping[str, Deed]:
        """Every command that the machine knows."""
        return {"service-state": self._state, "disk-free": self._disk_free, **self.commands}

    async def run(self, line: str, stdin: str) -> Said:
        """Do what `line` names; an unknown one ends with 127, as a shell would end it."""
        deed = self.table.get(line)
        if deed is None:
            known = " ".join(sorted(self.table))
            return Said(127, err=f"{line}: そのコマンドはありません (command not found). {known}")
        try:
            return await deed(stdin)
        except Broken as broken:
            return Said(1, err=str(broken))
        except OSError as trouble:
            return Said(74, err=f"{line}: 実行できません (it cannot be done): {trouble}")

    async def start(self) -> None:
        """Start every service. Raises `OSError`."""
        for each in self.services.values():
            await each.start()

    async def close(self) -> None:
        """Stop every service and give the ports back."""
        for each in self.services.values():
            await each.close()

    async def _state(self, _: str) -> Said:
        running = all(each.running for each in self.services.values())
        return Said(0 if running else 3, out=f"{self.name} {'running' if running else 'stopped'}")

    async def _disk_free(self, _: str) -> Said:
        return Said(out=disk_free(self.folder))


def disk_free(folder: Path) -> str:
    """How much of this computer's disk is free, as a machine of the town says it."""
    disk = shutil.disk_usage(folder)
    return f"free_percent {disk.free * 100 // disk.total}"


def said(words: str, do: Callable[[], object]) -> Deed:
    """A command that does something at once and says so."""

    async def deed(_: str) -> Said:
        do()
        return Said(out=words)

    return deed


def switches(word: str, name: str, *services: Service) -> Mapping[str, Deed]:
    """The commands ``start-WORD`` and ``stop-WORD``."""

    async def start(_: str) -> Said:
        for each in services:
            await each.start()
        return Said(out=f"{name} 起動しました (started)")

    async def stop(_: str) -> Said:
        for each in services:
            await each.stop()
        return Said(out=f"{name} 停止しました (stopped)")

    return {f"start-{word}": start, f"stop-{word}": stop}
