"""What each of several municipalities did in a drill that they held together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from bcp.message import Message, Phrase, Text
from drills.core.across import error_between
from drills.core.events import Event, Merged
from drills.core.measure import Result, badness
from drills.core.merging_events import FromSegment
from drills.core.municipalities import absent_municipalities, scenario_hash, steps_apart
from drills.core.overall import Overall, is_moot, overall
from drills.core.recovery import Recovery, recoveries
from drills.core.step_goals import step_results
from drills.report.ledger import Ledger
from drills.report.measured_lines import When

Line = TypeVar("Line")

SCENARIOS_DIFFER = Phrase(
    "merging.scenarios_differ",
    ja="【シナリオの版の違い】シナリオのファイルが市町村で違います: {versions:list}。"
    "どこかの市町村にない手順: {steps:list}",
    en="SCENARIOS DIFFER: the municipalities' scenario files are not the same: {versions:list}. "
    "Steps that some of them do not have: {steps:list}",
)
VERSION = Phrase(
    "merging.scenario_version", ja="{codes:list}（{hash}）", en="{codes:list} ({hash})"
)
NO_STEPS = Phrase("merging.no_steps_apart", ja="なし", en="none")
ABSENT = Phrase(
    "merging.municipality_absent",
    ja="【市町村欠落】団体コード {code} の記録なしで結合しました（{by}）。",
    en="MUNICIPALITY MISSING: merged without the record of {code} (by {by}).",
)
CLOCKS_APART = Phrase(
    "merging.municipalities_not_compared",
    ja="【時計未照合】市町村の間では、端末の時計を照合していません。市町村にまたがる時間と"
    "前後関係は、測定したものではありません。",
    en="CLOCKS NOT COMPARED: the clocks of the municipalities were never compared. No time from "
    "one municipality to another is measured, nor which came first.",
)
IN_ONE = Phrase(
    "next.in_one_municipality", ja="［{code} {name}］{what}", en="[{code} {name}] {what}"
)
_HASH_SHOWN = 12


@dataclass(frozen=True)
class MunicipalityLine:
    """One municipality's own result; `declared` is by the clock of the terminal that recorded it.

    `verdicts` counts its figures by their verdict. `worst` is the system with the worst of them,
    None where nothing that has a target was lost; `scenario` is the fingerprint of its scenario's
    files.
    """

    code: str
    name: str
    overall: Overall
    verdicts: Mapping[str, int]
    declared: When | None
    worst: Text | None
    worst_verdict: str
    scenario: str


def each_alone(ledger: Ledger) -> tuple[Ledger, ...]:
    """The ledger of each municipality's own drill; of any other drill, the ledger itself."""
    merged = ledger.drill.merged
    if merged is None or not merged.municipalities:
        return (ledger,)
    homes = {place: each.code for each in merged.municipalities for place in each.segments}
    told = tuple(_told(ledger))
    return tuple(
        replace(
            ledger,
            entries=tuple((seq, event) for place, seq, event in told if homes.get(place) == code),
            drill=own,
        )
        for code, own in ledger.drill.municipalities.items()
    )


def _told(ledger: Ledger) -> Iterator[tuple[int, int, Event]]:
    """Every event that a segment tells, with that segment's place."""
    place = -1
    for seq, event in ledger.entries:
        if isinstance(event, FromSegment):
            place = event.segment
        else:
            yield place, seq, event


def of_each(ledger: Ledger, lines: Callable[[Ledger], tuple[Line, ...]]) -> tuple[Line, ...]:
    """The lines of every municipality, one after the other; of any other drill its own."""
    return tuple(chain.from_iterable(lines(each) for each in each_alone(ledger)))


def next_of_each(
    ledger: Ledger, advice: Callable[[Ledger], Iterator[Message]], urgent: Container[str]
) -> tuple[Message, ...]:
    """What to do next; of several municipalities with whose it is, what is urgent first."""
    merged = ledger.drill.merged
    if merged is None or not merged.municipalities:
        return tuple(advice(ledger))
    found = [
        (said.code not in urgent, IN_ONE(code=each.code, name=each.name, what=said))
        for each, own in zip(merged.municipalities, each_alone(ledger), strict=True)
        for said in advice(own)
    ]
    return tuple(each for _, each in sorted(found, key=lambda one: one[0]))


def municipality_lines(ledger: Ledger) -> tuple[MunicipalityLine, ...]:
    """Every municipality with its own result; empty where there is only one organisation."""
    merged = ledger.drill.merged
    return tuple(
        _line(ledger, each.code, each.name, scenario_hash(each))
        for each in (merged.municipalities if merged else ())
    )


def _line(ledger: Ledger, code: str, name: str, scenario: str) -> MunicipalityLine:
    own = ledger.drill.municipalities[code]
    lines, declared = recoveries(own), own.moments.get("declaration")
    results = [*chain.from_iterable(map(_results, lines)), *(each for _, each in step_results(own))]
    promised = [
        each for each in lines if each.rto.verdict != "no_target" and not is_moot(each.rto.why)
    ]
    worst = max(promised, key=lambda each: badness(each.rto), default=None)
    return MunicipalityLine(
        code=code,
        name=name,
        overall=overall(own),
        verdicts=Counter(each.verdict for each in results),
        declared=None if declared is None else ledger.when(declared),
        worst=worst.target.name if worst else None,
        worst_verdict=worst.rto.verdict if worst else "no_target",
        scenario=scenario,
    )


def _results(recovery: Recovery) -> tuple[Result, ...]:
    return (recovery.rto,) if recovery.rpo is None else (recovery.rto, recovery.rpo)


def doubts_between(ledger: Ledger, merged: Merged) -> Iterator[Message]:
    """What must be known of municipalities before their results are held beside each other."""
    versions: dict[str, list[str]] = {}
    for each in merged.municipalities:
        versions.setdefault(scenario_hash(each)[:_HASH_SHOWN], []).append(each.code)
    if len(versions) > 1:
        yield SCENARIOS_DIFFER(
            versions=tuple(
                VERSION(codes=tuple(own), hash=known) for known, own in versions.items()
            ),
            steps=steps_apart(merged.municipalities) or (NO_STEPS(),),
        )
    for code in absent_municipalities(merged.without):
        yield ABSENT(code=code, by=merged.by)
    firsts = [each.segments[0] for each in merged.municipalities]
    if error_between(ledger.drill, firsts) is None:
        yield CLOCKS_APART()
