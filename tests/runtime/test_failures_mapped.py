"""Every error class of the libraries has its own words, so that none falls to the generic ones."""

from __future__ import annotations

import errno
import inspect
import socket
import ssl
from datetime import date
from types import SimpleNamespace
from typing import Any

import aiohttp
import asyncssh
import pytest

from bcp.model import Server
from drills.runtime import net_failures, ssh_failures, web_failures
from drills.runtime.ssh_failures import OTHER, Seen, login_failed
from drills.runtime.ssh_options import Prepared
from drills.runtime.ssh_remedies import Remedies

# What asyncssh raises where we never are: servers, listeners and key files, whose errors
# `ssh_options` words itself; `ChannelOpenError` and `ProcessError` come after the login, and so do
# the errors of SFTP, which `ssh_files` words.
ELSEWHERE = {
    asyncssh.Error: "only its subclasses are raised",
    asyncssh.BreakReceived: "raised on a server's standard input",
    asyncssh.SignalReceived: "raised on a server's standard input",
    asyncssh.TerminalSizeChanged: "raised on a server's standard input",
    asyncssh.PasswordChangeRequired: "raised by servers",
    asyncssh.ChannelListenError: "we listen to nothing",
    asyncssh.ChannelOpenError: "words of their own: tunnel_failed, and NeverSent in ssh_command",
    asyncssh.ProcessError: "run(check=True) is not used",
    asyncssh.ConfigParseError: "ssh_options: BAD_CONFIG",
    asyncssh.KeyImportError: "ssh_options: BAD_IDENTITY, LOCKED_IDENTITY",
    asyncssh.KeyEncryptionError: "ssh_options: a subclass of ValueError, wrapped as KeyImportError",
    asyncssh.KeyExportError: "we write no keys",
    asyncssh.KeyGenerationError: "we make no keys",
}


def _classes(module: Any, root: type[BaseException]) -> list[type[BaseException]]:
    found = {each for _, each in inspect.getmembers(module, inspect.isclass)}
    return sorted(
        (each for each in found if issubclass(each, root)), key=lambda each: each.__name__
    )


SSH_CLASSES = [
    each
    for each in _classes(asyncssh, Exception)
    if each not in ELSEWHERE and not issubclass(each, asyncssh.SFTPError)
]


@pytest.mark.parametrize("kind", SSH_CLASSES, ids=lambda kind: kind.__name__)
def test_every_public_error_of_asyncssh_has_words_of_its_own(kind: type[Exception]) -> None:
    failure = login_failed(_made(kind), _prepared(), Seen())
    assert failure.message.code != OTHER.code


def test_every_disconnect_code_has_words_of_its_own() -> None:
    for code in range(1, 16):
        error = asyncssh.misc.construct_disc_error(code, "because", "en")
        assert login_failed(error, _prepared(), Seen()).message.code != OTHER.code


WEB_CLASSES = [
    each
    for each in _classes(aiohttp, aiohttp.ClientError)
    if each is not aiohttp.ClientError
    # Proxies and web sockets are never used, and a type of content never demanded.
    and not each.__name__.startswith(("WS", "ClientHttpProxy", "ContentType", "UploadAborted"))
]


@pytest.mark.parametrize("kind", WEB_CLASSES, ids=lambda kind: kind.__name__)
def test_every_client_error_of_aiohttp_has_words(kind: type[Exception]) -> None:
    assert web_failures.explained(_made(kind), "https://example.jp/") is not None


@pytest.mark.parametrize(
    ("number", "code", "answered"),
    [
        (errno.ECONNREFUSED, "net.refused", False),
        (errno.ETIMEDOUT, "net.no_answer", False),
        (errno.EHOSTUNREACH, "net.no_route", False),
        (errno.ENETUNREACH, "net.network_unreachable", None),
        (errno.ECONNRESET, "net.closed", False),
        (errno.EACCES, "net.not_allowed", None),
        (errno.EMFILE, "net.too_many_files", None),
        (10061, "net.refused", False),
        (10051, "net.network_unreachable", None),
    ],
)
def test_the_networks_numbers_have_words(number: int, code: str, answered: bool | None) -> None:
    failure = net_failures.explained(OSError(number, "words"), "fs01")
    assert failure is not None
    assert (failure.message.code, failure.answered) == (code, answered)


