"""What stands where: a town's head office, data centre and branches, and the seat of the drill.

All addresses are from 198.18.0.0/15, which RFC 2544 sets aside for measuring networks. No router of
the internet carries it, so a slip that leaves the lab can reach nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

FIBRE, RADIO = 10, 100


@dataclass(frozen=True)
class End:
    """Where a cable is plugged in: `address` with its prefix length."""

    node: str
    interface: str
    address: str

    @property
    def ip(self) -> str:
        return self.address.partition("/")[0]


@dataclass(frozen=True)
class Cable:
    """A cable or a radio hop between two nodes; of two ways the lesser `metric` is taken."""

    name: str
    near: End
    far: End
    metric: int

    @property
    def ends(self) -> tuple[End, End]:
        return self.near, self.far

    @property
    def ports(self) -> tuple[str, str]:
        """Its two ends as the wire namespace names them, the near one first."""
        return f"{self.name}-a", f"{self.name}-b"


SERVERS = {
    "hq": "198.18.100.1",
    "dc": "198.18.100.2",
    "branch1": "198.18.100.11",
    "branch2": "198.18.100.12",
}
OPS, WIRE = "ops", "wire"
# The terminal of each separated zone, and the server that it stands at.
ZONES = {
    "lgwan": ("pc-lgwan", "hq"),
    "internet": ("pc-internet", "dc"),
    "my_number": ("pc-my-number", "branch1"),
}
SEATS = (OPS, *(seat for seat, _ in ZONES.values()))
NAMESPACES = (*SERVERS, *SEATS, WIRE)
SERVICES = {
    "hq": ("sshd", "nginx", "postgres"),
    "dc": ("sshd", "nginx"),
    "branch1": ("sshd",),
    "branch2": ("sshd",),
}


def _pair(number: int, fibre: str, radio: str, far: str) -> tuple[Cable, Cable]:
    """Fibre and radio from the head office to another place."""

    def cable(name: str, interface: str, net: str, metric: int) -> Cable:
        near = End("hq", name, f"{net}.1/30")
        return Cable(name, near, End(far, interface, f"{net}.2/30"), metric)

    return (
        cable(fibre, "fib0", f"198.18.{number}1", FIBRE),
        cable(radio, "rad0", f"198.18.{number}2", RADIO),
    )


CABLES = {
    each.name: each
    for each in (
        *_pair(1, "fib1", "rad1", "branch1"),
        *_pair(2, "fib2", "rad2", "branch2"),
        *_pair(3, "fibd", "radd", "dc"),
        Cable(
            "ops", End("hq", "ops", "198.18.40.1/24"), End(OPS, "eth0", "198.18.40.10/24"), FIBRE
        ),
        *(
            Cable(
                f"pc{number}",
                End(server, "pc", f"198.18.5{number}.1/24"),
                End(seat, "eth0", f"198.18.5{number}.10/24"),
                FIBRE,
            )
            for number, (seat, server) in enumerate(ZONES.values(), start=1)
        ),
    )
}


def ends_at(node: str) -> list[End]:
    """Every cable end in this node."""
    ends = chain.from_iterable(each.ends for each in CABLES.values())
    return [each for each in ends if each.node == node]


def routes_of(node: str) -> list[str]:
    """What ``ip route replace`` is told in this node: to each place by both ways, fibre first."""
    out = []
    for each in CABLES.values():
        if each.near.node == node and each.far.node in SERVERS:
            out.append(
                f"{SERVERS[each.far.node]}/32 via {each.far.ip} dev {each.near.interface} "
                f"metric {each.metric}"
            )
        if each.far.node == node:
            out.append(f"default via {each.near.ip} dev {each.far.interface} metric {each.metric}")
    return out
