"""A bundle tells neither where the page was served nor whose addresses a gateway gives."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from bcp.checkin_page import CheckInPage
from bcp.inventory import Telework
from drills.core.checkin_events import CheckInOpened
from drills.core.events import DrillStarted
from tests.journal.bundles import bundled, telling

PAGE = CheckInPage(
    "203.0.113.80:8443",
    "canary-tls/page.pem",
    "canary-tls/page.key",
    "https://checkin.canary.example:8443/",
    ("203.0.113.81",),
)
PLACES = ("203.0.113.80", "203.0.113.81", "canary-tls", "checkin.canary.example", "10.77.0.0")


def test_its_addresses_stay_at_home(tmp_path: Path) -> None:
    first, *others = telling()
    assert isinstance(first, DrillStarted)
    ways = (Telework("vpn", "vpn", pool=("10.77.0.0/16",)),)
    plan = replace(first.brief.plan, checkin=PAGE, telework=ways)
    begun = replace(first, brief=replace(first.brief, plan=plan))
    step = first.brief.scenario.steps[0].id
    opened = CheckInOpened(others[0].at, step, PAGE.url)
    whole = bundled(tmp_path, (begun, opened, *others), addresses=True, people=True)
    assert all(place in everything_in(whole) for place in PLACES)
    (tmp_path / "less").mkdir()
    less = bundled(tmp_path / "less", (begun, opened, *others))
    assert [place for place in PLACES if place in everything_in(less)] == []


def everything_in(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())
