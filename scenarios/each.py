"""One step written for many things of the plan: ``each: "@telework"``, or ``each: [vpn, vpn2]``.

It becomes one step for each of them, ``ID-THING``, before anything else is read: so every one is
checked, judged, reported and answered for as if it were written out. Inside it ``$each`` is the
thing's id, and ``${each_name}`` and ``${each_name_en}`` its name; of a backup there are also
``$each_system``, ``$each_restore_to``, ``$each_rto``, ``$each_rpo`` and ``$each_age_s``.
``probe: plan`` asks the plan's own questions of the thing. All of them become due together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bcp.asking import Catalogue, ProbeCall
from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.model import Plan
from bcp.nodes import Fields, Items, Key, Node, Scalar
from bcp.reader import Reader
from bcp.refused import Place
from scenarios.each_things import TOLD, Thing, ids, things_of, words
from scenarios.parameters import filled

EACH = "each"
PLAN = "plan"
ASKS = ("probe", "wait")
_ACTS = ("run", "undo")
# On a command line several stand in one text: --set "things=mail, web".
_SEVERAL = re.compile(r"[\s,、]+")
_TOLD = re.compile(r"\$\{?(each_[A-Za-z_]+)")

NO_THING = Phrase(
    "each.no_thing",
    ja="「each」の「{word}」は、計画にあるもののidでも、まとめて指す語でもありません。",
    en="each: {word!r} is neither the id of a thing of the plan nor a word for many of them.",
)
NONE_OF_THEM = Phrase(
    "each.none_of_them",
    ja="「each: {word}」に当たるものが計画に一つもありません。",
    en="the plan has nothing that each: {word!r} stands for.",
)
LEAVE_OUT = Phrase(
    "each.leave_out",
    ja="計画に書くか、この手順を消してください（eachがパラメータなら、nullとすると外れます）。",
    en="Write it into the plan, or remove this step; where each is a parameter, --set it to null.",
)
NOT_TOLD = Phrase(
    "each.not_told",
    ja="「{thing}」について、計画からは「{name}」が分かりません。",
    en="the plan does not tell {name!r} of {thing!r}.",
)
NOTHING_TO_ASK = Phrase(
    "each.nothing_to_ask",
    ja="「{thing}」には、機械に尋ねる確かめ方（probe）が計画にありません。",
    en="the plan has no question (probe) for {thing!r} that a machine can be asked.",
)
ON_THE_REAL_ONE = Phrase(
    "each.on_the_real_one",
    ja="「{server}」は「{thing}」の本番のサーバです。試験でここを操作することはできません。",
    en="{server!r} is where {thing!r} really runs; no trial may act on it.",
)
ANOTHER_SERVER = Phrase(
    "each.another_server",
    ja="バックアップのrestore_toに、試験用の別のサーバを書いてください。",
    en="Name another server, kept for trials, as the backup's restore_to.",
)
NOT_WRITTEN_SO = Phrase(
    "each.not_written_so",
    ja="「each」には、id、「@」で始まる語、またはそれらのリストを書きます。",
    en='each is an id, a word that begins with "@", or a list of them.',
)


@dataclass(frozen=True)
class Ground:
    """What a scenario is spread over; without a plan a step stands for itself.

    By `today` (an ISO date) it is known which servers are retired.
    """

    plan: Plan | None
    catalogue: Catalogue
    today: str | None = None


@dataclass(frozen=True)
class Member:
    """One step of those that were written as one: its id, its thing, and the words filled in."""

    id: str
    thing: Thing
    values: Mapping[str, Node]


@dataclass
class Spread:
    """What became of the steps with ``each``, by the id under which each was written.

    `asked` has, by a step's own id, the plan's question and the fields it was written with.
    """

    members: dict[str, tuple[Member, ...]] = field(default_factory=dict)
    asked: dict[str, tuple[ProbeCall, Fields]] = field(default_factory=dict)

    def written_as(self, id: str) -> str | None:
        """The id under which a step was written, where that was for many."""
        found = (word for word, own in self.members.items() if any(id == one.id for one in own))
        return next(found, None)


def spread_out(
    reader: Reader, steps: Items, values: Mapping[str, Node], ground: Ground
) -> tuple[Items, Spread]:
    """The steps with all parameters filled in, and every ``each`` spread."""
    out, found = list[Node](), Spread()
    for step in steps.items:
        if isinstance(step, Fields) and step.key(EACH) is not None:
            out += _members(reader, step, values, ground, found)
        else:
            out.append(filled(reader, step, values))
    return Items(steps.place, tuple(out)), found


def _members(
    reader: Reader, step: Fields, values: Mapping[str, Node], ground: Ground, found: Spread
) -> Iterator[Fields]:
    rest, members = step.without(EACH), list[Member]()
    for thing in _chosen(reader, filled(reader, step.get(EACH) or step, values), ground):
        own = {**values, **_words_of(thing, step.place)}
        if _lacks(reader, rest, thing, own):
            continue
        whole = filled(reader, rest, own)
        if isinstance(whole, Fields) and _may_act(reader, whole, thing):
            for own_id, made in _asking(reader, whole, thing, ground, found):
                members.append(Member(own_id, thing, own))
                yield made
    written = step.get("id")
    if isinstance(written, Scalar):
        found.members[written.text] = tuple(members)


def _chosen(reader: Reader, said: Node, ground: Ground) -> Iterable[Thing]:
    """The things meant, each once; mistakes are kept by `reader`."""
    if isinstance(said, Scalar) and said.value is None:
        return ()
    things = dict[str, Thing]()
    for each in said.items if isinstance(said, Items) else (said,):
        if not isinstance(each, Scalar) or not isinstance(each.value, str):
            reader.refuse(each.place, NOT_WRITTEN_SO())
            continue
        for word in _SEVERAL.split(each.text.strip()):
            things |= {one.id: one for one in _meant(reader, word, each.place, ground)}
    return things.values()


def _meant(reader: Reader, word: str, place: Place, ground: Ground) -> tuple[Thing, ...]:
    if ground.plan is None:
        return (Thing(word, told=TOLD),)
    meant = things_of(ground.plan, word, ground.catalogue, ground.today)
    if meant is None:
        known = (*words(), *ids(ground.plan))
        reader.refuse(place, NO_THING(word=word), remedy(word, known))
    elif not meant:
        reader.refuse(place, NONE_OF_THEM(word=word), LEAVE_OUT())
    return meant or ()


def _words_of(thing: Thing, place: Place) -> Mapping[str, Node]:
    told = {
        EACH: thing.id,
        "each_name": thing.name.said_in("ja") or thing.id,
        "each_name_en": thing.name.said_in("en") or thing.id,
        **{f"each_{name}": value for name, value in thing.told.items()},
    }
    return {name: Scalar(place, value, str(value)) for name, value in told.items()}


def _lacks(reader: Reader, step: Node, thing: Thing, own: Mapping[str, Node]) -> bool:
    """Whether the step names something that the plan does not tell of this thing."""
    missing = [(each, name) for each, name in _named(step) if name not in own]
    for each, name in missing:
        reader.refuse(each.place, NOT_TOLD(thing=thing.id, name=name.removeprefix("each_")))
    return bool(missing)


def _named(node: Node) -> Iterator[tuple[Scalar, str]]:
    if isinstance(node, Scalar):
        yield from ((node, name) for name in _TOLD.findall(node.text))
    elif isinstance(node, Items):
        yield from (found for each in node.items for found in _named(each))
    elif isinstance(node, Fields):
        yield from (found for _, each in node.entries for found in _named(each))


def _may_act(reader: Reader, step: Fields, thing: Thing) -> bool:
    """Nothing is run where the thing really works: a trial restore there would be the loss."""
    for word in _ACTS:
        ref = step.get(word)
        server = ref.get("server") if isinstance(ref, Fields) else None
        if isinstance(server, Scalar) and server.text in thing.spared:
            what = ON_THE_REAL_ONE(server=server.text, thing=thing.id)
            reader.refuse(server.place, what, ANOTHER_SERVER())
            return False
    return True


def _asking(
    reader: Reader, step: Fields, thing: Thing, ground: Ground, found: Spread
) -> Iterator[tuple[str, Fields]]:
    """The step of one thing; with ``probe: plan`` one for each of the plan's questions."""
    name = _id(step, thing, ground)
    if not asks_the_plan(step):
        yield name, _with(step, name, thing)
        return
    # Something to read in the place of the question, which the plan has read already.
    in_place = (Key("ask", step.place), Scalar(step.place, "-", "-"))
    later = Fields(step.place, (*step.without(*ASKS, "expect", "every").entries, in_place))
    if ground.plan is None:
        yield name, _with(later, name, thing)
        return
    if not thing.questions:
        reader.refuse(step.place, NOTHING_TO_ASK(thing=thing.id))
    for number, call in enumerate(thing.questions, start=1):
        own = name if len(thing.questions) == 1 else f"{name}-{number}"
        found.asked[own] = (call, step)
        yield own, _with(later, own, thing)


def asks_the_plan(step: Fields) -> bool:
    """Whether it asks what the plan asks."""
    said = (step.get(word) for word in ASKS)
    return any(isinstance(each, Scalar) and each.value == PLAN for each in said)


def _id(step: Fields, thing: Thing, ground: Ground) -> str:
    written = step.get("id")
    head = written.text if isinstance(written, Scalar) else ""
    return head if ground.plan is None else f"{head}-{thing.id}"


def _with(step: Fields, id: str, thing: Thing) -> Fields:
    """The step under its own id and, where it names no other, in its thing's zone."""
    place = (step.key("id") or Key("id", step.place)).place
    own: list[tuple[Key, Node]] = [(Key("id", place), Scalar(place, id, id))]
    if thing.zone is not None and step.key("zone") is None:
        own.append((Key("zone", step.place), Scalar(step.place, thing.zone, thing.zone)))
    return Fields(step.place, (*own, *step.without("id").entries))
