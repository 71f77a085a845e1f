"""Every probe as it is asked across the lab's networks, and the words it has for each fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bcp.asking import ProbeCall
from bcp.model import Command
from drills import probes
from tests.daemons.nut import NAME
from tests.daemons.openvpn import CLIENT_KEY, STATIC_KEY
from tests.lab.devices.office import SITE
from tests.lab.topology import SERVERS

Told = Literal["well", "silent", "refused", "hung", "stopped"]
_HQ, _DC = SERVERS["hq"], SERVERS["dc"]
COMMANDS = (
    Command("who", "id -un"),
    Command("services", "cat /srv/services.json"),
    Command("sessions", "cat /srv/sessions.json"),
)


@dataclass(frozen=True)
class Question:
    """One probe as it is asked in the lab.

    `silent` is the code of its words for no answer, `refused` of those for a port that refuses,
    `hung` of those for a program that hangs, if they are others; empty where the kernel answers
    all the same. `by_kernel`: it does so for a program that is stopped, too.
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
    hung: str | None = None
    by_kernel: bool = False
    steady: bool = True

    def code(self, told: Told) -> str:
        """That of the words for a fault which is told so."""
        hung = self.silent if self.hung is None else self.hung
        stopped = "" if self.by_kernel else self.refused
        codes = {"silent": self.silent, "refused": self.refused, "hung": hung, "stopped": stopped}
        return codes.get(told, "")

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
    silent = f"probes.{word}.{silent}"
    asked = Question(word, f"{_HQ}:{port}", "hq", port, silent, params, kind=kind)
    if params.get("protocol") == "tcp":
        return replace(asked, protocol="tcp", hung="probes.openvpn.connected_only")
    return asked


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
        Question(
            *("anyconnect", f"https://{_HQ}/", "hq", 443, gone, {"ca": "ca.crt"}, "tcp"),
            hung="probes.anyconnect.frozen",
        ),
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
        Question(
            *("rdp", f"{_DC}:3389", "dc", 3389, quiet, {"ca": "ca.crt"}, "tcp"),
            hung="probes.rdp.hangs",
        ),
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
        Question("generator", "generator", "dc", 161, silent),
        Question("nut", f"{NAME}@{_DC}:3493", "dc", 3493, quiet, protocol="tcp"),
    ]


def _of_servers() -> list[Question]:
    quiet = "asking.no_answer"
    at_web = f"http://{_DC}"
    return [
        Question("dns", SITE, "dc", 53, "probes.dns.no_answer", {"at": _DC}),
        Question("smb", _DC, "dc", 445, quiet, protocol="tcp", hung="probes.smb.hangs"),
        Question(
            "smtp", f"{_DC}:25", "dc", 25, quiet, {"ca": "ca.crt"}, "tcp", hung="probes.smtp.hangs"
        ),
        Question(
            "postgres",
            f"{_HQ}:5432",
            "hq",
            5432,
            quiet,
            {"user": "postgres"},
            "tcp",
            hung="probes.postgres.hangs",
        ),
        Question("tcp", f"{_DC}:80", "dc", 80, quiet, protocol="tcp", hung=""),
        Question("http", f"{at_web}/", "dc", 80, quiet, protocol="tcp"),
        Question(
            *("throughput", f"{at_web}/1mb", "dc", 80, "probes.throughput.silent"),
            {"most": "30s"},
            "tcp",
        ),
        Question(
            "telework",
            "staff",
            "dc",
            80,
            "probes.telework.not_ready",
            protocol="tcp",
            refused="probes.telework.not_ready",
            steady=False,
        ),
        *_of_pings(),
        *_over_ssh(),
    ]


def _of_pings() -> list[Question]:
    """A ping is not refused: it is answered, or it is not."""

    def pinged(word: str, subject: str, code: str, **others: Any) -> Question:
        params = others.pop("params", {})
        return Question(
            word,
            subject,
            "dc",
            0,
            code,
            params,
            "icmp",
            refused=code,
            hung="",
            by_kernel=True,
            **others,
        )

    return [
        pinged("icmp", _DC, "probes.icmp.no_reply"),
        pinged("closed_sim", _DC, "probes.icmp.no_reply"),
        pinged("link", "hq-dc", "probes.link.not_through", steady=False),
        pinged(
            "lgwan_telework",
            "pcs.csv",
            "probes.lgwan_telework.all_silent",
            params={"patience": "1s"},
        ),
    ]


def _over_ssh() -> list[Question]:
    def asked(word: str, subject: str, **params: str) -> Question:
        return Question(
            word, subject, "dc", 22, "net.no_answer", params, "tcp", hung="ssh.no_greeting"
        )

    return [
        asked("ssh", "dc", command="who"),
        asked("windows", "dc", command="services"),
        asked("file", "/srv/www/index.html", server="dc"),
        asked("stations", "/srv/stations.csv", server="dc"),
        asked("backup", "db-nightly", server="dc", folder="/srv/backup", newest="*.dump"),
        asked("sessions", "staff", server="dc", command="sessions", format="occtl"),
    ]
