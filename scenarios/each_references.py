"""What the rest of a scenario says of a step that was written for many (``each``).

Whoever waits for it waits for the one of the same thing, or else for all of them. A target, a
criterion or an approval of it is one of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bcp.nodes import Fields, Items, Key, Node, Scalar
from bcp.reader import Reader
from scenarios.each import Member, Spread
from scenarios.parameters import filled

_WAITING = ("after", "unless")
_LISTS = ("targets", "evaluation", "approvals")
_GUARDING = "safety"


def waiting(steps: Items, spread: Spread) -> Items:
    """The steps, each waiting for what its words mean now."""
    if not spread.members:
        return steps
    own = {each.id: each for members in spread.members.values() for each in members}
    out, above = list[Node](), tuple[str, ...]()
    group: str | None = None
    before: tuple[str, ...] = ()
    for step in steps.items:
        name = _text(step, "id") or ""
        same = spread.written_as(name)
        if same is None or same != group:
            before, above, group = above, (), same
        above = (*above, name)
        out.append(_waits(step, own.get(name), before, spread))
    return Items(steps.place, tuple(out))


def told_of(
    reader: Reader, name: str, node: Node, values: Mapping[str, Node], spread: Spread
) -> Node:
    """What stands under `name` at the top of a scenario, filled in."""
    if name == _GUARDING and isinstance(node, Fields):
        inside = tuple(
            (key, told_of(reader, key.name, one, values, spread)) for key, one in node.entries
        )
        return Fields(node.place, inside)
    if name in _LISTS and isinstance(node, Items):
        several = (one for each in node.items for one in _for_each(reader, each, values, spread))
        return Items(node.place, tuple(several))
    return filled(reader, node, values)


def _for_each(
    reader: Reader, node: Node, values: Mapping[str, Node], spread: Spread
) -> Iterator[Node]:
    members = spread.members.get(_text(node, "step") or "")
    if members is None or not isinstance(node, Fields):
        yield filled(reader, node, values)
        return
    for each in members:
        yield _renamed(filled(reader, node, each.values), each)


def _renamed(node: Node, member: Member) -> Node:
    """The entry about one of the steps; an id of its own keeps it apart from the others."""
    if not isinstance(node, Fields):
        return node
    named = _text(node, "id")
    own = {"step": member.id, "id": f"{named}-{member.thing.id}"}
    return Fields(
        node.place,
        tuple(
            (key, _word(one, own[key.name]) if key.name in own and isinstance(one, Scalar) else one)
            for key, one in node.entries
        ),
    )


def _waits(step: Node, member: Member | None, above: tuple[str, ...], spread: Spread) -> Node:
    if not isinstance(step, Fields):
        return step
    entries = tuple(
        (key, _meant(one, member, spread) if key.name in _WAITING else one)
        for key, one in step.entries
    )
    whole = Fields(step.place, entries)
    alone = step.key("after") is None and step.key("at") is None
    several = member is not None or len(above) > 1
    if not (alone and several and above):
        return _at_once(whole) if alone and member is not None else whole
    ended = tuple((Key(each, step.place), _scalar(step, "ended")) for each in above)
    after = (Key("after", step.place), Fields(step.place, ended))
    return Fields(step.place, (*entries, after))


def _at_once(step: Fields) -> Fields:
    return Fields(step.place, (*step.entries, (Key("at", step.place), _scalar(step, "T+0s"))))


def _meant(node: Node, member: Member | None, spread: Spread) -> Node:
    """``restore`` means ``restore-files`` beside that backup's other steps."""
    if isinstance(node, Scalar) and node.text in spread.members:
        return Items(
            node.place, tuple(_word(node, each) for each in _those(node.text, member, spread))
        )
    if isinstance(node, Items):
        inside = (_meant(each, member, spread) for each in node.items)
        flat = (
            one for each in inside for one in (each.items if isinstance(each, Items) else (each,))
        )
        return Items(node.place, tuple(flat))
    if isinstance(node, Fields):
        return Fields(
            node.place,
            tuple(
                (Key(each, key.place), one)
                for key, one in node.entries
                for each in _those(key.name, member, spread)
            ),
        )
    return node


def _those(word: str, member: Member | None, spread: Spread) -> tuple[str, ...]:
    members = spread.members.get(word)
    if members is None:
        return (word,)
    same = tuple(each.id for each in members if member and each.thing.id == member.thing.id)
    return same or tuple(each.id for each in members)


def _word(node: Scalar, text: str) -> Scalar:
    return Scalar(node.place, text, text)


def _scalar(step: Fields, text: str) -> Scalar:
    return Scalar(step.place, text, text)


def _text(node: Node, name: str) -> str | None:
    one = node.get(name) if isinstance(node, Fields) else None
    return one.text if isinstance(one, Scalar) else None
