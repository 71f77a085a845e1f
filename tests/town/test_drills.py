"""Every scenario of the town, run for real: all of them at once, because each takes its time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from drills.core.machine import evolve
from drills.core.state import Drill
from drills.town.machines import faults
from drills.town.tour import ORDERS, STOPS, stop_at
from drills.town.town import Town
from tests.town.drilled import Drilled, drilled

IN_ONE_TOWN = {
    "certificate-expired": "operational",
    "hung-service": "operational",
    "disk-full": "operational",
    "name-server-lost": "operational",
    "storm": "operational",
    "wrong-host-key": "walkthrough",
}
# The long scenario with its waiting taken out: what happens, and in which order, stays.
SOONER = {
    "T+8s": "T+3500ms",
    "T+10s": "T+4s",
    "T+14s": "T+5s",
    "T+20s": "T+6s",
    "T+35s": "T+10s",
    "T+40s": "T+11s",
    "T+60s": "T+16s",
}


@pytest.fixture(scope="module")
def drills(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Drilled]:
    return asyncio.run(_all_drilled(tmp_path_factory.mktemp("drills")))


async def _all_drilled(folder: Path) -> dict[str, Drilled]:
    runs = folder / "runs"
    async with (
        Town(folder / "one") as one,
        Town(folder / "other", copying_s=4.0, indexing_s=0.5) as other,
    ):
        _hurry(other)
        names = [*IN_ONE_TOWN, "quake-at-night"]
        ended = await asyncio.gather(
            *(drilled(one, name, mode, runs) for name, mode in IN_ONE_TOWN.items()),
            drilled(other, "quake-at-night", "operational", runs),
        )
    return dict(zip(names, ended, strict=True))


def _hurry(town: Town) -> None:
    script = town.scenario.read_text(encoding="utf-8")
    for late, soon in SOONER.items():
        assert f"at: {late}\n" in script
        script = script.replace(f"at: {late}\n", f"at: {soon}\n")
    town.scenario.write_text(script, encoding="utf-8")
    answers = town.answers.read_text(encoding="utf-8")
    for seconds in "234568":
        answers = answers.replace(f"after: {seconds}s", "after: 1s")
    town.answers.write_text(answers, encoding="utf-8")


def test_every_drill_completes_and_leaves_its_town_whole(drills: dict[str, Drilled]) -> None:
    for name, each in drills.items():
        assert each.drill.ended is not None, name
        assert each.drill.ended.finish == "completed", name
        assert each.drill.impossible == (), name
        failed = [step for step in each.drill.steps if each.outcome(step) == "broken"]
        assert failed == (["restore-tape"] if name == "quake-at-night" else []), name


def test_an_expired_certificate_is_seen_where_the_page_itself_is_well(
    drills: dict[str, Drilled],
) -> None:
    drill = drills["certificate-expired"]
    assert (drill.lost("homepage-tls"), drill.back("homepage-tls")) == (True, True)
    assert not drill.lost("homepage")
    assert drill.outcome("see-certificate") == drill.outcome("page-works") == "held"


def test_a_check_that_only_connects_never_sees_a_service_that_hangs(
    drills: dict[str, Drilled],
) -> None:
    drill = drills["hung-service"]
    assert (drill.lost("groupware"), drill.back("groupware")) == (True, True)
    assert not drill.lost("groupware-port")
    assert drill.outcome("port-says") == drill.outcome("page-says") == "held"


def test_a_full_disk_stops_entries_and_not_look_ups(drills: dict[str, Drilled]) -> None:
    drill = drills["disk-full"]
    assert (drill.lost("register-entry"), drill.back("register-entry")) == (True, True)
    assert not drill.lost("register")
    assert drill.outcome("see-disk") == drill.outcome("page-fine") == "held"


def test_a_lost_name_server_is_told_from_the_systems_that_work(
    drills: dict[str, Drilled],
) -> None:
    drill = drills["name-server-lost"]
    assert (drill.lost("names"), drill.back("names")) == (True, True)
    assert not drill.lost("homepage")
    assert drill.outcome("by-name") == drill.outcome("by-address") == "held"


def test_a_storm_takes_the_mains_and_the_fibre_and_leaves_the_radio(
    drills: dict[str, Drilled],
) -> None:
    drill = drills["storm"]
    for lost in ("branch-line", "room-ups"):
        assert (drill.lost(lost), drill.back(lost)) == (True, True)
    # Rain takes some of the margin; the radio itself goes on working.
    assert not drill.lost("branch-hop")
    assert not drill.lost("home-vpn")
    assert drill.codes("margin") == ["probes.radio.below"]
    assert drill.outcome("over-radio") == drill.outcome("from-home") == "held"


def test_no_connection_is_made_to_a_server_with_another_key(drills: dict[str, Drilled]) -> None:
    drill = drills["wrong-host-key"]
    assert drill.outcome("look-files") == "unknown"
    assert drill.codes("look-files") == ["ssh.changed_host_key"]
    assert drill.outcome("look-radio") == drill.outcome("look-web") == "held"


def test_every_stop_of_the_tour_appears_in_order_and_once(drills: dict[str, Drilled]) -> None:
    drill, seen = Drill(), list[str]()
    assert stop_at(drill, frozenset()) is None
    for event in drills["quake-at-night"].events:
        drill = evolve(drill, event)
        while (stop := stop_at(drill, frozenset(seen))) is not None:
            seen.append(stop.id)
    assert seen == [each.id for each in STOPS]


def test_a_drill_that_is_over_is_not_said_to_be_cleaning_up(drills: dict[str, Drilled]) -> None:
    drill = Drill()
    for event in drills["quake-at-night"].events:
        drill = evolve(drill, event)
    stop = stop_at(drill, frozenset())
    assert stop is not None and stop.id == "ended"


def test_the_first_stop_is_right_for_those_who_answer_themselves_too() -> None:
    assert "answer" in STOPS[0].orders


def test_the_tour_names_the_key_of_every_order() -> None:
    named = {order for stop in STOPS for order in stop.orders}
    assert named == set(ORDERS)
    for stop in STOPS:
        keys = {order: f"<{order}>" for order in stop.orders}
        assert dict(stop.todo(keys).params) == keys


def test_a_fault_has_a_name_of_its_own() -> None:
    names = [fault.name for _, fault in faults().values()]
    assert sorted(set(names)) == names
