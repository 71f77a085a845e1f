"""How a drill stands now: what waits for whom, what is under way, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Language, Message, Phrase, render
from drills.core.ready import readiness
from drills.core.segments import is_foreign
from drills.core.state import Drill
from drills.report.checklist import checklist, is_real
from drills.report.clock import clock
from drills.report.layout import harmless, wrapped
from drills.report.line import turn_lines
from drills.report.retraction import telling_turn
from drills.report.turns import turn_of, turns, words_here
from drills.report.words import FINISH, MODE, said

STANDS = Phrase(
    "stands.head",
    ja="「{title}」（{mode}） {clock} {state}",
    en='"{title}" ({mode}) {clock} {state}',
)
RUNNING = Phrase("stands.running", ja="進行中", en="running")
PAUSED = Phrase("stands.paused", ja="一時停止中", en="paused")
CLOSING = Phrase("stands.closing", ja="終了処理中", en="closing")
LEFT = Phrase(
    "stands.left",
    ja="中断（続けるには bcp-drill resume）",
    en="interrupted (go on with bcp-drill resume)",
)
ENDED = Phrase("stands.ended", ja="終了（{finish}）", en="ended ({finish})")
WAITING = Phrase("stands.waiting", ja="人を待っているもの:", en="Waiting for people:")
NOBODY = Phrase(
    "stands.nobody",
    ja="回答や承認を待っているものはありません。",
    en="Nothing waits for an answer or an approval.",
)
UNDER_WAY = Phrase("stands.under_way", ja="進行中の手順:", en="Under way:")
NEXT = Phrase("stands.next", ja="この後の手順:", en="To come:")
NO_MORE = Phrase("stands.no_more", ja="この後の手順はありません。", en="No step is to come.")
STEP = Phrase("stands.step", ja="［{step}］{what}", en="[{step}] {what}")
AT = Phrase("stands.at", ja="{clock} {what}", en="{clock} {what}")
LATER = Phrase("stands.later", ja="前の手順の後 {what}", en="after other steps {what}")
HELD = Phrase("stands.held", ja="保留中 {what}", en="held back {what}")
MORE = Phrase("stands.more", ja="ほか{count}件", en="and {count} more")
# What fits on a screen below the rest.
SHOWN = 8


def standing(
    drill: Drill, now: int, lang: Language, width: int, *, running: bool, numbers: bool = False
) -> list[str]:
    """Lines that say how a drill stands at `now`; `running` says whether a program runs it.

    After the real event they are its checklist, with telephone `numbers` in full if asked for.
    """
    brief = drill.started()
    head = STANDS(
        title=brief.scenario.title,
        mode=said(MODE, brief.mode),
        clock=clock(now),
        state=_state(drill, running=running),
    )
    lines = _item(head, lang, width, "")
    if is_real(drill):
        telling = telling_turn(drill)
        lines += turn_lines(telling, lang, width, "") if telling else []
        found = checklist(drill, numbers=numbers)
        return lines + [line for each in found for line in _item(each, lang, width, "")]
    if drill.ended is not None:
        return lines
    return [*lines, *_waiting(drill, lang, width), *_rest(drill, lang, width)]


def _state(drill: Drill, *, running: bool) -> Message:
    if drill.ended is not None:
        return ENDED(finish=said(FINISH, drill.ended.finish))
    if not running:
        return LEFT()
    if drill.closing is not None:
        return CLOSING()
    return PAUSED() if drill.paused else RUNNING()


def _waiting(drill: Drill, lang: Language, width: int) -> Iterator[str]:
    waiting = turns(drill)
    yield render((WAITING if waiting else NOBODY)(), lang)
    for turn in waiting:
        yield from turn_lines(turn, lang, width, "  ")


def _rest(drill: Drill, lang: Language, width: int) -> Iterator[str]:
    steps = drill.started().scenario.steps
    busy = [
        each.id for each in steps if drill.step(each.id).is_open and turn_of(drill, each.id) is None
    ]
    if busy:
        yield render(UNDER_WAY(), lang)
    for step in busy:
        yield from _item(_named(drill, step), lang, width, "  ")
    if drill.closing is not None:
        return
    to_come = _to_come(drill)
    yield render((NEXT if to_come else NO_MORE)(), lang)
    for line in to_come[:SHOWN]:
        yield from _item(line, lang, width, "  ")
    if len(to_come) > SHOWN:
        yield "  " + render(MORE(count=len(to_come) - SHOWN), lang)


def _to_come(drill: Drill) -> list[Message]:
    """The steps that have not begun: by time where it is known, else in the scenario's order."""
    timed: list[tuple[int, Message]] = []
    others: list[Message] = []
    before = None
    for step in drill.started().scenario.steps:
        state, ready = drill.step(step.id), readiness(drill, step, before)
        before = step
        elsewhere = is_foreign(drill.started(), step)
        if elsewhere or state.due is not None or state.ended or ready.never is not None:
            continue
        what = _named(drill, step.id)
        if ready.at is not None:
            timed.append((ready.at, AT(clock=clock(ready.at), what=what)))
        else:
            others.append((HELD if state.held else LATER)(what=what))
    return [each for _, each in sorted(timed, key=lambda pair: pair[0])] + others


def _named(drill: Drill, step: str) -> Message:
    return STEP(step=step, what=words_here(drill, step))


def _item(what: Message, lang: Language, width: int, indent: str) -> list[str]:
    first, *rest = wrapped(harmless(render(what, lang)), max(width, 40) - len(indent) - 2)
    return [indent + first, *(f"{indent}  {each}" for each in rest)]
