"""Several municipalities that held one drill together: whose each record is, how they differ.

Each is merged by itself first, by the same rules as ever; then they are placed side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bcp.message import Message, Phrase
from drills.core.handed_in import Given, in_order, refusals
from drills.core.merging_events import Municipality
from drills.core.prefixing import prefixed

NO_CODE = Phrase(
    "merge.no_code",
    ja="「{name}」は{organisation}の記録ですが、計画に団体コードがありません。"
    "計画の organisation に code を書いて実施し直すか、その団体だけで結合してください。",
    en="{name} is of {organisation}, whose plan has no code. A code in the plan (organisation: "
    "code) tells municipalities apart; without one its record can only be merged by itself.",
)
SAME_CODE = Phrase(
    "merge.same_code",
    ja="「{one}」は{one_of}、「{other}」は{other_of}の記録ですが、"
    "団体コードがどちらも {code} です。計画の code を確かめてください。",
    en="{one} is of {one_of} and {other} of {other_of}, but both plans have the code {code}. "
    "Find out whose code it is.",
)
OTHER_DRILL = Phrase(
    "merge.other_drill",
    ja="「{one}」のシナリオは {one_id}、「{other}」は {other_id} です。"
    "同じシナリオで実施した市町村だけを結合できます。",
    en="{one} was run with the scenario {one_id}, {other} with {other_id}. Only municipalities "
    "that ran the same scenario can be merged.",
)
NOT_ABSENT = Phrase(
    "merge.municipality_there",
    ja="--without {code}: 団体コード {code} の記録は指定されています。",
    en="--without {code}: a record of the municipality {code} is given.",
)
NO_MUNICIPALITY = Phrase(
    "merge.no_municipality",
    ja="--without {zone}: 団体コード {code} の記録は指定されていません。"
    "その市町村全体がない場合は --without {code} としてください。",
    en="--without {zone}: no record of the municipality {code} is given. If all of it is missing, "
    "say --without {code}.",
)


def by_code(given: Sequence[Given]) -> tuple[Given, ...]:
    """The records in the order of their organisations' codes, each one's as `in_order` has them."""
    ordered = tuple(sorted(given, key=lambda each: each.code))
    return tuple(one for own in groups(ordered) for one in in_order(own))


def groups(given: Sequence[Given]) -> tuple[tuple[Given, ...], ...]:
    """The records of each organisation, given those of all as `by_code` orders them."""
    return tuple(tuple(own) for _, own in groupby(given, key=lambda each: each.code))


def refused_together(given: Sequence[Given], without: Sequence[str]) -> tuple[Message, ...]:
    """Everything that speaks against placing these records, of `by_code`, side by side."""
    nameless = tuple(
        NO_CODE(name=each.file, organisation=each.brief.plan.organisation.name)
        for each in given
        if not each.code
    )
    if nameless:
        return nameless
    return (
        *(one for own in groups(given) for one in _two_of_one_code(own)),
        *_other_drills(given),
        *(one for own in groups(given) for one in refusals(own, without_of(own[0].code, without))),
        *_wrong_without({each.code for each in given}, without),
    )


def _two_of_one_code(own: Sequence[Given]) -> Iterator[Message]:
    first = own[0]
    for each in own[1:]:
        mine, theirs = (one.brief.plan.organisation.name for one in (first, each))
        if mine != theirs:
            yield SAME_CODE(
                one=first.file, other=each.file, one_of=mine, other_of=theirs, code=first.code
            )


def _other_drills(given: Sequence[Given]) -> Iterator[Message]:
    first, mine = given[0], given[0].brief.scenario.id
    for own in groups(given)[1:]:
        theirs = own[0].brief.scenario.id
        if theirs != mine:
            yield OTHER_DRILL(one=first.file, other=own[0].file, one_id=mine, other_id=theirs)


def _wrong_without(codes: set[str], without: Sequence[str]) -> Iterator[Message]:
    for each in without:
        code, slash, _ = each.partition("/")
        if slash and code not in codes:
            yield NO_MUNICIPALITY(zone=each, code=code)
        elif not slash and code in codes:
            yield NOT_ABSENT(code=code)


def without_of(code: str, without: Sequence[str]) -> tuple[str, ...]:
    """Of what was left out, the zones of one municipality."""
    return tuple(sorted(each for each in without if code and each.startswith(prefixed(code, ""))))


def absent_municipalities(without: Sequence[str]) -> tuple[str, ...]:
    """Of what was left out, the codes of whole municipalities."""
    return tuple(each for each in without if "/" not in each)


def scenario_hash(own: Municipality) -> str:
    """The fingerprint of a municipality's scenario files; empty where none was recorded."""
    place = prefixed(own.code, "scenarios/")
    files = sorted(own.brief.files.items())
    return ", ".join(digest for name, digest in files if name.startswith(place))


def steps_apart(municipalities: Sequence[Municipality]) -> tuple[str, ...]:
    """The steps, by their own ids, that not every municipality has."""
    own = [
        [_own_id(each, step.id) for step in each.brief.scenario.steps] for each in municipalities
    ]
    every = dict.fromkeys(step for steps in own for step in steps)
    return tuple(each for each in every if not all(each in steps for steps in own))


def _own_id(own: Municipality, id: str) -> str:
    return id.removeprefix(prefixed(own.code, ""))
