"""Who imports whom, read from the source: inside functions and for types alone too."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.house.source import module_name, product_code, tree

Graph = Mapping[str, frozenset[str]]


def _home(path: Path, level: int) -> str:
    """The package that a relative import of `level` dots starts from."""
    parts = module_name(path).split(".")
    if path.name != "__init__.py":
        parts = parts[:-1]
    return ".".join(parts[: len(parts) - level + 1])


def imported_names(path: Path) -> Iterator[str]:
    """Every module a file may import; ``from a import b`` gives both ``a`` and ``a.b``."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = _home(path, node.level) if node.level else ""
            origin = ".".join(part for part in (start, node.module or "") if part)
            yield origin
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def _own(names: set[str], modules: frozenset[str]) -> frozenset[str]:
    """The project's modules among the names; a package only where nothing inside it is meant."""
    found = names & modules
    inner = {name.rpartition(".")[0] for name in found if name.rpartition(".")[0] in found}
    return frozenset(found - inner)


@cache
def graph() -> Graph:
    """Each module of the product with the product's modules that it imports anywhere."""
    files = product_code()
    modules = frozenset(module_name(path) for path in files)
    return {
        module_name(path): _own(set(imported_names(path)), modules) - {module_name(path)}
        for path in files
    }


def reached_from(module: str, graph: Graph) -> set[str]:
    """Every module that `module` needs, directly or through others."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        for needed in graph.get(waiting.pop(), frozenset()) - reached:
            reached.add(needed)
            waiting.append(needed)
    return reached


def in_cycles(graph: Graph) -> list[str]:
    """The modules that need themselves, directly or through others."""
    return sorted(module for module in graph if module in reached_from(module, graph))
