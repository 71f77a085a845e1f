"""A drill that becomes the real event: over a real server, with it, and when it is gone."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.core.events import ActionEnded, DrillEnded, Retracted, UndoImpossible
from drills.journal.lever import Lever
from tests import loaded
from tests.proofs import live
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage, said, stage

# How the server sees what the drill has sent it: the line of the process above the command.
_SEE = """\
      see: {{run: "tr '\\\\0' ' ' < /proc/$PPID/cmdline >> {seen}", allowed_until: "{until}"}}
      see-undo: {{run: "cat /proc/$PPID/cmdline >> {seen}.undo", allowed_until: "{until}"}}
"""
ANSWERS = """
approvals:
  - {step: one, role: lead, by: 総務課長}
  - {step: two, role: lead, by: 総務課長}
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path / "stage") as place:
        plan = place.plan / "plan.yaml"
        more = _SEE.format(seen=_seen(place), until="2099-12-31")
        plan.write_text(plan.read_text(encoding="utf-8") + more, encoding="utf-8")
        yield place


def _seen(place: Stage) -> Path:
    return place.folder / "seen"


def _begun(place: Stage) -> Live:
    answers = place.answers(ANSWERS)
    words = ("run", place.scenario("real_event"), "--mode", "operational", "--yes", "--answers")
    drill = Live(place, *words, answers)
    until(lambda: drill.told_of("answer report done"))
    return drill


def _order(place: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    at = ("--runs", str(place.runs), "--operator", "情報係長")
    done = said("order", "last", *words, *at, cwd=place.folder)
    assert done.returncode == ExitCode.PASSED, done.stderr
    return done


def _report(place: Stage, lang: str) -> str:
    words = ("--lang", lang, "report", "last", "--runs", str(place.runs))
    done = loaded.ended("tui", *words, cwd=place.folder)
    done.check_returncode()
    return done.stdout


def test_the_undo_is_done_at_once_and_the_drill_waits_for_those_who_must_be_told(
    place: Stage,
) -> None:
    drill = _begun(place)
    shown = _order(place, "real-event", "--show").stderr
    assert 'the undo runs "cat /proc/$PPID/cmdline' in shown
    assert "Nothing was called off yet" in shown
    assert list(live.events_of(place, Retracted)) == []
    _order(place, "real-event", "--note", "震度6強")
    until(lambda: place.times_done("undo-first") == 1)
    until(lambda: drill.told_of("order last told"))
    assert drill.process.poll() is None
    assert "災害対策本部" in _order(place, "status").stdout
    _order(place, "told", "災害対策本部", "--note", "防災無線")
    assert "Everybody has been told" in _order(place, "told", "lead").stderr
    assert drill.ends() == ExitCode.REAL_EVENT, drill.told()
    told = live.events_of(place, Retracted)
    assert [(each.addressee, each.how) for each in told] == [
        ("災害対策本部", "防災無線"),
        ("lead", ""),
    ]
    assert "NOT TOLD" not in _report(place, "en")
    live.verified(place)
    # What was sent in the drill was marked as a drill, and what took it back was not.
    assert "BCP-DRILL:KUNREN-DRILL:" in _seen(place).read_text(encoding="utf-8")
    undone = _seen(place).with_suffix(".undo").read_text(encoding="utf-8")
    assert "BCP-DRILL:AFTER-REAL-EVENT:" in undone
    assert "KUNREN" not in undone


def test_where_the_server_is_gone_each_thing_left_is_named_with_its_server_and_line(
    place: Stage,
) -> None:
    drill = _begun(place)
    place.sshd.cut()
    place.sshd.stop()
    _order(place, "real-event")
    until(lambda: len(live.events_of(place, UndoImpossible)) == 2)
    _order(place, "told", "all")
    assert drill.ends() == ExitCode.REAL_EVENT, drill.told()
    left = live.events_of(place, UndoImpossible)
    lines = [each.line for each in left]
    assert [each.split()[0] for each in lines] == ["cat", "sh"]
    for each in lines:
        assert f"→ {each}" in drill.told()
    for lang in ("ja", "en"):
        report = _report(place, lang)
        for each in lines:
            assert f"\n      {each}\n" in report
        assert (
            report.count(f"web01 (127.0.0.1:{place.sshd.port})")
            + report.count(f"web01（127.0.0.1:{place.sshd.port}）")
            >= 2
        )
    assert not any(each.reading.facts.get("exit") == 0 for each in _undos(place))


def test_a_drill_killed_while_people_are_told_goes_on_with_those_who_are_left(
    place: Stage,
) -> None:
    drill = _begun(place)
    _order(place, "real-event")
    until(lambda: place.times_done("undo-first") == 1)
    _order(place, "told", "lead")
    drill.process.kill()
    drill.process.wait()
    # The lever stops drills, not the telling.
    Lever(place.runs).pull("総務課長", "台風", "2026-11-21 10:00")
    again = Live(place, "resume", "last")
    until(lambda: again.told_of("order last told 災害対策本部"))
    assert not again.told_of("order last told lead")
    assert again.process.poll() is None
    again.process.send_signal(signal.SIGINT)
    assert again.ends() == ExitCode.REAL_EVENT, again.told()
    assert "災害対策本部" in _report(place, "ja").partition("【手順の結果】")[0]
    # Told later all the same, and on record behind the end.
    _order(place, "told", "all", "--note", "電話")
    assert "NOT TOLD" not in _report(place, "en")
    kinds = [type(each) for each in live.all_events(place)]
    assert kinds.index(DrillEnded) < len(kinds) - 1 - kinds[::-1].index(Retracted)
    live.verified(place)


def _undos(place: Stage) -> list[ActionEnded]:
    return [each for each in live.events_of(place, ActionEnded) if each.action > 2]
