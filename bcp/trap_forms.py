"""Reading where traps are taken: one address of this terminal, and never all of them."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from bcp.message import Phrase
from bcp.nodes import Fields, Node
from bcp.reader import BAD, Reader
from bcp.traps import Traps

NO_PLACE = Phrase(
    "traps.no_place",
    ja="「{listen}」は待ち受けるアドレスとポートとして読めません。",
    en="{listen!r} is no address and port to listen at.",
)
LIKE_PLACE = Phrase(
    "traps.like_place",
    ja="この端末のIPアドレスとポートを「192.0.2.5:1162」のように書いてください。",
    en='Write an IP address of the terminal and a port, such as "192.0.2.5:1162".',
)
EVERYWHERE = Phrase(
    "traps.everywhere",
    ja="「{listen}」では、端末のすべてのネットワークで待ち受けることになります。",
    en="at {listen!r} every network of the terminal could send.",
)

_PLACE = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+)):([0-9]{1,5})")


def place_of(listen: str) -> tuple[str, int] | None:
    """The address and the port, or None where it is something else."""
    found = _PLACE.fullmatch(listen)
    if found is None or not 1 <= int(found[3]) <= 65_535:
        return None
    address = found[1] or found[2]
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return None
    return address, int(found[3])


def traps_form(reader: Reader, node: Node) -> Any:
    """Where to listen, or `BAD` with its mistakes kept."""
    value = reader.record(Traps, node)
    at = node.get("listen") if isinstance(node, Fields) else None
    if value is BAD or at is None:
        return value
    place = place_of(value.listen)
    if place is None:
        return reader.refuse(at.place, NO_PLACE(listen=value.listen), LIKE_PLACE())
    if ipaddress.ip_address(place[0]).is_unspecified:
        return reader.refuse(at.place, EVERYWHERE(listen=value.listen), LIKE_PLACE())
    return value
