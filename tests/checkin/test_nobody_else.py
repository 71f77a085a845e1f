"""Somebody tries to answer for another, to see who has answered, or to learn who there is."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from multidict import CIMultiDict

from bcp.message import Text
from drills.runtime.checkin.limits import WRONG_CODES
from drills.runtime.checkin.site import HEADERS
from tests.checkin.desk import ASKED, CODES, Table, Visitor, served, visited, visiting

A, B = "AAAAAAAAA", "BBBBBBBBB"
WELL = {"code": A, "go": "all"}
FORM = "application/x-www-form-urlencoded"


async def test_every_code_of_nobody_gets_the_same_page() -> None:
    wrong = ("CCCCCCCCC", "AAAAAAAA", "AAAAAAAAB", "x", "あ" * 9, "A" * 500, "%00", "<b>", "../c/A")
    async with visited(Table()) as seen:
        pages = set()
        for code in wrong:
            for data in ({"code": code}, {"code": code, "go": "all"}):
                page = await seen.post("/", data=data)
                pages.add((page.status, page.text, page.headers["Content-Length"]))
            if "/" not in code:
                page = await seen.get(f"/c/{code}")
                pages.add((page.status, page.text, page.headers["Content-Length"]))
        assert len(pages) == 1
        assert "このコードは使えません" in pages.pop()[1]


async def test_an_answer_belongs_to_the_owner_of_its_code_whatever_else_is_sent() -> None:
    desk = Table()
    fields = {"person": "person-b", "number": "00102", "step": "other", "by": "somebody"}
    async with visited(desk) as seen:
        page = await seen.post("/", data={**WELL, **fields}, params=fields, cookies=fields)
        assert page.status == 200
        twice = aiohttp.FormData([("code", B), ("code", A), ("go", "all")])
        await seen.post(f"/?code={B}", data=twice)
    assert {person for person, _, _ in desk.taken} == {"person-a"}


async def test_nobody_sees_whether_another_has_answered() -> None:
    desk = Table()
    async with visited(desk) as seen:
        pages = []
        for _ in range(2):
            for path in ("/", f"/c/{B}", "/c/CCCCCCCCC"):
                page = await seen.get(path)
                pages.append((page.status, page.text))
            page = await seen.post("/", data=WELL)
            assert page.status == 200
    assert pages[:3] == pages[3:]


async def test_no_page_names_anybody() -> None:
    desk = Table()
    async with visited(desk) as seen:
        texts = []
        for path in ("/", f"/c/{A}", "/c/CCCCCCCCC", "/people", "/codes.csv", "/journal.sqlite"):
            page = await seen.get(path)
            texts.append(page.text)
        page = await seen.post("/", data=WELL)
        texts.append(page.text)
    for text in texts:
        assert B not in text
        assert not any(person in text for person in CODES.values())


async def test_trying_codes_leads_nowhere_and_keeps_nobody_else_out() -> None:
    desk = Table()
    async with served(desk) as url:
        async with visiting(url) as seen:
            statuses = []
            for number in range(int(WRONG_CODES.at_once) + 20):
                page = await seen.get(f"/c/{number:09d}")
                statuses.append(page.status)
            assert statuses.count(429) >= 15
            # Whether a code is right cannot be seen any more, and neither does a right one count.
            page = await seen.post("/", data=WELL)
            assert page.status == 429
        async with visiting(url, coming_from="127.0.0.9") as seen:
            page = await seen.post("/", data=WELL)
            assert page.status == 200
    assert len(desk.taken) == 1


async def test_one_code_writes_no_more_than_a_few_answers() -> None:
    desk = Table()
    async with visited(desk) as seen:
        for _ in range(30):
            await seen.post("/", data=WELL)
        page = await seen.post("/", data={**WELL, "code": B})
        assert page.status == 200
    assert 10 <= len(desk.taken) <= 12


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_form_of_another_site_is_refused(site: str) -> None:
    desk = Table()
    async with visited(desk) as seen:
        page = await seen.post("/", data=WELL, headers={"Sec-Fetch-Site": site})
        assert page.status == 403
    assert desk.taken == []


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"code=AAAAAAAAA&go=all", 415),
        ("application/json", b'{"code": "AAAAAAAAA", "go": "all"}', 415),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--", 415),
        (FORM, b"code=AAAAAAAAA&go=all&x=" + b"x" * 10_000, 413),
        (FORM, b"\xff\xfe=\x00&&&=;%zz&code=%ff", 404),
        (f"{FORM}; charset=no-such", b"code=%ff&go=all", 404),
        (FORM, b"&".join(b"a%d=1" % at for at in range(100)), 400),
    ],
)
async def test_a_body_of_another_kind_or_size_does_nothing(
    kind: str, body: bytes, status: int
) -> None:
    desk = Table()
    async with visited(desk) as seen:
        page = await seen.post("/", data=body, headers={"Content-Type": kind})
        assert page.status == status
    assert desk.taken == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", f"/c/{A}", 200),
        ("GET", "/c/CCCCCCCCC", 404),
        ("GET", "/line", 404),
        ("PUT", "/", 404),
        ("DELETE", f"/c/{A}", 404),
        ("POST", f"/c/{A}", 404),
        ("OPTIONS", "/line", 404),
        ("HEAD", "/", 404),
        ("POST", "/line", 404),
        ("GET", "/healthz", 404),
        ("GET", "/robots.txt", 404),
        ("GET", "/c/", 404),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", 404),
        ("POST", "/", 415),
    ],
)
async def test_every_answer_carries_the_same_protection(
    method: str, path: str, status: int
) -> None:
    origin = {"Origin": "https://evil.example"}
    async with visited(Table(), headers=origin) as seen:
        page = await seen.request(method, path)
        assert page.status == status
        for name, value in HEADERS.items():
            assert page.headers[name] == value
        assert "Set-Cookie" not in page.headers
        assert not any(each.startswith("Access-Control") for each in page.headers)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Echo: " + b"echo" * 2_500, 400),
        (b"GET /?" + b"echo" * 2_500 + b" HTTP/1.1\r\nHost: x", 400),
        (b"ECHO\x01 / HTTP/1.1\r\nHost: x", 400),
        (b"echo", 400),
        (b"\x16\x03\x01\x02\x00echo", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\necho", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: echo", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: echo", 417),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close", 404),
        (b"ECHO / HTTP/1.1\r\nHost: x\r\nConnection: close", 400),
    ],
)
async def test_what_is_no_request_gets_the_pages_own_words_and_protection_too(
    said: bytes, status: int
) -> None:
    async with served(Table()) as url, asyncio.timeout(120):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.write(said + b"\r\n\r\n")
        head, _, page = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
    first, *lines = head.decode().split("\r\n")
    assert first.split()[1] == str(status)
    for name, value in HEADERS.items():
        assert f"{name}: {value}" in lines
    text = page.decode()
    assert "このページはありません" in text
    for told in (head.decode(), text):
        assert not any(each in told.lower() for each in ("echo", "aiohttp", "python"))


async def test_words_of_the_scenario_act_nowhere() -> None:
    evil = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    text = Text(ja=evil, en=evil)
    desk = Table(asked=replace(ASKED, text=text, tasks=(text,)), town=evil)
    async with visited(desk) as seen:
        page = await seen.get(f"/c/{A}")
        html = page.text
        page = await seen.post("/", data={"code": A, "go": "each", "lang": evil})
        html += page.text
    assert "<script>alert" not in html
    assert "<img" not in html
    assert html.count("<script>") == 2


async def test_what_a_header_claims_of_itself_is_not_believed() -> None:
    claims = {
        "X-Forwarded-For": "127.0.0.8",
        "X-Real-IP": "127.0.0.8",
        "Forwarded": "for=127.0.0.8",
    }
    desk = Table()
    async with visited(desk, headers=claims) as seen:
        await seen.post("/", data=WELL)
    origin = desk.taken[0][2]
    assert (origin.through, origin.gateway, origin.address) == ("unknown", "", "127.0.0.1")


async def test_beside_a_proxys_own_line_that_of_a_visitor_counts_for_nothing() -> None:
    desk = Table()
    async with visited(desk, proxies=("127.0.0.1",)) as seen:
        lines = [("X-Forwarded-For", "127.0.0.8"), ("X-Forwarded-For", "203.0.113.9")]
        page = await seen.post("/", data=WELL, headers=CIMultiDict(lines))
        assert page.status == 200
    origin = desk.taken[0][2]
    assert (origin.through, origin.address) == ("direct", "203.0.113.9")


async def test_a_proxy_that_the_plan_names_is_believed() -> None:
    desk = Table()
    told = {"X-Forwarded-For": "203.0.113.9, 127.0.0.8"}
    async with visited(desk, headers=told, proxies=("127.0.0.1",)) as seen:
        await seen.post("/", data=WELL)
    origin = desk.taken[0][2]
    assert (origin.through, origin.gateway) == ("tunnel", "vpn")


async def test_the_line_is_measured_for_those_with_a_code_and_within_bounds() -> None:
    half = 128 * 1024

    async def look(seen: Visitor, code: str, what: str, body: bytes = b"") -> tuple[int, int]:
        marks = {"Check-In": code, "Check-In-Line": what}
        async with seen.http.post(f"{seen.url}/line", data=body, headers=marks) as answer:
            return answer.status, len(await answer.read())

    async with visited(Table()) as seen:
        assert (await look(seen, "CCCCCCCCC", "down"))[0] == 404
        assert await look(seen, A, "down") == (200, half)
        assert await look(seen, A, "up", bytes(half)) == (204, 0)
        assert await look(seen, A, "trip") == (204, 0)
        assert (await look(seen, A, "up", bytes(half + 1)))[0] == 413
        assert (await look(seen, A, "trip", b"x"))[0] == 413
        statuses = [(await look(seen, A, "trip"))[0] for _ in range(30)]
        assert statuses.count(204) < 25
        assert statuses[-1] == 429
        assert (await look(seen, B, "trip"))[0] == 204
