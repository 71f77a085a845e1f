"""A question keeps JSON values, and its probe gets its own types back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.durations import Span
from bcp.load import load_plan
from bcp.probe_call import params_of
from bcp.refused import Refused
from tests.words import CATALOGUE, Http


def test_a_span_is_kept_as_written_and_given_as_a_span(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(
        "organisation: t\n"
        "systems: [{id: a, probe: {http: 'https://a.example/', quiet_for: 90s, follow: true}}]\n",
        encoding="utf-8",
    )
    call = load_plan(path, CATALOGUE).plan.systems[0].probe[0]
    assert call.params == {"quiet_for": "90s", "follow": True}
    assert params_of(call, Http) == Http(
        "https://a.example/", follow=True, quiet_for=Span(90_000_000)
    )


def test_values_that_were_never_checked_are_refused() -> None:
    with pytest.raises(Refused):
        params_of(ProbeCall("http", "https://a.example/", {"follow": "perhaps"}), Http)
