"""The smallest plan: a name, five people, three systems, a vendor and a site, and a first drill."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import scenarios
from bcp.asking import Catalogue
from bcp.marks import WORD
from bcp.message import Message, Phrase
from bcp.private import private_in
from drills.cli.asking_lines import Asker
from drills.cli.new_plan import Texts, around, with_origin
from drills.cli.rewriting import written

BEGIN = Phrase(
    "smallest.begin",
    ja="9つだけ質問します。分からないものは Enter だけで進めます（「要記入」と書いておきます）。",
    en="Nine questions. Enter leaves one open (it is marked as still to be filled in).",
)
NAME = Phrase("smallest.name", ja="自治体の名前", en="name of the municipality")
PERSON = Phrase(
    "smallest.person",
    ja="{role}の氏名か職名と、電話番号かメールアドレス（例: 情報係長 {example}）",
    en="{role}: name or post, and telephone number or mail address (like: Chief {example})",
)
SYSTEMS = Phrase(
    "smallest.systems",
    ja="止まると最も困るシステムを三つまで、大事な順に「、」で区切って",
    en="up to three systems that would be missed most, the first one first, with commas",
)
VENDOR = Phrase(
    "smallest.vendor",
    ja="保守事業者の名前と、電話番号（例: 見本システム {example}）",
    en="the vendor's name and telephone number (like: Mihon Systems {example})",
)
SITE = Phrase("smallest.site", ja="代替拠点（庁舎が使えないとき）", en="the alternate site")
THREE = Phrase("smallest.three", ja="三つまでにしてください。", en="three at most, please.")
NO_NAME = Phrase(
    "smallest.no_name", ja="名前か職名も書いてください。", en="write a name or a post, too."
)
THE_VENDOR = Phrase("smallest.the_vendor", ja="保守事業者", en="vendor")
THE_SITE = Phrase("smallest.the_site", ja="代替拠点", en="alternate site")
THE_SYSTEM = Phrase("smallest.the_system", ja="システム", en="system")

ROLES: Mapping[str, Phrase] = {
    "lead": Phrase("smallest.lead", ja="ICT部門の責任者", en="Head of ICT"),
    "survey": Phrase("smallest.survey", ja="被害を調べる人", en="Who surveys the damage"),
    "recovery": Phrase("smallest.recovery", ja="復旧に当たる人", en="Who recovers systems"),
    "liaison": Phrase("smallest.liaison", ja="連絡に当たる人", en="Who keeps contact"),
    "recorder": Phrase("smallest.recorder", ja="記録する人", en="Who keeps the record"),
}
# Ids that one can read, for what many municipalities call their systems.
_IDS = (
    *(("住民", "resident"), ("戸籍", "family-register"), ("税", "tax"), ("福祉", "welfare")),
    *(("ホームページ", "website"), ("Web", "website"), ("グループウェア", "groupware")),
    *(("メール", "mail"), ("ファイル", "filesv"), ("財務", "finance"), ("給与", "payroll")),
    *(("文書", "documents"), ("被災者", "victims"), ("介護", "care"), ("国保", "insurance")),
)
NAME_OF_IT = "smallest"
MOST_SYSTEMS = 3
_USUAL = "住民記録、ファイルサーバ、ホームページ"
_EXAMPLE = "000-5550-0101"
_MAIL = re.compile(r"\S+@\S+")
_TELEPHONE = re.compile(
    r"0\d{1,4} ?\(\d{1,4}\)[ -]?\d{3,4}|\(0\d{1,4}\)[ -]?\d{1,4}-?\d{3,4}|\+?\d[\d-]{4,}\d"
)
_MOBILE = re.compile(r"\(?0[789]0")
_PLACEHOLDER = re.compile(r"<<([\w-]+)>>")
_HERE = Path(scenarios.__file__).parent / "smallest"
FILES = (
    Path("plan.yaml"),
    Path("people/contacts.yaml"),
    Path("scenarios/first-table.yaml"),
    Path("answers/first-table.yaml"),
)


def texts_of(asker: Asker, name: str | None, catalogue: Catalogue) -> Texts:
    """The files of a plan with what a person answers. Raises `Refusal`."""
    said = dict(_answers(asker, name))
    texts = {file: _filled((_HERE / file).read_text("utf-8"), said) for file in FILES}
    return with_origin({**texts, **around(catalogue)}, NAME_OF_IT)


def first_drill(systems: Sequence[str]) -> Texts:
    """The first tabletop drill and its answers, for another plan's systems, at most three."""
    said = {f"id{number}": written(each) for number, each in enumerate(systems, 1)}
    files = (file for file in FILES if file.parts[0] in ("scenarios", "answers"))
    texts = {file: (_HERE / file).read_text("utf-8") for file in files}
    for number in range(len(systems) + 1, MOST_SYSTEMS + 1):
        texts = {file: _without(text, f"<<id{number}>>") for file, text in texts.items()}
    return {file: _filled(text, said) for file, text in texts.items()}


