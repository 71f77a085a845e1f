"""What devices said of themselves, beside their systems, with its source and its age."""

from __future__ import annotations

import pytest

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Language
from bcp.telework_gates import GateName
from drills.probes import catalogue
from drills.probes.telework import GATE_NAMES
from drills.report.layout import width_of
from tests.tui.boards import seated
from tests.tui.devices import SAID, Devices, brief
from tests.tui.drilling import Staged
from tests.tui.hearing import at
from tui.present.device_facts import TELLING, told_lines
from tui.present.system_rows import system_detail
from tui.present.systems import Standings, standings, weigh


def details(now_s: int, lang: Language = "ja", world: Devices | None = None) -> dict[str, str]:
    heard = at(brief(), world or Devices(), now_s * SECOND)
    rungs = standings(heard, Standings()).rungs
    return {
        name: system_detail(heard, one, weigh(heard.drill, one), now_s * SECOND, lang)
        for name, one in rungs.items()
    }


def test_a_ups_tells_what_it_feeds_from_and_for_how_long() -> None:
    assert "電池で給電、あと21分、残量 100%（実測、19秒前）" in details(40)["room-ups"]
    assert (
        "on battery, 21 min left, charge 100% (measured, 19 s ago)" in details(40, "en")["room-ups"]
    )


def test_a_radio_that_fades_and_holds_tells_each_new_level_with_its_age() -> None:
    assert "受信 -57.3dBm、余裕 17.7dB、変調 64QAM（実測、4秒前）" in details(35)["branch-hop"]
    assert "受信 -61.2dBm、余裕 13.8dB、変調 QPSK（実測、2秒前）" in details(73)["branch-hop"]
    english = "level -61.2 dBm, margin 13.8 dB, modulation QPSK (measured, 2 s ago)"
    assert english in details(73, "en")["branch-hop"]


def test_a_level_that_stays_is_told_anew_each_minute() -> None:
    told = [details(each)["branch-hop"].partition("（実測、")[2] for each in (130, 131, 191)]
    assert [each.partition("前）")[0] for each in told] == ["59秒", "0秒", "0秒"]


def test_a_line_tells_its_path_and_that_it_has_none() -> None:
    assert "経路なし（実測" in details(45)["branch-line"]
    assert "no path (measured" in details(45, "en")["branch-line"]


def test_telework_tells_its_lowest_gate_and_that_people_stated_some_of_it() -> None:
    assert "準備 60%、足りないゲート 容量（目視" in details(35)["home-vpn"]
    assert "ready 60%, lowest gate capacity (observed" in details(35, "en")["home-vpn"]


@pytest.mark.parametrize("gate", GATE_NAMES)
def test_each_gate_has_the_name_that_the_question_itself_gives_it(gate: GateName) -> None:
    facts = {"reply": True, "readiness_percent": 20.0, "gate": gate}
    world = Devices(said={**SAID, "home-vpn": {0: facts}})
    for lang in LANGUAGES:
        assert f" {GATE_NAMES[gate].said_in(lang)}" in details(35, lang, world)["home-vpn"]


def test_what_the_record_has_no_answer_of_is_not_told() -> None:
    untold = Devices(news={})
    assert not any(each in details(10, world=untold)["branch-hop"] for each in ("dBm", "実測"))


@pytest.mark.parametrize("word", TELLING)
def test_what_the_screen_tells_of_a_device_is_news_by_the_word_of_its_probe(word: str) -> None:
    facts = catalogue()[word].facts
    marked = {name for name, each in facts.items() if each.news is not None}
    assert {each for each in TELLING[word] if each in facts} | {"limit"} >= marked
    assert {each for each in TELLING[word] if each in facts} <= marked
    assert marked


def test_a_silent_device_keeps_what_it_said_last_with_its_age() -> None:
    silent = Devices(down={"room-ups": [(10 * SECOND, 100 * SECOND)]})
    words = details(50, world=silent)["room-ups"]
    assert "商用電源、あと38分" in words
    assert "実測、41秒前" in words or "実測、40秒前" in words


def test_an_ordinary_system_is_told_as_ever() -> None:
    assert not any(each in details(40)["mail"] for each in ("商用電源", "証明書", "秒前"))


def board(now_s: int, lang: Language, room: int) -> tuple[tuple[str, str], ...]:
    heard = at(brief(), Devices(), now_s * SECOND)
    found = standings(heard, Standings())
    rungs = (found.rungs[each] for each in found.order)
    return told_lines(heard, rungs, now_s * SECOND, lang, room)


def test_below_the_table_stands_what_is_down_first_and_no_more_than_there_is_room_for() -> None:
    names = [name for name, _ in board(73, "ja", 9)]
    assert names == ["サーバ室のUPS", "支所への回線", "支所への無線", "在宅勤務のVPN"]
    assert [name for name, _ in board(73, "ja", 2)] == names[:2]
    assert board(73, "ja", 0) == ()


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_every_device_is_told_of_below_the_table_with_and_without_colour(
    size: tuple[int, int], colour: bool, lang: Language
) -> None:
    stage = Staged(brief(), Devices())
    async with seated(73 * SECOND, stage=stage, lang=lang, size=size, colour=colour) as seat:
        await seat.press("tab")
        shown = await seat.until("-61.2dBm" if lang == "ja" else "-61.2 dBm")
        words = (
            ("あと21分", "余裕 13.8dB", "経路なし", "容量")
            if lang == "ja"
            else ("21 min left", "margin 13.8 dB", "no path", "capacity")
        )
        told = shown.partition("機器が示した値" if lang == "ja" else "What devices said")[2]
        assert all(each in told for each in words)
        assert told.count("実測" if lang == "ja" else "measured") >= 3
        assert max(width_of(each) for each in shown.splitlines()) <= size[0]


async def test_a_full_table_leaves_no_room_for_devices_and_the_row_below_the_cursor_tells() -> None:
    stage = Staged(brief(), Devices())
    async with seated(73 * SECOND, stage=stage, size=(80, 16)) as seat:
        await seat.press("tab")
        shown = await seat.until("あと21分")
        assert "機器が示した値" not in shown
