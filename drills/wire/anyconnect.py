"""The first question of an AnyConnect client to its gateway, and the log-in form that it is given.

XML over HTTPS, as openconnect's protocol description and ocserv have it ("config-auth").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from drills.wire import Malformed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

HEADERS = (
    ("User-Agent", "AnyConnect Linux_64 4.10.07061"),
    ("Content-Type", "application/xml; charset=utf-8"),
    ("X-Transcend-Version", "1"),
    ("X-Aggregate-Auth", "1"),
)
_QUESTION = """<?xml version="1.0" encoding="UTF-8"?>
<config-auth client="vpn" type="init" aggregate-auth-version="2">\
<version who="vpn">4.10.07061</version><device-id>linux-64</device-id>\
<group-access>{url}</group-access></config-auth>"""

_FORM = """<?xml version="1.0" encoding="UTF-8"?>
<config-auth client="vpn" type="auth-request"><version who="sg">0.1(1)</version>\
<auth id="main"><message>Please enter your username.</message>\
<form method="post" action="/auth">\
<input type="text" name="username" label="Username:"></input>\
<input type="password" name="password" label="Password:"></input></form></auth></config-auth>"""


@dataclass(frozen=True)
class Form:
    """What a gateway asks for: the names of the form's fields, and any error that it tells."""

    asks: tuple[str, ...] = ()
    certificate: bool = False
    error: str = ""


def question(url: str) -> bytes:
    """What opens the conversation at that address of a gateway."""
    return _QUESTION.format(url=escape(url)).encode()


def login_form() -> bytes:
    """What a gateway answers that wants a name and a password."""
    return _FORM.encode()


def form(body: bytes) -> Form:
    """The form in an answer. Raises `Malformed` where the answer is of another kind."""
    root = _tree(body)
    if root.tag != "config-auth" or root.get("type") != "auth-request":
        raise Malformed("no log-in form of AnyConnect")
    named = [each.get("name", "") for each in root.iter() if each.tag in ("input", "select")]
    errors = ["".join(each.itertext()) for each in root.iter("error")]
    return Form(
        tuple(each for each in named if each),
        certificate=root.find("client-cert-request") is not None,
        error=" ".join(" ".join(errors).split()),
    )


def _tree(body: bytes) -> Element:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - not for loading the probes

    try:
        root: Element = fromstring(body)
    # What is no XML, has declarations that blow up, or names an encoding that nobody has.
    except (SyntaxError, ValueError, LookupError) as trouble:
        raise Malformed("no XML") from trouble
    return root
