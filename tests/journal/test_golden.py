from __future__ import annotations

import json
from pathlib import Path

import pytest

from drills.journal.codec import VERSIONS, decode, encode
from tests.journal.golden import FOLDER, PRESENT, rows

ADVICE = (
    "The shape of an event changed. If its version was released: give the kind a new number in "
    "codec.VERSIONS and an upcaster. If not: python -m tests.journal.golden"
)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.jsonl")), ids=lambda path: path.name)
def test_every_row_that_was_ever_released_can_still_be_read(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        event = decode(*json.loads(line))
        assert decode(*encode(event)) == event, ADVICE


def test_no_shape_changes_without_a_new_version() -> None:
    assert PRESENT.read_text("utf-8").splitlines() == rows(), ADVICE


def test_every_kind_is_among_the_stored_rows() -> None:
    stored = [json.loads(line) for line in PRESENT.read_text("utf-8").splitlines()]
    assert {(kind, v) for kind, v, _ in stored} >= set(VERSIONS.items()), ADVICE
