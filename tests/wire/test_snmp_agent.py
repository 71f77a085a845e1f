"""Questions as net-snmp's tools ask them, and what an agent's side makes of them."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, snmp_agent
from drills.wire.ber import OCTETS, SEQUENCE, Reader, integer, item, object_id, octets, sequence
from drills.wire.snmp_agent import Question, answer
from tests.wire.fuzz import Parser, survives

SYS_UP_TIME = "1.3.6.1.2.1.1.3.0"
# snmpget -v2c -c public HOST 1.3.6.1.2.1.1.3.0
GET = bytes.fromhex(
    "30290201010406 7075626c6963 a01c0204 1a2b3c4d 020100 020100 300e300c06082b060102010103000500"
)
OBJECTS: dict[str, int | str] = {
    "1.3.6.1.4.1.9.2": "b",
    "1.3.6.1.4.1.9.10": 300,
    "1.3.6.1.4.1.8.1": -57,
}


def asked(kind: int, *oids: str, once: int = 0, times: int = 0) -> bytes:
    rows = [sequence(object_id(each), b"\x05\x00") for each in oids]
    content = integer(7) + integer(once) + integer(times) + sequence(*rows)
    return sequence(integer(1), octets(b"public"), item(kind, content))


PARSERS = {
    "questions": Parser(snmp_agent.parsed, (GET, asked(0xA5, "1.3", SYS_UP_TIME, once=1, times=20)))
}


def rows_of(datagram: bytes) -> list[tuple[str, int, bytes]]:
    """What an answer holds: each object with the kind and the content of its value."""
    whole = Reader(Reader(datagram).take(SEQUENCE))
    assert whole.integer() == 1
    assert whole.take(OCTETS) == b"public"
    content = Reader(whole.take(0xA2))
    assert [content.integer() for _ in range(3)] == [7, 0, 0]
    rows, found = Reader(content.take(SEQUENCE)), []
    while rows.next_kind == SEQUENCE:
        row = Reader(rows.take(SEQUENCE))
        oid, kind = row.object(), row.next_kind
        found.append((oid, kind, row.take(kind)))
    return found


def answered(datagram: bytes) -> list[tuple[str, int, bytes]]:
    return rows_of(answer(snmp_agent.parsed(datagram), OBJECTS))


def test_a_question_of_net_snmp_is_understood() -> None:
    assert snmp_agent.parsed(GET) == Question(b"public", "get", 0x1A2B3C4D, (SYS_UP_TIME,))


def test_numbers_and_words_are_given_and_what_is_missing_is_said_to_be() -> None:
    assert answered(asked(0xA0, "1.3.6.1.4.1.8.1", "1.3.6.1.4.1.9.10", "1.3.6.1.4.1.9.2")) == [
        ("1.3.6.1.4.1.8.1", 0x02, b"\xc7"),
        ("1.3.6.1.4.1.9.10", 0x02, b"\x01\x2c"),
        ("1.3.6.1.4.1.9.2", 0x04, b"b"),
    ]
    assert answered(asked(0xA0, SYS_UP_TIME)) == [(SYS_UP_TIME, 0x80, b"")]


def test_the_next_object_is_the_next_by_number_and_the_last_one_has_none() -> None:
    ((oid, _, _),) = answered(asked(0xA1, "1.3.6.1.4.1.9.2"))
    assert oid == "1.3.6.1.4.1.9.10"
    assert answered(asked(0xA1, "1.3.6.1.4.1.9.10")) == [("1.3.6.1.4.1.9.10", 0x82, b"")]


def test_a_table_comes_in_one_piece_and_ends() -> None:
    found = answered(asked(0xA5, "1.3.6.1.4.1.9", times=3))
    assert [oid for oid, _, _ in found[:2]] == ["1.3.6.1.4.1.9.2", "1.3.6.1.4.1.9.10"]
    assert found[2][1] == 0x82
    both = answered(asked(0xA5, "1.3.6.1.4.1.8", "1.3.6.1.4.1.9", once=1, times=2))
    assert [oid[-3:] for oid, _, _ in both] == ["8.1", "9.2", ".10"]


def test_an_answer_fits_a_datagram_however_much_is_asked_for() -> None:
    many: dict[str, int | str] = {f"1.3.6.1.4.1.9.{n}": n for n in range(2000)}
    question = snmp_agent.parsed(asked(0xA5, "1.3.6.1.4.1.9", times=2**31 - 1))
    assert len(answer(question, many)) < 1472


@pytest.mark.parametrize("kind", [0xA2, 0xA3, 0xA6, 0xA7])
def test_what_would_change_something_is_not_understood(kind: int) -> None:
    with pytest.raises(Malformed):
        snmp_agent.parsed(asked(kind, SYS_UP_TIME))


@pytest.mark.parametrize(
    "datagram", [b"", GET[:-1], GET.replace(b"\x02\x01\x01\x04", b"\x02\x01\x00\x04"), b"GET /"]
)
def test_anything_else_is_malformed(datagram: bytes) -> None:
    with pytest.raises(Malformed):
        snmp_agent.parsed(datagram)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["questions"])
