"""The titles of the board's three tables: each says in figures what is inside."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.core.state import Drill
from tui.heard import Heard
from tui.present.systems import Standings

STEPS = Phrase("screen.title_steps", ja="手順 {done}/{count}済", en="Steps {done}/{count} done")
SYSTEMS = Phrase(
    "screen.title_systems",
    ja="システム 停止{down} 未確認{unknown} 正常{up}",
    en="Systems {down} DOWN {unknown} unknown {up} up",
)
LOG = Phrase("screen.title_log", ja="記録 {count}", en="Log {count}")
FILTERED = Phrase(
    "screen.title_filtered", ja="記録（「{word}」を含む行）", en='Log (lines with "{word}")'
)


def steps_title(drill: Drill, lang: Language) -> str:
    """How many steps are behind us."""
    done = sum(each.ended is not None for each in drill.steps.values())
    return render(STEPS(done=done, count=len(drill.steps)), lang)


def systems_title(found: Standings, lang: Language) -> str:
    """How many systems are down, unknown and up."""
    counted = found.counted
    return render(SYSTEMS(down=counted.down, unknown=counted.unknown, up=counted.up), lang)


def log_title(heard: Heard, word: str, lang: Language) -> str:
    """How many lines there are, or which are shown."""
    if word:
        return render(FILTERED(word=word), lang)
    return render(LOG(count=heard.dropped + len(heard.log)), lang)
