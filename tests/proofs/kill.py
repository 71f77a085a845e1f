"""Kill a drill at a moment that chance chooses, take it up again, and see that nothing is wrong.

    python -m tests.proofs.kill --kills 20

Each drill acts on a real OpenSSH server that logs by itself what it did. After each SIGKILL the
server is looked at, as a person would, to say what became of an action in doubt. Then, at the end:

- every record that was durable before a kill is still there with the same hash, and every line
  that was told to people before it is among those a replay tells, in the same place;
- `verify` calls the record sound and not closed after each kill, sound and closed at the end;
- no step ended twice; no action was ordered again without a person's word ``repeat``;
- the server did nothing more often than it was ordered to, and everything that has a result;
- the time without a record is told when the drill goes on, and printed in the report.
"""

# ruff: noqa: T201 - a proof prints its figures

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from drills.cli.exit_codes import ExitCode
from drills.core.events import (
    ActionEnded,
    ActionOrdered,
    DoubtSettled,
    DrillResumed,
    StepDue,
    StepEnded,
    UndoImpossible,
)
from drills.core.machine import replay
from tests.proofs import live
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage, said, stage

ANSWERS = """
answers:
  - {step: decide, answer: done, by: 情報係長, after: 1s}
  - {step: report, answer: done, by: 情報係長, after: 300ms}
approvals:
  - {step: first, role: lead, by: 情報係長, after: 200ms}
  - {step: second, role: lead, by: 情報係長, after: 200ms}
"""

# Where a kill falls: what must have happened first, and how many seconds may pass after it.
Where = tuple[Callable[[Stage, Live], object], float]
PLACES: Mapping[str, Where] = {
    "first second": (lambda place, drill: drill.told_of("Record:"), 1.0),
    "just ordered": (lambda place, drill: drill.told_of("running first"), 0.1),
    "slow action": (lambda place, drill: place.times_done("first"), 1.9),
    "person asked": (lambda place, drill: drill.told_of("answer [decide]"), 0.9),
    "closing": (lambda place, drill: drill.told_of("closing ("), 0.3),
    "undo": (lambda place, drill: place.times_done("undo-second"), 0.7),
    "resume": (lambda place, drill: place.times_done("first"), 1.9),
}


# Nothing was lost, so nothing with a target was measured; a step that a person calls not done has
# failed, and so has an undo in doubt.
ENDED = (ExitCode.TARGET_MISSED, ExitCode.STEP_FAILED)


@dataclass(frozen=True)
class Survived:
    """One drill that was killed and came to its end.

    `verdicts` are what a person said of actions in doubt, `by_hand` counts the undos left to people
    because they were in doubt themselves.
    """

    where: str
    kills: int
    records: int
    verdicts: tuple[str, ...]
    by_hand: int
    gap_s: float


def survive(folder: Path, where: str, seed: int) -> Survived:
    """Play one drill with its kills. Raises `AssertionError` where anything is wrong."""
    chance = random.Random(seed)  # noqa: S311 - the moments must differ, not be secret
    with stage(folder) as place:
        answers = place.answers(ANSWERS)
        drill = Live(
            place,
            "run",
            "--yes",
            "--mode",
            "operational",
            place.scenario("kill"),
            "--answers",
            answers,
        )
        happened, span = PLACES[where]
        until(lambda: happened(place, drill))
        assert drill.killed_at(time.monotonic() + chance.uniform(0, span)), drill.told()
        if not live.has_begun(place):
            return _never_began(place, where)
        told, durable, kills = [drill], _still_there(place, []), 1
        if where == "resume":
            drill = _resumed(place, chance)
            kills += drill.killed_at(drill.began + chance.uniform(0.2, 2.0))
            told.append(drill)
            durable = _still_there(place, durable)
        if replay(live.all_events(place)).ended is None:
            drill = _resumed(place, chance)
            assert drill.ends() in ENDED, drill.told()
            told.append(drill)
        _is_whole(place, told, durable)
        return _survived(place, where, kills)


def _still_there(place: Stage, before: list[str]) -> list[str]:
    """What is durable after a kill, which goes on from what was durable before."""
    now = live.hashes(place)
    assert now[: len(before)] == before
    closed = replay(live.all_events(place)).ended is not None
    assert ("not closed" in live.verified(place)) is not closed
    return now


