"""A simulated drill of devices: a line, its radio, a UPS and a way of telework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bcp.asking import Expectation, ProbeCall
from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Text
from bcp.model import Rto, System
from drills.core.brief import Brief
from drills.probes import catalogue
from scenarios.model import Probe
from scenarios.reading import Fact, Reading
from tests.core import making as m
from tests.core.simulation import World

Spells = Mapping[int, Mapping[str, Fact]]
MAINS: Mapping[str, Fact] = {
    "reply": True,
    "level": "mains",
    "runtime_left_s": 2280.0,
    "battery_percent": 100.0,
}
HOP: Mapping[str, Fact] = {"reply": True, "modulation": "64QAM", "alarm_names": ""}
SAID: Mapping[str, Spells] = {
    "room-ups": {0: MAINS, 20 * SECOND: {**MAINS, "level": "battery", "runtime_left_s": 1290.0}},
    "branch-hop": {
        0: {**HOP, "rx_level_dbm": -45.0, "margin_db": 30.0},
        20 * SECOND: {**HOP, "rx_level_dbm": -57.3, "margin_db": 17.7},
        70 * SECOND: {**HOP, "rx_level_dbm": -61.2, "margin_db": 13.8, "modulation": "QPSK"},
    },
    "branch-line": {0: {"reply": True, "path": "fibre"}, 40 * SECOND: {"reply": True, "path": ""}},
    "home-vpn": {
        0: {"reply": True, "readiness_percent": 60.0, "gate": "capacity", "basis": "observed"}
    },
    "mail": {0: {"reply": True, "level": "mains", "certificate_days": 3.0}},
}


NEWS = {
    word: {name: each.news for name, each in kind.facts.items() if each.news is not None}
    for word in ("ups", "radio", "link", "telework", "http")
    for kind in (catalogue()[word],)
}


@dataclass
class Devices(World):
    """Each device says what it says from an instant on."""

    news: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: NEWS)
    said: Mapping[str, Spells] = field(default_factory=lambda: SAID)

    def look(self, subject: str, at: int) -> Reading:
        spells = self.said.get(subject)
        if spells is None or not self.up(subject, at):
            return super().look(subject, at)
        return Reading(facts=spells[max(each for each in spells if each <= at)])


def brief() -> Brief:
    """The radio is asked by a step only, and the line never says that it is down."""
    well = Expectation("reply", "equals", True)
    systems = (
        _system("room-ups", "サーバ室のUPS", "ups", Expectation("level", "equals", "mains")),
        _system("branch-hop", "支所への無線", "radio", well),
        _system("branch-line", "支所への回線", "link", Expectation("path", "equals", "fibre")),
        _system("home-vpn", "在宅勤務のVPN", "telework", well),
        _system("mail", "電子メール", "http", Expectation("certificate_days", "at_least", 9)),
    )
    asked = (("radio", "branch-hop", 30), ("telework", "home-vpn", 31), ("http", "mail", 32))
    steps = (
        m.step(f"see-{subject}", Probe(ProbeCall(word, subject, expect=(well,))), at=at * SECOND)
        for word, subject, at in asked
    )
    return m.brief(m.inject("end", at=HOUR), *steps, systems=systems)


def _system(name: str, ja: str, word: str, *expect: Expectation) -> System:
    call = ProbeCall(word, name, expect=expect)
    return m.system(name, name=Text(ja=ja, en=name), probe=(call,), rto=Rto(Span(MINUTE)))
