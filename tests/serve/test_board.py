"""The board beside a real drill: what the room may see, and never an old state as new."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from bcp.message import LANGUAGES
from tests.checkin.desk import Visitor, visiting
from tests.serve.room import CANARIES, going, served, town


async def _until(seen: Visitor, path: str, words: str) -> str:
    """The page once it says this; the drill beside it takes its time."""
    async with asyncio.timeout(120):
        while True:
            page = await seen.get(path)
            if words in page.text:
                return page.text
            await asyncio.sleep(0.1)


async def test_the_room_sees_what_was_given_and_nothing_to_come(tmp_path: Path) -> None:
    with going(town(tmp_path)) as drill:
        async with served(drill.runs) as url, visiting(url) as seen:
            page = await seen.get("/?lang=ja")
            for words in (
                "これは訓練です",
                "地震がありました",
                "気象庁から情報係長",
                "全員無事ですか",
            ):
                assert words in page.text
            assert "使えません" in page.text
            assert "余震" not in page.text
            pages = [
                (await seen.get(f"{path}?lang={lang}")).text
                for path in ("/", "/board")
                for lang in LANGUAGES
            ]
            drill.answer()
            pages.append(await _until(seen, "/board?lang=ja", "余震"))
            drill.abort()
            pages.append(await _until(seen, "/board?lang=ja", "訓練は終わりました"))
    for text in pages:
        assert not any(each in text for each in (*CANARIES, "想定:", "pretend", drill.folder.name))


async def test_a_drill_that_is_killed_is_not_shown_as_live(tmp_path: Path) -> None:
    with going(town(tmp_path)) as drill:
        async with served(drill.runs) as url, visiting(url) as seen:
            text = (await seen.get("/?lang=ja")).text
            assert ("受信中" in text, "更新されていません" in text) == (True, False)
            drill.kill()
            text = await _until(seen, "/board?lang=ja", "終わる前に止まっています")
            assert "更新されていません" in text
            assert "秒前の状態です" in text
            # What was known is still there to be read.
            assert "地震がありました" in text


async def test_the_pages_may_be_opened_before_the_drill_begins(tmp_path: Path) -> None:
    place = town(tmp_path)
    async with served(place / "runs") as url, visiting(url) as seen:
        assert "今、訓練は行われていません" in (await seen.get("/?lang=ja")).text
        with going(place):
            text = await _until(seen, "/board?lang=ja", "地震がありました")
            assert "受信中" in text


async def test_a_record_that_cannot_be_read_is_said_and_not_hidden(tmp_path: Path) -> None:
    with going(town(tmp_path)) as drill:
        drill.kill()
        async with served(drill.runs, only=drill.folder) as url, visiting(url) as seen:
            assert "地震がありました" in (await seen.get("/board?lang=ja")).text
            journal = drill.folder / "journal.sqlite"
            for each in drill.folder.glob("journal.sqlite*"):
                each.unlink()
            journal.write_bytes(b"no journal of ours" * 500)
            text = await _until(seen, "/board?lang=ja", "記録を読めません")
            assert "更新されていません" in text


async def test_fifty_viewers_share_one_look(tmp_path: Path) -> None:
    with going(town(tmp_path)) as drill:
        async with served(drill.runs) as url, contextlib.AsyncExitStack() as stack:
            seats = [await stack.enter_async_context(visiting(url)) for _ in range(50)]
            pages = await asyncio.gather(*(each.get("/board?lang=ja") for each in seats))
            assert {each.status for each in pages} == {200}
            assert len({each.text for each in pages}) <= 3


async def test_a_damaged_folder_that_is_newer_hides_no_drill_that_goes_on(tmp_path: Path) -> None:
    with going(town(tmp_path / "town")) as drill:
        broken = drill.runs / "29991231-000000-broken"
        broken.mkdir()
        for name in ("journal.sqlite", "lock.sqlite"):
            (broken / name).write_bytes(b"no database at all" * 100)
        async with served(drill.runs) as url, visiting(url) as seen:
            await _until(seen, "/?lang=ja", "全員無事ですか")
