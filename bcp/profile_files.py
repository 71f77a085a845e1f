"""Where profiles come from: those that we ship, and a plan's own in its folder ``profiles``.

One file is one profile, and its name is the profile's. An own one of the same name takes the place
of the shipped one. A plan holds those that its devices use, so that a record of a drill does, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from bcp.device_profile import DeviceKind, DeviceObject, Profile
from bcp.did_you_mean import remedy
from bcp.inventory import Link, Power, Radio, Telework
from bcp.message import Phrase
from bcp.model import Plan
from bcp.nodes import Fields, Key, Node, Scalar
from bcp.profile_forms import object_form, profile_form
from bcp.reader import Mention, Reader
from bcp.references import UNKNOWN, Ids, kind_said
from bcp.refused import Place, Refusal, Refused
from bcp.shape import Record
from bcp.strict_yaml import parse

FOLDER = "profiles"
SUFFIX = ".yaml"
# Beside this file: importlib.resources would cost every command 18 ms.
_SHIPPED = Path(__file__).parent / FOLDER

OTHER_KIND = Phrase(
    "profile.other_kind",
    ja="「{word}」は{found}の設定なので、ここには使えません（ここは{wanted:list}）。",
    en="the profile {word!r} is for the kind {found}; here one for {wanted:list} is needed.",
)
UNVERIFIED = Phrase(
    "profile.unverified",
    ja="「{id}」の設定「{profile}」の数値（{facts:list}）は、公開資料によるもので、"
    "実機の表示とまだ見比べていません。",
    en="numbers of the profile {profile!r} of {id!r} ({facts:list}) are from public sources, and "
    "were not compared with the device yet.",
)
COMPARE = Phrase(
    "profile.compare",
    ja="最初の訓練で点検記録と見比べ、合っていれば計画の profiles/{profile}.yaml に写して"
    '「verified: "年-月-日"」を書いてください。',
    en="Compare them with the maintenance record in the first drill; where they agree, copy the "
    'profile to profiles/{profile}.yaml and write verified: "YYYY-MM-DD".',
)

_KINDS_OF: dict[type, tuple[DeviceKind, ...]] = {
    Radio: ("radio",),
    Power: ("ups", "generator"),
    Link: ("link",),
    Telework: ("gateway",),
}
FORMS = {Profile: profile_form, DeviceObject: object_form}

Read = Callable[[Path, str], Node | None]


def shipped_names() -> tuple[str, ...]:
    """The names of the profiles that we ship, in order."""
    return tuple(sorted(each.stem for each in _SHIPPED.glob(f"*{SUFFIX}")))


@cache
def shipped(name: str) -> Profile:
    """The profile of that name that we ship. Raises `Refused` where it is wrong."""
    file = _SHIPPED / f"{name}{SUFFIX}"
    return read_profile(file.read_bytes(), str(file), name)


def read_profile(raw: bytes, file: str, name: str) -> Profile:
    """The profile written in `raw`. Raises `Refused` with every mistake in it."""
    node, refusals = parse(raw, file)
    reader = Reader(FORMS)
    value = None if node is None else reader.read(Record(Profile), _named(name, node))
    if refusals or reader.refusals or not isinstance(value, Profile):
        raise Refused((*refusals, *reader.refusals))
    return value


def own_profiles(folder: Path, read: Read) -> tuple[list[tuple[Key, Node]], bool]:
    """The plan's own profiles by name, and whether all of them could be read."""
    entries: list[tuple[Key, Node]] = []
    complete = True
    for path in sorted((folder / FOLDER).glob(f"*{SUFFIX}")):
        node = read(path, f"{FOLDER}/{path.name}")
        complete = complete and node is not None
        if node is not None:
            entries.append((Key(path.stem, Place(str(path), 1, 1)), node))
    return entries, complete


def with_shipped(plan: Plan) -> Plan:
    """The plan with the shipped profiles that its devices use, and without own ones unused."""
    named = dict.fromkeys(each.profile for each in _devices(plan) if each.profile is not None)
    found = (plan.profile(each) or shipped(each) for each in named)
    return replace(plan, profiles=tuple(found))


def profile_troubles(mentions: Iterable[Mention], plan: Plan) -> list[Refusal]:
    """Every device whose profile is not known, or is one for other devices."""
    out: list[Refusal] = []
    for each in mentions:
        wanted = _KINDS_OF.get(each.owner) if each.field == "profile" else None
        if wanted is None:
            continue
        found = plan.profile(each.word)
        if found is None and each.word in shipped_names():
            found = shipped(each.word)
        if found is None:
            known = sorted({*shipped_names(), *(one.id for one in plan.profiles)})
            what = UNKNOWN(word=each.word, kind=kind_said(Profile))
            out.append(Refusal(each.place, what, remedy(each.word, known)))
        elif found.kind not in wanted:
            what = OTHER_KIND(word=each.word, found=found.kind, wanted=wanted)
            out.append(Refusal(each.place, what))
    return out


def unverified(plan: Plan, ids: Ids) -> list[Refusal]:
    """What to compare with the device before its numbers are believed."""
    out: list[Refusal] = []
    for each in _devices(plan):
        profile = plan.profile(each.profile) if each.profile else None
        place = ids.place(each.id, type(each))
        if profile is not None and place is not None and profile.unverified:
            what = UNVERIFIED(id=each.id, profile=profile.id, facts=profile.unverified)
            out.append(Refusal(place, what, COMPARE(profile=profile.id)))
    return out


def _devices(plan: Plan) -> tuple[Radio | Power | Link | Telework, ...]:
    return (*plan.radio, *plan.power, *plan.links, *plan.telework)


def _named(name: str, node: Node) -> Node:
    if not isinstance(node, Fields):
        return node
    own = (Key("id", node.place), Scalar(node.place, name, name))
    return Fields(node.place, (own, *node.entries))
