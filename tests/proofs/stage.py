"""Where the proofs are played: a real sshd and a real nginx, and a server that keeps its own log.

The server's log is written by the server's own shell, so it knows what was really done, whatever
the drill believes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from string import Template

from tests import loaded
from tests.daemons.nginx import Nginx, start_nginx
from tests.daemons.sshd import Sshd, start_sshd

_PLAN = Path(__file__).parent / "plan"

# deed NAME SECONDS [COMMAND…]: logs its beginning, takes its time, does it, logs its end.
_DEED = """#!/bin/sh
name=$1 seconds=$2
shift 2
echo "begin $name" >> "$LOG"
sleep "$seconds"
"$@"
status=$?
echo "end $name $status" >> "$LOG"
exit $status
"""


@dataclass(frozen=True)
class Stage:
    """A server room of one's own in `folder`, with the plan that describes it."""

    folder: Path
    sshd: Sshd
    nginx: Nginx
    drills: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def runs(self) -> Path:
        """Where drills on this stage keep their records."""
        return self.folder / "runs"

    @property
    def plan(self) -> Path:
        """The plan of this stage."""
        return self.folder / "plan"

    def scenario(self, name: str) -> Path:
        """A scenario of the proofs."""
        return self.plan / "scenarios" / f"{name}.yaml"

    def answers(self, text: str) -> Path:
        """A file of answers with this text."""
        path = self.folder / f"answers-{len(list(self.folder.glob('answers-*')))}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def deeds(self) -> list[str]:
        """What the server did, in order: ``begin NAME`` and ``end NAME STATUS``."""
        log = self.folder / "deeds.log"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def times_done(self, name: str) -> int:
        """How often the server began this command."""
        return self.deeds().count(f"begin {name}")

    def busy(self) -> bool:
        """Whether a command that was begun has not ended yet."""
        began = [each.split()[1] for each in self.deeds() if each.startswith("begin ")]
        ended = [each.split()[1] for each in self.deeds() if each.startswith("end ")]
        return sorted(began) != sorted(ended)


@contextmanager
def stage(folder: Path, *, every: str = "500ms") -> Iterator[Stage]:
    """Set the stage, and clear it again; `every` is how often the home page is watched."""
    folder.mkdir(parents=True, exist_ok=True)
    sshd = start_sshd(folder / "sshd")
    try:
        nginx = start_nginx(folder / "nginx")
        try:
            _write_plan(folder, sshd, nginx, every)
            place = Stage(folder, sshd, nginx)
            try:
                yield place
            finally:
                for each in place.drills:
                    each.kill()
                    each.wait()
        finally:
            _end_group(nginx)
    finally:
        sshd.stop()


def _end_group(nginx: Nginx) -> None:
    # Also one that is frozen: it would not hear a polite request.
    with suppress(ProcessLookupError, FileNotFoundError):
        os.killpg(nginx.pid, signal.SIGKILL)


def _write_plan(folder: Path, sshd: Sshd, nginx: Nginx, every: str) -> None:
    deed = folder / "deed"
    deed.write_text(_DEED.replace("$LOG", str(folder / "deeds.log")), encoding="utf-8")
    shutil.copytree(_PLAN, folder / "plan")
    plan = folder / "plan" / "plan.yaml"
    filled = Template(plan.read_text(encoding="utf-8")).substitute(
        every=every,
        url=nginx.url,
        port=sshd.port,
        user=sshd.user,
        known_hosts=sshd.known_hosts,
        identity=sshd.identity,
        deed=f"sh {deed}",
        stop=nginx.stop_line,
        start=nginx.start_line,
        pid_file=nginx.folder / "nginx.pid",
        until=(date.today() + timedelta(days=365)).isoformat(),
    )
    plan.write_text(filled, encoding="utf-8")


def typed(*words: str | Path) -> list[str]:
    """The command line of `bcp-drill` as a person would type it, in English."""
    return [sys.executable, "-m", "tui", "--lang", "en", *map(str, words)]


def environment(**more: str) -> dict[str, str]:
    """This process's environment and more; `PYTHONPATH` is put before what it holds already."""
    path = [*filter(None, [more.get("PYTHONPATH"), os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONUNBUFFERED": "1", **more, "PYTHONPATH": os.pathsep.join(path)}


def said(*words: str | Path, cwd: Path, timeout: int = 60) -> subprocess.CompletedProcess[str]:
    """Type a command in English and wait for its end."""
    return loaded.ended("tui", "--lang", "en", *map(str, words), cwd=cwd, timeout=timeout)
