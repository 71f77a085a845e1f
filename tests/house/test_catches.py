"""Only one file may catch whatever comes: where a probe's trouble becomes *unknown*."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import product_code, shown, tree

MAY_CATCH_ALL = "drills/runtime/asking.py"
ALL = {"Exception", "BaseException"}


def _names(node: ast.expr | None) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} if node else set()


def _catches_all(root: ast.AST) -> Iterator[int]:
    """The lines that catch every error: bare, by the widest types, or by ``suppress``."""
    for node in ast.walk(root):
        match node:
            case ast.ExceptHandler(type=None):
                yield node.lineno
            case ast.ExceptHandler(type=caught) if _names(caught) & ALL:
                yield node.lineno
            case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress")) if any(
                _names(each) & ALL for each in node.args
            ):
                yield node.lineno


def test_everything_is_caught_in_one_file_only() -> None:
    wide = [
        f"{shown(path)}:{line}"
        for path in product_code()
        if shown(path) != MAY_CATCH_ALL
        for line in _catches_all(tree(path))
    ]
    assert wide == []


@pytest.mark.parametrize(
    "code",
    [
        "try: ...\nexcept: ...",
        "try: ...\nexcept Exception: ...",
        "try: ...\nexcept (OSError, BaseException) as e: ...",
        "with suppress(Exception): ...",
        "with contextlib.suppress(OSError, Exception): ...",
    ],
)
def test_each_way_to_catch_everything_is_found(code: str) -> None:
    assert list(_catches_all(ast.parse(code)))


def test_a_named_error_may_be_caught() -> None:
    code = "try: ...\nexcept OSError: ...\nwith suppress(TimeoutError): ..."
    assert list(_catches_all(ast.parse(code))) == []
