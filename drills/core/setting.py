"""What is left of the lifelines: players are told it with the first situation that they are given.

It stands in that situation's own words, so that screens, log and report all say it, and nobody
learns anything before the drill tells them.
"""

from __future__ import annotations

from bcp.lifelines import LIFELINES
from bcp.message import Language, Phrase, Text, render
from drills.core.marking import marked
from drills.core.state import Drill
from scenarios.hazard import Hazard
from scenarios.model import Inject, Step

WITH_LIFELINES = Phrase(
    "setting.with_lifelines",
    ja="{text}（ライフラインの想定: {lines:list}）",
    en="{text} (Lifelines: {lines:list})",
)
LIFELINE = Phrase("setting.lifeline", ja="{name}は{state}", en="{name}: {state}")
_BOTH: tuple[Language, Language] = ("ja", "en")


def lifeline_called(word: str) -> Text:
    """A lifeline's name, or the word itself where it is the author's own."""
    known = LIFELINES.get(word)
    return Text(word) if known is None else Text(*(render(known(), each) for each in _BOTH))


def lifelines_in_order(hazard: Hazard) -> tuple[tuple[str, Text], ...]:
    """What is left of each, in the order that offices know, the author's own words last."""
    order = tuple(LIFELINES)
    last = len(order)
    found = sorted(hazard.lifelines.items(), key=lambda each: each[0])
    place = {word: number for number, word in enumerate(order)}
    return tuple(sorted(found, key=lambda each: place.get(each[0], last)))


def given_words(drill: Drill, step: Step, do: Inject) -> Text:
    """A situation as players receive it: marked, and the first one with the lifelines."""
    hazard = drill.started().scenario.hazard
    if not hazard.lifelines or _first_inject(drill) != step.id:
        return marked(do.text)
    return marked(Text(*(_with_lifelines(do.text, hazard, each) for each in _BOTH)))


def _with_lifelines(text: Text, hazard: Hazard, lang: Language) -> str:
    told = lifelines_in_order(hazard)
    lines = tuple(LIFELINE(name=lifeline_called(word), state=state) for word, state in told)
    return render(WITH_LIFELINES(text=text, lines=lines), lang)


def _first_inject(drill: Drill) -> str | None:
    steps = drill.started().scenario.steps
    given = [
        (due, number)
        for number, each in enumerate(steps)
        if isinstance(each.do, Inject) and (due := drill.step(each.id).due) is not None
    ]
    return steps[min(given)[1]].id if given else None
