"""A `bcp-drill` that runs in a process of its own, seen from outside, and what it left behind."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from drills.core.audit_events import OrderRefused, OrderTaken
from drills.core.events import Event
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from tests.proofs.stage import Stage, environment, said, typed

E = TypeVar("E")
PATIENCE_S = 120.0


def until(holds: Callable[[], object], *, within_s: float = PATIENCE_S) -> None:
    """Return when something has become so; else `TimeoutError`."""
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"did not come true within {within_s} s")
        time.sleep(0.005)


class Live:
    """One process, in a session of its own so that whatever it starts can be found."""

    def __init__(self, place: Stage, *words: str | Path, **variables: str) -> None:
        number = len(list(place.folder.glob("told-*")))
        self._told = place.folder / f"told-{number}"
        self.out = place.folder / f"out-{number}"
        self.began = time.monotonic()
        with self._told.open("wb") as err, self.out.open("wb") as out:
            self.process = subprocess.Popen(
                typed(*words, "--runs", place.runs),
                cwd=place.folder,
                env=environment(**variables),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        place.drills.append(self.process)

    def told(self) -> str:
        """What it has written to standard error so far; a character may be under way."""
        return self._told.read_text("utf-8", "replace")

    def lines(self) -> list[str]:
        """The whole lines of progress among it: what happened in the drill."""
        whole = self.told().rpartition("\n")[0].splitlines()
        return [each for each in whole if each.startswith("T+")]

    def told_of(self, words: str) -> bool:
        """Whether it has said this."""
        return words in self.told()

    def ends(self, *, within_s: float = PATIENCE_S) -> int:
        """Its exit code, which must come in time; else `TimeoutError` with what it told."""
        try:
            return self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            raise TimeoutError(self.told()) from None

    def killed_at(self, moment: float) -> bool:
        """Kill it at a moment of the monotonic clock; False where it has ended before."""
        try:
            self.process.wait(max(0.0, moment - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return True
        return False

    def left_behind(self) -> str:
        """The processes of its session that are still there."""
        words = ["ps", "-o", "pid=,args=", "--sid", str(self.process.pid)]
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def newest(place: Stage) -> Path:
    """The folder of the newest run on this stage."""
    return Runs(place.runs).find("last")


def has_begun(place: Stage) -> bool:
    """Whether there is a run whose first record is on the disk."""
    found = Runs(place.runs).newest_first()
    return bool(found) and any(True for _ in read(found[0]))


def events_of(place: Stage, kind: type[E]) -> list[E]:
    """The newest run's events of one kind."""
    return [each for each in all_events(place) if isinstance(each, kind)]


def all_events(place: Stage) -> Iterator[Event]:
    """The newest run's events."""
    return (record.event() for record in read(newest(place)))


def hashes(place: Stage) -> list[str]:
    """The chain of the newest run."""
    return [record.hash for record in read(newest(place))]


def replayed(place: Stage) -> list[str]:
    """Every line that a replay of the newest run tells."""
    return said("replay", "last", "--runs", place.runs, cwd=place.folder).stdout.splitlines()


def told_again(place: Stage) -> list[str]:
    """Every line that a replay of the newest run tells and the drill itself told, too.

    Who gave an order, and from where, is told by a replay alone.
    """
    words = ("replay", "last", "--numbers", "--runs", place.runs)
    numbered = [
        each.split(maxsplit=1) for each in said(*words, cwd=place.folder).stdout.splitlines()
    ]
    audit = {OrderTaken.__name__, OrderRefused.__name__}
    audited = {str(record.seq) for record in read(newest(place)) if record.kind in audit}
    return [line for number, line in numbered if number not in audited]


def verified(place: Stage) -> str:
    """What `verify` says of the newest run, which must be that it is sound."""
    done = said("verify", "last", "--runs", place.runs, cwd=place.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def more_than_once(names: list[str]) -> list[str]:
    """Those that occur more than once."""
    return [name for name, count in Counter(names).items() if count > 1]
