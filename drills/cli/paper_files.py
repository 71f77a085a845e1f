"""The files of a paper log: the empty form, and a log that was typed or scanned into a table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bcp.harmless import harmless
from bcp.message import LANGUAGES, Language, Phrase, render
from bcp.model import Plan
from bcp.system_trouble import reason_of
from bcp.written_times import narrow
from drills.core.brief import Brief
from drills.core.paper_orders import Enter
from drills.core.paper_time import Around
from drills.errors import Refusal
from drills.paper.commas import sheet_of
from drills.paper.form import STEPS, Heading, form
from drills.paper.grid import Sheet
from drills.paper.log import Known, Log, read_log
from drills.paper.parts import MOST_BYTES
from drills.paper.workbook import sheets_of
from drills.whole_file import SHARED, write_new
from scenarios.model import Ask, Inject, Scenario, Step
from scenarios.zones import segment_in, zone_name

NO_FILE = Phrase(
    "enter.no_file",
    ja="「{file}」を読めません（{reason}）。",
    en="{file} cannot be read ({reason}).",
)
NOT_READ = Phrase("enter.not_read", ja="「{file}」: {why}", en="{file}: {why}")
THERE_ALREADY = Phrase(
    "enter.there_already",
    ja="「{file}」はすでにあります。記入済みかもしれないので置き換えません。"
    "-o で別の名前を指定してください。",
    en="{file} exists, and may have been filled in, so it is not replaced. Name another with -o.",
)
CANNOT_WRITE = Phrase(
    "enter.cannot_write",
    ja="「{file}」に書けません（{reason}）。書ける場所を -o で指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)
_TEXTS = (".csv", ".tsv", ".txt")


def log_in(
    path: Path, around: Around, steps: Sequence[str] | None, known: Known | None = None
) -> tuple[Log, str]:
    """What a file holds, and the SHA-256 of its bytes.

    Raises `Refused` with every mistake in it, `Refusal` where it is no table at all.
    """
    sheets, sha256 = sheets_in(path)
    return read_log(sheets, around, steps, known), sha256


def sheets_in(path: Path) -> tuple[tuple[Sheet, ...], str]:
    """The tables of a file, and the SHA-256 of its bytes. Raises `Refusal`."""
    raw = _bytes_of(path)
    try:
        sheets = _sheets(raw, path)
    except Refusal as trouble:
        raise Refusal(NOT_READ(file=path.name, why=trouble.message)) from trouble
    return sheets, hashlib.sha256(raw).hexdigest()


def order_of(log: Log, sha256: str, path: Path, by: str) -> Enter:
    """The order that a file is; `by` is who enters it."""
    return Enter(log.lines, by, path.name, sha256)


def passed_over(log: Log) -> tuple[str, ...]:
    """The sheets that hold no log, but for the list of steps that the form brings along."""
    own = {render(STEPS(), lang) for lang in LANGUAGES}
    return tuple(each for each in log.passed_over if each not in own)


def heading_for(plan: Plan, scenario: Scenario, zone: str | None, lang: Language) -> Heading:
    """What the form says of a drill: its name, its notice, its zone's steps, and the systems."""
    foreign = segment_in(plan, scenario, zone).foreign
    own = (each for each in scenario.steps if each.id not in foreign)
    return Heading(
        scenario.title.said_in(lang),
        scenario.safety.notice,
        tuple((each.id, _says(each, lang)) for each in own),
        "" if zone is None else zone_name(plan, zone),
        tuple((each.id, each.name.said_in(lang) or each.id) for each in plan.systems),
    )


def known_of(brief: Brief) -> Known:
    """What a row of a drill's log may name, and what its form has printed in it."""
    systems = {
        narrow(name).casefold(): each.id
        for each in brief.plan.systems
        for name in (each.name.ja, each.name.en, each.id)
        if name
    }
    printed = {
        each.id: frozenset(narrow(harmless(_says(each, lang))) for lang in LANGUAGES)
        for each in brief.scenario.steps
    }
    return Known(systems, printed=printed)


def _says(step: Step, lang: Language) -> str:
    """What a step says to people. A situation is not told before it is given."""
    if isinstance(step.do, Ask):
        return step.do.text.said_in(lang)
    told = step.say is not None and not isinstance(step.do, Inject)
    return step.say.said_in(lang) if told and step.say else ""


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise IsADirectoryError
        with path.open("rb") as file:
            # One byte more than is taken tells that it is too large, however large it is.
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as trouble:
        raise Refusal(NO_FILE(file=str(path), reason=reason_of(trouble))) from trouble


def _sheets(raw: bytes, path: Path) -> tuple[Sheet, ...]:
    """By what the file is, not by what it is called; only text has no mark of its own."""
    if path.suffix.lower() in _TEXTS and not raw.startswith(b"PK\x03\x04"):
        return (sheet_of(raw, path.name),)
    return sheets_of(raw, path.name)


def write_form(out: Path, heading: Heading, lang: Language) -> None:
    """Write an empty form. Raises `Refusal` where the file exists, or cannot be written."""
    try:
        write_new(out, form(heading, lang), SHARED)
    except FileExistsError as there:
        raise Refusal(THERE_ALREADY(file=str(out))) from there
    except (OSError, ValueError) as trouble:
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason_of(trouble))) from trouble
