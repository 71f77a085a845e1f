"""Everything the product says can be said in both languages."""

from __future__ import annotations

import importlib
import pkgutil
import re
import string

import pytest

from bcp.message import Phrase, phrases
from tests.house.source import PACKAGES

_CODE = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_JAPANESE_MARK = re.compile(r"[\u3001-\u303f\uff01-\uffef]")
# Shorter ones are units and abbreviations, which are the same in both languages.
# Some units are written alike in both.
_ENGLISH_WORD = re.compile(r"(?!\bMbps\b)\b[A-Za-z]{4,}")


def _every_phrase() -> list[Phrase]:
    """All phrases, once every module that could declare one is loaded."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(found.name)
    return sorted(phrases().values(), key=lambda phrase: phrase.code)


def _placeholders(text: str) -> set[tuple[str, str]]:
    """Each placeholder's name and kind; ``!r`` is a matter of the language."""
    return {(name, kind or "") for _, name, kind, _ in string.Formatter().parse(text) if name}


def _own_words(text: str) -> str:
    return "".join(literal for literal, *_ in string.Formatter().parse(text))


@pytest.fixture(params=_every_phrase(), ids=lambda phrase: phrase.code)
def phrase(request: pytest.FixtureRequest) -> Phrase:
    found = request.param
    assert isinstance(found, Phrase)
    return found


def test_a_code_is_an_area_and_a_name(phrase: Phrase) -> None:
    assert _CODE.fullmatch(phrase.code)


def test_both_languages_are_there(phrase: Phrase) -> None:
    assert phrase.ja.strip()
    assert phrase.en.strip()


def test_both_languages_use_the_same_placeholders(phrase: Phrase) -> None:
    assert _placeholders(phrase.ja) == _placeholders(phrase.en)


def test_every_placeholder_has_a_name(phrase: Phrase) -> None:
    for text in (phrase.ja, phrase.en):
        assert all(name != "" for _, name, _, _ in string.Formatter().parse(text))


def test_each_language_is_written_in_its_own_script(phrase: Phrase) -> None:
    if _ENGLISH_WORD.search(_own_words(phrase.en)):
        said = _own_words(phrase.ja)
        assert _JAPANESE.search(said) or _JAPANESE_MARK.search(said)
    assert not _JAPANESE.search(_own_words(phrase.en))


def test_a_code_belongs_to_one_sentence_only(phrase: Phrase) -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Phrase(phrase.code, ja="別の文", en="another sentence")
