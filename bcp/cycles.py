"""Things that wait for each other in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def cycles(edges: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Each circle in `edges` once, beginning with the member that stands first in `edges`."""
    order = {name: number for number, name in enumerate(edges)}
    out: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in edges:
        if start not in done:
            out += _from(start, edges, done)
    rotated = []
    for circle in out:
        first = min(range(len(circle)), key=lambda at: order[circle[at]])
        rotated.append(circle[first:] + circle[:first])
    return tuple(dict.fromkeys(rotated))


def _from(start: str, edges: Mapping[str, Iterable[str]], done: set[str]) -> list[tuple[str, ...]]:
    """Walk everything reachable from `start` without recursion: a plan may be thousands long."""
    out: list[tuple[str, ...]] = []
    path, on_path = [start], {start}
    ahead = [iter(tuple(edges[start]))]
    while ahead:
        following = next(ahead[-1], None)
        if following is None:
            ahead.pop()
            left = path.pop()
            on_path.discard(left)
            done.add(left)
        elif following in on_path:
            out.append(tuple(path[path.index(following) :]))
        elif following in edges and following not in done:
            path.append(following)
            on_path.add(following)
            ahead.append(iter(tuple(edges[following])))
    return out
