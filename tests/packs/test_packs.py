"""A scenario goes out in one signed file and comes into another plan, and nothing else does."""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.message import LANGUAGES, Text, render
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal
from drills.packs.instructions import instructions
from drills.packs.manifest import Manifest
from drills.packs.pack_file import Pack, opened_pack, packed, parts_of
from drills.packs.sender import Sent
from scenarios.model import Inject, Scenario, Step
from tests.cli.conversation import bcp_drill
from tests.packs import sent


@pytest.fixture(scope="module")
def prefecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sent.plan_in(tmp_path_factory.mktemp("sent") / "p", "北海道", "01000", "hp")
    sent.scenario_in(folder)
    sent.key_line(folder, "key")
    sent.packed(folder)
    return folder


def pack_in(prefecture: Path) -> Pack:
    return opened_pack(prefecture / "joint.zip")


def test_the_same_scenario_and_key_give_the_same_bytes(prefecture: Path) -> None:
    again = sent.packed(prefecture, "again.zip")
    assert again.read_bytes() == (prefecture / "joint.zip").read_bytes()
    found = pack_in(prefecture).manifest
    assert (found.pack, found.number, found.made_by) == ("hokkaido-joint", 1, "北海道")
    assert [each.name for each in found.parameters if each.fill] == ["site"]
    assert found.needs.watched == ("hp",)


def test_any_zip_program_opens_it(prefecture: Path) -> None:
    with zipfile.ZipFile(prefecture / "joint.zip") as members:
        assert members.testzip() is None
        told = members.read("instructions.ja.md").decode()
    assert "進行管理者用" in told
    assert "復旧を確かめた" in told
    assert "--set site=…" in told


def test_a_pack_comes_into_a_plan_and_says_what_the_plan_lacks(
    prefecture: Path, tmp_path: Path
) -> None:
    town = sent.plan_in(tmp_path / "t", "乙町", "01213", "www")
    file = str(prefecture / "joint.zip")
    seen = bcp_drill("--lang", "en", "unpack", file, cwd=town)
    assert seen.code == ExitCode.PASSED, seen
    assert (town / "scenarios" / "joint.yaml").read_bytes() == pack_in(prefecture).scenario
    assert (town / "packs" / "hokkaido-joint-v1" / "instructions.ja.md").is_file()
    assert "Your plan lacks" in seen.err
    assert "'hp'" in seen.err
    assert "--set site=…" in seen.err
    assert "SHA256:" in seen.err
    again = bcp_drill("unpack", file, cwd=town)
    assert again.code == ExitCode.PASSED, again


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_without_the_code_of_its_body_is_told_so_before_the_drill(
    prefecture: Path, tmp_path: Path, lang: str
) -> None:
    town = sent.plan_in(tmp_path / "t", "乙町", "", "hp")
    seen = bcp_drill("--lang", lang, "unpack", str(prefecture / "joint.zip"), cwd=town)
    assert seen.code == ExitCode.PASSED, seen
    assert "code:" in seen.err
    assert "plan.yaml" in seen.err


def test_what_is_there_is_never_overwritten_and_then_nothing_is_written(
    prefecture: Path, tmp_path: Path
) -> None:
    town = sent.plan_in(tmp_path / "t", "乙町", "01213", "hp")
    sent.scenario_in(town, version=7)
    before = (town / "scenarios" / "joint.yaml").read_bytes()
    seen = bcp_drill("--lang", "en", "unpack", str(prefecture / "joint.zip"), cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "Nothing was written" in seen.err
    assert (town / "scenarios" / "joint.yaml").read_bytes() == before
    assert not (town / "packs").exists()


def test_a_link_in_the_plan_is_not_followed(prefecture: Path, tmp_path: Path) -> None:
    town = sent.plan_in(tmp_path / "t", "乙町", "01213", "hp")
    (town / "scenarios").mkdir()
    elsewhere = tmp_path / "elsewhere"
    (town / "scenarios" / "joint.yaml").symlink_to(elsewhere)
    seen = bcp_drill("unpack", str(prefecture / "joint.zip"), cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert not elsewhere.exists()


def test_a_pack_by_another_key_than_the_one_named_is_refused(
    prefecture: Path, tmp_path: Path
) -> None:
    town = sent.plan_in(tmp_path / "t", "乙町", "01213", "hp")
    other = sent.key_line(tmp_path, "other")
    file = str(prefecture / "joint.zip")
    seen = bcp_drill("--lang", "en", "unpack", file, "--signer", other, cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert not (town / "scenarios").exists()
    mine = pack_in(prefecture).key
    assert mine is not None
    assert bcp_drill("unpack", file, "--signer", mine, cwd=town).code == ExitCode.PASSED


def test_a_scenario_that_says_no_version_is_not_packed(tmp_path: Path) -> None:
    folder = sent.plan_in(tmp_path / "p", "北海道", "01000", "hp")
    text = "\n".join(each for each in sent.SCENARIO.splitlines() if not each.startswith("pack:"))
    sent.scenario_in(folder, text=text)
    seen = bcp_drill("--lang", "en", "pack", "joint", cwd=folder)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "pack: {id: joint, version: 1}" in seen.err


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("pack: {id: ../evil, version: 1}", "small letters"),
        ("pack: {id: a, version: 0}", "from 1 to"),
        ("pack: {id: a, version: 1000000}", "from 1 to"),
        ("pack: {id: a, version: 1, fill: [siet]}", "no parameter|does not have"),
    ],
)
def test_what_cannot_be_a_pack_is_refused_where_it_is_written(
    line: str, says: str, tmp_path: Path
) -> None:
    folder = sent.plan_in(tmp_path / "p", "北海道", "01000", "hp")
    text = sent.SCENARIO.format(version=1)
    old = next(each for each in text.splitlines() if each.startswith("pack:"))
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "joint.yaml").write_text(text.replace(old, line), encoding="utf-8")
    seen = bcp_drill("--lang", "en", "check", cwd=folder)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "joint.yaml:3:" in seen.err
    assert any(each in seen.err for each in says.split("|"))


