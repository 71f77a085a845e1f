"""What to do first: one line for whoever has ten seconds.

It may be typed as it stands by whoever reads it: where nothing fails, a plan that is new begins at
a table, then asks once whether everything answers, and only then does what the plan permits.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Language, Phrase, Text, render
from bcp.model import Plan
from drills.core.survey import items_of
from drills.readiness.measuring import Course, survey_line
from drills.readiness.past import Past
from drills.readiness.readiness import WORST_FIRST, First, Readiness, ReadyLine

FIRST = Phrase("ready.first", ja="まず: {name} … {do}", en="First: {name}: {do}")
AT_A_TABLE = Phrase(
    "ready.first_table",
    ja="訓練の記録がまだないので、机上で一度行う（どの機器にも触れない）",
    en="no drill was held yet: hold this one around a table, where no machine is touched",
)
ASK_ONCE = Phrase(
    "ready.first_survey",
    ja="応答するかをまだ一度も確かめていないので、調べる（見るだけで、何も変えない）",
    en="nobody has looked yet whether everything answers: ask once (it only looks)",
)


def first_of(found: Readiness, plan: Plan, held: Sequence[Course], past: Past) -> First | None:
    """What comes first; None where all is well.

    What fails comes before everything, then what a new plan begins with, then the worst of what
    the answer depends on, then what is overdue.
    """
    weighty = [each for each in (*found.systems, *found.telework) if each.matters and each.do]
    weighty.sort(key=lambda line: WORST_FIRST.index(line.state))
    if weighty and weighty[0].state != "failing":
        begin = _beginning(found, plan, held, past)
        if begin is not None:
            return begin
    for each in weighty:
        if each.do is not None:
            return First(each.name, each.do, each.type_this)
    return next((First(due.name, due.do) for due in found.pressing), None)


def first_thing(found: Readiness, lang: Language) -> tuple[str, ...]:
    """The words and what to type, if anything is to be typed; nothing where all is well."""
    first = found.first
    if first is None:
        return ()
    said = render(FIRST(name=first.name, do=first.do), lang)
    return (said, first.type_this) if first.type_this else (said,)


def _beginning(found: Readiness, plan: Plan, held: Sequence[Course], past: Past) -> First | None:
    """What a plan begins with of which there are no records; None after that."""
    if not any(each.was_held for each in past.rows):
        course = _for_a_table(held, found.systems)
        if course is not None:
            return First(course.name, AT_A_TABLE(), course.typed_as("tabletop"))
    items = items_of(plan, None, found.today.isoformat())
    asked = [each for each in items if each.calls and each.must_answer]
    if asked and next(past.seen(), None) is None:
        weighty = [each.id for each in found.systems if each.matters]
        zone = next((each.zone for each in asked if each.id in weighty), None)
        return First(Text(plan.organisation.name), ASK_ONCE(), survey_line(plan, zone))
    return None


def _for_a_table(held: Sequence[Course], worst: Sequence[ReadyLine]) -> Course | None:
    """One that shows at a table all that it can show; else one that is about the worst."""
    fit = [each for each in held if "tabletop" in each.scenario.modes]
    alone = (each for each in fit if each.scenario.modes == ("tabletop",))
    ids = [each.type_this for each in worst if each.matters]
    named = (each for line in ids for each in fit if each.typed == line)
    return next(alone, None) or next(named, None) or next(iter(fit), None)
