"""A run put into one file, with personal data and addresses left out unless they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.core.brief import Brief
from drills.core.events import DrillEnded, DrillStarted, EvidenceKept
from drills.errors import JournalBroken, Refusal
from drills.journal import bundle_file as shape
from drills.journal import bundle_manifest as manifests
from drills.journal.bundle import LARGEST_JOURNAL, PURPOSE, TOO_LARGE
from drills.journal.bundle_line import LONGEST, TOO_LONG, Link, written
from drills.journal.bundle_manifest import EvidenceFile, LeftOut, Manifest, Part
from drills.journal.leaving_out import LeavingOut
from drills.journal.record import Record, row_broken
from drills.journal.signing import SigningKey
from drills.journal.sqlite import read
from drills.journal.trouble import spoken_errors
from drills.journal.verify import verify
from drills.whole_file import whole_file

NOTHING_YET = Phrase(
    "bundle.nothing_yet",
    ja="{run} は始まる前に止まったため、書き出す記録がありません。",
    en="{run} ended before it began; there is nothing to export.",
)
EXISTS = Phrase(
    "bundle.exists",
    ja="「{file}」はすでにあります。別の名前を -o で指定してください。",
    en="{file} exists already. Name another file with -o.",
)
CANNOT_WRITE = Phrase(
    "bundle.cannot_write",
    ja="「{file}」に書けません（{reason}）。書き込める場所を -o で指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)
EVIDENCE_TELLS_ALL = Phrase(
    "bundle.evidence_tells_all",
    ja="証跡には機器の生の出力が入るため、--with-evidence は "
    "--with-addresses と --with-people を付けたときだけ使えます。",
    en="Evidence holds what machines really said, so --with-evidence "
    "wants --with-addresses and --with-people, too.",
)
EVIDENCE_CHANGED = Phrase(
    "bundle.evidence_changed",
    ja="証跡「{file}」がないか、記録されたハッシュと合いません。"
    "--with-evidence を付けずに書き出すか、保管してある写しを使ってください。",
    en="the evidence {file} is missing or does not match its recorded hash. "
    "Export without --with-evidence, or use a copy you kept.",
)


@dataclass(frozen=True)
class Wanted:
    """What goes into a bundle besides the records, and the key that signs it, if any."""

    addresses: bool = False
    people: bool = False
    evidence: bool = False
    key: SigningKey | None = None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What does not go into it."""
        wanted: dict[LeftOut, bool] = {
            "addresses": self.addresses,
            "people": self.people,
            "evidence": self.evidence,
        }
        return tuple(name for name, included in wanted.items() if not included)


@dataclass(frozen=True)
class _Told:
    """What the records say that the manifest repeats."""

    brief: Brief
    first: Record
    last: Record
    closed: bool
    evidence: tuple[EvidenceFile, ...]
    link: Link


def write_bundle(run: Path, out: Path, wanted: Wanted) -> Manifest:
    """Export a run, given by its folder, to a new file, and give what the bundle says of itself.

    The same run, wishes and key give the same bytes. What is recorded while this works is not
    exported. Raises `JournalBroken` where the run or its evidence cannot be trusted, `Refusal`
    where there is nothing to export or the file cannot be written.
    """
    if wanted.evidence and not (wanted.addresses and wanted.people):
        raise Refusal(EVIDENCE_TELLS_ALL())
    if out.exists():
        raise Refusal(EXISTS(file=str(out)))
    found = verify(run)
    if found.what is not None:
        raise JournalBroken(found.what)
    if not found.records:
        raise Refusal(NOTHING_YET(run=run.name))
    with ExitStack() as held:
        with spoken_errors(run):
            lines = held.enter_context(TemporaryFile())
        told, total = _exported(run, found.records, wanted, lines)
        files = _evidence(run, told, held) if wanted.evidence else {}
        parts = {shape.JOURNAL: (lines, total), **files}
        manifest = _manifest(told, wanted, {name: total for name, (_, total) in parts.items()})
        _put(out, manifest, wanted.key, parts)
    return manifest


