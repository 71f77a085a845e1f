"""The plan: what exists, what was promised of it, and who does what.

All are frozen values. A field's name is its YAML key, except where `yaml_key` says otherwise.
A class with `SHORT` may be written as a bare scalar, which then fills that field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal, get_args

from bcp.action_items import ActionItem
from bcp.action_plans import ActionPlan, AssumedHazard, DamageSheet
from bcp.asking import AssetKind, Control, ProbeCall, Settled
from bcp.checkin_page import CheckInPage
from bcp.device_profile import Profile
from bcp.durations import BusinessDays, Span
from bcp.field_marks import unrecorded, yaml_key
from bcp.inventory import (
    Backup,
    Business,
    Link,
    Power,
    Radio,
    ServiceState,
    Site,
    Telework,
)
from bcp.message import Text
from bcp.messages import Messages
from bcp.muster import Assembly
from bcp.notices import NoticeRule
from bcp.old_algorithms import OldAlgorithms
from bcp.people import Approver, Contact, Role, StaffFile, Vendor
from bcp.plan_head import PaperCopy, Printing, Revision, Trigger
from bcp.preset import Preset
from bcp.programme.rule import PlanCalendar
from bcp.secret_source import SecretSource
from bcp.snmp import SnmpAccount
from bcp.traps import Traps
from bcp.upkeep import Countermeasure, Indicator, Inspection, PlannedDrill

Importance = Literal["critical", "important", "normal"]
# Whether a system hangs on a circuit that a UPS or a generator feeds.
PowerCircuit = Literal["protected", "ordinary"]
# How a system is put on another machine (再インストールの容易性).
Again = Literal["easy", "difficult", "impossible"]


@dataclass(frozen=True)
class Zone:
    """A network zone and the terminal that stands in it; `terminal` None means people only.

    `control` is something in the zone that answers: what must not answer is judged beside it.
    `public_key` (``ssh-ed25519 AAAA…``) is of the key that signs what leaves the terminal.
    """

    id: str
    label: str = ""
    terminal: str | None = None
    control: Control | None = None
    public_key: str | None = None


@dataclass(frozen=True)
class Organisation:
    """Whose plan this is. `utc_offset` is ``+09:00`` in Japan; `closed_days` are ISO dates.

    `fiscal_year_start` is month and day; `confidentiality` is how the plan itself is to be kept.
    """

    SHORT: ClassVar[str] = "name"
    name: str
    code: str = ""
    type: str = ""
    population: int | None = None
    ict_staff: int | None = None
    network_model: str = ""
    utc_offset: str = "+09:00"
    closed_days: tuple[str, ...] = ()
    fiscal_year_start: str = "04-01"
    confidentiality: Text | None = None


@dataclass(frozen=True)
class Rto:
    """The recovery time objective: at most `within` after the moment `start`.

    `start` is ``onset``, ``detection``, ``declaration``, ``activation``, ``containment`` or the id
    of a step. `by_hazard` replaces `within` for a kind of hazard.
    """

    SHORT: ClassVar[str] = "within"
    within: Span
    start: str = yaml_key("from", default="onset")
    by_hazard: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """One rung of the RLO ladder, with its own checks and its own target.

    Rungs are written from the lowest to the full one. A rung without a probe is judged by people
    and by what the scenario sets and clears.
    """

    id: str
    name: Text = Text()
    rto: Rto | None = None
    probe: tuple[ProbeCall, ...] = ()


@dataclass(frozen=True)
class Need:
    """Something depended on: one id, or several of which any one is enough."""

    any_of: tuple[str, ...]


@dataclass(frozen=True)
class CommandRef:
    """A command of a server, both by the plan's names."""

    server: str
    command: str


@dataclass(frozen=True)
class Marker:
    """How the age of data is measured: a line is written now and looked for after the return.

    `write` gets one line on standard input and stores it where the system's data lives; `read`
    prints the stored lines.
    """

    write: CommandRef
    read: CommandRef
    every: Span = Span(30_000_000)


