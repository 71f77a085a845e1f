"""The greeting of a SoftEther VPN server; the real one is in `tests/probes`."""

from __future__ import annotations

import struct

import pytest

from drills.wire import Malformed, softether
from drills.wire.softether import Hello
from tests.wire.fuzz import Parser, survives


def _number(value: int) -> bytes:
    return struct.pack(">I", value)


def _element(name: bytes, kind: int, *values: bytes) -> bytes:
    return _number(len(name) + 1) + name + _number(kind) + _number(len(values)) + b"".join(values)


def _counted(value: bytes) -> bytes:
    return _number(len(value)) + value


def _pack(*elements: bytes) -> bytes:
    return _number(len(elements)) + b"".join(elements)


PRODUCT = b"SoftEther VPN Server (64 bit) (Open Source)"
HELLO = _element(b"hello", 2, _counted(PRODUCT))
VERSION = _element(b"version", 0, _number(501))
BUILD = _element(b"build", 0, _number(9674))
RANDOM = _element(b"random", 1, _counted(bytes(range(20))))
# In the order in which 5.01.9674 sends them, with the padding at the end.
GREETING = _pack(BUILD, HELLO, RANDOM, VERSION, _element(b"pencore", 1, _counted(b"\x9b" * 30)))
EVERY_KIND = _pack(
    HELLO,
    VERSION,
    BUILD,
    RANDOM,
    _element(b"none", 0),
    _element(b"wide", 3, _counted("町\0".encode())),
    _element(b"long", 4, bytes(8), bytes(8)),
)
PARSERS = {"greetings": Parser(softether.hello, (GREETING, EVERY_KIND))}


def test_a_question_is_a_word_posted_to_the_server() -> None:
    head, _, body = softether.question("vpn.example.jp").partition(b"\r\n\r\n")
    assert head.startswith(b"POST /vpnsvc/connect.cgi HTTP/1.1\r\nHost: vpn.example.jp\r\n")
    assert head.endswith(b"\r\nContent-Length: 10")
    assert body == b"VPNCONNECT"


@pytest.mark.parametrize("pack", [GREETING, EVERY_KIND])
def test_a_greeting_names_product_version_and_build(pack: bytes) -> None:
    assert softether.hello(pack) == Hello(PRODUCT.decode(), "5.01", 9674)


@pytest.mark.parametrize(
    "pack",
    [
        b"",
        b"<html><body>It works!</body></html>",
        GREETING[:-1],
        _pack(),
        _pack(VERSION, BUILD, RANDOM),
        _pack(HELLO, BUILD, RANDOM),
        _pack(HELLO, VERSION, BUILD),
        _pack(HELLO, VERSION, BUILD, _element(b"random", 1, _counted(b"short"))),
        _pack(_element(b"hello", 0, _number(1)), VERSION, BUILD, RANDOM),
        _pack(HELLO, VERSION, BUILD, RANDOM, _element(b"odd", 9, _number(0))),
        _pack(_number(0) + HELLO),
        _number(2**32 - 1) + HELLO,
    ],
)
def test_anything_else_is_malformed(pack: bytes) -> None:
    with pytest.raises(Malformed):
        softether.hello(pack)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["greetings"])
