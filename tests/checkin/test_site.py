"""The page as a browser without scripts meets it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.message import LANGUAGES
from drills.runtime.checkin.desk import Given, Stand
from drills.runtime.checkin.words import AGAIN
from tests.checkin.desk import ASKED, Table, visited

A, B = "AAAAAAAAA", "BBBBBBBBB"
WELL = {"code": A, "go": "all"}


async def test_one_tap_says_that_everything_worked() -> None:
    desk = Table()
    async with visited(desk) as seen:
        page = await seen.get(f"/c/{A}")
        assert page.status == 200
        assert "3つとも、できました" in page.text
        assert desk.taken == []
        page = await seen.post("/", data=WELL)
        assert (page.status, "受け付けました" in page.text) == (200, True)
    ((person, given, origin),) = desk.taken
    assert (person, given) == ("person-a", Given(tasks=("done", "done", "done")))
    assert (origin.through, origin.gateway) == ("unknown", "")


async def test_the_code_may_be_typed_instead_of_the_link_opened() -> None:
    async with visited(Table()) as seen:
        page = await seen.get("/")
        assert 'name="code"' in page.text
        page = await seen.post("/", data={"code": "aaaa-aaaa-a"})
        text = page.text
        assert (page.status, str(page.url)) == (200, f"{seen.url}/")
        assert "文書管理を開く" in text


async def test_what_did_not_work_is_told_task_by_task() -> None:
    desk = Table(asked=replace(ASKED, safety=True))
    told = {
        "code": A,
        "go": "each",
        "method": "vpn",
        **{"task0": "done", "task1": "failed", "task2": "not_tried"},
        **{"problem": "slow", "safety": "safe"},
        **{"rtt": "41000", "down": "1200000", "up": "600000"},
    }
    async with visited(desk) as seen:
        page = await seen.post("/", data=told)
        assert page.status == 200
    wanted = Given(
        "vpn", ("done", "failed", "not_tried"), "slow", "safe", 41_000, 1_200_000, 600_000
    )
    assert desk.taken[0][1] == wanted


async def test_what_is_left_open_is_named_and_what_was_chosen_stays() -> None:
    desk = Table(asked=replace(ASKED, safety=True))
    half = {"code": A, "go": "each", "task0": "failed", "method": "office", "lang": "en"}
    async with visited(desk) as seen:
        page = await seen.post("/", data=half)
        text = page.text
        assert page.status == 422
    assert desk.taken == []
    named = [
        each for each in ("task0", "task1", "task2", "problem", "safety") if f'#{each}"' in text
    ]
    assert named == ["task1", "task2", "problem", "safety"]
    assert 'value="office" checked' in text
    assert 'value="failed" checked' in text


async def test_an_answer_is_thanked_for_only_when_it_was_taken() -> None:
    desk = Table(refusal=AGAIN())
    async with visited(desk) as seen:
        page = await seen.post("/", data=WELL)
        text = page.text
        assert page.status == 409
        assert "受け付けられませんでした" in text
        assert "ありがとう" not in text


async def test_who_answers_again_is_told_that_the_new_one_counts() -> None:
    desk = Table()
    async with visited(desk) as seen:
        for _ in range(2):
            await seen.post("/", data=WELL)
        page = await seen.get(f"/c/{A}")
        assert "すでに受け付けています" in page.text
        page = await seen.get(f"/c/{B}")
        assert "すでに受け付けています" not in page.text


@pytest.mark.parametrize(
    ("stand", "words"),
    [
        ("before", "まだ始まっていません"),
        ("over", "受付は終わりました"),
        ("aborted", "訓練は途中で終わりました"),
        ("real", "実際の災害"),
    ],
)
async def test_outside_of_its_time_it_says_so_and_looks_at_no_code(
    stand: Stand, words: str
) -> None:
    desk = Table(stand)
    async with visited(desk) as seen:
        pages = []
        for path, data in (("/", None), (f"/c/{A}", None), ("/c/WRONG", None), ("/", WELL)):
            page = await seen.request("POST" if data else "GET", path, data=data)
            pages.append((page.status, page.text))
    assert len(set(pages)) == 1
    assert words in pages[0][1]
    assert ("【訓練】" in pages[0][1]) == (stand != "real")
    assert desk.taken == []


async def test_somebody_of_whom_nothing_is_asked_is_told_so() -> None:
    async with visited(Table(asked=None)) as seen:
        page = await seen.get(f"/c/{A}")
        assert "お尋ねしていることはありません" in page.text


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_it_speaks_the_language_that_was_chosen_or_that_the_browser_prefers(
    lang: str,
) -> None:
    word = {"ja": "3つとも", "en": "All 3 of them worked"}[lang]
    async with visited(Table()) as seen:
        chosen = {"Accept-Language": f"{lang}-XX,fr;q=0.4"}
        page = await seen.get(f"/c/{A}", headers=chosen)
        text = page.text
        assert word in text
        assert f'<html lang="{lang}">' in text
        page = await seen.post("/", data={"code": A, "lang": lang})
        assert word in page.text


async def test_who_comes_through_the_tunnel_finds_that_way_chosen() -> None:
    desk = Table()
    async with visited(desk, coming_from="127.0.0.8") as seen:
        page = await seen.get(f"/c/{A}")
        assert 'value="vpn" checked' in page.text
        await seen.post("/", data=WELL)
    origin = desk.taken[0][2]
    assert (origin.through, origin.gateway) == ("tunnel", "vpn")
