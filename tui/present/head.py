"""The two lines at the top: what this is, how it stands, what time it is, and how fresh it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, offset_seconds
from drills.core.clocks import event_time, paused_between
from drills.core.obligations import time_is_over
from drills.core.players import PlayersPage
from drills.core.state import Drill
from drills.report.at_hand import CLOSING, ENDED, PAUSED, RUNNING
from drills.report.clock import clock
from drills.report.players_words import FINISHED, REAL_EVENT
from drills.report.running_time import left_said, plainly
from drills.report.story_clock import story_said
from drills.report.words import FINISH, MODE, said
from tui.heard import Heard
from tui.present.words import Tone

Fresh = Literal["waiting", "live", "behind", "lost", "over"]

# The engine tells that it is alive every second.
BEHIND_S = 3.0
LOST_S = 10.0

FRESH = {
    "waiting": Phrase("screen.waiting", ja="接続中", en="connecting"),
    "live": Phrase("screen.live", ja="受信中", en="live"),
    "over": Phrase("screen.over_now", ja="記録", en="record"),
}
BEHIND = Phrase("screen.behind", ja="遅れ {span}", en="behind {span}")
LOST = Phrase("screen.lost", ja="途絶 {span}", en="LOST for {span}")
GONE = Phrase("screen.gone", ja="途絶", en="LOST")
REAL = Phrase("screen.real_clock", ja="現在 {clock}", en="now {clock}")
ELAPSED = Phrase("screen.elapsed", ja="経過 {clock}", en="elapsed {clock}")
GAP = "  "


@dataclass(frozen=True)
class Freshness:
    """How fresh the screen is: its word, and the colour of it."""

    kind: Fresh
    words: str
    tone: Tone


@dataclass(frozen=True)
class Head:
    """The top lines; `notice` and `state` stand out, the rest is plain."""

    notice: str
    title: str
    state: str
    state_tone: Tone
    clocks: str
    fresh: Freshness


def freshness(heard: Heard, mono: float, lang: Language) -> Freshness:
    """Whether what is shown is what is."""
    if heard.drill.ended is not None or (heard.page is not None and heard.page.ended):
        return Freshness("over", render(FRESH["over"](), lang), "calm")
    if heard.gone is not None:
        return Freshness("lost", render(GONE(), lang), "bad")
    if heard.news_at is None:
        return Freshness("waiting", render(FRESH["waiting"](), lang), "unknown")
    silent = mono - heard.news_at
    span = plainly(int(silent * 1_000_000), lang)
    if silent >= LOST_S:
        return Freshness("lost", render(LOST(span=span), lang), "bad")
    if silent >= BEHIND_S:
        return Freshness("behind", render(BEHIND(span=span), lang), "unknown")
    return Freshness("live", render(FRESH["live"](), lang), "good")


def head(heard: Heard, mono: float, wall_us: int, lang: Language) -> Head:
    """The controller's top lines; `wall_us` is the real time (Unix, µs) on this computer."""
    drill, fresh = heard.drill, freshness(heard, mono, lang)
    if drill.brief is None:
        return Head("", "", "", "calm", "", fresh)
    brief, now = drill.started(), heard.now(mono)
    offset = offset_seconds(brief.plan.organisation.utc_offset)
    state, tone = _state(drill)
    real = _is_real(drill)
    story = story_said(brief.wall_ns // 1000, event_time(drill, now), offset, lang)
    clocks = [
        # What time it was in the story is of no use any more, and might be taken for the time.
        *(() if real else (story,)),
        render(REAL(clock=LocalTime(wall_us, offset).clock), lang),
        render(ELAPSED(clock=clock(now)), lang),
    ]
    title = brief.scenario.title.said_in(lang)
    if not real:
        title = f"{title}{GAP}{render(said(MODE, brief.mode), lang)}"
    if drill.ended is None and drill.closing is None:
        # The core counts a pause up to the last event only; the rest of it is added here.
        over = time_is_over(drill) + paused_between(drill, drill.now, now)
        clocks.append(left_said(over - now, lang))
    return Head(
        notice=render(REAL_EVENT(), lang) if real else brief.scenario.safety.notice.said_in(lang),
        title=title,
        state=render(state, lang),
        state_tone=tone,
        clocks=GAP.join(clocks),
        fresh=fresh,
    )


def page_head(heard: Heard, mono: float, lang: Language) -> Head:
    """The players' top lines: no title, because a title may give the story away."""
    fresh, page = freshness(heard, mono, lang), heard.page
    if page is None:
        return Head("", "", "", "calm", "", fresh)
    state, tone = _page_state(page)
    story = page.event_now if page.paused else page.event_now + heard.now(mono) - page.now
    return Head(
        notice=render(REAL_EVENT(), lang) if page.real_event else page.notice.said_in(lang),
        title=page.organisation,
        state=render(state, lang),
        state_tone=tone,
        clocks=story_said(page.began_wall_ns // 1000, story, offset_seconds(page.utc_offset), lang),
        fresh=fresh,
    )


def _state(drill: Drill) -> tuple[Message, Tone]:
    if drill.ended is not None:
        return ENDED(finish=said(FINISH, drill.ended.finish)), "calm"
    if drill.closing is not None:
        return CLOSING(), "unknown"
    return (PAUSED(), "wait") if drill.paused else (RUNNING(), "run")


def _page_state(page: PlayersPage) -> tuple[Message, Tone]:
    if page.ended:
        return FINISHED(), "calm"
    return (PAUSED(), "wait") if page.paused else (RUNNING(), "run")


def _is_real(drill: Drill) -> bool:
    return drill.closing is not None and drill.closing.finish == "real_event"