@dataclass(frozen=True)
class System:
    """An information system: what it needs, how it is checked, and what was promised.

    `preset` names values that count where the plan writes none (`bcp.presets`). `runs_on` are the
    servers that it runs on, which judge nothing; `depends_on` does. `alternate` is how work goes on
    without it, `break_glass` how it is reached where the usual way in fails, `deadlines` the days
    that may not be missed.
    """

    id: str
    name: Text = Text()
    zone: str | None = None
    importance: Importance = "normal"
    owner_section: str | None = None
    vendor: str | None = None
    depends_on: tuple[Need, ...] = ()
    rto: Rto | None = None
    rpo: Span | BusinessDays | None = None
    rlo: Text | None = None
    levels: tuple[Level, ...] = ()
    probe: tuple[ProbeCall, ...] = ()
    settled: Settled = Settled()
    every: Span = Span(1_000_000)
    marker: Marker | None = None
    hosting: str | None = None
    businesses: tuple[str, ...] = ()
    priority: int | None = None
    users: int | None = None
    location: str | None = None
    backup: str | None = None
    remote_maintenance: bool | None = None
    lease_end: str | None = None
    end_of_support: str | None = None
    preset: str | None = None
    rto_class: str | None = None
    os: str | None = None
    power_circuit: PowerCircuit | None = None
    terminals: Text | None = None
    usage: Text | None = None
    installs_again: Again | None = None
    runs_on: tuple[str, ...] = ()
    my_number: bool | None = None
    break_glass: Text | None = None
    alternate: Text | None = None
    deadlines: Text | None = None
    virtualized: bool | None = None
    planned: Text | None = None
    state: ServiceState = "in_service"
    reply_expected: bool = True
    note: Text | None = None


@dataclass(frozen=True)
class Command:
    """A command of a server, by the name that plans and scenarios use.

    Without `allowed_until` it asks and changes nothing, and only probes may use it. With a date
    (ISO, the last day it may run) it is an action, and only steps and markers may use it. Where
    `run` is empty the name itself is sent, for servers with a forced command.
    """

    SHORT: ClassVar[str] = "run"
    id: str
    run: str = ""
    allowed_until: str | None = None
    timeout: Span = Span(30_000_000)

    @property
    def changes_the_world(self) -> bool:
        """Whether this is an action."""
        return self.allowed_until is not None

    @property
    def line(self) -> str:
        """What is sent to the server."""
        return self.run or self.id


@dataclass(frozen=True)
class Server:
    """A machine reached over SSH. Paths are relative to the plan's folder.

    `password` and `passphrase` (of the key) say where a secret comes from, never what it is.
    `jump` is the id of the server to go through. `ssh_config` is the alias to look up in the
    user's ``~/.ssh/config``. `encoding` is how its output is to be read. With ``shell: plain`` a
    command's line is sent as it is written; otherwise a Unix server is asked to end it in time.
    Without `algorithms` only those that are trusted today are offered. Without `probe` a survey
    asks its SSH port. From the day `retired_on` it is retired, whatever `state` says. `host` is the
    server whose guest it is; `boot_order` its turn when all are started again, 1 first.
    """

    id: str
    address: str
    name: Text = Text()
    port: int = 22
    user: str | None = None
    zone: str | None = None
    known_hosts: str | None = None
    identity: str | None = None
    password: SecretSource | None = None
    passphrase: SecretSource | None = None
    jump: str | None = None
    ssh_config: str | None = None
    encoding: Literal["utf-8", "cp932", "euc_jp", "iso2022_jp"] = "utf-8"
    shell: Literal["auto", "plain"] = "auto"
    algorithms: OldAlgorithms | None = None
    commands: tuple[Command, ...] = ()
    probe: tuple[ProbeCall, ...] = ()
    state: ServiceState = "in_service"
    reply_expected: bool = True
    retired_on: str | None = None
    host: str | None = None
    boot_order: int | None = None
    location: str | None = None
    rack: str | None = None
    os: str | None = None
    end_of_support: str | None = None
    lease_end: str | None = None
    note: Text | None = None

    def command(self, name: str) -> Command | None:
        """The command of that name, or None."""
        return next((each for each in self.commands if each.id == name), None)


_KINDS: tuple[AssetKind, ...] = get_args(AssetKind)
# What a question may be about; see `bcp.asking.AssetKind`.
Asset = System | Link | Radio | Power | Telework | Backup


def _as_system(each: Link | Radio | Power | Telework) -> System:
    return System(
        id=each.id,
        name=each.name,
        zone=each.zone,
        depends_on=tuple(Need((word,)) for word in each.depends_on),
        rto=Rto(each.rto) if each.rto is not None else None,
        probe=each.probe,
        settled=each.settled,
        every=each.every,
        state=each.state,
        reply_expected=each.reply_expected,
        note=each.note,
    )


