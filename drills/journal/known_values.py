"""Which values of a run are addresses or people: read from its brief and from who did what."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bcp.asking import Control, ProbeCall
from bcp.checkin_page import CheckInPage
from bcp.inventory import Power, Radio, Telework
from bcp.messages import MailServer, Webhook
from bcp.model import Server, Zone
from bcp.people import Approver, Contact, Role
from bcp.same_person import same_person
from bcp.secret_source import SecretSource
from bcp.telework_gates import Stated
from drills.core.brief import Brief
from drills.core.events import DrillStarted, Event, PeopleExpected, Watched
from drills.journal.masking import Known, numbered
from drills.journal.without_staff import DIGEST
from scenarios.model import Approval

# Who did something and at which machine, wherever an event says so.
_WHO = ("by", "second", "operator", "person", "told_by", "who", "informant")
_MACHINES = {"host": "terminal", "terminal": "terminal", "account": "user"}


@dataclass
class KnownValues:
    """What a run's events say about places and people; `ids` are what both are called by."""

    places: list[Known] = field(default_factory=list)
    zone: str | None = None
    brief: Brief | None = None
    ids: set[str] = field(default_factory=set)
    _people: dict[str, str] = field(default_factory=dict)
    _posts: set[str] = field(default_factory=set)
    _roles: set[str] = field(default_factory=set)
    _targets: dict[tuple[str, str | None], str] = field(default_factory=dict)

    def look_at(self, event: Event) -> None:
        """Learn what an event says; to be called with every event of the run."""
        if isinstance(event, DrillStarted):
            self._look_at_brief(event.brief)
        elif isinstance(event, PeopleExpected):
            # Digests whose key is not in the record: they tell of nobody, and the sums need them.
            self.ids |= {each.id for each in event.people if DIGEST.fullmatch(each.id)}
        elif not isinstance(event, Watched):  # every second one, and of nobody
            for each in _values_in(event):
                self._told(each)

    def _told(self, value: Any) -> None:
        for name in _WHO:
            who = getattr(value, name, None)
            if isinstance(who, str) and who not in self.ids:
                self._person(who, "")
        for name, kind in _MACHINES.items():
            machine = getattr(value, name, None)
            if isinstance(machine, str):
                self._place(machine, self._target(kind, machine), whole=kind == "user")

    def names(self) -> list[Known]:
        """The people, each with one placeholder however the name is spelled."""
        return [
            Known(name, f"‹{title}›")
            for name, title in self._people.items()
            if name not in self.ids and name not in self._posts
        ]

    def _look_at_brief(self, brief: Brief) -> None:
        self.brief = brief
        every = tuple(_values_in(brief))
        ids = {each.id for each in every if isinstance(getattr(each, "id", None), str)}
        self._roles |= {role.id for role in brief.plan.roles}
        self._posts |= {text for role in brief.plan.roles for text in (role.name.ja, role.name.en)}
        self.ids |= ids
        for each in every:
            self._look_for_places(each)
            self._look_for_people(each)
        for each in every:
            if isinstance(each, ProbeCall | Control):
                self._asked(each)
        # What comes now is this run's own, and not the plan's that all zones share.
        self.zone = brief.zone
        self._place(brief.plan.folder, "folder")
        self._person(brief.operator, "")
        # What is an address or a name itself must not stay just because it is an id.
        self.ids -= {each for each in ids if not _is_plain(each) or each in self._people}

    def _look_for_places(self, value: Any) -> None:
        match value:
            case Server():
                self._place(value.address, self._named("server", value.id))
                self._place(value.ssh_config, self._named("server", value.id))
                self._place(value.user, self._target("user", value.user), whole=True)
                for path in (value.known_hosts, value.identity):
                    self._place(path, self._target("key-file", path))
            case SecretSource():
                self._place(value.keyring, self._target("secret", value.keyring))
                self._place(value.file, self._target("key-file", value.file))
            case Radio() | Power():
                self._place(value.address, self._named(type(value).__name__.lower(), value.id))
            case Telework():
                self._place(value.endpoint, self._named("telework", value.id))
                self._place(value.outside_from, self._named("telework", value.id))
                for pool in value.pool:
                    self._place(pool, self._named("telework", value.id))
            case CheckInPage():
                for place in (value.url, value.public, value.listen, *value.proxies):
                    self._place(place, self._target("page", value.listen))
                self._place(_host_in(value.url), self._target("page", value.listen))
                for path in (value.certificate, value.key):
                    self._place(path, self._target("key-file", path))
            case MailServer():
                self._place(value.server, self._target("mail-server", value.server))
                self._place(value.sender, self._target("sender", value.sender))
                self._place(value.username, self._target("user", value.username), whole=True)
                self._place(value.ca, self._target("key-file", value.ca))
            case Webhook():
                self._place(value.url, self._target("webhook", value.url))
                self._place(_host_in(value.url), self._target("webhook", value.url))
                self._place(value.ca, self._target("key-file", value.ca))
            case Zone():
                self._place(value.terminal, self._named("terminal", value.id))

    def _look_for_people(self, value: Any) -> None:
        match value:
            case Contact():
                title = self._called("contact", value.id, value.name)
                self._person(value.name, title)
                for method in value.methods:
                    self._person(method.value, title)
            case Approver():
                self._person(value.name, self._called("approver", value.id, value.name))
            case Stated():
                self._person(value.by, "")
            case Approval():
                for each in value.persons:
                    self._person(each, "")
            case Role():
                for number, name in enumerate((value.holder, *value.deputies), 1):
                    self._person(name or "", self._named("person", f"{value.id}-{number}"))

    def _asked(self, call: ProbeCall | Control) -> None:
        texts = [call.subject, *_strings_in(call.params)]
        for number, text in enumerate(texts):
            may_be = _looks_like_a_place(text)
            if (text in self.ids or number) and not may_be:
                continue
            self._place(text, self._target("target", text))
            host = _host_in(text)
            if len(host) > 1 and host not in self.ids:
                self._place(host, self._target("target", host))

    def _target(self, kind: str, value: str | None) -> str:
        number = 1 + sum(each == kind for each, _ in self._targets)
        return self._targets.setdefault((kind, value), numbered(kind, number, self.zone))

    def _place(self, value: str | None, title: str, *, whole: bool = False) -> None:
        if not value:
            return
        self.places.append(Known(value, f"‹{title}›", whole))
        first = value.partition(".")[0]
        if first != value and any(map(str.isdigit, first)) and not first.isdecimal():
            # fs01.town.example is called fs01 by itself and by everybody.
            self.places.append(Known(first, f"‹{title}›"))

    def _called(self, kind: str, id: str, name: str) -> str:
        """The title of a person; where there is no other name, the id is the name."""
        if (name and not same_person(name, id)) or id in self._roles:
            return self._named(kind, id)
        title = self._target(kind, id)
        self._person(id, title)
        return title

    def _named(self, kind: str, id: str) -> str:
        return f"{kind}:{id}" if _is_plain(id) else self._target(kind, id)

    def _person(self, name: str, title: str) -> None:
        if name and name not in self._people:
            known = (to for each, to in self._people.items() if same_person(each, name))
            number = len(self._people) + 1
            self._people[name] = next(known, title or numbered("person", number, self.zone))


def _values_in(value: Any) -> Iterator[Any]:
    """Every dataclass value inside a value, itself included."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield value
        for each in dataclasses.fields(value):
            yield from _values_in(getattr(value, each.name))
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from _values_in(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _values_in(item)


def _strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings_in(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings_in(each)


def _is_plain(id: str) -> bool:
    """Whether an id may stay: it is no address, number or mail address itself."""
    return not (_looks_like_a_place(id) or "@" in id or re.search(r"\d{6}", id))


def _looks_like_a_place(text: str) -> bool:
    """Whether a parameter may be a host, an address or a path, and not a word like ``AAAA``."""
    return any(sign in text for sign in ".:/\\")


def _host_in(text: str) -> str:
    """The host of ``https://host:port/…`` or ``host:port``; empty where there is none."""
    behind = text.partition("://")[2] or text
    if behind.startswith("["):
        return behind[1:].partition("]")[0]
    host = behind.partition("/")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host
