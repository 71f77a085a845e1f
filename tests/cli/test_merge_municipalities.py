"""The records of two municipalities become one run, typed as a prefecture types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.core.overall import Overall
from drills.journal.bundle import open_bundle
from drills.journal.codec import encode
from tests.cli.conversation import bcp_drill
from tests.cli.test_merge import recorded
from tests.core.municipalities_made import one_terminal, two_zones
from tui.shelf import FileShelf


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prefecture")
    near, away = two_zones()
    for name, given in (("near", near), ("away", away), ("other", one_terminal())):
        recorded(folder / name, given)
    words = ("near", "away", "other", "--municipalities", "--operator", "県職員")
    seen = bcp_drill("--lang", "en", "merge", *words, cwd=folder)
    assert seen.code == ExitCode.TARGET_MISSED, seen
    return folder


def test_a_bundle_of_what_was_merged_leaves_the_names_out_of_every_municipalitys_part(
    merged: Path,
) -> None:
    out = bcp_drill("bundle", "last", "-o", "all.zip", cwd=merged)
    assert out.code == ExitCode.PASSED, out
    for record in open_bundle(merged / "all.zip").records():
        _, _, body = encode(record.event())
        assert not [each for each in ("県職員", "op-office", 'pc-l"', "町長") if each in body]


def test_the_page_and_the_replay_are_written_in_both_languages(merged: Path) -> None:
    for lang in ("ja", "en"):
        told = bcp_drill("--lang", lang, "replay", "last", cwd=merged)
        assert told.code == ExitCode.PASSED, told
        assert "01213/declare" in told.out
        page = bcp_drill("--lang", lang, "report", "last", "-f", "html", cwd=merged)
        assert page.code == ExitCode.PASSED, page


def test_the_home_screen_shows_its_result_and_opens_its_report(merged: Path) -> None:
    shelf = FileShelf(None, merged / "runs", "県職員")
    (card,) = shelf.runs()
    assert card.overall == Overall.TARGET_MISSED
    part = shelf.report(card.run_id).merging
    assert part is not None
    assert [each.code for each in part.municipalities] == ["01204", "01213"]
