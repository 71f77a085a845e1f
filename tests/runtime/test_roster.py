"""Who is behind an id is known to one private file, and to no record."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.message import render
from bcp.people import Contact
from bcp.staff import Member
from drills.core import events as e
from drills.core.checkin_events import Expected
from drills.core.machine import evolve, replay
from drills.core.personal_codes import shown_code
from drills.core.prepare import Circumstances, prepared
from drills.errors import Refusal
from drills.runtime.missing import again, found_missing
from drills.runtime.roster import Roster, kept, made, people_expected, read
from scenarios.model import CallOut, RollCall
from tests.core import making as m

STAFF = tuple(
    Member(str(10_000 + n), "税務課" if n % 3 else "総務課", ("応援班",) if n < 2 else ())
    for n in range(9)
)
CONTACTS = (Contact("b", number="10001"), Contact("a", number="１０００２"), Contact("c"))


@pytest.fixture
def roster() -> Roster:
    return made(STAFF, CONTACTS, "f00d")


def test_everybody_has_a_code_of_their_own_that_leads_to_them(roster: Roster) -> None:
    assert len({each.code for each in roster.people}) == len(STAFF)
    for each in roster.people:
        found = roster.person_of(shown_code(each.code))
        assert found == Expected(roster.id_of(each.member.number), each.member.department)
    assert roster.person_of("0000-0000-0") in (None, *roster.expected(("@staff",)))
    assert roster.person_of("") is None


def test_the_same_number_has_another_id_in_every_drill(roster: Roster) -> None:
    other = made(STAFF, CONTACTS, "f00d")
    ids = {each.id_of("10001") for each in (roster, other)}
    assert len(ids) == 2
    assert all(len(each) == 16 for each in ids)


def test_those_who_have_a_code_keep_it_when_the_list_changes(roster: Roster) -> None:
    newcomer = Member("20000", "税務課")
    later = made((*STAFF[1:], newcomer), CONTACTS, "beef", roster)
    before = {each.member.number: each.code for each in roster.people}
    after = {each.member.number: each.code for each in later.people}
    assert {number: after[number] for number in before if number in after} == {
        each.number: before[each.number] for each in STAFF[1:]
    }
    assert set(after) - set(before) == {"20000"}
    assert later.id_of("10001") == roster.id_of("10001")


def test_only_its_owner_may_read_the_file_and_it_comes_back_whole(
    roster: Roster, tmp_path: Path
) -> None:
    file = tmp_path / "people.key"
    assert read(file) is None
    kept(roster, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read(file) == roster
    for damaged in ("{}", "[]", "x", '{"key": 1, "people": [], "contacts": {}}'):
        file.write_text(damaged, encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            read(file)
        assert "people.key" in render(refusal.value.message, "ja")


def test_somebody_at_the_desk_may_give_a_number_or_an_id(roster: Roster) -> None:
    known = roster.id_of("10003")
    said = ("10003", " １０００３ ", known)
    assert [roster.named(each) for each in said] == [known] * 3
    assert roster.named("99999") is None


def test_each_step_expects_whom_its_words_mean(roster: Roster) -> None:
    steps = tuple(
        m.step(name, RollCall((word,)))
        for name, word in (
            ("all", "@staff"),
            ("tax", "@department:税務課"),
            ("helpers", "@group:応援班"),
        )
    )
    found = {each.step: each for each in people_expected(m.brief(*steps), roster)}
    assert {name: len(each.people) for name, each in found.items()} == {
        "all": 9,
        "tax": 6,
        "helpers": 2,
    }
    assert list(people_expected(m.brief(*steps), None)) == []


def test_neither_position_nor_hash_tells_who_is_behind_an_id(roster: Roster) -> None:
    (found,) = people_expected(m.brief(m.step("all", RollCall(("@staff",)))), roster)
    told = [(each.department, each.id) for each in found.people]
    # Departments stand as on the list: 総務課 first.
    assert told == sorted(told, key=lambda each: (each[0] != "総務課", each[1]))
    assert {each for _, each in told} == {roster.id_of(each.number) for each in STAFF}
    again = made(STAFF, CONTACTS, roster.source_hash)
    assert len({found.source_hash, roster.source_hash, again.keyed_hash}) == 3


def test_the_missing_are_called_by_their_contacts_and_the_others_are_told(roster: Roster) -> None:
    steps = (m.step("here", RollCall(("@staff",))), m.step("call", CallOut(("@missing:here",))))
    brief = m.brief(*steps)
    drill = replay((e.DrillStarted(0, brief), *people_expected(brief, roster)))
    drill = evolve(drill, e.StepDue(0, "call", 0))
    for number in ("10002", "10005"):
        drill = evolve(drill, e.CheckedIn(1, "here", roster.id_of(number)))
    found = found_missing(drill, "call", roster, 2)
    assert found.contacts == ("b",)
    assert len(found.without) == 6
    assert [type(each).__name__ for each in again(drill)] == ["FindMissing"]
    nobody = found_missing(drill, "call", None, 2)
    assert (nobody.contacts, len(nobody.without)) == ((), 7)


def test_a_brief_holds_no_number_of_staff() -> None:
    brief = m.brief(m.ask("q"))
    plan = replace(brief.plan, contacts=CONTACTS)
    around = Circumstances("r", "tabletop", brief.calendar, 0, "2026-11-22", "op", "test")
    assert {each.number for each in prepared(plan, brief.scenario, around).plan.contacts} == {None}
