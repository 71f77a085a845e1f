"""What ocserv 1.1.6, strongSwan 5.9.8 and OpenVPN 2.6.14 printed, cut short."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drills.wire import Malformed, gateway_status
from drills.wire.gateway_status import Status, occtl, openvpn, swanctl
from tests.wire.fuzz import Parser, survives

OCCTL = """  {
    "Status":  "online",
    "Server PID":  12,
    "Active sessions":  37,
    "Total sessions":  512,
    "Total authentication failures":  9,
    "Authentication failures":  2
  }
"""
STATS = """uptime: 2 hours, since Nov 21 20:10:31 2026
worker threads: 16 total, 11 idle, working: 4/0/1/0
IKE_SAs: 14 total, 2 half-open
mallinfo: sbrk 2973696, mmap 0, used 958256, free 2015440
"""
SAS = """other: #2, ESTABLISHED, IKEv2, 7370050fffcec008_i 1482830ac90e2be8_r*
  local  'b' @ 127.0.0.2[4500]
  remote 'a' @ 127.0.0.1[4500]
  AES_CBC-128/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/CURVE_25519
  established 0s ago, rekeying in 13920s
  net: #1, reqid 1, INSTALLED, TUNNEL, ESP:AES_CBC-128/HMAC_SHA2_256_128
staff: #3, CONNECTING, IKEv2, 7370050fffcec008_i* 0000000000000000_r
"""
POOLS = """staff                198.18.50.0                          9 / 2 / 14
guests               2001:db8::1                          1 / 0 / 6
"""
V1 = """OpenVPN CLIENT LIST
Updated,2026-11-21 22:10:29
Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since
a,127.0.0.1:36257,1791,1862,2026-11-21 22:10:27
b,127.0.0.1:36258,1791,1862,2026-11-21 22:10:27
ROUTING TABLE
Virtual Address,Common Name,Real Address,Last Ref
198.18.194.2,a,127.0.0.1:36257,2026-11-21 22:10:27
GLOBAL STATS
Max bcast/mcast queue length,0
END
"""
V2 = """TITLE,OpenVPN 2.6.14 x86_64-pc-linux-gnu
TIME,2026-11-21 22:10:29,1795299029
HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address
CLIENT_LIST,a,127.0.0.1:35919,198.18.195.2
HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref
ROUTING_TABLE,198.18.195.2,a,127.0.0.1:35919,2026-11-21 22:10:27
GLOBAL_STATS,Max bcast/mcast queue length,0
END
"""
V3 = V2.replace(",", "\t")
MANAGEMENT = (
    ">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\r\n"
    "SUCCESS: nclients=4,bytesin=1791,bytesout=1862\r\n"
)

_READ: dict[str, tuple[Callable[[str], Status], tuple[str, ...]]] = {
    "occtl": (occtl, (OCCTL,)),
    "swanctl": (swanctl, (STATS, SAS, STATS + SAS + POOLS)),
    "openvpn": (openvpn, (V1, V2, V3, MANAGEMENT, f"1795299030\n{V2}")),
}


def _of_bytes(read: Callable[[str], Status]) -> Callable[[bytes], Status]:
    return lambda raw: read(raw.decode("utf-8", "replace"))


PARSERS = {
    name: Parser(_of_bytes(read), tuple(each.encode() for each in examples))
    for name, (read, examples) in _READ.items()
}


def test_ocserv_counts_its_sessions_and_failures() -> None:
    assert occtl(OCCTL) == Status(37, failed=9)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (STATS, Status(12, 2)),
        (SAS, Status(1, 1)),
        (STATS + SAS, Status(1, 2)),
        (STATS + POOLS, Status(12, 2, addresses_used=10, addresses=20)),
    ],
)
def test_strongswan_counts_associations_and_addresses(text: str, status: Status) -> None:
    assert swanctl(text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (V1, Status(2)),
        (V2, Status(1)),
        (V3, Status(1)),
        (f"1795299034\n{V3}", Status(1, age_s=5)),
        (f"1795299000\n{V2}", Status(1, age_s=0)),
        (V2.replace("\n", "\r\n"), Status(1)),
        (MANAGEMENT, Status(4)),
    ],
)
def test_openvpn_counts_clients_in_every_version(text: str, status: Status) -> None:
    assert openvpn(text) == status


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (occtl, ""),
        (occtl, "[]"),
        (occtl, '{"Active sessions": true}'),
        (occtl, '{"Active sessions": -1}'),
        (swanctl, ""),
        (swanctl, POOLS),
        (openvpn, ""),
        (openvpn, V1.removesuffix("END\n")),
        (openvpn, "END\n"),
        (openvpn, OCCTL),
    ],
)
def test_anything_else_is_malformed(read: Callable[[str], Status], text: str) -> None:
    with pytest.raises(Malformed):
        read(text)


@pytest.mark.parametrize("name", PARSERS)
def test_no_text_breaks_a_parser(name: str) -> None:
    survives(PARSERS[name])


def test_a_number_that_nobody_can_mean_is_none() -> None:
    with pytest.raises(Malformed):
        gateway_status.occtl('{"Active sessions": ' + "9" * 40 + "}")
