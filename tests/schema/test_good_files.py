"""What `check` accepts, no editor underlines: every good file, and many made from them."""

from __future__ import annotations

import copy
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bcp.load import load_plan
from bcp.refused import Refused
from drills.probes import catalogue
from scenarios.load import load_scenario
from tests.house.source import ROOT
from tests.schema.reading import as_an_editor, as_we_do, complaints, practice_town, word_for

BY_HAND = ROOT / "tests" / "scenarios" / "by_hand"
_EXAMPLE = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GOOD = [
    ROOT / "tests" / "scenarios" / "plan" / "plan.yaml",
    *sorted(BY_HAND.rglob("*.yaml")),
    *sorted((ROOT / "tests" / "proofs" / "plan" / "scenarios").glob("*.yaml")),
]
LIBRARY = sorted((ROOT / "scenarios" / "library").rglob("*.yaml"))


def _underlined(path: Path) -> list[str]:
    raw = path.read_bytes()
    word = word_for(path)
    return complaints(word, as_an_editor(raw)) + complaints(word, as_we_do(raw))


@pytest.mark.parametrize("path", [*GOOD, *LIBRARY], ids=lambda path: path.name)
def test_a_good_file_is_not_underlined(path: Path) -> None:
    assert _underlined(path) == []


@pytest.mark.parametrize(
    "document", ["README.md", "README.ja.md", "docs/format.md", "docs/format.ja.md"]
)
def test_no_example_of_the_documents_is_underlined(document: str, tmp_path: Path) -> None:
    examples = _EXAMPLE.findall((ROOT / document).read_text(encoding="utf-8"))
    assert len(examples) == 2
    for name, text in examples:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        assert _underlined(path) == []


def test_no_file_of_the_practice_town_is_underlined(tmp_path: Path) -> None:
    written = practice_town(tmp_path)
    assert len(written) > 5
    assert {str(path): _underlined(path) for path in written if _underlined(path)} == {}


ODD_PLANS = (
    "organisation: {name: 見本町, code: 013331}\nsystems: {id: 007, name: 0x1F, zone: null}\n",
    "organisation: 見本町\nsections: 総務課\npeople: {lead: null, 2: 情報係長}\n",
    "organisation: 見本町\nroles: {lead: 情報係長, deputy: }\nzones: {内部: }\n",
    "organisation: 見本町\nsystems: [{id: a, settled: {span: 30s}, rto: {within: 3h}}]\n",
)
_HEAD = "scenario: s\ntitle: t\n"
ODD_SCENARIOS = (
    _HEAD + "parameters: {step: {id: b, ask: x}}\nsteps: [{id: a, ask: x}, $step]\n",
    _HEAD + "steps: {id: a, inject: {ja: 停電, en: Power cut}}\n",
    "scenario: 010\ntitle: 1_0\nsteps: [{id: 010, ask: x}, {id: b, ask: x, after: 010}]\n",
    _HEAD + "parameters: {n: 5}\nsteps: [{id: a, at: 'T+${n}m', ask: x, within: '${n}m'}]\n",
    _HEAD + "steps: [{id: a, ask: x}]\ntargets: {system: null, step: a, within: 5m}\n",
    _HEAD + "parameters: {m: tabletop}\nmodes: $m\nsteps: [{id: a, ask: x}]\n",
    _HEAD + "steps: [{id: a, wait: {tcp: 'a:1'}, expect: {}, every: 1d, zone: ~}]\n",
)