def test_a_number_of_tls_is_none_of_the_networks() -> None:
    trouble = aiohttp.ClientOSError(1, "[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED]")
    trouble.__cause__ = ssl.SSLError(1, "[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED]")
    failure = web_failures.explained(trouble, "x")
    assert failure is not None
    assert (failure.message.code, failure.answered) == ("web.tls_failed", False)


def test_the_same_number_has_the_same_words_through_every_library() -> None:
    refused = ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
    through_web = aiohttp.ClientConnectorError(_key(), refused)
    codes = {
        web_failures.explained(through_web, "x").message.code,  # type: ignore[union-attr]
        net_failures.explained(refused, "x").message.code,  # type: ignore[union-attr]
        login_failed(refused, _prepared(), Seen()).message.code,
    }
    assert codes == {"net.refused"}


def test_an_error_of_nobody_is_left_to_the_one_who_catches_everything() -> None:
    assert net_failures.explained(ValueError("x"), "fs01") is None
    assert net_failures.explained(OSError(errno.ENOSPC, "No space left"), "fs01") is None
    assert web_failures.explained(ValueError("x"), "fs01") is None


@pytest.mark.parametrize(
    ("reason", "code", "answered"),
    [
        ("Connection refused", "net.refused", False),
        ("Connection timed out", "net.no_answer", False),
        ("No route to host", "net.no_route", False),
        ("Network is unreachable", "net.network_unreachable", None),
        ("Name or service not known", "net.unknown_name", None),
        ("Temporary failure in name resolution", "net.unknown_name", None),
        ("open failed", "ssh.forwarding_refused", None),
        ("SSH connection closed", "ssh.through_jump", None),
    ],
)
def test_a_jump_hosts_reasons_have_words(reason: str, code: str, answered: bool | None) -> None:
    error = asyncssh.ChannelOpenError(asyncssh.OPEN_CONNECT_FAILED, reason)
    failure = ssh_failures.tunnel_failed(error, _prepared())
    assert (failure.message.code, failure.answered) == (code, answered)


def _prepared() -> Prepared:
    return Prepared(
        server=Server("fs01", "10.0.0.1", jump="gate"),
        name="10.0.0.1",
        host="10.0.0.1",
        port=22,
        user="drill",
        options=SimpleNamespace(agent_path=""),  # type: ignore[arg-type]
        remedies=Remedies("10.0.0.1", 22, "10.0.0.1", "known_hosts", "gate"),
        known_file="known_hosts",
        known=False,
        known_keys=False,
        keys=(),
        certificates=(),
        day=date(2026, 11, 1),
    )


def _key() -> Any:
    return SimpleNamespace(host="h", port=1, ssl=True, is_ssl=True)


def _made(kind: type[BaseException]) -> Any:
    """An instance of any of them, whatever it is made of."""
    made: Any = kind
    if issubclass(kind, aiohttp.ClientConnectorCertificateError):
        return made(_key(), ssl.SSLCertVerificationError("bad"))
    if issubclass(kind, aiohttp.ClientConnectorError):
        trouble = socket.gaierror(-2, "unknown") if "DNS" in kind.__name__ else OSError(111, "no")
        return made(_key(), trouble)
    if issubclass(kind, aiohttp.ServerFingerprintMismatch):
        return made(b"a", b"b", "h", 1)
    if issubclass(kind, aiohttp.ClientResponseError):
        return made(SimpleNamespace(real_url="u"), (), status=400, message="bad")
    if issubclass(kind, asyncssh.TimeoutError):
        return made(None, "c", None, None, None, None, "", "")
    if kind is asyncssh.DisconnectError:
        return made(2, "because")
    return made("because")
