"""From the tables of a log to its lines on the drill's clock, or every mistake in it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bcp.did_you_mean import remedy
from bcp.message import Message
from bcp.refused import Refusal, Refused
from bcp.written_times import Clock, Date, narrow, read_date, read_when
from drills.core.paper_events import PaperLine, Told
from drills.core.paper_time import Around, instant
from drills.paper import words as w
from drills.paper.columns import Column, Headings, entered_by, find, headings
from drills.paper.grid import EMPTY, Cell, Sheet
from drills.paper.results import OF_SYSTEMS, offered, read_result

LONGEST = 2_000
DITTO = frozenset({"〃", "々", "同上", '"', "''", "”", "ditto"})
# What is said once for several rows may be merged, and a ditto mark may stand below empty cells.
_SHARED: tuple[Column, ...] = ("date", "time", "who", "step")


@dataclass(frozen=True)
class Known:
    """What else a row may name, and what the form has printed in it.

    `systems` has the id for each name of a system, `elsewhere` the zone of each step that is not
    this paper's, and `printed` what stands in the form beside each step.
    """

    systems: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """Where a line was read."""

    sheet: Sheet
    row: int
    columns: Mapping[Column, int]

    def refused(self, column: Column, what: Message, remedy: Message) -> Refusal:
        """A mistake in one of its cells."""
        at = self.columns.get(column, self.columns["text"])
        return self.sheet.refused(self.row, at, what, remedy)


@dataclass(frozen=True)
class Log:
    """What was written, and who entered it where the file says so.

    `passed_over` are the sheets in which something stands, but no log. `rows` says of each line
    where it was read.
    """

    lines: tuple[PaperLine, ...]
    by: str = ""
    passed_over: tuple[str, ...] = ()
    rows: tuple[Written, ...] = ()


@dataclass
class _Reading:
    """What was said so far: the row above is what the next one may leave out."""

    around: Around
    steps: Sequence[str] | None
    known: Known
    refusals: list[Refusal] = field(default_factory=list)
    lines: list[PaperLine] = field(default_factory=list)
    rows: list[Written] = field(default_factory=list)
    above: dict[Column, Cell] = field(default_factory=dict)
    before_us: int | None = None
    date: Date | None = None


def read_log(
    sheets: Sequence[Sheet], around: Around, steps: Sequence[str] | None, known: Known | None = None
) -> Log:
    """Read the lines of every sheet that has the headings of a log.

    `steps` are those that a line may name, or None where any may. Raises `Refused`.
    """
    reading = _Reading(around, steps, known or Known())
    by, passed_over = "", []
    found = False
    for sheet in sheets:
        row = find(sheet)
        if row is None:
            passed_over += [sheet.name] if sheet.rows else []
            continue
        found = True
        by = by or entered_by(sheet, row)
        _read_sheet(reading, sheet, row)
    if not found:
        place = sheets[0].place() if len(sheets) == 1 else replace(sheets[0].place(), sheet="")
        raise Refused([Refusal(place, w.NO_HEADINGS(), w.USE_THE_FORM())])
    if reading.refusals:
        raise Refused(reading.refusals)
    return Log(tuple(reading.lines), by, tuple(passed_over), tuple(reading.rows))


def _read_sheet(reading: _Reading, sheet: Sheet, row: int) -> None:
    heads, wrong = headings(sheet, row)
    reading.refusals += wrong
    reading.above, reading.before_us, reading.date = {}, None, None
    if any(each.place.line == row for each in wrong):
        return  # which column is which is not known
    written = False
    for n in sheet.rows:
        if n > row:
            written = _read_row(reading, sheet, heads, n) or written
    if not written and not reading.refusals:
        reading.refusals.append(sheet.refused(row, 1, w.NOTHING_WRITTEN(), w.WRITE_LINES()))


def _read_row(reading: _Reading, sheet: Sheet, heads: Headings, n: int) -> bool:
    """Read a row; False where it is empty. A date by itself is that of the rows below."""
    own = {each: sheet.cell(n, column) for each, column in heads.columns.items()}
    if all(own[each].is_empty for each in own if each != "number"):
        return False
    if _is_untouched(own, reading.known.printed):
        return False
    cells = {
        each: sheet.covering(n, column) if each in _SHARED else own[each]
        for each, column in heads.columns.items()
    }
    row = _Row(reading, sheet, heads, n, cells)
    row.make_plain()
    date = row.date()
    if all(own[each].is_empty for each in own if each not in ("number", "date")):
        reading.date = date or reading.date
        reading.refusals += row.refusals
        return False
    line = row.line(date)
    reading.refusals += row.refusals
    if line is not None and not row.refusals:
        reading.lines.append(line)
        reading.rows.append(Written(sheet, n, heads.columns))
    return True


def _is_untouched(own: Mapping[Column, Cell], printed: Mapping[str, frozenset[str]]) -> bool:
    """Whether a row is as the form printed it: nobody wrote anything of that step."""
    filled = {column for column, cell in own.items() if not cell.is_empty}
    step = narrow(own["step"].text) if "step" in filled else ""
    if not filled <= {"step", "text", "number"} or step not in printed:
        return False
    return "text" not in filled or narrow(own["text"].text) in printed[step]


@dataclass
class _Row:
    """One row while it is read."""

    reading: _Reading
    sheet: Sheet
    heads: Headings
    n: int
    cells: dict[Column, Cell]
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, column: Column, what: Message, remedy: Message) -> None:
        self.refusals.append(self.sheet.refused(self.n, self.heads.columns[column], what, remedy))

    def cell(self, column: Column) -> Cell:
        return self.cells.get(column, EMPTY)

    def make_plain(self) -> None:
        """Put what a ditto mark repeats in its place, and refuse what cannot be read."""
        above = self.reading.above
        for column, cell in self.cells.items():
            if cell.trouble is not None:
                self.refuse(column, *cell.trouble)
            elif len(cell.text) > LONGEST:
                self.refuse(column, w.TOO_LONG(length=len(cell.text), most=LONGEST), w.SPLIT_IT())
            elif narrow(cell.text) in DITTO:
                if column not in above:
                    self.refuse(column, w.DITTO_OF_NOTHING(text=cell.text), w.WRITE_IT())
                self.cells[column] = above.get(column, EMPTY)
            elif not cell.is_empty:
                above[column] = cell
            elif column not in _SHARED:
                above.pop(column, None)

    def date(self) -> Date | None:
        cell = self.cell("date")
        if cell.date is not None or cell.is_empty or cell.trouble:
            return cell.date
        found = read_date(cell.text)
        if found is None:
            self.refuse("date", w.BAD_DATE(text=cell.text[:40]), w.WRITE_DATE())
        return found

    def line(self, date: Date | None) -> PaperLine | None:
        """The line, or None where something in the row was refused."""
        written = self._instant(date)
        step = self._step()
        system = self._system()
        result = self._result(step, system)
        # Beside a step of the form, its result says enough.
        text = self.cell("text").text.strip() or (self.cell("result").text.strip() if step else "")
        if not text and not self.cell("text").trouble:
            self.refuse("text", w.NO_TEXT(), w.WRITE_TEXT())
        if written is None:
            return None
        low, width = written
        low -= self.reading.around.began_us
        place = self.sheet.place(self.n, self.heads.columns["text"]).cell
        stumble, who = self.cell("stumble").text.strip(), self.cell("who").text.strip()
        words = (text, stumble, who, step or None, place, result, system)
        return PaperLine(low, low + width, *words)

    def _step(self) -> str:
        step, known = narrow(self.cell("step").text), self.reading.steps
        if step in self.reading.known.elsewhere:
            zone = self.reading.known.elsewhere[step]
            self.refuse("step", w.OTHER_ZONE(step=step, zone=zone), w.LEAVE_STEP())
        elif step and known is not None and step not in known:
            self.refuse("step", w.NO_STEP(step=step), remedy(step, known))
        return step

    def _system(self) -> str | None:
        given, known = narrow(self.cell("system").text), self.reading.known.systems
        if not given:
            return None
        if given.casefold() not in known:
            ids = tuple(dict.fromkeys(known.values()))
            self.refuse("system", w.NO_SYSTEM(system=given), remedy(given, ids))
        return known.get(given.casefold())

    def _result(self, step: str, system: str | None) -> Told | None:
        cell = self.cell("result")
        if cell.is_empty or cell.trouble is not None:
            return None
        result = read_result(cell.text)
        if result is None:
            known = (*offered("ja"), *offered("en"))
            what = w.NO_RESULT(text=cell.text[:40])
            self.refuse("result", what, w.RESULTS_ARE(words=known))
        elif result in OF_SYSTEMS:
            if system is None and self.cell("system").is_empty:
                self.refuse("result", w.RESULT_OF_NO_SYSTEM(text=cell.text), w.NAME_SYSTEM())
        elif not step:
            self.refuse("result", w.RESULT_OF_NO_STEP(text=cell.text), w.NAME_STEP())
        return result

    def _instant(self, date: Date | None) -> tuple[int, int] | None:
        """The Unix time that was written, and how long it lasts as it was written."""
        cell, reading = self.cell("time"), self.reading
        if cell.trouble is not None:
            return None
        if cell.is_empty:
            self.refuse("time", w.NO_TIME(), w.WRITE_TIME())
            return None
        clock, own_date = _clock(cell)
        if clock is None:
            self.refuse("time", w.BAD_TIME(text=cell.text[:40]), w.TO_THE_MINUTE())
            return None
        date = date or own_date or reading.date
        found = instant(reading.around, clock, date, reading.before_us)
        if isinstance(found, Message):
            self.refuse("time", found, w.GIVE_DATE() if date is None else w.SEE_DATE())
            return None
        reading.before_us, reading.date = found, None
        return found, clock.width


def _clock(cell: Cell) -> tuple[Clock | None, Date | None]:
    """The time of day, and the date where it stands in the same cell."""
    if cell.clock is not None:
        return cell.clock, cell.date
    return read_when(cell.text) or (None, None)
