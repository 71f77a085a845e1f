"""The guards of the drill on its board: one line while one is in trouble, figures in a title."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.core.brief import Guard
from drills.core.guards import ends_at, why
from drills.core.state import CheckState, Drill
from drills.report.layout import harmless
from drills.report.running_time import left_said
from tui.present.turns import TurnLine

BROKEN = Phrase(
    "screen.guard_broken", ja="中止条件「{name}」異常: {why}", en='guard "{name}" BROKEN: {why}'
)
UNKNOWN = Phrase(
    "screen.guard_unknown",
    ja="中止条件「{name}」を確かめられず、訓練を守れません: {why}",
    en='guard "{name}" cannot be asked and protects nobody: {why}',
)
TITLE = Phrase(
    "screen.guards",
    ja="{title}　見張り 異常{broken} 不明{unknown} 正常{good}",
    en="{title}; guards {broken} BROKEN {unknown} unknown {good} good",
)


def guard_line(drill: Drill, now: int, lang: Language) -> TurnLine | None:
    """The guard that will end the drill soonest, or else one that cannot be asked; mostly None."""
    if drill.brief is None or drill.closing is not None or drill.ended is not None:
        return None
    states = [(each, _state(drill, each)) for each in drill.brief.guards]
    ends = [
        (ends_at(guard, state.lost), guard, state.lost)
        for guard, state in states
        if state.lost is not None and state.unknown is None
    ]
    if ends:
        end, guard, lost = min(ends, key=lambda each: each[0])
        words = render(BROKEN(name=guard.name, why=why(lost.first_bad)), lang)
        return TurnLine(harmless(words), left_said(end - now, lang), tone="bad")
    for guard, state in states:
        if state.unknown is not None:
            words = render(UNKNOWN(name=guard.name, why=why(state.unknown.sample)), lang)
            return TurnLine(harmless(words), tone="bad" if state.blind else "unknown")
    return None


def with_guards(title: str, drill: Drill, lang: Language) -> str:
    """A title, and behind it how many guards are broken, unknown and good, where there are some."""
    if drill.brief is None or not drill.brief.guards:
        return title
    states = [_state(drill, each) for each in drill.brief.guards]
    unknown = sum(each.unknown is not None for each in states)
    broken = sum(each.lost is not None and each.unknown is None for each in states)
    good = len(states) - broken - unknown
    return render(TITLE(title=title, broken=broken, unknown=unknown, good=good), lang)


def _state(drill: Drill, guard: Guard) -> CheckState:
    return drill.checks.get(guard.check.id, CheckState())
