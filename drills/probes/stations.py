"""How many stations of a broadcast or mobile radio system answer, by the list its console wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Message, Phrase, Text
from drills.probes._contract import FileSeen, Polite, Reach
from drills.probes._files import misplaced, reading_of_file
from scenarios.reading import Reading

if TYPE_CHECKING:
    from drills.wire.station_list import Station

MEANING = Text(
    ja="操作卓などが書き出した子局の一覧で、応答している局はいくつか",
    en="How many stations answer, by the list that their console wrote?",
)
PROVES = Text(
    ja="一覧を書き出した時点で、操作卓が各局をそう見ていたこと。音が出ることや聞き取れることは、"
    "通話試験（voice_test）や現地で確かめます。",
    en="When the list was written, the console saw its stations so. That a station can be heard is "
    "shown by voice_test, or on the spot.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="一覧を読めた", en="the list could be read")),
    "total": FactKind("int", Text(ja="局の数", en="how many stations it lists")),
    "answering": FactKind("int", Text(ja="応答している局の数", en="how many of them answer")),
    "not_answering": FactKind("int", Text(ja="応答していない局の数", en="how many do not")),
    "not_answering_names": FactKind(
        "str", Text(ja="応答していない局の名前", en="the names of those")
    ),
    "not_known": FactKind(
        "int", Text(ja="状態の分からない局の数", en="of how many it tells no state")
    ),
    "answering_percent": FactKind(
        "float", Text(ja="応答している局の割合", en="the share that answers"), "percent"
    ),
    "age_s": FactKind(
        "float", Text(ja="一覧を書き出してからの時間", en="time since the list was written"), "s"
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("not_answering", "equals", 0),
    Expectation("not_known", "equals", 0),
)
SERVER_FIELD = "server"
# A file that somebody writes once a day needs no more.
POLITE = Polite(apart_us=1_000_000, at_once=1)
FIELDS = {
    "file": Text(
        ja="一覧のファイル（CSV）。serverがなければ計画のフォルダーからのパス",
        en="the list's file (CSV); without a server, a path from the plan's folder",
    ),
    "server": Text(ja="一覧のあるサーバのid", en="the id of the server that has it"),
    "newest": Text(
        ja="フォルダー内で最も新しいものを選ぶ名前の型（例: stations-*.csv）。serverがあるときだけ",
        en="picks the newest file of the folder whose name fits; only with a server",
    ),
    "name": Text(ja="局の名前の列の見出し", en="the heading of the column with the names"),
    "state": Text(ja="状態の列の見出し", en="the heading of the column with the states"),
    "well": Text(ja="応答していることを示す語", en="the words of a station that answers"),
    "not_known": Text(
        ja="状態が分からないことを示す語", en="the words of one whose state is not known"
    ),
    "left_out": Text(
        ja="数えない局を示す語（休止中など）", en="the words of one that does not count"
    ),
    "oldest": Text(
        ja="これより前に書き出した一覧では判断しない",
        en="an older list says nothing; 24h if not given",
    ),
}

TOO_OLD = Phrase(
    "probes.stations.too_old",
    ja="{file}は{age:span}前に書き出されたもので、今の状態は分かりません"
    "（{oldest:span}以内のものを使います）。操作卓から書き出し直してください。",
    en="{file} was written {age:span} ago, which says nothing of now (at most {oldest:span}); have "
    "the console write it anew.",
)
NO_AGE = Phrase(
    "probes.stations.no_age",
    ja="{file}がいつ書き出されたか分からないため、判断に使いません。操作卓や保存先の時計を"
    "確かめてください。",
    en="nobody can tell when {file} was written, so it is not used; check the clocks of the "
    "console and of where it is kept.",
)
NO_COLUMNS = Phrase(
    "probes.stations.no_columns",
    ja="{file}に「{name}」と「{state}」の列がありません。先頭の行: {seen:list}。"
    "「name」と「state」に見出しを書いてください。",
    en="{file} has no columns {name!r} and {state!r}; its first line: {seen:list}. Write the "
    'headings behind "name" and "state".',
)
NO_LIST = Phrase(
    "probes.stations.no_list",
    ja="{file}は局の一覧（CSV）として読めません。",
    en="{file} cannot be read as a list of stations (CSV).",
)
NO_STATIONS = Phrase(
    "probes.stations.none",
    ja="{file}に局が一つもありません。",
    en="{file} lists no station.",
)
NOT_THERE = Phrase(
    "probes.stations.not_there",
    ja="{file}がありません。操作卓から書き出してください。",
    en="there is no {file}; have the console write it.",
)
TOO_LONG = Phrase(
    "probes.stations.too_long",
    ja="{file}は{most}バイトを超えるため、読みません。",
    en="{file} is longer than {most} bytes, so it is not read.",
)
ONLY_ON_A_SERVER = Phrase(
    "probes.stations.only_on_a_server",
    ja="newestはserverがあるときだけ書けます。",
    en="newest is only for a list on a server.",
)
NOT_ANSWERING = Phrase(
    "probes.stations.not_answering",
    ja="{total}局のうち{count}局が応答していません: {names:list}。",
    en="{count} of {total} stations do not answer: {names:list}.",
)
NOT_KNOWN = Phrase(
    "probes.stations.not_known",
    ja="{total}局のうち{count}局の状態が分かりません: {names:list}。",
    en="the state of {count} of {total} stations is not known: {names:list}.",
)

_MOST_BYTES = 1024 * 1024
_NAMED = 20


@dataclass(frozen=True)
class Params:
    """`file` is on `server`, or on this machine; the rest says what its columns and words mean."""

    file: str
    server: str | None = None
    newest: str | None = None
    name: str = "子局名"
    state: str = "状態"
    well: tuple[str, ...] = ("正常",)
    not_known: tuple[str, ...] = ("", "不明", "未確認")
    left_out: tuple[str, ...] = ("休止", "廃止")
    oldest: Span = Span(24 * HOUR)


def target(params: Params, reach: Reach) -> str:
    """The server, or the file where it is here."""
    return params.server or params.file


def wrong(params: Params) -> Message | None:
    """What is wrong with the path, or None."""
    if params.server is not None:
        return misplaced(params.file, params.newest)
    return ONLY_ON_A_SERVER() if params.newest is not None else None


async def ask(params: Params, reach: Reach) -> Reading:
    """Read the list and count."""
    mistake = wrong(params)
    seen = mistake or await _seen(params, reach)
    if isinstance(seen, Message):
        return Reading.unknown(seen)
    age = reading_of_file(seen, Span(5 * MINUTE)).facts["age_s"]
    if not isinstance(age, float):
        return Reading.unknown(NO_AGE(file=seen.name))
    if age * SECOND > params.oldest.us:
        told = TOO_OLD(file=seen.name, age=round(age) * SECOND, oldest=params.oldest.us)
        return Reading.unknown(told)
    listed = _listed(params, seen)
    if isinstance(listed, Message):
        return Reading.unknown(listed)
    return reading_of(params, listed, age, seen.name)


def _listed(params: Params, seen: FileSeen) -> Sequence[Station] | Message:
    from drills.wire import Malformed  # noqa: PLC0415
    from drills.wire.station_list import NoColumns, parsed  # noqa: PLC0415

    try:
        return parsed(seen.content or b"", params.name, params.state)
    except NoColumns as missing:
        words = {"file": seen.name, "name": params.name, "state": params.state}
        return NO_COLUMNS(**words, seen=missing.seen)
    except Malformed:
        return NO_LIST(file=seen.name)


async def _seen(params: Params, reach: Reach) -> FileSeen | Message:
    if params.server is not None:
        return await reach.file(params.server, params.file, params.newest, content=True)
    from asyncio import to_thread  # noqa: PLC0415

    return await to_thread(_here, reach.path(params.file), params.file)


def _here(path: str, written: str) -> FileSeen | Message:
    import os  # noqa: PLC0415
    import time  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    try:
        with Path(path).open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
            told = os.fstat(opened.fileno())
    except FileNotFoundError:
        return NOT_THERE(file=written)
    if len(content) > _MOST_BYTES:
        return TOO_LONG(file=written, most=_MOST_BYTES)
    now = time.time()
    return FileSeen(written, "file", told.st_size, told.st_mtime, now, now, content=content)


def reading_of(params: Params, listed: Sequence[Station], age_s: float, shown: str) -> Reading:
    """How many answer, and which do not."""
    counted = [each for each in listed if each.state not in params.left_out]
    if not counted:
        return Reading.unknown(NO_STATIONS(file=shown))
    unknown = [each.name for each in counted if each.state in params.not_known]
    good = [each.name for each in counted if each.state in params.well]
    bad = [
        each
        for each in counted
        if each.state not in params.well and each.state not in params.not_known
    ]
    total = len(counted)
    because = None
    if bad:
        names = tuple(f"{each.name}({each.state})" for each in bad[:_NAMED])
        because = NOT_ANSWERING(total=total, count=len(bad), names=names)
    elif unknown:
        because = NOT_KNOWN(total=total, count=len(unknown), names=tuple(unknown[:_NAMED]))
    return Reading(
        facts={
            "reply": True,
            "total": total,
            "answering": len(good),
            "not_answering": len(bad),
            "not_answering_names": ", ".join(each.name for each in bad),
            "not_known": len(unknown),
            "answering_percent": round(100 * len(good) / total, 1),
            "age_s": age_s,
        },
        because=because,
        said=tuple(f"{each.name}: {each.state}" for each in bad),
    )
