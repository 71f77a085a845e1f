"""What came from a file of answers is told as simulated."""

from __future__ import annotations

import pytest

from drills.core.audit_events import Terminal


@pytest.mark.parametrize(
    ("way", "expected"),
    [("answers first-hour.yaml", True), ("screen", False), ("order", False), ("", False)],
)
def test_only_a_file_of_answers_is_nobody(way: str, expected: bool) -> None:
    assert Terminal(way=way).is_a_file is expected
