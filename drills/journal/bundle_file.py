"""The one shape of ZIP file that a bundle is, written and read without anything else of ZIP.

Every ZIP program opens it. Read it is only in exactly this shape: members stored and not packed,
in their order, without dates, extra fields, remarks or gaps, so that the same members always give
the same bytes. Whatever else a ZIP file can do (packed bombs, encrypted or overlapping members,
links, names that lead elsewhere) is not this shape and is refused; nothing is ever unpacked
to the disk by a member's name. Members are found from the front, so that a file that was cut off
still gives what stands before the cut. Format: PKWARE's APPNOTE 6.3.10, 4.3.7, 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from bcp.harmless import harmless
from bcp.message import Message, Phrase

MANIFEST, SIGNATURE, JOURNAL = "manifest.json", "signature", "journal.jsonl"
MOST_MEMBERS = 1_000

_EVIDENCE = re.compile(r"evidence/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", re.ASCII)
FIXED = (MANIFEST, SIGNATURE, JOURNAL)
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
# Version 1.0, names in UTF-8, stored, 1980-01-01 00:00.
_SHAPE = (10, 0x0800, 0, 0, 0x0021)
_PART = 256 * 1024

NOT_A_BUNDLE = Phrase(
    "bundle.not_a_bundle",
    ja="bcp-drill が作ったバンドルではありません。"
    "作り直されたり圧縮し直されたりしていない元のファイルを使ってください。",
    en="this is no bundle as bcp-drill writes it. "
    "Use the original file, not one that was unpacked and packed again.",
)
CUT_OFF = Phrase(
    "bundle.cut_off",
    ja="「{member}」の途中でファイルが切れています。もう一度コピーしてください。",
    en="the file is cut off within {member}. Copy it again.",
)
CUT_OFF_BEHIND = Phrase(
    "bundle.cut_off_behind",
    ja="「{member}」の後でファイルが切れているか、壊れています。もう一度コピーしてください。",
    en="behind {member} the file is cut off or damaged. Copy it again.",
)
MISPLACED = Phrase(
    "bundle.misplaced",
    ja="「{name}」というファイルは、バンドルのこの位置に入りません。"
    "作り直されたファイルの可能性があります。",
    en="a member {name!r} does not belong in this place of a bundle: "
    "somebody else may have packed it.",
)
BAD_END = Phrase(
    "bundle.bad_end",
    ja="末尾の目次が内容と合いません。切れているか、書き換えられています。",
    en="the table at its end does not fit its members: it is cut off or was changed.",
)
TOO_MANY = Phrase(
    "bundle.too_many",
    ja="入っているファイルが多すぎます（{most} 個まで）。",
    en="it has too many members; {most} are allowed.",
)


@dataclass(frozen=True)
class Member:
    """One member, and where its contents begin; not `whole` where the file ends before it does."""

    name: str
    size: int
    crc: int
    begin: int
    whole: bool = True


@dataclass(frozen=True)
class Contents:
    """The members that a file has, from the front, and what is wrong with it, if anything."""

    members: tuple[Member, ...]
    what: Message | None

    def member(self, name: str) -> Member | None:
        """The member of that name, or None."""
        return next((each for each in self.members if each.name == name), None)


@dataclass(frozen=True)
class Sum:
    """What identifies contents, and how large they are."""

    sha256: str
    crc: int
    size: int


class Summing:
    """Adds up contents as they pass."""

    def __init__(self) -> None:
        self._hash, self._crc, self._size = hashlib.sha256(), 0, 0

    def add(self, part: bytes) -> None:
        self._hash.update(part)
        self._crc = zlib.crc32(part, self._crc)
        self._size += len(part)

    @property
    def sum(self) -> Sum:
        return Sum(self._hash.hexdigest(), self._crc, self._size)


def may_be_evidence(name: str) -> bool:
    """Whether a file of evidence of that name can be a member."""
    return _EVIDENCE.fullmatch(name) is not None


def sum_of(parts: Iterator[bytes]) -> Sum:
    """Add up contents that come in parts."""
    summing = Summing()
    for each in parts:
        summing.add(each)
    return summing.sum


def parts_of(file: BinaryIO, begin: int, size: int) -> Iterator[bytes]:
    """So many bytes of a file in parts of a bounded size; fewer where the file ends before."""
    while size > 0:
        file.seek(begin)
        part = file.read(min(size, _PART))
        if not part:
            return
        yield part
        begin, size = begin + len(part), size - len(part)


def write_member(file: BinaryIO, name: str, sum: Sum, parts: Iterator[bytes]) -> Member:
    """Append one member, whose contents were added up before."""
    file.write(_local(name, sum.crc, sum.size))
    member = Member(name, sum.size, sum.crc, file.tell())
    for each in parts:
        file.write(each)
    return member


def write_end(file: BinaryIO, members: Sequence[Member]) -> None:
    """Append the table that ends the file."""
    file.write(_tail(members, file.tell()))


Fits = Callable[[str, str | None, Sequence[Member]], bool]
"""Whether a member of that name may stand behind that last one and all before."""


def of_a_bundle(name: str, last: str | None, before: Sequence[Member]) -> bool:
    """The order of a bundle's members: manifest, signature, journal, evidence."""
    if may_be_evidence(name):
        # Evidence stands behind the journal, each file once and in ascending order.
        return last == JOURNAL or (last is not None and last not in FIXED and last < name)
    if name not in FIXED:
        return False
    wanted = {None: (MANIFEST,), MANIFEST: (SIGNATURE, JOURNAL), SIGNATURE: (JOURNAL,)}
    return len(before) <= 2 and name in wanted.get(last, ())


