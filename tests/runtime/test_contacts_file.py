"""The list of contacts on the disk: replaced whole, with its rights, or left alone with words."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bcp.people import Correction
from drills.runtime.contacts_file import write_number

FILE = '- {id: a, methods: [{kind: 電話, value: "000-1"}]}  # 直通\n'


def plan(folder: Path, text: str = FILE) -> Path:
    (folder / "people").mkdir()
    file = folder / "people/contacts.yaml"
    file.write_text(text, "utf-8")
    file.chmod(0o600)
    return file


def test_a_number_is_written_and_the_file_keeps_its_rights(tmp_path: Path) -> None:
    file = plan(tmp_path)
    assert write_number(tmp_path, Correction("a", 0, "000-1", "000-2")) is None
    assert file.read_text("utf-8") == FILE.replace("000-1", "000-2")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["contacts.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file = plan(tmp_path)
    real = file.rename(tmp_path / "shared.yaml")
    file.symlink_to(real)
    assert write_number(tmp_path, Correction("a", 0, "000-1", "000-2")) is None
    assert file.is_symlink()
    assert "000-2" in real.read_text("utf-8")


@pytest.mark.parametrize(
    ("correction", "code"),
    [
        (Correction("a", 0, "000-9", "000-2"), "correction.changed"),
        (Correction("b", 0, "000-1", "000-2"), "correction.not_there"),
    ],
)
def test_what_is_not_certain_leaves_the_file_alone(
    tmp_path: Path, correction: Correction, code: str
) -> None:
    file = plan(tmp_path)
    before = file.stat().st_ino
    why = write_number(tmp_path, correction)
    assert why is not None
    assert (why.code, file.stat().st_ino, file.read_text("utf-8")) == (code, before, FILE)


def test_a_plan_without_a_list_says_so(tmp_path: Path) -> None:
    why = write_number(tmp_path, Correction("a", 0, "000-1", "000-2"))
    assert why is not None
    assert why.code == "contacts_file.missing"


def test_what_a_kill_in_the_middle_of_a_write_left_is_taken_away(tmp_path: Path) -> None:
    file = plan(tmp_path)
    file.with_name(".contacts.yaml.abc123.new").write_text("000-1", "utf-8")
    other = file.with_name(".contacts.yaml.swp")
    other.write_text("an editor's own", "utf-8")
    assert write_number(tmp_path, Correction("a", 0, "000-1", "000-2")) is None
    assert sorted(each.name for each in file.parent.iterdir()) == [other.name, "contacts.yaml"]
