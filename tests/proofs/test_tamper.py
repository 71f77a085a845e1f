"""A part of `tests.proofs.tamper`, which does all of it in some minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proofs import tamper
from tests.proofs.tamper import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return Sample(tmp_path)


def test_a_bundle_cut_off_anywhere_is_found(sample: Sample) -> None:
    assert tamper.bundle_cut(sample, range(len(sample.content))) > 5_000


def test_a_changed_byte_of_a_bundle_is_found(sample: Sample) -> None:
    assert tamper.bundle_bytes(sample, range(3, len(sample.content), 7)) > 500


def test_a_changed_record_of_a_bundle_is_named(sample: Sample) -> None:
    assert tamper.bundle_records(sample) > 80


def test_a_journal_cut_off_at_and_around_every_page_is_found(sample: Sample) -> None:
    size = len(sample.stored)
    for near in (-1, 0, 1):
        tamper.journal_cut(sample, range(4096 + near, size, 4096))
    assert tamper.journal_cut(sample, range(0, size, 7)) > 1_000


def test_a_changed_record_of_a_journal_is_named(sample: Sample) -> None:
    assert tamper.journal_records(sample) > 60
