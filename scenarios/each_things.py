"""The things of a plan that a step is written for once: an id, or a word for many (``@telework``).

A scenario that runs every night must not be edited whenever the plan grows: it says which things,
and the plan says which those are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bcp.asking import Catalogue, ProbeCall
from bcp.durations import SECOND, Span, written
from bcp.inventory import Backup, Link, Power, Radio, Telework
from bcp.message import Text
from bcp.model import Plan, Server, System
from bcp.said_by_people import said_by_people
from bcp.server_question import question_of
from scenarios.zones import is_unmanned, zone_of_system

CERTIFICATE = "certificate_days"
# What may be known of a thing, as it stands where there is no plan to know it from.
TOLD: Mapping[str, str | int] = {
    "system": "system",
    "restore_to": "server",
    "rto": "1h",
    "rpo": "1h",
    "age_s": 3600,
}
_Device = Link | Radio | Power | Telework
_RADIO_NEEDS = ("profile", "address", "snmp")


@dataclass(frozen=True)
class Thing:
    """One thing of the plan, as a step is filled in for it.

    `told` are the words that ``$each_NAME`` stands for, `questions` those that the plan has for it.
    On the servers in `spared` nothing may be run for its sake.
    """

    id: str
    name: Text = Text()
    zone: str | None = None
    told: Mapping[str, str | int] = field(default_factory=dict)
    questions: tuple[ProbeCall, ...] = ()
    spared: tuple[str, ...] = ()


def things_of(
    plan: Plan, word: str, catalogue: Catalogue, today: str | None = None
) -> tuple[Thing, ...] | None:
    """The things that `word` stands for, in the plan's order; None where there is no such word.

    What stands in a zone without a terminal is for people, and is not among those of a word for
    many. A thing that is named by its id is itself, whatever its state. On `today` (an ISO date)
    servers are retired whose last day has come.
    """
    if not word.startswith("@"):
        one = next((each for each in _every(plan) if each.id == word), None)
        return None if one is None else (one,)
    found = _WORDS.get(word)
    if found is None:
        return None
    things = found(_as_of(plan, today), catalogue)
    return tuple(each for each in things if not is_unmanned(plan, each.zone))


def _as_of(plan: Plan, today: str | None) -> Plan:
    gone = {each.id for each in plan.servers if today and (each.retired_on or today + "~") <= today}
    servers = (replace(each, state="retired") if each.id in gone else each for each in plan.servers)
    return replace(plan, servers=tuple(servers)) if gone else plan


def words() -> tuple[str, ...]:
    """Every word for many."""
    return tuple(_WORDS)


def ids(plan: Plan) -> tuple[str, ...]:
    """Every id that a step can be written for."""
    return tuple(each.id for each in _every(plan))


def _every(plan: Plan) -> Iterator[Thing]:
    yield from (_of_system(plan, each) for each in plan.systems)
    yield from (_of_server(each) for each in plan.servers)
    yield from (_of_device(each) for each in _devices(plan))
    yield from (_of_backup(plan, each) for each in plan.backups)


def _devices(plan: Plan) -> tuple[_Device, ...]:
    return (*plan.links, *plan.radio, *plan.power, *plan.telework)


def _of_system(plan: Plan, system: System) -> Thing:
    calls = (*system.probe, *(call for level in system.levels for call in level.probe))
    return Thing(system.id, system.name, zone_of_system(plan, system.id), {}, _machine(calls))


def _of_server(server: Server) -> Thing:
    return Thing(server.id, server.name, server.zone, {}, _machine(question_of(server)))


def _of_device(device: _Device) -> Thing:
    return Thing(device.id, device.name, device.zone, {}, _machine(device.probe))


def _of_backup(plan: Plan, backup: Backup) -> Thing:
    system = plan.system(backup.system)
    server = plan.server(backup.restore_to) if backup.restore_to else None
    return Thing(
        backup.id,
        system.name if system else Text(),
        server.zone if server else None,
        dict(_told_of(backup, system)),
        spared=system.runs_on if system else (),
    )


def _told_of(backup: Backup, system: System | None) -> Iterator[tuple[str, str | int]]:
    """What is known of a backup; data may be as old as the RPO or, in its place, `every`."""
    yield "system", backup.system
    if backup.restore_to:
        yield "restore_to", backup.restore_to
    rto = system.rto.within if system and system.rto else None
    rpo = system.rpo if system else None
    # An RPO in working days has no length of its own: copies are made more often than that.
    oldest = rpo if isinstance(rpo, Span) else backup.every
    if rto is not None:
        yield "rto", written(rto)
    if isinstance(rpo, Span):
        yield "rpo", written(rpo)
    if oldest is not None:
        yield "age_s", oldest.us // SECOND


def _machine(calls: Iterable[ProbeCall]) -> tuple[ProbeCall, ...]:
    """What a machine is asked; a person's word is nothing that runs by itself at night."""
    return tuple(each for each in calls if said_by_people(each) is None)


