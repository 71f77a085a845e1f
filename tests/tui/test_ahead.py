"""Between drills the home says what comes next, and two keys show the programme and readiness."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bcp.message import Language, Phrase, Text
from bcp.refused import Refused
from drills.report.layout import width_of
from tests.tui import scripted
from tests.tui.reading import settled, text_of
from tui.ahead import Ahead, Answer, DateCard, DueCard, Programme, ReadyCard
from tui.app import DrillApp
from tui.screens.dialogs.words import WordsDialog
from tui.screens.home import HomeScreen
from tui.screens.programme import ProgrammeScreen
from tui.screens.readiness import ReadinessScreen

TOKYO = ZoneInfo("Asia/Tokyo")
BY_HAND = Phrase("scripted.by_hand", ja="担当者が開始", en="begun by a person")
AUTO = Phrase("scripted.auto", ja="自動（確認）", en="by itself (checks)")
RULE = Phrase("scripted.rule", ja="9月の第2火曜 10:00", en="2nd Tue of September, 10:00")
HOLIDAY = Phrase("scripted.holiday", ja="敬老の日", en="a holiday")
OFF = Phrase(
    "scripted.off",
    ja="予定の自動開始は動いていません（bcp-drill schedule run で始めます）。",
    en="The schedule does not run (bcp-drill schedule run starts it).",
)
READY = Phrase(
    "scripted.ready",
    ja="確かめが要ります: 確認済み3、要再確認1、不合格0、未実施2",
    en="Needs verification: verified 3, to verify 1, failing 0, never tried 2",
)
VERIFIED = Phrase("scripted.verified", ja="確認済み", en="verified")
FAILING = Phrase("scripted.failing", ja="不合格", en="failing")
SYSTEMS = Phrase("scripted.systems", ja="重要なシステム", en="Systems that matter")
CHANGED = Phrase(
    "scripted.changed", ja="RTOが短くなりました（4時間→3時間）", en="its RTO is shorter"
)
DO = Phrase("scripted.do", ja="復元訓練を行う", en="hold the restore drill")
INSPECT = Phrase("scripted.inspect", ja="定期点検", en="inspection")

QUAKE = DateCard(
    "quake@2027-09-14T01:00Z",
    "quake",
    Text("地震・夜間の総合訓練", "Earthquake drill"),
    datetime(2027, 9, 14, 10, 0, tzinfo=TOKYO),
    3,
    "due",
    BY_HAND(),
    Text("企画情報課長", "Head of ICT"),
    RULE(),
    type_this="bcp-drill run eq-6weak-night",
)
GATES = DateCard(
    "gates@2027-09-19T21:00Z",
    "gates",
    Text("VPNと証明書の週次確認", "Weekly gates"),
    datetime(2027, 9, 20, 6, 0, tzinfo=TOKYO),
    9,
    "omitted",
    AUTO(),
    why=HOLIDAY(),
)
RADIO = replace(
    QUAKE,
    key="radio@2027-09-09T00:00Z",
    drill="radio",
    name=Text("無線の受信レベル", "Radio levels"),
    at=datetime(2027, 9, 9, 9, 0, tzinfo=TOKYO),
    days=-2,
    state="asked",
    type_this="bcp-drill schedule answer radio@2027-09-09T00:00Z run",
)
AHEAD = Ahead(QUAKE, (RADIO,), READY(), "unknown", overdue=2, service=OFF())
PROGRAMME = Programme((RADIO, QUAKE, GATES), OFF())
ANSWER = Answer(
    READY(),
    "unknown",
    (
        (
            SYSTEMS(),
            (
                ReadyCard(
                    Text("住民記録", "Residents"),
                    FAILING(),
                    "bad",
                    days=12,
                    why=(CHANGED(),),
                    do=DO(),
                ),
                ReadyCard(Text("メール", "Mail"), VERIFIED(), "good", days=3),
            ),
        ),
    ),
    (DueCard(Text("UPS（本庁）", "UPS"), date(2027, 9, 1), -10, INSPECT(), DO(), Text("管財課")),),
)


def shelf() -> scripted.Shelved:
    return scripted.Shelved(before=AHEAD, dates=PROGRAMME, answer=ANSWER)


async def shown(
    keys: tuple[str, ...],
    lang: Language = "ja",
    size: tuple[int, int] = (80, 24),
    kept: scripted.Shelved | None = None,
) -> tuple[str, str]:
    """The screen after these keys, and which it is."""
    app = DrillApp(kept or shelf(), lang, by="佐藤", clock=lambda: 0.0, wall=lambda: 0)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        return text_of(app), type(app.screen).__name__


async def test_the_home_says_what_waits_what_comes_next_and_how_ready_the_plan_is() -> None:
    said, _ = await shown(())
    assert "回答待ち: 無線の受信レベル（令和9年9月9日（木） 09:00）" in said
    assert "次の訓練: 令和9年9月14日（火） 10:00 地震・夜間の総合訓練（あと3日、担当者が開" in said
    assert "予定の自動開始は動いていません" in said.replace("\n ", "")
    assert "確認済み3、要再確認1" in said
    assert "期限を過ぎたもの 2件" in said
    # The lists keep their room: a scenario and a run are still seen.
    assert "震度6弱・夜間の地震" in said
    assert "進行中" in said


async def test_a_plan_without_dates_says_how_to_write_them_and_no_more() -> None:
    said, _ = await shown((), kept=scripted.Shelved(before=Ahead()))
    assert "予定された訓練はありません" in said
    assert "期限を過ぎた" not in said


async def test_the_programme_tells_each_date_and_everything_of_the_chosen_one() -> None:
    said, screen = await shown(("n", "down"))
    assert screen == ProgrammeScreen.__name__
    for word in ("回答待ち", "予定", "行わない", "9月14日（火） 10:00", "9月の第2火曜 10:00"):
        assert word in said
    assert "bcp-drill run eq-6weak-night" in said
    omitted, _ = await shown(("n", "down", "down"))
    assert "敬老の日" in omitted
    assert (await shown(("n", "escape")))[1] == HomeScreen.__name__


async def test_readiness_gives_its_reasons_and_what_to_do_next() -> None:
    said, screen = await shown(("y",))
    assert screen == ReadinessScreen.__name__
    for word in ("不合格  住民記録（12日前）", "RTOが短くなりました", "> 復元訓練を行う"):
        assert word in said
    assert "令和9年9月1日（水）（10日前） UPS（本庁）: 定期点検" in said
    assert (await shown(("y", "escape")))[1] == HomeScreen.__name__


@pytest.mark.parametrize("keys", [(), ("n",), ("y",)])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_no_line_is_wider_than_the_screen(
    keys: tuple[str, ...], lang: Language, size: tuple[int, int]
) -> None:
    said, _ = await shown(keys, lang, size)
    assert max(map(width_of, said.splitlines())) <= size[0]


async def test_where_the_plan_cannot_be_read_its_words_are_shown_and_the_home_stays() -> None:
    kept = shelf()
    app = DrillApp(kept, "ja", by="佐藤", clock=lambda: 0.0, wall=lambda: 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        kept.trouble = Refused((scripted.MISTAKE,))
        await pilot.press("n")
        async with asyncio.timeout(120):
            while not isinstance(app.screen, WordsDialog):
                await pilot.pause()
        await pilot.pause()
        assert "flood.yaml" in text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
