"""Network UPS Tools on loopback: upsd, and the driver that plays a UPS from a file."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from drills.wire.nut import is_whole, question
from tests.daemons.ports import free_port

# Debian's own /usr/sbin/upsd asks /etc whether the machine is to have one.
UPSD, DRIVER = "/lib/nut/upsd", "/lib/nut/dummy-ups"
NAME = "hq-ups"
# Connections, its own ports and drivers counted.
MOST = 8
WELL = {
    "ups.status": "OL",
    "ups.model": "Test 500",
    "ups.load": "23",
    "battery.charge": "97",
    "battery.runtime": "2520",
    "battery.voltage": "54.5",
    "battery.temperature": "25",
    "input.voltage": "100.4",
    "output.voltage": "100.2",
}


class Nut:
    """A server with one UPS: freeze or stop it, end its driver, change what the UPS says."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._written = 0
        self._env = {**os.environ, **dict.fromkeys(_PLACES, str(folder))}
        self._driver: subprocess.Popen[bytes] | None = None
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def subject(self) -> str:
        """The UPS, as a plan writes it."""
        return f"{NAME}@127.0.0.1:{self.port}"

    def say(self, values: Mapping[str, str]) -> None:
        """Have the UPS say these from now on, and wait until the server knows."""
        self._write(values)
        status = values.get("ups.status", "")
        self._wait(lambda said: f'ups.status "{status}"'.encode() in said)

    def start(self) -> None:
        """Start driver and server, and wait until the server answers for the UPS."""
        self._write(WELL)
        self._driver = self._run(DRIVER, "-a", NAME, "-F")
        self._server = self._run(UPSD, "-F")
        self._wait(lambda said: b"END LIST" in said and b"ups.status" in said)

    def end_driver(self) -> None:
        """End the driver, so that the server loses touch with the UPS."""
        _end(self._driver)
        self._wait(lambda said: said.startswith(b"ERR "))

    def stop_server(self) -> None:
        """Stop the server, so that its port refuses."""
        _end(self._server)

    def freeze(self) -> None:
        """Stop the server from answering while its port stays open."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)

    def stop(self) -> None:
        """Stop all of it."""
        _end(self._server)
        _end(self._driver)

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        user = ("-u", "root") if os.geteuid() == 0 else ()
        with (self.folder / "said").open("ab") as said:
            return subprocess.Popen([*words, *user], env=self._env, stdout=said, stderr=said)

    def _write(self, values: Mapping[str, str]) -> None:
        fresh = self.folder / "ups.new"
        fresh.write_text("".join(f"{name}: {value}\n" for name, value in values.items()))
        # The driver knows a new file by the second in which it was written.
        self._written = max(self._written + 1, int(time.time()))
        os.utime(fresh, (self._written, self._written))
        fresh.rename(self.folder / "ups.dev")

    def _wait(self, wanted: object, within_s: float = 120.0) -> None:
        assert callable(wanted)
        over = time.monotonic() + within_s
        while not wanted(said := self._said()):
            assert time.monotonic() < over, (said, (self.folder / "said").read_text())
            time.sleep(0.05)

    def _said(self) -> bytes:
        said = b""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1.0) as sock:
                sock.sendall(question(NAME))
                while not is_whole(said, NAME) and (more := sock.recv(4096)):
                    said += more
        except OSError:
            pass
        return said


_PLACES = ("NUT_CONFPATH", "NUT_STATEPATH", "NUT_ALTPIDPATH")


@contextmanager
def nut(folder: Path) -> Iterator[Nut]:
    """A server on a free port of loopback until the end of the block."""
    port = free_port()
    (folder / "ups.conf").write_text(
        f"[{NAME}]\n  driver = dummy-ups\n  port = {folder / 'ups.dev'}\n  mode = dummy-once\n"
        "  pollinterval = 1\n"
    )
    (folder / "upsd.conf").write_text(
        f"LISTEN 127.0.0.1 {port}\nSTATEPATH {folder}\nMAXAGE 3\nMAXCONN {MOST}\n"
    )
    (folder / "upsd.users").write_text("")
    server = Nut(folder, port)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None and process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()
