"""What is said of a bundle: what it holds, what was left out, who signed it, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bcp.harmless import harmless
from bcp.message import Message, Phrase
from drills.journal.bundle import Signature
from drills.journal.bundle_check import check_bundle
from drills.journal.bundle_manifest import LeftOut, Manifest
from drills.journal.signing import fingerprint
from drills.journal.verify import Verification

ADDRESSES = Phrase("bundle.addresses", ja="アドレスとホスト名", en="addresses and host names")
PEOPLE = Phrase("bundle.people", ja="人の名前と連絡先", en="people and how to reach them")
EVIDENCE = Phrase("bundle.evidence", ja="機器の生の応答（証跡）", en="raw readings (evidence)")
NOTHING = Phrase("bundle.nothing_left_out", ja="なし", en="nothing")
HOLDS = Phrase(
    "bundle.holds",
    ja="{run}（{organisation}、ゾーン: {zone}）を持ち運び用にまとめたものです。"
    "入れていないもの: {left_out:list}",
    en="A bundle of {run} ({organisation}, zone: {zone}). Left out: {left_out:list}",
)
NO_ZONE = Phrase("bundle.no_zone", ja="分けていません", en="not divided")
SIGNED = Phrase(
    "bundle.signed",
    ja="署名: 計画にある、このゾーンの端末の鍵によるものです（{key}）。",
    en="Signature: by the key that the plan names for this zone's terminal ({key}).",
)
SIGNED_OTHERWISE = Phrase("bundle.signed_otherwise", ja="署名: {what}", en="Signature: {what}")
MEMBER = Phrase("bundle.member", ja="{member}: {what}", en="{member}: {what}")

_WORDS: Mapping[LeftOut, Phrase] = {
    "addresses": ADDRESSES,
    "people": PEOPLE,
    "evidence": EVIDENCE,
}


def left_out_words(left_out: tuple[LeftOut, ...]) -> tuple[Message, ...]:
    """What was left out, in words."""
    return tuple(_WORDS[each]() for each in left_out) or (NOTHING(),)


def findings(path: Path, known: Mapping[str, str]) -> tuple[Verification, tuple[Message, ...]]:
    """What checking a bundle found, and what to say of it besides its records."""
    found = check_bundle(path, known)
    return found.verification, (
        *_about(found.manifest),
        *(_signed(each) for each in (found.signature,) if each is not None),
        *(MEMBER(member=name, what=what) for name, what in found.members),
    )


def _about(manifest: Manifest | None) -> Iterator[Message]:
    if manifest is not None:
        yield HOLDS(
            # A line that the file's maker wrote must not pass for one of ours.
            run=harmless(manifest.run),
            organisation=harmless(manifest.organisation),
            zone=harmless(manifest.zone) if manifest.zone else NO_ZONE(),
            left_out=left_out_words(manifest.left_out),
        )


def _signed(signature: Signature) -> Message:
    if signature.what is None and signature.key is not None:
        return SIGNED(key=fingerprint(signature.key))
    return SIGNED_OTHERWISE(what=signature.what)
