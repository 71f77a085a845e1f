"""What is due, by day: of the plan, its action items and what runs saw of certificates."""

from __future__ import annotations

from datetime import date

from bcp.action_items import ActionItem
from bcp.durations import DAY, Span
from bcp.inventory import Backup, Power, Radio, VoiceTest
from bcp.inventory import Tested as RunAt
from bcp.message import LANGUAGES, Text, render
from bcp.model import Command, Organisation, Plan, Server, System
from bcp.people import Contact, Method, Role, Vendor
from bcp.upkeep import Countermeasure, Inspection
from drills.items.standing import standings
from drills.readiness.certificates import CertificateSeen
from drills.readiness.what_is_due import what_is_due, worth_telling

TODAY = date(2027, 6, 15)
LEAD = Role("lead", Text("情報係長", "head of ICT"), holder="情報 太郎")
ITEM = ActionItem("B001", Text("手順書を直す", "mend the sheet"), owner="lead", due="2027-06-20")


def _commands() -> tuple[Command, ...]:
    days = {"cut": "2027-06-01", "join": "2027-06-19", "later": "2027-08-01"}
    return tuple(Command(each, allowed_until=day) for each, day in days.items())


def _plan() -> Plan:
    return Plan(
        Organisation("みどり町"),
        roles=(LEAD,),
        contacts=(
            Contact("a", methods=(Method("mobile", "x"),)),
            Contact("b", methods=(Method("mobile", "y", verified="2027-04-10"),)),
            Contact("no-way"),
        ),
        vendors=(Vendor("v", Text("業者", "vendor"), contract_end="2028-03-31"),),
        systems=(
            System("kiban", Text("住基", "residents"), importance="critical"),
            System("old", importance="normal", state="retired", lease_end="2020-01-01"),
        ),
        servers=(Server("s", "127.0.0.1", commands=_commands()),),
        power=(
            Power("ups", "ups", installed_on="2020-06-01", life_years=7.0),
            Power("gen", "generator", tested=RunAt(next="2027-07-01")),
        ),
        radio=(Radio("r", "mca", voice_test=VoiceTest(Span(30 * DAY), "2027-05-20")),),
        backups=(Backup("k-copy", "kiban", restore_tested="2026-06-10"),),
        inspections=(
            Inspection("ups-yearly", "ups", "detailed", last="2026-06-01", by=Text("電気業者")),
            Inspection("never", "gen"),
        ),
        countermeasures=(Countermeasure("m", Text("電池が古い"), due="2027-09-30"),),
        action_items=(ITEM,),
    )


def test_everything_with_a_day_is_one_list_sorted_by_day() -> None:
    plan = _plan()
    seen = (
        CertificateSeen("kiban", date(2027, 6, 1), date(2027, 5, 1), "old-run"),
        CertificateSeen("kiban", date(2027, 8, 1), date(2027, 6, 1), "new-run"),
    )
    lines = what_is_due(plan, standings(plan.action_items, (), TODAY), TODAY, seen)
    told = [(each.key, each.day.isoformat(), each.days_left) for each in lines]
    assert told == [
        ("contacts:contacts", "2027-05-01", -45),
        ("battery:ups", "2027-06-01", -14),
        ("inspection:ups-yearly", "2027-06-01", -14),
        ("restore:k-copy", "2027-06-10", -5),
        ("permission:s", "2027-06-19", 4),
        ("voice_test:r", "2027-06-19", 4),
        ("item:B001", "2027-06-20", 5),
        ("test_run:gen", "2027-07-01", 16),
        ("certificate:kiban", "2027-08-01", 47),
        ("countermeasure:m", "2027-09-30", 107),
        ("contract:v", "2028-03-31", 290),
    ]
    by_key = {each.key: each for each in lines}
    assert by_key["item:B001"].owner == LEAD.name  # a role, never its holder
    assert not by_key["inspection:ups-yearly"].presses  # a month is tolerated
    assert by_key["restore:k-copy"].presses
    assert "countermeasure:m" not in {each.key for each in worth_telling(lines)}
    for each in lines:
        for lang in LANGUAGES:
            assert "[" not in render(each.what, lang) + render(each.do, lang)
            assert "太郎" not in render(each.what, lang)


def test_a_date_that_is_still_to_be_filled_in_makes_nothing_due() -> None:
    plan = Plan(
        Organisation("みどり町"),
        inspections=(Inspection("i", "x", last="要記入", next="要記入"),),
        power=(Power("p", "ups", installed_on="要記入", life_years=5.0),),
    )
    assert what_is_due(plan, (), TODAY) == ()
