"""Files and functions stay small enough to be read in one go, and the top level tidy."""

from __future__ import annotations

import ast

import pytest

from tests.house.shape import Sizes, all_sizes, function_length
from tests.house.source import OTHER_FOLDERS, PACKAGES, ROOT

# What tools and runs leave behind; none of it is tracked.
LEFT_BEHIND = {"build", "dist", "runs"}


@pytest.mark.parametrize("sizes", all_sizes(), ids=lambda sizes: sizes.what)
def test_nothing_is_longer_than_its_limit(sizes: Sizes) -> None:
    assert sizes.too_long() == {}


def test_a_docstring_does_not_count_as_length() -> None:
    node = ast.parse('def told():\n    """One.\n\n    Two.\n    """\n    return 1\n').body[0]
    assert isinstance(node, ast.FunctionDef)
    assert function_length(node) == 2


def test_the_top_level_holds_only_the_rooms_of_the_house() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    visible = {name for name in folders if not name.startswith(".")} - LEFT_BEHIND
    assert visible <= {*PACKAGES, *OTHER_FOLDERS}
