"""What does each probe say across the lab's networks, well and with the way to its target broken?

    python -m tests.proofs.devices --write

Makes the tables of ``docs/devices/table.md`` and ``.ja.md`` anew (without ``--write`` it prints
them): every probe against a real daemon on another of the
lab's servers, with nothing wrong, with its packets dropped by the server's firewall, with the cable
between turned into a black hole, and with its port refused by the firewall.
"""

# ruff: noqa: T201 - a proof prints what it saw

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bcp.asking import ProbeCall
from bcp.load import load_plan
from bcp.message import LANGUAGES, Language, Text, render
from bcp.model import Command
from bcp.secret_source import SecretSource
from drills import probes
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.nut import NAME
from tests.daemons.openvpn import CLIENT_KEY, STATIC_KEY
from tests.lab.devices.office import SITE
from tests.lab.faults import firewall, open_firewall
from tests.lab.instance import Instance
from tests.lab.lab import Lab, down, up
from tests.lab.topology import SERVERS

# All are asked at once, on a machine that may be busy.
_LIMIT_US = 15_000_000
_PATIENCE_US = 3_000_000
_OUTCOMES = {
    "held": Text("正常", "well"),
    "broken": Text("正常でない答え", "answered badly"),
    "silent": Text("応答なし", "no answer"),
    "unknown": Text("不明", "unknown"),
}
_DOCUMENTS = Path(__file__).parents[2] / "docs" / "devices"
TABLES: Mapping[Language, Path] = {
    "en": _DOCUMENTS / "table.md",
    "ja": _DOCUMENTS / "table.ja.md",
}
RULE = "|---|---|---|---|\n"
_HQ, _DC = SERVERS["hq"], SERVERS["dc"]


@dataclass(frozen=True)
class Question:
    """One probe as it is asked in the lab.

    `silent` is the code of its words for no answer, `refused` of those for a port that refuses.
    `steady` False: they hold words of a question within, which may be said in two ways.
    """

    word: str
    subject: str
    node: str
    port: int
    silent: str
    params: Mapping[str, Any] = field(default_factory=dict)
    protocol: str = "udp"
    kind: str = ""
    refused: str = "net.refused"
    steady: bool = True

    @property
    def name(self) -> str:
        """The probe, and in which of its ways."""
        return f"{self.word} ({self.kind})" if self.kind else self.word

    @property
    def call(self) -> ProbeCall:
        """The question as a scenario would put it."""
        return ProbeCall(self.word, self.subject, self.params, server=self.params.get("server"))


def _secret(file: str) -> dict[str, str]:
    return {"file": file}


def _vpn(word: str, port: int, silent: str, kind: str = "", **params: Any) -> Question:
    protocol = params.get("protocol", "udp")
    silent = f"probes.{word}.{silent}"
    return Question(word, f"{_HQ}:{port}", "hq", port, silent, params, protocol, kind)


def questions(server_key: str = "") -> list[Question]:
    """Every probe that there is and the lab has a target for; `server_key` is WireGuard's."""
    every = [*_of_gateways(server_key), *_of_devices(), *_of_servers()]
    return [each for each in every if each.word in probes.names()]


