"""From the table of another tool to answers on the drill's clock, or every mistake in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bcp.durations import SECOND
from bcp.message import Message, Text
from bcp.refused import Refusal, Refused
from bcp.wareki import LocalTime
from drills.core.checkin_orders import LONGEST_WORD
from drills.core.paper_time import Around, instant
from drills.core.result_orders import ToldElsewhere
from drills.paper import roll_words as w
from drills.paper.grid import EMPTY, Cell, Sheet
from drills.paper.roll_columns import TASKS, Columns, find, missing
from drills.paper.roll_times import When, read_when

LeftOut = Literal["unknown", "outside", "older"]
LEFT_OUT: tuple[LeftOut, ...] = ("unknown", "outside", "older")


@dataclass(frozen=True)
class Asked:
    """What a file is read by.

    `person` gives the id of whom the step expects by their number, or None. `began` and `ended` are
    when the check-in began and until when answers can be, on the drill's clock. `columns` names
    headings and `means` words where the file has its own; `leave_out` are the rows that are passed
    over instead of refused. `gateway` is the way of telework of which the file is a log.
    """

    around: Around
    person: Callable[[str], str | None]
    began: int
    ended: int
    tasks: Sequence[Text] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=dict)
    leave_out: frozenset[LeftOut] = frozenset()
    gateway: str = ""


@dataclass(frozen=True)
class Roll:
    """The answers of a file, how many rows were left out and why, and what was not read of it.

    `silent` rows name somebody who had not answered.
    """

    results: tuple[ToldElsewhere, ...]
    left_out: Mapping[LeftOut, int]
    silent: int
    unread: tuple[str, ...]


@dataclass
class _Reading:
    asked: Asked
    sheet: Sheet
    columns: Columns
    refusals: list[Refusal] = field(default_factory=list)
    found: dict[str, ToldElsewhere] = field(default_factory=dict)
    left_out: dict[LeftOut, int] = field(default_factory=dict)
    silent: int = 0

    def pass_over(self, why: LeftOut) -> bool:
        """Whether such rows are left out; then this one is."""
        if why in self.asked.leave_out:
            self.left_out[why] = self.left_out.get(why, 0) + 1
        return why in self.asked.leave_out

    def refuse(self, row: int, column: str, what: Message, then: Message) -> None:
        at = self.columns.at.get(column, 1)
        self.refusals.append(self.sheet.refused(row, at, what, then))


def read_roll(sheets: Sequence[Sheet], asked: Asked) -> Roll:
    """Read the one table of answers. Raises `Refused` with every mistake in it."""
    found = [(each, find(each, asked.columns, asked.tasks)) for each in sheets if each.rows]
    tables = [(sheet, columns) for sheet, columns in found if columns is not None]
    sheet, columns = tables[0] if tables else (sheets[0], None)
    if len(tables) > 1:
        names = tuple(each.name for each, _ in tables)
        place = replace(sheet.place(), sheet="")
        raise Refused([Refusal(place, w.ONE_SHEET(sheets=names), w.LEAVE_ONE())])
    lacking = missing(sheet, columns, asked.columns)
    if lacking or columns is None:
        raise Refused(lacking)
    reading = _Reading(asked, sheet, columns)
    for row in sheet.rows:
        if row > columns.row:
            _read_row(reading, row)
    if not reading.found and not reading.refusals and not reading.left_out:
        reading.refusals.append(sheet.refused(columns.row, 1, w.NO_ROWS(), w.RIGHT_FILE()))
    if reading.refusals:
        raise Refused(reading.refusals)
    results = tuple(reading.found.values())
    return Roll(results, reading.left_out, reading.silent, columns.unread)


def _read_row(reading: _Reading, row: int) -> None:
    cells = {name: reading.sheet.cell(row, n) for name, n in reading.columns.at.items()}
    if all(each.is_empty for each in cells.values()):
        return
    before = len(reading.refusals)
    for name, cell in cells.items():
        if cell.trouble is not None:
            reading.refuse(row, name, *cell.trouble)
    answer = {name: cell for name, cell in cells.items() if name not in ("number", "date", "time")}
    if not cells["number"].is_empty and all(map(_is_nothing, (cells["time"], *answer.values()))):
        reading.silent += 1
        return
    person = _person(reading, row, cells["number"])
    if person is None and len(reading.refusals) == before:
        return
    when = _moment(reading, row, cells)
    if when is not None and not _is_within(reading, row, when) and len(reading.refusals) == before:
        return
    words = _words(reading, row, answer)
    if person is not None and when is not None and len(reading.refusals) == before:
        _keep(reading, row, replace(words, person=person, low=when[0], high=when[1]))


def _is_nothing(cell: Cell) -> bool:
    return cell.trouble is None and w.folded(cell.text) in w.NOTHING


def _person(reading: _Reading, row: int, cell: Cell) -> str | None:
    """Whom a number means; None where it was refused, or its row is left out."""
    number = cell.text.strip()
    if cell.trouble is not None:
        return None
    if not number:
        reading.refuse(row, "number", w.NO_NUMBER(), w.FILL_OR_REMOVE())
        return None
    person = reading.asked.person(number)
    if person is None and not reading.pass_over("unknown"):
        reading.refuse(row, "number", w.UNKNOWN(number=number[:40]), w.LEAVE_UNKNOWN())
    return person


def _keep(reading: _Reading, row: int, result: ToldElsewhere) -> None:
    place = reading.sheet.place(row, reading.columns.at["number"]).cell
    known = reading.found.get(result.person)
    if known is not None and not reading.pass_over("older"):
        reading.refuse(row, "number", w.TWICE(first=known.place), w.LEAVE_OLDER())
    elif known is None or result.high >= known.high:
        reading.found[result.person] = replace(result, place=place)


def _moment(reading: _Reading, row: int, cells: Mapping[str, Cell]) -> tuple[int, int] | None:
    """Between which instants of the drill's clock it was said; None where that was refused."""
    cell, around = cells["time"], reading.asked.around
    if cell.trouble is not None:
        return None
    if _is_nothing(cell):
        reading.refuse(row, "time", w.NO_TIME(), w.FILL_OR_REMOVE())
        return None
    written = _written(cell, cells.get("date", EMPTY), around)
    if written is None:
        reading.refuse(row, "time", w.BAD_TIME(text=cell.text[:40]), w.LIKE_A_TIME())
        return None
    low = _instant(written, around)
    if isinstance(low, Message):
        reading.refuse(row, "time", low, w.LIKE_A_TIME())
        return None
    return low - around.began_us, low - around.began_us + written.clock.width


