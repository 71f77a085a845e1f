"""From the words on the command line to an exit code; nothing below ever shows a traceback."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from bcp.did_you_mean import remedy
from bcp.message import Phrase, render
from bcp.refused import Refused
from drills.cli import commands
from drills.cli.arguments import Parser, asked_language, split
from drills.cli.console import Console, is_terminal
from drills.cli.crash import guarded
from drills.cli.exit_codes import ExitCode
from drills.errors import JournalBroken, NotMerged, NotStarted, Spoken

if TYPE_CHECKING:
    from drills.cli.screen import OpenScreen

PROG = "bcp-drill"

ABOUT = Phrase(
    "cli.about",
    ja="ICT-BCP とテレワークの訓練を、実際のシステムで行い、復旧時間を目標と比べます。",
    en="Run ICT-BCP and telework drills on real systems, and weigh recovery against targets.",
)
COMMANDS = Phrase("cli.commands", ja="コマンド", en="commands")
NO_COMMAND = Phrase(
    "cli.no_command",
    ja="「{word}」というコマンドはありません。{then}",
    en="There is no command {word!r}. {then}",
)
NOT_MERGED = Phrase(
    "cli.not_merged",
    ja="記録を結合していません。元の記録は変更していません。",
    en="Nothing was merged. The records are as they were.",
)
MISTAKES = Phrase(
    "cli.mistakes",
    ja="{count} 件の誤りがあります。直してから、もう一度実行してください。",
    en="Mistakes: {count}. Mend them and try again.",
)


def main(words: Sequence[str], open_screen: OpenScreen | None = None) -> ExitCode:
    """Run one command; `open_screen` is what shows a drill where there is a terminal for it."""
    console = Console(asked_language(words))
    with guarded(console) as outcome:
        outcome.code = _run(words, console, open_screen)
    return outcome.code


def _run(words: Sequence[str], console: Console, open_screen: OpenScreen | None) -> ExitCode:
    try:
        return _command(words, console, open_screen)
    except Refused as refused:
        for each in refused.refusals:
            console.refuse(each)
        console.tell(MISTAKES(count=len(refused.refusals)))
        return ExitCode.INVALID_INPUT
    except JournalBroken as broken:
        console.tell(broken.message)
        return ExitCode.RECORD_BROKEN
    except NotStarted as refusal:
        from drills.cli.starting import NOT_STARTED  # noqa: PLC0415
        from drills.report.layout import harmless  # noqa: PLC0415

        # A server's own words may stand in a reason: they must not begin a line of ours.
        for reason in refusal.reasons:
            console.tell(harmless(console.speak(reason)))
        if not refusal.reasons:
            console.tell(refusal.message)
        console.tell(NOT_STARTED())
        return ExitCode.NOT_STARTED
    except NotMerged as refusal:
        console.tell(refusal.message)
        console.tell(NOT_MERGED())
        return ExitCode.NOT_STARTED
    except Spoken as refusal:
        console.tell(refusal.message)
        return ExitCode.INVALID_INPUT


def _command(words: Sequence[str], console: Console, open_screen: OpenScreen | None) -> ExitCode:
    name, rest = split(words)
    if name is None:
        return _without_command(rest, console, open_screen)
    if name not in names():
        then = remedy(name, names())
        raise Spoken(NO_COMMAND(word=name, then=then or ""))
    module, prog, rest = _with_own_words(_module(name), f"{PROG} {name}", rest)
    parser = Parser(prog, module.ABOUT, console.lang)
    module.arguments(parser)
    if "-h" in rest or "--help" in rest:
        console.result(parser.format_help())
        return ExitCode.PASSED
    given = parser.parse_args(rest)
    given.open_screen = open_screen
    code: ExitCode = module.run(given, console)
    return code


def _with_own_words(
    module: ModuleType, prog: str, rest: list[str]
) -> tuple[ModuleType, str, list[str]]:
    """Go on to the word behind a command whose words have options of their own (`OWN_WORDS`)."""
    verbs = getattr(module, "OWN_WORDS", None)
    word, after = split(rest)
    if verbs is None or word not in verbs.names():
        return module, prog, rest
    return verbs.verb(word), f"{prog} {word}", after


def _without_command(
    rest: Sequence[str], console: Console, open_screen: OpenScreen | None
) -> ExitCode:
    """Open the home screen; where there is no terminal for it, tell what can be typed."""
    if not {"-h", "--help"} & {*rest}:
        given = Parser(PROG, ABOUT, console.lang).parse_args(rest)
        if open_screen is not None and is_terminal():
            from drills.cli.screen import Wanted, shown  # noqa: PLC0415
            from drills.cli.starting import operator  # noqa: PLC0415

            return shown(Wanted(given.runs, operator(None), console.lang), open_screen, console)
    console.result(_overview(console))
    return ExitCode.PASSED


def names() -> tuple[str, ...]:
    """Every command: the files of the folder, named as they are typed, ``_`` being a hyphen."""
    found = (each.name for each in pkgutil.iter_modules(commands.__path__))
    return tuple(each.replace("_", "-") for each in found)


def _module(name: str) -> ModuleType:
    return import_module(f"{commands.__name__}.{name.replace('-', '_')}")


def _overview(console: Console) -> str:
    parser = Parser(PROG, ABOUT, console.lang)
    width = max(len(each) for each in names())
    lines = [
        f"  {each:<{width}}  {render(_module(each).ABOUT(), console.lang)}" for each in names()
    ]
    heading = f"\n{render(COMMANDS(), console.lang)}:\n"
    return parser.format_help() + heading + "\n".join(lines)
