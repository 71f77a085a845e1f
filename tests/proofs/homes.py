"""Staff at home and a gateway at the office, in two networks with a cable between them.

The office has a real VPN gateway, sshd, and the real drill; staff have the real clients.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drills.core.machine import replay
from drills.core.state import Drill
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from tests.daemons.network import Network
from tests.daemons.ocserv import PASSWORD, USER

ROOT = Path(__file__).parents[2]
OFFICE, HOME = "198.18.50.1", "198.18.50.2"
# Inside the office: staff reach it round the gateway, or through it.
SERVER = "198.18.60.1"
SSH_PORT = 2222
PATIENCE_S = 120.0
_CABLE = f"""
set -e
ip netns add home
ip link add outside type veth peer name eth0 netns home
ip addr add {OFFICE}/24 dev outside && ip link set outside up
ip addr add {SERVER}/32 dev lo
ip -n home link set lo up && ip -n home link set eth0 up
ip -n home addr add {HOME}/24 dev eth0 && ip -n home route add {SERVER}/32 via {OFFICE}
"""
_SSHD = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PermitRootLogin yes
StrictModes no
UsePAM no
PidFile none
"""
_VPNC = """#!/bin/sh
[ "$reason" = connect ] || exit 0
ip link set "$TUNDEV" up mtu 1300
ip addr add "$INTERNAL_IP4_ADDRESS/32" dev "$TUNDEV"
ip route replace {server}/32 dev "$TUNDEV"
touch /run/tunnel
"""


@dataclass
class Office:
    """The office's network with the home beside it, and the plan's folder."""

    inside: Network
    folder: Path

    def at_home(self, line: str) -> str:
        """What a shell line prints at home."""
        return self.inside.run(f"nsenter --net=/run/netns/home {line}")

    def drill(self) -> Drill:
        """What the newest run's record says."""
        run = Runs(self.folder / "runs").find("last")
        return replay(record.event() for record in read(run))

    def typed(self, *words: str, check: bool = False) -> str:
        """What `bcp-drill` prints at the office."""
        return self.inside.run(f"cd {self.folder} && {_program(*words)}", check=check)

    def begin(self, *words: str) -> None:
        """Start a drill that goes on beside the test."""
        line = _program("run", *words, "--headless", "--yes")
        self.inside.run(f"cd {self.folder} && setsid {line} </dev/null >told 2>&1 &")
        self.until(lambda: "T+00:00" in (self.folder / "told").read_text("utf-8", "replace"))

    def until(self, holds: Any) -> None:
        """Come back when it is so. Raises `AssertionError` where it never is."""
        over = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < over, (self.folder / "told").read_text()
            time.sleep(0.1)


def _program(*words: str) -> str:
    quoted = " ".join(f"'{each}'" for each in words)
    return f"env PYTHONPATH={ROOT} {sys.executable} -m tui {quoted} --runs runs"


def office(inside: Network, folder: Path) -> Office:
    """Lay the cable, and start sshd for whoever asks the gateway's status."""
    inside.run(_CABLE)
    for name in ("host_key", "id"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(words, check=True)
    (folder / "authorized_keys").write_text((folder / "id.pub").read_text())
    host = (folder / "host_key.pub").read_text()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{SSH_PORT} {host}")
    (folder / "sshd_config").write_text(_SSHD.format(port=SSH_PORT, folder=folder))
    inside.run("mkdir -p /run/sshd")
    listening = f"ss -tlnH 'sport = :{SSH_PORT}' | grep -q ."
    inside.start(f"/usr/sbin/sshd -D -f {folder}/sshd_config", listening)
    return Office(inside, folder)


def openconnect(office: Office, pin: str, *, tunnel: bool = False) -> None:
    """Somebody at home connects with openconnect; with a `tunnel`, what they send goes through."""
    words = f"--protocol=anyconnect --non-inter --passwd-on-stdin --user={USER} --servercert={pin}"
    if tunnel:
        script = office.folder / "vpnc"
        script.write_text(_VPNC.format(server=SERVER))
        script.chmod(0o755)
        how = f"--script={script} --interface=tun9"
    else:
        how = "--script-tun --script='exec sleep 300'"
    line = f"openconnect {words} --no-system-trust --no-dtls {how} https://{OFFICE}"
    office.inside.run(
        f"echo {PASSWORD} | setsid nsenter --net=/run/netns/home {line} >/run/client 2>&1 &"
    )


def openvpn(office: Office, number: int) -> None:
    """Somebody at home connects with openvpn."""
    lines = f"client\nremote {OFFICE} 1194\ndev null\nifconfig-noexec\nroute-noexec\nnobind\n"
    lines += f"ca {office.folder}/ca.crt\n"
    lines += f"cert {office.folder}/client.crt\nkey {office.folder}/client.key\n"
    office.inside.run(f"cat >/run/client{number}.conf", text=lines)
    line = f"openvpn --config /run/client{number}.conf"
    office.inside.run(f"setsid nsenter --net=/run/netns/home {line} >/run/client{number} 2>&1 &")


CHECK_IN = """
import ssl, sys, urllib.parse, urllib.request
url, code, method = sys.argv[1:]
tls = ssl.create_default_context()
tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
form = {"code": code, "go": "all", "method": method, "lang": "ja"}
data = urllib.parse.urlencode(form).encode()
opened = urllib.request.build_opener(
    urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=tls)
)
print(opened.open(url + "/", data, timeout=120).read().decode())
"""


def checks_in(office: Office, url: str, code: str, method: str) -> str:
    """The page that somebody at home gets as the answer to theirs."""
    script = office.folder / "check_in.py"
    script.write_text(CHECK_IN)
    return office.at_home(f"{sys.executable} {script} {url} {code} {method}")


def codes(office: Office) -> list[str]:
    """The personal codes of the newest run's staff."""
    from drills.runtime import roster  # noqa: PLC0415

    found = roster.read(Runs(office.folder / "runs").find("last") / roster.NAME)
    assert found is not None
    return [each.code for each in found.people]


def as_yaml(value: Any) -> str:
    """A value as YAML takes it, in one line."""
    return json.dumps(value, ensure_ascii=False)