def _without(text: str, system: str) -> str:
    """The text without what it says of one system: a part of a list, or a whole line."""
    short = text.replace(f", {{system: {system}}}", "")
    return "".join(line for line in short.splitlines(keepends=True) if system not in line)


def _filled(text: str, said: Mapping[str, str]) -> str:
    # A town has its schemas in a folder of its own, one folder nearer.
    own = text.replace("../schema/", "schema/", 1)
    return _PLACEHOLDER.sub(lambda found: said[found[1]], own)


def _answers(asker: Asker, name: str | None) -> Iterator[tuple[str, str]]:
    """What stands for each placeholder, as YAML."""
    yield "name", written(name or asker.ask(NAME(), _open(NAME), private_in))
    for role, who in ROLES.items():
        given = asker.ask(PERSON(role=who(), example=_EXAMPLE), wrong=_not_reached)
        yield from _reached(role, given, who)
    yield from _systems(_split(asker.ask(SYSTEMS(), _USUAL, _not_three)))
    given = asker.ask(VENDOR(example=_EXAMPLE), wrong=_not_reached)
    yield from _reached("vendor", given, THE_VENDOR)
    yield "site", written(asker.ask(SITE(), _open(THE_SITE), private_in))


def _open(what: Phrase) -> str:
    return f"〔{WORD}〕{what.ja}"


def _systems(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for number in range(1, MOST_SYSTEMS + 1):
        name = names[number - 1] if number <= len(names) else ""
        known = (each for word, each in _IDS if word in name and each not in taken)
        taken.add(system := next(known, f"system-{number}"))
        yield f"id{number}", system
        yield f"system{number}", written(name or f"{_open(THE_SYSTEM)}{number}")


def _reached(key: str, given: str, who: Phrase) -> Iterator[tuple[str, str]]:
    """A name, and the rest of the contact's line with the way to reach it."""
    name, way = _person(given)
    yield key, written(name or _open(who))
    if way is None:
        yield f"{key}-way", f"[]}}   # {WORD} / to fill in: 電話番号かメールアドレス"
        return
    kind = "メール" if "@" in way else "携帯" if _MOBILE.match(way) else "電話"
    yield f"{key}-way", f"[{{kind: {kind}, value: {json.dumps(way, ensure_ascii=False)}}}]}}"


def _person(given: str) -> tuple[str, str | None]:
    """A name or post and a way to reach whoever holds it, in either order."""
    narrow = unicodedata.normalize("NFKC", given)
    found = _MAIL.search(narrow) or _TELEPHONE.search(narrow)
    if found is None:
        return given, None
    rest = f"{narrow[: found.start()]} {narrow[found.end() :]}"
    return " ".join(rest.split()).strip("、, "), found[0]


def _not_reached(given: str) -> Message | None:
    """Why the answer is no name with one way to reach it."""
    name, _ = _person(given)
    return private_in(name) if name else NO_NAME()


def _split(given: str) -> list[str]:
    return [each.strip() for each in re.split("[、，,]", given) if each.strip()]


def _not_three(given: str) -> Message | None:
    return THREE() if len(_split(given)) > MOST_SYSTEMS else private_in(given)
