"""Raw readings of the watch, kept beside the journal: evidence, on which no figure depends."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from drills.core.events import EvidenceKept, Sample
from drills.journal.sqlite import read
from drills.whole_file import made_own

# Enough for eight hours of a dozen checks; after that the journal alone goes on.
LARGEST = 32 * 1024 * 1024
FOLDER = "evidence"


class Evidence:
    """One file of readings for one process run, a line of JSON for each answer."""

    def __init__(self, run: Path) -> None:
        folder = run / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        number = len(list(folder.glob("watch-*.jsonl"))) + 1
        self.path = folder / f"watch-{number}.jsonl"
        made_own(self.path)
        self._file = self.path.open("ab")
        self._hash = hashlib.sha256()
        self._size = 0
        self._full = False

    def note(self, check: str, sample: Sample) -> None:
        """Add an answer; what no longer fits is left out, and `closed` says so."""
        line = json.dumps(
            {
                "check": check,
                "sent_us": sample.sent,
                "received_us": sample.received,
                "outcome": sample.outcome,
                "facts": dict(sample.reading.facts),
                "said": sample.reading.said,
                **({} if sample.control is None else {"control": dict(sample.control.facts)}),
            },
            ensure_ascii=False,
            default=str,
        )
        row = line.encode("utf-8", "replace") + b"\n"
        if self._file.closed:
            return
        if self._size + len(row) > LARGEST:
            self._full = True
            return
        self._file.write(row)
        self._hash.update(row)
        self._size += len(row)

    def closed(self, at: int) -> EvidenceKept:
        """Close the file and give its fingerprint for the journal."""
        self._file.close()
        name = f"{FOLDER}/{self.path.name}"
        return EvidenceKept(at, name, self._hash.hexdigest(), self._size, not self._full)


def left_behind(run: Path, known: frozenset[str], at: int) -> tuple[EvidenceKept, ...]:
    """Fingerprint the files that an ended process could not close; their end may be lost."""
    found = []
    for path in sorted((run / FOLDER).glob("watch-*.jsonl")):
        name = f"{FOLDER}/{path.name}"
        if name not in known:
            raw = path.read_bytes()
            digest = hashlib.sha256(raw).hexdigest()
            found.append(EvidenceKept(at, name, digest, len(raw), complete=False))
    return tuple(found)


def mismatched(run: Path) -> tuple[str, ...]:
    """Name the files of evidence that are gone or not what the journal says they were."""
    wrong = []
    for record in read(run):
        event = record.event() if record.kind == EvidenceKept.__name__ else None
        if isinstance(event, EvidenceKept):
            path = run / event.file
            raw = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(raw).hexdigest() != event.sha256:
                wrong.append(event.file)
    return tuple(wrong)
