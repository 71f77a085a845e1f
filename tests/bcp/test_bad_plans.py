"""The mistakes are the product: their full text, in both languages, stands beside each bad plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.message import LANGUAGES
from bcp.refused import Refused
from tests.words import CATALOGUE

HERE = Path(__file__).parent
FILES = sorted((HERE / "bad").glob("*.yaml"))
FOLDERS = sorted(path for path in (HERE / "bad_folders").iterdir() if path.is_dir())


def said(refused: Refused) -> str:
    """All mistakes in Japanese, then all in English, as the expected files hold them."""
    return "".join(
        f"[{lang}]\n" + "".join(f"{each.said_in(lang)}\n" for each in refused.refusals)
        for lang in LANGUAGES
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_mistake_in_the_file_is_said_in_one_pass(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(Refused) as refused:
        load_plan(path.name, CATALOGUE)
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert said(refused.value) == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_mistake_in_the_folder_is_said_in_one_pass(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(Refused) as refused:
        load_plan(".", CATALOGUE)
    expected = folder.with_suffix(".expected").read_text(encoding="utf-8")
    assert said(refused.value) == expected


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        load_plan(tmp_path / "nowhere", CATALOGUE)
    assert [each.said_in("en") for each in refused.value.refusals] == [
        f"{tmp_path / 'nowhere'}:1:1: there is no such folder with a plan. "
        "Check its name, place and permissions."
    ]


def test_a_file_that_is_named_like_no_plan_is_not_called_missing(tmp_path: Path) -> None:
    (tmp_path / "town").write_text("organisation: 見本町\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"neither a plan's folder nor .* ends in \.yaml"):
        load_plan(tmp_path / "town", CATALOGUE)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"town\.yaml:1:1: the file cannot be read \(not found\)"):
        load_plan(tmp_path / "town.yaml", CATALOGUE)


def test_a_folder_where_a_file_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "assets" / "systems.yaml").mkdir(parents=True)
    (tmp_path / "plan.yaml").write_text("organisation: 見本町\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"systems\.yaml:1:1: the file cannot be read"):
        load_plan(tmp_path, CATALOGUE)


def test_a_file_that_is_too_big_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"# " + b"x" * 2_000_000)
    with pytest.raises(Refused, match="the file is too big"):
        load_plan(path, CATALOGUE)


def test_a_long_text_without_a_sign_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text("organisation: " + "x" * 900_000 + "\n", encoding="utf-8")
    assert load_plan(path, CATALOGUE).plan.organisation.name.startswith("xxx")


def test_a_device_in_the_place_of_a_plan_is_not_read_without_end(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.symlink_to("/dev/zero")
    with pytest.raises(Refused, match="it is no ordinary file"):
        load_plan(path, CATALOGUE)


def test_a_name_that_no_disk_can_hold_is_refused() -> None:
    with pytest.raises(Refused, match="the file cannot be read"):
        load_plan("x" * 5_000, CATALOGUE)