def contents_of(file: BinaryIO, fits: Fits = of_a_bundle) -> Contents:
    """Find the members, from the front; the first that does not fit ends the search.

    `fits` says which members may stand in which order.
    """
    file.seek(0, 2)
    length = file.tell()
    members: list[Member] = []
    at = 0
    while True:
        found = _member_at(file, at, length, members, fits)
        if isinstance(found, Message):
            return Contents(tuple(members), found)
        if found is None:
            break
        members.append(found)
        at = found.begin + found.size
        if not found.whole:
            return Contents(tuple(members), CUT_OFF(member=found.name))
    return Contents(tuple(members), _wrong_end(file, at, length, members))


def _member_at(
    file: BinaryIO, at: int, length: int, before: Sequence[Member], fits: Fits
) -> Member | Message | None:
    """The member that begins there; None where the members end; or what is wrong."""
    last = before[-1].name if before else None
    file.seek(at)
    head = file.read(_LOCAL.size)
    if before and head[:4] == _CENTRAL_MARK.to_bytes(4, "little"):
        return None
    name, crc, size = _said(file, head)
    if name is None:
        return CUT_OFF_BEHIND(member=last) if last else NOT_A_BUNDLE()
    if not fits(name, last, before):
        return MISPLACED(name=harmless(name[:80]))
    if len(before) >= MOST_MEMBERS:
        return TOO_MANY(most=MOST_MEMBERS)
    begin = file.tell()
    return Member(name, size, crc, begin, whole=begin + size <= length)


def _said(file: BinaryIO, head: bytes) -> tuple[str | None, int, int]:
    """Name, CRC and size by a member's head; the name None where it is not exactly one of ours."""
    if len(head) < _LOCAL.size:
        return None, 0, 0
    *_, crc, size, _, name_length, _ = _LOCAL.unpack(head)
    raw = file.read(min(name_length, 200))
    name = raw.decode("utf-8", "replace")
    return (name if head + raw == _local(name, crc, size) else None), crc, size


def _wrong_end(file: BinaryIO, at: int, length: int, members: Sequence[Member]) -> Message | None:
    wanted = _tail(members, at)
    file.seek(at)
    fits = length - at == len(wanted) and file.read(len(wanted)) == wanted
    return None if fits else BAD_END()


def _local(name: str, crc: int, size: int) -> bytes:
    raw = name.encode("utf-8", "replace")
    return _LOCAL.pack(_LOCAL_MARK, *_SHAPE, crc, size, size, len(raw), 0) + raw


def _tail(members: Sequence[Member], at: int) -> bytes:
    rows = []
    for each in members:
        raw = each.name.encode()
        begin = each.begin - _LOCAL.size - len(raw)
        sizes = (each.crc, each.size, each.size, len(raw), 0, 0, 0, 0, 0, begin)
        rows.append(_CENTRAL.pack(_CENTRAL_MARK, 10, *_SHAPE, *sizes) + raw)
    table = b"".join(rows)
    count = len(members)
    return table + _END.pack(_END_MARK, 0, 0, count, count, len(table), at, 0)
