"""The lab for tests: built once for all of them, and taken away when they are over."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.lab.commands import LabFailed
from tests.lab.instance import Instance, left_by_the_dead
from tests.lab.lab import Lab, down, up

_PREFIX = "tests-"


@pytest.fixture(scope="session")
def lab() -> Iterator[Lab]:
    """A lab of this run's own, so that several runs may go on at once."""
    for each in left_by_the_dead(_PREFIX):
        down(each)
    instance = Instance(f"{_PREFIX}{os.getpid()}")
    try:
        built = up(instance)
    except LabFailed as failed:
        pytest.fail(str(failed), pytrace=False)
    try:
        yield built
    finally:
        down(instance)
