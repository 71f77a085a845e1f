"""The full text, in both languages, of what is said about questions that no probe can ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from drills.probes import catalogue
from tests.bcp.test_bad_plans import said

# One probe more is no change to what is said here.
WORDS = ("dns", "file", "http", "icmp", "ikev2", "ssh", "stun", "tcp", "wireguard")
FILES = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_mistake_is_said_in_one_pass(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(Refused) as refused:
        load_plan(path.name, {each: catalogue()[each] for each in WORDS})
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert said(refused.value) == expected


def test_who_writes_a_things_kind_for_a_probe_is_told_what_asks_about_such_things(
    tmp_path: Path,
) -> None:
    plan = "organisation: x\npower: [{id: ups1, name: x, kind: ups, probe: {power: ups1}}]\n"
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_plan(tmp_path, catalogue())
    told = said(refused.value)
    assert "there is no probe 'power'. What asks about \"power\" of the plan: " in told
    assert 'battery, generator, ups, for instance "ups: its id"' in told
