"""What the proof that something works rests on: the parts of the plan that make a difference.

A drill proved it with the plan as it was. Whoever changes one of these parts later takes the proof
away; a name, a note or another system changes nothing. Lists whose order means nothing are sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bcp.asking import ProbeCall
from bcp.inventory import Backup, Link, Power, Radio, Telework
from bcp.model import CommandRef, Plan, Server, System
from bcp.people import Role
from bcp.questions_within import with_those_within
from drills.journal.codec import canonical
from drills.journal.shapes import shape_of
from scenarios.callees import callees
from scenarios.model import Scenario, Step

Key = tuple[str, str, str]
"""What kind of thing, its id, and the field."""
Resting = Mapping[Key, Any]

_ANY_ORDER = ("depends_on", "any_of", "runs_on", "probe", "businesses", "pool", "allow")
_WORDS_ALONE = ("name", "note", "every", "control")
_DEVICE = ("profile", "address", "snmp", "row", "depends_on", "zone", "probe", "settled", "state")
_FIELDS: Mapping[type, tuple[str, ...]] = {
    System: (
        *("zone", "depends_on", "levels", "probe", "settled", "marker", "hosting", "runs_on"),
        *("backup", "os", "virtualized", "location", "power_circuit", "vendor", "state"),
    ),
    Link: (*_DEVICE, "ends", "paths", "far", "capacity_mbps"),
    Radio: (*_DEVICE, "kind", "ends", "design_rx_dbm"),
    Power: (*_DEVICE, "kind", "runtime", "tank_l", "l_per_h", "installed_on"),
    Telework: (
        *(*_DEVICE, "kind", "endpoint", "outside_from", "licences", "expected", "pool", "mfa"),
        *("gates", "gate_targets"),
    ),
    Server: (
        *("address", "port", "user", "zone", "jump", "ssh_config", "host", "os", "shell"),
        *("encoding", "identity", "password", "passphrase", "algorithms", "state"),
    ),
    Backup: ("method", "every", "media", "offsite", "immutable", "restore_to"),
    Role: ("holder", "deputies"),
}
_PROMISES = ("rto", "rpo")
_KIND: Mapping[type, str] = {each: each.__name__.lower() for each in _FIELDS}


@dataclass(frozen=True)
class _Walk:
    """The things of a plan that something needs, each once."""

    plan: Plan
    found: dict[tuple[str, str], Any]

    def system(self, word: str) -> None:
        """A system, line, radio, source of power or way of telework, and all that it needs."""
        kind = self.plan.kind_of(word)
        thing = None if kind is None else self.plan.asset(kind, word)
        if thing is None or isinstance(thing, Backup) or not self._is_new(thing):
            return
        seen = next(each for each in self.plan.watchables if each.id == word)
        for need in seen.depends_on:
            for other in need.any_of:
                # What is depended on may be a server, which nothing watches by itself.
                self.system(other)
                self.server(other)
        for server in seen.runs_on:
            self.server(server)
        calls = (*seen.probe, *(call for level in seen.levels for call in level.probe))
        for call in with_those_within(self.plan, calls):
            self.asked(call)
        if isinstance(thing, System) and thing.marker is not None:
            self.commanded(thing.marker.write)
            self.commanded(thing.marker.read)

    def asked(self, call: ProbeCall) -> None:
        """What a question goes through, and the command that it uses there."""
        server = self.plan.server(call.server) if call.server is not None else None
        if server is not None:
            self.server(server.id)
            for each in call.params.values():
                if isinstance(each, str) and server.command(each) is not None:
                    self.commanded(CommandRef(server.id, each))
        thing = self.plan.system(call.subject)
        if thing is not None and self.plan.kind_of(call.subject) == call.word:
            self.system(call.subject)

    def commanded(self, ref: CommandRef) -> None:
        """A command, and its server."""
        server = self.plan.server(ref.server)
        command = None if server is None else server.command(ref.command)
        if command is not None:
            self.server(ref.server)
            self.found["command", f"{ref.server}/{ref.command}"] = command

    def server(self, word: str) -> None:
        """A server, and those through which it is reached or on which it runs."""
        server = self.plan.server(word)
        if server is not None and self._is_new(server):
            for other in (server.jump, server.host):
                if other is not None:
                    self.server(other)

    def _is_new(self, thing: Any) -> bool:
        key = (_KIND[type(thing)], thing.id)
        if key in self.found:
            return False
        self.found[key] = thing
        return True


def needed_by(plan: Plan, system: str) -> Mapping[tuple[str, str], Any]:
    """The things that it needs, itself among them, by kind and id."""
    walk = _Walk(plan, {})
    walk.system(system)
    return walk.found


def resting(plan: Plan, system: str, people: Iterable[str] = ()) -> Resting:
    """All that the proof of a system's recovery rests on; `people` are roles that it takes."""
    out: dict[Key, Any] = {}
    for (kind, word), thing in needed_by(plan, system).items():
        if kind == "command":
            out[kind, word, "run"] = thing.run
            continue
        fields = _FIELDS[type(thing)]
        own = _PROMISES if word == system and kind != "server" else ()
        out.update({(kind, word, field): value for field, value in _of(thing, (*fields, *own))})
    for backup in plan.backups:
        model = next((each for each in plan.systems if each.id == system), None)
        if backup.system == system or (model is not None and model.backup == backup.id):
            out.update({("backup", backup.id, f): v for f, v in _of(backup, _FIELDS[Backup])})
    out.update(of_people(plan, people))
    return out


def of_people(plan: Plan, who: Iterable[str]) -> Resting:
    """Who holds these roles, and how they are reached; contacts and words for many, too."""
    out: dict[Key, Any] = {}
    for word in who:
        role = next((each for each in plan.roles if each.id == word), None)
        if role is not None:
            out.update({("role", role.id, f): v for f, v in _of(role, _FIELDS[Role])})
        for contact in callees(plan, (word,)):
            ways = [f"{each.kind} {each.value}" for each in contact.methods]
            out["contact", contact.id, "methods"] = ways
    return out


def people_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """The roles and people whom these steps name."""
    found: dict[str, None] = {}
    for step in steps:
        named: Sequence[str] = getattr(step.do, "who", ()) or getattr(step.do, "to", ())
        words = named if isinstance(named, tuple) else ()
        found.update(dict.fromkeys((*([step.by] if step.by else []), *words)))
    return tuple(found)


def course_of(scenario: Scenario) -> Mapping[str, Any]:
    """What happens in a scenario: each step by its id, and all else that it is made of.

    Words about it, its own targets, and the words for a table are left out.
    """
    tree = shape_of(Scenario).write(scenario)
    steps = {each["id"]: _bare({**each, "say": None}) for each in tree["steps"]}
    around = ("watch", "time", "hazard", "forbid", "absent", "safety")
    return {**{f"step {name}": each for name, each in steps.items()}} | {
        name: _bare(tree[name]) for name in around
    }


def _of(thing: Any, fields: Sequence[str]) -> Iterator[tuple[str, Any]]:
    tree = _written(thing)
    for field in fields:
        if field in tree:
            yield field, _bare(tree[field], field)


def _written(thing: Any) -> Any:
    kind: Any = type(thing)
    return shape_of(kind).write(thing)


def _bare(tree: Any, field: str = "") -> Any:
    """The tree without words for people; where order means nothing, in one order."""
    if isinstance(tree, Mapping):
        return {n: _bare(each, n) for n, each in tree.items() if n not in _WORDS_ALONE}
    if isinstance(tree, list | tuple):
        bare = [_bare(each) for each in tree]
        return sorted(bare, key=canonical) if field in _ANY_ORDER else bare
    return tree
