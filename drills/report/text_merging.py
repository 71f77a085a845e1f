"""The sections about the segments of a merged drill and their clocks."""

from __future__ import annotations

from bcp.message import Language, Message, Phrase, Text, render
from drills.report.merging_lines import PairLine, SegmentLine
from drills.report.model import Report
from drills.report.saying import say, wall
from drills.report.text_block import Column, Points, Table
from drills.report.text_municipalities import municipalities_table
from drills.report.words import MODE, said

SEGMENTS = Phrase("merging.segments", ja="【区分ごとの記録】", en="SEGMENTS")
ZONE = Phrase("merging.head_zone", ja="区分", en="Zone")
TERMINAL = Phrase("merging.head_terminal", ja="端末・進行", en="Terminal, run by")
STARTED = Phrase("merging.head_own_start", ja="端末の時計での開始", en="Start by its clock")
CLOCK = Phrase("merging.head_clock", ja="時計の進み", en="Clock ahead by")
STATE = Phrase("merging.head_segment_state", ja="記録", en="Record")
REFERENCE = Phrase("merging.clock_reference", ja="基準", en="reference")
AHEAD = Phrase(
    "merging.clock_ahead",
    ja="{ahead:ahead}\n誤差{error:exact}",
    en="{ahead:ahead}\nerror {error:exact}",
)
UNCOMPARED = Phrase("merging.clock_uncompared", ja="未照合", en="not compared")
CLOSED = Phrase("merging.segment_closed", ja="終了", en="closed")
OPEN = Phrase("merging.segment_open", ja="終了なし", en="no end")
SIGNATURE = {
    "good": Phrase("merging.segment_signed", ja="署名確認", en="signature checked"),
    "unknown": Phrase(
        "merging.segment_signed_unknown", ja="署名の鍵が不明", en="signed, key unknown"
    ),
    "none": Phrase("merging.segment_unsigned", ja="署名なし", en="not signed"),
}
CLOCKS = Phrase("merging.clocks", ja="【時計の照合】", en="HOW THE CLOCKS WERE COMPARED")
PAIR = Phrase(
    "merging.clock_pair",
    ja="{one}と{other}: 区分をまたぐ時間には、前後に{error:exact}の誤差を加えています",
    en="{one} and {other}: times from one to the other carry another {error:exact} of error "
    "either way",
)
PAIR_UNCOMPARED = Phrase(
    "merging.clock_pair_uncompared",
    ja="{one}と{other}: 未照合（区分をまたぐ時間は測定値として示しません）",
    en="{one} and {other}: not compared; no time from one to the other is given as measured",
)
SOURCE = Phrase(
    "merging.segment_source",
    ja="{zone}: 実施番号 {run}　記録 {records}件　最後のハッシュ値 {head}　鍵 {key}　"
    "含まれないもの {left_out}　写し {kept}",
    en="{zone}: run {run}, {records} records, hash of the last one {head}, key {key}, "
    "left out: {left_out}, kept as {kept}",
)
SOURCES = Phrase("merging.segment_sources", ja="【結合した記録】", en="RECORDS THAT WERE MERGED")
LEFT_OUT = {
    "addresses": Phrase("merging.left_out_addresses", ja="接続先", en="addresses"),
    "people": Phrase("merging.left_out_people", ja="氏名", en="names of people"),
    "evidence": Phrase("merging.left_out_evidence", ja="証跡ファイル", en="files of evidence"),
}


def _segments(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(ZONE, 14, 14), Column(TERMINAL, 20, 20), Column(STARTED, 14, 12)),
        *(Column(CLOCK, 12, 14), Column(STATE, 14, 14)),
    )
    part = report.merging
    segments = part.segments if part else ()
    offset = report.header.utc_offset_s
    rows = [_row(each, offset, lang, first=place == 0) for place, each in enumerate(segments)]
    return Table(SEGMENTS, columns, rows)


def _row(segment: SegmentLine, offset: int, lang: Language, *, first: bool) -> list[str]:
    state = [CLOSED() if segment.closed else OPEN(), SIGNATURE[segment.signature]()]
    who = [segment.terminal or "-", segment.operator, render(said(MODE, segment.mode), lang)]
    return [
        # What is said of it further on, and typed, is the id.
        segment.name if segment.label == segment.name else f"{segment.label}\n({segment.name})",
        "\n".join(who),
        wall(segment.own_start, offset),
        say(REFERENCE() if first else _ahead(segment), lang),
        "\n".join(render(each, lang) for each in state),
    ]


def _ahead(segment: SegmentLine) -> Message:
    if segment.error_us is None:
        return UNCOMPARED()
    return AHEAD(ahead=segment.ahead_us, error=segment.error_us)


def _clocks(report: Report, lang: Language) -> Points:
    part = report.merging
    if part is None:
        return Points(CLOCKS, ())
    messages = (*map(_pair, part.pairs), *part.evidence)
    return Points(CLOCKS, [say(each, lang) for each in messages])


def _pair(pair: PairLine) -> Message:
    if pair.error_us is None:
        return PAIR_UNCOMPARED(one=pair.one, other=pair.other)
    return PAIR(one=pair.one, other=pair.other, error=pair.error_us)


def _sources(report: Report, lang: Language) -> Points:
    segments = report.merging.segments if report.merging else ()
    return Points(SOURCES, [render(_source(each), lang) for each in segments])


def _source(segment: SegmentLine) -> Message:
    left_out = tuple(
        LEFT_OUT[each]() if each in LEFT_OUT else Text(each, each) for each in segment.left_out
    )
    return SOURCE(
        zone=segment.name,
        run=segment.run_id,
        records=segment.records,
        head=segment.head,
        key=segment.key or "-",
        left_out=_LISTED(each=left_out) if left_out else "-",
        kept=segment.kept,
    )


_LISTED = Phrase("merging.listed", ja="{each:list}", en="{each:list}")
SECTIONS = (municipalities_table, _segments, _clocks)
SOURCE_SECTIONS = (_sources,)
