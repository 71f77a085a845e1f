"""What is said of a bundle: what it holds, what was left out, who signed it, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from bcp.harmless import harmless
from bcp.message import Message, Phrase
from drills.core import events as e
from drills.errors import Spoken
from drills.journal import bundle_check
from drills.journal.bundle import Signature
from drills.journal.bundle_manifest import LeftOut, Manifest
from drills.journal.record import Record
from drills.journal.signing import fingerprint
from drills.journal.verify import Verification
from scenarios.zones import segment_label, zone_name

ADDRESSES = Phrase("bundle.addresses", ja="アドレスとホスト名", en="addresses and host names")
PEOPLE = Phrase("bundle.people", ja="人の名前と連絡先", en="people and how to reach them")
EVIDENCE = Phrase("bundle.evidence", ja="機器の生の応答（証跡）", en="raw readings (evidence)")
NOTHING = Phrase("bundle.nothing_left_out", ja="なし", en="nothing")
HOLDS = Phrase(
    "bundle.holds",
    ja="{run}（{organisation}、区分: {zone}）を持ち運び用にまとめたものです。"
    "入れていないもの: {left_out:list}",
    en="A bundle of {run} ({organisation}, zone: {zone}). Left out: {left_out:list}",
)
NO_ZONE = Phrase("bundle.no_zone", ja="分けていません", en="not divided")
MERGED = Phrase("bundle.merged_zones", ja="{zones:list} を結合", en="merged from {zones:list}")
SIGNED = Phrase(
    "bundle.signed",
    ja="署名: 計画にある、この区分の端末の鍵によるものです（{key}）。",
    en="Signature: by the key that the plan names for this zone's terminal ({key}).",
)
SIGNED_OTHERWISE = Phrase("bundle.signed_otherwise", ja="署名: {what}", en="Signature: {what}")
MEMBER = Phrase("bundle.member", ja="{member}: {what}", en="{member}: {what}")

_STARTED, _MERGED = e.DrillStarted.__name__, e.Merged.__name__
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
    found = bundle_check.check_bundle(path, known)
    return found.verification, (
        *_about(found.manifest, bundle_check.read_good(path)),
        *(signed_said(each) for each in (found.signature,) if each is not None),
        *(MEMBER(member=name, what=what) for name, what in found.members),
    )


def _about(manifest: Manifest | None, records: Iterator[Record]) -> Iterator[Message]:
    if manifest is not None:
        yield HOLDS(
            # A line that the file's maker wrote must not pass for one of ours.
            run=harmless(manifest.run),
            organisation=harmless(manifest.organisation),
            zone=_zones(manifest, records),
            left_out=left_out_words(manifest.left_out),
        )


def _zones(manifest: Manifest, records: Iterator[Record]) -> Message | str:
    """What the record covers, by the town's own names; by id where its beginning is unreadable."""
    first = [each for each in islice(records, 2) if each.kind in (_STARTED, _MERGED)]
    try:
        match [each.event() for each in first]:
            case [e.DrillStarted(brief=brief)] if brief.zone:
                return harmless(zone_name(brief.plan, brief.zone))
            case [e.DrillStarted(brief=brief), e.Merged(segments=segments)]:
                names = (segment_label(brief.plan, each.name) for each in segments)
                return MERGED(zones=tuple(map(harmless, names)))
    except Spoken:
        pass
    return harmless(manifest.zone) if manifest.zone else NO_ZONE()


def signed_said(signature: Signature) -> Message:
    """Who signed a bundle, or that nothing shows it."""
    if signature.what is None and signature.key is not None:
        return SIGNED(key=fingerprint(signature.key))
    return SIGNED_OTHERWISE(what=signature.what)
