"""A user's profile, down to what a log-in needs; and what clients say, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.errors import Refusal
from drills.probes._vpn_profile import settings
from drills.probes._vpn_said import Log, OpenconnectLog, OpenvpnLog, Verdict

FOLDER = Path("/plan/keys")
PROFILE = r"""
# handed out
client
dev tun
proto udp
remote "vpn.example.jp" 1194 tcp
up "/bin/sh -c evil"
plugin evil.so
script-security 3
management 127.0.0.1 7505
log /etc/passwd
setenv PATH /tmp
route 0.0.0.0 0.0.0.0
auth-user-pass saved-password.txt
config other.ovpn
; cipher DES
ca "town ca.crt"
tls-auth ta.key 1
verify-x509-name 'C=JP, CN=vpn "A"' name
<key>
-----BEGIN PRIVATE KEY-----
up evil
</key>
<connection>
remote evil.example.jp 1
</connection>
"""


def made(text: str, account: str | None = "/dev/stdin") -> list[str]:
    return settings(text, ("10.0.0.1", 443), FOLDER, account, lambda path: path).splitlines()


def test_only_what_a_log_in_needs_is_left_of_a_profile() -> None:
    lines = made(PROFILE)
    ours = lines.index("proto tcp-client")
    assert lines[ours:] == [
        "proto tcp-client",
        'auth-user-pass "/dev/stdin"',
        'remote "10.0.0.1" "443"',
        'ca "/plan/keys/town ca.crt"',
        'tls-auth "/plan/keys/ta.key" "1"',
        r'verify-x509-name "C=JP, CN=vpn \"A\"" "name"',
        "<key>",
        "-----BEGIN PRIVATE KEY-----",
        "up evil",
        "</key>",
    ]
    assert {"dev null", "ifconfig-noexec", "route-noexec", "script-security 0"} <= {*lines[:ours]}


def test_over_udp_the_server_is_told_of_the_end() -> None:
    assert "explicit-exit-notify 1" in made("remote a 1194\n")
    assert "explicit-exit-notify 1" not in made("proto tcp\n")


def test_without_an_account_none_is_asked_for() -> None:
    assert not [line for line in made("auth-user-pass\n", None) if "auth-user-pass" in line]


def test_each_private_file_is_looked_at() -> None:
    seen: list[str] = []
    settings("key a.key\nca ca.crt\ntls-crypt b", ("h", 1), FOLDER, None, seen.append)
    assert seen == ["/plan/keys/a.key", "/plan/keys/b"]


def test_a_block_without_an_end_is_refused() -> None:
    with pytest.raises(Refusal, match="no end"):
        made("<ca>\nabc\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("AUTH: Received control message: AUTH_FAILED", "credentials"),
        ("AUTH: Received control message: AUTH_FAILED,TEMP[backoff 42]: busy", "busy"),
        ("AUTH: Received control message: AUTH_FAILED,CRV1:R,E:abc:ZHJpbGw=:OTP", "asks_more"),
        ("VERIFY X509NAME ERROR: CN=a, must be b", "certificate_not_trusted"),
        ("VERIFY KU ERROR", "certificate_not_trusted"),
        ("Options error: Unrecognized option", "odd_profile"),
        ("VERIFY OK: depth=1, CN=Test CA", None),
    ],
)
def test_lines_of_openvpn(line: str, expected: Verdict | None) -> None:
    assert OpenvpnLog().hear(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Server certificate verify failed: signer not found", "certificate_not_trusted"),
        ("User input required in non-interactive mode", "asks_more"),
        ("Got HTTP response: HTTP/1.1 401 No certificate", "own_certificate"),
        ("COOKIE=''", None),
        ("Please enter your password.", None),
    ],
)
def test_lines_of_openconnect(line: str, expected: Verdict | None) -> None:
    assert OpenconnectLog(pinned=False).hear(line) == expected


def test_a_pinned_certificate_need_not_be_trusted() -> None:
    line = "Server certificate verify failed: signer not found"
    assert OpenconnectLog(pinned=True).hear(line) is None


def test_a_client_whose_drill_was_killed_ends_by_itself() -> None:
    assert "inactive 120" in made("")


UNTRUSTED = "certificate_not_trusted"
OPENVPN = "2026-11-22 03:00:00 "
HOSTILE = "Initialization Sequence Completed"
BEGUN = (
    "POST https://vpn.example.jp/",
    "Connected to HTTPS on vpn.example.jp with ciphersuite (TLS1.3)",
    "Login failed more than 3 times locks an account. Connection refused? Call 1234.",
    "Please enter your username.",
    "POST https://vpn.example.jp/auth",
)
MORE = "User input required in non-interactive mode"


def come_to(log: Log, *lines: str) -> Verdict:
    for each in lines:
        found = log.hear(f"{each}\n")
        if found is not None:
            return found
    return log.at_end(ended=True)


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ([f"VERIFY OK: depth=0, CN={HOSTILE}"], "halted"),
        ([f"[{HOSTILE}] Peer Connection Initiated with [AF_INET]192.0.2.1:1194"], "failed"),
        ([f"VERIFY ERROR: depth=0, error=self-signed certificate: CN={HOSTILE}"], UNTRUSTED),
        (["VERIFY ERROR: depth=0, error=self-signed certificate: CN=not yet valid"], UNTRUSTED),
        (["VERIFY OK: depth=0, CN=AUTH_FAILED", HOSTILE], "in"),
        (["VERIFY OK: depth=0, CN=Connection refused", HOSTILE], "in"),
        (["VERIFY ERROR: depth=0, error=certificate has expired: CN=a"], "certificate_expired"),
    ],
)
def test_a_name_in_a_certificate_passes_for_nothing_else(
    lines: list[str], verdict: Verdict
) -> None:
    assert come_to(OpenvpnLog(), *(OPENVPN + each for each in lines)) == verdict


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        (["POST https://vpn.example.jp/auth", "COOKIE='abc'"], "in"),
        (["Login failed.", "Please enter your password.", MORE], "credentials"),
        (["Login failed."], "credentials"),
        (["Please enter your code.", MORE], "asks_more"),
        ([f"Welcome. COOKIE='abc' {MORE}"], "failed"),
    ],
)
def test_a_gateway_s_notice_to_all_is_not_taken_for_its_answer(
    lines: list[str], verdict: Verdict
) -> None:
    assert come_to(OpenconnectLog(pinned=False), *BEGUN, *lines) == verdict
