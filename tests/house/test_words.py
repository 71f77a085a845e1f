"""Names say what a thing is, and no file tells where or how it was written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, all_code, all_files, module_name, product_code, shown, tree

# Each could stand for anything, so it says nothing. `database` and `metadata` are other words.
EMPTY_WORDS = {
    *("manager", "managers", "handler", "handlers", "helper", "helpers", "util", "utils"),
    *("base", "data", "info", "infos"),
}
# What asyncio and asyncssh call a protocol by, and what openpyxl calls a cell's kind: theirs.
CALLED_BY_LIBRARIES = {"data_received", "data_type"}
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

# Folders in which people and machines keep their own things; a document needs none of them.
_SOMEBODYS_FOLDER = re.compile(r"(?<![\w.~/])/(?:work|root|home|Users|mnt|opt)/\w+")
_ABOUT_THE_WORK = re.compile(
    r"\bissues? #?\d|\b(?:this|last|next|previous|earlier|coding|working) session\b"
    r"|\bpull request #?\d|\bas (?:discussed|requested|instructed)\b",
    re.IGNORECASE,
)
_PACKAGE_SOURCE = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|crates|debian|ubuntu|docker|ghcr|quay|maven)"
    r"\.(?:org|com|io|net)\b|--?(?:extra-)?index-url|--find-links|--trusted-host",
    re.IGNORECASE,
)
_LEFT_UNDONE = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


def _names_given(path: Path) -> Iterator[tuple[int, str]]:
    """Every name that the file itself gives: not what it uses of others."""
    yield 1, module_name(path).rpartition(".")[2]
    for node in ast.walk(tree(path)):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.lineno, node.name
            case ast.arg():
                yield node.lineno, node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.lineno, node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.lineno, node.attr
            case ast.alias(asname=str(name)):
                yield node.lineno, name


def _parts(name: str) -> set[str]:
    return {part.lower() for part in _PART.findall(name)}


def _found(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if pattern.search(line)
    ]


def test_no_name_is_an_empty_word() -> None:
    empty = [
        f"{shown(path)}:{line}: {name}"
        for path in product_code()
        for line, name in _names_given(path)
        if _parts(name) & EMPTY_WORDS and name not in CALLED_BY_LIBRARIES
    ]
    assert empty == []


@pytest.mark.parametrize(
    ("name", "is_empty"),
    [
        *(("PlanManager", True), ("load_data", True), ("SSHInfo", True), ("HTTP_UTILS", True)),
        *(("database", False), ("dataclass", False), ("informed", False), ("based_on", False)),
    ],
)
def test_a_word_is_empty_as_a_part_of_a_name_and_not_inside_another_word(
    name: str, is_empty: bool
) -> None:
    assert bool(_parts(name) & EMPTY_WORDS) is is_empty


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    assert _found(_SOMEBODYS_FOLDER, all_files()) == []
    assert _found(re.compile(re.escape(str(ROOT)) + r"\b"), all_files()) == []


def test_no_file_tells_how_the_work_was_organised() -> None:
    assert _found(_ABOUT_THE_WORK, all_files()) == []


def test_no_file_says_where_packages_come_from() -> None:
    here = Path(__file__)
    assert _found(_PACKAGE_SOURCE, [path for path in all_files() if path != here]) == []


def test_nothing_is_left_undone() -> None:
    here = Path(__file__)
    assert _found(_LEFT_UNDONE, [path for path in all_code() if path != here]) == []
