"""The first words of a SoftEther VPN server: what opens the conversation, and its greeting.

HTTP within TLS; the greeting is a "PACK", a list of named values. All numbers are big-endian.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drills.wire import Malformed

PORT = 443
LARGEST = 64 * 1024

_PATH = "/vpnsvc/connect.cgi"
# What its servers take instead of the picture that its own client sends.
_WORD = b"VPNCONNECT"
_INT, _BYTES, _TEXT, _WIDE_TEXT, _LONG = range(5)
_NUMBERS = {_INT: ">I", _LONG: ">Q"}
# An element's name is counted with an end that is not sent.
_LONGEST_NAME = 64

Value = int | bytes | None


@dataclass(frozen=True)
class Hello:
    """A server's greeting. `product` is its own name for itself, `version` as people write it."""

    product: str
    version: str
    build: int


def question(host: str) -> bytes:
    """What makes a server greet."""
    lines = (
        f"POST {_PATH} HTTP/1.1",
        f"Host: {host}",
        "Content-Type: image/jpeg",
        "Connection: Keep-Alive",
        f"Content-Length: {len(_WORD)}",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii") + _WORD


def hello(pack: bytes) -> Hello:
    """The greeting in the body of the answer. Raises `Malformed`."""
    found = _pack(pack)
    product, version, build = (found.get(each) for each in ("hello", "version", "build"))
    # Twenty random bytes, for the log-in, make sure that it is one.
    nonce = found.get("random")
    if not (isinstance(product, bytes) and isinstance(nonce, bytes) and len(nonce) == 20):
        raise Malformed("no greeting")
    if not (isinstance(version, int) and isinstance(build, int)):
        raise Malformed("a greeting without its version")
    name = product.decode("utf-8", "replace")
    return Hello(name, f"{version // 100}.{version % 100:02}", build)


class _Pieces:
    """Bytes that are taken one piece after another."""

    def __init__(self, rest: bytes) -> None:
        self._rest = rest

    def take(self, count: int) -> bytes:
        if count > len(self._rest):
            raise Malformed("cut off")
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def number(self, form: str = ">I") -> int:
        value: int = struct.unpack(form, self.take(struct.calcsize(form)))[0]
        return value


def _pack(wire: bytes) -> dict[str, Value]:
    """The first value of each element, by its name."""
    pieces = _Pieces(wire)
    found: dict[str, Value] = {}
    for _ in range(pieces.number()):
        named = pieces.number()
        if not 1 <= named <= _LONGEST_NAME:
            raise Malformed("a name of no length")
        name = pieces.take(named - 1).decode("ascii", "replace").lower()
        kind, count = pieces.number(), pieces.number()
        values = [_value(pieces, kind) for _ in range(count)]
        found[name] = values[0] if values else None
    return found


def _value(pieces: _Pieces, kind: int) -> Value:
    if kind in _NUMBERS:
        return pieces.number(_NUMBERS[kind])
    if kind in (_BYTES, _TEXT, _WIDE_TEXT):
        return pieces.take(pieces.number())
    raise Malformed("an unknown kind of value")