def _asked(plan: Plan, *, must_answer: bool) -> Iterator[Thing]:
    """Everything with a question: what must answer, or what by the plan is not to."""
    assets: tuple[tuple[System | Server | _Device, Thing], ...] = (
        *((each, _of_system(plan, each)) for each in plan.systems),
        *((each, _of_server(each)) for each in plan.servers),
        *((each, _of_device(each)) for each in _devices(plan)),
    )
    for asset, thing in assets:
        must = asset.state == "in_service" and asset.reply_expected
        if thing.questions and must == must_answer:
            yield thing


def _answering(plan: Plan, catalogue: Catalogue) -> Iterator[Thing]:
    return _asked(plan, must_answer=True)


def _silent(plan: Plan, catalogue: Catalogue) -> Iterator[Thing]:
    return _asked(plan, must_answer=False)


def _certificates(plan: Plan, catalogue: Catalogue) -> Iterator[Thing]:
    """Every address that shows a certificate, once: whatever of the plan asks it first."""
    seen = set[tuple[str, str]]()
    for thing in _asked(plan, must_answer=True):
        own = [each for each in thing.questions if _shows_certificate(each, catalogue)]
        new = [each for each in own if (each.word, each.subject) not in seen]
        seen |= {(each.word, each.subject) for each in new}
        if new:
            yield replace(thing, questions=tuple(new))


def _shows_certificate(call: ProbeCall, catalogue: Catalogue) -> bool:
    kind = catalogue.get(call.word)
    plain = call.subject.startswith("http://")
    return kind is not None and CERTIFICATE in kind.facts and not plain and not call.wants_silence


def _telework(plan: Plan, catalogue: Catalogue) -> Iterator[Thing]:
    return (_of_device(each) for each in plan.telework if each.state == "in_service")


def _radio(plan: Plan, catalogue: Catalogue) -> Iterator[Thing]:
    """The stations whose level can be read: their agent is known."""
    for each in plan.radio:
        if each.state == "in_service" and all(getattr(each, need) for need in _RADIO_NEEDS):
            yield _of_device(each)


def _radio_power(plan: Plan, catalogue: Catalogue) -> Iterator[Thing]:
    """What feeds a station, where a machine can be asked."""
    feeding = {need for each in plan.radio for need in each.depends_on}
    for power in plan.power:
        thing = _of_device(power)
        if power.id in feeding and thing.questions and power.state == "in_service":
            yield thing


def _voice_tests(plan: Plan, catalogue: Catalogue) -> Iterator[Thing]:
    """The stations over which a call is made again and again."""
    for each in plan.radio:
        if each.state == "in_service" and each.voice_test is not None and each.voice_test.every:
            yield _of_device(each)


def _backups(plan: Plan, catalogue: Catalogue) -> Iterator[Thing]:
    return (_of_backup(plan, each) for each in plan.backups if each.restore_to)


_WORDS: Mapping[str, Callable[[Plan, Catalogue], Iterator[Thing]]] = {
    "@answering": _answering,
    "@silent": _silent,
    "@certificates": _certificates,
    "@telework": _telework,
    "@radio": _radio,
    "@radio-power": _radio_power,
    "@voice-tests": _voice_tests,
    "@backups": _backups,
}
