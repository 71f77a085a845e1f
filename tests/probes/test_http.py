from __future__ import annotations

import asyncio
import contextlib
import datetime
import ipaddress
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from drills.errors import Unreachable
from drills.probes import http
from scenarios.reading import Reading
from tests.probes.reaching import NoServers


async def ask(url: str, folder: Path = Path(), **values: object) -> Reading:
    params = http.Params(url, **values)  # type: ignore[arg-type]
    assert http.wrong(params) is None
    return await http.ask(params, NoServers(folder))


async def test_a_page_gives_status_body_and_time() -> None:
    async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n") as port:
        reading = await ask(f"http://127.0.0.1:{port}/")
    facts = dict(reading.facts)
    assert float(str(facts.pop("latency_ms"))) > 0
    assert facts == {
        "reply": True,
        "status": 200,
        "body": "ok\n",
        "location": "",
        "trusted": True,
        "certificate_days": None,
    }


async def test_a_server_error_is_an_answer() -> None:
    async with serving(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n") as port:
        assert (await ask(f"http://127.0.0.1:{port}/")).facts["status"] == 503


async def test_a_redirect_is_reported_and_followed_only_when_asked() -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother"
    async with serving(answer, page) as port:
        reading = await ask(f"http://127.0.0.1:{port}/")
    assert (reading.facts["status"], reading.facts["location"]) == (302, "/other")
    async with serving(answer, page) as port:
        reading = await ask(f"http://127.0.0.1:{port}/", follow=True)
    assert (reading.facts["status"], reading.facts["body"]) == (200, "other")


@pytest.mark.parametrize(
    ("header", "page", "encoding"),
    [
        ("text/html; charset=Shift_JIS", "①住民票", "cp932"),
        ("text/html; charset=EUC-JP", "住民票", "euc_jp"),
        ("text/html", '<meta charset="shift_jis">住民票', "cp932"),
        ("text/html", "住民票", "utf-8"),
        ("text/html; charset=nonsense", "住民票", "utf-8"),
    ],
)
async def test_the_body_is_read_in_the_pages_own_encoding(
    header: str, page: str, encoding: str
) -> None:
    raw = page.encode(encoding)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {header}\r\nContent-Length: {len(raw)}\r\n\r\n"
    async with serving(head.encode() + raw) as port:
        assert (await ask(f"http://127.0.0.1:{port}/")).facts["body"] == page


async def test_of_a_long_body_the_first_64_kib_are_kept() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    async with serving(head + b"x" * 1_000_000) as port:
        body = (await ask(f"http://127.0.0.1:{port}/")).facts["body"]
    assert body == "x" * 64 * 1024


async def test_head_asks_without_a_body_and_host_names_the_site() -> None:
    asked: list[bytes] = []
    async with serving(b"HTTP/1.1 204 No\r\n\r\n", asked=asked) as port:
        await ask(f"http://127.0.0.1:{port}/x", method="HEAD", host="www.example.jp")
    assert asked[0].startswith(b"HEAD /x HTTP/1.1\r\n")
    assert b"Host: www.example.jp\r\n" in asked[0]


async def test_what_is_no_http_raises_for_the_asker() -> None:
    async with serving(b"SSH-2.0-OpenSSH_9.2\r\n") as port:
        with pytest.raises(aiohttp.ClientResponseError):
            await ask(f"http://127.0.0.1:{port}/")


async def test_a_good_certificate_is_trusted_with_its_days(tmp_path: Path) -> None:
    async with serving_tls(tmp_path, days=30) as site:
        reading = await ask(site.url, tmp_path, ca="ca.pem")
    assert reading.facts["trusted"] is True
    assert reading.because is None
    assert 29.9 < float(reading.facts["certificate_days"] or 0) <= 30


async def test_an_expired_certificate_is_a_finding_with_its_days_and_the_page(
    tmp_path: Path,
) -> None:
    async with serving_tls(tmp_path, days=-3) as site:
        reading = await ask(site.url, tmp_path, ca="ca.pem")
    assert reading.because is not None
    assert reading.because.code == "probes.http.certificate_expired"
    assert (reading.facts["trusted"], reading.facts["status"]) == (False, 200)
    assert -3.1 < float(reading.facts["certificate_days"] or 0) < -2.9


async def test_a_certificate_of_an_unknown_authority_is_a_finding(tmp_path: Path) -> None:
    async with serving_tls(tmp_path, days=30) as site:
        reading = await ask(site.url)
    assert reading.because is not None
    assert reading.because.code == "probes.http.certificate_unknown_issuer"
    assert reading.facts["reply"] is True


async def test_a_self_signed_certificate_is_a_finding(tmp_path: Path) -> None:
    async with serving_tls(tmp_path, days=30, own=True) as site:
        reading = await ask(site.url)
    assert reading.because is not None
    assert reading.because.code == "probes.http.certificate_self_signed"


async def test_a_certificate_for_another_name_is_a_finding(tmp_path: Path) -> None:
    async with serving_tls(tmp_path, days=30, name="other.example.jp") as site:
        reading = await ask(site.url, tmp_path, ca="ca.pem")
        named = await ask(site.url, tmp_path, ca="ca.pem", host="other.example.jp")
    assert reading.because is not None
    assert reading.because.code == "probes.http.certificate_wrong_name"
    assert named.facts["trusted"] is True


async def test_a_certificate_of_the_future_is_a_finding(tmp_path: Path) -> None:
    async with serving_tls(tmp_path, days=30, begins_in=2) as site:
        reading = await ask(site.url, tmp_path, ca="ca.pem")
    assert reading.because is not None
    assert reading.because.code == "probes.http.certificate_not_yet_valid"


async def test_an_unreadable_file_of_authorities_proves_nothing_about_the_site(
    tmp_path: Path,
) -> None:
    with pytest.raises(Unreachable) as caught:
        await ask("https://127.0.0.1:1/", tmp_path, ca="absent.pem")
    assert caught.value.message.code == "probes.http.bad_ca"
    assert caught.value.answered is None


@pytest.mark.parametrize(
    "url",
    ["https://www.example.jp/", "http://10.0.0.1:8080/a?b=c", "https://[2001:db8::1]:8443/"],
)
def test_a_web_address_is_taken(url: str) -> None:
    assert http.wrong(http.Params(url)) is None


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("www.example.jp", "probes.http.not_a_url"),
        ("ftp://example.jp/", "probes.http.not_a_url"),
        ("https://", "probes.http.not_a_url"),
        ("https:///path", "probes.http.not_a_url"),
        ("https://2001:db8::1/", "probes.http.not_a_url"),
        ("https://example.jp:99999/", "probes.http.not_a_url"),
        ("https://example.jp:0/", "probes.http.not_a_url"),
        ("https://exa mple.jp/", "probes.http.not_a_url"),
        ("https://[::1", "probes.http.not_a_url"),
        ("https://officer:secret@example.jp/", "probes.http.secret_in_url"),
    ],
)
def test_anything_else_is_refused(url: str, code: str) -> None:
    message = http.wrong(http.Params(url))
    assert message is not None
    assert message.code == code


