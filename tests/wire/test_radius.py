"""Questions and answers of RADIUS, with the examples of RFC 2865 and RFC 5997."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from drills.wire import Malformed, radius
from tests.wire.fuzz import Parser, survives

SECRET = b"xyzzy5461"
# RFC 5997, section 6.1: a Status-Server to the authentication port, and its answer.
ASKED = bytes.fromhex(
    "0cda00268a54f4686fb394c52866e302185d06235012 5a665e2e1e8411f3e243822097c84fa3"
)
STATUS_AUTHENTICATOR = ASKED[4:20]
ALIVE = bytes.fromhex("02da0014ef0d552a4bf2d693ec2b6fe8b5411d66")
# RFC 2865, section 7.1: an accepted log-in.
LOG_IN_AUTHENTICATOR = bytes.fromhex("0f403f9473978057bd83d5cb98f4227a")
ACCEPTED = bytes.fromhex(
    "0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f06000000000e06c0a80103"
)


def _parsed(datagram: bytes) -> radius.Answer:
    return radius.parsed(datagram, STATUS_AUTHENTICATOR, SECRET)


PARSERS = {
    "answers": Parser(
        _parsed, (ALIVE, ACCEPTED, ALIVE[:2] + b"\0\x1a" + ALIVE[4:] + b"\x12\x06busy")
    )
}


def test_a_question_is_signed_as_the_standard_says() -> None:
    question = radius.status(0xDA, STATUS_AUTHENTICATOR, SECRET, "")
    assert question[:2] == ASKED[:2]
    signature = question[22:38]
    unsigned = question[:22] + bytes(16) + question[38:]
    assert hmac.digest(SECRET, unsigned, hashlib.md5) == signature


def test_the_answers_of_the_standards_are_signed_with_the_shared_secret() -> None:
    assert _parsed(ALIVE) == radius.Answer(0xDA, radius.ACCEPT, signed=True)
    found = radius.parsed(ACCEPTED, LOG_IN_AUTHENTICATOR, SECRET)
    assert (found.code, found.signed) == (radius.ACCEPT, True)
    assert not radius.parsed(ACCEPTED, LOG_IN_AUTHENTICATOR, b"another").signed


def test_a_password_is_hidden_as_the_standard_says() -> None:
    account = radius.Account("nemo", "arctangent")
    question = radius.log_in(0, LOG_IN_AUTHENTICATOR, SECRET, "x", account)
    assert bytes.fromhex("02120dbe708d93d413ce3196e43f782a0aee") in question
    assert b"arctangent" not in question
    assert "arctangent" not in repr(account)


@pytest.mark.parametrize(
    "account", [radius.Account("u" * 254, "p"), radius.Account("u", "p" * 129)]
)
def test_what_radius_cannot_carry_is_refused(account: radius.Account) -> None:
    with pytest.raises(ValueError, match="longer"):
        radius.log_in(0, bytes(16), SECRET, "x", account)


@pytest.mark.parametrize(
    "datagram",
    [b"", ALIVE[:19], ASKED, ALIVE[:2] + b"\0\x13" + ALIVE[4:], ALIVE[:2] + b"\0\x15" + ALIVE[4:],
     ACCEPTED[:2] + b"\0\x24" + ACCEPTED[4:]],
)  # fmt: skip
def test_anything_else_is_malformed(datagram: bytes) -> None:
    with pytest.raises(Malformed):
        _parsed(datagram)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["answers"])
