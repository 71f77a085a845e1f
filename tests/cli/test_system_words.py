"""A file that the system will not read or write: said in one language, wherever it is met."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill
from tests.journal.bundles import recorded, telling

RUN = "20261121-100000-quake-at-night"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    (folder / "runs").mkdir()
    recorded(folder / "runs" / RUN, telling())
    (folder / "file").write_text("", encoding="utf-8")
    (folder / "key.pub").mkdir()
    return folder


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("enter", RUN, "nope.xlsx"), "見つかりません"),
        (("enter", RUN, "."), "フォルダです"),
        (("bundle", RUN, "-o", "nowhere/x.zip"), "見つかりません"),
        (("bundle", RUN, "-o", "file/x.zip"), "途中の名前がフォルダではありません"),
        (("bundle", RUN, "--key", "nope"), "見つかりません"),
        (("key", "new", "nowhere/key"), "見つかりません"),
        (("report", RUN, "-o", "nowhere/x.html"), "見つかりません"),
        (("schema", "-o", "file/x"), "途中の名前がフォルダではありません"),
    ],
)
def test_the_reason_is_said_in_the_language_of_the_sentence(
    office: Path, words: tuple[str, ...], reason: str
) -> None:
    seen = bcp_drill("--lang", "ja", *words, cwd=office)
    assert seen.code == ExitCode.INVALID_INPUT, seen
    assert f"（{reason}）" in seen.err
