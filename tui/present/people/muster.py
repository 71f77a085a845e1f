"""The board of a muster: how everybody is, who comes and when, and which roles that fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from bcp.durations import DAY
from bcp.message import Language, Message, Phrase, render
from drills.core.clocks import event_time
from drills.core.muster_events import Mustered, MusterState
from drills.core.muster_orders import Muster
from drills.core.musters import (
    Mustering,
    RoleCount,
    Standing,
    curve,
    head_counts,
    mustering,
)
from drills.core.orders import Order
from drills.core.state import Drill
from drills.report.clock import clock
from drills.report.layout import harmless
from drills.report.muster_words import STATES, gathering_said
from drills.report.naming import role_name
from drills.report.running_time import left_said, plainly
from scenarios.model import MusterCall, Step
from tui.present.people._contract import Head, PeopleBoard, PersonRow
from tui.present.people.share import Far, chart, whole_line
from tui.present.turns import left_of
from tui.present.words import Tone

TITLE = Phrase("people.muster_title", ja="参集［{step}］{what}", en="Muster [{step}] {what}")
FAR = Phrase(
    "people.muster_far",
    ja="参集{count}/{people}人（{percent}%） {bar} 目標{wanted}%",
    en="{count} of {people} there ({percent}%) {bar} {wanted}% wanted",
)
HEARD = Phrase(
    "people.muster_heard",
    ja="安否判明{count}/{people}人（{percent}%） {bar} 目標{wanted}%",
    en="{count} of {people} heard of ({percent}%) {bar} {wanted}% wanted",
)
COUNTS = Phrase(
    "people.muster_counts",
    ja="安否判明{heard} 無事{safe} 負傷{injured} 要救助{need_help} 参集中{coming} 不可{cannot}",
    en="{heard} heard of: {safe} safe, {injured} injured, {need_help} need help, {coming} coming, "
    "{cannot} cannot",
)
PHASE = Phrase("people.muster_phase", ja="{by}以内: {roles}", en="by {by}: {roles}")
SHORT_OF = Phrase("people.muster_role", ja="{role}{there}/{wanted}", en="{role} {there}/{wanted}")
LACKS = Phrase("people.muster_lacks", ja="{what}不足", en="{what} SHORT")
STATE = Phrase("people.col_muster_state", ja="状態", en="State")
WHO = Phrase("people.col_muster_who", ja="氏名", en="Who")
EXPECTED = Phrase("people.col_muster_expected", ja="想定到着", en="Expected")
SAID = Phrase("people.col_muster_said", ja="到着・見込み", en="There")
LAST = Phrase("people.col_muster_last", ja="最後の連絡", en="Last word")
ROLE = Phrase("people.col_muster_role", ja="役割", en="Role")
NOT_KNOWN = Phrase("people.muster_not_known", ja="不明", en="not known")
TOO_FAR = Phrase("people.muster_too_far", ja="遠方", en="too far")
AT_WORK = Phrase("people.muster_at_work", ja="在庁", en="at work")
WORD = Phrase("people.muster_word", ja="{at} {state}（{by}）", en="{at} {state} ({by})")
NOTED = Phrase("people.muster_noted", ja="{what} {note}", en="{what} {note}")
KEYS: dict[MusterState, Phrase] = {
    "safe": Phrase("people.key_safe", ja="無事", en="safe"),
    "injured": Phrase("people.key_injured", ja="負傷", en="injured"),
    "need_help": Phrase("people.key_need_help", ja="要救助", en="help"),
    "coming": Phrase("people.key_coming", ja="参集中", en="coming"),
    "arrived": Phrase("people.key_arrived", ja="参集済", en="there"),
    "cannot_come": Phrase("people.key_cannot_come", ja="不可", en="cannot"),
}
STATES_IN_ORDER: tuple[MusterState, ...] = get_args(MusterState)
TONES: dict[Standing, Tone] = {
    "absent": "pretended",
    "not_heard": "wait",
    "safe": "calm",
    "injured": "bad",
    "need_help": "bad",
    "coming": "run",
    "arrived": "good",
    "cannot_come": "unknown",
}
_LEFT: tuple[Standing, ...] = ("not_heard", "safe", "coming")
_ROOMY = 100


class MusterBoard(PeopleBoard):
    """Everybody whom a step gathers, in the scenario's order."""

    KIND = MusterCall
    KEYS = tuple(KEYS[each] for each in STATES_IN_ORDER)
    LEAST_ROWS = 6

    def __init__(self, drill: Drill, step: Step) -> None:
        super().__init__(drill, step)
        self._people: Mapping[str, Mustering] = {
            each.contact.id: each for each in mustering(drill, step.id)
        }
        self._due = event_time(drill, drill.step(step.id).due or 0)

    @property
    def rows(self) -> Sequence[str]:
        return tuple(self._people)

    def title(self, lang: Language) -> str:
        do = self.step.do
        what = gathering_said(self.drill, do) if isinstance(do, MusterCall) else Message("")
        return harmless(render(TITLE(step=self.step.id, what=what), lang))

    def lines(self, now: int, lang: Language, width: int, room: int) -> Sequence[str]:
        lines = [self._far(now, lang, width), self._counts(lang), *self._phases(lang)][:room]
        return [*lines, *self._chart(now, lang, width, room - len(lines))]

    def _far(self, now: int, lang: Language, width: int) -> str:
        do, people = self.step.do, tuple(self._people.values())
        left = left_of(self.drill, self.step, now)
        behind = []
        if left is not None and self.drill.step(self.step.id).is_open:
            behind.append(left_said(left, lang))
        if not isinstance(do, MusterCall) or do.percent > 0:
            wanted = do.percent if isinstance(do, MusterCall) else 100.0
            far = Far(sum(each.has_arrived for each in people), len(people), wanted)
            return whole_line(FAR, far, lang, width, behind)
        far = Far(sum(bool(each.words) for each in people), len(people), do.heard or 100.0)
        return whole_line(HEARD, far, lang, width, behind)

    def _counts(self, lang: Language) -> str:
        people = tuple(self._people.values())
        safety = [each.safety.state for each in people if each.safety is not None]
        moved = [each.moved.state for each in people if each.moved is not None]
        said = COUNTS(
            heard=sum(bool(each.words) for each in people),
            safe=safety.count("safe"),
            injured=safety.count("injured"),
            need_help=safety.count("need_help"),
            coming=moved.count("coming"),
            cannot=moved.count("cannot_come"),
        )
        return render(said, lang)

    def _phases(self, lang: Language) -> Iterator[str]:
        """What each phase needs, all of them in one line."""
        phases: dict[int, list[str]] = {}
        for each in head_counts(self.drill, self.step.id):
            phases.setdefault(each.by, []).append(self._role(each, lang))
        said = (
            render(PHASE(by=plainly(by, lang), roles=" ".join(roles)), lang)
            for by, roles in phases.items()
        )
        whole = "  ".join(said)
        if whole:
            yield harmless(whole)

    def _role(self, count: RoleCount, lang: Language) -> str:
        role = role_name(self.drill, count.role).said_in(lang)
        said = SHORT_OF(role=role, there=count.there, wanted=count.wanted)
        lacks = count.over and count.there < count.wanted
        return render(LACKS(what=said) if lacks else said, lang)

    def _chart(self, now: int, lang: Language, width: int, height: int) -> list[str]:
        state, people = self.drill.step(self.step.id), tuple(self._people.values())
        if state.due is None or not people:
            return []
        until = now if state.ended is None else state.ended.at
        known = max(0, event_time(self.drill, until) - self._due)
        hoped = curve((e.expected.after for e in people if not e.absent), len(people))
        came = curve((each.arrived for each in people), len(people))
        last = min(DAY, max((at for at, _ in hoped), default=0))
        do = self.step.do
        wanted = (None, do.percent if isinstance(do, MusterCall) else 100.0)
        size = (width, height)
        far = max(known, last)
        return chart(came, lang, now=known, until=far, size=size, wanted=wanted, expected=hoped)

    def heads(self, width: int) -> tuple[Head, ...]:
        wide = width >= _ROOMY
        return (
            Head(STATE, 12, 20 if wide else 13),
            Head(WHO, None, None),
            *((Head(ROLE, 24, 24),) if wide else ()),
            Head(EXPECTED, 10, 11),
            Head(SAID, 12, 11),
            Head(LAST, 24 if wide else 16, 24 if wide else 16),
        )

    def row(self, id: str, lang: Language, width: int) -> PersonRow:
        person = self._people[id]
        standing = person.standing
        cells = (
            render(STATES[standing](), lang),
            harmless(person.contact.name or id),
            *((self._role_of(person, lang),) if width >= _ROOMY else ()),
            self._expected(person, lang),
            "" if person.said is None else plainly(person.said, lang),
            self._last(person, lang),
        )
        calm: Tone = "calm"
        return PersonRow(cells, (TONES[standing], *(calm for _ in cells[1:])))

    def detail(self, id: str, lang: Language) -> str:
        person = self._people[id]
        said = [f"{person.contact.name or id} ({id})", self._role_of(person, lang)]
        said += [self._word(each, lang) for each in reversed(person.words)]
        return "  ".join(harmless(each) for each in said if each)

    def is_left(self, id: str) -> bool:
        return self._people[id].standing in _LEFT

    def order(self, id: str, number: int, by: str) -> Order | None:
        return Muster(self.step.id, id, STATES_IN_ORDER[number - 1], by)

    def _role_of(self, person: Mustering, lang: Language) -> str:
        role = person.contact.role
        return harmless(role_name(self.drill, role).said_in(lang)) if role else ""

    def _expected(self, person: Mustering, lang: Language) -> str:
        if person.absent:
            return ""
        if person.expected.why == "at_work":
            return render(AT_WORK(), lang)
        if person.expected.after is None:
            far = person.expected.why == "too_far"
            return render((TOO_FAR if far else NOT_KNOWN)(), lang)
        return plainly(person.expected.after, lang)

    def _last(self, person: Mustering, lang: Language) -> str:
        if not person.words:
            return ""
        last = person.words[-1]
        return f"{clock(last.at)} {harmless(last.note or last.by)}"

    def _word(self, word: Mustered, lang: Language) -> str:
        what = WORD(at=clock(word.at), state=STATES[word.state](), by=word.by)
        return render(NOTED(what=what, note=word.note) if word.note else what, lang)
