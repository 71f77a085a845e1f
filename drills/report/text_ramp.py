"""The section of the report about staff who connected wave by wave."""

from __future__ import annotations

from bcp.message import Language, Message, Phrase, render
from drills.report.model import Report
from drills.report.ramp_lines import WaveLine
from drills.report.ramp_words import LIMITS
from drills.report.saying import NOTHING, wall
from drills.report.text_block import Column, Table

HEADING = Phrase("text.ramp", ja="【段階的な接続】", en="STAFF CONNECTED IN WAVES")
STEP = Phrase("text.head_ramp_step", ja="手順", en="Step")
STAFF = Phrase("text.head_ramp_staff", ja="累計", en="Told")
AT = Phrase("text.head_ramp_at", ja="時刻", en="Time")
THERE = Phrase("text.head_ramp_there", ja="点呼", en="Checked in")
IN_USE = Phrase("text.head_ramp_in_use", ja="接続（使用率）", en="Sessions (share)")
LOG_IN = Phrase("text.head_ramp_login", ja="ログイン", en="Log-in")
MBPS = Phrase("text.head_ramp_mbps", ja="速度", en="Mbps")
LOAD = Phrase("text.head_ramp_load", ja="CPU・メモリ", en="CPU, memory")
NOTE = Phrase("text.head_ramp_note", ja="限界・備考", en="Limit, note")
BEFORE = Phrase("text.ramp_before", ja="開始前", en="before")
USED = Phrase("text.ramp_used", ja="{count} ({percent}%)", en="{count} ({percent}%)")
SECONDS = Phrase("text.ramp_seconds", ja="{count}秒", en="{count} s")
STOPPED = Phrase("text.ramp_stopped", ja="{limit}。{why}", en="{limit}. {why}")
UNKNOWN = Phrase("text.ramp_unknown", ja="確認できず{count}件", en="{count} not known")
SESSIONS = Phrase("text.ramp_sessions", ja="試験用の接続{count}本", en="{count} test sessions")


def _ramps(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 8, 8), Column(STAFF, 6, 6), Column(AT, 8, 8), Column(THERE, 6, 10)),
        *(Column(IN_USE, 14, 16), Column(LOG_IN, 8, 7), Column(MBPS, 6, 6), Column(LOAD, 11, 11)),
        Column(NOTE, 20, 20),
    )
    lines, offset = report.waves, report.header.utc_offset_s
    rows = [_row(each, offset, lang) for each in lines]
    striking = [each.limit is not None for each in lines]
    return Table(HEADING, columns, rows, [each.records for each in lines], striking)


def _row(line: WaveLine, offset: int, lang: Language) -> list[str]:
    return [
        line.step,
        str(line.staff) if line.wave else render(BEFORE(), lang),
        wall(line.began, offset),
        _plain(line.checked_in),
        _used(line, lang),
        _seconds(line.log_in_ms, lang),
        _plain(line.mbps),
        _load(line),
        "\n".join(render(each, lang) for each in _notes(line)) or NOTHING,
    ]


def _plain(value: float | None) -> str:
    return NOTHING if value is None else f"{value:g}"


def _used(line: WaveLine, lang: Language) -> str:
    if line.in_use is None:
        return NOTHING
    return render(USED(count=line.in_use, percent=_plain(line.percent)), lang)


def _seconds(value: float | None, lang: Language) -> str:
    return NOTHING if value is None else render(SECONDS(count=f"{value / 1000:.1f}"), lang)


def _load(line: WaveLine) -> str:
    known = [each for each in (line.cpu_percent, line.memory_percent) if each is not None]
    return ", ".join(f"{each:g}%" for each in known) or NOTHING


def _notes(line: WaveLine) -> list[Message]:
    notes = []
    if line.limit is not None:
        notes.append(STOPPED(limit=LIMITS[line.limit](), why=line.why))
    if line.sessions:
        notes.append(SESSIONS(count=line.sessions))
    if line.unknown:
        notes.append(UNKNOWN(count=line.unknown))
    return notes


SECTIONS = (_ramps,)
