"""What the drill did on servers, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bcp.message import Phrase
from drills.core.closing import to_take_back, undo_of
from drills.core.events import UndoImpossible
from drills.core.state import ActionState
from drills.report.consequences import address_of
from drills.report.happened_lines import ActionLine, ByHandLine
from drills.report.ledger import Ledger, reasons

NOT_CLOSED = Phrase(
    "report.undo_not_closed",
    ja="訓練が終了していないため、まだ元に戻していません。",
    en="Not taken back yet, because the drill was not closed.",
)


def action_lines(ledger: Ledger) -> tuple[ActionLine, ...]:
    """Every action and undo, in order; markers are told apart."""
    return tuple(
        _action_line(ledger, each)
        for each in ledger.drill.actions.values()
        if each.order.purpose in ("run", "undo")
    )


def _action_line(ledger: Ledger, action: ActionState) -> ActionLine:
    order, ended, settled = action.order, action.ended, action.settled
    return ActionLine(
        number=order.action,
        purpose=order.purpose,
        step=order.step,
        server=order.server,
        command=order.command,
        line=_line(ledger, order.server, order.command),
        ordered=ledger.when(order.at),
        ended=None if ended is None else ledger.when(ended.at),
        outcome=ended.outcome if ended else None,
        why=reasons(ended.reading, ended.why) if ended else (),
        doubt=action.doubt.why if action.doubt else None,
        settled=settled.verdict if settled else None,
        settled_by=settled.by if settled else None,
        undoes=order.undoes,
        taken_back=_taken_back(ledger, action),
        records=ledger.records(order, ended, action.doubt, settled),
    )


def _line(ledger: Ledger, server: str, command: str) -> str:
    model = ledger.brief.plan.server(server)
    found = model.command(command) if model else None
    return found.line if found else command


def _taken_back(ledger: Ledger, action: ActionState) -> str:
    if action.order.purpose == "undo":
        return "is_undo"
    if not action.may_have_happened:
        return "never_happened"
    if undo_of(ledger.drill, action) is None:
        return "not_needed"
    if any(each.action == action.order.action for each in ledger.drill.impossible):
        return "impossible"
    return "not_yet" if action in to_take_back(ledger.drill) else "taken_back"


def by_hand_lines(ledger: Ledger) -> tuple[ByHandLine, ...]:
    """What is still to be taken back by hand, with the server's address and the exact line."""
    lines = []
    for each in (*ledger.drill.impossible, *_still_done(ledger)):
        address = address_of(ledger.drill, each.server)
        order = ledger.drill.actions[each.action].order
        records = ledger.records(order, each)
        steps = (order.step,) if order.step else ()
        lines.append(
            ByHandLine(each.action, steps, each.server, address, each.line, each.why, records)
        )
    return tuple(lines)


def once_each(lines: Iterable[ByHandLine]) -> tuple[ByHandLine, ...]:
    """The same without repetition: one line typed once takes back all that it is to take back.

    It is then said of all the steps that it is for.
    """
    found: dict[tuple[str, str], ByHandLine] = {}
    for each in lines:
        first = found.setdefault((each.server, each.line), each)
        steps = tuple(dict.fromkeys((*first.steps, *each.steps)))
        found[each.server, each.line] = replace(first, steps=steps)
    return tuple(found.values())


def _still_done(ledger: Ledger) -> Iterator[UndoImpossible]:
    """What a drill that was never closed has left changed."""
    if ledger.drill.ended is not None:
        return
    for each in to_take_back(ledger.drill):
        server, command = undo_of(ledger.drill, each) or ("", "")
        line = _line(ledger, server, command)
        number = each.order.action
        yield UndoImpossible(ledger.drill.now, number, server, line, NOT_CLOSED())