def test_a_host_header_must_be_a_host() -> None:
    message = http.wrong(http.Params("https://10.0.0.1/", host="not a host"))
    assert message is not None
    assert message.code == "probes.http.not_a_host"


@contextlib.asynccontextmanager
async def serving(
    *answers: bytes, asked: list[bytes] | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """A server that gives these answers in turn, one a connection, the last one for ever."""
    left = list(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            request = await reader.readuntil(b"\r\n\r\n")
            if asked is not None:
                asked.append(request)
            writer.write(left.pop(0) if len(left) > 1 else left[0])
            await writer.drain()
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


@dataclass(frozen=True)
class Site:
    url: str


@contextlib.asynccontextmanager
async def serving_tls(
    folder: Path, *, days: float, name: str = "", own: bool = False, begins_in: float = -10
) -> AsyncIterator[Site]:
    """An HTTPS server whose certificate runs out in `days`; its authority is ``ca.pem``."""
    authority = ec.generate_private_key(ec.SECP256R1())
    key = ec.generate_private_key(ec.SECP256R1())
    root = _certificate("root", authority, authority, "root", ends=3650)
    signer, issuer = (key, "site") if own else (authority, "root")
    leaf = _certificate("site", key, signer, issuer, ends=days, begins=begins_in, name=name)
    (folder / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "site.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + leaf.public_bytes(serialization.Encoding.PEM)
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "site.pem")
    async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", tls=tls) as port:
        yield Site(f"https://127.0.0.1:{port}/")


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    issuer: str,
    *,
    ends: float,
    begins: float = -10,
    name: str = "",
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    alternative: x509.GeneralName = (
        x509.DNSName(name) if name else x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    )
    is_authority = subject == "root"
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=begins))
        .not_valid_after(now + datetime.timedelta(days=ends))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .sign(signer, hashes.SHA256())
    )
