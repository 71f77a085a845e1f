"""Lines of progress for each event: on standard error while a drill runs, and in a replay.

While it runs, a line that is a person's turn is followed by the commands to type, each on a line
of its own, never broken.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Language, Phrase, Text, render
from drills.core.events import (
    ActionInDoubt,
    Approved,
    ClosingBegan,
    DrillResumed,
    DrillStarted,
    Event,
    MessageInDoubt,
    RealEventCame,
    Retracted,
    StepDue,
    StepEnded,
    UndoImpossible,
)
from drills.core.state import Drill
from drills.report.clock import clock
from drills.report.consequences import address_of
from drills.report.event_phrases import LATE
from drills.report.event_words import LATE_FROM, told
from drills.report.for_steps import for_action
from drills.report.layout import harmless, width_of, wrapped
from drills.report.message_words import more_doubts
from drills.report.retraction import telling_turn
from drills.report.turns import Turn, turn_of, turns, word_turn
from drills.report.zone_words import now_awaited

BY = Phrase("line.by", ja="{what}　担当: {who}", en="{what}  by {who}")
STUMBLED = Phrase(
    "line.stumbled", ja="{what}　つまずき: {stumble}", en="{what}  stumbled: {stumble}"
)
BY_HAND = Phrase(
    "line.by_hand",
    ja="元に戻せませんでした。{steps}{server}（{address}）で次の行を実行してください（{why}）",
    en="could not be taken back. {steps}On {server} ({address}), type this line ({why})",
)
# Narrower than this, wrapping would only tear the words apart.
NARROWEST = 40


def line_of(event: Event, after: Drill, lang: Language) -> str | None:
    """``T+01:05 …``: an event in words, in the state after it; None where it is worth no line."""
    said = told(event, after)
    if said is None:
        return None
    what = said.what
    if said.who != Text():
        what = BY(what=what, who=said.who)
    if said.stumble:
        what = STUMBLED(what=what, stumble=said.stumble)
    return f"{clock(event.at)} {harmless(render(what, lang))}"


def live_lines(event: Event, after: Drill, lang: Language, width: int) -> list[str]:
    """The same while the drill runs, at most `width` cells wide, with what to type beneath."""
    begun = turn_of(after, event.step) if isinstance(event, StepDue) else None
    if isinstance(event, StepDue) and begun is not None:
        late = event.at - event.planned
        what = LATE(what=begun.what, late=late) if late > LATE_FROM else begun.what
        first = f"{clock(event.at)} {harmless(render(what, lang))}"
        return [*hanging(first, event.at, width), *hints(begun, lang, _indent(event.at))]
    if isinstance(event, UndoImpossible):
        address = address_of(after, event.server)
        steps = for_action(after, event.action)
        what = BY_HAND(steps=steps, server=event.server, address=address, why=event.why)
        first = f"{clock(event.at)} {harmless(render(what, lang))}"
        typed = f"{_indent(event.at)}→ {harmless(event.line)}"
        return [*hanging(first, event.at, width), typed]
    line = line_of(event, after, lang)
    lines = hanging(line, event.at, width) if line else []
    for turn in _brought_up(event, after):
        lines += turn_lines(turn, lang, width, _indent(event.at))
    return lines


def turn_lines(turn: Turn, lang: Language, width: int, indent: str) -> list[str]:
    """A person's turn, with what to type beneath it."""
    room = max(width, NARROWEST) - len(indent) - 2
    first, *rest = wrapped(harmless(render(turn.what, lang)), room)
    return [indent + first, *(f"{indent}  {each}" for each in rest), *hints(turn, lang, indent)]


def hints(turn: Turn, lang: Language, indent: str) -> list[str]:
    """The commands to type, one on each line."""
    said = [render(each.meaning, lang) if each.meaning else "" for each in turn.hints]
    widest = max(map(width_of, said))
    return [
        f"{indent}{word}{' ' * (widest - width_of(word) + bool(word))}→ {each.command}"
        for word, each in zip(said, turn.hints, strict=True)
    ]


def hanging(line: str, at: int, width: int) -> list[str]:
    """A line wrapped so that the clock at its beginning stands alone."""
    indent = _indent(at)
    room = max(width, NARROWEST) - len(indent)
    first, *rest = wrapped(line[len(indent) :], room)
    return [line[: len(indent)] + first, *(indent + each for each in rest)]


def _indent(at: int) -> str:
    return " " * (len(clock(at)) + 1)


def _brought_up(event: Event, after: Drill) -> Sequence[Turn]:
    """The turns of people that an event brings up, or that must be said again."""
    match event:
        case ActionInDoubt(action=action):
            return _turn(after, after.actions[action].order.step)
        case Approved(step=step) | MessageInDoubt(step=step):
            return () if more_doubts(after, event) else _turn(after, step)
        case DrillStarted() | StepEnded():
            ended = event.step if isinstance(event, StepEnded) else None
            return tuple(word_turn(after, each, event.at) for each in now_awaited(after, ended))
        case DrillResumed(at=at):
            # What the restart itself put in doubt has its own line.
            waiting = tuple(each for each in turns(after) if each.since < at)
            return waiting + _still_to_tell(after)
        case ClosingBegan() | RealEventCame() | Retracted():
            return _still_to_tell(after)
        case _:
            return ()


def _still_to_tell(after: Drill) -> tuple[Turn, ...]:
    turn = telling_turn(after)
    return () if turn is None else (turn,)


def _turn(after: Drill, step: str | None) -> tuple[Turn, ...]:
    found = turn_of(after, step) if step is not None else None
    return (found,) if found is not None else ()