def _of_gateways(server_key: str) -> list[Question]:
    gone = "probes.anyconnect.no_connection"
    return [
        _vpn("openvpn", 1194, "silent"),
        _vpn("openvpn", 1195, "silent_to_key", "tls-auth", tls_auth=STATIC_KEY),
        _vpn("openvpn", 1196, "silent_to_key", "tls-crypt", tls_crypt=STATIC_KEY),
        _vpn("openvpn", 1198, "silent_to_key", "tls-crypt-v2", tls_crypt_v2=CLIENT_KEY),
        _vpn("openvpn", 1197, "unconnected", "tcp", protocol="tcp"),
        _vpn("ikev2", 500, "silent"),
        _vpn(
            *("wireguard", 51820, "silent"),
            server_key=server_key,
            key=_secret("probe.key"),
            psk=_secret("probe.psk"),
        ),
        Question("anyconnect", f"https://{_HQ}/", "hq", 443, gone, {"ca": "ca.crt"}, "tcp"),
        Question(
            *("vpn_login", f"https://{_HQ}/", "hq", 443, "probes.vpn_login.silent"),
            {"kind": "anyconnect", "user": "drill", "password": _secret("account"), "ca": "ca.crt"},
            *("tcp", "anyconnect", "probes.vpn_login.unconnected"),
        ),
        Question(
            *("vpn_login", f"{_HQ}:1194", "hq", 1194, "probes.vpn_login.silent"),
            {"kind": "openvpn", "profile": "client.ovpn"},
            kind="openvpn",
        ),
    ]


def _of_devices() -> list[Question]:
    quiet, silent = "asking.no_answer", "snmp.silent_v2c"
    return [
        Question("stun", f"{_DC}:3478", "dc", 3478, "probes.stun.silent"),
        Question("rdp", f"{_DC}:3389", "dc", 3389, quiet, {"ca": "ca.crt"}, "tcp"),
        Question(
            *("radius", f"{_DC}:1812", "dc", 1812, "probes.radius.silent"),
            {"secret": _secret("radius-secret")},
        ),
        Question(
            *("radius", f"{_DC}:1812", "dc", 1812, "probes.radius.silent"),
            {
                "secret": _secret("radius-secret"),
                "user": "drill",
                "password": _secret("account"),
            },
            kind="user",
        ),
        Question("ntp", _DC, "dc", 123, "probes.ntp.silent"),
        Question("snmp", "ups", "dc", 161, silent, {"fact": "battery_percent"}),
        Question("ups", "ups", "dc", 161, silent),
        Question("radio", "hop", "dc", 161, silent),
        Question("nut", f"{NAME}@{_DC}:3493", "dc", 3493, quiet, protocol="tcp"),
    ]


def _of_servers() -> list[Question]:
    quiet, unconnected = "asking.no_answer", "net.no_answer"
    unpinged, no_way = "probes.icmp.no_reply", "probes.link.not_through"
    return [
        Question("dns", SITE, "dc", 53, "probes.dns.no_answer", {"at": _DC}),
        Question("smb", _DC, "dc", 445, quiet, protocol="tcp"),
        Question("smtp", f"{_DC}:25", "dc", 25, quiet, {"ca": "ca.crt"}, "tcp"),
        Question("postgres", f"{_HQ}:5432", "hq", 5432, quiet, {"user": "postgres"}, "tcp"),
        # A ping is not refused: it is answered, or it is not.
        Question("icmp", _DC, "dc", 0, unpinged, protocol="icmp", refused=unpinged),
        Question(
            *("link", "hq-dc", "dc", 0, no_way), protocol="icmp", refused=no_way, steady=False
        ),
        Question("stations", "/srv/stations.csv", "dc", 22, unconnected, {"server": "dc"}, "tcp"),
        Question("tcp", f"{_DC}:80", "dc", 80, quiet, protocol="tcp"),
        Question("http", f"http://{_DC}/", "dc", 80, quiet, protocol="tcp"),
        Question("ssh", "dc", "dc", 22, unconnected, {"command": "who"}, "tcp"),
        Question("file", "/srv/www/index.html", "dc", 22, unconnected, {"server": "dc"}, "tcp"),
    ]


@dataclass(frozen=True)
class Fault:
    """What is broken, and how; `silent` where no answer comes then."""

    name: Text
    broken: Callable[[Lab, list[Question]], AbstractContextManager[None]]
    silent: bool = False


def _nothing(lab: Lab, asked: list[Question]) -> AbstractContextManager[None]:
    return nullcontext()


