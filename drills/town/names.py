"""The town's name server: DNS (RFC 1035) over UDP and TCP for the one zone that it keeps."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdatatype
import dns.rrset

from drills.town.datagrams import DatagramService
from drills.town.ports import HOME, listening

ZONE = dns.name.from_text("mihon.example.")
HOSTS = {"www": HOME, "gw": HOME, "reg": HOME, "ns01": HOME, "ns02": HOME}
_TTL_S = 60
# Serial, refresh, retry, expire and minimum of RFC 1035 3.3.13; nobody copies this zone.
_SOA = f"ns01.{ZONE} admin.{ZONE} 1 3600 600 86400 {_TTL_S}"
_PATIENCE_S = 30.0


class NameService(DatagramService):
    """Answers for the zone; with `ill` it answers SERVFAIL to everything.

    `hosts` are the names in the zone, each with its IPv4 address.
    """

    def __init__(self, port: int, hosts: Mapping[str, str]) -> None:
        super().__init__(port)
        self.ill = False
        self._hosts = {dns.name.from_text(name, ZONE): each for name, each in hosts.items()}
        self._server: asyncio.Server | None = None

    async def _open(self) -> None:
        await super()._open()
        self._server = await asyncio.start_server(self.talk, sock=listening(self.port))

    def _shut(self) -> None:
        super()._shut()
        if self._server is not None:
            self._server.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Two bytes of length before every message (RFC 1035 4.2.2), and as many as the asker likes.
        while True:
            async with asyncio.timeout(_PATIENCE_S):
                length = int.from_bytes(await reader.readexactly(2))
                wire = await reader.readexactly(length)
            answer = await self.answered(wire)
            if answer is None:
                return
            writer.write(len(answer).to_bytes(2) + answer)
            await writer.drain()

    async def answered(self, wire: bytes) -> bytes | None:
        """The answer to a question, both as on the wire; None where it is no question."""
        await self.turn()
        try:
            asked = dns.message.from_wire(wire)
            return self._answer(asked).to_wire()
        except dns.exception.DNSException:
            return None

    def _answer(self, asked: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(asked)
        if asked.opcode() != dns.opcode.QUERY or len(asked.question) != 1:
            answer.set_rcode(dns.rcode.NOTIMP)
            return answer
        name, kind = asked.question[0].name, asked.question[0].rdtype
        if self.ill:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif not name.is_subdomain(ZONE):
            answer.set_rcode(dns.rcode.REFUSED)
        else:
            answer.flags |= dns.flags.AA
            self._tell(answer, name, kind)
        return answer

    def _tell(
        self, answer: dns.message.Message, name: dns.name.Name, kind: dns.rdatatype.RdataType
    ) -> None:
        if name in self._hosts and kind == dns.rdatatype.A:
            answer.answer.append(dns.rrset.from_text(name, _TTL_S, "IN", "A", self._hosts[name]))
            return
        soa = dns.rrset.from_text(ZONE, _TTL_S, "IN", "SOA", _SOA)
        if name == ZONE and kind == dns.rdatatype.SOA:
            answer.answer.append(soa)
            return
        if name != ZONE and name not in self._hosts:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        answer.authority.append(soa)
