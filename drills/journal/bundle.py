"""A run in one file, carried to another terminal: opened and read like a run.

``docs/bundle.md`` is the page for those who check one without this program. A bundle is hostile
until shown otherwise: everything is read in parts of a bounded size, nothing is unpacked, and what
is wrong is told in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from bcp.message import Message, Phrase
from drills.core.events import DrillEnded
from drills.errors import JournalBroken, Refusal
from drills.journal import bundle_file as shape
from drills.journal.bundle_line import LONGEST, Link, read_lines
from drills.journal.bundle_manifest import Manifest, manifest_in
from drills.journal.file import require
from drills.journal.record import Record, row_broken
from drills.journal.signing import LARGEST as LONGEST_SIGNATURE
from drills.journal.signing import fingerprint, plain_line, signer
from drills.journal.trouble import spoken_errors

PURPOSE = "bcp-drill-bundle"
"""What a bundle's signature is made for (the namespace of ``ssh-keygen -Y verify``)."""
LARGEST_MANIFEST = 1024 * 1024
LARGEST_JOURNAL = 512 * 1024 * 1024

SignatureVerdict = Literal["good", "unknown", "other_key", "bad", "none"]

BROKEN = Phrase(
    "bundle.broken",
    ja="「{path}」を信用できません。{what}",
    en="{path} cannot be trusted: {what}",
)
MEMBER_MISSING = Phrase(
    "bundle.member_missing",
    ja="目録にある「{member}」が入っていません。",
    en="{member}, which the manifest names, is missing.",
)
MEMBER_EXTRA = Phrase(
    "bundle.member_extra",
    ja="目録にない「{member}」が入っています。",
    en="it holds {member}, which the manifest does not name.",
)
MEMBER_CHANGED = Phrase(
    "bundle.member_changed",
    ja="「{member}」が書き出した後に書き換えられています。",
    en="{member} was changed after it was exported.",
)
TOO_LARGE = Phrase(
    "bundle.too_large",
    ja="「{member}」が大きすぎます（{most} バイトまで）。",
    en="{member} is too large; {most} bytes are allowed.",
)
MANIFEST_DISAGREES = Phrase(
    "bundle.manifest_disagrees",
    ja="目録の「{field}」が記録と合いません。",
    en="the manifest's {field} does not fit its records.",
)
RECORD_MISSING = Phrase(
    "bundle.record_missing",
    ja="目録によれば記録は {records} 件あるはずですが、ここで終わっています。",
    en="its manifest says that there are {records} records, but they end here.",
)
RECORD_EXTRA = Phrase(
    "bundle.record_extra",
    ja="目録によれば記録は {records} 件だけのはずです。",
    en="its manifest says that there are only {records} records.",
)
UNSIGNED = Phrase(
    "bundle.unsigned",
    ja="署名がありません。どの端末で作られたかは確かめられません。",
    en="it is not signed: nothing shows which terminal made it.",
)
UNKNOWN_KEY = Phrase(
    "bundle.unknown_key",
    ja="署名は目録と合いますが、その鍵がどの端末のものかは手元の計画では分かりません（{key}）。",
    en="the signature fits the manifest, but no plan here says whose key it is ({key}).",
)
OTHER_KEY = Phrase(
    "bundle.other_key",
    ja="区分「{zone}」の端末の鍵（計画の public_key）ではない鍵で署名されています。",
    en="it is not signed with the key that the plan names for the terminal of zone {zone!r}.",
)
SIGNATURE_REMOVED = Phrase(
    "bundle.signature_removed",
    ja="目録によれば署名があるはずですが、ありません。",
    en="its manifest says that it is signed, but the signature is missing.",
)


@dataclass(frozen=True)
class Signature:
    """What the signature shows. `what` is None where it is good. `key` is whose it is, if any.

    ``unknown``: it fits, by a key that nobody here knows. ``other_key``: it fits, by another key
    than the one known for this zone.
    """

    verdict: SignatureVerdict
    what: Message | None
    key: str | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether it speaks against the bundle."""
        return self.verdict in ("bad", "other_key")


class Bundle:
    """An opened bundle whose manifest could be read; the rest is checked when it is read."""

    def __init__(
        self, path: Path, contents: shape.Contents, raw: bytes, manifest: Manifest
    ) -> None:
        self.path, self.manifest = path, manifest
        self._contents, self._raw = contents, raw

    def signature(self, known: Mapping[str, str] | None = None) -> Signature:
        """What the signature over the manifest shows.

        `known` maps zone ids to the public keys (lines) of their terminals, from the reader's own
        plan: the plan inside a bundle says nothing about itself. Raises `JournalBroken` where the
        file cannot be read.
        """
        member = self._contents.member(shape.SIGNATURE)
        if member is None:
            if self.manifest.signed_by is not None:
                return Signature("bad", SIGNATURE_REMOVED())
            return Signature("none", UNSIGNED())
        with opened(self.path) as file:
            text = _whole(file, member, LONGEST_SIGNATURE)
        return _judged(text, self._raw, self.manifest, known or {})

    def records(self) -> Iterator[Record]:
        """The records, each checked before it is given.

        `hash` and `prev` are those of the journal that it was exported from. Raises `JournalBroken`
        at the first that cannot be trusted, naming it; or at the end, where the whole does not fit
        the manifest.
        """
        with opened(self.path) as file:
            yield from _sound(file, self._contents, self.manifest)

    def evidence(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The name and the contents of each file of evidence in the bundle, in parts.

        Taking the parts to their end checks them: `JournalBroken` is raised where they are not
        what the manifest says.
        """
        with opened(self.path) as file:
            for member in self._contents.members:
                if member.name not in shape.FIXED:
                    yield member.name, _checked(file, member, self.manifest)

    def faults(self) -> Iterator[tuple[str, Message]]:
        """Each member that is not what the manifest says, by name, and what is wrong with it."""
        present = {each.name for each in self._contents.members}
        wanted = {*self.manifest.members, shape.JOURNAL}
        if self._contents.what is not None:
            yield self.path.name, self._contents.what
        for name in sorted(wanted - present):
            yield name, MEMBER_MISSING(member=name)
        for name in sorted(present - wanted - {shape.MANIFEST, shape.SIGNATURE}):
            yield name, MEMBER_EXTRA(member=name)
        with opened(self.path) as file:
            for member in self._contents.members:
                if not _is_as_named(file, member, self.manifest):
                    yield member.name, MEMBER_CHANGED(member=member.name)


