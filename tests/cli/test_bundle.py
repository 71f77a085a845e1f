"""A drill in one file: exported, carried, and read on another terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.journal import bundle_manifest as manifests
from drills.journal.bundle import open_bundle
from tests.cli.conversation import bcp_drill, from_the_start
from tests.journal.bundles import ADDRESSES, PEOPLE, ZONE, recorded, telling
from tests.journal.test_bundle import repacked

RUN = "20261121-100000-quake-at-night"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "runs").mkdir()
    recorded(tmp_path / "runs" / RUN, telling())
    return tmp_path


def exported(office: Path, *options: str) -> Path:
    if not (office / "key").exists():
        made = bcp_drill("--lang", "en", "key", "new", "key", cwd=office)
        assert made.code == ExitCode.PASSED, made
        line = made.out.splitlines()[1]
        plan = f"organisation: 見本町\nzones:\n  - {{id: {ZONE}, public_key: {line}}}\n"
        (office / "plan.yaml").write_text(plan, encoding="utf-8")
    words = ("bundle", "last", "-o", "out.zip", "--key", "key", *options)
    seen = bcp_drill("--lang", "en", *words, cwd=office)
    assert seen.code == ExitCode.PASSED, seen
    return office / "out.zip"


def test_a_bundle_is_read_on_a_terminal_that_has_only_the_file(
    office: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "b.zip").write_bytes(exported(office).read_bytes())
    verified = bcp_drill("--lang", "en", "verify", "b.zip", cwd=elsewhere)
    assert verified.code == ExitCode.PASSED, verified
    assert "records are as they were written. The drill is closed." in verified.out
    assert "no plan here says whose key it is" in verified.out
    assert "zone: LGWAN接続系" in verified.out
    report = bcp_drill("--lang", "ja", "report", "b.zip", "-f", "text", cwd=elsewhere)
    assert "震度6弱・夜間の地震" in report.out
    replayed = bcp_drill("--lang", "ja", "replay", "b.zip", cwd=elsewhere)
    assert "T+" in replayed.out
    for seen in (verified, report, replayed):
        assert [each for each in (*ADDRESSES, *PEOPLE) if each in seen.out + seen.err] == []


def test_the_plan_says_whose_signature_it_is(office: Path) -> None:
    exported(office)
    known = bcp_drill("--lang", "en", "verify", "out.zip", cwd=office)
    assert known.code == ExitCode.PASSED
    assert "by the key that the plan names" in known.out
    other = bcp_drill("--lang", "en", "key", "new", "other", cwd=office).out.splitlines()[1]
    plan = f"organisation: 見本町\nzones:\n  - {{id: {ZONE}, public_key: {other}}}\n"
    (office / "plan.yaml").write_text(plan, encoding="utf-8")
    wrong = bcp_drill("--lang", "en", "verify", "out.zip", "--plan", ".", cwd=office)
    assert wrong.code == ExitCode.RECORD_BROKEN
    assert "not signed with the key that the plan names" in wrong.out


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_the_report_of_a_bundle_says_whose_key_signed_it(office: Path, form: str) -> None:
    def reported() -> str:
        seen = bcp_drill("--lang", "en", "report", "out.zip", "-f", form, cwd=office)
        return " ".join(seen.out.split())

    exported(office)
    assert ("bundle.signed" if form == "json" else "by the key that the plan names") in reported()
    (office / "plan.yaml").write_text("organisation: 見本町\n", encoding="utf-8")
    assert ("bundle.unknown_key" if form == "json" else "no plan here says whose") in reported()
    other = bcp_drill("--lang", "en", "key", "new", "other", cwd=office).out.splitlines()[1]
    plan = f"organisation: 見本町\nzones:\n  - {{id: {ZONE}, public_key: {other}}}\n"
    (office / "plan.yaml").write_text(plan, encoding="utf-8")
    assert ("bundle.other_key" if form == "json" else "not signed with the key") in reported()


def test_the_bundle_says_what_it_holds_and_what_it_does_not(office: Path) -> None:
    seen = from_the_start("--lang", "ja", "bundle", "last", "-o", "b.zip", cwd=office)
    assert "入れていないもの: アドレスとホスト名、人の名前と連絡先" in seen.out
    assert "署名: なし" in seen.out
    unsigned = bcp_drill("--lang", "ja", "verify", "b.zip", cwd=office)
    assert "署名がありません" in unsigned.out
    again = bcp_drill("--lang", "ja", "bundle", "last", "-o", "b.zip", cwd=office)
    assert again.code == ExitCode.INVALID_INPUT
    assert "すでにあります" in again.err
    alone = ("bundle", "last", "-o", "c.zip", "--with-evidence")
    assert "--with-people" in bcp_drill("--lang", "ja", *alone, cwd=office).err


def test_a_damaged_bundle_is_named_and_its_good_part_still_read(office: Path) -> None:
    path = exported(office)
    content = path.read_bytes()
    at = content.rindex(b'"at":28000000')
    path.write_bytes(content[:at] + b'"at":29000000' + content[at + 13 :])
    seen = bcp_drill("--lang", "en", "verify", "out.zip", cwd=office)
    assert seen.code == ExitCode.RECORD_BROKEN
    assert "of the journal cannot be trusted" in seen.out
    report = bcp_drill("--lang", "ja", "report", "out.zip", cwd=office)
    assert report.code == ExitCode.PASSED
    assert "震度6弱・夜間の地震" in report.out
    replayed = bcp_drill("--lang", "ja", "replay", "out.zip", cwd=office)
    assert replayed.code == ExitCode.RECORD_BROKEN
    assert "T+" in replayed.out


@pytest.mark.parametrize(
    ("command", "content"),
    [
        *(("verify", b""), ("verify", b"PK\x03\x04"), ("report", b"PK\x03\x04")),
        ("replay", b"no bundle at all"),
    ],
)
def test_what_is_no_bundle_is_refused_in_words(
    tmp_path: Path, command: str, content: bytes
) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    seen = bcp_drill("--lang", "en", command, "b.zip", cwd=tmp_path)
    assert seen.code == ExitCode.RECORD_BROKEN
    assert "no bundle as bcp-drill writes it" in seen.out + seen.err


def test_no_line_of_the_files_maker_passes_for_one_of_ours(office: Path) -> None:
    bcp_drill("bundle", "last", "-o", "b.zip", cwd=office)
    said = open_bundle(office / "b.zip").manifest
    forged = replace(said, organisation="見本町\nSignature: by the key\x1b[2J", zone="a\nb")
    repacked(office / "b.zip", manifest=manifests.written(forged))
    seen = bcp_drill("--lang", "en", "verify", "b.zip", cwd=office)
    assert "\nSignature: by" not in seen.out
    assert "\x1b" not in seen.out
    assert "it is not signed" in seen.out


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "verify", "nowhere.zip", cwd=tmp_path)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "There is no file nowhere.zip" in seen.err


@pytest.mark.parametrize(
    ("lang", "changed", "gone"),
    [
        ("ja", "バンドル）で、変更できません", "「nowhere.zip」というファイルはありません"),
        ("en", "a bundle cannot be changed", "There is no file nowhere.zip"),
    ],
)
def test_a_bundle_that_is_named_as_a_run_is_told_from_a_file_that_is_not_there(
    tmp_path: Path, lang: str, changed: str, gone: str
) -> None:
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04")
    for command, *more in (("enter", "log.xlsx"), ("bundle",), ("order", "pause")):
        for name, told in (("b.zip", changed), ("nowhere.zip", gone)):
            seen = bcp_drill("--lang", lang, command, name, *more, cwd=tmp_path)
            assert (seen.code, told in seen.err) == (ExitCode.INVALID_INPUT, True), seen
    seen = bcp_drill("--lang", lang, "merge", "nowhere.zip", cwd=tmp_path)
    assert (seen.code, gone in seen.err) == (ExitCode.INVALID_INPUT, True), seen


def test_a_key_is_shown_again_and_never_its_private_half(tmp_path: Path) -> None:
    made = from_the_start("--lang", "en", "key", "new", "key", cwd=tmp_path)
    shown = bcp_drill("--lang", "en", "key", "show", "key", cwd=tmp_path)
    assert shown.out == made.out
    assert "must not leave" in made.err
    assert "PRIVATE" not in made.out + made.err + shown.out + shown.err
    assert bcp_drill("key", "new", "key", cwd=tmp_path).code == ExitCode.INVALID_INPUT


def test_a_plan_with_a_line_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        "organisation: 見本町\nzones:\n  - {id: lgwan, public_key: ssh-rsa AAAA}\n", "utf-8"
    )
    seen = bcp_drill("--lang", "en", "check", cwd=tmp_path)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "plan.yaml:3" in seen.err
