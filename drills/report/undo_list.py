"""What a drill has done on servers, and how far each thing is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from drills.core.closing import to_take_back, undo_of
from drills.core.state import ActionState, Drill
from drills.report.consequences import address_of, has_no_undo, line_of

UndoState = Literal["by_hand", "no_undo", "pending", "running", "done"]
# What a person must still do something about comes first.
ORDER: tuple[UndoState, ...] = ("by_hand", "no_undo", "pending", "running", "done")


@dataclass(frozen=True)
class UndoItem:
    """One thing done. `line` is what takes it back; for ``no_undo``, what stays done."""

    state: UndoState
    server: str
    address: str
    line: str
    why: Message | None = None


def undo_list(drill: Drill) -> tuple[UndoItem, ...]:
    """All that may have been changed; a line that takes several things back stands once."""
    found: dict[tuple[str, str], UndoItem] = {}
    for each in sorted(_items(drill), key=lambda item: ORDER.index(item.state)):
        found.setdefault((each.server, each.line), each)
    return tuple(found.values())


def _items(drill: Drill) -> Iterator[UndoItem]:
    waiting = {each.order.action for each in to_take_back(drill)}
    for action in reversed(tuple(drill.actions.values())):
        if has_no_undo(drill, action):
            server, command = action.order.server, action.order.command
            yield _item(drill, "no_undo", server, line_of(drill, server, command))
        elif action.order.purpose == "run" and action.may_have_happened:
            yield from _with_undo(drill, action, waiting=action.order.action in waiting)


def _with_undo(drill: Drill, action: ActionState, *, waiting: bool) -> Iterator[UndoItem]:
    number, undo = action.order.action, undo_of(drill, action)
    given_up = next((each for each in drill.impossible if each.action == number), None)
    if given_up is not None:
        yield _item(drill, "by_hand", given_up.server, given_up.line, given_up.why)
    elif undo is not None:
        server, command = undo
        tried = any(each.order.undoes == number for each in drill.actions.values())
        state: UndoState = "done"
        if waiting:
            state = "running" if tried else "pending"
        yield _item(drill, state, server, line_of(drill, server, command))


def _item(
    drill: Drill, state: UndoState, server: str, line: str, why: Message | None = None
) -> UndoItem:
    return UndoItem(state, server, address_of(drill, server), line, why)
