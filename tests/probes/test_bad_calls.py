"""The full text, in both languages, of what is said about questions that no probe can ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from drills.probes import catalogue
from tests.bcp.test_bad_plans import said

WORDS = tuple(catalogue())
FILES = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_mistake_is_said_in_one_pass(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(Refused) as refused:
        load_plan(path.name, catalogue())
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert shortened(said(refused.value)) == expected


def shortened(text: str) -> str:
    """The list of all probes is left out: one probe more is no change here."""
    for joint in ("、", ", "):
        text = text.replace(joint.join(WORDS), "…")
    return text
