"""Following the plan's files: read when they change, followed while they have no mistake."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bcp.load import LoadedPlan, load_plan
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.programme.local_time import zone_of
from bcp.refused import Refusal, Refused
from drills.errors import Spoken
from drills.probes import catalogue
from drills.schedule.events import InForce

_SUFFIXES = (".yaml", ".yml")
_MOST_TOLD = 5

MISTAKE = Phrase("schedule.mistake", ja="{place} {what}", en="{place} {what}")
MORE_MISTAKES = Phrase(
    "schedule.more_mistakes",
    ja="ほかに {count} 件あります。bcp-drill check で確かめてください。",
    en="and {count} more. See bcp-drill check.",
)


@dataclass(frozen=True)
class Read:
    """A plan without mistakes, by what its files hold."""

    hash: str
    loaded: LoadedPlan

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.loaded.plan

    def in_force(self) -> tuple[InForce, ...]:
        """The planned drills, each with what decides when it is due."""
        zone = str(zone_of(self.plan))
        return tuple(
            InForce(each.id, _digest(f"{zone} {each.starts!r}".encode()))
            for each in self.plan.drills
            if each.starts
        )


@dataclass(frozen=True)
class Mistaken:
    """Files that no plan can be read from."""

    hash: str
    why: tuple[Message, ...]


class Followed:
    """The plan in a folder or a file, looked at again and again; `runs` are no part of it."""

    def __init__(self, path: Path, runs: Path) -> None:
        self.path = path
        self._runs = runs.resolve()
        self._seen: tuple[object, ...] | None = None
        self._hash = ""

    @property
    def folder(self) -> Path:
        """The plan's folder."""
        return self.path if self.path.is_dir() else self.path.parent

    def look(self) -> Read | Mistaken | None:
        """What the files hold, where that is not what they held at the last look."""
        seen = tuple(self._stamps())
        if seen == self._seen:
            return None
        found = self._hash_of_files()
        out = self._read(found) if found != self._hash else None
        # Only now: what could not be looked at to its end is looked at again.
        self._seen, self._hash = seen, found
        return out

    def _read(self, found: str) -> Read | Mistaken:
        try:
            return Read(found, load_plan(self.path, catalogue()))
        except Refused as refused:
            return Mistaken(found, told(refused.refusals))
        except Spoken as spoken:
            return Mistaken(found, (spoken.message,))

    def _files(self) -> Iterator[Path]:
        if not self.path.is_dir():
            yield self.path
            # Scenarios lie beside it, and nothing else of a folder that may be anything is ours.
            yield from sorted((self.path.parent / "scenarios").glob("*.y*ml"))
            return
        for each in sorted(self.path.rglob("*")):
            if each.suffix in _SUFFIXES and self._runs not in each.resolve().parents:
                yield each

    def _stamps(self) -> Iterator[object]:
        for each in self._files():
            try:
                found = each.stat()
            except OSError:
                yield str(each), None
            else:
                yield str(each), found.st_mtime_ns, found.st_size, found.st_ino

    def _hash_of_files(self) -> str:
        whole = hashlib.sha256()
        for each in self._files():
            try:
                own = hashlib.sha256(each.read_bytes()).hexdigest()
            except OSError:
                own = "-"
            whole.update(f"{each.relative_to(self.folder)} {own}\n".encode(errors="replace"))
        return whole.hexdigest()


def told(refusals: Sequence[Refusal]) -> tuple[Message, ...]:
    """The first of some mistakes, each with its place, and how many more there are."""
    first = tuple(MISTAKE(place=str(each.place), what=each.what) for each in refusals[:_MOST_TOLD])
    left = len(refusals) - _MOST_TOLD
    return (*first, MORE_MISTAKES(count=left)) if left > 0 else first


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]
