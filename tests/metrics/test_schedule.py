"""The figures of the service, from a record that was really written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bcp.message import Phrase
from drills.cli.schedule_figures import is_served, schedule_figures
from drills.metrics.ground import ScheduleFigures
from drills.notices.events import NoticeFailed, NoticeGivenUp, NoticeIntended, NoticeSent
from drills.schedule import events as e
from drills.schedule.record import ScheduleRecord

WHY = Phrase("metrics.why", ja="理由", en="why")
HOLDS = """
import sys
from pathlib import Path
from drills.schedule.alive import Alive
Alive(Path(sys.argv[1]), "host", 1, Path("town"))
print("held", flush=True)
sys.stdin.read()
"""


def test_where_no_service_ever_wrote_there_is_no_figure(tmp_path: Path) -> None:
    assert schedule_figures(tmp_path) is None


def test_what_became_of_starts_and_notices_is_counted_as_it_happened(tmp_path: Path) -> None:
    record = ScheduleRecord(tmp_path)
    happened: tuple[e.ScheduleEvent, ...] = (
        e.DrillOmitted(1, "a@1", "a", 1, WHY()),
        e.DrillMissed(2, "a@2", "a", 2, "skip"),
        e.DrillAsked(3, "a@3", "a", 3, WHY()),
        e.DrillAsked(4, "a@4", "a", 4, WHY()),
        e.AskAnswered(5, "a@3", "lead", "skip", 5),
        e.DrillClaimed(6, "b@1", "b", 6, "s", "run-1"),
        e.DrillBegan(7, "b@1", "b", "run-1", "tabletop", 9),
        NoticeIntended(8, "n1", "missed", "a@2", "lead", "mail"),
        NoticeFailed(9, "n1", WHY(), again=True),
        NoticeGivenUp(10, "n1", WHY()),
        # It had gone out after all; what was counted stays.
        NoticeSent(5_000_000, "n1", "250 ok"),
    )
    assert all(record.append(each) for each in happened)
    record.close()
    assert schedule_figures(tmp_path) == ScheduleFigures(
        is_up=False,
        last_record=5.0,
        started=1,
        missed=1,
        omitted=1,
        asking=1,
        notices_sent=1,
        notices_failed=1,
    )


def test_the_service_is_up_while_a_process_of_it_lives_and_no_longer(tmp_path: Path) -> None:
    assert not is_served(tmp_path)
    words = (sys.executable, "-c", HOLDS, str(tmp_path))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        assert is_served(tmp_path)
        process.kill()
    assert not is_served(tmp_path)
