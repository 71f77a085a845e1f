"""The examples of the Modbus Application Protocol V1.1b3, and bytes of every kind."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, modbus
from drills.wire.modbus import DISCRETE_INPUTS, INPUT_REGISTERS, Answer
from tests.wire.fuzz import Parser, survives

HEADER = bytes.fromhex("1501 0000")
# Section 6.2: inputs 197 to 218 (addresses 196 to 217); section 6.4: register 9 (address 8).
INPUTS = HEADER + bytes.fromhex("0006 11 02 03 ac db 35")
REGISTERS = HEADER + bytes.fromhex("0005 11 04 02 00 0a")
REFUSED = HEADER + bytes.fromhex("0003 11 82 02")

PARSERS = {
    "inputs": Parser(lambda wire: modbus.parsed(wire, DISCRETE_INPUTS, 22), (INPUTS, REFUSED)),
    "registers": Parser(lambda wire: modbus.parsed(wire, INPUT_REGISTERS, 1), (REGISTERS,)),
    "headers": Parser(modbus.more_bytes, (INPUTS[:7], REFUSED[:7])),
}


def test_the_questions_are_those_of_the_standard() -> None:
    inputs = modbus.request(0x1501, 0x11, DISCRETE_INPUTS, 196, 22)
    assert inputs == HEADER + bytes.fromhex("0006 11 02 00c4 0016")
    registers = modbus.request(0x1501, 0x11, INPUT_REGISTERS, 8, 1)
    assert registers == HEADER + bytes.fromhex("0006 11 04 0008 0001")


def test_inputs_are_read_from_the_lowest_bit_on() -> None:
    # 0xAC, 0xDB and 0x35, each from its lowest bit on; the last two bits are padding.
    wanted = "00110101" + "11011011" + "101011"
    assert modbus.parsed(INPUTS, DISCRETE_INPUTS, 22) == Answer(
        0x1501, 0x11, tuple(int(each) for each in wanted)
    )


def test_a_register_is_read_with_its_high_byte_first() -> None:
    assert modbus.parsed(REGISTERS, INPUT_REGISTERS, 1) == Answer(0x1501, 0x11, (10,))


def test_a_refusal_has_its_number() -> None:
    assert modbus.parsed(REFUSED, DISCRETE_INPUTS, 22) == Answer(0x1501, 0x11, exception=2)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        INPUTS[:6],
        INPUTS[:-1],
        INPUTS + b"\0",
        REGISTERS,
        REFUSED[:-1] + b"\0",
        INPUTS.replace(b"\x00\x06\x11", b"\x00\x01\x11"),
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
    ],
)
def test_what_is_no_answer_to_the_question_is_malformed(frame: bytes) -> None:
    with pytest.raises(Malformed):
        modbus.parsed(frame, DISCRETE_INPUTS, 22)


def test_no_function_that_writes_exists() -> None:
    assert set(modbus.MOST) == {2, 4}
    assert not [each for each in vars(modbus) if "write" in each.lower()]


@pytest.mark.parametrize("name", PARSERS)
def test_any_bytes_are_an_answer_or_malformed(name: str) -> None:
    survives(PARSERS[name])
