"""One look at an IKEv2 gateway: a question that it turns down, and if wanted one that it takes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from drills.probes._contract import Reach
from drills.probes._datagrams import Datagrams, talking_to
from drills.probes._twice import answer_to
from drills.wire import Malformed, ikev2
from drills.wire.ikev2 import Answer, Ends, KeyShare
from drills.wire.ikev2_groups import SECRET_BYTES, public_value
from drills.wire.ikev2_names import FIRST_STATUS, GROUPS, NOTIFIES, named, vendor

PLAIN_PORT = 500
# A group that nobody has has no length that would be wrong.
_NOBODYS_VALUE_BYTES = 32


class Silence(Exception):
    """No answer came."""


class NotIke(Exception):
    """Something answers, and not in IKE."""


@dataclass(frozen=True)
class Heard:
    """What a gateway said, in words.

    `said` is empty where it stopped answering after it had said `stopped_after`.
    """

    said: str
    major: int
    rtt_us: int
    cookie: bool = False
    group: str = ""
    encryption: str = ""
    integrity: str = ""
    prf: str = ""
    nat_t: str = ""
    vendors: tuple[str, ...] = ()
    stopped_after: str = ""


async def heard_from(host: str, port: int, reach: Reach, *, full: bool) -> Heard:
    """What a gateway answers to a question that must be turned down; with `full`, to the next too.

    Raises `Silence`, `NotIke` and `OSError`.
    """
    async with talking_to(host, port) as talk:
        conversation = _Conversation(talk, reach, b"" if port == PLAIN_PORT else ikev2.MARKER)
        value = secrets.token_bytes(_NOBODYS_VALUE_BYTES)
        heard, answer = await conversation.exchange(KeyShare(ikev2.NOBODYS_GROUP, value))
        group = answer.wanted_group
        if not full or group is None:
            return heard
        public = public_value(group, secrets.token_bytes(SECRET_BYTES))
        if public is None:
            return heard
        try:
            whole, _ = await conversation.exchange(KeyShare(group, public))
        except Silence:
            return replace(heard, said="", stopped_after=heard.said)
    return replace(
        whole,
        rtt_us=heard.rtt_us,
        cookie=heard.cookie or whole.cookie,
        group=whole.group or heard.group,
    )


class _Conversation:
    def __init__(self, talk: Datagrams, reach: Reach, marker: bytes) -> None:
        self._talk = talk
        self._reach = reach
        self._marker = marker
        self._ends = Ends(talk.local, talk.remote)

    async def exchange(self, share: KeyShare) -> tuple[Heard, Answer]:
        """A request and its answer; a gateway that asks for a cookie is given it, once."""
        spi = secrets.token_bytes(ikev2.SPI_BYTES)
        nonce = secrets.token_bytes(ikev2.NONCE_BYTES)
        answer, took = await self._answer(spi, ikev2.request(spi, nonce, share, self._ends))
        cookie = answer.notified(ikev2.COOKIE)
        if not cookie:
            return self._heard(answer, took), answer
        try:
            asked_again = ikev2.request(spi, nonce, share, self._ends, cookie)
            answer, _ = await self._answer(spi, asked_again)
        except Silence:
            pass
        return replace(self._heard(answer, took), cookie=True), answer

    async def _answer(self, spi: bytes, request: bytes) -> tuple[Answer, int]:
        odd = False

        def read(datagram: bytes) -> Answer | None:
            nonlocal odd
            found = self._read(datagram)
            odd = odd or found is None
            return found if found is not None and found.spi == spi else None

        found = await answer_to(self._talk, lambda: self._marker + request, read, self._reach)
        if found is None:
            raise NotIke if odd else Silence
        return found

    def _read(self, datagram: bytes) -> Answer | None:
        if not datagram.startswith(self._marker):
            return None
        try:
            return ikev2.parsed(datagram[len(self._marker) :])
        except Malformed:
            return None

    def _heard(self, answer: Answer, took: int) -> Heard:
        wanted = answer.wanted_group
        chosen = answer.chosen
        return Heard(
            said=_said(answer),
            major=answer.major,
            rtt_us=took,
            group=ikev2.algorithm(chosen, "group") if wanted is None else named(GROUPS, wanted),
            encryption=ikev2.algorithm(chosen, "encr"),
            integrity=ikev2.algorithm(chosen, "integ"),
            prf=ikev2.algorithm(chosen, "prf"),
            nat_t=ikev2.between(answer, self._ends),
            vendors=tuple(vendor(each) for each in answer.vendors),
        )


def _said(answer: Answer) -> str:
    """The answer in one word of the standard: an error above all else."""
    if answer.major != 2:
        return f"IKEv{answer.major}"
    numbers = [each.number for each in answer.notifies]
    errors = [each for each in numbers if each < FIRST_STATUS]
    if errors:
        return named(NOTIFIES, errors[0])
    if answer.chosen:
        return "SA"
    return named(NOTIFIES, numbers[0]) if numbers else "IKE_SA_INIT"
