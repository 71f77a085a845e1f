"""What is new since the last time stands in a report beside its past, in every form of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conversation import bcp_drill
from tests.readiness.recorded import Held, hold, town

HEADING = "WHAT IS OTHERWISE THAN THE LAST TIME"


def _said(folder: Path, *words: str) -> str:
    seen = bcp_drill("--lang", "en", "report", "last", *words, cwd=folder)
    assert seen.code == 0
    return " ".join(seen.out.split())


def _past(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_said(folder, "--past", "-f", "json"))["past"]
    return found


def test_what_was_well_the_last_time_and_is_not_is_named_and_the_reverse(tmp_path: Path) -> None:
    town(tmp_path)
    first, _ = hold(
        tmp_path, Held("2026-10-05", gates=("auth",)), Held("2026-10-06", gates=(), page="broken")
    )
    past = _past(tmp_path)
    assert past["asked"]
    assert past["since"]["run_id"] == first.name
    assert (past["since"]["lost"], past["since"]["back"]) == ([], ["vpn"])
    hold(tmp_path, Held("2026-10-07", gates=("cert",)))
    since = _past(tmp_path)["since"]
    assert (since["lost"], since["back"]) == (["vpn"], [])
    text = _said(tmp_path, "--past")
    assert f"{HEADING} - not well, and it was the last time: vpn - Beside the record of" in text
    page = _said(tmp_path, "--past", "-f", "html")
    assert HEADING.capitalize() in page
    assert "not well, and it was the last time: vpn" in page


def test_the_first_of_its_kind_says_that_nothing_earlier_asked_the_same(tmp_path: Path) -> None:
    town(tmp_path)
    hold(tmp_path, Held("2026-10-05", gates=()))
    assert _past(tmp_path)["since"] is None
    none = f"{HEADING} - No earlier record asked the same, so what is new is not known."
    assert none in _said(tmp_path, "--past")


@pytest.mark.parametrize("words", [(), ("--edition", "public", "--past")])
def test_alone_or_for_the_public_nothing_is_said_of_other_records(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    town(tmp_path)
    hold(tmp_path, Held("2026-10-05", gates=()), Held("2026-10-06", gates=("cert",)))
    assert HEADING not in _said(tmp_path, *words)
