"""`bcp-drill serve` as it is typed: what it refuses, where it opens, and how it ends."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from drills.cli.certificate_days import not_valid
from tests.checkin.desk import visiting
from tests.cli.conversation import bcp_drill
from tests.daemons.ports import free_port
from tests.daemons.tls_papers import issued
from tests.serve.room import head_of, raw, until

TLS = ("--tls-cert", "server.pem", "--tls-key", "server.key")


@contextlib.contextmanager
def serving(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """The command in a process of its own, once it tells its address."""
    told, out = folder / "told", folder / "out"
    typed = [sys.executable, "-m", "tui", "serve", "--lang", "ja", *words]
    with told.open("wb") as err, out.open("wb") as said:
        process = subprocess.Popen(
            typed, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=err
        )
    try:
        until(lambda: out.read_text("utf-8") or process.poll() is not None)
        yield process, out.read_text("utf-8").strip(), told
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
async def test_it_tells_its_address_and_ends_in_good_order(
    tmp_path: Path, end: signal.Signals
) -> None:
    port = free_port()
    with serving(tmp_path, "--port", str(port)) as (process, url, told):
        assert url == f"http://127.0.0.1:{port}/"
        async with visiting(url.rstrip("/")) as seen:
            assert (await seen.get("/reports")).status == 200
        process.send_signal(end)
        assert process.wait(120) == 0
        words = told.read_text("utf-8")
    assert "この端末を使う人は、だれでも報告書を見られます" in words
    assert "閲覧ページを終わりました" in words
    assert "Traceback" not in words
    assert not (tmp_path / "runs").exists()


async def test_tokens_are_shown_once_and_the_pass_is_for_tls_alone(tmp_path: Path) -> None:
    issued(tmp_path)
    words = ("--port", str(free_port()), "--token-file", "tokens", *TLS)
    with serving(tmp_path, *words) as (_, url, told):
        assert url.startswith("https://127.0.0.1:")
        lines = told.read_text("utf-8").splitlines()
        (token,) = (each.split(": ")[1] for each in lines if "報告書用" in each)
        # A cookie jar that keeps what an address gives, as browsers do.
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as http:
            form = {"token": token, "to": "/reports"}
            async with http.post(f"{url}enter", data=form, ssl=False) as page:
                assert (page.status, page.url.path) == (200, "/reports")
        assert [each.key for each in jar] == ["__Host-bcp-drill"]
    with serving(tmp_path, *words) as (_, _, told):
        assert token not in told.read_text("utf-8")
    assert token in (tmp_path / "tokens").read_text("utf-8")


async def test_behind_a_proxy_the_pass_is_for_tls_alone_and_the_name_is_known(
    tmp_path: Path,
) -> None:
    name = "board.example.lg.jp"
    words = ("--port", str(free_port()), "--token-file", "tokens", "--host", name)
    with serving(tmp_path, *words) as (_, url, _):
        token = (tmp_path / "tokens").read_text("utf-8").split()[1]
        body = f"token={token}"
        said = (
            f"POST /enter HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )
        status, headers = head_of(await raw(url.rstrip("/"), said.encode()))
    assert status == 303
    assert headers["set-cookie"].startswith("__Host-bcp-drill=")
    assert "; Secure" in headers["set-cookie"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--address", "192.0.2.1"), "--token-file"),
        (("--address", "192.0.2.1", "--token-file", "t"), "--tls-cert"),
        (("--address", "192.0.2.1", *TLS), "--token-file"),
        (("--address", "::", "--token-file", "t", *TLS), "::"),
        (("--address", "localhost"), "localhost"),
        (("--host", "board.example.lg.jp"), "--token-file"),
        (("--host", "a:443", "--token-file", "t"), "a:443"),
        (("--port", "0"), "1〜65535"),
        (("--plan", "nowhere"), "「nowhere」"),
        (("--tls-cert", "server.pem"), "--tls-key"),
        (TLS, "server.pem"),
        (("no-such-run",), "実施記録"),
    ],
)
def test_what_would_open_it_without_protection_is_refused_in_words(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    seen = bcp_drill("serve", "--lang", "ja", *words, cwd=tmp_path)
    assert (seen.code, seen.out) == (6, "")
    assert said in seen.err
    assert "Traceback" not in seen.err


@pytest.mark.parametrize(("lang", "words"), [("ja", "待ち受けられません"), ("en", "cannot listen")])
def test_a_port_that_is_taken_is_said(tmp_path: Path, lang: str, words: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        seen = bcp_drill("serve", "--lang", lang, "--port", port, cwd=tmp_path)
    assert (seen.code, words in seen.err) == (6, True)


@pytest.mark.parametrize(
    ("after_days", "code"),
    [(0, ""), (89, ""), (91, "certificate_days.over"), (-401, "certificate_days.not_yet")],
)
def test_a_certificate_that_browsers_will_refuse_is_told_of_by_its_day(
    tmp_path: Path, after_days: int, code: str
) -> None:
    certificate, _ = issued(tmp_path)
    told = not_valid(certificate, datetime.now(UTC) + timedelta(days=after_days))
    assert ("" if told is None else told.code) == code


def test_an_expired_certificate_is_told_of_and_served_with(tmp_path: Path) -> None:
    issued(tmp_path, days=-1)
    words = ("--port", str(free_port()), "--token-file", "tokens", *TLS)
    with serving(tmp_path, *words) as (_, url, told):
        assert url.startswith("https://")
        assert "server.pem）の期限が" in told.read_text("utf-8")
