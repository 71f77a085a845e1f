"""Whoever gives an order is in the record with the terminal, on every way that one can come."""

from __future__ import annotations

import getpass
import signal
import socket
import subprocess

from drills.cli.exit_codes import ExitCode
from drills.core.audit_events import OrderRefused, OrderTaken, Terminal
from drills.core.events import Approved, Paused
from tests.proofs import live
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage, said

APPROVED = """
approvals: [{step: act, role: lead, by: 施設管理者}]
"""


def given(place: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    """What came of an order from another terminal, by somebody who says a name."""
    at = ("--runs", str(place.runs), "--operator", "情報係長")
    return said("order", "last", *words, *at, cwd=place.folder)


def from_here(way: str) -> Terminal:
    """This machine and user; the proofs' programs sit at no terminal."""
    return Terminal(socket.gethostname(), getpass.getuser(), "", way)


def test_every_way_that_an_order_comes_is_in_the_record(place: Stage) -> None:
    answers = place.answers(APPROVED)
    words = ("run", "--yes", "--mode", "operational", place.scenario("orders"))
    drill = Live(place, *words, "--answers", answers)
    until(lambda: drill.told_of("[muster]") or drill.told_of("muster"))
    assert given(place, "pause").returncode == ExitCode.PASSED
    assert given(place, "pause").returncode != ExitCode.PASSED
    assert given(place, "go-on").returncode == ExitCode.PASSED
    assert given(place, "answer", "muster", "done").returncode == ExitCode.PASSED
    until(lambda: live.events_of(place, Approved))
    drill.process.send_signal(signal.SIGINT)
    drill.ends()
    taken = [
        (each.order, each.about, each.by, each.terminal)
        for each in live.events_of(place, OrderTaken)
    ]
    assert taken == [
        ("pause", "", "情報係長", from_here("order")),
        ("go_on", "", "情報係長", from_here("order")),
        ("answer", "muster", "情報係長", from_here("order")),
        ("approve", "act", "施設管理者", from_here(f"answers {answers.name}")),
        ("abort", "", "Ctrl-C", from_here("console")),
    ]
    (refused,) = live.events_of(place, OrderRefused)
    assert (refused.order, refused.why.code) == ("pause", "order.already_paused")
    _told_before_what_it_became(place)
    _corrected(place)


def _told_before_what_it_became(place: Stage) -> None:
    events = list(live.all_events(place))
    paused = next(number for number, each in enumerate(events) if isinstance(each, Paused))
    assert isinstance(events[paused - 1], OrderTaken)
    lines = live.replayed(place)
    assert any("order answer [muster] by 情報係長 at" in each for each in lines), lines
    assert any("(order): refused: " in each for each in lines), lines


def _corrected(place: Stage) -> None:
    """A correction behind the end names a record and a field that are there."""
    why = ("--note", "聞き間違い")
    seq = 1 + next(
        number for number, each in enumerate(live.all_events(place)) if isinstance(each, Paused)
    )
    wrong = given(place, "amend", str(seq), "reasn", "x", *why)
    assert "has no field 'reasn'" in wrong.stderr
    assert "reason" in wrong.stderr
    measured = given(place, "amend", str(seq), "at", "1", *why)
    assert "has no field 'at'" in measured.stderr
    assert given(place, "amend", str(seq), "reason", "朝礼", *why).returncode == ExitCode.PASSED
    last = live.events_of(place, OrderTaken)[-1]
    assert (last.order, last.about, last.terminal) == ("amend", str(seq), from_here("order"))
    live.verified(place)


def test_whoever_resumes_a_drill_is_in_the_record(place: Stage) -> None:
    words = ("run", "--yes", "--mode", "operational", place.scenario("orders"))
    drill = Live(place, *words)
    until(lambda: drill.told_of("muster"))
    drill.process.kill()
    drill.process.wait()
    at = ("--runs", str(place.runs), "--operator", "施設管理者")
    said("abort", "last", *at, cwd=place.folder)
    taken = [(each.order, each.by, each.terminal) for each in live.events_of(place, OrderTaken)]
    assert taken == [
        ("resume", "施設管理者", from_here("resume")),
        ("abort", "施設管理者", from_here("abort")),
    ]
