"""A pack as a file: written whole, and opened as what it is, hostile until shown otherwise.

It is a ZIP file in the one shape of a bundle (`drills.journal.bundle_file`): stored, without links,
without names that lead elsewhere, each member of a bounded size and with the hash that the manifest
names. Nothing is unpacked by a name that the file chose.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bcp.message import Message, Phrase
from bcp.system_trouble import reason_of
from drills.errors import Refusal
from drills.journal import bundle_file as shape
from drills.journal.bundle_manifest import Part
from drills.journal.signing import SigningKey, signer
from drills.packs import manifest as manifests
from drills.packs.manifest import Manifest

PURPOSE = "bcp-drill-pack"
"""What a pack's signature is made for (the namespace of ``ssh-keygen -Y verify``)."""
LARGEST = 4 * 1024 * 1024
"""Bytes of a whole pack; a scenario of 2,000 steps has less than one of these four."""

# A file that is called like a device is that device on Windows, whatever its ending.
_DEVICE = r"(?i:con|prn|aux|nul|com\d|lpt\d)\."
_OTHERS = re.compile(rf"instructions\.(?:en|ja)\.md|scenarios/(?!{_DEVICE})[\w-]{{1,80}}\.yaml")

NOT_A_PACK = Phrase(
    "packs.not_a_pack",
    ja="「{file}」は bcp-drill pack が作った訓練パックではありません。"
    "解凍したり圧縮し直したりしていない、元のファイルを使ってください。",
    en="{file} is no pack as bcp-drill writes it. "
    "Use the original file, not one that was unpacked and packed again.",
)
CANNOT_READ = Phrase(
    "packs.cannot_read",
    ja="「{file}」を読めません（{reason}）。名前と権限を確かめてください。",
    en="{file} cannot be read ({reason}). Check its name and permissions.",
)
TOO_LARGE = Phrase(
    "packs.too_large",
    ja="「{file}」は訓練パックとしては大きすぎます（{most} バイトまで）。",
    en="{file} is too large for a pack; {most} bytes are allowed.",
)
CHANGED = Phrase(
    "packs.changed",
    ja="訓練パック「{file}」の「{member}」が、作られた後に書き換えられたか、欠けています。"
    "もう一度もらってください。",
    en="{member} of the pack {file} was changed after it was made, or is missing. "
    "Ask for the file again.",
)
BAD_SIGNATURE = Phrase(
    "packs.bad_signature",
    ja="訓練パック「{file}」の署名が正しくありません。{what}",
    en="The signature of the pack {file} is not right: {what}",
)
REMOVED = Phrase(
    "packs.signature_removed",
    ja="目録によれば署名があるはずですが、ありません。",
    en="its manifest says that it is signed, but the signature is missing.",
)
NOT_ITS_KEY = Phrase(
    "packs.not_its_key",
    ja="目録にある鍵によるものではありません。",
    en="it is not by the key that its manifest names.",
)


@dataclass(frozen=True)
class Pack:
    """An opened pack, all of which fits its manifest. `sha256` is that of the whole file."""

    manifest: Manifest
    members: Mapping[str, bytes]
    sha256: str

    @property
    def scenario(self) -> bytes:
        """The scenario, as it was written."""
        return self.members[scenario_member(self.manifest.scenario)]

    @property
    def key(self) -> str | None:
        """The line of the key that signed it; None where nobody did."""
        return self.manifest.signed_by


def scenario_member(scenario: str) -> str:
    """Under which name a scenario stands in a pack, and in a plan."""
    return f"scenarios/{scenario}.yaml"


def parts_of(members: Mapping[str, bytes]) -> Mapping[str, Part]:
    """What a manifest says of these members."""
    return {name: Part(_digest(raw), len(raw)) for name, raw in sorted(members.items())}


def packed(manifest: Manifest, members: Mapping[str, bytes], key: SigningKey | None) -> bytes:
    """The whole file; the same manifest, members and key give the same bytes."""
    raw = manifests.written(manifest)
    all_members = {shape.MANIFEST: raw}
    if key is not None:
        all_members[shape.SIGNATURE] = key.sign(raw, PURPOSE).encode("ascii")
    all_members |= dict(sorted(members.items()))
    out = io.BytesIO()
    written = [
        shape.write_member(out, name, shape.sum_of(iter([content])), iter([content]))
        for name, content in all_members.items()
    ]
    shape.write_end(out, written)
    return out.getvalue()


def opened_pack(path: Path) -> Pack:
    """Read and check a pack. Raises `Refusal` for whatever is wrong with it."""
    raw = _read(path)
    members = _members(raw, path.name)
    manifest = manifests.manifest_in(members.pop(shape.MANIFEST, b""))
    signature = members.pop(shape.SIGNATURE, None)
    for name in {*manifest.members, *members}:
        part = manifest.members.get(name)
        content = members.get(name)
        if part is None or content is None or part != Part(_digest(content), len(content)):
            raise Refusal(CHANGED(file=path.name, member=name))
    wanted = members.get(scenario_member(manifest.scenario))
    if wanted is None or _digest(wanted) != manifest.digest:
        raise Refusal(CHANGED(file=path.name, member=scenario_member(manifest.scenario)))
    what = _signature_fault(signature, members_raw=manifests.written(manifest), of=manifest)
    if what is not None:
        raise Refusal(BAD_SIGNATURE(file=path.name, what=what))
    return Pack(manifest, members, _digest(raw))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as trouble:
        raise Refusal(CANNOT_READ(file=str(path), reason=reason_of(trouble))) from trouble
    if len(raw) > LARGEST:
        raise Refusal(TOO_LARGE(file=str(path), most=LARGEST))
    return raw


def _members(raw: bytes, called: str) -> dict[str, bytes]:
    contents = shape.contents_of(io.BytesIO(raw), _fits)
    if contents.what is not None or contents.member(shape.MANIFEST) is None:
        raise Refusal(NOT_A_PACK(file=called))
    return {each.name: raw[each.begin : each.begin + each.size] for each in contents.members}


def _fits(name: str, last: str | None, before: Sequence[shape.Member]) -> bool:
    """Manifest, signature where there is one, then the others in ascending order."""
    if last is None:
        return name == shape.MANIFEST
    if last == shape.MANIFEST and name == shape.SIGNATURE:
        return True
    in_order = last in (shape.MANIFEST, shape.SIGNATURE) or last < name
    return in_order and len(before) < 8 and _OTHERS.fullmatch(name) is not None


def _signature_fault(
    signature: bytes | None, *, members_raw: bytes, of: Manifest
) -> Message | None:
    if signature is None:
        return None if of.signed_by is None else REMOVED()
    try:
        key = signer(signature.decode("ascii", "replace"), members_raw, PURPOSE)
    except Refusal as refusal:
        return refusal.message
    return None if key == of.signed_by else NOT_ITS_KEY()


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
