"""OpenSSH certificates, of servers and of our own, made by ssh-keygen and shown to a real sshd."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bcp.message import render
from bcp.model import Server
from tests.daemons.pools import answer_of, failure_of
from tests.daemons.sshd import Sshd, command, start_sshd

HI = (command("hi", "echo hi"),)
NEVER = ("-V", "always:forever")
PAST = ("-V", "20200101:20210101")
FUTURE = ("-V", "20990101:forever")

pytestmark = pytest.mark.usefixtures("home")


@dataclass(frozen=True)
class Authority:
    """A certificate authority: the two halves of its key in a folder."""

    file: Path

    @property
    def line(self) -> str:
        """Its open half, as files of known hosts and authorised keys hold it."""
        return self.file.with_suffix(".pub").read_text()

    def certify(self, key: Path, name: str, *options: str) -> Path:
        """Write a certificate for the open half of `key` beside it."""
        words = ["ssh-keygen", "-q", "-s", str(self.file), "-I", "drill", "-n", name, *options]
        subprocess.run([*words, f"{key}.pub"], check=True, capture_output=True)
        return key.with_name(f"{key.name}-cert.pub")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return _authority(tmp_path_factory.mktemp("authority") / "ca")


@pytest.fixture(scope="module")
def certified(
    tmp_path_factory: pytest.TempPathFactory, authority: Authority
) -> Iterator[tuple[Sshd, Server]]:
    """A server that shows a host certificate and takes users' certificates of one authority."""
    folder = tmp_path_factory.mktemp("certified")
    extra = f"HostCertificate {folder}/host_key-cert.pub\nTrustedUserCAKeys {folder}/users\n"
    running = start_sshd(folder, extra=extra)
    (folder / "users").write_text(authority.line)
    (folder / "known").write_text(f"@cert-authority * {authority.line}")
    authority.certify(folder / "host_key", "127.0.0.1", "-h", *NEVER)
    running.stop()
    running.start()
    yield running, running.server(commands=HI, known_hosts=str(folder / "known"))
    running.stop()


def _authority(file: Path) -> Authority:
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(words, check=True, capture_output=True)
    return Authority(file)


async def test_a_certified_server_needs_no_line_of_its_own(
    certified: tuple[Sshd, Server],
) -> None:
    assert (await answer_of(certified[1], "hi")).out == "hi\n"


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("-h", *PAST), "ssh.host_certificate_expired", "有効期限が切れています"),
        (("-h", *FUTURE), "ssh.host_certificate_not_yet", "時計"),
    ],
)
async def test_a_host_certificate_outside_its_time_is_told(
    own_sshd: Sshd, authority: Authority, options: tuple[str, ...], code: str, words: str
) -> None:
    server = _showing(own_sshd, authority, "127.0.0.1", *options)
    failure = await failure_of(server)
    said = render(failure.message, "ja")
    assert (failure.message.code, failure.answered) == (code, None)
    assert words in said
    assert b"Valid: " in _typed(said.rpartition("証明書を見るには: ")[2])


async def test_a_host_certificate_for_another_name_is_told(
    own_sshd: Sshd, authority: Authority
) -> None:
    failure = await failure_of(_showing(own_sshd, authority, "fs01.town.example", "-h", *NEVER))
    assert (failure.message.code, failure.answered) == ("ssh.host_certificate_other_name", None)
    assert "127.0.0.1" in render(failure.message, "ja")


async def test_a_host_certificate_of_another_authority_is_told_with_its_fingerprint(
    own_sshd: Sshd, authority: Authority, tmp_path: Path
) -> None:
    server = _showing(own_sshd, _authority(tmp_path / "other"), "127.0.0.1", "-h", *NEVER)
    _know(own_sshd, f"@cert-authority * {authority.line}")
    failure = await failure_of(server)
    assert (failure.message.code, failure.answered) == ("ssh.host_certificate_other_ca", None)
    assert "SHA256:" in render(failure.message, "en")


