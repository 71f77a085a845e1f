"""The first question to an AnyConnect gateway; the real one is in `tests/probes`."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from drills.wire import Malformed, anyconnect
from drills.wire.anyconnect import Form
from tests.wire.fuzz import Parser, survives

# As ocserv 1.1.6 writes it.
OCSERV = b"""<?xml version="1.0" encoding="UTF-8"?>
<config-auth client="vpn" type="auth-request">
<version who="sg">0.1(1)</version>
<auth id="main">
<message>Please enter your username.</message>
<form method="post" action="/auth">
<input type="text" name="username" label="Username:" />
</form></auth>
</config-auth>"""
# As openconnect's tests and its description of the protocol show of ASA.
ASA = """<?xml version="1.0" encoding="UTF-8"?>
<config-auth client="vpn" type="auth-request" aggregate-auth-version="2">
<opaque is-for="sg"><tunnel-group>teleworkers</tunnel-group></opaque>
<auth id="main"><title>ログイン</title><message>Please enter your username and password.</message>
<error id="13" param1="" param2="">Login
 failed.</error>
<form><input type="text" name="username" label="Username:"></input>
<input type="password" name="password" label="Password:"></input>
<select name="group_list" label="GROUP:"><option>staff</option></select></form></auth>
</config-auth>""".encode()
CERTIFICATE = b"""<config-auth client="vpn" type="auth-request" aggregate-auth-version="2">
<client-cert-request/></config-auth>"""
BOMB = b"""<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]>
<config-auth type="auth-request">&y;</config-auth>"""
PARSERS = {"forms": Parser(anyconnect.form, (OCSERV, ASA, CERTIFICATE))}


def test_the_question_is_xml_that_names_the_address() -> None:
    root = ET.fromstring(anyconnect.question("https://vpn.example.jp/a?b&c"))  # noqa: S314
    assert (root.tag, root.get("type")) == ("config-auth", "init")
    assert root.findtext("group-access") == "https://vpn.example.jp/a?b&c"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (OCSERV, Form(("username",))),
        (ASA, Form(("username", "password", "group_list"), error="Login failed.")),
        (CERTIFICATE, Form((), certificate=True)),
    ],
)
def test_a_form_is_understood(body: bytes, expected: Form) -> None:
    assert anyconnect.form(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Not found</body></html>",
        b'<config-auth type="complete"/>',
        OCSERV[:-3],
        OCSERV.replace(b"UTF-8", b"klingon"),
        BOMB,
    ],
)
def test_anything_else_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        anyconnect.form(body)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["forms"])
