"""Modbus over TCP (Modbus Application Protocol V1.1b3, and the TCP guide V1.0b): what is read.

Only the two questions for what cannot be written, discrete inputs and input registers, are here.
No function that sets anything exists.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal

from drills.wire import Malformed

Function = Literal[2, 4]
DISCRETE_INPUTS: Function = 2
INPUT_REGISTERS: Function = 4
# The most that one question may ask for.
MOST = {DISCRETE_INPUTS: 2000, INPUT_REGISTERS: 125}

HEADER_BYTES = 7
_HEADER = struct.Struct("!HHHB")
_QUESTION = struct.Struct("!BHH")
_REFUSED = 0x80
# The unit's number and the rest of an answer: 255 inputs' bytes and two before them.
_SHORTEST, _LONGEST = 3, 260


@dataclass(frozen=True)
class Answer:
    """What a device said to the question with that `transaction`.

    `values` are 0 or 1 for inputs and 0 to 65535 for registers, in order. In a refusal there are
    none, and `exception` says why: 1 function, 2 address, 3 value, 4 failure, 6 busy, 10 and 11 a
    gateway that does not get through.
    """

    transaction: int
    unit: int
    values: tuple[int, ...] = ()
    exception: int = 0


def request(transaction: int, unit: int, function: Function, start: int, count: int) -> bytes:
    """Ask for `count` inputs or registers from address `start` on, which counts from 0."""
    asked = _QUESTION.pack(function, start, count)
    return _HEADER.pack(transaction, 0, len(asked) + 1, unit) + asked


def more_bytes(header: bytes) -> int:
    """How many bytes follow the header of an answer. Raises `Malformed`."""
    if len(header) != HEADER_BYTES:
        raise Malformed("no header")
    _, protocol, length, _ = _HEADER.unpack(header)
    if protocol != 0 or not _SHORTEST <= length <= _LONGEST:
        raise Malformed("no header of Modbus")
    return int(length) - 1


def parsed(frame: bytes, function: Function, count: int) -> Answer:
    """The whole answer to a question for `count` of something. Raises `Malformed`."""
    header, body = frame[:HEADER_BYTES], frame[HEADER_BYTES:]
    if more_bytes(header) != len(body):
        raise Malformed("the length is not the frame's")
    transaction, _, _, unit = _HEADER.unpack(header)
    if body[0] == function | _REFUSED and len(body) == 2 and body[1]:
        return Answer(transaction, unit, exception=body[1])
    wanted = (count + 7) // 8 if function == DISCRETE_INPUTS else 2 * count
    if body[0] != function or body[1] != wanted or len(body) != wanted + 2:
        raise Malformed("not the answer to this question")
    return Answer(transaction, unit, _values(body[2:], function, count))


def _values(content: bytes, function: Function, count: int) -> tuple[int, ...]:
    if function == INPUT_REGISTERS:
        return struct.unpack(f"!{count}H", content)
    return tuple(content[each // 8] >> each % 8 & 1 for each in range(count))
