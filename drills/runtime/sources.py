"""The records of segments that a merged record is made from: read, kept beside it, and checked."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bcp.message import Message, Phrase
from drills.core.events import Merged
from drills.core.handed_in import Given
from drills.core.merging_events import Segment, Signed
from drills.errors import JournalBroken
from drills.journal import file
from drills.journal.bundle import is_bundle, open_bundle
from drills.journal.bundle_check import check_bundle
from drills.journal.signing import fingerprint
from drills.journal.sqlite import read
from drills.journal.trouble import spoken_errors
from drills.journal.verify import verify
from drills.runtime.evidence import FOLDER as EVIDENCE
from drills.runtime.evidence import mismatched

FOLDER = "sources"
_NOT_IN_A_NAME = re.compile(r"[^\w-]+")
_NAME_KEPT = 40  # Windows limits whole paths to 260 characters

BROKEN = Phrase(
    "sources.broken",
    ja="「{name}」を信用できないため、結合しません。{what}",
    en="{name} cannot be trusted and is not merged. {what}",
)
EVIDENCE_CHANGED = Phrase(
    "sources.evidence_changed",
    ja="証跡ファイル {files:list} が、記録されたハッシュと一致しません。",
    en="The evidence files {files:list} do not match their recorded hashes.",
)
OTHER_KEY = Phrase(
    "sources.other_key",
    ja="{place}の鍵として計画に書かれたものではない鍵（{key}）で署名されています。",
    en="It was signed with the key {key}, which is not the one that the plan here has for {place}.",
)
GONE = Phrase(
    "sources.gone",
    ja="結合元の記録 {kept} がありません。",
    en="The source record {kept} is gone.",
)
CHANGED = Phrase(
    "sources.changed",
    ja="結合元の記録 {kept} が、結合したときのものと違います。",
    en="The source record {kept} is not the one that was merged.",
)


@dataclass(frozen=True)
class Source:
    """A segment that was read, and the file or folder that it came from."""

    given: Given
    place: Path


def read_source(place: Path, called: str, known: Mapping[str, str]) -> Source:
    """Read a bundle or a run's folder whole.

    `known` maps zones to the public keys of their terminals. Raises `JournalBroken` where anything
    in it is not as it was written.
    """
    return _bundle(place, called, known) if is_bundle(place) else _run(place, called)


def _bundle(place: Path, called: str, known: Mapping[str, str]) -> Source:
    checked = check_bundle(place, known)
    what = checked.verification.what
    if checked.manifest is None or checked.signature is None or what is not None:
        raise JournalBroken(BROKEN(name=called, what=what or GONE(kept=called)))
    verdict, key = checked.signature.verdict, checked.signature.key
    signed: Signed = "good" if verdict == "good" else "none" if verdict == "none" else "unknown"
    given = Given(
        file=called,
        events=tuple(each.event() for each in open_bundle(place).records()),
        head=checked.verification.head,
        key=fingerprint(key) if key is not None else None,
        signature=signed,
        left_out=tuple(checked.manifest.left_out),
        sha256=_sha256(place),
    )
    return Source(given, place)


def _run(place: Path, called: str) -> Source:
    events = tuple(each.event() for each in read(place))
    wrong = mismatched(place)
    if wrong:
        raise JournalBroken(BROKEN(name=called, what=EVIDENCE_CHANGED(files=wrong)))
    found = verify(place)
    return Source(Given(file=called, events=events[: found.records], head=found.head), place)


def coded(sources: Sequence[Source]) -> list[Source]:
    """The sources with the codes of their organisations: several are to be merged."""
    return [
        replace(each, given=replace(each.given, code=each.given.brief.plan.organisation.code))
        for each in sources
    ]


def signed_by(source: Source, known: Mapping[str, str]) -> Source:
    """The source with its signature held against the key of its municipality's terminal.

    `known` has it as ``CODE.ZONE``, or ``CODE`` where a run has no zone. Raises `JournalBroken`
    where another key signed it.
    """
    given = source.given
    line = known.get(given.name.replace("/", "."))
    if line is None or given.key is None or not given.code:
        return source
    if fingerprint(line) != given.key:
        what = OTHER_KEY(place=given.name, key=given.key)
        raise JournalBroken(BROKEN(name=given.file, what=what))
    return replace(source, given=replace(given, signature="good"))


def named(source: Source) -> Source:
    """The source with the place where its copy is kept beside the merged record."""
    name = _NOT_IN_A_NAME.sub("-", source.given.name).strip("-")[:_NAME_KEPT] or "segment"
    suffix = source.place.suffix if is_bundle(source.place) else ""
    return replace(source, given=replace(source.given, kept=f"{FOLDER}/{name}{suffix}"))


def keep(source: Source, folder: Path) -> None:
    """Copy a source beside the merged record. Raises `JournalBroken` where that is not possible."""
    kept = folder / source.given.kept
    with spoken_errors(kept):
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        if is_bundle(source.place):
            shutil.copyfile(source.place, kept)
            return
        kept.mkdir(mode=0o700)
        for suffix in ("", "-wal"):
            part = source.place / f"{file.NAME}{suffix}"
            if part.is_file():
                shutil.copyfile(part, kept / part.name)
        for each in sorted((source.place / EVIDENCE).glob("*")):
            if each.is_file() and not each.is_symlink():
                (kept / EVIDENCE).mkdir(mode=0o700, exist_ok=True)
                shutil.copyfile(each, kept / EVIDENCE / each.name)


def faults_of_sources(folder: Path) -> Iterator[Message]:
    """Say what is wrong with the sources of a run; nothing where it was not merged."""
    for record in read(folder):
        if record.kind == Merged.__name__:
            event = record.event()
            if isinstance(event, Merged):
                yield from _faults(folder, event)
            return
        if record.seq > 1:
            return


def _faults(folder: Path, merged: Merged) -> Iterator[Message]:
    for each in merged.segments:
        kept = (folder / each.kept).resolve()
        inside = kept.is_relative_to(folder.resolve()) and each.kept.startswith(FOLDER)
        if not inside or not kept.exists():
            yield GONE(kept=each.kept)
        elif not _is_as_merged(kept, each):
            yield CHANGED(kept=each.kept)


def _is_as_merged(kept: Path, segment: Segment) -> bool:
    if segment.sha256:
        return kept.is_file() and _sha256(kept) == segment.sha256
    found = verify(kept)
    return found.trusted and found.head == segment.head and not mismatched(kept)


def _sha256(path: Path) -> str:
    with spoken_errors(path), path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
