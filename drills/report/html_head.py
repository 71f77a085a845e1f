"""The head of the page: which drill, the result in a word and a sentence, and the counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.core.measure import Verdict
from drills.core.overall import Overall
from drills.report import html_words as w
from drills.report import page_facts, text_first, text_trust
from drills.report.html_chart import last_at
from drills.report.model import Report
from drills.report.page_grade import MARKS
from drills.report.public_words import PRINTED
from drills.report.words import HAZARD, MODE, VERDICT, said

_TONES: Mapping[Overall, Verdict] = {
    Overall.PASSED: "met",
    Overall.TARGET_MISSED: "missed",
    Overall.STEP_FAILED: "missed",
    Overall.WITHIN_ERROR: "within_error",
    Overall.NOT_MEASURED: "not_measured",
}


@dataclass(frozen=True)
class Count:
    """How many figures, or steps, ended so; `note` says of which kind they were."""

    verdict: str
    mark: str
    word: str
    number: int
    note: str = ""


@dataclass(frozen=True)
class Fact:
    """A label and its value; `wide` where the value needs the whole line."""

    label: str
    value: str
    wide: bool


@dataclass(frozen=True)
class Head:
    """What stands above everything else."""

    title: str
    name: str
    handle: str
    printed: str
    facts: tuple[Fact, ...]
    stamps: tuple[str, ...]
    tone: str
    mark: str
    result: str
    sentence: str
    reason: str
    counts: tuple[Count, ...]


def head_of(report: Report, lang: Language) -> Head:
    """The head of a report."""
    overall, reason = report.summary.overall, report.summary.reason
    tone: str = _TONES.get(overall, "stopped")
    if overall == Overall.PASSED and not report.summary.tally.measured:
        tone = "not_measured"
    return Head(
        title=render(text_first.TITLE(notice=report.header.notice), lang),
        name=report.header.title.said_in(lang),
        handle=render(text_first.handling(report), lang),
        printed=render(printed(report), lang),
        facts=tuple(_facts(report, lang)),
        stamps=tuple(text_first.stamps(report, lang)),
        tone=tone,
        mark=_mark(tone),
        result=render(text_first.result_word(report), lang),
        sentence=render(w.SENTENCE[overall](), lang),
        reason="" if reason is None else render(text_first.REASON(reason=reason), lang),
        counts=tuple(_counts(report, lang)),
    )


def printed(report: Report) -> Message:
    """The short mark in the margin of every printed page."""
    return PRINTED() if report.edition == "public" else w.PRINTED()


def _mark(tone: str) -> str:
    return next((mark for verdict, mark in MARKS.items() if verdict == tone), "！")


def _facts(report: Report, lang: Language) -> Iterator[Fact]:
    header = report.header
    kind = w.KIND_SAID(mode=said(MODE, header.mode), hazard=said(HAZARD, header.hazard))
    written = _local(report, header.began.unix_us + last_at(report))
    day = w.WRITTEN_SAID(date=date_said(written, lang))
    rows = (
        (w.DRILL, header.title.said_in(lang), True),
        (w.HELD, render(page_facts.held(report, lang), lang), True),
        (w.KIND, render(kind, lang), False),
        (w.RUN, header.run_id, False),
        (w.BY, header.organisation, False),
        (w.AUTHOR, header.operator, False),
        *_took_part(report, lang),
        (w.WRITTEN, render(day, lang), not report.participation.people),
        (w.RECORD, _verified(report, lang), True),
    )
    for label, value, wide in rows:
        if value:
            yield Fact(render(label(), lang), value, wide)


def _took_part(report: Report, lang: Language) -> Iterator[tuple[Phrase, str, bool]]:
    part = report.participation
    if part.people:
        yield page_facts.WHO, render(page_facts.people(part), lang), True
        if part.outside:
            yield page_facts.OUTSIDE, page_facts.outside(part, lang), True
        recorder = part.recorder.said_in(lang)
        yield page_facts.HOURS, render(page_facts.hours(part), lang), False
        if recorder:
            yield page_facts.RECORDER, recorder, False


def _local(report: Report, unix_us: int) -> LocalTime:
    return LocalTime(unix_us, report.header.utc_offset_s)


def _verified(report: Report, lang: Language) -> str:
    if report.journal.trusted is False and report.journal.fault is not None:
        return render(text_first.NOT_TRUSTED(fault=report.journal.fault), lang)
    state = text_trust.INTACT if report.journal.trusted else text_trust.UNVERIFIED
    return render(state(), lang)


def _counts(report: Report, lang: Language) -> Iterator[Count]:
    tally = report.summary.tally
    for verdict, mark in MARKS.items():
        number = tally.verdicts[verdict]
        note = render(w.OF_THEM_MEASURED(count=tally.met_measured), lang)
        if verdict != "no_target" or number:
            word = render(VERDICT[verdict](), lang)
            yield Count(verdict, mark, word, number, note if verdict == "met" and number else "")
    steps = w.STEPS_SAID(failed=tally.steps_failed, not_done=tally.steps_not_done)
    yield Count("steps", "", render(w.STEPS(), lang), tally.steps, render(steps, lang))
