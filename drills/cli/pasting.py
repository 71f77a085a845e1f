"""Command lines that are shown to be typed: they hold for the plan and the records asked about."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

from drills.readiness.readiness import Readiness, ReadyLine

_PLAN = ("bcp-drill run ", "bcp-drill survey", "bcp-drill scenarios")
_CHECK = "bcp-drill check"


def pasted(found: Readiness, plan: Path | None, runs: Path) -> Readiness:
    """The same; what is to be typed says which `plan` and `runs` were given, where they were."""

    def line(typed: str) -> str:
        if not typed:
            return ""
        words = [typed]
        if plan is not None and typed.startswith(_PLAN):
            words.append(f"--plan {shlex.quote(str(plan))}")
        elif plan is not None and typed == _CHECK:
            words.append(shlex.quote(str(plan)))
        if runs != Path("runs"):
            words.append(f"--runs {shlex.quote(str(runs))}")
        return " ".join(words)

    def of(lines: tuple[ReadyLine, ...]) -> tuple[ReadyLine, ...]:
        return tuple(
            replace(each, type_this=line(each.type_this), parts=of(each.parts)) for each in lines
        )

    first = found.first
    return replace(
        found,
        systems=of(found.systems),
        scenarios=of(found.scenarios),
        businesses=of(found.businesses),
        telework=of(found.telework),
        first=first and replace(first, type_this=line(first.type_this)),
    )
