"""Who is behind the ids of a drill's records: the key, the numbers and the codes.

This is the one file of a run that can name somebody. Only its owner may read it, no bundle takes
it along, and whoever deletes it after the drill leaves figures that nobody can be found in.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bcp.message import Phrase
from bcp.people import Contact
from bcp.staff import Member, same_number
from bcp.system_trouble import reason_of
from drills.core.brief import Brief
from drills.core.checkin_events import Expected, PeopleExpected
from drills.core.personal_codes import BITS, code_of, typed_code
from drills.core.segments import is_foreign
from drills.errors import Refusal
from drills.whole_file import write_whole
from scenarios.expected import expected
from scenarios.model import RollCall

NAME = "people.key"
_VERSION = 1
_KEY_BYTES = 32
_ID_SIGNS = 16

UNREADABLE = Phrase(
    "roster.unreadable",
    ja="職員番号と個人コードのファイル（{file}）を読めません（{reason}）。",
    en="the file of numbers and personal codes ({file}) cannot be read ({reason}).",
)
BROKEN = Phrase("roster.broken", ja="中身が壊れています", en="what is in it is damaged")
NOT_WRITTEN = Phrase(
    "roster.not_written",
    ja="職員番号と個人コードのファイル（{file}）に書けません（{reason}）。",
    en="the file of numbers and personal codes ({file}) cannot be written ({reason}).",
)


@dataclass(frozen=True)
class Coded:
    """A member of staff with the code that is theirs in this drill, nine signs."""

    member: Member
    code: str


@dataclass(frozen=True)
class Roster:
    """Everybody on the list of staff when the drill was prepared, each with a code.

    `contacts` has the numbers behind the plan's contacts, by their ids. `source_hash` is the
    SHA-256 of the list; it stays here, and the records have `keyed_hash`.
    """

    key: bytes
    people: tuple[Coded, ...]
    contacts: Mapping[str, str] = field(default_factory=dict)
    source_hash: str = ""

    def id_of(self, number: str) -> str:
        """The id by which the records know a number, whether it is on the list or not."""
        said = b"number:" + same_number(number).encode()
        return hmac.new(self.key, said, hashlib.sha256).hexdigest()[:_ID_SIGNS]

    def person_of(self, code: str) -> Expected | None:
        """Whose code it is, as somebody typed it; None for nobody's.

        A wrong code takes as long as a right one: what is compared is its keyed digest.
        """
        typed = typed_code(code)
        found = self._by_code.get(self._digest(typed or ""))
        return found if typed is not None else None

    def code_behind(self, contact: str) -> str | None:
        """The code of the one whom a contact of the plan is; None where no number ties them."""
        number = self.contacts.get(contact)
        found = (each.code for each in self.people if same_number(each.member.number) == number)
        return None if number is None else next(found, None)

    def named(self, number_or_id: str) -> str | None:
        """The id of whom somebody at the desk means, by a number or by the id itself."""
        by_number = self.id_of(number_or_id)
        return next((each for each in (by_number, number_or_id) if each in self._numbers), None)

    def expected(self, words: tuple[str, ...]) -> tuple[Expected, ...]:
        """Those whom a step expects, as the records have them.

        Departments stand in the order of the list, and in each of them people in that of their ids:
        in that of the list, whoever has it could count.
        """
        found = expected((each.member for each in self.people), words)
        people = (Expected(self.id_of(each.number), each.department) for each in found)
        places = {name: at for at, name in enumerate(dict.fromkeys(x.department for x in found))}
        return tuple(sorted(people, key=lambda each: (places[each.department], each.id)))

    @property
    def keyed_hash(self) -> str:
        """What the records have of the list: its hash, keyed, so that none can be tried on it."""
        said = b"list:" + self.source_hash.encode()
        return hmac.new(self.key, said, hashlib.sha256).hexdigest()

    def contacts_of(self, missing: Iterable[Expected]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The contacts of these people in the plan's order, and the ids of those without one."""
        ids = {self.id_of(number): contact for contact, number in self.contacts.items()}
        wanted = {each.id: ids.get(each.id) for each in missing}
        known = {contact for contact in wanted.values() if contact is not None}
        return (
            tuple(each for each in self.contacts if each in known),
            tuple(person for person, contact in wanted.items() if contact is None),
        )

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        return {self.id_of(each.member.number): each.member.number for each in self.people}

    @cached_property
    def _by_code(self) -> Mapping[bytes, Expected]:
        return {
            self._digest(each.code): Expected(
                self.id_of(each.member.number), each.member.department
            )
            for each in self.people
        }

    def _digest(self, code: str) -> bytes:
        return hmac.new(self.key, b"code:" + code.encode(), hashlib.sha256).digest()


def made(
    staff: Iterable[Member],
    contacts: Iterable[Contact],
    source_hash: str,
    before: Roster | None = None,
) -> Roster:
    """A roster of these people; those who were in the one `before` keep their codes."""
    codes = {each.member.number: each.code for each in before.people} if before else {}
    taken = set(codes.values())
    people = []
    for member in staff:
        code = codes.get(member.number) or _fresh(taken)
        taken.add(code)
        people.append(Coded(member, code))
    tied = {each.id: same_number(each.number) for each in contacts if each.number}
    key = before.key if before else secrets.token_bytes(_KEY_BYTES)
    return Roster(key, tuple(people), tied, source_hash)


def _fresh(taken: set[str]) -> str:
    while True:
        code = code_of(secrets.randbits(BITS))
        if code not in taken:
            return code


def people_expected(brief: Brief, roster: Roster | None) -> Iterator[PeopleExpected]:
    """Whom each step of this terminal expects: part of a drill's first records."""
    for step in brief.scenario.steps:
        if roster and isinstance(step.do, RollCall) and not is_foreign(brief, step):
            people = roster.expected(step.do.expected)
            yield PeopleExpected(0, step.id, people, roster.keyed_hash)


def kept(roster: Roster, file: Path) -> None:
    """Write the roster where only its owner may read it. Raises `Refusal`."""
    said = {
        "v": _VERSION,
        "key": roster.key.hex(),
        "source_hash": roster.source_hash,
        "contacts": dict(roster.contacts),
        "people": [
            [each.member.number, each.member.department, list(each.member.groups), each.code]
            for each in roster.people
        ],
    }
    try:
        write_whole(file, json.dumps(said, ensure_ascii=False).encode())
    except OSError as trouble:
        raise Refusal(NOT_WRITTEN(file=str(file), reason=reason_of(trouble))) from trouble


def read(file: Path) -> Roster | None:
    """The roster in a file; None where there is none. Raises `Refusal` for one that is damaged."""
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as trouble:
        raise Refusal(UNREADABLE(file=str(file), reason=reason_of(trouble))) from trouble
    try:
        said = json.loads(raw)
        people = tuple(
            Coded(Member(number, department, tuple(groups)), code)
            for number, department, groups, code in said["people"]
        )
        key = bytes.fromhex(said["key"])
        return Roster(key, people, dict(said["contacts"]), said["source_hash"])
    except (ValueError, KeyError, TypeError) as trouble:
        raise Refusal(UNREADABLE(file=str(file), reason=BROKEN())) from trouble
