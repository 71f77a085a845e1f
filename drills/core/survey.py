"""What a survey asks: every asset of the plan, with the questions that the plan has for it.

Nothing is asked that the plan does not name, and nothing in another zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bcp.asking import ProbeCall
from bcp.inventory import Link, Power, Radio, ServiceState, Telework
from bcp.message import Message, Phrase, Text
from bcp.model import Plan, Server, System
from bcp.server_question import question_of
from drills.core.questions import beside_control, checks_of
from drills.core.survey_events import AssetWord
from scenarios.zones import is_asked_from, is_unmanned, zone_of_server, zone_of_system

ONLY_PEOPLE = Phrase(
    "survey.only_people",
    ja="人が見て確かめます。",
    en="A person must look.",
)
NO_TERMINAL = Phrase(
    "survey.no_terminal",
    ja="この区分には端末がないため、人が確かめます。",
    en="This zone has no terminal; a person must look.",
)
NO_QUESTION = Phrase(
    "survey.no_question",
    ja="計画に確かめ方（probe）がありません。",
    en="The plan has nothing to ask it with (probe).",
)
ROUNDABOUT = Phrase(
    "survey.roundabout",
    ja="踏み台か別名（jump、ssh_config）を通すサーバです。probe に確かめ方を書いてください。",
    en="It is reached by a jump host or an alias; write its question as probe.",
)
Place = Literal["here", "elsewhere", "unmanned"]
_Device = Link | Radio | Power | Telework


@dataclass(frozen=True)
class Item:
    """An asset as a survey sees it.

    `place` says whether this terminal may ask it. `calls` are its questions, each with its control
    where it wants silence; where there is none, `alone` says why.
    """

    kind: AssetWord
    id: str
    name: Text
    zone: str | None
    place: Place
    state: ServiceState = "in_service"
    reply_expected: bool = True
    calls: tuple[ProbeCall, ...] = ()
    alone: Message | None = None

    @property
    def must_answer(self) -> bool:
        """Whether its silence is a finding; that of all others is as the plan says."""
        return self.state == "in_service" and self.reply_expected


def items_of(plan: Plan, zone: str | None, today: str) -> tuple[Item, ...]:
    """Every asset of the plan, as asked from the terminal in `zone`; None: the only terminal.

    `today` is an ISO date, by which servers are retired.
    """
    return tuple(_within_reach(plan, zone, each) for each in _items(plan, today))


def _items(plan: Plan, today: str) -> Iterator[Item]:
    for system in plan.systems:
        yield _of_system(plan, system)
    for server in plan.servers:
        yield _of_server(server, today)
    for link in plan.links:
        yield _of_device("link", link)
    for radio in plan.radio:
        yield _of_device("radio", radio)
    for power in plan.power:
        yield _of_device("power", power)
    for way in plan.telework:
        yield _of_device("telework", way)
    for site in plan.sites:
        yield Item("site", site.id, site.name, None, "here", alone=ONLY_PEOPLE())


def _of_system(plan: Plan, system: System) -> Item:
    calls = tuple(each.call for each in checks_of(system))
    zone = zone_of_system(plan, system.id)
    return _item("system", system, zone, calls)


def _of_server(server: Server, today: str) -> Item:
    calls = question_of(server)
    item = replace(
        _item("server", server, server.zone, calls), alone=None if calls else ROUNDABOUT()
    )
    gone = server.retired_on is not None and server.retired_on <= today
    return replace(item, state="retired") if gone else item


def _of_device(kind: AssetWord, device: _Device) -> Item:
    return _item(kind, device, device.zone, device.probe)


def _item(
    kind: AssetWord,
    asset: System | Server | _Device,
    zone: str | None,
    calls: tuple[ProbeCall, ...],
) -> Item:
    return Item(
        kind=kind,
        id=asset.id,
        name=asset.name,
        zone=zone,
        place="here",
        state=asset.state,
        reply_expected=asset.reply_expected,
        calls=calls,
        alone=None if calls else NO_QUESTION(),
    )


def _within_reach(plan: Plan, zone: str | None, item: Item) -> Item:
    """The item with only what this terminal may ask of it."""
    if is_unmanned(plan, item.zone):
        return replace(item, place="unmanned", calls=(), alone=NO_TERMINAL())
    if not is_asked_from(plan, zone, item.zone):
        return replace(item, place="elsewhere", calls=(), alone=None)
    calls = tuple(
        beside_control(plan, each, item.zone or zone)
        for each in item.calls
        if is_asked_from(plan, zone, zone_of_server(plan, each.server))
    )
    if item.calls and not calls:
        other = zone_of_server(plan, item.calls[0].server)
        if is_unmanned(plan, other):
            return replace(item, place="unmanned", calls=(), alone=NO_TERMINAL())
        return replace(item, zone=other, place="elsewhere", calls=(), alone=None)
    return replace(item, calls=calls)


def target_of(plan: Plan, call: ProbeCall) -> str:
    """Whom a question disturbs, so that nobody is asked too much: the host, as far as is told.

    A subject that is the id of an asset stands for that asset's address.
    """
    server = plan.server(call.server) if call.server is not None else None
    if server is not None:
        return server.address
    places = {each.id: each.address for each in plan.radio}
    places |= {each.id: each.address for each in plan.power}
    places |= {each.id: each.endpoint for each in plan.telework}
    return host_in(places.get(call.subject) or call.subject)


def host_in(subject: str) -> str:
    """The host in ``https://host:port/path``, ``host:port``, ``[::1]:22`` or ``host``."""
    rest = subject.partition("://")[2] or subject
    host = rest.partition("/")[0].rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host if host.count(":") > 1 else host.partition(":")[0]
