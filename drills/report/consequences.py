"""What an undo would do, and what stays without it: to be read before the real event is called."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase
from drills.core.closing import to_take_back, undo_of
from drills.core.state import ActionState, Drill

WILL_RUN = Phrase(
    "consequence.will_run",
    ja="{server}（{address}）: 元に戻すと「{undo}」を実行します。戻さないと「{done}」を"
    "実行したままになります。",
    en='{server} ({address}): the undo runs "{undo}". Without it, "{done}" stays done.',
)
STAYS = Phrase(
    "consequence.stays",
    ja="{server}（{address}）: 「{done}」には元に戻す操作がなく、実行したままになります。",
    en='{server} ({address}): "{done}" has no undo and stays done either way.',
)
BACK = Phrase(
    "consequence.back",
    ja="訓練で行った操作と、元に戻す操作（新しいものから順に実行します）:",
    en="What the drill did, and what takes it back, newest first:",
)
NOTHING = Phrase(
    "consequence.nothing",
    ja="この訓練はサーバを何も変えていません。元に戻すものはありません。",
    en="The drill has changed nothing on any server. There is nothing to take back.",
)


def consequences(drill: Drill) -> tuple[Message, ...]:
    """One sentence for each thing done: first what can be taken back, in the order of the undo."""
    return (*undone(drill), *staying(drill))


def undone(drill: Drill) -> Iterator[Message]:
    """One sentence for each thing that can be taken back, in the order of the undo."""
    for each in to_take_back(drill):
        server, command = undo_of(drill, each) or ("", "")
        yield WILL_RUN(
            server=server,
            address=address_of(drill, server),
            undo=line_of(drill, server, command),
            done=line_of(drill, each.order.server, each.order.command),
        )


def staying(drill: Drill) -> Iterator[Message]:
    """One sentence for each thing done that has no undo."""
    for each in drill.actions.values():
        if has_no_undo(drill, each):
            server = each.order.server
            done = line_of(drill, server, each.order.command)
            yield STAYS(server=server, address=address_of(drill, server), done=done)


def has_no_undo(drill: Drill, action: ActionState) -> bool:
    """Whether an action of the drill may have changed something that no line takes back."""
    if action.order.purpose != "run" or not action.may_have_happened:
        return False
    if undo_of(drill, action) is not None:
        return False
    # Whatever takes an earlier action back is itself no change that anybody would undo.
    here = (action.order.server, action.order.command)
    return all(undo_of(drill, each) != here for each in drill.actions.values())


def address_of(drill: Drill, server: str) -> str:
    """Where a server is reached, with its port; empty for one that the plan does not have."""
    model = drill.started().plan.server(server)
    return f"{model.address}:{model.port}" if model else ""


def line_of(drill: Drill, server: str, command: str) -> str:
    """What a command of a server runs, exactly as it is sent."""
    model = drill.started().plan.server(server)
    found = model.command(command) if model else None
    return found.line if found else command
