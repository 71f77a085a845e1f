"""Lists of stations, on this machine and on a real OpenSSH server."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.message import Text, render
from bcp.model import Organisation, Plan
from drills.probes import stations
from drills.runtime.asking import Asker
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.sshd import Sshd, plan_of, start_sshd
from tests.probes.on_loopback import lines, told_in_documents

HEAD = "番号,子局名,状態\n"
WELL = HEAD + "1,本町公園,正常\n2,猫ヶ岳,正常\n3,旧役場,休止\n"
BAD = HEAD + "1,本町公園,正常\n2,猫ヶ岳,無応答\n3,港,電池異常\n4,駅前,不明\n"

Written = Callable[[Path], None]


def writes(text: str, encoding: str = "cp932", hours_ago: float = 0) -> Written:
    def written(path: Path) -> None:
        path.write_text(text, encoding)
        then = time.time() - hours_ago * 3600
        os.utime(path, (then, then))

    return written


async def asked(folder: Path, **params: Any) -> Reading:
    asker = Asker(replace(Plan(Organisation("訓練町")), folder=str(folder)))
    found = await asker.ask(ProbeCall("stations", "stations.csv", params), timeout_us=3_000_000)
    await asker.close()
    return found


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
async def test_stations_are_counted_and_those_that_do_not_answer_are_named(
    tmp_path: Path, encoding: str
) -> None:
    writes(BAD, encoding)(tmp_path / "stations.csv")
    found = await asked(tmp_path)
    facts = found.facts
    assert [facts[each] for each in ("total", "answering", "not_answering", "not_known")] == [
        *(4, 1, 2, 1)
    ]
    assert (facts["not_answering_names"], facts["answering_percent"]) == ("猫ヶ岳, 港", 25.0)
    assert found.because is not None
    assert render(found.because, "ja") == (
        "4局のうち2局が応答していません: 猫ヶ岳(無応答)、港(電池異常)。"
    )


async def test_a_station_that_is_out_of_use_does_not_count(tmp_path: Path) -> None:
    writes(WELL)(tmp_path / "stations.csv")
    found = await asked(tmp_path)
    assert (found.facts["total"], judge(found, stations.HEALTHY).outcome) == (2, "held")


async def test_headings_and_words_are_those_of_the_console(tmp_path: Path) -> None:
    writes("局名\t応答\n本町公園\tOK\n猫ヶ岳\tNG\n", "utf-8")(tmp_path / "stations.csv")
    found = await asked(tmp_path, name="局名", state="応答", well=["OK"])
    assert (found.facts["answering"], found.facts["not_answering_names"]) == (1, "猫ヶ岳")


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    running = start_sshd(tmp_path_factory.mktemp("sshd"), extra="Subsystem sftp internal-sftp\n")
    yield running
    running.stop()


async def test_the_newest_list_of_a_server_is_read_over_sftp(
    console: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    writes(BAD, hours_ago=30)(tmp_path / "stations-1.csv")
    writes(WELL, hours_ago=1)(tmp_path / "stations-2.csv")
    asker = Asker(plan_of(console.server()))
    params = {"server": "srv", "newest": "stations-*.csv"}
    found = await asker.ask(ProbeCall("stations", str(tmp_path), params), timeout_us=10_000_000)
    await asker.close()
    assert (found.facts["total"], found.facts["not_answering"]) == (2, 0)
    assert 3_500 < float(found.facts["age_s"] or 0) < 3_700


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"server": "srv", "file": "list.csv"}, "probes.file.no_path"),
        ({"file": "list.csv", "newest": "*.csv"}, "probes.stations.only_on_a_server"),
        ({"file": "list.csv"}, None),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_plan(
    params: dict[str, Any], code: str | None
) -> None:
    mistake = stations.wrong(stations.Params(**params))
    assert (mistake.code if mistake else None) == code


CELLS: dict[str, tuple[Text, Written, str]] = {
    "none": (Text("なし", "none"), writes(WELL), ""),
    "silent": (Text("無応答の局", "stations are silent"), writes(BAD), "not_answering"),
    "unknown": (
        Text("状態の分からない局", "states not known"),
        *(writes(WELL + "4,駅前,不明\n"), "not_known"),
    ),
    "old": (Text("古い一覧", "an old list"), writes(WELL, hours_ago=50), "too_old"),
    "future": (Text("時計の狂い", "clocks are off"), writes(WELL, hours_ago=-2), "no_age"),
    "headings": (Text("見出し違い", "other headings"), writes("局名,結果\na,b\n"), "no_columns"),
    "empty": (Text("局なし", "no stations"), writes(HEAD), "none"),
    "binary": (
        Text("表計算のファイル", "a workbook"),
        *(lambda path: path.write_bytes(b"PK\x03\x04\0\0\0"), "no_list"),
    ),
    "missing": (Text("ファイルなし", "no file"), lambda path: None, "not_there"),
    "long": (Text("大きすぎる", "too long"), writes(HEAD + "a,b,c\n" * 200_000), "too_long"),
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=[f"stations × {each}" for each in CELLS])
async def test_each_fault_is_told_in_words_of_its_own(
    tmp_path: Path, cell: tuple[Text, Written, str]
) -> None:
    fault, written, code = cell
    written(tmp_path / "stations.csv")
    found = await asked(tmp_path)
    told = [each.code for each in (found.could_not_ask, found.because, found.note) if each]
    assert told == ([f"probes.stations.{code}"] if code else [])
    assert told_in_documents("stations", lines(fault, found, stations.HEALTHY, {})) == []
