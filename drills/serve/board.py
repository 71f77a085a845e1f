"""The board as values: what the players' page says, and how sure it is that this is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bcp.days_said import day_said
from bcp.durations import HOUR, SECOND
from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, date_said, offset_seconds
from drills.core.players import PlayersPage, Wanted
from drills.report import players_words as p
from drills.report.at_hand import PAUSED, RUNNING
from drills.report.running_time import left_said
from drills.report.story_clock import story_said
from drills.report.words import FINISH, said
from drills.serve import words as w
from drills.serve.live import Seen

Tone = Literal["calm", "good", "bad", "wait", "unknown"]

# A look follows the one before within a second.
STALE_S = 3.0
# How long the end of a drill stays on the wall: what was given is still talked about.
LINGERS_US = 2 * HOUR


@dataclass(frozen=True)
class Asked:
    """Something that is wanted of somebody."""

    what: str
    who: str
    left: str
    tone: Tone
    far: str


@dataclass(frozen=True)
class Systems:
    """Systems that stand alike; `said` tells it without colour."""

    said: str
    names: tuple[str, ...]
    tone: Tone


@dataclass(frozen=True)
class Told:
    """A situation that was given, newest first on the board."""

    clock: str
    who: str
    text: str


@dataclass(frozen=True)
class Board:
    """Everything on the wall. `trouble` says that it is not live; `idle` that no drill goes on."""

    town: str = ""
    notice: str = ""
    is_real: bool = False
    state: str = ""
    tone: Tone = "calm"
    clock: str = ""
    fresh: str = ""
    as_of: str = ""
    trouble: str = ""
    idle: tuple[str, ...] = ()
    wanted: tuple[Asked, ...] = ()
    systems: tuple[Systems, ...] = ()
    given: tuple[Told, ...] = ()


def board_of(
    seen: Seen, age_s: float, wall_us: int, lang: Language, *, lingers: bool = False
) -> Board:
    """The board at `wall_us` (Unix, µs), from a look that was `age_s` ago.

    With `lingers` the end of a drill stays however long ago it was: somebody asked for that drill.
    """
    trouble = _trouble(seen, age_s)
    words = "" if trouble is None else render(trouble, lang)
    fresh = render((w.LIVE if trouble is None else w.NOT_LIVE)(), lang)
    page = seen.page
    if page is None:
        loading = (w.LOADING(),) if seen.at is None else (w.NO_DRILL(), w.STARTS_HERE())
        said_idle = () if seen.broken else tuple(render(each, lang) for each in loading)
        return Board(trouble=words, idle=said_idle, fresh=fresh)
    offset = offset_seconds(page.utc_offset)
    if page.ended and not lingers and wall_us - seen.ended_us > LINGERS_US:
        return Board(page.organisation, trouble=words, idle=_between(seen, page, lang), fresh=fresh)
    return Board(
        town=page.organisation,
        notice=render(p.REAL_EVENT(), lang) if page.real_event else page.notice.said_in(lang),
        is_real=page.real_event,
        state=render(_state(seen, page), lang),
        tone="bad" if seen.left else "wait" if page.paused else "calm",
        clock="" if page.real_event else _clock(page, offset, lang),
        fresh="" if page.ended and trouble is None else fresh,
        as_of=_as_of(seen, page, age_s, wall_us, lang),
        trouble=words,
        wanted=tuple(_asked(each, page, lang) for each in p.wanted_first(page)),
        systems=tuple(_systems(page, lang)),
        given=tuple(_given(page, offset, lang)),
    )


def _trouble(seen: Seen, age_s: float) -> Message | None:
    old = int(age_s) * SECOND
    silent = (seen.silent_us + old) // SECOND * SECOND
    if seen.broken:
        return w.UNREADABLE()
    if seen.left:
        return w.LEFT_OFF(span=silent)
    if seen.quiet:
        return w.QUIET(span=silent)
    return w.STALE(span=old) if age_s >= STALE_S else None


def _between(seen: Seen, page: PlayersPage, lang: Language) -> tuple[str, ...]:
    began = LocalTime(page.began_wall_ns // 1000, offset_seconds(page.utc_offset))
    when = f"{date_said(began, lang)} {began.clock[:5]}"
    last = w.LAST_DRILL(when=when, finish=said(FINISH, seen.finish or "completed"))
    following = (w.NEXT_DRILL(when=_next(seen, lang)),) if seen.next_at or seen.planned else ()
    return tuple(render(each, lang) for each in (w.NO_DRILL(), w.STARTS_HERE(), last, *following))


def _next(seen: Seen, lang: Language) -> str:
    if seen.next_at is None:
        return seen.planned.said_in(lang) if seen.planned else ""
    return f"{day_said(seen.next_at, lang)} {seen.next_at:%H:%M}"


def _state(seen: Seen, page: PlayersPage) -> Message:
    if seen.left:
        return w.STOPPED()
    if page.ended:
        return w.OVER_NOW()
    return (PAUSED if page.paused else RUNNING)()


def _clock(page: PlayersPage, offset: int, lang: Language) -> str:
    return story_said(page.began_wall_ns // 1000, page.event_now, offset, lang)


def _as_of(seen: Seen, page: PlayersPage, age_s: float, wall_us: int, lang: Language) -> str:
    """The time of day of the look, and that of the last record."""
    offset = offset_seconds(page.utc_offset)
    looked = wall_us - int(age_s * 1_000_000)
    recorded = LocalTime(looked - seen.silent_us, offset)
    parts: list[Message] = []
    if seen.running and not seen.quiet:
        parts.append(w.AS_OF(clock=LocalTime(looked, offset).clock))
    parts.append(w.LAST_RECORD(clock=recorded.clock))
    return ("、" if lang == "ja" else ", ").join(render(each, lang) for each in parts)


def _asked(each: Wanted, page: PlayersPage, lang: Language) -> Asked:
    left = p.left_of(each, page, page.now)
    far = each.far
    reached = ""
    if far is not None:
        share = 100 * far.reached // far.people if far.people else 0
        reached = render(
            w.FAR(count=far.reached, people=far.people, percent=share, wanted=f"{far.percent:g}"),
            lang,
        )
    return Asked(
        what=each.text.said_in(lang),
        who="" if each.by is None else each.by.said_in(lang),
        left="" if left is None else left_said(left, lang),
        tone="bad" if left is not None and left < 0 else "wait",
        far=reached,
    )


def _systems(page: PlayersPage, lang: Language) -> Iterator[Systems]:
    kinds: tuple[tuple[bool | None, Phrase, Tone], ...] = (
        (False, w.DOWN, "bad"),
        (None, w.UNKNOWN, "unknown"),
        (True, w.UP, "good"),
    )
    for up, phrase, tone in kinds:
        names = tuple(each.name.said_in(lang) for each in page.systems if each.up is up)
        if names:
            yield Systems(render(phrase(), lang), names, tone)


def _given(page: PlayersPage, offset: int, lang: Language) -> Iterator[Told]:
    for each in reversed(page.given):
        clock = LocalTime(page.began_wall_ns // 1000 + each.at, offset).clock
        yield Told(clock, p.who_said(each, lang), each.text.said_in(lang))
