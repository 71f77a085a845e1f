"""net-snmp's agent on loopback, as an ordinary program: no root, no service, no file of the system.

Its radio and UPS are values in a file, which a test may change while it runs.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from drills.wire.snmp import question
from tests.daemons.ports import free_port

COMMUNITY = "town-reads"
USER = "drillmon"
AUTH, PRIVACY = "auth-password-1", "privacy-password-1"
STRONG_USER = "drillstrong"

_VALUES = Path(__file__).with_name("snmp_values.py")
_ROOTS = ("1.3.6.1.2.1.33", "1.3.6.1.4.1.119", "1.3.6.1.4.1.12356", "1.3.6.1.4.1.9.9.392")


class Snmpd:
    """An agent. Stop it, freeze it, or change what it says."""

    def __init__(self, folder: Path, port: int, hosts: Sequence[str] = ("127.0.0.1",)) -> None:
        self.folder = folder
        self.port = port
        self.hosts = hosts
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is, as a plan writes it."""
        return f"127.0.0.1:{self.port}"

    def say(self, values: Mapping[str, tuple[str, str]]) -> None:
        """Answer these from now on: by identifier, net-snmp's word for the type and the value."""
        fresh = self.folder / "values.new"
        fresh.write_text(json.dumps({oid.strip("."): list(each) for oid, each in values.items()}))
        fresh.rename(self.folder / "values.json")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        # -C: this file and no other; -r: no complaint where root is missing; -f: stay ours.
        line = ["/usr/sbin/snmpd", "-f", "-r", "-Lf", str(self.folder / "log"), "-C"]
        line += ["-c", str(self.folder / "snmpd.conf"), "-I", "-smux,mteTrigger,mteTriggerConf"]
        # No MIB file is looked for, and what it keeps is kept with the test.
        env = {"PATH": os.environ["PATH"], "SNMP_PERSISTENT_DIR": str(self.folder / "kept")}
        self._process = subprocess.Popen([*line, "-m", ""], env={**env, "MIBS": ""})
        _wait_for(self.port)

    def stop(self) -> None:
        """Stop it, so that its port refuses."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Stop it from answering while its port stays open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)


@contextmanager
def snmpd(folder: Path, hosts: Sequence[str] = ("127.0.0.1",)) -> Iterator[Snmpd]:
    """An agent that answers at `hosts`, the first of them 127.0.0.1, until the end of the block."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kept").mkdir(exist_ok=True)
    agent = Snmpd(folder, free_port(), hosts)
    agent.say({})
    (folder / "snmpd.conf").write_text(_config(agent), encoding="utf-8")
    (folder / "snmpd.conf").chmod(0o600)
    agent.start()
    try:
        yield agent
    finally:
        agent.stop()


def _config(agent: Snmpd) -> str:
    read = f"{sys.executable} -S {_VALUES} {agent.folder / 'values.json'}"
    passed = "\n".join(f"pass_persist .{root} {read}" for root in _ROOTS)
    listening = ",".join(f"udp:{host}:{agent.port}" for host in agent.hosts)
    return f"""agentaddress {listening}
rocommunity {COMMUNITY} 127.0.0.0/8
sysName radio-hut
sysLocation "test bench"
createUser {USER} SHA-256 {AUTH} AES {PRIVACY}
rouser {USER} priv
createUser {STRONG_USER} SHA-512 {AUTH} AES-256 {PRIVACY}
rouser {STRONG_USER} priv
{passed}
"""


def _wait_for(port: int, within_s: float = 120.0) -> None:
    """Return when the agent answers a version 3 question without a user; else `TimeoutError`."""
    deadline = time.monotonic() + within_s
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        # From another address: a socket that got this very port would hear its own question.
        sock.bind(("127.0.0.2", 0))
        sock.connect(("127.0.0.1", port))
        sock.settimeout(0.1)
        while time.monotonic() < deadline:
            try:
                sock.send(question(1))
                sock.recv(1500)
            except OSError:
                time.sleep(0.02)
            else:
                return
    raise TimeoutError(f"no agent answers on port {port}")
