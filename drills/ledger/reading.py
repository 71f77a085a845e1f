"""A ledger as a whole: its tables, its rows tied to one another, and all that was not taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bcp.message import Phrase
from bcp.refused import Refusal, Refused
from drills.ledger.choices import Choices, title_of
from drills.ledger.columns import Kind
from drills.ledger.desks import joined
from drills.ledger.identity import Known, identified
from drills.ledger.linking import linked, named_alone
from drills.ledger.records import Record, rows_of
from drills.ledger.tables import Table, tables_of
from drills.ledger.values import ZONES, Meanings
from drills.paper.grid import Sheet

HIDDEN = Phrase(
    "ledger.hidden",
    ja="隠れているシートなので読みません。",
    en="this sheet is hidden, so it is not read.",
)
SHOW_OR_NAME = Phrase(
    "ledger.show_or_name",
    ja="読むなら Excel で再表示するか、--sheet {name} と指定してください。",
    en="To have it read, unhide it in Excel or give --sheet {name}.",
)


@dataclass(frozen=True)
class Ledger:
    """What was read. `notes` are rows and sheets that were left out.

    `passed` are the sheets that hold no table of a ledger.
    """

    tables: tuple[Table, ...]
    records: tuple[Record, ...]
    passed: tuple[Sheet, ...] = ()
    notes: tuple[Refusal, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: Kind) -> tuple[Record, ...]:
        """The records of one kind, in the order of their rows."""
        return tuple(each for each in self.records if each.kind == kind)

    @property
    def unread(self) -> tuple[Refusal, ...]:
        """Every cell that was not taken, in the order of the file."""
        return _unread(self.records)


def _unread(records: Iterable[Record]) -> tuple[Refusal, ...]:
    found = (one.refusal for each in records for one in each.unread)
    return tuple(sorted(found, key=lambda each: each.place))


@dataclass(frozen=True)
class Found:
    """The tables of some files, the sheets that hold none, and the hidden ones."""

    tables: tuple[Table, ...]
    passed: tuple[Sheet, ...] = ()
    hidden: tuple[Sheet, ...] = ()


def find_tables(sheets: Sequence[Sheet], choices: Choices) -> Found:
    """Every table. Raises `Refused` where there is none, or not what was chosen."""
    named = {*choices.only, *choices.sheets}
    hidden = [each for each in sheets if each.hidden and title_of(each) not in named]
    shown = [each for each in sheets if each not in hidden]
    tables, passed, refusals = tables_of(shown, choices)
    if refusals:
        raise Refused(refusals)
    return Found(tuple(tables), tuple(passed), tuple(hidden))


def read_ledger(found: Found, choices: Choices, known: Known | None = None) -> Ledger:
    """Read every table.

    Raises `Refused` for what would make the plan wrong; it names the unread cells, too.

    `known` is what the plan has already, where there is one.
    """
    known = known or Known()
    zones = _zones(found.tables, known)
    meanings = Meanings(choices.words, {label: word for word, label in zones.items() if label})
    rows = rows_of(found.tables, meanings)
    records = [*rows.records, *named_alone(rows.records, known)]
    with_ids, in_doubt = identified(records, known)
    refusals = [*rows.refusals, *in_doubt]
    tied = joined([_described(each) for each in linked(with_ids, known)])
    if refusals:
        raise Refused([*refusals, *_unread(tied)])
    notes = (*map(_hidden, found.hidden), *rows.notes)
    return Ledger(found.tables, tuple(tied), found.passed, notes, _used(tied, zones))


def _hidden(sheet: Sheet) -> Refusal:
    return Refusal(sheet.place(), HIDDEN(), SHOW_OR_NAME(name=sheet.name))


def _zones(tables: Iterable[Table], known: Known) -> dict[str, str]:
    """How the plan, and then a table of the ledger itself, call the zones."""
    zones = {
        word: names[0] if names else "" for word, names in known.names.get("zones", {}).items()
    }
    of_zones = [each for each in tables if each.kind == "zones"]
    for each in rows_of(of_zones, Meanings()).records:
        zones[each.id or each.name] = each.name
    return zones


def _used(records: Iterable[Record], zones: Mapping[str, str]) -> dict[str, str]:
    """The zones of the plan: those listed, or else those that systems and servers stand in."""
    used = {str(each.values["zone"]) for each in records if "zone" in each.values}
    ordered = [*zones, *(word for word in reversed([*ZONES]) if word in used and word not in zones)]
    return {word: zones.get(word) or ZONES.get(word, (word,))[0] for word in ordered}


def _described(each: Record) -> Record:
    """A thing whose English text is all the same needs it once."""
    values = dict(each.values)
    if values.get("name.en") == values.get("name.ja"):
        values.pop("name.en", None)
    return replace(each, values=values)
