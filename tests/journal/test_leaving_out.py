from __future__ import annotations

import json
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.message import LANGUAGES, Language, Text
from bcp.model import Server
from bcp.people import Contact, Vendor
from drills.core.audit_events import OrderTaken, Terminal
from drills.core.events import Answered, DrillStarted, InjectGiven, Paused
from drills.core.machine import evolve
from drills.core.paper_events import Entered, PaperLine
from drills.core.state import Drill
from drills.core.zone_events import SegmentWord
from drills.journal.bundle import open_bundle
from drills.journal.bundle_writing import Wanted, write_bundle
from drills.journal.masking import Known, Mask
from drills.journal.record import Record
from drills.report import as_html, as_json, as_text
from drills.report.assembled import report_of
from tests.journal.bundles import ADDRESSES, PEOPLE, SAID, bundled, key_for, recorded, telling


def places(text: str, values: tuple[str, ...]) -> list[str]:
    """Those of the values that stand in a text, whatever their case and width."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [each for each in values if each.casefold() in plain]


def everything_in(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        members = [packed.read(name).decode() for name in packed.namelist()]
    # What JSON escapes is read as it is meant, too.
    values = [json.dumps(json.loads(line), ensure_ascii=False) for line in members[-1].splitlines()]
    return "\n".join((path.read_bytes().decode("utf-8", "replace"), *members, *values))


def test_no_address_and_no_person_is_found_anywhere_in_a_bundle(tmp_path: Path) -> None:
    path = bundled(tmp_path, telling())
    found = everything_in(path)
    assert places(found, (*ADDRESSES, *PEOPLE, SAID, "tanaka", "192.0.2.7")) == []
    assert open_bundle(path).manifest.left_out == ("addresses", "people", "evidence")


def test_all_of_them_stand_in_the_run_itself(tmp_path: Path) -> None:
    path = bundled(tmp_path, telling(), addresses=True, people=True)
    wanted = (*ADDRESSES, *PEOPLE, SAID)
    assert places(everything_in(path), wanted) == [*wanted]


def test_what_is_asked_for_goes_in_and_nothing_else(tmp_path: Path) -> None:
    run = recorded(tmp_path / "run", telling())
    write_bundle(run, tmp_path / "a.zip", Wanted(addresses=True))
    write_bundle(run, tmp_path / "p.zip", Wanted(people=True))
    with_addresses, with_people = (everything_in(tmp_path / f"{name}.zip") for name in "ap")
    assert places(with_addresses, PEOPLE) == []
    assert places(with_people, ADDRESSES) == []
    assert len(places(with_addresses, ADDRESSES)) == len(ADDRESSES)
    assert len(places(with_people, PEOPLE)) == len(PEOPLE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bundle_folds_into_the_same_drill_and_the_same_figures(
    tmp_path: Path, lang: Language
) -> None:
    whole = bundled(tmp_path, telling(), addresses=True, people=True)
    write_bundle(tmp_path / "run", tmp_path / "less.zip", Wanted(key=key_for(tmp_path)))
    drills, reports = [], []
    for path in (whole, tmp_path / "less.zip"):
        records: tuple[Record, ...] = tuple(open_bundle(path).records())
        drill = Drill()
        for record in records:
            drill = evolve(drill, record.event())
        drills.append(drill)
        reports.append(report_of(records))
    assert drills[0].steps.keys() == drills[1].steps.keys()
    assert drills[0].ended == drills[1].ended
    told = [(each.recoveries, each.summary.tally, each.journal) for each in reports]
    assert told[0] == told[1]
    for writer in (as_text, as_html, as_json):
        assert places(writer.written(reports[1], lang), (*ADDRESSES, *PEOPLE)) == []


def test_what_was_equal_stays_equal_and_ids_stay(tmp_path: Path) -> None:
    events = [each.event() for each in open_bundle(bundled(tmp_path, telling())).records()]
    start = next(each for each in events if isinstance(each, DrillStarted))
    given = next(each for each in events if isinstance(each, InjectGiven))
    answered = next(each for each in events if isinstance(each, Answered))
    paused = next(each for each in events if isinstance(each, Paused))
    assert [each.id for each in start.brief.plan.servers] == ["reg01", "fs01"]
    assert start.brief.plan.servers[1].address == "‹server:fs01›"
    assert {each.value for each in start.brief.plan.contacts[0].methods} == {""}
    assert given.by == start.brief.plan.contacts[0].name == start.brief.plan.roles[2].deputies[0]
    assert given.by in answered.note
    assert "がfs01と" not in answered.note
    assert "が‹server:fs01›と" in answered.note
    assert paused.by == "lead"
    assert paused.reason.startswith("10:20:30に‹user:")


def test_an_id_that_is_an_address_or_a_name_itself_does_not_stay(tmp_path: Path) -> None:
    start, *others = telling()
    assert isinstance(start, DrillStarted)
    plan = replace(
        start.brief.plan,
        servers=(Server("203.0.113.5", "203.0.113.5"), Server("ups.canary.lan", "203.0.113.6")),
        contacts=(
            Contact("若松"),
            Contact("lead"),
            Contact("boss@canary", "水沼"),
            Contact("岩城", "岩城"),
        ),
        vendors=(Vendor("v1", Text("見本電機"), contact="若松"),),
    )
    said = Answered(1, "muster", "done", "若松", "岩城と水沼にboss@canaryで連絡、203.0.113.5も")
    path = bundled(tmp_path, (replace(start, brief=replace(start.brief, plan=plan)), said, *others))
    gone = ("203.0.113", "ups.canary", "若松", "岩城", "水沼", "boss@canary")
    assert places(everything_in(path), gone) == []
    events = [each.event() for each in open_bundle(path).records()]
    exported = events[0]
    assert isinstance(exported, DrillStarted)
    assert exported.brief.plan.vendors[0].contact == exported.brief.plan.contacts[0].id
    assert exported.brief.plan.contacts[1].id == "lead"
    assert exported.brief.plan.roles[0].id == "lead"


def test_what_zones_share_is_called_the_same_and_what_they_do_not_is_not(tmp_path: Path) -> None:
    start, *others = telling()
    assert isinstance(start, DrillStarted)
    scenario = replace(start.brief.scenario, parameters={"host": "198.51.100.20"})
    plans, operators, answers = [], [], []
    for zone, who in (("lgwan", "若松"), ("internet", "岩城")):
        brief = replace(start.brief, zone=zone, operator=who, scenario=scenario)
        said = Answered(1, "muster", "done", who, "198.51.100.21から198.51.100.20へ")
        folder = tmp_path / zone
        folder.mkdir()
        path = bundled(folder, (replace(start, brief=brief), said, *others))
        begun, answered, *_ = (each.event() for each in open_bundle(path).records())
        assert isinstance(begun, DrillStarted)
        assert isinstance(answered, Answered)
        plans.append((begun.brief.plan, begun.brief.scenario))
        operators.append(begun.brief.operator)
        answers.append(answered.note)
    assert plans[0] == plans[1]
    assert len({*operators}) == 2
    assert answers[0].partition("から")[2] == answers[1].partition("から")[2]
    assert answers[0] != answers[1]


def test_who_gave_an_order_and_from_where_is_left_out(tmp_path: Path) -> None:
    start, *others = telling()
    noted = (
        OrderTaken(1, "pause", "", "若松", Terminal("drill-box", "wakamatsu", "pts/3", "order")),
        Entered(2, PaperLine(0, 1, "岩城さんがdrill-boxを再起動", who="岩城"), by="若松"),
        SegmentWord(3, "muster", "internet", "done", "若松", "水沼", "水沼さんから電話"),
    )
    found = everything_in(bundled(tmp_path, (start, *noted, *others)))
    assert places(found, ("若松", "岩城", "水沼", "drill-box", "wakamatsu")) == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("192.0.2.1から", "‹address:1›から"),
        ("192.0.2.1:22, 192.0.2.1 and 192.0.2.2", "‹address:1›:22, ‹address:1› and ‹address:2›"),
        ("at 10:20:192.0.2.1", "at 10:20:‹address:1›"),
        ("fe80::1 [2001:db8::2]:443", "‹address:1› [‹address:2›]:443"),
        ("10:20:30 2026-11-21T10:20:30.5", "10:20:30 2026-11-21T10:20:30.5"),
        ("00-00-5E-00-53-01", "‹mac:1›"),
        ("ns.town.example.jp.", "‹name:1›."),
        ("bob@town.example.jp", "‹mail:1›"),
        ("0120-00-0000 / +81 90 0000 0000 / 0312345678", "‹tel:1› / ‹tel:2› / ‹tel:3›"),
        ("０３－００００－００００", "‹tel:1›"),
        ("０９０−１２３４−５６７８に", "‹tel:1›に"),
        ("０９０ー１２３４ー５６７８に", "‹tel:1›に"),
        ("TEL.0123-45-6789、Call 03-1234-5678.", "TEL.‹tel:1›、Call ‹tel:2›."),
        ("電話(0123)45-6789と0123（45）6788", "電話‹tel:1›と‹tel:2›"),
        ("090 1234 5678, +81-90-1234-5679", "‹tel:1›, ‹tel:2›"),
        ("①0123-45-6789と１９２．０．２．９", "①‹tel:1›と‹address:1›"),
        ("‹１９２．０．２．９›", "‹‹address:1››"),
        ("2026-01-02 10:00、20261122-040757", "2026-01-02 10:00、20261122-040757"),
        ("web01は１９２．０．２．９", "‹s›は‹address:1›"),
        ("ＡＢ課と0312345678、AB課", "‹c›と‹tel:1›、‹c›"),
        ("ＡＢ課と０３１２３４５６７８", "‹c›と‹tel:1›"),
        ("web01 WEB01 my-web01.log web011", "‹s› ‹s› my-‹s›.log web011"),
        ("bcp-drill as drill", "bcp-drill as ‹u›"),
        ("森林組合の林さん", "森林組合の林さん"),
        ("林", "‹p›"),
        ("kept.example.jp", "kept.example.jp"),
    ],
)
def test_forms_and_known_values_are_replaced_and_others_left(text: str, masked: str) -> None:
    known = (
        Known("web01", "‹s›"),
        Known("drill", "‹u›", whole=True),
        Known("林", "‹p›"),
        Known("ＡＢ課", "‹c›"),
    )
    kept = frozenset({"kept.example.jp"})
    assert Mask(known, addresses=True, people=True, kept=kept).text(text) == masked


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["a.", "a@", "1.", "::", "0-", "-", "/home/", "+81 ", "林a"])
def test_a_long_text_takes_no_long_time(unit: str) -> None:
    mask = Mask((Known("aaaa", "‹s›"),), addresses=True, people=True)
    assert mask.text(unit * 100_000) is not None
