"""Which thing of the plan each row is: by its id, by its name, or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bcp.message import Phrase
from bcp.refused import Refusal
from drills.ledger.columns import KINDS, Kind
from drills.ledger.names import free, id_for, key_of
from drills.ledger.records import Record

ID_TAKEN = Phrase(
    "ledger.id_taken",
    ja="「{name}」は{cell}にもあり、どちらの行か分かりません。",
    en="{name!r} stands at {cell} too, so nobody can tell the two apart.",
)
TELL_APART = Phrase(
    "ledger.tell_apart",
    ja="どちらかを消すか、名前（またはID）を変えてください。",
    en="Remove one of them, or change its name (or id).",
)
OTHER_LIST = Phrase(
    "ledger.other_list",
    ja="ID「{id}」は{cell}でも使われています（システム・サーバ・業務のIDは通しです）。",
    en="the id {id!r} is used at {cell} too (systems, servers and businesses share one set).",
)
OTHER_ID = Phrase("ledger.other_id", ja="別のIDにしてください。", en="Choose another id.")
# These share one set of ids in a plan, so that `depends_on` may name any of them.
_SHARED: tuple[Kind, ...] = ("systems", "servers", "businesses")
_BEHIND: Mapping[Kind, str] = {"servers": "-server", "businesses": "-business"}


@dataclass(frozen=True)
class Known:
    """What a plan has already: the names of each thing, by kind and id.

    `others` are ids of things that no ledger lists, such as lines and power.
    """

    names: Mapping[Kind, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()

    def named(self, kind: Kind, name: str) -> str | None:
        """The id of the one thing of that name; None where there is none, or several."""
        key = key_of(name)
        found = [
            word
            for word, names in self.names.get(kind, {}).items()
            if key in {key_of(each) for each in names}
        ]
        return found[0] if len(found) == 1 else None


def identified(records: Sequence[Record], known: Known) -> tuple[list[Record], list[Refusal]]:
    """The records with their ids; and those that nobody can tell apart."""
    taken = _taken(known)
    refusals = list(_named_twice(records))
    for each in records:
        if each.id:
            refusals += _given(each, taken)
    ordered = sorted(records, key=lambda each: KINDS.index(each.kind))
    out = [each if each.id else replace(each, id=_chosen(each, known, taken)) for each in ordered]
    return out, refusals


_Taken = dict[tuple[str, str], str]


def _taken(known: Known) -> _Taken:
    """Where each id is used already, by the set it belongs to."""
    taken: _Taken = {("shared", word): "" for word in known.others}
    for kind, names in known.names.items():
        taken |= {(_set_of(kind), word): "" for word in names}
    return taken


def _set_of(kind: Kind) -> str:
    return "shared" if kind in _SHARED else kind


def _given(each: Record, taken: _Taken) -> Iterable[Refusal]:
    first = taken.get((_set_of(each.kind), each.id))
    taken[(_set_of(each.kind), each.id)] = each.place.cell
    # An id of the plan's own is that very thing; one of another row is not.
    if first:
        what = OTHER_LIST(id=each.id, cell=first)
        yield Refusal(each.place, what, OTHER_ID())


def _chosen(each: Record, known: Known, taken: _Taken) -> str:
    there = known.named(each.kind, each.name)
    if there is not None:
        return there
    used = [word for of, word in taken if of == _set_of(each.kind)]
    if each.kind == "contacts":
        # Ids are in the records of drills, which shall not have people's names.
        word = next(one for n in range(1, len(used) + 2) if (one := f"c-{n:03}") not in used)
    else:
        wanted = id_for(each.kind, each.name) or each.kind.removesuffix("s")
        if wanted in used and each.kind in _BEHIND:
            wanted += _BEHIND[each.kind]
        word = free(wanted, used)
    taken[(_set_of(each.kind), word)] = each.place.cell
    return word


def _named_twice(records: Sequence[Record]) -> Iterable[Refusal]:
    """Two rows of one name and no ids of their own, or of one id."""
    seen: dict[tuple[Kind, str], Record] = {}
    for each in records:
        first = seen.setdefault((each.kind, key_of(each.name)), each)
        apart = first.id and each.id and first.id != each.id
        if first is not each and not apart:
            what = ID_TAKEN(name=each.name, cell=first.place.cell)
            yield Refusal(each.place, what, TELL_APART())
