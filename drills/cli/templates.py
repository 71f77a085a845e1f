"""The plans that a new one can begin from, and how one of them becomes a municipality's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import scenarios
from bcp.asking import Catalogue
from bcp.did_you_mean import remedy
from bcp.load import load_plan
from bcp.message import Message, Phrase
from drills.cli.new_plan import (
    Texts,
    around,
    drilled,
    marks_among,
    parts,
    shipped,
    with_origin,
)
from drills.errors import Refusal

NOT_THERE = Phrase(
    "templates.not_there",
    ja="「{name}」というひな形はありません。{then}",
    en="There is no template {name!r}. {then}",
)
ABOUT_ONE = Phrase(
    "templates.about_one",
    ja="{id}  {name}: 人口{people}、ICT担当{staff}人、システム{systems}件、サーバ{servers}台、"
    "シナリオ{scenarios}本、記入する所{marks}か所",
    en="{id}  {name}: {people} people, {staff} ICT staff, {systems} systems, {servers} servers, "
    "{scenarios} scenarios, {marks} places to fill in",
)
UNKNOWN = Phrase("templates.unknown", ja="－", en="–")

_HOME = Path(scenarios.__file__).parent
TOWN = "town"


@dataclass(frozen=True)
class Template:
    """A plan to begin from, with the scenarios that fit it."""

    id: str
    folder: Path


def templates() -> tuple[Template, ...]:
    """The model town, then the other sizes, then plans after those of real municipalities."""
    return (Template(TOWN, _HOME / "library" / TOWN), *_in("templates"), *_in("reference"))


def _in(part: str) -> Iterator[Template]:
    for plan in sorted((_HOME / part).glob("*/plan.yaml")):
        yield Template(plan.parent.name, plan.parent)


def named(name: str) -> Template:
    """Find a template by its name. Raises `Refusal`."""
    found = {each.id: each for each in templates()}
    if name not in found:
        raise Refusal(NOT_THERE(name=name, then=remedy(name, tuple(found))))
    return found[name]


def texts_of(template: Template, catalogue: Catalogue) -> Texts:
    """Everything that a plan from this template begins with."""
    return with_origin({**_own(template), **around(catalogue)}, template.id)


def _own(template: Template) -> Texts:
    files = (*parts(template.folder), *drilled(template.folder))
    return shipped(template.folder, iter(files))


def described(template: Template, catalogue: Catalogue) -> Message:
    """One line that tells how large it is."""
    plan = load_plan(template.folder, catalogue).plan
    owner = plan.organisation
    return ABOUT_ONE(
        id=template.id,
        name=owner.name,
        people=f"{owner.population:,}" if owner.population else UNKNOWN(),
        staff=owner.ict_staff or UNKNOWN(),
        systems=len(plan.systems),
        servers=len(plan.servers),
        scenarios=sum(1 for _ in (template.folder / "scenarios").glob("*.yaml")),
        marks=marks_among(_own(template)),
    )
