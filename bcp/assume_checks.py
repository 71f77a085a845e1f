"""Numbers of the head-room that can be none: a share above all, a speed of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from bcp.headroom_figures import wrong_value
from bcp.inventory import Telework
from bcp.message import Phrase
from bcp.model import Plan
from bcp.references import Ids
from bcp.refused import Refusal

NO_SUCH_NUMBER = Phrase(
    "assumes.no_such_number",
    ja="テレワーク「{id}」の{field}に{value}は書けません。",
    en="{field} of the telework {id!r} cannot be {value}.",
)
IN_ITS_RANGE = Phrase(
    "assumes.in_its_range",
    ja="割合（percent）は100まで、ほかの数は0より大きい値にしてください。"
    "0でもかまわないのは、addresses、line_others_mbps、cpu_idle_percent、meeting_percentだけ"
    "です。",
    en="A percent is at most 100; other numbers are more than 0. Only addresses, "
    "line_others_mbps, cpu_idle_percent and meeting_percent may be 0.",
)
ONLY_ONE_OF_TWO = Phrase(
    "assumes.only_one_of_two",
    ja="テレワーク「{id}」のassumesには、cpu_peopleとcpu_percentの片方しかありません。",
    en="assumes of the telework {id!r} has only one of cpu_people and cpu_percent.",
)
BOTH = Phrase(
    "assumes.both",
    ja="何人のときに何%だったかを、両方書いてください。",
    en="Write both: how many were connected, and what the processor was at.",
)
NO_GROWTH = Phrase(
    "assumes.no_growth",
    ja="テレワーク「{id}」のCPUは、{people}人つないだときの{percent}%が、だれもいないときの{idle}%より"
    "高くありません。",
    en="the processor of the telework {id!r} is at {percent}% with {people} people, no more than "
    "with nobody ({idle}%).",
)
SEE_AGAIN = Phrase(
    "assumes.see_again",
    ja="人数の多いときに測り直すか、cpu_peopleとcpu_percentを消してください。",
    en="Look again with more people connected, or remove cpu_people and cpu_percent.",
)


def assume_mistakes(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Whatever nobody could reckon with."""
    for way in plan.telework:
        place = ids.place(way.id, Telework)
        if place is None:
            continue
        for field, value in _numbers(way):
            if wrong_value(field.rpartition(".")[2], value):
                what = NO_SUCH_NUMBER(id=way.id, field=field, value=value)
                yield Refusal(place, what, IN_ITS_RANGE())
        people, percent = way.assumes.cpu_people, way.assumes.cpu_percent
        if (people is None) != (percent is None):
            yield Refusal(place, ONLY_ONE_OF_TWO(id=way.id), BOTH())
        idle = way.assumes.cpu_idle_percent or 0
        if people is not None and percent is not None and percent <= idle:
            said = NO_GROWTH(id=way.id, people=people, percent=percent, idle=idle)
            yield Refusal(place, said, SEE_AGAIN())


def _numbers(way: Telework) -> Iterator[tuple[str, float]]:
    """Every number by its field; those of `gate_targets` that a reserve is made of too."""
    for each in fields(way.assumes):
        value = getattr(way.assumes, each.name)
        if value is not None and each.name != "no_limit":
            yield f"assumes.{each.name}", value
    targets = way.gate_targets
    yield "gate_targets.in_use_percent", targets.in_use_percent
    yield "gate_targets.licences_per_person", targets.licences_per_person