def rewritten(prefecture: Path, **changes: object) -> bytes:
    """The pack with another manifest, unsigned, as somebody might make one by hand."""
    pack = pack_in(prefecture)
    manifest: Manifest = replace(pack.manifest, signed_by=None, **changes)  # type: ignore[arg-type]
    return packed(manifest, pack.members, None)


def with_member(prefecture: Path, name: str) -> bytes:
    pack = pack_in(prefecture)
    members = {**pack.members, name: b"x"}
    manifest = replace(pack.manifest, signed_by=None, members=parts_of(members))
    return packed(manifest, members, None)


def called(prefecture: Path, scenario: str) -> bytes:
    """The pack with its scenario under another name."""
    pack = pack_in(prefecture)
    members = {each: raw for each, raw in pack.members.items() if "scenarios/" not in each}
    members[f"scenarios/{scenario}.yaml"] = pack.scenario
    manifest = replace(pack.manifest, scenario=scenario, signed_by=None, members=parts_of(members))
    return packed(manifest, members, None)


def zipped(name: str, content: bytes, **how: int) -> bytes:
    """What any other ZIP program makes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as members:
        info = zipfile.ZipInfo(name)
        info.external_attr = how.get("mode", 0) << 16
        members.writestr(info, content)
    return out.getvalue()


def hostile(prefecture: Path) -> dict[str, bytes]:
    whole = (prefecture / "joint.zip").read_bytes()
    members = ("../../evil.yaml", "scenarios/../../evil.yaml", "scenarios/x.yaml.exe", "plan.yaml")
    found = {each: with_member(prefecture, each) for each in members}
    found |= {
        "a bomb": zipped("manifest.json", b"\0" * 50_000_000),
        "a link": zipped("scenarios/x.yaml", b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
        "cut off": whole[: len(whole) // 2],
        "changed": whole.replace("震度6弱".encode(), "震度7強".encode(), 1),
        "more behind": whole + b"PK",
        "no zip": b"%PDF-1.7",
        "nothing": b"",
        "a folder by its name": rewritten(prefecture, pack="../../evil"),
        "another number": rewritten(prefecture, number=0),
        "a number too long for a folder": rewritten(prefecture, number=10**400),
        "a device of Windows": called(prefecture, "CON"),
        "another digest": rewritten(prefecture, digest="0" * 64),
        "too large": whole + b"\0" * 5_000_000,
    }
    signed_otherwise = whole.replace(b"-----BEGIN SSH", b"-----BEGIN SSX", 1)
    return {**found, "signature": signed_otherwise}


def test_whatever_is_wrong_with_a_file_it_is_refused_in_words_and_nothing_is_written(
    prefecture: Path, tmp_path: Path
) -> None:
    file = tmp_path / "joint.zip"
    for what, raw in hostile(prefecture).items():
        file.write_bytes(raw)
        with pytest.raises(Refusal) as refused:
            opened_pack(file)
        assert render(refused.value.message, "ja"), what
    assert [each.name for each in tmp_path.iterdir()] == ["joint.zip"]


def test_nothing_in_the_instructions_acts_where_they_are_shown() -> None:
    words = "<script>alert(1)</script>\n# x | y ![](http://a) \x1b[2J"
    step = Step("s", Inject(Text(words, words)))
    scenario = Scenario("x", Text(words, words), (step,), purpose=Text(words, words))
    for lang in LANGUAGES:
        told = instructions(scenario, Sent(words, "2026-11-22", "t"), lang)
        assert "<script>" not in told
        assert "\x1b" not in told
        assert "![](" not in told
        assert told.count("\n# ") == 0
