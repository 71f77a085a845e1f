"""What will not stop a drill, and would disappoint its readers afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.checks import ADD_CONTROL
from bcp.message import Phrase
from bcp.model import Plan, System
from bcp.refused import Place, Refusal
from scenarios.approver_checks import one_person_twice
from scenarios.call_warnings import nobody_to_call
from scenarios.checks import Written
from scenarios.conduct_checks import cast_warnings
from scenarios.model import Goal, Inject, Probe, Run, Scenario, StopCondition, Wait, Watched
from scenarios.muster_checks import muster_step_warnings
from scenarios.selectors import is_selector, selected, watched_systems
from scenarios.sending_warnings import sending_warnings
from scenarios.zones import zone_of

NOT_SEEN = Phrase(
    "warn.not_seen",
    ja="システム「{system}」を監視しますが、プローブがなく、setする手順もないため、状態が分かりません。",
    en="the system {system!r} is watched, but it has no probe and no step sets it, so its state "
    "will stay unknown.",
)
ADD_PROBE = Phrase(
    "warn.add_probe",
    ja="計画にprobeを加えるか、手順にsetとclearを書いてください。",
    en="Give it a probe in the plan, or set and clear it in steps.",
)
NOT_GUARDED = Phrase(
    "warn.not_guarded",
    ja="中止条件のシステム「{system}」を監視していないため、止まっても訓練は中止されません。",
    en="the system {system!r} of a stop condition is not watched, so it would never end the drill.",
)
WATCH_IT = Phrase(
    "warn.watch_it",
    ja="watch に「system: {system}」を加えるか、stop_when に「probe: …」を書いてください。",
    en='Add "system: {system}" to watch, or write "probe: …" in stop_when.',
)
NOBODY_CHOSEN = Phrase(
    "warn.nobody_chosen",
    ja="「{word}」に当てはまるシステムがありません。",
    en="no system is chosen by {word!r}.",
)
NEVER_MARKED = Phrase(
    "warn.never_marked",
    ja="システム「{system}」の目標は「{moment}」から数えますが、それを記録する手順（marks）がありません。",
    en="the target of {system!r} counts from {moment!r}, and no step marks that moment.",
)
ADD_MARKS = Phrase(
    "warn.add_marks",
    ja="該当する手順に「marks: {moment}」を書いてください。",
    en='Write "marks: {moment}" in the step where it happens.',
)
NO_TARGET = Phrase(
    "warn.no_target",
    ja="システム「{system}」には計画にもシナリオにも目標（RTO・RPO）がありません。",
    en="neither the plan nor the scenario has an RTO or RPO for {system!r}.",
)
UNKNOWN_PLAYER = Phrase(
    "warn.unknown_player",
    ja="宛先「{word}」は計画の役割にありません。書かれたとおりに表示します。",
    en="{word!r} is no role of the plan; it will be shown as written.",
)


NO_UNDO = Phrase(
    "warn.no_undo",
    ja="手順「{step}」には元に戻す操作（undo）がないため、中止しても自動では戻りません。"
    "そのままでよければ undo: none と書いてください。",
    en="the step {step!r} has no undo, so an abort cannot take it back. "
    "If it is meant to stay, write undo: none.",
)
NO_CONTROL = Phrase(
    "warn.no_control",
    ja="手順「{step}」は応答がないことを期待しますが、対照（control）がないため、"
    "結果は常に「不明」になります。",
    en="the step {step!r} wants no answer, but has no control target, so its outcome will always "
    "be unknown.",
)
ADD_ZONE = Phrase(
    "warn.add_zone",
    ja="手順に「zone」を書くか、同じ区域で必ず応答する相手を「control: {{icmp: …}}」と"
    "書いてください。",
    en='Say the "zone" of the step, or name something in the same zone that always answers, as '
    '"control: {{icmp: …}}".',
)


def warnings(written: Written, plan: Plan) -> tuple[Refusal, ...]:
    """Everything worth knowing before the drill, in file order."""
    found = [
        *_unseen(written, plan),
        *_targets(written, plan),
        *_players(written, plan),
        *_without_undo(written),
        *_without_control(written, plan),
        *_unwatched_guards(written, plan),
        *nobody_to_call(written, plan),
        *muster_step_warnings(written, plan),
        *sending_warnings(written, plan),
        *cast_warnings(written, plan),
        *one_person_twice(written.scenario, written.mentions, plan),
    ]
    return tuple(sorted(found, key=lambda each: each.place))


def _unseen(written: Written, plan: Plan) -> Iterator[Refusal]:
    pretended = {each.id for step in written.scenario.steps for each in step.set}
    watched = {one for each in written.scenario.watch for one in selected(plan, each.system)}
    judged = pretended | {
        each.id for each in plan.watchables if each.id in watched and _has_probe(each)
    }
    said: set[str] = set()
    for each in written.mentions:
        if (each.owner, each.field) != (Watched, "system"):
            continue
        chosen = selected(plan, each.word)
        if not chosen and is_selector(each.word):
            yield Refusal(each.place, NOBODY_CHOSEN(word=each.word))
        for system in plan.watchables:
            known = _has_probe(system) or system.id in pretended | said
            known = known or _follows(plan, system, judged, frozenset())
            if system.id in chosen and not known:
                said.add(system.id)
                yield Refusal(each.place, NOT_SEEN(system=system.id), ADD_PROBE())


def _unwatched_guards(written: Written, plan: Plan) -> Iterator[Refusal]:
    watched = {one for each in written.scenario.watch for one in selected(plan, each.system)}
    for each in written.mentions:
        guards = (each.owner, each.field) == (StopCondition, "system")
        if guards and each.word not in watched:
            yield Refusal(each.place, NOT_GUARDED(system=each.word), WATCH_IT(system=each.word))


def _has_probe(system: System) -> bool:
    return bool(system.probe) or any(level.probe for level in system.levels)


def _follows(plan: Plan, system: System, judged: set[str], seen: frozenset[str]) -> bool:
    """Whether it is judged by something that it depends on, as a station is by its relay."""
    needs = {one for need in system.depends_on for one in need.any_of} - seen
    deeper = (plan.system(each) for each in needs - judged)
    seen |= needs | {system.id}
    return bool(needs & judged) or any(
        _follows(plan, each, judged, seen) for each in deeper if each is not None
    )


def _targets(written: Written, plan: Plan) -> Iterator[Refusal]:
    scenario = written.scenario
    places = {
        each.word: each.place
        for each in reversed(written.mentions)
        if (each.owner, each.field) in ((Goal, "system"), (Watched, "system"))
    }
    for goal in scenario.targets:
        system = plan.system(goal.system) if goal.system else None
        if system is None or goal.rto or goal.rpo:
            continue
        if not (system.rto or system.rpo or any(level.rto for level in system.levels)):
            yield Refusal(places[system.id], NO_TARGET(system=system.id))
    known = {each.marks for each in scenario.steps} | {each.id for each in scenario.steps}
    for aim, moment in _moments(scenario, plan).items():
        place = places.get(aim) or _first_watch(written)
        if moment not in known | {"onset"} and place:
            what = NEVER_MARKED(system=aim, moment=moment)
            yield Refusal(place, what, ADD_MARKS(moment=moment))


def _moments(scenario: Scenario, plan: Plan) -> dict[str, str]:
    """From which moment the target of each system that is watched or aimed at counts."""
    out: dict[str, str] = {}
    for watched in watched_systems(plan, scenario, None):
        system = plan.system(watched)
        if system and system.rto:
            out[watched] = system.rto.start
    for goal in scenario.targets:
        system = plan.system(goal.system) if goal.system else None
        if system and (goal.start or system.rto):
            out[system.id] = goal.start or (system.rto.start if system.rto else "onset")
    return out


def _without_undo(written: Written) -> Iterator[Refusal]:
    runs = [each.do for each in written.scenario.steps if isinstance(each.do, Run)]
    ways_back = {each.undo for each in runs}
    for step in written.scenario.steps:
        if not isinstance(step.do, Run) or step.do.stays or step.do.do in ways_back:
            continue
        if step.do.undo is None:
            yield Refusal(written.steps[step.id], NO_UNDO(step=step.id))


def _without_control(written: Written, plan: Plan) -> Iterator[Refusal]:
    if set(written.scenario.modes) == {"tabletop"}:
        return
    controlled = any(zone.control for zone in plan.zones)
    for step in written.scenario.steps:
        call = step.do.call if isinstance(step.do, Probe | Wait) else None
        if call is None or not call.wants_silence or call.control is not None:
            continue
        zone = zone_of(step, plan, written.scenario)
        if plan.control_in(zone) is None:
            then = ADD_ZONE() if controlled and zone is None else ADD_CONTROL()
            yield Refusal(written.steps[step.id], NO_CONTROL(step=step.id), then)


def _first_watch(written: Written) -> Place | None:
    found = (each.place for each in written.mentions if each.owner is Watched)
    return next(found, None)


def _players(written: Written, plan: Plan) -> Iterator[Refusal]:
    roles = {each.id for each in plan.roles}
    for each in written.mentions:
        to = (each.owner, each.field) == (Inject, "to")
        if to and roles and each.word not in roles:
            yield Refusal(each.place, UNKNOWN_PLAYER(word=each.word))
