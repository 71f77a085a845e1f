"""Nothing is done on a real server before everybody has approved it, each under his own name."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta

from drills.cli.exit_codes import ExitCode
from drills.core.events import Approved, StepDue, StepEnded
from drills.journal.signing import fingerprint, new_key
from tests.proofs import live
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage, said

CHIEF = "総務課長 訓練花子"
STARTED_BY = "情報係 山田"
LATER = (datetime.now(UTC) + timedelta(days=200)).date().isoformat()


def test_what_everybody_approved_is_done_and_the_report_says_how(place: Stage) -> None:
    key = new_key(place.folder / "hanako")
    _plan_knows(place, key.line)
    paper = place.folder / "signed.yaml"
    done = said(
        *("sign-approval", place.scenario("approved"), "--approver", "hanako", "--role", "lead"),
        *("--step", "act", "--until", LATER, "--key", key_file(place), "-o", paper),
        cwd=place.folder,
    )
    assert done.returncode == ExitCode.PASSED, done.stderr
    drill = _begun(place, "--signed", str(paper))
    until(lambda: drill.told_of("to be approved by"))
    assert "cannot approve it" in _refused(place, STARTED_BY, "approve", "act", "owner")
    assert "wants the word of 総務課長 訓練花子 in person" in _refused(
        place, "課長", "approve", "act", CHIEF
    )
    assert place.deeds() == []
    _taken(place, "総務課長　訓練花子", "approve", "act", "owner")
    assert place.deeds() == []
    _taken(place, "総務課長訓練花子", "approve", "act", "総務課長訓練花子")
    assert drill.ends() == ExitCode.PASSED, drill.told()
    assert place.deeds()[:2] == ["begin second", "end second 0"]
    signed, owner, chief = live.events_of(place, Approved)
    assert signed.signed is not None
    assert (signed.by, signed.signed.key) == ("訓練花子", fingerprint(key.line))
    assert (owner.role, chief.role) == ("owner", CHIEF)
    assert "onwards" in [each.step for each in live.events_of(place, StepDue)]
    report = _report(place)
    assert f"good until {LATER}, key {fingerprint(key.line)}" in report
    assert "one person, two roles" in report
    assert "one person, two roles" in drill.told()


def test_an_approval_in_the_file_of_answers_that_is_not_taken_is_told_at_once(
    place: Stage,
) -> None:
    answers = place.answers(f"approvals: [{{step: act, role: owner, by: {STARTED_BY}}}]")
    drill = _begun(place, "--answers", str(answers))
    until(lambda: drill.told_of("in the file of answers was not taken"))
    assert "cannot approve it" in " ".join(drill.told().split())
    _taken(place, "施設係長", "refuse", "act", "owner")
    assert drill.ends() == ExitCode.PASSED, drill.told()
    assert place.deeds() == []


def test_a_refusal_is_kept_with_its_reason_and_the_drill_goes_another_way(place: Stage) -> None:
    drill = _begun(place)
    until(lambda: drill.told_of("to be approved by"))
    _taken(place, "施設係長", "refuse", "act", "owner", "--note", "counters are open")
    assert drill.ends() == ExitCode.PASSED, drill.told()
    assert place.deeds() == []
    (act,) = (each for each in live.events_of(place, StepEnded) if each.step == "act")
    assert act.ending == "refused"
    begun = [each.step for each in live.events_of(place, StepDue)]
    assert "otherwise" in begun
    assert "onwards" not in begun
    report = _report(place)
    assert "counters are open" in report
    assert "refused" in report


def test_a_line_that_was_changed_after_signing_never_reaches_the_server(place: Stage) -> None:
    key = new_key(place.folder / "hanako")
    _plan_knows(place, key.line)
    words = (
        "--approver",
        "hanako",
        "--role",
        "lead",
        "--step",
        "act",
        "--until",
        LATER,
    )
    paper = place.folder / "signed.yaml"
    made = said(
        *("sign-approval", place.scenario("approved"), *words, "--key", key_file(place)),
        *("-o", paper),
        cwd=place.folder,
    )
    assert made.returncode == ExitCode.PASSED, made.stderr
    plan = place.plan / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("second 0.3", "second 0.2"), encoding="utf-8")
    drill = _begun(place, "--signed", str(paper))
    assert drill.ends() == ExitCode.INVALID_INPUT
    assert "signed.yaml:13:13: do.line of the step 'act' was changed after signing" in drill.told()
    assert not place.runs.exists()
    assert place.deeds() == []


def key_file(place: Stage) -> str:
    return str(place.folder / "hanako")


def _plan_knows(place: Stage, line: str) -> None:
    people = place.plan / "people"
    people.mkdir()
    (people / "approvers.yaml").write_text(
        f'- {{id: hanako, name: 訓練花子, public_key: "{line}", roles: [lead]}}\n', encoding="utf-8"
    )


def _begun(place: Stage, *more: str) -> Live:
    words = ("run", place.scenario("approved"), "--mode", "operational", "--yes")
    return Live(place, *words, "--operator", STARTED_BY, *more)


def _order(place: Stage, by: str, *words: str) -> subprocess.CompletedProcess[str]:
    at = ("--runs", str(place.runs), "--operator", by)
    return said("order", "last", *words, *at, cwd=place.folder)


def _taken(place: Stage, by: str, *words: str) -> None:
    done = _order(place, by, *words)
    assert done.returncode == ExitCode.PASSED, done.stderr


def _refused(place: Stage, by: str, *words: str) -> str:
    done = _order(place, by, *words)
    assert done.returncode == ExitCode.INVALID_INPUT
    return done.stderr


def _report(place: Stage) -> str:
    words = ("report", "last", "--runs", place.runs, "-f", "json")
    return said(*words, cwd=place.folder).stdout