@dataclass(frozen=True)
class Plan:
    """The whole plan. `folder` is where its relative paths start.

    `quiet_hours` are times of day, ``08:30-17:15``, at which nothing is surveyed unless somebody
    insists; see `bcp.quiet_hours`. `triggers` say when the plan begins to count, `declared_by`
    and `deactivated_by` who begins and ends it. `grade_scale` names the preset with the grades
    that drills are given; `scales` are those that the plan names, filled in as it is loaded.
    """

    organisation: Organisation
    zones: tuple[Zone, ...] = ()
    sections: tuple[str, ...] = ()
    window: Span = Span(72 * 3_600_000_000)
    phases: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    declared_by: Text | None = None
    deactivated_by: Text | None = None
    copies: tuple[PaperCopy, ...] = ()
    revisions: tuple[Revision, ...] = ()
    printing: Printing = Printing()
    quiet_hours: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    contacts: tuple[Contact, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    staff: StaffFile | None = None
    systems: tuple[System, ...] = ()
    servers: tuple[Server, ...] = ()
    links: tuple[Link, ...] = ()
    radio: tuple[Radio, ...] = ()
    power: tuple[Power, ...] = ()
    sites: tuple[Site, ...] = ()
    telework: tuple[Telework, ...] = ()
    backups: tuple[Backup, ...] = ()
    businesses: tuple[Business, ...] = ()
    hazards: tuple[AssumedHazard, ...] = ()
    action_plans: tuple[ActionPlan, ...] = ()
    damage_check: tuple[DamageSheet, ...] = ()
    countermeasures: tuple[Countermeasure, ...] = ()
    kpi: tuple[Indicator, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    drills: tuple[PlannedDrill, ...] = ()
    calendar: PlanCalendar = PlanCalendar()
    action_items: tuple[ActionItem, ...] = unrecorded(())
    approvers: tuple[Approver, ...] = ()
    muster: Assembly = field(default_factory=Assembly)
    snmp_accounts: tuple[SnmpAccount, ...] = ()
    traps: Traps | None = None
    checkin: CheckInPage | None = None
    messages: Messages | None = None
    notices: tuple[NoticeRule, ...] = ()
    profiles: tuple[Profile, ...] = ()
    grade_scale: str | None = None
    scales: tuple[Preset, ...] = ()
    folder: str = ""

    def server(self, id: str) -> Server | None:
        """The server of that id, or None."""
        return next((each for each in self.servers if each.id == id), None)

    def approver(self, id: str) -> Approver | None:
        """The approver of that id, or None."""
        return next((each for each in self.approvers if each.id == id), None)

    def snmp_account(self, id: str) -> SnmpAccount | None:
        """The account of that id, or None."""
        return next((each for each in self.snmp_accounts if each.id == id), None)

    def profile(self, id: str) -> Profile | None:
        """The device's profile of that name, or None."""
        return next((each for each in self.profiles if each.id == id), None)

    @cached_property
    def watchables(self) -> tuple[System, ...]:
        """All that can be watched and pretended: the systems, then lines, radio, power, telework.

        The latter are told as systems, so that they are judged by the same rules.
        """
        listed: tuple[Link | Radio | Power | Telework, ...] = (
            *self.links,
            *self.radio,
            *self.power,
            *self.telework,
        )
        return (*self.systems, *(_as_system(each) for each in listed))

    def system(self, id: str) -> System | None:
        """What of that id can be watched, or None."""
        return next((each for each in self.watchables if each.id == id), None)

    def kind_of(self, id: str) -> AssetKind | None:
        """On which list of the plan the thing of that id stands, or None."""
        return next((kind for kind in _KINDS if self.asset(kind, id) is not None), None)

    def asset(self, kind: AssetKind, id: str) -> Asset | None:
        """The thing of that kind and id, or None."""
        things: Mapping[AssetKind, tuple[Asset, ...]] = {
            "system": self.systems,
            "link": self.links,
            "radio": self.radio,
            "power": self.power,
            "telework": self.telework,
            "backup": self.backups,
        }
        return next((each for each in things[kind] if each.id == id), None)

    def control_in(self, zone: str | None) -> Control | None:
        """What answers in a zone; where none is named, in the only one that there is."""
        inside = [each for each in self.zones if zone in (None, each.id)]
        return inside[0].control if len(inside) == 1 else None
