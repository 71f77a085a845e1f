"""Names that stand for other things: a vendor, a host, the servers and systems needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase
from bcp.refused import CellPlace, Refusal
from drills.ledger import words as w
from drills.ledger.columns import Column, Kind, column
from drills.ledger.identity import Known
from drills.ledger.names import key_of
from drills.ledger.records import Record, Unread
from drills.ledger.values import Value

LISTS: Mapping[Kind, Phrase] = {
    "zones": Phrase("ledger.list_zones", ja="系統の表", en="the table of zones"),
    "systems": Phrase("ledger.list_systems", ja="システムの表", en="the table of systems"),
    "servers": Phrase("ledger.list_servers", ja="サーバの表", en="the table of servers"),
    "businesses": Phrase("ledger.list_businesses", ja="業務の表", en="the table of businesses"),
    "vendors": Phrase("ledger.list_vendors", ja="業者の表", en="the table of vendors"),
    "contacts": Phrase("ledger.list_contacts", ja="連絡先の表", en="the table of contacts"),
}
# Where a ledger has no such table, what its systems name is listed by that name alone.
_BY_NAME_ALONE: tuple[Kind, ...] = ("vendors", "businesses")


@dataclass(frozen=True)
class _Index:
    """What each name stands for, by the list it is on; what several share stands for none."""

    ids: Mapping[Kind, Mapping[str, str]]
    said: Mapping[Kind, tuple[str, ...]]
    others: frozenset[str]

    def find(self, word: str, lists: Iterable[Kind]) -> str | None:
        """The id that a word stands for, or None."""
        if word in self.others:
            return word
        found = (self._in(each, word) for each in lists)
        return next((each for each in found if each), None)

    def _in(self, kind: Kind, word: str) -> str | None:
        """The thing called so, or the only one called so but for 「システム」 or brackets."""
        own = self.ids.get(kind, {})
        exact = own.get(key_of(word))
        if exact is not None or kind != "systems":
            return exact
        short = _short(word)
        almost = {found for name, found in own.items() if _short(name) == short}
        return almost.pop() if len(almost) == 1 else None


def _short(name: str) -> str:
    bare = re.sub(r"[(（][^)）]*[)）]", "", key_of(name))
    return bare.removesuffix(key_of("システム"))


def named_alone(records: Sequence[Record], known: Known) -> list[Record]:
    """Vendors and businesses that systems name where no table lists any, one record each."""
    listed = {each.kind for each in records}
    out: dict[tuple[Kind, str], Record] = {}
    for each in records:
        for field, value in each.values.items():
            of = _lists(column(each.kind, field))
            if len(of) != 1 or of[0] not in _BY_NAME_ALONE or of[0] in listed:
                continue
            for name in value if isinstance(value, tuple) else (str(value),):
                if known.named(of[0], name) is None and name not in known.names.get(of[0], {}):
                    label = "name.ja"
                    new = Record(of[0], "", name, each.places[field], {label: name})
                    out.setdefault((of[0], key_of(name)), new)
    return list(out.values())


def linked(records: Sequence[Record], known: Known) -> list[Record]:
    """The records with ids where names stood; a name that is on no list becomes an unread cell."""
    index = _index(records, known)
    return [_linked(each, index) for each in records]


def _linked(each: Record, index: _Index) -> Record:
    values: dict[str, Value | tuple[str, ...]] = {}
    unread = list(each.unread)
    for field, value in each.values.items():
        known = column(each.kind, field)
        lists = _lists(known)
        if not lists or known is None:
            values[field] = value
            continue
        words = value if isinstance(value, tuple) else (str(value),)
        ids, missing = _ids(words, lists, index)
        unread += [
            Unread(field, _missing(each.places[field], one, lists, index)) for one in missing
        ]
        if ids:
            values[field] = ids if known.reads == "many" else ids[0]
    return replace(each, values=values, unread=tuple(unread))


def _lists(known: Column | None) -> tuple[Kind, ...]:
    return known.of if known else ()


def _ids(
    words: Iterable[str], lists: tuple[Kind, ...], index: _Index
) -> tuple[tuple[str, ...], list[str]]:
    """The ids of words; several with 「|」 between them are alternatives, and stay together."""
    ids: list[str] = []
    missing: list[str] = []
    for word in words:
        found = index.find(word, lists)
        if found is not None:
            ids.append(found)
            continue
        alternatives = re.search(r"[|｜]", word)
        parts = [
            each for each in re.split(r"[|｜]" if alternatives else r"[・/／\s]+", word) if each
        ]
        of_parts = [index.find(each, lists) for each in parts]
        together = [each for each in of_parts if each]
        if alternatives and len(together) == len(parts):
            ids.append("|".join(together))
        elif together and not alternatives:
            ids += together
            missing += [part for part, one in zip(parts, of_parts, strict=True) if one is None]
        else:
            missing.append(word)
    return tuple(dict.fromkeys(ids)), missing


def _missing(place: CellPlace, word: str, lists: tuple[Kind, ...], index: _Index) -> Refusal:
    said = [name for each in lists for name in index.said.get(each, ())]
    names: list[Message] = [LISTS[each]() for each in lists]
    what = w.NOT_ON_LIST(text=word, lists=names)
    return Refusal(place, what, remedy(word, dict.fromkeys(said)))


def _index(records: Sequence[Record], known: Known) -> _Index:
    ids: dict[Kind, dict[str, str]] = {}
    said: dict[Kind, list[str]] = {}
    for kind, names in known.names.items():
        for word, of_it in names.items():
            for each in (word, *of_it):
                ids.setdefault(kind, {}).setdefault(key_of(each), word)
            said.setdefault(kind, []).append(of_it[0] if of_it else word)
    for record in records:
        own = ids.setdefault(record.kind, {})
        own[key_of(record.id)] = record.id
        own[key_of(record.name)] = record.id
        english = record.values.get("name.en")
        if isinstance(english, str):
            own.setdefault(key_of(english), record.id)
        said.setdefault(record.kind, []).append(record.name)
    shown: dict[Kind, tuple[str, ...]] = {kind: tuple(names) for kind, names in said.items()}
    return _Index(ids, shown, known.others)
