"""Everything the product says can be said in both languages."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Callable, Iterator
from itertools import groupby

import pytest

from bcp.message import Phrase, phrases
from tests.house.source import PACKAGES, module_name, product_code, shown, tree

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


def _by_area() -> dict[str, list[Phrase]]:
    """All phrases by the first word of their codes: a test for each would take half a minute."""
    return {
        area: list(found)
        for area, found in groupby(_every_phrase(), lambda each: each.code.partition(".")[0])
    }


AREAS = _by_area()


@pytest.fixture(params=AREAS)
def area(request: pytest.FixtureRequest) -> list[Phrase]:
    return AREAS[request.param]


def _wrong(area: list[Phrase], is_right: Callable[[Phrase], object]) -> list[str]:
    return [each.code for each in area if not is_right(each)]


def test_a_code_is_an_area_and_a_name(area: list[Phrase]) -> None:
    assert _wrong(area, lambda each: _CODE.fullmatch(each.code)) == []


def test_both_languages_are_there(area: list[Phrase]) -> None:
    assert _wrong(area, lambda each: each.ja.strip() and each.en.strip()) == []


def test_both_languages_use_the_same_placeholders(area: list[Phrase]) -> None:
    assert _wrong(area, lambda each: _placeholders(each.ja) == _placeholders(each.en)) == []


def test_every_placeholder_has_a_name(area: list[Phrase]) -> None:
    assert _wrong(area, lambda each: all(map(_names_all, (each.ja, each.en)))) == []


def _names_all(text: str) -> bool:
    return all(name != "" for _, name, _, _ in string.Formatter().parse(text))


def test_each_language_is_written_in_its_own_script(area: list[Phrase]) -> None:
    assert _wrong(area, _is_japanese_where_it_has_to_be) == []
    assert _wrong(area, lambda each: not _JAPANESE.search(_own_words(each.en))) == []


def _is_japanese_where_it_has_to_be(phrase: Phrase) -> bool:
    said = _own_words(phrase.ja)
    written = _JAPANESE.search(said) or _JAPANESE_MARK.search(said)
    return bool(written) or not _ENGLISH_WORD.search(_own_words(phrase.en))


def test_a_code_belongs_to_one_sentence_only(area: list[Phrase]) -> None:
    assert _wrong(area, _is_taken) == []


def _is_taken(phrase: Phrase) -> bool:
    with pytest.raises(ValueError, match="declared twice"):
        Phrase(phrase.code, ja="別の文", en="another sentence")
    return True


def _declared(root: ast.Module) -> Iterator[str]:
    """The names under which a module declares its sentences."""
    for node in root.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="Phrase"))
            ):
                yield name


def _mentioned(root: ast.AST) -> Iterator[str]:
    """What a module reads of its own, imports, and takes from others."""
    for node in ast.walk(root):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name):
                yield name
            case ast.ImportFrom(module=str(module)):
                yield from (f"{module}.{each.name}" for each in node.names)


def test_every_sentence_is_said_somewhere() -> None:
    own = {path: set(_mentioned(tree(path))) for path in product_code()}
    # What is found by its file is taken as `module.ABOUT`, whichever module it is.
    taken = {
        each.attr
        for path in own
        for each in ast.walk(tree(path))
        if isinstance(each, ast.Attribute)
    }
    imported = set().union(*own.values())
    unsaid = [
        f"{shown(path)}: {name}"
        for path, mentioned in own.items()
        for name in _declared(tree(path))
        if name not in mentioned | taken and f"{module_name(path)}.{name}" not in imported
    ]
    assert unsaid == []
