"""From the table of an event list (MSEL) to its events, or every mistake in it at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from bcp.did_you_mean import remedy
from bcp.message import Message, Text
from bcp.refused import CellPlace, Refusal, Refused, column_letters
from bcp.written_times import Date, narrow, read_date
from drills.paper import event_words as w
from drills.paper.columns import folded
from drills.paper.event_columns import Columns, table_of, words_above
from drills.paper.event_times import Timeline, read_length, read_offset
from drills.paper.grid import EMPTY, Cell, Sheet
from drills.paper.log import DITTO
from scenarios.model import After, Ending

LONGEST = 2_000
MOST_EVENTS = 900
Kind = Literal["inject", "ask", "notify", "other"]
# What stands in the column of kinds; `other` is a step that a list only shows, such as a probe.
KINDS: Mapping[Kind, Text] = {
    "inject": Text("状況付与", "Inject"),
    "ask": Text("問い", "Question"),
    "notify": Text("報告", "Report"),
    "other": Text("その他", "Other"),
}
_KIND = {folded(said): kind for kind, text in KINDS.items() for said in (text.ja, text.en)}
_NUMBER = re.compile(r"[A-Za-z.()#№-]{0,3}\d[A-Za-z\d.()-]{0,7}", re.ASCII)
_ID = re.compile(r"[^\W_][\w.-]{0,63}")
# Below the first row of a merged range these say the same; so does a ditto mark.
_SHARED = ("time", "elapsed", "to", "from", "via", "by")
_TIMES = ("time", "elapsed")


@dataclass(frozen=True)
class Event:
    """One row: `at` in microseconds since the start, or `after` other rows, or both.

    `by` is who does it where the list says so; `answers` is who is asked for what was `expected`.
    `notes` are what stands in columns that a scenario has no room for, with their headings;
    `section` is the heading between the rows above it.
    """

    id: str
    kind: Kind = "inject"
    at: int | None = None
    after: tuple[After, ...] = ()
    text: Text = Text()
    to: Text = Text()
    sender: str = ""
    via: str = ""
    by: str = ""
    within: int | None = None
    expected: str = ""
    answers: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    section: str = ""
    row: CellPlace = field(default=CellPlace("", 0, 0), compare=False)


@dataclass(frozen=True)
class EventList:
    """The events of a table, what it is called, and what was not taken over.

    `start` is the time of day of T+0 where the table has one. `shown` are the rows that only show
    a step of a machine. `above` are the words above the table where more than one might be its
    title.
    """

    events: tuple[Event, ...]
    title: str = ""
    start: int | None = None
    shown: tuple[Event, ...] = ()
    above: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """The ids of what is only shown."""
        return tuple(each.id for each in self.shown)


@dataclass
class _Reading:
    sheet: Sheet
    columns: Columns
    roles: Mapping[str, str]
    timeline: Timeline
    refusals: list[Refusal] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    edges: list[tuple[int, After]] = field(default_factory=list)
    above: dict[str, Cell] = field(default_factory=dict)
    section: str = ""
    date: Date | None = None


def read_events(
    sheets: Sequence[Sheet],
    *,
    roles: Mapping[str, str] | None = None,
    start: tuple[int, Date | None] | None = None,
    sheet: str | None = None,
) -> EventList:
    """Read the one table of events. Raises `Refused` with every mistake in it.

    `roles` has the id for each folded name of a role; `start` is the time of day and the date of
    T+0; `sheet` names one of several.
    """
    table, columns = table_of(sheets, sheet)
    clock, day = start or (None, None)
    reading = _Reading(table, _with_bare(table, columns), roles or {}, Timeline(clock, day))
    for row in table.rows:
        if row > columns.row:
            _read_row(reading, row)
    _check(reading)
    if reading.refusals:
        raise Refused(reading.refusals)
    kept = tuple(each for each in reading.events if each.kind != "other")
    shown = tuple(each for each in reading.events if each.kind == "other")
    above = words_above(table, columns)
    title = above[0] if len(above) == 1 else ""
    return EventList(kept, title, reading.timeline.start, shown, () if title else above)


def _with_bare(sheet: Sheet, columns: Columns) -> Columns:
    """Columns without a heading are notes as well, by their letter."""
    headed = {*columns.at.values(), *columns.others}
    bare = sorted({n for row, n in sheet.cells if row > columns.row and n not in headed})
    others = {**columns.others, **{n: column_letters(n) for n in bare}}
    return Columns(columns.row, columns.at, others)


def _check(reading: _Reading) -> None:
    """What can be said only when all rows were read."""
    for row, after in reading.edges:
        if after.step not in reading.ids:
            at = reading.columns.at["after"]
            what = w.NO_STEP(id=after.step)
            then = remedy(after.step, tuple(reading.ids))
            reading.refusals.append(reading.sheet.refused(row, at, what, then))
    place = reading.sheet.place(reading.columns.row, 1)
    count = len(reading.events)
    if count > MOST_EVENTS:
        what = w.TOO_MANY(count=count, most=MOST_EVENTS)
        reading.refusals.append(Refusal(place, what, w.TWO_LISTS()))
    elif all(each.kind == "other" for each in reading.events) and not reading.refusals:
        reading.refusals.append(Refusal(place, w.NO_EVENTS(), w.WRITE_EVENTS()))


def _read_row(reading: _Reading, n: int) -> None:
    sheet, columns = reading.sheet, reading.columns
    own = {column for at, column in sheet.cells if at == n and not sheet.cell(n, column).is_empty}
    number = columns.at.get("number", 0)
    if own == {number} and not _NUMBER.fullmatch(narrow(sheet.cell(n, number).text)):
        reading.section = " ".join(sheet.cell(n, number).text.split())
        return
    own.discard(number)
    if not own:
        return
    if len(own) == 1 and _is_section(reading, n, *own):
        return
    row = _Row(reading, n)
    row.make_plain()
    event = row.event()
    reading.refusals += row.refusals
    if event is not None:
        reading.events.append(event)


def _is_section(reading: _Reading, n: int, column: int) -> bool:
    """Whether a row of one cell parts sections; a date alone is that of the row below."""
    cell = reading.sheet.cell(n, column)
    text = " ".join(cell.text.split())
    at = {number: key for key, number in reading.columns.at.items()}.get(column)
    if at == "date" and (cell.date or read_date(text)):
        reading.date = cell.date or read_date(text)
        return True
    if cell.trouble or (at in ("text", "title") and column != reading.columns.first):
        return False
    if at in _TIMES and (cell.clock or read_offset(text, bare=at == "elapsed") is not None):
        return False
    if at in _TIMES and Timeline(0).at(cell, None, None).__class__ is int:
        return False
    reading.section = text
    return True


@dataclass
class _Row:
    """One row while it is read."""

    reading: _Reading
    n: int
    cells: dict[str, Cell] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, key: str, what: Message, then: Message) -> None:
        columns = self.reading.columns
        at = columns.at.get(key, columns.first)
        self.refusals.append(self.reading.sheet.refused(self.n, at, what, then))

    def make_plain(self) -> None:
        """Take the cells, and what a merged range or a ditto mark repeats; refuse the rest."""
        sheet, above = self.reading.sheet, self.reading.above
        for key, column in self.reading.columns.at.items():
            covers = sheet.covering if key in _SHARED else sheet.cell
            cell = covers(self.n, column)
            if narrow(cell.text) in DITTO:
                if key not in above:
                    self.refuse(key, w.DITTO_OF_NOTHING(text=cell.text), w.WRITE_IT())
                cell = above.get(key, EMPTY)
            elif not cell.is_empty:
                above[key] = cell
            self.cells[key] = cell
            self._see(column, cell)
        for column in self.reading.columns.others:
            self._see(column, sheet.cell(self.n, column))

    def _see(self, column: int, cell: Cell) -> None:
        wrong = []
        if cell.trouble is not None:
            wrong.append(cell.trouble)
        if len(cell.text) > LONGEST:
            wrong.append((w.TOO_LONG(length=len(cell.text), most=LONGEST), w.SHORTEN()))
        unseen = next((each for each in cell.text if _is_unseen(each)), None)
        if unseen is not None:
            wrong.append((w.UNSEEN(code=f"U+{ord(unseen):04X}"), w.RETYPE()))
        self.refusals += [self.reading.sheet.refused(self.n, column, *each) for each in wrong]

    def text(self, key: str) -> str:
        """The words of a cell, its lines ended as everywhere."""
        return self.cells.get(key, EMPTY).text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def line(self, key: str) -> str:
        """The words of a cell in one line."""
        return " ".join(self.text(key).split())

    def event(self) -> Event | None:
        """The event, or None where something in the row was refused."""
        kind, own, after = self._kind(), self._id(), self._after()
        at = self._at(needed=not after)
        text = Text(self._told(), self.text("text_en"))
        unread = self.cells.get("text", EMPTY).trouble
        if not (text.ja or text.en or unread) and kind in ("inject", "ask"):
            self.refuse("text", w.NO_TEXT(), w.WRITE_TEXT())
        if not self.line("to") and kind == "notify":
            self.refuse("to", w.NO_RECIPIENT(), w.WRITE_RECIPIENT())
        within = self._within()
        to, by = self.line("to"), self._role(kind)
        answers = by or self._asked(to)
        # A report names whom it is for in words; a situation names the role that plays.
        recipient = to if kind == "notify" else self._named(to)
        if self.refusals:
            return None
        return Event(
            *(own, kind, at, after, text, Text(recipient, self.line("to_en"))),
            *(self.line("from"), self.line("via"), by, within, self.text("expected")),
            *(answers, self._notes(), self.reading.section),
            row=self.reading.sheet.place(self.n, self.reading.columns.first),
        )

    def _told(self) -> str:
        """What is told: the words under a title of their own, where the list has one."""
        title, text = self.line("title"), self.text("text")
        return f"【{title}】{text}" if title and text else title or text

    def _named(self, who: str) -> str:
        return self.reading.roles.get(folded(who), who)

    def _role(self, kind: Kind) -> str:
        """Who does it: a role of the plan where there is a plan."""
        roles, said = self.reading.roles, self.line("by")
        if said and roles and folded(said) not in roles and kind != "other":
            self.refuse("by", w.NO_ROLE(text=said), remedy(said, tuple(sorted({*roles.values()}))))
        return self._named(said)

    def _asked(self, to: str) -> str:
        """Whom to ask for what was expected: the recipient, where that is a role."""
        roles = self.reading.roles
        return self._named(to) if not roles or folded(to) in roles else ""

    def _kind(self) -> Kind:
        said = self.line("kind")
        found = _KIND.get(folded(said)) if said else "inject"
        if found is None:
            kinds = tuple(each for text in KINDS.values() for each in (text.ja, text.en))
            self.refuse("kind", w.NO_KIND(text=said[:40]), w.KINDS_ARE(kinds=kinds))
        return found or "inject"

    def _id(self) -> str:
        ids, said = self.reading.ids, narrow(self.line("id"))
        if said and not _ID.fullmatch(said):
            self.refuse("id", w.BAD_ID(text=said[:40]), w.LIKE_AN_ID())
        elif said in ids:
            first = self.reading.sheet.place(ids[said], self.reading.columns.at["id"]).cell
            self.refuse("id", w.ID_TWICE(id=said, first=first), w.RENAME_ONE())
        own = said or next(f"e{n:02}" for n in range(1, 10_000) if f"e{n:02}" not in ids)
        ids.setdefault(own, self.n)
        return own

    def _after(self) -> tuple[After, ...]:
        """``a``, ``a、b=ended``, ``c=held|done``."""
        found = []
        for each in re.split(r"[,、\s]+", narrow(self.line("after"))):
            step, _, said = each.partition("=")
            endings = tuple(said.split("|")) if said else ("held",)
            wrong = next((one for one in endings if one not in get_args(Ending)), None)
            if wrong is not None:
                self.refuse("after", w.NO_ENDING(text=wrong), remedy(wrong, get_args(Ending)))
            elif step:
                found.append(After(step, endings))
        self.reading.edges += [(self.n, each) for each in found]
        return tuple(found)

    def _at(self, *, needed: bool) -> int | None:
        time, elapsed = (self.cells.get(key, EMPTY) for key in _TIMES)
        since = self._elapsed(elapsed)
        if time.trouble or (since is None and not elapsed.is_empty):
            return None
        if time.is_empty:
            if since is None and needed:
                self.refuse(_TIMES["time" not in self.cells], w.NO_TIME(), w.LIKE_A_TIME())
            return self._not_before(since, "elapsed")
        found = self.reading.timeline.at(time, self._date(), since)
        if isinstance(found, Message):
            then = _REMEDY.get(found.code, w.LIKE_A_TIME)
            self.refuse("time", found, then())
            return None
        if since is not None and found != since and min(found, since) >= 0:
            self.refuse("time", w.TIMES_DIFFER(clock=found, elapsed=since), w.ONE_TIME())
        return self._not_before(found, "time")

    def _not_before(self, at: int | None, key: str) -> int | None:
        if at is not None and at < 0:
            self.refuse(key, w.BEFORE_START(), w.MOVE_START())
        return at

    def _elapsed(self, cell: Cell) -> int | None:
        if cell.is_empty or cell.trouble:
            return None
        if cell.clock is not None:
            return cell.clock.since
        found = read_offset(cell.text, bare=True)
        if found is None:
            self.refuse("elapsed", w.BAD_TIME(text=cell.text[:40]), w.LIKE_A_TIME())
        return found

    def _date(self) -> Date | None:
        cell = self.cells.get("date", EMPTY)
        above, self.reading.date = self.reading.date, None
        if cell.is_empty or cell.trouble or cell.date is not None:
            return cell.date or above
        found = read_date(cell.text)
        if found is None:
            self.refuse("date", w.BAD_DATE(text=cell.text[:40]), w.LIKE_A_DATE())
        return found

    def _within(self) -> int | None:
        said = self.line("within")
        cell = self.cells.get("within", EMPTY)
        if not said or cell.trouble:
            return None
        found = cell.clock.since if cell.clock else read_length(said)
        if not found:
            self.refuse("within", w.BAD_LENGTH(text=said[:40]), w.LIKE_A_LENGTH())
        return found

    def _notes(self) -> tuple[tuple[str, str], ...]:
        """What stands in columns that a scenario has no room for."""
        sheet, columns = self.reading.sheet, self.reading.columns
        at = sorted(((n, said) for n, said in columns.others.items()), key=lambda each: each[0])
        if "note" in columns.at:
            n = columns.at["note"]
            at.append((n, sheet.cell(columns.row, n).text.strip()))
        cells = ((said, sheet.cell(self.n, n).text) for n, said in at)
        return tuple((said, " ".join(text.split())) for said, text in cells if text.strip())


_REMEDY = {
    w.EARLIER_THAN_ABOVE.code: w.SORT_OR_DATE,
    w.NO_START.code: w.NAME_START,
    w.NO_START_DATE.code: w.GIVE_START,
}


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in "\n\r\t"
