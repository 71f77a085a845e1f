"""What holds of every form that a report can be written in, by being in `drills.writers`."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from bcp.message import LANGUAGES, Text, render
from drills import writers
from drills.report.assembled import report_of
from drills.report.model import Report
from tests.house.source import ROOT
from tests.report.made_up import recorded, rich, simple
from tests.report.poison import poisoned
from tests.writers.hostile import HOSTILE, QUIET, SLOW

_HASHES = """
import hashlib
from bcp.message import LANGUAGES
from drills import writers
from tests.writers.hostile import SLOW
from tests.writers.test_every_form import made_up
for name in writers.names():
    for lang in LANGUAGES[: 1 if name in SLOW else 2]:
        raw = writers.writer(name).written(made_up(name), lang)
        print(name, lang, hashlib.sha256(raw).hexdigest())
"""


def made_up(name: str) -> Report:
    """A report in which much happened; for a form that takes long, one in which little did."""
    return report_of(recorded(simple() if name in SLOW else rich()))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        (name, number)
        for name in writers.names()
        for number in range(1 if name in SLOW else len(HOSTILE))
    ],
)
def test_nothing_from_outside_acts_in_any_form(name: str, number: int) -> None:
    report = poisoned(made_up(name), HOSTILE[number])
    QUIET[name](writers.writer(name).written(report, "ja"))


@pytest.mark.parametrize("name", sorted({*writers.names()} - {*SLOW}))
def test_a_name_without_end_breaks_no_form(name: str) -> None:
    made, endless = made_up(name), "訓練" * 20_000
    header = replace(made.header, title=Text(endless, endless), organisation=endless)
    QUIET[name](writers.writer(name).written(replace(made, header=header), "ja"))


def test_the_same_journal_gives_the_same_bytes_in_every_form_wherever_it_is_written() -> None:
    here = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    there = {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C", "LANG": "de_DE"}
    one, other = (
        subprocess.run(
            [sys.executable, "-c", _HASHES],
            cwd=ROOT,
            env={**os.environ, **around},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for around in (here, there)
    )
    assert one.count("\n") == len(writers.names()) * len(LANGUAGES) - len(SLOW)
    assert one == other


def test_no_two_forms_share_an_ending() -> None:
    found = [ending for name in writers.names() for ending in writers.writer(name).ENDINGS]
    assert sorted(found) == sorted({*found})
    assert all(each.startswith(".") and each == each.casefold() for each in found)


def test_every_form_says_what_it_is_for() -> None:
    for name in writers.names():
        about = writers.writer(name).ABOUT
        assert all(0 < len(render(about(), lang)) < 40 for lang in LANGUAGES)
