"""A template made a municipality's own: what is asked at its beginning, and where that goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from bcp.durations import parse_span
from bcp.message import Message, Phrase
from bcp.nodes import Fields, Items, Node, Scalar
from bcp.private import private_in
from bcp.refused import Place
from bcp.strict_yaml import parse
from drills.cli.asking_lines import Asker
from drills.cli.new_plan import Texts
from drills.cli.rewriting import rewritten, scalar_at, written

BEGIN = Phrase(
    "adapting.begin",
    ja="いくつか質問します。Enter だけなら、ひな形のままにします"
    "（あとでファイルを書き換えられます）。",
    en="Some questions. Enter keeps what the template says; everything can be changed in "
    "the files later.",
)
NAME = Phrase("adapting.name", ja="自治体の名前", en="name of the municipality")
POPULATION = Phrase("adapting.population", ja="人口", en="population")
STAFF = Phrase("adapting.staff", ja="ICT担当の人数", en="how many ICT staff")
ZONE = Phrase("adapting.zone", ja="区域 {zone} の、役所での呼び方", en="what zone {zone} is called")
POSTS = Phrase(
    "adapting.posts",
    ja="ICT担当の職名または氏名を、責任者から順に「、」で区切って",
    en="posts or names of the ICT staff, the head first, with commas",
)
RTO = Phrase(
    "adapting.rto",
    ja="「{system}」の目標復旧時間（例: 12h、3d）",
    en="recovery time objective of {system} (like 12h or 3d)",
)
WANTED_NUMBER = Phrase(
    "adapting.wanted_number",
    ja="0より大きい整数で書いてください。",
    en="write a whole number above nought.",
)
WANTED_SPAN = Phrase(
    "adapting.wanted_span",
    ja="30m（30分）、12h（12時間）、3d（3日）のように書いてください。",
    en="write it like 30m, 12h or 3d.",
)
TOO_MANY = Phrase(
    "adapting.too_many", ja="{count}人までにしてください。", en="{count} at most, please."
)

PLAN, CONTACTS = Path("plan.yaml"), Path("people/contacts.yaml")
ROLES, SYSTEMS = Path("people/roles.yaml"), Path("assets/systems.yaml")
MOST_SYSTEMS = 8
MOST_POSTS = 5
_NUMBER = re.compile(r"([1-9]\d{0,8}) ?人?", re.ASCII)
_SPAN = re.compile(r"(\d{1,5}) ?(分|時間|日)(?:以内)?", re.ASCII)
_UNITS = {"分": "m", "時間": "h", "日": "d"}
# With these letters only a name can stand anywhere in a text of YAML.
_SIMPLE = re.compile(r"[\w・ー]+")
_COMMAS = re.compile(r"[、，,]")


@dataclass
class _Changes:
    """The trees of a template's files, and what is to be put where."""

    texts: Texts
    new: dict[Path, dict[Place, str | int]] = field(default_factory=dict)

    def tree(self, path: Path) -> Node | None:
        return parse(self.texts[path].encode(), path.as_posix())[0] if path in self.texts else None

    def put(self, path: Path, old: Scalar, value: str | int) -> None:
        self.new.setdefault(path, {})[old.place] = value

    def done(self) -> Texts:
        return {
            path: rewritten(text, self.new[path]) if path in self.new else text
            for path, text in self.texts.items()
        }


def adapted(texts: Texts, name: str | None, asker: Asker | None) -> Texts:
    """The template's files under the name given, or with what a person answers.

    Raises `Refusal` for an answer that cannot be used.
    """
    changes = _Changes(texts)
    old = scalar_at(changes.tree(PLAN), "organisation", "name")
    if name is None and asker is not None:
        name = asker.ask(NAME(), old.text if old else "", private_in)
        for path, scalar, value in _asked(changes, asker):
            changes.put(path, scalar, value)
    if old is None or name is None or name == old.text:
        return changes.done()
    changes.put(PLAN, old, name)
    return _renamed(changes.done(), old.text, name)


