"""Fixtures for tests of every folder."""

from tests.lab.fixture import lab

__all__ = ["lab"]
