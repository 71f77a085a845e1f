"""Somebody who has no token, or the wrong one, or comes from elsewhere, and asks anyway."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from drills.serve.access import WRONG_TOKENS
from drills.serve.site import HEADERS
from drills.serve.tokens import HOLDS_S, shown
from tests.checkin.desk import visiting
from tests.serve.room import TOKENS, Clock, head_of, raw, served

REPORTS, BOARD = shown(TOKENS.reports), shown(TOKENS.board)
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
NOTHING = ("/", "/board", "/reports", "/reports/x", "/reports/x/full.html", "/nowhere")


async def _cookie(url: str, token: str) -> str:
    body = f"token={token}".encode()
    answer = await raw(url, _post(url, "/enter", body))
    status, headers = head_of(answer)
    assert status == 303, answer
    return headers["set-cookie"]


def _post(url: str, path: str, body: bytes, more: bytes = b"") -> bytes:
    host = url.removeprefix("http://").encode()
    length = str(len(body)).encode()
    head = b"POST " + path.encode() + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n"
    return head + FORM + more + b"Content-Length: " + length + b"\r\n\r\n" + body


async def test_without_a_token_every_page_is_the_same_question(tmp_path: Path) -> None:
    async with served(tmp_path, tokens=TOKENS) as url, visiting(url) as seen:
        for path in NOTHING[:5]:
            page = await seen.get(path)
            assert page.status == 401
            assert "合言葉" in page.text or path == "/board"
        assert (await seen.get("/nowhere")).status == 404


async def test_a_token_is_shown_once_and_never_stands_in_an_address(tmp_path: Path) -> None:
    async with served(tmp_path, tokens=TOKENS) as url:
        kept = await _cookie(url, REPORTS)
        name, *rules = kept.split("; ")
        assert {"HttpOnly", "Path=/", "SameSite=Strict", f"Max-Age={HOLDS_S['reports']}"} <= {
            *rules
        }
        assert TOKENS.reports not in kept
        async with visiting(url, headers={"Cookie": name}) as seen:
            page = await seen.get("/reports?lang=ja")
            assert (page.status, "訓練の記録はまだありません" in page.text) == (200, True)
        async with visiting(url) as seen:
            for query in (f"?token={REPORTS}", f"?token={TOKENS.reports}"):
                assert (await seen.get(f"/reports{query}")).status == 401


async def test_the_token_of_the_room_opens_the_board_and_no_report(tmp_path: Path) -> None:
    async with served(tmp_path, tokens=TOKENS) as url:
        name = (await _cookie(url, BOARD)).partition(";")[0]
        async with visiting(url, headers={"Cookie": name}) as seen:
            page = await seen.get("/?lang=ja")
            assert (page.status, "/reports" in page.text) == (200, False)
            for path in NOTHING[2:5]:
                page = await seen.get(f"{path}?lang=ja")
                assert (page.status, "報告書用の合言葉" in page.text) == (401, True)


async def test_guessing_leads_nowhere_and_keeps_nobody_out_who_is_in(tmp_path: Path) -> None:
    wall, mono = Clock(1_800_000_000.0), Clock()
    async with served(tmp_path, tokens=TOKENS, wall=wall, mono=mono) as url:
        name = (await _cookie(url, REPORTS)).partition(";")[0]
        async with visiting(url) as seen:
            form = {"token": "22222-33333-44444-55555"}
            tried = [(await seen.post("/enter", data=form)).status for _ in range(100)]
            assert tried == [401] * int(WRONG_TOKENS.at_once) + [429] * 80
            # Whether a token is right cannot be seen any more.
            assert (await seen.post("/enter", data={"token": REPORTS})).status == 429
        async with visiting(url, headers={"Cookie": name}) as seen:
            assert (await seen.get("/reports")).status == 200
        async with visiting(url, coming_from="127.0.0.9") as seen:
            assert (await seen.post("/enter", data=form)).status == 401
        mono.now += 11
        assert await _cookie(url, REPORTS)
        wall.now += HOLDS_S["reports"] + 1
        async with visiting(url, headers={"Cookie": name}) as seen:
            assert (await seen.get("/reports")).status == 401


async def test_leaving_has_the_browser_forget(tmp_path: Path) -> None:
    async with served(tmp_path, tokens=TOKENS) as url:
        _, headers = head_of(await raw(url, _post(url, "/leave", b"")))
        assert "Max-Age=0" in headers["set-cookie"]


@pytest.mark.parametrize("site", [b"cross-site", b"same-site"])
async def test_a_form_of_another_site_is_refused(tmp_path: Path, site: bytes) -> None:
    async with served(tmp_path, tokens=TOKENS) as url:
        more = b"Sec-Fetch-Site: " + site + b"\r\n"
        answer = await raw(url, _post(url, "/enter", f"token={REPORTS}".encode(), more))
        status, headers = head_of(answer)
        assert (status, "set-cookie" in headers) == (403, False)


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example", "/\\evil", "/x\r\nA: b"])
async def test_a_token_leads_to_no_other_place(tmp_path: Path, to: str) -> None:
    async with served(tmp_path, tokens=TOKENS) as url, visiting(url) as seen:
        form = {"token": REPORTS, "to": to}
        page = await seen.post("/enter", data=form, allow_redirects=False)
        assert (page.status, page.headers["Location"]) == (303, "/?lang=ja")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/board", 200),
        ("GET", "/reports", 200),
        ("GET", "/reports?page=2", 404),
        ("GET", "/reports?page=-1", 404),
        ("GET", "/reports?page=%EF%BC%99", 404),
        ("GET", "/reports/..", 404),
        ("GET", "/reports/%2e%2e", 404),
        ("GET", "/reports/%2e%2e%2f%2e%2e/full.html", 404),
        ("GET", "/reports/..%2f..%2fetc/full.json", 404),
        ("GET", "/reports/.history.sqlite", 404),
        ("GET", "/reports/x/full.html", 404),
        ("GET", "/reports/x/../../full.html", 404),
        ("GET", "/%00", 404),
        ("GET", "/journal.sqlite", 404),
        ("GET", "/robots.txt", 404),
        ("OPTIONS", "/", 405),
        ("POST", "/", 405),
        ("PUT", "/reports", 405),
        ("DELETE", "/reports/x", 405),
        ("PATCH", "/reports/x/full.html", 405),
        ("GET", "/enter", 404),
        ("PUT", "/enter", 405),
        ("POST", "/enter", 415),
        ("TRACE", "/", 405),
    ],
)
async def test_every_answer_carries_the_same_protection(
    tmp_path: Path, method: str, path: str, status: int
) -> None:
    async with served(tmp_path) as url:
        host = url.removeprefix("http://")
        said = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.example\r\n"
        answer = await raw(url, f"{said}Connection: close\r\n\r\n".encode())
    found, headers = head_of(answer)
    assert found == status
    _protected(headers)
    assert ("allow" in headers) == (status == 405)
    assert b"Traceback" not in answer
    assert b"aiohttp" not in answer


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421),
        (b"GET / HTTP/1.0\r\n\r\n", 421),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Echo: " + b"echo" * 2_500 + b"\r\n\r\n", 400),
        (b"GET /" + b"echo" * 2_500 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"echo\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: echo\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00echo\r\n\r\n", 400),
    ],
)
async def test_what_is_no_request_of_ours_gets_our_words_and_nothing_back(
    tmp_path: Path, said: bytes, status: int
) -> None:
    async with served(tmp_path) as url:
        answer = await raw(url, said)
    found, headers = head_of(answer)
    assert (found, b"echo" in answer) == (status, False)
    _protected(headers)


async def test_a_body_that_is_too_long_or_never_comes_does_nothing(tmp_path: Path) -> None:
    async with served(tmp_path, tokens=TOKENS) as url:
        answer = await raw(url, _post(url, "/enter", b"token=" + b"A" * 9_000))
        status, headers = head_of(answer)
        assert status == 413
        _protected(headers)


def _protected(headers: Mapping[str, str]) -> None:
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "set-cookie" not in headers
    assert not any(each.startswith("access-control") for each in headers)
