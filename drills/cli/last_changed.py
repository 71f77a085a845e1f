"""When a plan was last changed, by its files: what gives a later edition its higher number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

_NEVER = datetime(2020, 1, 1, tzinfo=UTC)


def last_changed(place: Path, files: Iterable[str]) -> datetime:
    """The newest change (UTC, whole seconds) of the plan's `files`, and of its scenarios.

    A file that is taken away changes its folder; the plan's own is left out, because runs and
    reports are put into it. Where a copy kept the time of the file that it was made from, the time
    at which it was put there counts, which nobody can set back.
    """
    found = [_NEVER, *(each for file in _rests_on(place, files) for each in _changed(file))]
    return max(found).replace(microsecond=0)


def _rests_on(place: Path, files: Iterable[str]) -> Iterator[Path]:
    folder = place if place.is_dir() else place.parent
    told = [folder / each for each in files]
    yield from told
    yield from {each.parent for each in told} - {folder}
    scenarios = folder / "scenarios"
    yield scenarios
    with suppress(OSError):
        yield from scenarios.glob("*.yaml")


def _changed(file: Path) -> Iterator[datetime]:
    with suppress(OSError):
        looks = file.stat()
        yield datetime.fromtimestamp(max(looks.st_mtime, looks.st_ctime), UTC)