def is_bundle(place: Path) -> bool:
    """Whether a file begins as a bundle does; a run's folder or journal never does."""
    try:
        if not place.is_file():
            return False
        with place.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except (OSError, ValueError):
        return False


def open_bundle(path: Path) -> Bundle:
    """Open a bundle. Raises `JournalBroken` where it is none, or its manifest cannot be read."""
    with opened(path) as file:
        contents = shape.contents_of(file)
        member = contents.member(shape.MANIFEST)
        try:
            if member is None:
                raise JournalBroken(contents.what or shape.NOT_A_BUNDLE())
            raw = _whole(file, member, LARGEST_MANIFEST)
            return Bundle(path, contents, raw, manifest_in(raw))
        except JournalBroken as error:
            raise JournalBroken(BROKEN(path=str(path), what=error.message)) from error


def readable_lines(path: Path) -> Iterator[Record]:
    """The records by their own chain alone, whatever else is wrong with the file.

    Raises `JournalBroken` at the first that cannot be trusted, naming it.
    """
    with opened(path) as file:
        member = shape.contents_of(file).member(shape.JOURNAL)
        if member is not None:
            yield from (record for record, _ in read_lines(_lines(file, member), Link()))


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to be read. Raises `JournalBroken` where it is none, or the disk does not give it."""
    require(path)
    with spoken_errors(path), path.open("rb") as file:
        yield file


def _sound(file: BinaryIO, contents: shape.Contents, manifest: Manifest) -> Iterator[Record]:
    member = contents.member(shape.JOURNAL)
    if member is None:
        raise JournalBroken(contents.what or MEMBER_MISSING(member=shape.JOURNAL))
    at, first, last, closed = Link(), 0, 0, False
    for record, link in read_lines(_lines(file, member), at):
        if record.seq > manifest.records:
            raise row_broken(record.seq, RECORD_EXTRA(records=manifest.records))
        at, first, last = link, first or record.wall_ns, record.wall_ns
        closed = closed or record.kind == DrillEnded.__name__
        yield record
    if at.seq < manifest.records:
        raise row_broken(at.seq + 1, RECORD_MISSING(records=manifest.records))
    found = {"chain": at.chain, "head": at.origin, "closed": closed}
    found |= {"first_wall_ns": first, "last_wall_ns": last}
    for field, value in found.items():
        if getattr(manifest, field) != value:
            raise JournalBroken(MANIFEST_DISAGREES(field=field))


def _lines(file: BinaryIO, member: shape.Member) -> Iterator[bytes]:
    """The lines of a member with their ends; the last one without, where it is cut or too long."""
    if member.size > LARGEST_JOURNAL:
        raise JournalBroken(TOO_LARGE(member=member.name, most=LARGEST_JOURNAL))
    rest = b""
    for part in shape.parts_of(file, member.begin, member.size):
        *whole, rest = (rest + part).split(b"\n")
        for each in whole:
            yield each + b"\n" if len(each) < LONGEST else each
        if len(rest) > LONGEST:
            break
    if rest:
        yield rest


def _judged(text: bytes, raw: bytes, manifest: Manifest, known: Mapping[str, str]) -> Signature:
    try:
        key = signer(text.decode("ascii", "replace"), raw, PURPOSE)
    except Refusal as refusal:
        return Signature("bad", refusal.message)
    if manifest.signed_by is None or key != manifest.signed_by:
        return Signature("bad", MEMBER_CHANGED(member=shape.SIGNATURE))
    zone = manifest.zone
    of_zone = known.get(zone) if zone is not None else None
    mine = {plain_line(each) for each in ([of_zone] if of_zone else known.values())}
    if key in mine:
        return Signature("good", None, key)
    if of_zone:
        return Signature("other_key", OTHER_KEY(zone=zone), key)
    return Signature("unknown", UNKNOWN_KEY(key=fingerprint(key)), key)


def _whole(file: BinaryIO, member: shape.Member, most: int) -> bytes:
    if member.size > most:
        raise JournalBroken(TOO_LARGE(member=member.name, most=most))
    return b"".join(shape.parts_of(file, member.begin, member.size))


def _is_as_named(file: BinaryIO, member: shape.Member, manifest: Manifest) -> bool:
    found = shape.sum_of(shape.parts_of(file, member.begin, member.size))
    part = manifest.members.get(member.name)
    same = part is None or (found.sha256, found.size) == (part.sha256, part.size)
    return same and (found.crc, found.size) == (member.crc, member.size)


def _checked(file: BinaryIO, member: shape.Member, manifest: Manifest) -> Iterator[bytes]:
    summing = shape.Summing()
    for part in shape.parts_of(file, member.begin, member.size):
        summing.add(part)
        yield part
    named = manifest.members.get(member.name)
    if named is None or (summing.sum.sha256, summing.sum.size) != (named.sha256, named.size):
        raise JournalBroken(MEMBER_CHANGED(member=member.name))
