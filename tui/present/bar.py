"""A bar made of plain letters: how much of a target is used up, and by how much it is over."""

from __future__ import annotations


def bar(elapsed: int, limit: int, width: int) -> str:
    """A bar of `width` cells: ``[====....]`` on the way, ``[====|!!!]`` when it is over.

    When over, the stroke stands where the target was, so that the part behind it shows how much
    too late it is. `width` is at least 5.
    """
    room = width - 2
    if elapsed <= limit:
        done = room if limit == 0 else min(room, elapsed * room // limit)
        return f"[{'=' * done}{'.' * (room - done)}]"
    # At least one mark on each side of the stroke, or it would not be seen to be passed.
    before = max(1, min(room - 2, limit * room // elapsed))
    return f"[{'=' * before}|{'!' * (room - before - 1)}]"
