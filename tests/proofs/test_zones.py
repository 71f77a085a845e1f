"""Three terminals in networks that cannot reach each other hold one drill."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.core.events import Outcome
from drills.core.overall import Overall, overall
from drills.core.state import Drill
from tests.lab.lab import Lab
from tests.lab.network import crossings
from tests.proofs.zones import PEOPLE, begun, carried, ended, written_plan


def sources(drill: Drill, *steps: str) -> list[tuple[Outcome, str]]:
    found = [drill.step(each).ended for each in steps]
    return [(each.outcome, each.source) for each in found if each is not None]


@pytest.mark.parametrize("zone", ["lgwan", "internet", "my_number"])
def test_a_terminal_reaches_its_own_server_and_no_other(lab: Lab, zone: str) -> None:
    own = {"lgwan": "hq", "internet": "dc", "my_number": "branch1"}
    reached = [
        node
        for node in own.values()
        if lab.terminal(zone)
        .run(
            ["timeout", "1", "bash", "-c", f": > /dev/tcp/{lab.node(node).address}/22"],
            check=False,
        )
        .returncode
        == 0
    ]
    assert reached == [own[zone]]


def test_three_segments_hold_one_drill_with_words_between_them(lab: Lab, tmp_path: Path) -> None:
    scenario = written_plan(lab, tmp_path, my_number_terminal=True)
    before = {each: crossings(lab.instance, each) for each in PEOPLE}
    segments = {each: begun(lab, tmp_path, scenario, each) for each in PEOPLE}
    try:
        carried(segments)
    finally:
        drills = ended(segments)
    told = {each: (tmp_path / f"told-{each}").read_text(encoding="utf-8") for each in PEOPLE}
    assert {zone: overall(each) for zone, each in drills.items()} == dict.fromkeys(
        PEOPLE, Overall.PASSED
    ), told
    lgwan, internet, my_number = (drills[each] for each in PEOPLE)
    assert sources(lgwan, "cut", "back") == [("held", "measured")] * 2
    assert sources(lgwan, "web-back", "register-back") == [("held", "observed")] * 2
    assert sources(internet, "wall", "web-stop", "web-back") == [("held", "measured")] * 3
    assert sources(internet, "cut", "declare") == [("held", "observed")] * 2
    assert sources(my_number, "alarm", "register-look") == [
        ("held", "injected"),
        ("held", "measured"),
    ]
    word = lgwan.step("web-back").word
    assert word is not None
    assert (word.zone, word.told_by, word.by) == ("internet", "広報担当", "情報係長")
    # Nothing was done or watched across a wall.
    for zone, drill in drills.items():
        assert {each.system for each in drill.started().checks} == {
            {"lgwan": "groupware", "internet": "portal", "my_number": "register"}[zone]
        }
    sent = {each: crossings(lab.instance, each) - before[each] for each in PEOPLE}
    # The question to the wall is the internet zone's own step, and the only one to leave a zone.
    assert sent["lgwan"] == sent["my_number"] == 0
    assert 1 <= sent["internet"] <= 3
    assert {each.order.server for each in internet.actions.values()} == {"dc"}
    assert {each.order.server for each in lgwan.actions.values()} == {"hq"}


def test_without_a_terminal_the_home_zone_asks_people(lab: Lab, tmp_path: Path) -> None:
    scenario = written_plan(lab, tmp_path, my_number_terminal=False)
    segments = {
        "lgwan": begun(lab, tmp_path, scenario, "lgwan", "register-look", "register-back"),
        "internet": begun(lab, tmp_path, scenario, "internet"),
    }
    try:
        carried(segments)
    finally:
        drills = ended(segments)
    lgwan = drills["lgwan"]
    assert overall(drills["internet"]) is Overall.PASSED
    assert sources(lgwan, "register-look", "register-back", "back") == [
        ("held", "observed"),
        ("held", "observed"),
        ("held", "measured"),
    ]
    assert {each.system for each in lgwan.started().checks} == {"groupware"}
