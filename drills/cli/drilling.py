"""A whole drill from a loaded scenario to its report."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bcp.message import Phrase
from drills.cli import reporting, running, starting
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.loading import Loaded
from drills.core.brief import Brief
from drills.runtime.answers import ScriptedPeople, load_script
from drills.runtime.runner import People
from scenarios.model import Scenario

HOW_TO_ANSWER = Phrase(
    "cli.how_to_answer",
    ja="質問への回答は、別の端末から送れます: bcp-drill order last answer 手順 done\n"
    "承認: bcp-drill order last approve 手順 役割　中止: Ctrl-C",
    en="Answer questions from another terminal: bcp-drill order last answer STEP done\n"
    "Approve: bcp-drill order last approve STEP ROLE. Abort: Ctrl-C",
)


def drilled(loaded: Loaded, brief: Brief, given: argparse.Namespace, console: Console) -> ExitCode:
    """Run it and print its report. Raises `JournalBroken` where it cannot be recorded."""
    people = people_of(given.answers, loaded.scenario.scenario)
    folder = starting.new_run(given.runs, loaded)
    if not people:
        console.tell(HOW_TO_ANSWER())
    drill = running.start(folder, replace(brief, run_id=folder.name), console, people)
    reporting.print_result(folder, console, json=given.json)
    return running.exit_code(drill)


def people_of(answers: Path | None, scenario: Scenario) -> Sequence[People]:
    """Give whoever answers without a screen. Raises `Refused` for a wrong file of answers."""
    return (ScriptedPeople(load_script(answers, scenario)),) if answers else ()
