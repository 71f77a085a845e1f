"""A whole drill from a loaded scenario to its report."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bcp.message import Phrase
from drills.cli import coding, running, starting
from drills.cli.console import Console, is_terminal
from drills.cli.engine import Engine
from drills.cli.exit_codes import ExitCode
from drills.cli.front import ConsoleFront
from drills.cli.loading import Loaded
from drills.cli.screen import Tour, Wanted, shown
from drills.core.brief import Brief
from drills.runtime.answers import ScriptedPeople, load_script
from drills.runtime.companions import People
from drills.runtime.secrets import Secrets
from drills.runtime.terminals import here
from scenarios.model import Scenario

HOW_TO_ANSWER = Phrase(
    "cli.how_to_answer",
    ja="回答待ちになると、別の端末で打つコマンドを「→」の行に示します。\n"
    "  結果: done 完了／partly 一部のみ／failed 失敗／skipped 行わず／"
    "could_not_reach 連絡がつかず\n"
    "  今、誰の番か: bcp-drill order last status　中止: この画面で Ctrl-C",
    en="When somebody must answer, the command to type in another terminal stands behind an "
    "arrow.\n"
    "  Results: done, partly, failed, skipped, could_not_reach\n"
    "  Whose turn it is: bcp-drill order last status. To abort: Ctrl-C in this one",
)


def drilled(
    loaded: Loaded,
    brief: Brief,
    given: argparse.Namespace,
    console: Console,
    secrets: Secrets | None = None,
) -> ExitCode:
    """Run it and print its report. Raises `JournalBroken` where it cannot be recorded."""
    people = people_of(
        given.answers, loaded.scenario.scenario, None if wants_screen(given) else console
    )
    folder = starting.folder_for(given.runs, brief, getattr(given, "run_id", None))
    coding.taken(given.runs, folder, brief, coding.listed_in(loaded.plan))
    named = replace(brief, run_id=folder.name)
    if wants_screen(given):
        engine = Engine(lambda front: running.start(folder, named, front, people, secrets))
        return on_screen(engine, given, console, loaded.plan_path)
    if not people and not brief.nobody:
        tell_how(console)
    drill = running.start(folder, named, ConsoleFront(console), people, secrets)
    # A screen is to be there before what writes reports is loaded.
    from drills.cli import reporting  # noqa: PLC0415

    reporting.print_result(folder, console, json=given.json)
    return running.exit_code(drill)


def wants_screen(given: argparse.Namespace) -> bool:
    """Whether a drill is to be shown on a screen: a person is there, and did not say otherwise."""
    return given.open_screen is not None and is_terminal() and not (given.headless or given.json)


def on_screen(
    engine: Engine,
    given: argparse.Namespace,
    console: Console,
    plan: Path | None = None,
    tour: Tour | None = None,
) -> ExitCode:
    """Show a drill that begins when the screen is there, and see it to its end."""
    by = starting.operator(getattr(given, "operator", None))
    wanted = Wanted(given.runs, by, console.lang, plan, engine, tour=tour)
    return shown(wanted, given.open_screen, console)


def tell_how(console: Console) -> None:
    """Say once how the people of a drill answer it."""
    console.tell(HOW_TO_ANSWER())


def people_of(
    answers: Path | None, scenario: Scenario, console: Console | None = None
) -> Sequence[People]:
    """Give whoever answers without a screen. Raises `Refused` for a wrong file of answers.

    `console` is where lines may be written, None while a screen is shown.
    """
    if answers is None:
        return ()
    script = load_script(answers, scenario)
    terminal = here(f"answers {answers.name}")
    if console is None:
        return (ScriptedPeople(script, terminal),)
    return (ScriptedPeople(script, terminal, console.tell),)
