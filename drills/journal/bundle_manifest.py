"""The first member of a bundle: what it says of itself, whose exact bytes are signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bcp.message import Phrase, Text
from drills.errors import JournalBroken
from drills.journal.codec import canonical
from drills.journal.shapes import Misfit, shape_of
from scenarios.model import Mode

FORMAT, VERSION = "bcp-drill-bundle", 1

LeftOut = Literal["addresses", "people", "evidence"]

BAD_MANIFEST = Phrase(
    "bundle.bad_manifest",
    ja="目録（manifest.json）が壊れています。もう一度コピーしてください。",
    en="its manifest.json is damaged. Copy it again.",
)
OTHER_VERSION = Phrase(
    "bundle.other_version",
    ja="このプログラムが知らない形式（第{version}版）です。"
    "作ったときと同じか、それより新しい版の bcp-drill で開いてください。",
    en="it has format {version}, which this program does not know. "
    "Open it with the version of bcp-drill that wrote it, or a newer one.",
)


@dataclass(frozen=True)
class Part:
    """What the manifest says of another member."""

    sha256: str
    size: int


@dataclass(frozen=True)
class EvidenceFile:
    """A file of evidence of the run, whether or not it is in the bundle."""

    file: str
    sha256: str
    size: int
    complete: bool


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself; its exact bytes are signed.

    `head` is the hash of the last record in the journal that it was exported from, `chain` that of
    the last line as exported. `closed` is whether a record ends the drill. `left_out` says what the
    records do not hold; `evidence` names every file of evidence that the run has. `signed_by` is
    the line of the key that signs, None where there is no signature. Times are Unix time.
    """

    format: Literal["bcp-drill-bundle"]
    version: int
    run: str
    scenario: str
    title: Text
    organisation: str
    mode: Mode
    zone: str | None
    tool: str
    records: int
    first_wall_ns: int
    last_wall_ns: int
    head: str
    chain: str
    closed: bool
    left_out: tuple[LeftOut, ...]
    evidence: tuple[EvidenceFile, ...]
    members: Mapping[str, Part]
    signed_by: str | None


def written(manifest: Manifest) -> bytes:
    """The bytes of a manifest; the same one always gives the same."""
    return (canonical(shape_of(Manifest).write(manifest)) + "\n").encode()


def manifest_in(raw: bytes) -> Manifest:
    """The manifest in these bytes. Raises `JournalBroken` where they are not exactly one."""
    try:
        stored = json.loads(raw.decode())
        if isinstance(stored, dict) and stored.get("format") == FORMAT:
            version = stored.get("version")
            if type(version) is int and version != VERSION:
                raise JournalBroken(OTHER_VERSION(version=version))
        manifest: Manifest = shape_of(Manifest).read(stored)
        same = written(manifest) == raw
    except (ValueError, RecursionError, Misfit) as error:
        raise JournalBroken(BAD_MANIFEST()) from error
    if not same:
        raise JournalBroken(BAD_MANIFEST())
    return manifest
