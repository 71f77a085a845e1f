"""Whatever stands in a file, the loaders give a value or every mistake, and nothing else."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bcp.load import load_plan
from bcp.refused import Refused
from bcp.shape import fields_of
from scenarios.load import load_scenario
from scenarios.model import Scenario
from scenarios.step_forms import KEYS
from tests.words import CATALOGUE

WORDS = st.sampled_from(
    [
        *("id", "name", "systems", "servers", "commands", "organisation", "zones", "people"),
        *("probe", "http", "ssh", "tcp", "expect", "reply", "status", "equals", "depends_on"),
        *("any_of", "rto", "within", "from", "levels", "settled", "marker", "write", "read"),
        *("server", "command", "a", "3h", "$x", "${x}", "@all", "T+5m", "parameters", "by"),
        *(each.key for each in fields_of(Scenario)),
        *KEYS,
    ]
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), WORDS)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=5)),
    max_leaves=25,
)
PLANS = st.dictionaries(WORDS, TREES, max_size=6)
STEPS = st.lists(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=4), max_size=4)


def _written(value: Any) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True).encode()


def _load(loader: Any, raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.yaml"
        path.write_bytes(raw)
        with suppress(Refused):
            loader(path)


@settings(deadline=None)
@given(st.one_of(PLANS.map(_written), st.binary(max_size=60)))
def test_a_plan_is_loaded_or_refused(raw: bytes) -> None:
    _load(lambda path: load_plan(path, CATALOGUE), raw)


@settings(deadline=None)
@given(st.fixed_dictionaries({"scenario": st.just("s"), "title": LEAVES, "steps": STEPS}), PLANS)
def test_a_scenario_is_loaded_or_refused(head: dict[str, Any], more: dict[str, Any]) -> None:
    raw = _written({**more, **head})
    _load(lambda path: load_scenario(path, None, CATALOGUE, {"x": "1"}), raw)
    _load(lambda path: load_scenario(path, PLAN, CATALOGUE), raw)


PLAN = load_plan(Path(__file__).parent.parent / "scenarios" / "plan", CATALOGUE)