@pytest.mark.parametrize("text", ODD_PLANS)
def test_an_odd_plan_that_is_read_is_not_underlined(text: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    load_plan(path, catalogue())
    assert _underlined(path) == []


@pytest.mark.parametrize("text", ODD_SCENARIOS)
def test_an_odd_scenario_that_is_read_is_not_underlined(text: str, tmp_path: Path) -> None:
    path = tmp_path / "scenarios" / "odd.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    load_scenario(path, None, catalogue())
    assert _underlined(path) == []


# Values as they would be typed, without quotes; the two ways of reading YAML differ in some.
class _Typed(str):
    pass


TYPED = st.sampled_from(
    [
        *("010", "0x1F", "0o7", "1e3", "1.10", ".5", "+1", "-3", "007.5", "123456789012345678901"),
        *("TRUE", "false", "yes", "on", "~", "null", ".inf", "1_000", "2027-03-31", "+09:00"),
        *("90s", "0s", "1bd", "T+5m", "$x", "${x}", "3", "3.0", "abc", "down", "none", "@all"),
        *("見本町", "0", "01h", "1d2h3m4s5ms", "held", "ended", "lead", "alarm"),
    ]
).map(_Typed)
QUOTED = st.sampled_from(["", "a", "1.10", "${x}m", "5${x}", "cost $5", "$$x", "2027-03-31", "a b"])
KEYS = st.sampled_from(
    [
        *("id", "name", "ja", "en", "text", "kind", "expect", "every", "timeout", "system", "step"),
        *("server", "any_of", "within", "from", "count", "span", "tcp", "reply", "equals", "x"),
        *("after", "undo", "level", "until", "state", "by", "limit", "holder", "probe", "wait"),
    ]
)
VALUES = st.recursive(
    TYPED | QUOTED,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)


def _written(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (
            f"{json.dumps(key, ensure_ascii=False)}: {_written(v)}" for key, v in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(each) for each in value) + "]"
    return str(value) if isinstance(value, _Typed) else json.dumps(value, ensure_ascii=False)


def _spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in the document, as the thing that holds it and the key it has there."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    here = [(value, key) for key in keys]
    deeper = [value[key] for key in keys if isinstance(value[key], dict | list)]
    return here + [spot for each in deeper for spot in _spots(each)]


def _changed(document: Any, draw: st.DataObject) -> Any:
    document = copy.deepcopy(document)
    for _ in range(draw.draw(st.integers(1, 3))):
        spots = _spots(document)
        holder, key = spots[draw.draw(st.integers(0, len(spots) - 1))]
        how = draw.draw(st.sampled_from(["replace", "wrap", "drop", "add", "copy"]))
        if how == "replace":
            holder[key] = draw.draw(VALUES)
        elif how == "wrap":
            holder[key] = [holder[key]]
        elif how == "drop" and len(holder) > 1:
            del holder[key]
        elif how == "add" and isinstance(holder[key], dict):
            holder[key][draw.draw(KEYS)] = draw.draw(VALUES)
        elif how == "copy":
            other, there = spots[draw.draw(st.integers(0, len(spots) - 1))]
            holder[key] = copy.deepcopy(other[there])
    return document


def _whole(folder: Path) -> dict[str, Any]:
    """A folder's plan as one file would hold it."""
    plan: dict[str, Any] = as_we_do((folder / "plan.yaml").read_bytes())
    files = (
        path for part in ("people", "assets", "work") for path in (folder / part).glob("*.yaml")
    )
    return plan | {path.stem: as_we_do(path.read_bytes()) for path in files}


PLANS = [_whole(BY_HAND / "town"), as_we_do((BY_HAND / "ten-lines" / "plan.yaml").read_bytes())]
SCENARIOS = [
    {"parameters": {"x": 3}, **as_we_do(path.read_bytes())}
    for path in sorted((BY_HAND / "town" / "scenarios").glob("*.yaml"))
]
# What no schema of one file can see. A file refused for nothing else has the right shape.
_BEYOND_SHAPE = (
    "ids.unknown",
    "ids.twice",
    "ids.no_command",
    "ids.is_",
    "plan.",
    "private.",
    "probes.",
)
_SEEN = ("plan.no_date", "plan.no_offset", "plan.no_terminal", "plan.port_in_address")


def _has_its_shape(load: Any, text: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            load(path)
        except Refused as refused:
            codes = [each.what.code for each in refused.refusals]
            return all(each.startswith(_BEYOND_SHAPE) and each not in _SEEN for each in codes)
    return True


def _agree(word: str, load: Any, text: str) -> None:
    if _has_its_shape(load, text):
        raw = text.encode()
        assert (complaints(word, as_an_editor(raw)), complaints(word, as_we_do(raw))) == ([], [])


_MANY = settings(deadline=None, suppress_health_check=list(HealthCheck))


@_MANY
@given(st.sampled_from(PLANS), st.data())
def test_a_changed_plan_that_is_read_is_not_underlined(plan: Any, data: st.DataObject) -> None:
    text = _written(_changed(plan, data))
    _agree("plan", lambda path: load_plan(path, catalogue()), text)


@_MANY
@given(st.sampled_from(SCENARIOS), st.data())
def test_a_changed_scenario_that_is_read_is_not_underlined(
    scenario: Any, data: st.DataObject
) -> None:
    text = _written(_changed(scenario, data))
    _agree("scenario", lambda path: load_scenario(path, None, catalogue()), text)
