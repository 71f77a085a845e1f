"""Which processes of the service live: each holds a lock that ends with its process."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bcp.message import Phrase
from drills.errors import JournalBroken, Refusal
from drills.journal.lock import NAME, RunLock, is_held
from drills.journal.trouble import spoken_errors

FOLDER = "schedule-services"
_PLAN = "plan.txt"
_NOT_IN_A_NAME = re.compile(r"[^\w-]+")

OTHER_PLAN = Phrase(
    "schedule.other_plan",
    ja="記録のフォルダ {runs} では、別の計画（{plan}）のサービスが動いています。--runs で別の"
    "フォルダを指定するか、そちらを止めてから始めてください。",
    en="a service of another plan ({plan}) uses the records in {runs}. Name another folder with "
    "--runs, or end that service first.",
)


class Alive:
    """One process among those of the service on this host, which all follow one plan.

    Raises `Refusal` where another plan's service lives in these runs: what is in force there is one
    plan's, so that one of the two would begin nothing and say nothing. Raises `JournalBroken`.
    """

    def __init__(self, runs: Path, host: str, pid: int, plan: Path) -> None:
        self._root = runs / FOLDER
        own = _NOT_IN_A_NAME.sub("-", host)[:40]
        self.name = f"{own}-{pid}-{secrets.token_hex(3)}"
        with spoken_errors(self._root):
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._tidied()
            (self._root / self.name).mkdir(mode=0o700)
            (self._root / self.name / _PLAN).write_text(_folder(plan), "utf-8")
        self._lock = RunLock(self._root / self.name)
        other = next(self._of_other_plans(_folder(plan)), None)
        if other is not None:
            self.leave()
            raise Refusal(OTHER_PLAN(runs=str(runs), plan=other))

    def _of_other_plans(self, own: str) -> Iterator[str]:
        for each in sorted(self._root.iterdir()):
            with suppress(OSError):
                theirs = (each / _PLAN).read_text("utf-8")
                if theirs != own and self.lives(each.name):
                    yield theirs

    def _tidied(self) -> None:
        """Remove what processes left that were killed; one that just begins has no lock yet."""
        for each in self._root.iterdir():
            with suppress(OSError, JournalBroken):
                if (each / NAME).is_file() and not is_held(each):
                    shutil.rmtree(each)

    def lives(self, service: str) -> bool:
        """Whether that process still lives. One that cannot be asked about counts as living."""
        # To open its own lock's file once more would let go of the lock.
        if service == self.name:
            return True
        try:
            return is_held(self._root / service)
        except JournalBroken:
            return True

    def leave(self) -> None:
        """Let go."""
        self._lock.release()
        with suppress(OSError):
            shutil.rmtree(self._root / self.name)


def _folder(plan: Path) -> str:
    """The plan by its folder, which may be named by its file, too."""
    return str(plan.parent if plan.name == "plan.yaml" else plan)
