"""Notes of the hot wash that the plan could not take: kept beside the run until they are taken in.

One JSON object on each line, written and on the disk before anybody is told that it is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drills.whole_file import made_own, replace_whole

NAME = "action_items.jsonl"


@dataclass(frozen=True)
class KeptNote:
    """What was typed about one item: names of fields with their values, as `typed.fields_of` reads.

    `key` is the same for the same line, so that nothing is taken in twice.
    """

    typed: Mapping[str, str]


def keep(run: Path, typed: Mapping[str, str]) -> Path:
    """Keep a note beside the run, and say in which file. Raises `OSError`."""
    file = run / NAME
    made_own(file)
    line = json.dumps(dict(typed), ensure_ascii=False, sort_keys=True) + "\n"
    with file.open("ab") as kept:
        # A line that a crash cut short must not swallow this one.
        if kept.tell() and file.read_bytes()[-1:] != b"\n":
            kept.write(b"\n")
        kept.write(line.encode())
        kept.flush()
        os.fsync(kept.fileno())
    return file


def kept_notes(run: Path) -> tuple[KeptNote, ...]:
    """The notes beside a run that are still to be taken in; a line that is none is left alone."""
    return tuple(note for line in _lines(run) if (note := _note(line)) is not None)


def taken_in(run: Path, notes: Iterable[KeptNote]) -> None:
    """Forget the notes that stand in the plan now. What was kept meanwhile stays."""
    done = [dict(each.typed) for each in notes]
    if not done:
        return
    left = [
        line
        for line in _lines(run)
        if (note := _note(line)) is None or dict(note.typed) not in done
    ]
    _replace(run / NAME, left)


def _replace(file: Path, left: Sequence[str]) -> None:
    if not left:
        with suppress(OSError):
            file.unlink()
        return
    with suppress(OSError):
        replace_whole(file, "".join(f"{line}\n" for line in left).encode())


def _lines(run: Path) -> tuple[str, ...]:
    try:
        text = (run / NAME).read_text("utf-8", errors="replace")
    except OSError:
        return ()
    return tuple(line for line in text.splitlines() if line.strip())


def _note(line: str) -> KeptNote | None:
    try:
        found: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        return None
    return KeptNote(found)
