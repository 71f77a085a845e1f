"""A plan's calendar, read back by a parser that is not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from bcp.load import load_plan
from bcp.model import Plan
from bcp.programme.dues import Due, dues
from drills.agenda.feed import agenda
from drills.agenda.material import AGENDA_PARTS, Material
from drills.agenda.veil import veil_of
from drills.ics.writing import written
from drills.probes import catalogue
from drills.readiness.what_is_due import what_is_due

PLAN = """\
organisation: 見本町
calendar:
  time_zone: {zone}
  blackouts: [{{from: "2027-10-12", why: 選挙}}]
roles:
  - {{id: lead, name: 情報係長, holder: 山田 太郎}}
servers: [{{id: web, address: www.town.example, name: {{ja: 公開, en: public}}}}]
systems:
  - {{id: mail, name: メール, end_of_support: "2027-12-31"}}
drills:
  - id: nightly
    name: 夜の確認
    starts: {{cron: "30 2 * * *"}}
    unattended: walkthrough
    scenario: night
    missed: skip
    limit: 20m
    despite: [closed-days]
  - id: autumn
    name: 山田太郎と 10.1.2.3 の訓練
    scenario: night
    starts: {{in: [{month}], day: 2nd tue, at: "10:00"}}
    if_closed: {if_closed}
    responsible: lead
    place: https://www.town.example/ の会議室
    prepare: [www.town.example を見る, 計画の写し]
    remind: [14d, 1d]
"""
SCENARIO = """\
scenario: night
title: 秘密の題名
modes: [tabletop, walkthrough]
steps:
  - {id: a, by: lead, ask: よいか}
"""
SINCE = datetime(2027, 4, 1, tzinfo=UTC)
YEAR = timedelta(days=366)
REVISED = datetime(2027, 4, 1, tzinfo=UTC)
ZONES = ("Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe")


def town(folder: Path, zone: str = "Asia/Tokyo", month: int = 10, if_closed: str = "skip") -> Plan:
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / "night.yaml").write_text(SCENARIO, encoding="utf-8")
    text = PLAN.format(zone=zone, month=month, if_closed=if_closed)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return load_plan(folder, catalogue()).plan


def year_of(plan: Plan) -> tuple[Due, ...]:
    return dues(plan, SINCE, SINCE + YEAR)


def calendar(plan: Plan, revised: datetime = REVISED) -> bytes:
    lines = what_is_due(plan, (), date(2027, 4, 1))
    return written(
        agenda(Material(plan, date(2027, 4, 1), revised, year_of(plan), lines), "ja", AGENDA_PARTS)
    )


def read(raw: bytes) -> dict[str, Any]:
    whole: Any = icalendar.Calendar.from_ical(raw)
    found = {str(each["UID"]): each for each in whole.walk("VEVENT")}
    assert len(found) == len(whole.walk("VEVENT"))
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_every_start_of_a_year_is_the_same_instant_to_the_independent_parser(
    tmp_path: Path, zone: str
) -> None:
    plan = town(tmp_path, zone)
    raw = calendar(plan)
    told = {
        uid: each["DTSTART"].dt.astimezone(UTC)
        for uid, each in read(raw).items()
        if uid.startswith("drill.")
    }
    assert told == {
        f"drill.{each.key}.見本町@bcp-drill": each.at.astimezone(UTC) for each in year_of(plan)
    }
    assert len(told) > 366
    assert f"TZID:{zone}\r\n".encode() in raw


def test_a_moved_drill_keeps_its_identifier_and_says_why_it_was_moved(tmp_path: Path) -> None:
    (uid,) = [each for each in read(calendar(town(tmp_path))) if "autumn" in each]
    later = REVISED + timedelta(hours=1)
    moved = read(calendar(town(tmp_path, if_closed="after"), later))[uid]
    assert moved["DTSTART"].dt.astimezone(UTC) == datetime(2027, 10, 13, 1, tzinfo=UTC)
    assert "選挙" in moved["DESCRIPTION"]
    assert moved["SEQUENCE"] > read(calendar(town(tmp_path)))[uid]["SEQUENCE"]


def test_a_drill_that_is_left_out_is_cancelled_and_says_why(tmp_path: Path) -> None:
    found = read(calendar(town(tmp_path)))
    (event,) = [each for uid, each in found.items() if "autumn" in uid]
    assert str(event["STATUS"]) == "CANCELLED"
    assert "選挙" in event["DESCRIPTION"]
    assert event.walk("VALARM") == []


def test_a_drill_says_who_and_what_and_rings_before_it(tmp_path: Path) -> None:
    found = read(calendar(town(tmp_path, month=11)))
    (event,) = [each for uid, each in found.items() if "autumn" in uid]
    assert "情報係長" in event["DESCRIPTION"]
    assert "bcp-drill run night" in event["DESCRIPTION"]
    rings = [each["TRIGGER"].dt for each in event.walk("VALARM")]
    assert rings == [-timedelta(days=14), -timedelta(days=1)]
    assert str(event["TRANSP"]) == "OPAQUE"
    night = next(each for uid, each in found.items() if "nightly" in uid)
    assert (str(night["TRANSP"]), night.walk("VALARM")) == ("TRANSPARENT", [])
    assert night["DTEND"].dt - night["DTSTART"].dt == timedelta(minutes=20)


def test_no_person_no_address_and_no_title_of_a_scenario_is_told(tmp_path: Path) -> None:
    whole = calendar(town(tmp_path, month=11)).replace(b"\r\n ", b"").decode()
    for secret in ("太郎", "10.1.2.3", "town.example", "秘密の題名"):
        assert secret not in whole
    assert "計画の写し" in whole
    assert "（非公開）" in whole


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("10.0.0.1:22 と fe80::1 を見る", "（非公開）:22 と （非公開） を見る"),
        ("ssh://u@h:22、次", "（非公開）、次"),
        ("山田　太郎さんと情報係長", "（非公開）さんと情報係長"),
        ("10:00:30 から 10:30、版 1.2.3、令和9年::", "10:00:30 から 10:30、版 1.2.3、令和9年::"),
        ("www.town.example2 と awww.town.example", "www.town.example2 と awww.town.example"),
    ],
)
def test_names_and_addresses_go_out_of_free_text_and_nothing_else(
    tmp_path: Path, said: str, told: str
) -> None:
    assert veil_of(town(tmp_path), "ja")(said) == told


def test_a_long_text_is_looked_through_once(tmp_path: Path) -> None:
    veil = veil_of(town(tmp_path), "ja")
    for sign in ("a", "1:", "a.", "://", "山 "):
        text = sign * 20_000
        assert veil(text) in (text, "（非公開）")


def test_what_ends_is_a_whole_day_whose_identifier_stays_when_the_day_is_another(
    tmp_path: Path,
) -> None:
    event = read(calendar(town(tmp_path)))["due.support:mail.見本町@bcp-drill"]
    assert event["DTSTART"].dt == date(2027, 12, 31)
    assert str(event["TRANSP"]) == "TRANSPARENT"
