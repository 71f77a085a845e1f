"""The figures as text, read back by a parser that is not ours."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from bcp.harmless import harmless
from drills.metrics.exposition import written
from drills.metrics.families import families, refreshed
from drills.metrics.ground import MetricsGround
from drills.metrics.values import Family, sample
from tests.metrics.ground import BEGAN, GROUND, HOSTILE

Figures = dict[str, dict[tuple[tuple[str, str], ...], float]]


def read(raw: bytes) -> Figures:
    found: Figures = {}
    for family in text_string_to_metric_families(raw.decode()):
        for each in family.samples:
            labels = tuple(sorted(each.labels.items()))
            assert labels not in found.setdefault(each.name, {})
            found[each.name][labels] = each.value
    return found


def told(ground: MetricsGround) -> Figures:
    return read(written(families(ground)))


def test_a_system_is_in_one_state_and_says_when_it_was_verified() -> None:
    found = told(GROUND)
    states = found["bcp_drill_system_ready"]
    of_juki = {dict(each)["state"]: on for each, on in states.items() if ("system", "juki") in each}
    assert of_juki == {"verified": 1, "failing": 0, "needs_verification": 0, "never_tried": 0}
    assert found["bcp_drill_system_last_verified_timestamp_seconds"] == {
        (("system", "juki"),): BEGAN
    }


def test_both_bounds_of_a_measured_recovery_are_told_and_nothing_that_was_pretended() -> None:
    found = told(GROUND)
    assert found["bcp_drill_recovery_time_seconds"] == {
        (("bound", "low"), ("system", "juki")): 3660,
        (("bound", "high"), ("system", "juki")): 3720.5,
    }
    assert found["bcp_drill_recovery_target_seconds"] == {(("system", "juki"),): 14_400}


def test_what_is_not_known_is_absent_and_never_zero() -> None:
    bare = replace(
        GROUND,
        readiness=replace(GROUND.readiness, systems=(), scenarios=(), due=()),
        drills=(),
        planned={},
        schedule=None,
    )
    assert set(told(bare)) == {"bcp_drill_build_info", "bcp_drill_ready"}


def test_nothing_of_a_person_or_an_address_is_told_and_every_label_is_of_the_plan() -> None:
    raw = written(families(GROUND)).decode()
    assert "山田" not in raw
    assert "10.0.0.5" not in raw
    # Four states for each system and each scenario, and not one figure for each drill.
    many = replace(GROUND, drills=tuple(GROUND.drills) * 500)
    assert len(written(families(many)).splitlines()) == len(raw.splitlines())


def test_hostile_ids_are_read_back_in_their_harmless_form() -> None:
    states = told(GROUND)["bcp_drill_system_ready"]
    assert {dict(each)["system"] for each in states} == {"juki", harmless(HOSTILE)}


@given(st.text(max_size=60), st.floats(allow_nan=False, allow_infinity=False))
def test_any_label_and_any_figure_is_read_back(word: str, value: float) -> None:
    # The parser leaves out spaces at a line's end, and so the text does not end with one.
    told_of = f"H{word}."
    family = Family("bcp_drill_x_seconds", "gauge", told_of, [sample(value, id=word)])
    (found,) = text_string_to_metric_families(written([family]).decode())
    (only,) = found.samples
    assert only.labels == {"id": harmless(word)}
    assert math.isclose(only.value, value, rel_tol=0, abs_tol=0)
    assert found.documentation == harmless(told_of)


def test_the_names_follow_the_convention_and_counters_are_counters() -> None:
    every = (*families(GROUND), *refreshed(BEGAN + 0.5, fresh=True))
    assert all(each.name.startswith("bcp_drill_") for each in every)
    assert {each.kind for each in every if each.name.endswith("_total")} == {"counter"}
    assert not any(each.kind == "counter" for each in every if not each.name.endswith("_total"))
    assert len({each.name for each in every}) == len(every)
