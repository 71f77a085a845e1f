"""Past drills in a browser: every form that can be written, and only of what is listed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from bcp.message import LANGUAGES, Language
from drills import writers
from drills.cli import overviews
from drills.history.rows import DrillRow
from drills.serve.listed import AT_ONCE, listed
from drills.serve.shelf import EDITIONS, Edition
from tests.checkin.desk import visiting
from tests.cli.conversation import bcp_drill
from tests.serve.room import going, raw, served, town

# What may stay out where its library is not there; its page says what to install.
EXTRA = ("pdf",)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = town(tmp_path_factory.mktemp("town") / "plan")
    with going(folder) as drill:
        drill.answer()
        drill.abort()
    yield folder


@pytest.mark.parametrize("form", [each for each in writers.names() if each not in EXTRA])
async def test_a_report_is_the_same_here_as_at_the_terminal(place: Path, form: str) -> None:
    (run,) = [each.name for each in (place / "runs").iterdir() if each.is_dir()]
    ending = writers.writer(form).ENDINGS[0]
    out = place / f"typed{ending}"
    typed = ("report", "last", "-f", form, "-o", out.name, "--lang", "ja")
    seen = bcp_drill(*typed, cwd=place, timeout=120)
    assert seen.code == 0, seen.err
    async with served(place / "runs") as url:
        path = f"/reports/{run}/full{ending}?lang=ja&get=1"
        answer = await _fetched(url, path)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == out.read_bytes()
    assert b"Content-Disposition: attachment" in head
    assert f"{run}-full.ja{ending}" in unquote(head.decode())
    assert b"sandbox" in head


async def _fetched(url: str, path: str) -> bytes:
    host = url.removeprefix("http://")
    said = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    return await raw(url, said.encode(), within_s=60)


@pytest.mark.parametrize("edition", EDITIONS)
async def test_every_edition_is_what_it_says(place: Path, edition: Edition) -> None:
    (run,) = [each.name for each in (place / "runs").iterdir() if each.is_dir()]
    async with served(place / "runs", plan=place) as url, visiting(url) as seen:
        page = await seen.get(f"/reports/{run}/{edition}.html?lang=ja")
    assert page.status == 200
    # Who had to answer, and what the systems are called, is not for the public.
    assert ("情報係長" in page.text) == (edition != "public")
    assert ("公式ホームページ" in page.text) == (edition != "public")
    assert ("canary" in page.headers["Content-Disposition"]) == (edition != "public")


async def test_only_the_page_is_shown_by_the_browser_itself(place: Path) -> None:
    (run,) = [each.name for each in (place / "runs").iterdir() if each.is_dir()]
    async with served(place / "runs") as url, visiting(url) as seen:
        page = await seen.get(f"/reports/{run}/page.html?lang=en")
        assert page.headers["Content-Disposition"].startswith("inline")
        page = await seen.get(f"/reports/{run}/full.json")
        assert page.headers["Content-Disposition"].startswith("attachment")
        for wrong in ("full.exe", "full", "secret.html", "full.html.json", "full.part"):
            assert (await seen.get(f"/reports/{run}/{wrong}")).status == 404


async def test_a_drill_that_goes_on_and_one_that_is_damaged_are_listed_as_such(
    tmp_path: Path,
) -> None:
    with going(town(tmp_path / "plan")) as drill:
        broken = drill.runs / "20200101-000000-broken"
        broken.mkdir()
        (broken / "journal.sqlite").write_bytes(b"nothing of ours" * 100)
        async with served(drill.runs) as url, visiting(url) as seen:
            text = (await seen.get("/reports?lang=ja")).text
            assert ("進行中・未完了" in text, "記録破損" in text) == (True, True)
            assert "未完了（終了の記録がない）" not in text
            assert (await seen.get(f"/reports/{broken.name}")).status == 404
            assert (await seen.get(f"/reports/{broken.name}/full.html")).status == 404


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_many_who_ask_at_once_wait_for_one_report(place: Path, lang: str) -> None:
    (run,) = [each.name for each in (place / "runs").iterdir() if each.is_dir()]
    async with served(place / "runs") as url, visiting(url) as seen:
        path = f"/reports/{run}/full.html?lang={lang}"
        pages = await asyncio.gather(*(seen.get(path) for _ in range(8)), seen.get("/board"))
        assert {each.status for each in pages} == {200}
        assert len({each.text for each in pages[:8]}) == 1


def test_long_lists_come_in_pages_by_year() -> None:
    rows = [
        DrillRow(f"run-{n}", "counted", began_us=1 + (120 - n) * 86_400_000_000, fiscal_year=1970)
        for n in range(120)
    ]
    first, last = listed(rows, 1, "ja"), listed(rows, 3, "ja")
    assert sum(len(each) for _, each in first.years) == AT_ONCE
    assert (first.newer, first.older) == (None, 2)
    assert first.of_all == "全120件中 1〜50件目"
    assert (last.newer, last.older, sum(len(each) for _, each in last.years)) == (2, None, 20)
    assert listed(rows, 4, "ja").years == ()


@pytest.mark.parametrize("name", overviews.names())
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_what_is_said_of_all_drills_together_is_a_page_that_stands_alone(
    place: Path, name: str, lang: Language
) -> None:
    async with served(place / "runs", plan=place) as url, visiting(url) as seen:
        assert f"/past/{name}?lang={lang}" in (await seen.get(f"/reports?lang={lang}")).text
        page = await seen.get(f"/past/{name}?lang={lang}")
        assert (page.status, f'lang="{lang}"' in page.text) == (200, True)
        assert "sandbox" in page.headers["Content-Security-Policy"]
        assert "<script" not in page.text
        assert (await seen.get("/past/nothing")).status == 404
