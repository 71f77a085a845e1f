"""The project's own files, as the rules of the house look at them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bcp", "scenarios", "drills", "tui")
OTHER_FOLDERS = ("tests", "docs", "benchmarks", ".ci")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files_below(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def product_code() -> list[Path]:
    """Every Python file that is shipped."""
    return [path for path in _files_below(*PACKAGES) if path.suffix == ".py"]


def all_code() -> list[Path]:
    """Every Python file: what is shipped, its tests and its benchmarks."""
    return [path for path in _files_below(*PACKAGES, *OTHER_FOLDERS) if path.suffix == ".py"]


def all_files() -> list[Path]:
    """Every file of the project, whatever it holds."""
    top = [path for path in sorted(ROOT.iterdir()) if path.is_file()]
    # What else is hidden there belongs to git and to tools, not to the project.
    ours = [path for path in top if path.name == ".gitignore" or not path.name.startswith(".")]
    return [*ours, *_files_below(*PACKAGES, *OTHER_FOLDERS)]


def shown(path: Path) -> str:
    """The path as a person would write it, from the top of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    """The name under which Python imports the file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, nested ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def settings() -> Mapping[str, Any]:
    """What `pyproject.toml` says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