async def test_a_revoked_authority_is_told(own_sshd: Sshd, authority: Authority) -> None:
    server = _showing(own_sshd, authority, "127.0.0.1", "-h", *NEVER)
    _know(own_sshd, f"@cert-authority * {authority.line}\n@revoked * {authority.line}")
    failure = await failure_of(server)
    assert (failure.message.code, failure.answered) == ("ssh.host_ca_revoked", None)


async def test_a_server_that_lost_its_certificate_is_told_from_a_changed_key(
    own_sshd: Sshd, authority: Authority
) -> None:
    _know(own_sshd, f"@cert-authority * {authority.line}")
    server = own_sshd.server(commands=HI, known_hosts=str(own_sshd.folder / "known"))
    failure = await failure_of(server)
    assert (failure.message.code, failure.answered) == ("ssh.host_certificate_missing", None)


async def test_a_user_certificate_beside_the_key_logs_in(
    certified: tuple[Sshd, Server], authority: Authority, tmp_path: Path
) -> None:
    key = _key(tmp_path)
    authority.certify(key, certified[0].user, *NEVER)
    server = certified[0].server(commands=HI, identity=str(key))
    assert (await answer_of(server, "hi")).out == "hi\n"


OWN = {
    "ssh.own_certificate_expired": (None, PAST, "2021-01-01"),
    "ssh.own_certificate_not_yet": (None, FUTURE, "2099-01-01"),
    "ssh.own_certificate_other_user": ("somebody", NEVER, "somebody"),
    "ssh.own_certificate_wrong_kind": (None, ("-h", *NEVER), "利用者用"),
}


@pytest.mark.parametrize("code", OWN)
async def test_what_is_wrong_with_our_own_certificate_is_seen_here(
    certified: tuple[Sshd, Server], authority: Authority, tmp_path: Path, code: str
) -> None:
    name, options, words = OWN[code]
    key = _key(tmp_path)
    authority.certify(key, name or certified[0].user, *options)
    failure = await failure_of(certified[0].server(commands=HI, identity=str(key)))
    assert (failure.message.code, failure.answered) == (code, None)
    assert words in render(failure.message, "ja")


async def test_an_expired_certificate_does_not_keep_an_authorised_key_out(
    own_sshd: Sshd, authority: Authority
) -> None:
    authority.certify(own_sshd.identity, own_sshd.user, *PAST)
    assert (await answer_of(own_sshd.server(commands=HI), "hi")).out == "hi\n"


async def test_a_certificate_of_an_authority_the_server_does_not_trust_is_a_plain_refusal(
    certified: tuple[Sshd, Server], tmp_path: Path
) -> None:
    key = _key(tmp_path)
    _authority(tmp_path / "other").certify(key, certified[0].user, *NEVER)
    failure = await failure_of(certified[0].server(commands=HI, identity=str(key)))
    assert failure.message.code == "ssh.login_refused"


async def test_a_broken_certificate_is_named(own_sshd: Sshd, tmp_path: Path) -> None:
    key = _key(tmp_path)
    key.with_name("key-cert.pub").write_text("nonsense\n")
    failure = await failure_of(own_sshd.server(commands=HI, identity=str(key)))
    assert (failure.message.code, failure.answered) == ("ssh.bad_identity_file", None)
    assert "key-cert.pub" in render(failure.message, "ja")


def _typed(line: str) -> bytes:
    """What a line prints that an officer is told to type."""
    return subprocess.run(["sh", "-c", line], capture_output=True, check=True).stdout


def _key(folder: Path) -> Path:
    file = folder / "key"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(words, check=True, capture_output=True)
    return file


def _showing(sshd: Sshd, authority: Authority, name: str, *options: str) -> Server:
    """The server with a host certificate, known by its authority alone."""
    certificate = authority.certify(sshd.folder / "host_key", name, *options)
    sshd.stop()
    sshd.extra = f"HostCertificate {certificate}\n"
    sshd.start()
    _know(sshd, f"@cert-authority * {authority.line}")
    return sshd.server(commands=HI, known_hosts=str(sshd.folder / "known"))


def _know(sshd: Sshd, lines: str) -> None:
    (sshd.folder / "known").write_text(f"{lines}\n")
