"""Everything that can be found wrong with a bundle, and the part of it that still opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bcp.message import Message
from drills.core.events import DrillEnded
from drills.errors import Spoken
from drills.journal.bundle import Signature, open_bundle, readable_lines
from drills.journal.bundle_manifest import Manifest
from drills.journal.record import GENESIS, ROW_BROKEN, Record
from drills.journal.verify import Verification


@dataclass(frozen=True)
class Checked:
    """What was found of a bundle.

    `verification` is what `drills.journal.verify` says of a run. Its `what` is the first fault of
    all, be it of a record, the signature or another member; its `head` that of the journal that the
    bundle was exported from. `members` are those that are not as they should be. Without a
    `manifest` the file could be read by its records' own chain at most.
    """

    manifest: Manifest | None
    signature: Signature | None
    verification: Verification
    members: tuple[tuple[str, Message], ...] = ()


def check_bundle(path: Path, known: Mapping[str, str] | None = None) -> Checked:
    """Check everything in a bundle; `known` as in `Bundle.signature`. Raises nothing."""
    try:
        bundle = open_bundle(path)
    except Spoken as error:
        found = _walked(readable_lines(path))
        return Checked(None, None, found.verification(error.message))
    found = _walked(bundle.records())
    members: list[tuple[str, Message]] = []
    try:
        signature = bundle.signature(known)
        members.extend(bundle.faults())
    except Spoken as error:
        signature = Signature("bad", error.message)
    others = (signature.what if signature.is_wrong else None, *(what for _, what in members))
    what = next((each for each in others if each is not None), None)
    return Checked(bundle.manifest, signature, found.verification(what), tuple(members))


def read_good(path: Path) -> Iterator[Record]:
    """The records before the first bad one, also of a bundle whose other members are damaged."""
    try:
        yield from readable_lines(path)
    except Spoken:
        return


@dataclass(frozen=True)
class _Walk:
    """What reading the records to the first bad one came to."""

    good: int
    head: str
    closed: bool
    fault: Message | None

    def verification(self, other: Message | None) -> Verification:
        """The finding, with a fault of something else than the records, if there is one."""
        what = self.fault or other
        named = self.fault is not None and self.fault.code == ROW_BROKEN.code
        return Verification(
            records=self.good,
            first_bad=self.good + 1 if named else None,
            what=what,
            closed=what is None and self.closed,
            head=self.head,
        )


def _walked(records: Iterator[Record]) -> _Walk:
    good, head, closed = 0, GENESIS, False
    fault: Message | None = None
    try:
        for record in records:
            good, head = record.seq, record.hash
            closed = closed or record.kind == DrillEnded.__name__
    except Spoken as error:
        fault = error.message
    return _Walk(good, head, closed, fault)
