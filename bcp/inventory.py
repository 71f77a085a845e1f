"""What a plan lists besides systems and servers: lines, radio, power, sites, telework, backups.

``depends_on`` is the only written edge between any two of them; what a UPS feeds is read from
the things that depend on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.asking import ProbeCall, Settled
from bcp.durations import Span
from bcp.link_paths import LinkPath
from bcp.message import Text
from bcp.telework_assumes import Assumes
from bcp.telework_gates import Gates, GateTargets
from bcp.test_accounts import DrillAccount

# Network devices are asked less often than systems.
ONCE_IN_FIVE = Span(5_000_000)

ServiceState = Literal["in_service", "planned", "maintenance", "retired"]
"""Whether something is used now, not yet, not for a while, or no more."""


@dataclass(frozen=True)
class Link:
    """A line between two sites, with its paths in order of preference (fibre, radio, satellite).

    `far` answers at its far end over whichever path is used: an address that answers a ping, or
    ``host:port``.

    Of this and of what follows, `reply_expected` False says that it never answers, though it is
    well: then its silence says nothing. `profile`, `address`, `snmp` (an account) and `row` (of the
    device's tables, by number or name) say how the device at its end is asked.
    """

    id: str
    name: Text = Text()
    ends: tuple[str, ...] = ()
    paths: tuple[LinkPath, ...] = ()
    far: str | None = None
    carrier: str | None = None
    contract: Text | None = None
    profile: str | None = None
    address: str | None = None
    snmp: str | None = None
    row: str | None = None
    capacity_mbps: float | None = None
    depends_on: tuple[str, ...] = ()
    rto: Span | None = None
    zone: str | None = None
    probe: tuple[ProbeCall, ...] = ()
    every: Span = ONCE_IN_FIVE
    settled: Settled = Settled()
    state: ServiceState = "in_service"
    reply_expected: bool = True
    note: Text | None = None


@dataclass(frozen=True)
class VoiceTest:
    """The regular test call over a radio: how often, when last, and how well it was heard.

    `last` is an ISO date, `merit` the 感明度 (1 to 5) of that call.
    """

    every: Span | None = None
    last: str | None = None
    merit: int | None = None


@dataclass(frozen=True)
class Radio:
    """A radio station or hop. `design_rx_dbm` is the level of the hop's design, clear sky.

    `service_end` (ISO) is the last day on which it may be used, by its maker or by law.
    """

    id: str
    kind: str
    name: Text = Text()
    profile: str | None = None
    address: str | None = None
    snmp: str | None = None
    row: str | None = None
    ends: tuple[str, ...] = ()
    design_rx_dbm: float | None = None
    fade_margin_db: float | None = None
    depends_on: tuple[str, ...] = ()
    stations: str | None = None
    service_end: str | None = None
    licence_holder: str | None = None
    voice_test: VoiceTest | None = None
    rto: Span | None = None
    zone: str | None = None
    probe: tuple[ProbeCall, ...] = ()
    every: Span = ONCE_IN_FIVE
    settled: Settled = Settled()
    state: ServiceState = "in_service"
    reply_expected: bool = True
    note: Text | None = None


@dataclass(frozen=True)
class Tested:
    """When a source of power was last run to test it, and when it is to be next (ISO dates)."""

    last: str | None = None
    next: str | None = None


@dataclass(frozen=True)
class Power:
    """A source of power: UPS, generator, battery, DC supply.

    `fuel_l` is what is in the tank of `tank_l`, as somebody read it on the day `fuel_seen_on`
    (ISO); without that day it is what is assumed. `l_per_h` is used at the load of an emergency. A
    battery was installed on the day `installed_on` (ISO) and lasts `life_years`. `agreement` says
    who brings fuel in an emergency; `feeds`, in words, what hangs on it.
    """

    id: str
    kind: str
    name: Text = Text()
    profile: str | None = None
    address: str | None = None
    snmp: str | None = None
    row: str | None = None
    runtime: Span | None = None
    tank_l: float | None = None
    fuel_l: float | None = None
    fuel_seen_on: str | None = None
    l_per_h: float | None = None
    installed_on: str | None = None
    life_years: float | None = None
    kva: float | None = None
    tested: Tested | None = None
    agreement: Text | None = None
    feeds: Text | None = None
    depends_on: tuple[str, ...] = ()
    rto: Span | None = None
    zone: str | None = None
    probe: tuple[ProbeCall, ...] = ()
    every: Span = ONCE_IN_FIVE
    settled: Settled = Settled()
    state: ServiceState = "in_service"
    reply_expected: bool = True
    note: Text | None = None


@dataclass(frozen=True)
class Site:
    """A building: the office, a branch, the alternate site, a relay station.

    An alternate site has so many `seats`, can be used after `opens_in`, and `needs` what is named.
    """

    id: str
    name: Text = Text()
    kind: str | None = None
    seats: int | None = None
    opens_in: Span | None = None
    needs: tuple[Text, ...] = ()
    note: Text | None = None


@dataclass(frozen=True)
class Telework:
    """A way for staff to work from home, and for how many it is meant.

    `gates` say what must be so before it can be relied on, `gate_targets` how much of it. `pool`
    are the networks (CIDR) from which it gives its users their addresses: who comes from there
    came through it. `test_accounts` are those that drills may connect with.
    """

    id: str
    kind: str
    name: Text = Text()
    endpoint: str | None = None
    profile: str | None = None
    address: str | None = None
    snmp: str | None = None
    outside_from: str | None = None
    licences: int | None = None
    expected: int | None = None
    pool: tuple[str, ...] = ()
    gates: Gates = Gates()
    gate_targets: GateTargets = GateTargets()
    assumes: Assumes = Assumes()
    test_accounts: tuple[DrillAccount, ...] = ()
    end_of_support: str | None = None
    mfa: bool | None = None
    depends_on: tuple[str, ...] = ()
    rto: Span | None = None
    zone: str | None = None
    probe: tuple[ProbeCall, ...] = ()
    every: Span = ONCE_IN_FIVE
    settled: Settled = Settled()
    state: ServiceState = "in_service"
    reply_expected: bool = True
    note: Text | None = None


@dataclass(frozen=True)
class Backup:
    """A copy of a system's data: how it is made, how often, where it is kept.

    `last_success` and `restore_tested` are ISO dates; a restore took `restore_took` then, and goes
    to the asset `restore_to`.
    """

    id: str
    system: str
    method: str | None = None
    every: Span | None = None
    media: str | None = None
    offsite: bool | None = None
    immutable: bool | None = None
    retention: Text | None = None
    last_success: str | None = None
    restore_tested: str | None = None
    restore_took: Span | None = None
    restore_to: str | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Business:
    """A duty of the municipality and the systems it works with.

    `start_by` is when it must be running again after an event; `workaround_by` when its
    workaround (paper forms, for instance) must be, which is no recovery of a system. `kind` is one
    of the preset ``business-rto``, whose `start_by` counts where none is written.
    """

    id: str
    name: Text = Text()
    owner_section: str | None = None
    systems: tuple[str, ...] = ()
    start_by: Span | None = None
    workaround: Text | None = None
    workaround_by: Span | None = None
    stop_impact: Text | None = None
    priority_class: str | None = None
    kind: str | None = None
    note: Text | None = None