def _renamed(texts: Texts, old: str, new: str) -> Texts:
    """The name also where situations, answers, expected pages and licences say it."""
    if not _SIMPLE.fullmatch(new) or written(new) != new:
        return texts
    files = (path for path in texts if path.suffix == ".yaml")
    return {**texts, **{path: texts[path].replace(old, new) for path in files}}


def _asked(changes: _Changes, asker: Asker) -> Iterator[tuple[Path, Scalar, str | int]]:
    """What is put in place of what the template says."""
    plan = changes.tree(PLAN)
    for key, question in (("population", POPULATION), ("ict_staff", STAFF)):
        number = scalar_at(plan, "organisation", key)
        if number is not None:
            people = _number(asker.ask(question(), number.text, _not_number))
            if people is not None and people != number.value:
                yield PLAN, number, people
    for zone in _names(plan, "zones"):
        label = scalar_at(plan, "zones", zone, "label")
        if label is not None:
            given = asker.ask(ZONE(zone=zone), label.text, private_in)
            if given != label.text:
                yield PLAN, label, given
    yield from _posts(changes, asker)
    yield from _targets(changes, asker)


def _posts(changes: _Changes, asker: Asker) -> Iterator[tuple[Path, Scalar, str]]:
    """The contacts who hold the first roles, by their names."""
    roles, contacts = changes.tree(ROLES), changes.tree(CONTACTS)
    holders = (scalar_at(roles, role, "holder") for role in _names(roles))
    ids = dict.fromkeys(each.text for each in holders if each is not None)
    found = (scalar_at(contacts, each, "name") for each in ids)
    named = [*islice((each for each in found if each is not None), MOST_POSTS)]
    if not named:
        return
    kept = "、".join(each.text for each in named)

    def wrong(given: str) -> Message | None:
        return TOO_MANY(count=len(named)) if len(_split(given)) > len(named) else None

    given = asker.ask(POSTS(), kept, wrong)
    for old, new in zip(named, _split(given), strict=False):
        if new != old.text:
            yield CONTACTS, old, new


def _targets(changes: _Changes, asker: Asker) -> Iterator[tuple[Path, Scalar, str]]:
    """The promises for what matters most."""
    systems = changes.tree(SYSTEMS)
    for system in islice(_critical(systems), MOST_SYSTEMS):
        rto, name = scalar_at(systems, system, "rto"), scalar_at(systems, system, "name", "ja")
        if rto is not None:
            question = RTO(system=name.text if name else system)
            given = _span(asker.ask(question, rto.text, _not_span))
            if given is not None and given != rto.text:
                yield SYSTEMS, rto, given


def _critical(systems: Node | None) -> Iterator[str]:
    for each in systems.items if isinstance(systems, Items) else ():
        system, importance = scalar_at(each, "id"), scalar_at(each, "importance")
        if system is not None and importance is not None and importance.text == "critical":
            yield system.text


def _names(tree: Node | None, *path: str) -> tuple[str, ...]:
    for word in path:
        tree = tree.get(word) if isinstance(tree, Fields) else None
    return tuple(key.name for key, _ in tree.entries) if isinstance(tree, Fields) else ()


def _split(given: str) -> list[str]:
    return [each.strip() for each in _COMMAS.split(given) if each.strip()]


def _number(given: str) -> int | None:
    """``50,000``, ``５００００人`` as a number, or None."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", given).replace(",", ""))
    return int(found[1]) if found else None


def _span(given: str) -> str | None:
    """``12h``, ``12時間以内`` as a plan writes it, or None."""
    narrow = unicodedata.normalize("NFKC", given)
    found = _SPAN.fullmatch(narrow)
    written = f"{found[1]}{_UNITS[found[2]]}" if found else narrow
    return written if parse_span(written) else None


def _not_number(given: str) -> Message | None:
    return None if _number(given) else WANTED_NUMBER()


def _not_span(given: str) -> Message | None:
    return None if _span(given) else WANTED_SPAN()
