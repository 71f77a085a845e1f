"""What was written by hand, beside what was recorded at the time: shown together, never mixed.

A line that names a step is set beside the end of that step; one that names a system beside its
loss and its return. The record is never changed by it: people decide which of the two was wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bcp.model import System
from drills.core.evidence import Source
from drills.core.on_paper import untold_on_paper
from drills.core.outages import Bracket, Outage, outages_of
from drills.core.paper_events import PaperLine
from drills.core.standing import deciding
from drills.core.state import Drill

About = Literal["step_end", "loss", "return"]

# Words that tell whether a line is about the loss or the return; without any, both are shown.
_LOST = re.compile(
    r"停止|ダウン|切断|断線|不通|障害|故障|つながら|落ち|止ま|使えな"
    r"|\b(?:down|lost|fail\w*|stop\w*|broke\w*|outage|dead|offline)\b"
)
_BACK = re.compile(
    r"復旧|復帰|回復|再開|戻|正常|疎通|つながっ|使える"
    r"|\b(?:back|return\w*|restor\w*|recover\w*|works again|up again|online)\b"
)
_ENDS = ("done", "partly", "failed", "skipped", "could_not_reach")
_UNANSWERED = ("expired", "skipped")


@dataclass(frozen=True)
class Beside:
    """One line of a log and what was recorded of the same thing.

    `id` is a step or a system. `recorded` None: nothing was. `off` is how far the paper is behind
    the record at least (negative: ahead of it), nought where the two agree within their error.
    """

    line: PaperLine
    about: About
    id: str
    recorded: Bracket | None
    source: Source | None
    off: int | None

    @property
    def differs(self) -> bool:
        """Whether people should look into it. A step that nobody answered contradicts nothing."""
        return self.about != "step_end" if self.off is None else self.off != 0


def beside(drill: Drill, lines: Iterable[PaperLine]) -> tuple[Beside, ...]:
    """Everything that can be set beside these lines, in their order."""
    known = _Known(
        drill,
        {name: system.id for system in drill.started().plan.systems for name in _names_of(system)},
        frozenset(each.id for each in untold_on_paper(drill)),
    )
    return tuple(found for line in lines for found in _of(known, line))


@dataclass(frozen=True)
class _Known:
    """The drill with what is looked up for every line: the systems' names, and their outages."""

    drill: Drill
    names: Mapping[str, str]
    untold: frozenset[str]
    outages: dict[str, tuple[Outage, ...]] = field(default_factory=dict)

    def outages_of(self, system: str) -> tuple[Outage, ...]:
        if system not in self.outages:
            self.outages[system] = outages_of(self.drill, system, None)
        return self.outages[system]


def _of(known: _Known, line: PaperLine) -> Iterator[Beside]:
    drill = known.drill
    # A remark on a step whose end no paper tells stands beside nothing.
    ends = (line.result is None or line.result in _ENDS) and line.step not in known.untold
    if line.step is not None and line.step in drill.steps and ends:
        ended = drill.step(line.step).ended
        if ended is None or ended.ending in _UNANSWERED:
            yield Beside(line, "step_end", line.step, None, None, None)
        else:
            at = Bracket(ended.at, ended.at + drill.widths.get(line.step, 0))
            found = Beside(line, "step_end", line.step, at, ended.source, _off(line, at))
            # What paper alone tells is no second witness of itself.
            if line.step not in drill.widths or (line.result is not None and found.off):
                yield found
    for system in _named(known.names, line.text):
        yield from _of_system(known, system, line)


def _of_system(known: _Known, system: str, line: PaperLine) -> Iterator[Beside]:
    if any(each.system == system for each in known.drill.seen):
        return  # the record itself is from paper
    outages = known.outages_of(system)
    if not outages and not deciding(known.drill.started(), system, None):
        return  # nobody and nothing ever asked for it
    text = _folded(line.text)
    lost, back = bool(_LOST.search(text)), bool(_BACK.search(text))
    nearest = min(outages, key=lambda each: _away(line, each), default=None)
    if (lost or not back) and (nearest is not None or lost):
        at = nearest.lost if nearest else None
        source = nearest.lost_source if nearest else None
        yield Beside(line, "loss", system, at, source, _off(line, at))
    if (back or not lost) and (nearest is not None or back):
        at = nearest.returned if nearest else None
        source = nearest.return_source if nearest and at else None
        yield Beside(line, "return", system, at, source, _off(line, at))


def _off(line: PaperLine, recorded: Bracket | None) -> int | None:
    if recorded is None:
        return None
    if line.high <= recorded.low:
        return line.high - recorded.low
    return max(0, line.low - recorded.high)


def _away(line: PaperLine, outage: Outage) -> float:
    if line.high < outage.lost.low:
        return outage.lost.low - line.high
    return max(0.0, line.low - outage.end)


def _named(known: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The systems that a text names; a name within a longer one that is named, too, is not."""
    said = _folded(text)
    names = [name for name in known if _stands_in(name, said)]
    longest = (name for name in names if not any(name != o and name in o for o in names))
    return tuple(dict.fromkeys(known[name] for name in longest))


def _names_of(system: System) -> Iterator[str]:
    for name in (system.id, system.name.ja, system.name.en):
        folded = _folded(name)
        if len(folded) >= 2:
            yield folded


def _stands_in(name: str, said: str) -> bool:
    if name not in said or not name.isascii():
        return name in said
    return re.search(rf"(?<![a-z0-9_-]){re.escape(name)}(?![a-z0-9_-])", said) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
