"""Only one file may swallow whatever comes: where a probe's trouble becomes *unknown*."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import product_code, shown, tree

MAY_SWALLOW_ALL = "drills/runtime/asking.py"
ALL = {"Exception", "BaseException"}


def _names(node: ast.expr | None) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} if node else set()


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether it only cleans up: it always ends by raising what it caught."""
    leaves_early = any(
        isinstance(node, ast.Return | ast.Break | ast.Continue) for node in ast.walk(handler)
    )
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None and not leaves_early


def _swallows_all(root: ast.AST) -> Iterator[int]:
    """The lines that swallow every error: bare, by the widest types, or by ``suppress``."""
    for node in ast.walk(root):
        match node:
            case ast.ExceptHandler() if _raises_again(node):
                continue
            case ast.ExceptHandler(type=None):
                yield node.lineno
            case ast.ExceptHandler(type=caught) if _names(caught) & ALL:
                yield node.lineno
            case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress")) if any(
                _names(each) & ALL for each in node.args
            ):
                yield node.lineno


def test_everything_is_swallowed_in_one_file_only() -> None:
    wide = [
        f"{shown(path)}:{line}"
        for path in product_code()
        if shown(path) != MAY_SWALLOW_ALL
        for line in _swallows_all(tree(path))
    ]
    assert wide == []


@pytest.mark.parametrize(
    "code",
    [
        "try: ...\nexcept: ...",
        "for x in y:\n    try: ...\n    except Exception:\n        if x: continue\n        raise",
        "try: ...\nexcept Exception: ...",
        "try: ...\nexcept (OSError, BaseException) as e: ...",
        "with suppress(Exception): ...",
        "with contextlib.suppress(OSError, Exception): ...",
    ],
)
def test_each_way_to_swallow_everything_is_found(code: str) -> None:
    assert list(_swallows_all(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "try: ...\nexcept OSError: ...\nwith suppress(TimeoutError): ...",
        "try: ...\nexcept BaseException:\n    sock.close()\n    raise",
    ],
)
def test_a_named_error_may_be_caught_and_any_error_raised_again(code: str) -> None:
    assert list(_swallows_all(ast.parse(code))) == []
