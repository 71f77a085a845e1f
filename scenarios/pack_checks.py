"""Mistakes in what a scenario says of the pack that it is sent to many municipalities as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.nodes import Fields, Node
from bcp.refused import Place, Refusal
from scenarios.model import Scenario
from scenarios.packing import Packed

BAD_ID = Phrase(
    "pack.bad_id",
    ja="パックの名前「{id}」は、半角の英小文字・数字・「-」だけ、60字までにしてください。",
    en="the pack's name {id!r} may have small letters, digits and - only, 60 at most.",
)
BAD_VERSION = Phrase(
    "pack.bad_version",
    ja="パックの版は1から{most}までの整数にしてください。",
    en="a pack's version is a whole number from 1 to {most}.",
)
NO_PARAMETER = Phrase(
    "pack.no_parameter",
    ja="fill の「{name}」というパラメータはこのシナリオにありません。",
    en="fill names a parameter {name!r} that this scenario does not have.",
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST = 60
# Folders are called by it, and a name that is too long for a disk could not be made.
_LAST_VERSION = 999_999


def is_pack_id(text: str) -> bool:
    """Whether a text can be a pack's name: files and folders are called by it."""
    return _ID.fullmatch(text) is not None and len(text) <= _LONGEST


def is_pack_version(number: int) -> bool:
    """Whether a number can be a pack's version: folders are called by it."""
    return 1 <= number <= _LAST_VERSION


def pack_mistakes(scenario: Scenario, tree: Node) -> Iterator[Refusal]:
    """What cannot be meant in it; nothing where the scenario is of no pack."""
    pack = scenario.pack
    if pack is None:
        return
    written = tree.get("pack") if isinstance(tree, Fields) else None
    place = written.place if written is not None else tree.place
    yield from _mistakes(pack, scenario, place)


def _mistakes(pack: Packed, scenario: Scenario, place: Place) -> Iterator[Refusal]:
    if not is_pack_id(pack.id):
        yield Refusal(place, BAD_ID(id=pack.id))
    if not is_pack_version(pack.version):
        yield Refusal(place, BAD_VERSION(most=_LAST_VERSION))
    for name in pack.fill:
        if name not in scenario.parameters:
            what = NO_PARAMETER(name=name)
            yield Refusal(place, what, remedy(name, tuple(scenario.parameters)))
