"""What can go wrong, as context managers: whatever happens inside, it is over afterwards.

with lab.fault.cut("fib1"), lab.fault.frozen("hq", "nginx"):
    ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.lab import network
from tests.lab.commands import LabFailed
from tests.lab.instance import Instance
from tests.lab.node import Node

Fault = AbstractContextManager[None]
Verdict = Literal["drop", "reject", "refuse", "reset"]
_VERDICTS = {
    "drop": "drop",
    "reject": "reject with icmpx type admin-prohibited",
    "refuse": "reject with icmpx type port-unreachable",
    "reset": "reject with tcp reset",
}
_FILLED = "var/spool/filled"


def fill(node: Node) -> None:
    """Fill a server's disk to the last byte."""
    path = node.disk / _FILLED
    with path.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            _write_while_possible(file.write, bytes(size))


def _write_while_possible(write: Callable[[bytes], int], block: bytes) -> None:
    try:
        while write(block) == len(block):
            pass
    except OSError:
        return  # no space left on device


def free(node: Node) -> None:
    """The disk has room again."""
    (node.disk / _FILLED).unlink(missing_ok=True)


def firewall(node: Node, verdict: str, port: int, protocol: str = "tcp") -> None:
    """What comes for a port is dropped, rejected by a firewall, or as if nothing listened there.

    That is ``refuse`` (an ICMP message, also over UDP) or ``reset`` (TCP's own way).
    Also what belongs to connections that are open. With ``icmp`` for protocol: pings.
    """
    what = "icmp type echo-request" if protocol == "icmp" else f"{protocol} dport {port}"
    if verdict not in _VERDICTS:
        raise LabFailed(f"a firewall cannot {verdict!r}; it can {', '.join(_VERDICTS)}")
    node.run(
        ["nft", "-f", "-"],
        text="add table inet lab\n"
        "add chain inet lab guard { type filter hook input priority -5; policy accept; }\n"
        f"add rule inet lab guard {what} {_VERDICTS[verdict]}\n",
    )


def open_firewall(node: Node) -> None:
    """Everything may come in again."""
    node.run(["nft", "delete", "table", "inet", "lab"], check=False)


@dataclass(frozen=True)
class Faults:
    """Everything that can go wrong in one lab. Cables and nodes by name."""

    lab: Instance

    def cut(self, cable: str, *, far_only: bool = False) -> Fault:
        """Carrier is lost at both ends, or at the far one only."""
        lab = self.lab
        return _while(
            lambda: network.cut(lab, cable, far_only=far_only), lambda: network.uncut(lab, cable)
        )

    def blackhole(self, cable: str, *, far_only: bool = False) -> Fault:
        """Nothing passes, carrier stays; or only what the far end sends is lost."""
        return self._filtered(
            cable, "blackhole", lambda: network.blackhole(self.lab, cable, far_only=far_only)
        )

    def loss(self, cable: str, percent: float) -> Fault:
        """So much of what is sent is lost."""
        return self._filtered(cable, "loss", lambda: network.loss(self.lab, cable, percent))

    def mtu(self, cable: str, size: int = 1000) -> Fault:
        """Longer frames vanish: a ping passes, a login hangs."""
        return self._filtered(cable, "mtu", lambda: network.mtu(self.lab, cable, size))

    def rate(self, cable: str, kbit: int) -> Fault:
        """No more than so many kbit/s pass each way."""
        lab = self.lab
        return _while(lambda: network.rate(lab, cable, kbit), lambda: network.full_rate(lab, cable))

    def delay(self, cable: str, ms: float, jitter_ms: float = 0) -> Fault:
        """Everything takes so much longer each way."""
        lab = self.lab
        return _while(
            lambda: network.delay(lab, cable, ms, jitter_ms), lambda: network.on_time(lab, cable)
        )

    def power_cut(self, node: str) -> Fault:
        """A server is off, and on again afterwards with all its services."""
        it = Node(self.lab, node)
        return _while(it.power_off, it.power_on)

    def hung(self, node: str) -> Fault:
        """All programs of a server hang."""
        it = Node(self.lab, node)
        return _while(it.freeze, it.thaw)

    def full(self, node: str) -> Fault:
        """A server's disk is full."""
        it = Node(self.lab, node)
        return _while(lambda: fill(it), lambda: free(it))

    def firewall(self, node: str, verdict: Verdict, port: int, protocol: str = "tcp") -> Fault:
        """A server's firewall drops, rejects or resets what comes for a port."""
        it = Node(self.lab, node)
        return _while(lambda: firewall(it, verdict, port, protocol), lambda: open_firewall(it))

    def stopped(self, node: str, service: str) -> Fault:
        """A service is stopped in good order."""
        return self._serviced(node, service, "stop", "start")

    def killed(self, node: str, service: str) -> Fault:
        """A service and all its workers are killed."""
        return self._serviced(node, service, "kill", "start")

    def frozen(self, node: str, service: str) -> Fault:
        """A service hangs; the kernel still accepts connections for it."""
        return self._serviced(node, service, "freeze", "thaw")

    def _serviced(self, node: str, service: str, verb: str, back: str) -> Fault:
        it = Node(self.lab, node)
        return _while(lambda: it.service(verb, service), lambda: it.service(back, service))

    def _filtered(self, cable: str, kind: str, do: Callable[[], None]) -> Fault:
        return _while(do, lambda: network.pass_again(self.lab, cable, kind))

    def changed_file(self, node: str, path: str, text: str) -> Fault:
        """A file of a server holds other text, for instance one of its settings."""
        file = Node(self.lab, node).disk / path.lstrip("/")
        return _while(*_other_text(file, text))


def _other_text(file: Path, text: str) -> tuple[Callable[[], object], Callable[[], object]]:
    before = file.read_bytes() if file.exists() else None

    def back() -> None:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)

    return lambda: file.write_text(text, encoding="utf-8"), back


@contextmanager
def _while(do: Callable[[], object], undo: Callable[[], object]) -> Iterator[None]:
    try:
        do()
        yield
    finally:
        undo()
