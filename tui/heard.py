"""The news of a drill folded into one frozen value: what every screen of it shows.

The fold is the engine's own (`drills.core.machine.evolve`), so a screen cannot disagree with it.
What the core keeps no state of, because no rule needs it, is kept here: the sentences of the log,
which checks cannot be asked now, and what each question was last answered in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bcp.message import Message
from drills.core.events import (
    CheckFlapped,
    CheckLost,
    CheckReturned,
    DeviceTold,
    Event,
    ProbeAnswered,
    Sample,
    UnknownBegan,
    UnknownEnded,
    Watched,
)
from drills.core.machine import evolve
from drills.core.players import PlayersPage
from drills.core.state import Drill
from drills.report.event_words import told
from drills.report.told_line import Told
from scenarios.model import Probe, Wait
from scenarios.reading import Fact
from tui.feed import Beat, Gone, Happened, News, Page

# Longer than any screen is read back; `bcp-drill replay` tells all of it.
LOG_KEPT = 5_000
# Events folded in one go: less than a millisecond, so that a key never waits for a whole history.
SLICE = 10


@dataclass(frozen=True)
class LogEntry:
    """A sentence of the log with its instant (µs since the start)."""

    at: int
    told: Told


@dataclass(frozen=True)
class Seen:
    """What a question was answered, with the instant (µs since the start) at which that came."""

    at: int
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class Sync:
    """The drill's clock showed `now` (µs) when this computer's monotonic clock showed `mono`."""

    now: int
    mono: float


@dataclass(frozen=True)
class Heard:
    """All that was heard of a drill.

    `unasked` are the checks that cannot be asked now. `seen` has the last answer that the record
    holds to each question, by its word and subject; silence is none. `news_at` is the monotonic
    instant (s) of the last news, None before any. `dropped` says how many of the log's oldest
    entries are gone.
    """

    drill: Drill = field(default_factory=Drill)
    log: tuple[LogEntry, ...] = ()
    dropped: int = 0
    unasked: Mapping[str, UnknownBegan] = field(default_factory=dict)
    seen: Mapping[tuple[str, str], Seen] = field(default_factory=dict)
    sync: Sync | None = None
    news_at: float | None = None
    gone: Gone | None = None
    page: PlayersPage | None = None

    def now(self, mono: float) -> int:
        """What the drill's clock shows now; it stands once the drill is over or lost."""
        known = self.page.now if self.page is not None else self.drill.now
        over = self.drill.ended is not None or (self.page is not None and self.page.ended)
        if self.sync is None or over:
            return known
        until = mono if self.gone is None or self.news_at is None else self.news_at
        return max(known, self.sync.now + int((until - self.sync.mono) * 1_000_000))


def hear(heard: Heard, news: News, mono: float) -> Heard:
    """Fold one piece of news, which came at `mono` (monotonic seconds)."""
    after = replace(heard, news_at=mono)
    match news:
        case Happened(events=events):
            return _happened(after, events)
        case Beat(now=now):
            return replace(after, sync=Sync(now, mono))
        case Page(page=page):
            return replace(after, page=page, sync=Sync(page.now, mono))
        case Gone():
            return replace(heard, gone=news)


def noted(heard: Heard, at: int, what: Message) -> Heard:
    """Put a sentence of the screen's own into the log, such as why an order was refused."""
    return _logged(heard, [LogEntry(at, Told(what))])


def sliced(news: News) -> Iterator[News]:
    """The same news in pieces that each fold within some milliseconds."""
    if not isinstance(news, Happened) or len(news.events) <= SLICE:
        yield news
        return
    events = _without_superseded(news.events)
    for low in range(0, len(events), SLICE):
        yield Happened(events[low : low + SLICE])


def _happened(heard: Heard, events: Sequence[Event]) -> Heard:
    drill, entries = heard.drill, list[LogEntry]()
    unasked, seen = dict(heard.unasked), dict(heard.seen)
    for event in events:
        drill = evolve(drill, event)
        if isinstance(event, UnknownBegan):
            unasked[event.check] = event
        elif isinstance(event, UnknownEnded):
            unasked.pop(event.check, None)
        seen.update(_answers(event, drill))
        said = told(event, drill)
        if said is not None:
            entries.append(LogEntry(event.at, said))
    return _logged(replace(heard, drill=drill, unasked=unasked, seen=seen), entries)


def _answers(event: Event, drill: Drill) -> Iterator[tuple[tuple[str, str], Seen]]:
    """The questions that an event holds an answer to, with the newest of it."""
    samples: tuple[Sample | None, ...]
    match event:
        case DeviceTold(at=at, facts=facts):
            if (asked := _question(event, drill)) is not None:
                yield asked, Seen(at, facts)
            return
        case (
            CheckLost(last_good=before, first_bad=last)
            | CheckFlapped(last_good=before, first_bad=last)
        ):
            samples = (before, last)
        case CheckReturned(first_good=last):
            samples = (last,)
        case ProbeAnswered(sample=last):
            samples = (last,)
        case _:
            return
    asked = _question(event, drill)
    for each in samples:
        if asked is not None and each is not None and each.reading.facts.get("reply"):
            yield asked, Seen(each.received, each.reading.facts)


def _question(
    event: CheckLost | CheckFlapped | CheckReturned | ProbeAnswered | DeviceTold, drill: Drill
) -> tuple[str, str] | None:
    brief = drill.started()
    if isinstance(event, ProbeAnswered):
        step = brief.scenario.step(event.step)
        call = step.do.call if step is not None and isinstance(step.do, Probe | Wait) else None
    else:
        check = next((each for each in brief.watched if each.id == event.check), None)
        call = None if check is None else check.call
    return None if call is None else (call.word, call.subject)


def _logged(heard: Heard, entries: Sequence[LogEntry]) -> Heard:
    if not entries:
        return heard
    log = (*heard.log, *entries)
    over = max(0, len(log) - LOG_KEPT)
    return replace(heard, log=log[over:], dropped=heard.dropped + over)


def _without_superseded(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Leave out each window of the watch behind which a later one counts the same checks.

    Only the newest window is state, and nothing in between reads one, so the fold is the same;
    the record of a long drill with many checks is mostly windows.
    """
    kept: list[Event] = []
    newest: tuple[str, ...] | None = None
    for event in reversed(events):
        if isinstance(event, Watched):
            checks = tuple(each.check for each in event.tallies)
            if checks == newest:
                continue
            newest = checks
        kept.append(event)
    return tuple(reversed(kept))
