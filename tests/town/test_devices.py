"""The town's gateway, radio line and UPS, asked by the plan's own questions."""

from __future__ import annotations

import pytest

from bcp.inventory import Link, Power, Radio, Telework
from bcp.load import load_plan
from bcp.message import render
from drills.probes import catalogue
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from drills.town.breaking import broken, mended
from drills.town.town import Town
from scenarios.reading import Reading
from tests.town.visiting import ssh

LIMIT_US = 4_000_000


def community(town: Town) -> str:
    return (town.plan / "keys" / "community").read_text(encoding="ascii")


async def asked(town: Town, name: str, known: str | None = None) -> Reading:
    """What the plan's question about that thing is answered, with the town's own community."""
    plan = load_plan(town.plan, catalogue()).plan
    things: list[Link | Radio | Power | Telework] = [
        *plan.links,
        *plan.radio,
        *plan.power,
        *plan.telework,
    ]
    ((call,),) = (each.probe for each in things if each.id == name)
    source = plan.snmp_accounts[0].secrets[0]
    asker = Asker(plan, secrets=Secrets(at={source: Secret(known or community(town))}))
    try:
        return await asker.ask(call, LIMIT_US)
    finally:
        await asker.close()


def words(reading: Reading) -> str:
    because = reading.because or reading.could_not_ask
    return render(because, "en") if because else ""


async def test_the_ups_tells_of_lost_mains_and_of_an_empty_battery(shared_town: Town) -> None:
    facts = (await asked(shared_town, "room-ups")).facts
    assert (facts["level"], facts["runtime_left_s"], facts["alarm"]) == ("mains", 2280, False)
    await broken(shared_town.folder, "mains")
    lost = await asked(shared_town, "room-ups")
    assert (lost.facts["level"], lost.facts["on_battery"]) == ("battery", True)
    await broken(shared_town.folder, "battery")
    low = await asked(shared_town, "room-ups")
    assert (low.facts["level"], low.facts["runtime_left_s"]) == ("low", 240)
    assert "nearly empty" in words(low)
    await mended(shared_town.folder, "battery")
    assert (await asked(shared_town, "room-ups")).facts["level"] == "mains"


async def test_the_radios_level_sinks_step_by_step_until_no_margin_is_left(
    shared_town: Town,
) -> None:
    assert (await asked(shared_town, "branch-hop")).facts["margin_db"] == 30
    seen = []
    for _ in range(3):
        await broken(shared_town.folder, "radio-level")
        facts = (await asked(shared_town, "branch-hop")).facts
        seen.append((facts["rx_level_dbm"], facts["margin_db"], facts["state"]))
    assert seen == [(-57, 18, "warning"), (-69, 6, "warning"), (-81, -6, "alarm")]
    await mended(shared_town.folder, "radio-level")
    assert (await asked(shared_town, "branch-hop")).facts["state"] == "fine"


async def test_the_line_goes_over_the_radio_and_over_nothing_without_its_relay(
    shared_town: Town,
) -> None:
    assert (await asked(shared_town, "branch-line")).facts["path"] == "fibre"
    await broken(shared_town.folder, "fibre")
    assert (await asked(shared_town, "branch-line")).facts["path"] == "radio"
    await broken(shared_town.folder, "relay")
    assert (await asked(shared_town, "branch-line")).facts["reply"] is False
    assert (await asked(shared_town, "branch-hop")).facts["reply"] is False
    await mended(shared_town.folder, "fibre")
    assert (await asked(shared_town, "branch-line")).facts["path"] == "fibre"
    await mended(shared_town.folder, "relay")
    assert (await asked(shared_town, "branch-hop")).facts["state"] == "fine"


async def test_the_gateway_shows_its_form_and_each_of_its_faults_is_told_apart(
    shared_town: Town,
) -> None:
    well = (await asked(shared_town, "home-vpn")).facts
    assert (well["level"], well["asks"]) == ("certificate", "username, password")
    said = {}
    for fault in ("gateway", "gateway-certificate", "gateway-full"):
        await broken(shared_town.folder, fault)
        said[fault] = words(await asked(shared_town, "home-vpn"))
        await mended(shared_town.folder, fault)
    assert "refused the connection" in said["gateway"]
    assert "has expired" in said["gateway-certificate"]
    assert "as many sessions as it allows" in said["gateway-full"]
    assert (await asked(shared_town, "home-vpn")).facts["level"] == "certificate"


async def test_the_gateway_counts_its_sessions(shared_town: Town) -> None:
    assert (await ssh(shared_town, "vpn01", "count-sessions")).out == "sessions 18 of 50"
    await ssh(shared_town, "vpn01", "fill-gateway")
    assert (await ssh(shared_town, "vpn01", "count-sessions")).out == "sessions 50 of 50"
    await ssh(shared_town, "vpn01", "empty-gateway")


async def test_whoever_has_another_community_is_not_answered(shared_town: Town) -> None:
    assert (await asked(shared_town, "room-ups")).facts["reply"] is True
    stranger = await asked(shared_town, "room-ups", "another-community")
    assert stranger.facts.get("reply") is not True


def test_the_community_is_for_nobody_elses_eyes(shared_town: Town) -> None:
    keys = shared_town.plan / "keys"
    assert (keys / "community").stat().st_mode & 0o077 == 0
    assert (keys / ".gitignore").read_text(encoding="ascii") == "*\n"


@pytest.mark.parametrize("machine", ["hop01", "ups01"])
async def test_a_device_says_over_ssh_how_it_stands(shared_town: Town, machine: str) -> None:
    command = {"hop01": "show-path", "ups01": "show-power"}[machine]
    said = (await ssh(shared_town, machine, command)).out
    assert said == {"hop01": "path fibre", "ups01": "mains, 38 minutes"}[machine]
