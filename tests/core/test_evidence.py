"""What was not measured is never told as measured."""

from __future__ import annotations

import pytest

from drills.core.evidence import Source, source_of
from scenarios.reading import Fact, Reading


@pytest.mark.parametrize(
    ("facts", "source"),
    [
        ({"reply": True}, "measured"),
        ({"basis": "measured"}, "measured"),
        ({"basis": "observed"}, "observed"),
        ({"basis": "attested"}, "attested"),
        ({"basis": "assumed"}, "assumed"),
        ({"basis": "injected"}, "measured"),
        ({"basis": None}, "measured"),
    ],
)
def test_a_reading_says_where_it_comes_from(facts: dict[str, Fact], source: Source) -> None:
    assert source_of(Reading(facts)) == source
