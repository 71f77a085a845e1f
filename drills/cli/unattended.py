"""A drill that nobody attends: nothing asks, nothing waits for ever, and the record says so."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from drills.cli import confirming
from drills.cli.console import Console
from drills.cli.starting import NOT_STARTED
from drills.core.brief import Brief
from drills.runtime.answers import Script, load_script
from drills.runtime.secret_sources import fetched
from drills.runtime.secrets import Secrets


def left_alone(brief: Brief, answers: Path | None) -> Brief:
    """The brief of a drill in which only the file of answers answers. Raises `Refused` for it."""
    script = load_script(answers, brief.scenario) if answers is not None else Script()
    told = {each.step for each in script.answers} | {each.step for each in script.approvals}
    told |= {each.step for each in script.calls} | {each.step for each in script.waves}
    return replace(
        brief, nobody=tuple(each.id for each in brief.scenario.steps if each.id not in told)
    )


def confirmed(brief: Brief, console: Console, *, yes: bool) -> bool:
    """Whether it may begin: where a question would be asked, there is nobody to answer it."""
    return confirming.confirmed(brief, console, yes=yes, answers=io.StringIO())


def secrets_of(brief: Brief, console: Console) -> Secrets | None:
    """Its secrets; None, with the reasons said, where one of them would have to be typed in."""
    found, wrong = fetched(brief, None)
    for each in wrong:
        console.tell(each)
    if wrong:
        console.tell(NOT_STARTED())
    return None if wrong else found
