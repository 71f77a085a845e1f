"""How long files and functions are."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.house.source import Function, all_code, functions, product_code, shown

FILE_LIMIT = 400
FUNCTION_LIMIT = 50


@dataclass(frozen=True)
class Sizes:
    """Named lengths in lines, and the limit that none may pass."""

    what: str
    lines: Mapping[str, int]
    limit: int

    def too_long(self) -> dict[str, int]:
        """Those above the limit."""
        return {name: length for name, length in self.lines.items() if length > self.limit}

    def said(self) -> str:
        """One line for people."""
        lengths = sorted(self.lines.values())
        ninetieth = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
        return (
            f"{self.what}: {len(lengths)}, median {statistics.median(lengths):g} lines, "
            f"p90 {ninetieth}, longest {lengths[-1]} (limit {self.limit})"
        )


def function_length(node: Function) -> int:
    """Lines from ``def`` to the end, without the docstring."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def _file_lengths(files: list[Path]) -> dict[str, int]:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    return {name: length for name, length in lengths.items() if length}


def _function_lengths(files: list[Path]) -> dict[str, int]:
    return {
        f"{shown(path)}:{node.lineno} {node.name}": function_length(node)
        for path in files
        for node in functions(path)
    }


def all_sizes() -> list[Sizes]:
    """Files and functions, of the product and of its tests; empty files are not counted."""
    product = product_code()
    tests = [path for path in all_code() if path not in product]
    kinds: list[tuple[str, Callable[[list[Path]], dict[str, int]], int]] = [
        ("files", _file_lengths, FILE_LIMIT),
        ("functions", _function_lengths, FUNCTION_LIMIT),
    ]
    return [
        Sizes(f"{whose} {what}", measure(files), limit)
        for whose, files in (("product", product), ("test", tests))
        for what, measure, limit in kinds
    ]
