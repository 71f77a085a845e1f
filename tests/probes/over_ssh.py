"""What a probe says of a server that it sees over SSH: faults on a real sshd, and their words."""

from __future__ import annotations

import getpass
import re
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bcp.asking import ProbeCall
from bcp.message import Text, render
from bcp.model import Plan, Server
from drills.runtime.asking import Asker
from scenarios.reading import Reading
from tests.daemons.network import network
from tests.daemons.sshd import Sshd, command, start_sshd
from tests.probes.cells import Cell
from tests.probes.cells import Reading as Told

_USER = re.compile(rf"(?<=['「]){getpass.getuser()}(?=['」])")
# How the other end went is seen in two ways, as the machine has it.
_WENT = re.compile(r"(before the login|接続を閉じました) \([^)]*\)")
_PORT = re.compile(r"(?<=\w):[0-9]{4,5}\b")


@dataclass(frozen=True)
class Fault:
    """One fault: how the machine's files are laid, and what is wrong with the way there.

    `encoding` is the one that the plan says the machine's output has.
    """

    name: Text
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    lay: Callable[[Path], None] = lambda folder: None
    broken: Callable[[Sshd, Server], Server] = lambda sshd, server: server
    encoding: str = "utf-8"

    @property
    def cell(self) -> Cell:
        """The same for the documents' table."""
        return Cell(self.name, network, "", self.code)


def stopped(sshd: Sshd, server: Server) -> Server:
    """Nobody listens any more."""
    sshd.stop()
    return server


def frozen(sshd: Sshd, server: Server) -> Server:
    """The listener hangs."""
    sshd.process.send_signal(signal.SIGSTOP)
    return server


def other_key(sshd: Sshd, server: Server) -> Server:
    """The server knows our key no more."""
    (sshd.folder / "authorized_keys").write_text("")
    return server


def full(sshd: Sshd, server: Server) -> Server:
    """Nobody else may begin to log in."""
    sshd.fill()
    return server


def no_name(sshd: Sshd, server: Server) -> Server:
    """The name of the machine is not known."""
    return replace(server, address="server.invalid")


Lay = Callable[[Path], None]


def way_faults(params: Mapping[str, Any], lay: Lay) -> tuple[Fault, ...]:
    """What may happen to the way to any server, however well it is."""

    def fault(ja: str, en: str, code: str, broken: Callable[[Sshd, Server], Server]) -> Fault:
        return Fault(Text(ja, en), code, params, lay, broken)

    return (
        fault("sshdの停止", "sshd stopped", "net.refused", stopped),
        fault("sshdが固まった（SIGSTOP）", "sshd frozen (SIGSTOP)", "ssh.no_greeting", frozen),
        *login_faults(params, lay),
        fault("名前を引けない", "name not found", "net.unknown_name", no_name),
    )


def login_faults(params: Mapping[str, Any], lay: Lay) -> tuple[Fault, ...]:
    """What of it the server does in its own name."""
    lost, crowd = "ssh.login_refused", "ssh.closed_before_login"
    no_key = Text("鍵が登録から外れた", "our key is no longer known")
    no_place = Text("満員（MaxStartups）", "full (MaxStartups)")
    return (
        Fault(no_key, lost, params, lay, other_key),
        Fault(no_place, crowd, params, lay, full),
    )


async def seen(
    call: Callable[[Path], ProbeCall],
    fault: Fault,
    folder: Path,
    plan: Callable[[Server, Path], Plan],
) -> Reading:
    """What the probe says of it. Files are laid in a folder of their own."""
    laid = folder / "laid"
    laid.mkdir()
    fault.lay(laid)
    sshd = start_sshd(folder / "sshd", extra="Subsystem sftp internal-sftp\n")
    try:
        health = command("health", f"{laid}/powershell")
        server = fault.broken(sshd, sshd.server("bk01", (health,), encoding=fault.encoding))
        asker = Asker(plan(server, laid))
        try:
            return await asker.ask(call(laid), 4_000_000)
        finally:
            await asker.close()
    finally:
        with suppress(ProcessLookupError):
            sshd.process.send_signal(signal.SIGCONT)
        sshd.stop()


def told(reading: Reading, folder: Path) -> Told:
    """A reading as the documents' table knows it: without what differs from test to test."""
    because = reading.because or reading.could_not_ask or reading.note

    def words(lang: Any) -> str:
        said = render(because, lang) if because else ""
        said = said.replace(str(folder / "laid"), "/backup").replace(str(folder / "sshd"), "keys")
        said = _WENT.sub(r"\1 (…)", said)
        return _PORT.sub(":22", _USER.sub("drill", said))

    return {
        "facts": dict(reading.facts),
        "unknown": reading.could_not_ask is not None,
        "code": because.code if because else "",
        "ja": words("ja"),
        "en": words("en"),
        "good": reading.facts.get("reply") is True and reading.because is None,
    }