def _is_within(reading: _Reading, row: int, when: tuple[int, int]) -> bool:
    """Whether it can be an answer to this check-in; where not, it is refused or left out."""
    asked, (low, high) = reading.asked, when
    if asked.began <= high and low <= asked.ended:
        return True
    if not reading.pass_over("outside"):
        clock, began, ended = (_clock(asked.around, at) for at in (low, asked.began, asked.ended))
        early = high < asked.began
        what = w.BEFORE(clock=clock, began=began) if early else w.AFTER(clock=clock, ended=ended)
        reading.refuse(row, "time", what, w.LEAVE_OUTSIDE())
    return False


def _written(cell: Cell, day: Cell, around: Around) -> When | None:
    if cell.clock is not None:
        return When(cell.clock, cell.date or day.date)
    text = cell.text if day.is_empty else f"{day.text.partition(' ')[0]} {cell.text}"
    return read_when(text, around.offset_s) or read_when(cell.text, around.offset_s)


def _instant(written: When, around: Around) -> int | Message:
    # A day far from the drill is told like any other time outside of it, in one way.
    wide = replace(
        around, now_us=around.now_us + 400 * 86_400 * SECOND, alone=written.date is not None
    )
    found = instant(wide, written.clock, written.date, None)
    return found if isinstance(found, Message) else found + written.shift_us


def _clock(around: Around, at: int) -> str:
    said = LocalTime(around.began_us + at, around.offset_s)
    return f"{said.day[0]}-{said.day[1]:02}-{said.day[2]:02} {said.clock}"


def _words(reading: _Reading, row: int, cells: Mapping[str, Cell]) -> ToldElsewhere:
    """What they said; whatever is not understood is refused."""

    def word(name: str, words: Mapping[str, tuple[str, ...]]) -> str:
        text = cells.get(name, EMPTY).text
        if w.folded(text) in w.NOTHING:
            return ""
        found = w.meant(text, words, reading.asked.means)
        if found is None:
            known = tuple(each or "none" for each in words)
            then = w.SAY_MEANING(text=text[:40], words=known)
            reading.refuse(row, name, w.NO_WORD(text=text[:40]), then)
        return found or ""

    method = cells.get("method", EMPTY).text.strip()
    if len(method) > LONGEST_WORD:
        said = w.TOO_LONG(length=len(method), most=LONGEST_WORD)
        reading.refuse(row, "method", said, w.SHORTEN())
    tasks = [name for name in TASKS if name in reading.columns.at]
    told = tuple(
        (word(name, w.TASK) if name in tasks else "") or "not_tried"
        for name in TASKS[: len(reading.asked.tasks)]
    )
    return ToldElsewhere(
        "",
        0,
        0,
        method,
        told if tasks else (),  # type: ignore[arg-type]
        word("problem", w.PROBLEM),  # type: ignore[arg-type]
        word("safety", w.SAFETY),  # type: ignore[arg-type]
        "tunnel" if reading.asked.gateway else "elsewhere",
        reading.asked.gateway,
    )
