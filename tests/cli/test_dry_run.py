"""What a dry run tells of the questions that it does not ask."""

from __future__ import annotations

import pytest

from bcp.asking import Expectation
from bcp.durations import MINUTE, SECOND, Span
from bcp.message import LANGUAGES
from bcp.model import Rto
from drills.cli.dry_run import shown
from scenarios.model import Mode
from tests.core import making as m

WALL = m.probe("wall", m.SILENT, subject="mynumber")


def test_a_control_target_is_told_because_it_is_asked_too() -> None:
    lines = shown(m.brief(WALL, mode="walkthrough"), "en").splitlines()
    where = next(n for n, line in enumerate(lines) if "probe: tcp mynumber" in line)
    assert lines[where + 1] == "  at the same time the control target: icmp gateway"


@pytest.mark.parametrize(("wanted", "mode"), [(m.REPLIES, "walkthrough"), (m.SILENT, "tabletop")])
def test_what_nothing_is_asked_beside_has_no_such_line(wanted: Expectation, mode: Mode) -> None:
    assert "control" not in shown(m.brief(m.probe("s", wanted), mode=mode), "en")


def test_a_watched_check_tells_its_control_target_too() -> None:
    wall = m.system("wall", probed=False, probe=(m.call("mynumber", m.SILENT),))
    lines = shown(m.brief(m.ask("a"), systems=(wall,)), "en").splitlines()
    assert lines[2] == "  at the same time the control target: icmp gateway"


def test_a_target_says_from_when_it_counts_in_words() -> None:
    systems = (
        m.system("web", rto=Rto(Span(MINUTE))),
        m.system("db", rto=Rto(Span(SECOND), "early")),
    )
    made = m.brief(m.ask("a"), systems=systems)
    japanese, english = (shown(made, lang).splitlines()[-2:] for lang in LANGUAGES)
    assert [each.partition("RTO")[2] for each in japanese] == [
        " 1m（停止時から）",
        " 1s（手順「early」から）",
    ]
    assert english[0].endswith("RTO 1m from the loss")
