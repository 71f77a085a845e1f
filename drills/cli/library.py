"""The library of scenarios that comes with bcp-drill: what is in it, and taking one out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import scenarios
from bcp.asking import Catalogue
from bcp.did_you_mean import remedy
from bcp.load import load_plan
from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.cli.schemas import ENDING, folder_of_schemas
from drills.errors import Refusal
from drills.journal.own_file import made_own
from scenarios.load import load_scenario
from scenarios.model import Scenario

NOT_THERE = Phrase(
    "library.not_there",
    ja="ライブラリに「{name}」というシナリオはありません。{then}",
    en="There is no scenario {name!r} in the library. {then}",
)
IN_THE_WAY = Phrase(
    "library.in_the_way",
    ja="すでにファイルがあるため、何も写していません: {files:list}。"
    "別のフォルダを指定してください。",
    en="Nothing was copied, because these files exist: {files:list}. Name another folder.",
)
CANNOT_WRITE = Phrase(
    "library.cannot_write",
    ja="「{path}」に書き出せません（{reason}）。場所と権限を確かめてください。",
    en="{path} cannot be written ({reason}). Check the place and its permissions.",
)

# Each folder is a plan of a town that does not exist, with the scenarios that fit it.
PLACE = Path(scenarios.__file__).parent / "library"
# How the library's files name their schemas, which a town has in a folder of its own.
_SCHEMAS_HERE, _SCHEMAS_THERE = "../../schema/", "schema/"
_PEOPLE = ("people/contacts.yaml", "people/staff.csv")
_UNTRACKED = "\n".join(("# 取扱注意 / private", *_PEOPLE, "answers/", "codes/", "runs/", ""))


@dataclass(frozen=True)
class Entry:
    """A scenario of the library, and the folder of the sample plan that it is drilled with."""

    id: str
    folder: Path

    @property
    def scenario(self) -> Path:
        """The file of the scenario."""
        return self.folder / "scenarios" / f"{self.id}.yaml"

    @property
    def answers(self) -> Path:
        """The answers with which it can be tried out."""
        return self.folder / "answers" / f"{self.id}.yaml"


def entries() -> tuple[Entry, ...]:
    """Everything in the library, in order."""
    return tuple(
        Entry(each.stem, folder)
        for folder in sorted(PLACE.iterdir())
        for each in sorted((folder / "scenarios").glob("*.yaml"))
    )


def read(entry: Entry, catalogue: Catalogue) -> Scenario:
    """The scenario, read with its sample plan."""
    return load_scenario(entry.scenario, load_plan(entry.folder, catalogue), catalogue).scenario


def named(name: str) -> Entry:
    """Find a scenario by its name. Raises `Refusal`."""
    found = {each.id: each for each in entries()}
    if name not in found:
        raise Refusal(NOT_THERE(name=name, then=remedy(name, tuple(found))))
    return found[name]


def copied(entry: Entry, to: Path, catalogue: Catalogue) -> bool:
    """Write the scenario and its answers into a plan's folder; say whether the plan came along.

    Where there is no plan yet, the sample plan comes along, with schemas for editors. Nobody else
    may read what holds numbers of people. Nothing is written over. Raises `Refusal`.
    """
    begins = not (to / "plan.yaml").exists()
    texts = {to / path: text for path, text in _texts(entry, begins, catalogue).items()}
    existing = sorted(str(path) for path in texts if path.exists())
    if existing:
        raise Refusal(IN_THE_WAY(files=existing))
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.relative_to(to).as_posix() in (*_PEOPLE, f"answers/{entry.answers.name}"):
                made_own(path)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as trouble:
        where = str(trouble.filename or to)
        raise Refusal(CANNOT_WRITE(path=where, reason=reason_of(trouble))) from trouble
    return begins


def _texts(entry: Entry, begins: bool, catalogue: Catalogue) -> Mapping[Path, str]:
    """What is to be written, by its path in the plan's folder."""
    sources = [entry.scenario, entry.answers, *(_parts(entry) if begins else ())]
    texts = {
        each.relative_to(entry.folder): each.read_text("utf-8").replace(
            _SCHEMAS_HERE, _SCHEMAS_THERE
        )
        for each in sources
    }
    if begins:
        schemas = folder_of_schemas(catalogue).items()
        texts |= {Path("schema", f"{word}{ENDING}"): text for word, text in schemas}
        texts[Path(".gitignore")] = _UNTRACKED
    return texts


def _parts(entry: Entry) -> Iterator[Path]:
    """The files of the sample plan: all but scenarios and their answers."""
    for each in sorted(entry.folder.rglob("*")):
        inside = each.relative_to(entry.folder).parts
        if each.is_file() and inside[0] not in ("scenarios", "answers"):
            yield each
