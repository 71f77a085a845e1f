"""Key files that a plan names and that are not there: told before the drill, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.key_files import missing_key_files
from bcp.load import load_plan
from bcp.message import LANGUAGES
from drills.cli.checking import checked
from tests.words import CATALOGUE

PLAN = """\
organisation: 見本町
servers:
  - {id: web, address: 192.0.2.10, known_hosts: keys/known_hosts, identity: keys/id}
  - {id: db, address: 192.0.2.11, port: 2222, known_hosts: keys/known_hosts}
  - {id: bare, address: 192.0.2.12}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "keys").mkdir()
    return tmp_path


def told(town: Path) -> list[str]:
    return [each.what.code for each in missing_key_files(load_plan(town, CATALOGUE))]


def test_each_missing_file_is_told_once_with_its_full_path_and_what_to_do(town: Path) -> None:
    keys = town.resolve() / "keys"
    hosts, identity = missing_key_files(load_plan(town, CATALOGUE))
    for lang in LANGUAGES:
        said = hosts.said_in(lang)
        assert said.startswith(f"{town / 'plan.yaml'}:3:")
        assert str(keys / "known_hosts") in said
        assert "ssh-keyscan 192.0.2.10" in said
        assert f"ssh-keygen -t ed25519 -f {keys / 'id'}" in identity.said_in(lang)
    assert hosts.what.params["servers"] == ("web", "db")


def test_where_the_files_are_nothing_is_told(town: Path) -> None:
    for name in ("known_hosts", "id"):
        (town / "keys" / name).write_text("", encoding="utf-8")
    assert told(town) == []


def test_a_folder_of_that_name_is_no_file(town: Path) -> None:
    (town / "keys" / "known_hosts").mkdir()
    (town / "keys" / "id").write_text("", encoding="utf-8")
    assert told(town) == ["key_files.no_known_hosts"]


def test_another_port_stands_in_the_command(town: Path) -> None:
    text = PLAN.replace("known_hosts: keys/known_hosts, identity", "identity", 1)
    (town / "plan.yaml").write_text(text, encoding="utf-8")
    said = [each.said_in("en") for each in missing_key_files(load_plan(town, CATALOGUE))]
    assert any("ssh-keyscan -p 2222 192.0.2.11" in each for each in said)


def test_check_tells_it_and_the_plan_is_good_all_the_same(town: Path) -> None:
    found = checked(town)
    assert found.refusals == ()
    assert [each.what.code for each in found.warnings] == [
        "key_files.no_known_hosts",
        "key_files.no_identity",
    ]
