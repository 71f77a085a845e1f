"""The VPN gateway, by which staff who work from home come in."""

from __future__ import annotations

import ssl
from collections.abc import Mapping

from bcp.message import Text
from drills.town.agent import AgentService
from drills.town.certificates import Certificates
from drills.town.gateway import GatewayService
from drills.town.keys import COMMUNITY
from drills.town.machine import Deed, Fault, Lot, Machine, Said, said, switches
from drills.wire.snmp_agent import Value

FAULTS = (
    Fault(
        "gateway",
        "stop-gateway",
        "start-gateway",
        Text(ja="VPN装置のログイン受付が止まります", en="the VPN gateway takes no log-ins"),
    ),
    Fault(
        "gateway-certificate",
        "expire-gateway-certificate",
        "renew-gateway-certificate",
        Text(
            ja="VPN装置の証明書が期限切れになります", en="the VPN gateway's certificate has expired"
        ),
    ),
    Fault(
        "gateway-full",
        "fill-gateway",
        "empty-gateway",
        Text(
            ja="VPN装置が満員になり、だれもつなげません",
            en="the VPN gateway is full and takes nobody more",
        ),
    ),
)
LICENCES = 50
_USUALLY = 18
# CISCO-REMOTE-ACCESS-MONITOR-MIB: the most sessions, users, sessions, failed, declined.
_MIB = "1.3.6.1.4.1.9.9.392.1"


def built(lot: Lot) -> Machine:
    """The machine in its folder; it has a certificate authority of its own."""
    certificates = Certificates(lot.folder / "tls", lot.keys / "gateway-ca.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    gateway = GatewayService(lot.port("tls"), tls)

    def make_ready() -> None:
        certificates.make()
        tls.load_cert_chain(certificates.right)

    def objects() -> Mapping[str, Value]:
        return _objects(gateway)

    async def count(_: str) -> Said:
        return Said(out=f"sessions {_in_use(gateway)} of {LICENCES}")

    return Machine(
        "gateway",
        lot.folder,
        {
            "tls": gateway,
            "snmp": AgentService(objects, lot.port("snmp"), lot.keys / COMMUNITY),
        },
        {
            **switches("gateway", "gateway", gateway),
            **_troubles(gateway),
            "count-sessions": count,
            "expire-gateway-certificate": said(
                "期限切れの証明書に替えました (the certificate has expired)",
                lambda: tls.load_cert_chain(certificates.expired),
            ),
            "renew-gateway-certificate": said(
                "証明書を更新しました (certificate renewed)",
                lambda: tls.load_cert_chain(certificates.right),
            ),
        },
        make_ready,
    )


def _in_use(gateway: GatewayService) -> int:
    if not gateway.running:
        return 0
    return LICENCES if gateway.full else _USUALLY


def _objects(gateway: GatewayService) -> Mapping[str, Value]:
    return {
        f"{_MIB}.1.1.0": LICENCES,
        f"{_MIB}.3.3.0": _in_use(gateway),
        f"{_MIB}.3.35.0": _in_use(gateway),
        f"{_MIB}.4.1.1.0": 0,
        f"{_MIB}.4.1.2.0": 7 if gateway.full else 0,
    }


def _troubles(gateway: GatewayService) -> Mapping[str, Deed]:
    def fill() -> None:
        gateway.full = True

    def empty() -> None:
        gateway.full = False

    return {
        "fill-gateway": said("満員にしました (the gateway is full)", fill),
        "empty-gateway": said("空きを戻しました (there is room again)", empty),
    }