def _exported(run: Path, count: int, wanted: Wanted, lines: BinaryIO) -> tuple[_Told, shape.Sum]:
    """Write the lines, and give what they say and add up to."""
    leaving = LeavingOut.of(_first(run, count), addresses=wanted.addresses, people=wanted.people)
    summing, link = shape.Summing(), Link()
    first: Record | None = None
    evidence: list[EvidenceFile] = []
    closed, brief = False, None
    for original in _first(run, count):
        record, event = leaving.exported(original)
        line, link = written(record, original, link)
        if len(line) > LONGEST:
            raise Refusal(row_broken(original.seq, TOO_LONG(most=LONGEST)).message)
        lines.write(line)
        summing.add(line)
        first, last = first or original, original
        closed = closed or isinstance(event, DrillEnded)
        if isinstance(event, DrillStarted):
            brief = event.brief
        elif isinstance(event, EvidenceKept):
            evidence.append(EvidenceFile(event.file, event.sha256, event.size, event.complete))
    if brief is None or first is None:
        raise Refusal(NOTHING_YET(run=run.name))
    if summing.sum.size > LARGEST_JOURNAL:
        raise Refusal(TOO_LARGE(member=shape.JOURNAL, most=LARGEST_JOURNAL))
    return _Told(brief, first, last, closed, tuple(evidence), link), summing.sum


def _first(run: Path, count: int) -> Iterator[Record]:
    return islice(read(run), count)


def _evidence(run: Path, told: _Told, held: ExitStack) -> dict[str, tuple[BinaryIO, shape.Sum]]:
    found: dict[str, tuple[BinaryIO, shape.Sum]] = {}
    for each in sorted(told.evidence, key=lambda each: each.file):
        path = run / each.file
        changed = JournalBroken(EVIDENCE_CHANGED(file=each.file))
        if not shape.may_be_evidence(each.file) or not path.is_file():
            raise changed
        with spoken_errors(path):
            file = held.enter_context(path.open("rb"))
            total = shape.sum_of(shape.parts_of(file, 0, each.size))
        if total.sha256 != each.sha256:
            raise changed
        found[each.file] = (file, total)
    return found


def _manifest(told: _Told, wanted: Wanted, sums: dict[str, shape.Sum]) -> Manifest:
    brief = told.brief
    return Manifest(
        format="bcp-drill-bundle",
        version=manifests.VERSION,
        run=brief.run_id,
        scenario=brief.scenario.id,
        title=brief.scenario.title,
        organisation=brief.plan.organisation.name,
        mode=brief.mode,
        zone=brief.zone,
        tool=brief.tool,
        records=told.last.seq,
        first_wall_ns=told.first.wall_ns,
        last_wall_ns=told.last.wall_ns,
        head=told.last.hash,
        chain=told.link.chain,
        closed=told.closed,
        left_out=wanted.left_out,
        evidence=told.evidence,
        members={name: Part(total.sha256, total.size) for name, total in sums.items()},
        signed_by=wanted.key.line if wanted.key else None,
    )


def _put(
    out: Path,
    manifest: Manifest,
    key: SigningKey | None,
    parts: dict[str, tuple[BinaryIO, shape.Sum]],
) -> None:
    """Write the whole file or none."""
    raw = manifests.written(manifest)
    texts = {shape.MANIFEST: raw}
    if key is not None:
        texts[shape.SIGNATURE] = key.sign(raw, PURPOSE).encode("ascii")
    try:
        with whole_file(out, new=True) as file:
            members = [
                shape.write_member(file, name, shape.sum_of(iter([text])), iter([text]))
                for name, text in texts.items()
            ]
            for name, (source, total) in parts.items():
                content = shape.parts_of(source, 0, total.size)
                members.append(shape.write_member(file, name, total, content))
            shape.write_end(file, members)
    except FileExistsError as there:
        raise Refusal(EXISTS(file=str(out))) from there
    except (OSError, ValueError) as trouble:
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason_of(trouble))) from trouble
