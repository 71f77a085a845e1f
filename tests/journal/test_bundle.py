"""A bundle says what it is and whose, and what is wrong with it; it is trusted with nothing."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from bcp.message import render
from drills.core import events as e
from drills.errors import JournalBroken, Refusal
from drills.journal import bundle_file as shape
from drills.journal import bundle_manifest as manifests
from drills.journal.bundle import PURPOSE, is_bundle, open_bundle
from drills.journal.bundle_check import Checked, check_bundle, read_good
from drills.journal.bundle_line import LONGEST
from drills.journal.bundle_writing import Wanted, write_bundle
from drills.journal.codec import canonical
from drills.journal.record import GENESIS
from drills.journal.signing import new_key
from drills.journal.sqlite import SqliteJournal, read
from drills.journal.verify import verify
from tests.journal.bundles import ZONE, bundled, key_for, recorded, telling
from tests.proofs.tamper import EVENTS, lines_of

RAW = b'{"check":"a","said":["10.0.0.9"]}\n'


def words_of(found: Checked) -> str:
    what = found.verification.what
    assert what is not None
    assert "[" not in render(what, "ja").replace("[Errno", "")
    return render(what, "en")


def repacked(path: Path, **parts: bytes | None) -> Path:
    """The same bundle with other contents of some members, or without them."""
    content = path.read_bytes()
    found = shape.contents_of(BytesIO(content))
    old = {each.name: content[each.begin : each.begin + each.size] for each in found.members}
    new = {name.partition(".")[0]: (name, part) for name, part in old.items()}
    out = BytesIO()
    members = []
    for short, (name, part) in new.items():
        now = parts.get(short, part)
        if now is not None:
            total = shape.sum_of(iter([now]))
            members.append(shape.write_member(out, name, total, iter([now])))
    shape.write_end(out, members)
    path.write_bytes(out.getvalue())
    return path


def manifest_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as packed:
        return packed.read(shape.MANIFEST)


def test_a_bundle_gives_the_records_of_its_run(tmp_path: Path) -> None:
    path = bundled(tmp_path, telling(), addresses=True, people=True)
    assert tuple(open_bundle(path).records()) == tuple(read(tmp_path / "run"))
    found = check_bundle(path, {ZONE: key_for(tmp_path).line})
    assert found.verification == verify(tmp_path / "run")
    assert found.signature is not None
    assert (found.signature.verdict, found.members) == ("good", ())


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    first = bundled(tmp_path, telling())
    write_bundle(tmp_path / "run", tmp_path / "again.zip", Wanted(key=key_for(tmp_path)))
    assert first.read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert first.stat().st_mode & 0o077 == 0


def test_the_manifest_says_what_the_run_was(tmp_path: Path) -> None:
    manifest = open_bundle(bundled(tmp_path, telling())).manifest
    records = tuple(read(tmp_path / "run"))
    assert manifest.zone == ZONE
    assert manifest.run == "20261121-100000-quake-at-night"
    assert (manifest.records, manifest.head) == (len(records), records[-1].hash)
    assert manifest.first_wall_ns == records[0].wall_ns
    assert manifest.last_wall_ns == records[-1].wall_ns
    assert manifest.closed


def test_a_run_that_is_not_closed_says_so(tmp_path: Path) -> None:
    path = bundled(tmp_path, telling()[:-1])
    found = check_bundle(path).verification
    assert (found.what, found.closed, open_bundle(path).manifest.closed) == (None, False, False)


async def test_a_run_that_goes_on_is_exported_as_far_as_it_is_durable(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    with SqliteJournal.create(tmp_path / "run") as journal:
        await journal.append(EVENTS[:3])
        manifest = write_bundle(tmp_path / "run", tmp_path / "b.zip", Wanted())
        await journal.append(EVENTS[3:])
    assert (manifest.records, manifest.closed) == (3, False)
    assert check_bundle(tmp_path / "b.zip").verification.trusted


def test_any_zip_program_opens_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(bundled(tmp_path, EVENTS)) as packed:
        assert packed.namelist() == ["manifest.json", "signature", "journal.jsonl"]
        assert packed.testzip() is None


@pytest.mark.parametrize(
    ("known", "verdict", "is_wrong"),
    [
        (lambda mine, other: {ZONE: mine}, "good", False),
        (lambda mine, other: {ZONE: f"{mine} lgwan@office"}, "good", False),
        (lambda mine, other: {}, "unknown", False),
        (lambda mine, other: {"internet": other}, "unknown", False),
        (lambda mine, other: {ZONE: other, "internet": mine}, "other_key", True),
    ],
)
def test_a_signature_is_held_against_the_readers_own_plan(
    tmp_path: Path, known: Callable[[str, str], dict[str, str]], verdict: str, is_wrong: bool
) -> None:
    path = bundled(tmp_path, telling())
    keys = known(key_for(tmp_path).line, new_key(tmp_path / "other").line)
    found = check_bundle(path, keys)
    assert found.signature is not None
    assert (found.signature.verdict, found.signature.is_wrong) == (verdict, is_wrong)
    assert found.verification.trusted is not is_wrong


def test_an_unsigned_bundle_opens_and_says_that_it_is_unsigned(tmp_path: Path) -> None:
    run = recorded(tmp_path / "run", EVENTS)
    write_bundle(run, tmp_path / "b.zip", Wanted())
    found = check_bundle(tmp_path / "b.zip")
    assert found.verification.trusted
    assert found.signature is not None
    assert found.signature.verdict == "none"


def test_a_signature_taken_away_or_put_by_somebody_else_is_found(tmp_path: Path) -> None:
    path = bundled(tmp_path, EVENTS)
    content = path.read_bytes()
    assert "signature is missing" in words_of(check_bundle(repacked(path, signature=None)))
    path.write_bytes(content)
    other = new_key(tmp_path / "other").sign(manifest_of(path), PURPOSE).encode()
    assert "signature was changed" in words_of(check_bundle(repacked(path, signature=other)))
    path.write_bytes(content)
    approval = key_for(tmp_path).sign(manifest_of(path), "approval").encode()
    assert "for something else" in words_of(check_bundle(repacked(path, signature=approval)))


def test_a_record_edited_with_every_sum_set_right_shows_only_in_the_signature(
    tmp_path: Path,
) -> None:
    path = bundled(tmp_path, EVENTS)
    chain, lines = GENESIS, []
    for line in lines_of(path.read_bytes()):
        fields = json.loads(line)
        del fields["chain"]
        if fields["kind"] == "Paused":
            fields["body"]["reason"], fields["left_out"] = "forged", True
        text = canonical(fields)
        chain = hashlib.sha256(f"{chain}\n{text}".encode()).hexdigest()
        lines.append(f'{text[:-1]},"chain":"{chain}"}}\n'.encode())
    journal = b"".join(lines)
    total = shape.sum_of(iter([journal]))
    parts = {shape.JOURNAL: manifests.Part(total.sha256, total.size)}
    said = replace(open_bundle(path).manifest, chain=chain, members=parts)
    repacked(path, journal=journal, manifest=manifests.written(said))
    found = check_bundle(path)
    assert found.signature is not None
    assert found.signature.verdict == "bad"
    assert "does not fit the contents" in words_of(found)


def test_evidence_goes_in_when_asked_for_and_is_checked(tmp_path: Path) -> None:
    kept = e.EvidenceKept(
        6, "evidence/watch-1.jsonl", hashlib.sha256(RAW).hexdigest(), len(RAW), True
    )
    run = recorded(tmp_path / "run", (*EVENTS[:-1], kept, EVENTS[-1]))
    (run / "evidence").mkdir()
    (run / kept.file).write_bytes(RAW)
    write_bundle(run, tmp_path / "b.zip", Wanted(True, True, True))
    bundle = open_bundle(tmp_path / "b.zip")
    assert {name: b"".join(parts) for name, parts in bundle.evidence()} == {kept.file: RAW}
    content = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(content.replace(b"10.0.0.9", b"10.0.0.8"))
    assert "evidence/watch-1.jsonl was changed" in words_of(check_bundle(tmp_path / "b.zip"))
    with pytest.raises(JournalBroken, match="was changed"):
        [list(parts) for _, parts in open_bundle(tmp_path / "b.zip").evidence()]
    write_bundle(run, tmp_path / "without.zip", Wanted())
    manifest = open_bundle(tmp_path / "without.zip").manifest
    assert [each.sha256 for each in manifest.evidence] == [kept.sha256]
    assert "evidence" in manifest.left_out
    (run / kept.file).write_bytes(b"changed")
    with pytest.raises(JournalBroken, match="recorded hash"):
        write_bundle(run, tmp_path / "c.zip", Wanted(True, True, True))


def test_nothing_is_exported_of_a_run_that_cannot_be_trusted(tmp_path: Path) -> None:
    run = recorded(tmp_path / "run", EVENTS)
    raw = (run / "journal.sqlite").read_bytes()
    (run / "journal.sqlite").write_bytes(raw.replace("停電".encode(), "休憩".encode()))
    with pytest.raises(JournalBroken, match="record 4"):
        write_bundle(run, tmp_path / "b.zip", Wanted())
    assert not (tmp_path / "b.zip").exists()


def test_what_cannot_be_exported_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    SqliteJournal.create(tmp_path / "empty").close()
    with pytest.raises(Refusal, match="nothing to export"):
        write_bundle(tmp_path / "empty", tmp_path / "b.zip", Wanted())
    run = recorded(tmp_path / "run", EVENTS)
    with pytest.raises(Refusal, match="cannot be written"):
        write_bundle(run, tmp_path / "nowhere" / "b.zip", Wanted())
    with pytest.raises(Refusal, match="exists already"):
        write_bundle(run, run, Wanted())
    with pytest.raises(Refusal, match="--with-people"):
        write_bundle(run, tmp_path / "b.zip", Wanted(evidence=True))
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def hostile(path: Path, name: str, entry: dict[str, object]) -> Path:
    """The bundle as another program packed it, with one more member."""
    content_of = path.read_bytes()
    found = shape.contents_of(BytesIO(content_of))
    with zipfile.ZipFile(path, "w") as packed:
        for each in found.members:
            packed.writestr(each.name, content_of[each.begin : each.begin + each.size])
        extra = zipfile.ZipInfo(name)
        for field, value in entry.items():
            setattr(extra, field, value)
        packed.writestr(extra, b"{}" * 5_000)
    return path


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        *(("/etc/passwd", {}), ("../../evil", {}), ("evidence/../../evil", {}), ("C:\\evil", {})),
        *(("journal.jsonl", {}), ("evidence/a", {"external_attr": 0o120777 << 16})),
        *(("evidence/a", {"compress_type": zipfile.ZIP_DEFLATED}), ("evidence/", {})),
        *(("evidence/a", {"flag_bits": 1}), ("evidence/a", {"extra": b"\x01\x00\x00\x00"})),
        *(("evidence/a", {"comment": b"hello"}), ("x" * 60_000, {}), ("evidence/\u202egpj", {})),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_was_packed_by_somebody_else_is_refused(
    tmp_path: Path, name: str, entry: dict[str, object]
) -> None:
    path = hostile(bundled(tmp_path, EVENTS), name, entry)
    found = check_bundle(path)
    assert not found.verification.trusted
    assert words_of(found)
    assert len(words_of(found)) < 500


@pytest.mark.parametrize("place", ["before", "behind", "inside"])
def test_what_is_put_before_behind_or_between_is_found(tmp_path: Path, place: str) -> None:
    path = bundled(tmp_path, EVENTS)
    content = path.read_bytes()
    at = {"before": 0, "behind": len(content), "inside": content.index(b"PK\x01\x02")}[place]
    path.write_bytes(content[:at] + b"PK\x03\x04smuggled" + content[at:])
    assert not check_bundle(path).verification.trusted


def test_names_and_order_are_the_ones_of_a_bundle(tmp_path: Path) -> None:
    def packed(*names: str) -> str:
        out = BytesIO()
        none = shape.sum_of(iter(()))
        members = [shape.write_member(out, name, none, iter(())) for name in names]
        shape.write_end(out, members)
        what = shape.contents_of(BytesIO(out.getvalue())).what
        return render(what, "en") if what else ""

    order = ("manifest.json", "signature", "journal.jsonl", "evidence/a.jsonl", "evidence/b.jsonl")
    assert packed(*order) == ""
    assert packed("manifest.json", "journal.jsonl") == ""
    for wrong in (
        "manifest.json",
        "journal.jsonl",
        "evidence/a.jsonl",
        "../x",
        "evidence/../x",
        "",
    ):
        assert "does not belong in this place" in packed(*order, wrong)
    assert "does not belong" in packed("journal.jsonl", "manifest.json")
    assert "too many" in packed(*order[:3], *(f"evidence/{n:04}" for n in range(1_000)))


LINES = {
    "deep": b'{"body":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"\n",
    "huge number": b'{"seq":' + b"9" * 100_000 + b"}\n",
    "huge float": b'{"seq":1e999,"chain":""}\n',
    "not a number": b'{"seq":NaN,"chain":""}\n',
    "list": b"[]\n",
    "scalar": b'"x"\n',
    "empty line": b"\n",
    "wrong encoding": '{"記録":1}\n'.encode("cp932"),
    "utf-16": '{"seq":1}\n'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}\n",
    "no fields": b'{"chain":""}\n',
    "odd chain": b'{"chain":{}}\n',
    "no end": b"{}",
    "zero": b"\0" * 5_000 + b"\n",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("at", [0, 3])
def test_a_hostile_line_is_named_and_those_before_it_are_given(
    tmp_path: Path, line: bytes, at: int
) -> None:
    path = bundled(tmp_path, EVENTS)
    lines = lines_of(path.read_bytes())
    repacked(path, journal=b"".join((*lines[:at], line, *lines[at:])))
    found = check_bundle(path)
    assert found.verification.first_bad == at + 1
    assert f"record {at + 1} " in words_of(found)
    assert len(tuple(read_good(path))) == at


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"{}", b"null", b"[" * 200_000, b'{"version":' + b"9" * 9_999 + b"}", b"\xff\xfe"),
        b'{"format":"bcp-drill-bundle","version":2}',
    ],
)
def test_a_hostile_manifest_is_refused_and_the_records_still_open(
    tmp_path: Path, raw: bytes
) -> None:
    path = repacked(bundled(tmp_path, EVENTS), manifest=raw)
    found = check_bundle(path)
    assert found.manifest is None
    assert words_of(found)
    with pytest.raises(JournalBroken):
        open_bundle(path)
    assert len(tuple(read_good(path))) == len(EVENTS)


def test_a_later_format_says_which_program_opens_it(tmp_path: Path) -> None:
    raw = b'{"format":"bcp-drill-bundle","version":2}'
    path = repacked(bundled(tmp_path, EVENTS), manifest=raw)
    assert "format 2" in words_of(check_bundle(path))


@pytest.mark.parametrize("size", [LONGEST * 20, 600 * 1024 * 1024])
def test_a_line_without_end_takes_no_more_memory_than_a_line_may(tmp_path: Path, size: int) -> None:
    path = bundled(tmp_path, EVENTS)
    raw, out = manifest_of(path), path.open("wb")
    with out:
        shape.write_member(out, shape.MANIFEST, shape.sum_of(iter([raw])), iter([raw]))
        shape.write_member(out, shape.JOURNAL, shape.Sum("", 0, size), iter(()))
        out.truncate(out.tell() + size)
    tracemalloc.start()
    found = check_bundle(path)
    good = tuple(read_good(path))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert good == ()
    assert "too l" in words_of(found)
    assert most < 6 * LONGEST


def test_what_is_no_file_is_no_bundle(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no bundle", encoding="utf-8")
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "text", Path("a\0b")):
        assert not is_bundle(place)
        assert not check_bundle(place).verification.trusted
        assert tuple(read_good(place)) == ()
