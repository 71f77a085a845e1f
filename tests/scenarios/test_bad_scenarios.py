"""The full text of every mistake in a scenario, in both languages, beside each bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from scenarios.load import load_scenario
from tests.bcp.test_bad_plans import said
from tests.words import CATALOGUE

HERE = Path(__file__).parent
FILES = sorted((HERE / "bad").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_mistake_is_said_in_one_pass(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = load_plan(HERE / "plan", CATALOGUE)
    monkeypatch.chdir(path.parent)
    with pytest.raises(Refused) as refused:
        load_scenario(path.name, plan, CATALOGUE)
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert said(refused.value) == expected


def test_a_parameter_set_from_outside_must_be_one_of_the_scenario(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "scenario: s\ntitle: t\nparameters: {host: a}\nsteps: [{id: a, ask: x}]\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refused:
        load_scenario(path, None, CATALOGUE, {"hots": "b"})
    assert [each.said_in("en") for each in refused.value.refusals] == [
        f"{path}:3:13: --set names a parameter 'hots' that this scenario does not have. "
        'Did you mean "host"?'
    ]