def _never_began(place: Stage, where: str) -> Survived:
    """It was killed before its first record: then nothing was done, and it says so in words."""
    done = said("resume", "last", "--runs", place.runs, cwd=place.folder)
    assert done.returncode == ExitCode.INVALID_INPUT, done.stderr
    assert "Traceback" not in done.stderr
    assert place.deeds() == []
    return Survived(where, 1, 0, (), 0, 0.0)


def _resumed(place: Stage, chance: random.Random) -> Live:
    """Look at the server, say what became of the actions in doubt, and go on."""
    # A command may still have been on its way when the drill was killed.
    until(lambda: not place.sshd.sessions() and not place.busy())
    words = []
    for action in replay(live.all_events(place)).actions.values():
        name = action.order.command
        if action.order.purpose == "run" and action.ended is None and action.settled is None:
            said_of = ("done", "repeat") if place.times_done(name) else ("not_done", "repeat")
            verdict = chance.choices(said_of, weights=(2, 1))[0]
            words.append(f"  - {{step: {name}, verdict: {verdict}, by: 情報係長, after: 100ms}}")
    doubts = "doubts:\n" + "\n".join(words) if words else ""
    return Live(place, "resume", "last", "--answers", place.answers(ANSWERS + doubts))


def _is_whole(place: Stage, told: list[Live], durable: list[str]) -> None:
    ended = live.hashes(place)
    assert ended[: len(durable)] == durable
    assert "The drill is closed" in live.verified(place)
    _was_told(place, told)
    steps = [each.step for each in live.events_of(place, StepEnded)]
    assert live.more_than_once(steps) == []
    assert live.more_than_once([each.step for each in live.events_of(place, StepDue)]) == []
    _nothing_done_twice(place)


def _was_told(place: Stage, told: list[Live]) -> None:
    lines = _times(live.told_again(place))
    first = _times(told[0].lines())
    assert lines[: len(first)] == first, (lines, first)
    if len(told) > 1:
        last = _times(told[-1].lines())
        assert lines[len(lines) - len(last) :] == last, (lines, last)
        assert "without a record" in told[-1].told()
        report = said("report", "last", "--runs", place.runs, cwd=place.folder).stdout
        assert "no record for" in report


def _times(lines: list[str]) -> list[str]:
    """When things were told; live, the words are wrapped and say whose turn it is."""
    return [each.split()[0] for each in lines]


def _nothing_done_twice(place: Stage) -> None:
    orders = live.events_of(place, ActionOrdered)
    results = {each.action for each in live.events_of(place, ActionEnded)}
    repeats = {e.action for e in live.events_of(place, DoubtSettled) if e.verdict == "repeat"}
    for command in {each.command for each in orders}:
        same = [each for each in orders if each.command == command]
        # Every order but the last must have been given up to a person's word.
        assert all(each.action in repeats for each in same[:-1]), same
        ended = sum(each.action in results for each in same)
        assert ended <= place.times_done(command) <= len(same), place.deeds()
    deeds = {each.split()[1] for each in place.deeds()}
    assert deeds <= {each.command for each in orders}


def _survived(place: Stage, where: str, kills: int) -> Survived:
    verdicts = tuple(each.verdict for each in live.events_of(place, DoubtSettled))
    gaps = [each.gap / 1e6 for each in live.events_of(place, DrillResumed)]
    by_hand = len(live.events_of(place, UndoImpossible))
    return Survived(where, kills, len(live.hashes(place)), verdicts, by_hand, sum(gaps))


def all_survived(places: list[str], seed: int, at_once: int) -> list[Survived]:
    """Kill a drill in each of these places, some of them at the same time."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(at_once) as pool:
        waiting = [
            pool.submit(survive, Path(folder) / str(number), where, seed + number)
            for number, where in enumerate(places)
        ]
        return [each.result() for each in waiting]


def main() -> None:
    """Print what became of every killed drill."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--at-once", type=int, default=3)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))  # noqa: S311
    given = parser.parse_args()
    print(f"seed {given.seed}")
    names = list(PLACES)
    places = [names[number % len(names)] for number in range(given.kills)]
    survived = all_survived(places, given.seed, given.at_once)
    for each in survived:
        away = f"{each.gap_s:.1f} s without a record" if each.records else "killed before it began"
        print(
            f"{each.where:<13} kills {each.kills}  records {each.records:>3}  {away}"
            f"  doubts: {', '.join(each.verdicts) or '-'}  undos left to people: {each.by_hand}"
        )
    print(f"{len(survived)} drills, {sum(each.kills for each in survived)} kills: all whole")
    sys.exit(0)


if __name__ == "__main__":
    main()
