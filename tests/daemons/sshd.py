"""A real OpenSSH server on loopback, run as whoever runs the tests, with fresh keys."""

from __future__ import annotations

import contextlib
import getpass
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import asyncssh

from bcp.durations import Span
from bcp.model import Command, Organisation, Plan, Server
from tests.daemons.ports import free_port, wait_for_port

SSHD = "/usr/sbin/sshd"

CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
PidFile {folder}/sshd.pid
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups {startups}
LoginGraceTime 20
PrintMotd no
LogLevel VERBOSE
"""


@dataclass
class Sshd:
    """A running server; `server` describes it as a plan would."""

    folder: Path
    port: int
    known_hosts: Path
    identity: Path
    user: str
    process: subprocess.Popen[bytes]
    extra: str = ""
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    startups: int = 200
    held: list[socket.socket] = field(default_factory=list)

    def server(self, id: str = "srv", commands: tuple[Command, ...] = (), **rest: object) -> Server:
        """This server in the words of a plan, with absolute paths."""
        values: dict[str, object] = {
            "address": "127.0.0.1",
            "port": self.port,
            "user": self.user,
            "known_hosts": str(self.known_hosts),
            "identity": str(self.identity),
            "commands": commands,
            **rest,
        }
        return Server(id, **values)  # type: ignore[arg-type]

    def stop(self) -> None:
        """End the listener; sessions that are open live on, as with any OpenSSH."""
        self.process.terminate()
        self.process.wait(120)
        while self.held:
            self.held.pop().close()

    def start(self) -> None:
        """Listen again on the same port, with the same keys and the configuration as it is now."""
        config = self.folder / "sshd_config"
        settings = {"port": self.port, "folder": self.folder, "startups": self.startups}
        config.write_text(self.extra + CONFIG.format(**settings))
        with (self.folder / "sshd.log").open("ab") as log:
            self.process = subprocess.Popen(
                [SSHD, "-D", "-e", "-f", str(config)], stdin=subprocess.DEVNULL, stderr=log
            )
        wait_for_port(self.port, greeting=b"SSH-2.0-")

    def fill(self) -> None:
        """Start anew with one place for who has not logged in yet, and take it, until it stops."""
        self.stop()
        self.startups = 1
        self.start()
        # Whoever looked whether it listens may still have the place.
        deadline = time.monotonic() + 120
        while not self.held:
            assert time.monotonic() < deadline, self.log()
            sock = socket.create_connection(("127.0.0.1", self.port), timeout=120)
            if sock.recv(8) == b"SSH-2.0-":
                self.held.append(sock)
            else:
                sock.close()

    def sessions(self) -> list[int]:
        """The sshd processes that serve the open connections: one each for root, else two."""
        listed = subprocess.run(
            ["ps", "-e", "-o", "pid=,ppid=,comm="], capture_output=True, check=True, text=True
        )
        rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
        family = {self.process.pid}
        for _ in range(2):
            family |= {
                int(pid) for pid, parent, comm in rows if int(parent) in family and comm == "sshd"
            }
        return sorted(family - {self.process.pid})

    def cut(self) -> None:
        """Kill what serves the open connections, as a crash would."""
        for session in self.sessions():
            with contextlib.suppress(ProcessLookupError):
                os.kill(session, signal.SIGKILL)

    def log(self) -> str:
        """What the server has written so far."""
        return (self.folder / "sshd.log").read_text("utf-8", errors="replace")


def start_sshd(folder: Path, *, extra: str = "", key: str = "ssh-ed25519") -> Sshd:
    """Start a server in `folder`; `extra` lines come first, and sshd obeys the first it reads."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    host_key = asyncssh.generate_private_key(key)
    user_key = asyncssh.generate_private_key("ssh-ed25519")
    _write_key(folder / "host_key", host_key)
    _write_key(folder / "id", user_key)
    (folder / "authorized_keys").write_bytes(user_key.export_public_key())
    port = free_port()
    known = f"[127.0.0.1]:{port} {host_key.export_public_key().decode()}"
    (folder / "known_hosts").write_text(known)
    sshd = Sshd(
        folder=folder,
        port=port,
        known_hosts=folder / "known_hosts",
        identity=folder / "id",
        user=getpass.getuser(),
        process=subprocess.Popen(["/bin/true"]),
        extra=extra,
    )
    sshd.process.wait()
    sshd.start()
    return sshd


def plan_of(*servers: Server, folder: Path | str = "") -> Plan:
    """A plan with nothing but servers."""
    return Plan(Organisation("見本町"), servers=servers, folder=str(folder))


def command(id: str, run: str = "", **rest: object) -> Command:
    """A command of a plan."""
    return Command(id, run, **{"timeout": Span(30_000_000), **rest})  # type: ignore[arg-type]


def _write_key(file: Path, key: asyncssh.SSHKey) -> None:
    file.write_bytes(key.export_private_key())
    file.chmod(0o600)
    file.with_suffix(".pub").write_bytes(key.export_public_key())
