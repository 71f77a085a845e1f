"""What to do first: one line for whoever has ten seconds."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.readiness.readiness import WORST_FIRST, Readiness

FIRST = Phrase("ready.first", ja="まず: {name} … {do}", en="First: {name}: {do}")


def first_thing(found: Readiness, lang: Language) -> tuple[str, ...]:
    """The words and what to type, if anything is to be typed; nothing where all is well.

    The worst of what the answer depends on comes first, then what is overdue.
    """
    weighty = [each for each in (*found.systems, *found.telework) if each.matters]
    for each in sorted(weighty, key=lambda line: WORST_FIRST.index(line.state)):
        if each.do is not None:
            said = render(FIRST(name=each.name, do=each.do), lang)
            return (said, each.type_this) if each.type_this else (said,)
    for due in found.pressing:
        return (render(FIRST(name=due.name, do=due.do), lang),)
    return ()
