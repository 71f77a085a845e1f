"""Every probe keeps to its contract, and people find it in both languages."""

from __future__ import annotations

import re
from typing import get_args, get_type_hints

import pytest

from bcp.asking import FactKind, Unit
from bcp.durations import HOUR
from bcp.message import LANGUAGES, Language
from bcp.secret_source import SecretSource
from bcp.shape import Leaf, Maybe, Record, Shape, fields_of
from drills.probes import catalogue, get, names
from drills.probes._contract import Polite
from tests.house.source import ROOT

PROBES = names()
PAGES = {"en": "docs/probes.md", "ja": "docs/probes.ja.md"}
_SECRET = re.compile(r"password|secret|community|passphrase|token|pin|otp|psk|private_key")
_ROW = re.compile(r"^\| \[`(\w+)`\]\(([^)]+)\) \| (.+) \|$", re.MULTILINE)


def _rows(lang: Language) -> dict[str, tuple[str, str]]:
    """Each word in the list of the probes' page: where it leads, and what it is said to ask."""
    text = (ROOT / PAGES[lang]).read_text(encoding="utf-8")
    return {word: (target, said) for word, target, said in _ROW.findall(text)}


# How a fact of that unit ends; where it differs, the unit's own word is longer than people write.
_ENDINGS = {unit: unit for unit in get_args(Unit) if unit} | {"celsius": "c"}
_A_UNIT = re.compile(rf"(?:^|_)(?:{'|'.join(sorted(_ENDINGS.values()))})$")


def _misnamed(name: str, fact: FactKind) -> str | None:
    if fact.type in ("bool", "str"):
        return "only a number has a unit" if fact.unit else None
    if fact.unit:
        ending = _ENDINGS[fact.unit]
        return (
            None if name == ending or name.endswith(f"_{ending}") else f"does not end in {ending}"
        )
    return "is named for a unit and has none" if _A_UNIT.search(name) else None


@pytest.mark.parametrize("word", PROBES)
def test_what_a_probe_asks_and_proves_is_said_in_both_languages(word: str) -> None:
    kind = catalogue()[word]
    assert all(kind.meaning.said_in(lang) and kind.proves.said_in(lang) for lang in LANGUAGES)
    assert get(word).__doc__


def test_a_text_in_one_language_is_no_answer_in_the_other() -> None:
    """The texts of one language stand in for the other's, so they are looked at by themselves."""
    kinds = catalogue().values()
    texts = [text for each in kinds for text in (each.meaning, each.proves, *each.fields.values())]
    assert [text for text in texts if not (text.ja and text.en)] == []


@pytest.mark.parametrize("word", PROBES)
def test_every_field_is_explained(word: str) -> None:
    kind = catalogue()[word]
    assert {each.key for each in fields_of(kind.params)} == {*kind.fields}
    for record, fields in kind.records.items():
        assert {each.key for each in fields_of(record)} == {*fields}


@pytest.mark.parametrize("word", PROBES)
def test_what_holds_of_a_good_answer_is_about_facts_that_it_has(word: str) -> None:
    kind = catalogue()[word]
    assert {each.fact for each in kind.healthy} | {*(kind.content or ())} <= {*kind.facts}


@pytest.mark.parametrize("word", PROBES)
def test_a_number_s_name_ends_in_its_unit(word: str) -> None:
    named = {name: _misnamed(name, fact) for name, fact in catalogue()[word].facts.items()}
    assert {name: why for name, why in named.items() if why} == {}


def test_a_misnamed_fact_would_be_found() -> None:
    meaning = catalogue()["tcp"].meaning
    assert _misnamed("delay", FactKind("float", meaning, "ms")) == "does not end in ms"
    assert _misnamed("delay_ms", FactKind("float", meaning)) == "is named for a unit and has none"
    assert _misnamed("delay_ms", FactKind("float", meaning, "ms")) is None


def _paces(word: str) -> list[Polite]:
    said = getattr(get(word), "POLITE", Polite())
    return [said] if isinstance(said, Polite) else []


@pytest.mark.parametrize("word", PROBES)
def test_a_pace_lets_a_target_be_asked_and_a_drill_go_on(word: str) -> None:
    for pace in _paces(word):
        assert 0 <= pace.apart_us <= HOUR
        assert pace.at_once >= 1
        assert pace.apart_us == 0 or pace.at_once == 1 or word == "link"


def _is_secret(shape: Shape) -> bool:
    inside = shape.of if isinstance(shape, Maybe) else shape
    return inside == Record(SecretSource)


@pytest.mark.parametrize("word", PROBES)
def test_no_secret_is_written_into_a_plan(word: str) -> None:
    kind = catalogue()[word]
    written = [each for each in fields_of(kind.params) if _SECRET.fullmatch(each.key)]
    assert [each.key for each in written if not _is_secret(each.shape)] == []
    # A key is a secret, or the path of its file, or a public one, and its words say which.
    for each in fields_of(kind.params):
        if each.key.endswith("key") and not _is_secret(each.shape):
            text = kind.fields[each.key]
            assert re.search(r"ファイル|パス|公開鍵", text.ja), each.key
            assert re.search(r"file|path|public", text.en), each.key


@pytest.mark.parametrize("word", PROBES)
def test_only_values_that_a_file_can_hold_are_asked_for(word: str) -> None:
    params = catalogue()[word].params
    assert {each.name for each in fields_of(params)} == {*get_type_hints(params)}
    assert fields_of(params)[0].shape == Leaf(str), "the subject"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_the_probes_lists_every_one_with_what_it_asks(lang: Language) -> None:
    asked = {word: kind.meaning.said_in(lang) for word, kind in catalogue().items()}
    assert {word: said for word, (_, said) in _rows(lang).items()} == asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_probe_has_a_page_or_a_section_in_both_languages(lang: Language) -> None:
    page = ROOT / PAGES[lang]
    for word, (target, _) in _rows(lang).items():
        told = page if target.startswith("#") else page.parent / target
        suffix = ".ja.md" if lang == "ja" else ".md"
        assert told.name.endswith(suffix)
        assert re.search(rf"^#+ .*`{word}`", told.read_text(encoding="utf-8"), re.MULTILINE), word