def _wall(verdict: str) -> Callable[[Lab, list[Question]], AbstractContextManager[None]]:
    @contextmanager
    def standing(lab: Lab, asked: list[Question]) -> Iterator[None]:
        try:
            for node, port, protocol in sorted({(q.node, q.port, q.protocol) for q in asked}):
                firewall(lab.node(node), verdict, port, protocol)
            yield
        finally:
            for each in ("hq", "dc"):
                open_firewall(lab.node(each))

    return standing


@contextmanager
def _holes(lab: Lab, asked: list[Question]) -> Iterator[None]:
    with ExitStack() as held:
        for cable in ("ops", "fibd"):
            held.enter_context(lab.fault.blackhole(cable))
        yield


UP = Fault(Text("正常", "none"), _nothing)
FAULTS = (
    UP,
    Fault(Text("パケット破棄", "packets dropped"), _wall("drop"), silent=True),
    Fault(Text("回線が黙って消失", "black hole"), _holes, silent=True),
    Fault(Text("ファイアウォールが拒否", "port refused by firewall"), _wall("refuse")),
)


def readings(lab: Lab, keys: Path, fault: Fault, asked: list[Question]) -> list[Reading]:
    """All of them asked at once from the lab's seat, with that fault."""
    plan = load_plan(keys, probes.catalogue()).plan
    server = lab.node("dc").ssh_server(commands=(Command("who", "id -un"),))
    files = [each.name for each in keys.iterdir() if each.is_file()]
    held = {SecretSource(file=f): Secret((keys / f).read_text(errors="replace")) for f in files}
    limit = _PATIENCE_US if fault.silent else _LIMIT_US

    async def all_asked() -> list[Reading]:
        asker = Asker(replace(plan, servers=(server,)), secrets=Secrets(at=held))
        try:
            return await asyncio.gather(*(asker.ask(each.call, limit) for each in asked))
        finally:
            await asker.close()

    with fault.broken(lab, asked):
        return lab.ops.play(all_asked)


def outcome(question: Question, reading: Reading) -> str:
    """``held``, ``broken``, ``silent`` or ``unknown``."""
    healthy = probes.get(question.word).HEALTHY
    found: str = judge(reading, healthy).outcome
    return "silent" if found == "broken" and not reading.facts.get("reply") else found


def code_of(reading: Reading) -> str:
    """The code of the words that say why."""
    said = reading.could_not_ask or reading.because or reading.note
    return said.code if said else ""


def row(question: Question, fault: Fault, reading: Reading, lang: Language) -> str:
    """One line of the table."""
    said = (reading.could_not_ask, reading.because, reading.note)
    words = " ".join(render(each, lang) for each in said if each is not None)
    found = _OUTCOMES[outcome(question, reading)].said_in(lang)
    return f"| `{question.name}` | {fault.name.said_in(lang)} | {found} | {words} |"


def seen_in(lab: Lab) -> dict[tuple[str, str], tuple[Question, Fault, Reading]]:
    """All cells, by the question's name and the fault's, in the order of the table."""
    with lab.devices() as keys:
        asked = questions((keys / "wireguard.pub").read_text())
        found = [(fault, readings(lab, keys, fault, asked)) for fault in FAULTS]
    return {
        (question.name, fault.name.en): (question, fault, all_[number])
        for number, question in enumerate(asked)
        for fault, all_ in found
    }


def main() -> None:
    """Print the tables of both languages, or write them into the documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="into docs/devices/table*.md")
    given = parser.parse_args()
    instance = Instance("devices")
    try:
        cells = seen_in(up(instance)).values()
    finally:
        down(instance)
    for lang in LANGUAGES:
        rows = "".join(f"{row(*cell, lang)}\n" for cell in cells)
        if given.write:
            head = TABLES[lang].read_text("utf-8").partition(RULE)[0]
            TABLES[lang].write_text(f"{head}{RULE}{rows}", encoding="utf-8")
        else:
            print(rows)


if __name__ == "__main__":
    main()
