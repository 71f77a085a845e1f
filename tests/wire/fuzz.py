"""Bytes of every kind for the parsers of `drills.wire`, for as long as one likes.

    python -m tests.wire.fuzz [--count 100000]

Each ``tests/wire/test_<protocol>.py`` names its parsers in ``PARSERS``, with datagrams that they
understand: most of what is tried is one of those, changed a little.
"""

from __future__ import annotations

import argparse
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tests.wire
from drills.wire import Malformed

COUNT = 300


@dataclass(frozen=True)
class Parser:
    """What reads bytes, and examples of bytes that it understands."""

    read: Callable[[bytes], Any]
    examples: Sequence[bytes]


def changed(example: bytes) -> st.SearchStrategy[bytes]:
    """`example` with some bytes replaced, cut anywhere, and perhaps something behind it."""
    places = st.dictionaries(st.integers(0, len(example) - 1), st.integers(0, 255), max_size=4)
    ends = st.one_of(st.just(len(example)), st.integers(0, len(example)))

    def with_changes(replaced: dict[int, int], end: int, more: bytes) -> bytes:
        touched = bytearray(example)
        for place, byte in replaced.items():
            touched[place] = byte
        return bytes(touched[:end]) + more

    return st.builds(with_changes, places, ends, st.just(b"") | st.binary(max_size=40))


def survives(parser: Parser, count: int = COUNT) -> None:
    """Raise where `parser` raises anything but `Malformed`, in `count` tries."""
    tried = st.one_of(st.binary(max_size=600), *(changed(each) for each in parser.examples))

    @settings(
        max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(tried)
    def tries(wire: bytes) -> None:
        with suppress(Malformed):
            parser.read(wire)

    tries()


def parsers() -> Iterator[tuple[str, Parser]]:
    """Every parser that a test of this folder names."""
    for found in pkgutil.iter_modules(tests.wire.__path__):
        if found.name.startswith("test_"):
            module = import_module(f"tests.wire.{found.name}")
            for name, parser in getattr(module, "PARSERS", {}).items():
                yield f"{found.name.removeprefix('test_')} {name}", parser


def main() -> None:
    """Try every parser and say so."""
    options = argparse.ArgumentParser(description="Bytes of every kind for the parsers.")
    options.add_argument("--count", type=int, default=100_000)
    count = options.parse_args().count
    for name, parser in parsers():
        survives(parser, count)
        print(f"{name}: {count} tries, nothing but Malformed", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
