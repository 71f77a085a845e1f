"""The sections about what was written by hand, and how it fits what was recorded."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime
from drills.report.clock import written_clock
from drills.report.model import Report
from drills.report.paper import BesideLine, PaperEntry
from drills.report.saying import NOTHING, say, span
from drills.report.text_block import Column, Table
from drills.report.words import RESULT, SOURCE, said

PAPER = Phrase(
    "text.paper",
    ja="【紙の記録（後から入力。目視）】",
    en="WRITTEN BY HAND AND ENTERED AFTERWARDS (OBSERVED)",
)
TIME = Phrase("text.head_written", ja="時刻", en="Time")
HAPPENED = Phrase("text.head_written_text", ja="作業内容・状況", en="What happened")
STUMBLE = Phrase("text.head_written_stumble", ja="つまずき", en="Stumbled")
WHO = Phrase("text.head_written_who", ja="担当", en="Who")
ENTERED = Phrase("text.head_entered", ja="入力", en="Entered")
ENTERED_SAID = Phrase(
    "text.entered_said",
    ja="{by}\n{clock}（{late:span}後）\n{source}",
    en="{by}\n{clock} ({late:span} later)\n{source}",
)
TYPED = Phrase("text.typed", ja="直接入力", en="typed in")
FROM_FILE = Phrase("text.from_file", ja="{file} {place}", en="{file} {place}")
OF_STEP = Phrase("text.of_step", ja="［{step}］{text}", en="[{step}] {text}")
OF_RESULT = Phrase(
    "text.of_result", ja="［{about}］{text}（結果: {result}）", en="[{about}] {text} ({result})"
)
BESIDE = Phrase(
    "text.beside",
    ja="【紙の記録との照合（記録した値は変えていません）】",
    en="BESIDE THE RECORD (NO RECORDED VALUE IS CHANGED BY IT)",
)
ABOUT = Phrase("text.head_about", ja="対象", en="About")
ON_PAPER = Phrase("text.head_on_paper", ja="紙の記録", en="On paper")
RECORDED = Phrase("text.head_recorded", ja="訓練中の記録", en="Recorded")
OFF = Phrase("text.head_off", ja="違い", en="Difference")
RECORDED_AT = Phrase(
    "text.recorded_at", ja="{clock}\n誤差{error}（{source}）", en="{clock}\n+/-{error} ({source})"
)
RECORDED_ONCE = Phrase("text.recorded_once", ja="{clock}\n（{source}）", en="{clock}\n({source})")
NOT_RECORDED = Phrase("text.not_recorded", ja="記録なし", en="not recorded")
AGREES = Phrase("text.agrees", ja="一致", en="agree")
ONLY_SEEN = Phrase("text.only_seen", ja="目視のみ", en="only observed")
UNSEEN = Phrase("text.unseen", ja="要確認", en="to be looked into")
AHEAD = Phrase("text.paper_ahead", ja="紙が{by:span}以上早い", en="paper {by:span} or more early")
BEHIND = Phrase("text.paper_behind", ja="紙が{by:span}以上遅い", en="paper {by:span} or more late")
ABOUT_SAID: Mapping[str, Phrase] = {
    "step_end": Phrase("text.about_step", ja="手順の終了\n{name}", en="end of step\n{name}"),
    "loss": Phrase("text.about_loss", ja="停止\n{name}", en="loss\n{name}"),
    "return": Phrase("text.about_return", ja="復旧\n{name}", en="return\n{name}"),
}


def _paper(report: Report, lang: Language) -> Table:
    offset = report.header.utc_offset_s
    rows = [_entry_row(each, offset, lang) for each in report.paper]
    columns = (
        *(Column(TIME, 8, 8), Column(HAPPENED, 30, 30), Column(STUMBLE, 12, 12)),
        *(Column(WHO, 8, 8), Column(ENTERED, 14, 14)),
    )
    records = [each.records for each in report.paper]
    return Table(PAPER, columns, rows, records, [bool(each.stumble) for each in report.paper])


def _entry_row(entry: PaperEntry, offset: int, lang: Language) -> list[str]:
    read = FROM_FILE(file=entry.file, place=entry.place) if entry.file else TYPED()
    clock = LocalTime(entry.entered.unix_us, offset).clock[:5]
    entered = ENTERED_SAID(by=entry.by, clock=clock, late=entry.late_us, source=read)
    what = OF_STEP(step=entry.step, text=entry.text) if entry.step else None
    if entry.result is not None:
        about = entry.step or entry.system or ""
        result = said(RESULT, entry.result)
        what = OF_RESULT(about=about, text=entry.text, result=result)
    return [
        _clock(entry, offset),
        entry.text if what is None else render(what, lang),
        entry.stumble,
        entry.who or NOTHING,
        render(entered, lang),
    ]


def _beside(report: Report, lang: Language) -> Table:
    offset = report.header.utc_offset_s
    rows = [
        [
            render(ABOUT_SAID[each.about](name=say(each.name, lang)), lang),
            f"{_clock(each, offset)} {each.text}",
            render(_recorded(each, offset, lang), lang),
            render(difference(each), lang),
        ]
        for each in report.beside_paper
    ]
    columns = (
        *(Column(ABOUT, 18, 18), Column(ON_PAPER, 26, 26)),
        *(Column(RECORDED, 16, 16), Column(OFF, 14, 14)),
    )
    records = [each.records for each in report.beside_paper]
    return Table(BESIDE, columns, rows, records, [each.differs for each in report.beside_paper])


def _recorded(line: BesideLine, offset: int, lang: Language) -> Message:
    low, high = line.recorded_low, line.recorded_high
    if low is None or high is None or line.source is None:
        return NOT_RECORDED()
    middle = (low.unix_us + high.unix_us) // 2
    clock, source = LocalTime(middle, offset).clock, said(SOURCE, line.source)
    error = (high.at_us - low.at_us) // 2
    if error == 0:
        return RECORDED_ONCE(clock=clock, source=source)
    return RECORDED_AT(clock=clock, error=span(error, lang), source=source)


def _clock(line: PaperEntry | BesideLine, offset: int) -> str:
    width = line.until.at_us - line.written.at_us
    return written_clock(line.written.unix_us, width, offset)


def difference(line: BesideLine) -> Message:
    """How far the paper is from the record, in words."""
    if line.off_us is None:
        return UNSEEN() if line.differs else ONLY_SEEN()
    if line.off_us == 0:
        return AGREES()
    return (AHEAD if line.off_us < 0 else BEHIND)(by=abs(line.off_us))


SECTIONS = (_paper, _beside)
