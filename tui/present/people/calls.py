"""The board of a call-out: whom to call by which way, what came of it, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from bcp.message import Language, Message, Phrase, render
from drills.core.call_events import Called, CallResult
from drills.core.call_orders import Call
from drills.core.calls import Callee, Standing, curve, number_of, standing
from drills.core.orders import Order
from drills.core.reach import needed
from drills.core.state import Drill
from drills.report.call_words import (
    ARRIVES,
    RESULTS,
    calling_said,
    person_name,
    way_name,
)
from drills.report.clock import clock
from drills.report.layout import harmless
from drills.report.running_time import left_said, plainly
from drills.report.saying import say
from scenarios.model import CallOut, Step
from tui.present.people._contract import Head, PeopleBoard, PersonRow
from tui.present.people.share import Far, chart, whole_line
from tui.present.turns import left_of
from tui.present.words import Tone

TITLE = Phrase("people.calls_title", ja="連絡［{step}］{what}", en="Calls [{step}] {what}")
FAR = Phrase(
    "people.calls_far",
    ja="到達{count}/{people}人（{percent}%） {bar} 目標{wanted}%",
    en="{count} of {people} reached ({percent}%) {bar} {wanted}% wanted",
)
TO_GO = Phrase("people.calls_to_go", ja="あと{count}人", en="{count} to go")
ENOUGH = Phrase("people.calls_enough", ja="目標に達した", en="enough")
COUNTS = Phrase(
    "people.calls_counts",
    ja="今かける{open} 順番待ち{waiting} 手段なし{exhausted}",
    en="{open} to call now, {waiting} wait, {exhausted} tried in vain",
)
AFTER = Phrase("people.share_after", ja="{share}%まで{span}", en="{share}% after {span}")
STANDING: dict[Standing, tuple[Phrase, Tone]] = {
    "reached": (Phrase("people.call_reached", ja="連絡済", en="reached"), "good"),
    "open": (Phrase("people.call_open", ja="今かける", en="CALL"), "wait"),
    "waiting": (Phrase("people.call_waiting", ja="順番待ち", en="waits"), "calm"),
    "exhausted": (Phrase("people.call_exhausted", ja="手段なし", en="IN VAIN"), "bad"),
}
STATE = Phrase("people.col_state", ja="状態", en="State")
WHO = Phrase("people.col_who", ja="相手", en="Who")
NEXT = Phrase("people.col_next", ja="次の連絡先", en="Call next")
TRIES = Phrase("people.col_tries", ja="回数", en="Tries")
CALLED_BY = Phrase("people.col_caller", ja="かける人", en="Caller")
LAST = Phrase("people.col_last", ja="直近の結果", en="Last result")
IN_PLACE = Phrase("people.in_place", ja="代{deputy} {number}", en="{deputy}: {number}")
CALLER = Phrase("people.caller", ja="かける人: {caller}", en="called by {caller}")
TRIED = Phrase(
    "people.tried", ja="{at} {who}{way} {result}（{by}）", en="{at} {who} {way}: {result} ({by})"
)
NOTED = Phrase("people.tried_noted", ja="{what} {note}", en="{what} {note}")
SHORT: dict[CallResult, Phrase] = {
    "reached": Phrase("people.key_reached", ja="連絡済", en="reached"),
    "answered": Phrase("people.key_answered", ja="返信", en="answered"),
    "no_answer": Phrase("people.key_no_answer", ja="不在", en="nobody"),
    "wrong_number": Phrase("people.key_wrong_number", ja="番号違い", en="wrong"),
    "could_not_try": Phrase("people.key_could_not_try", ja="試せず", en="untried"),
}
WORDS: tuple[CallResult, ...] = get_args(CallResult)
_SHARES = (50, 80, 90, 100)
_ROOMY = 100


class CallsBoard(PeopleBoard):
    """Everybody whom a step calls, in the scenario's order."""

    KIND = CallOut
    KEYS = tuple(SHORT[each] for each in WORDS)

    def __init__(self, drill: Drill, step: Step) -> None:
        super().__init__(drill, step)
        self._people: Mapping[str, Callee] = {
            each.contact.id: each for each in standing(drill, step.id)
        }
        self._wanted = step.do.percent if isinstance(step.do, CallOut) else 100.0

    @property
    def rows(self) -> Sequence[str]:
        return tuple(self._people)

    def title(self, lang: Language) -> str:
        do = self.step.do
        what = calling_said(self.drill, do) if isinstance(do, CallOut) else Message("")
        return harmless(render(TITLE(step=self.step.id, what=what), lang))

    def lines(self, now: int, lang: Language, width: int, room: int) -> Sequence[str]:
        lines = [self._far(now, lang, width), self._counted(lang)]
        due = self.drill.step(self.step.id).due
        if due is None:
            return lines[:room]
        limit = None if self.step.within is None else self.step.within.us
        points = curve(tuple(self._people.values()), due)
        ended = self.drill.step(self.step.id).ended
        known = max(0, (now if ended is None else ended.at) - due)
        size = (width, room - len(lines))
        wanted = (limit, self._wanted)
        until = max(limit or 0, known)
        return [*lines, *chart(points, lang, now=known, until=until, size=size, wanted=wanted)][
            :room
        ]

    def _far(self, now: int, lang: Language, width: int) -> str:
        people = tuple(self._people.values())
        reached = sum(each.reached is not None for each in people)
        missing = needed(len(people), self._wanted) - reached
        to_go = TO_GO(count=missing) if missing > 0 else ENOUGH()
        left = left_of(self.drill, self.step, now)
        behind = [render(to_go, lang)]
        if left is not None and self.drill.step(self.step.id).is_open:
            behind.append(left_said(left, lang))
        return whole_line(FAR, Far(reached, len(people), self._wanted), lang, width, behind)

    def _counted(self, lang: Language) -> str:
        people = tuple(self._people.values())
        kinds: tuple[Standing, ...] = ("open", "waiting", "exhausted")
        counts = {kind: sum(each.standing == kind for each in people) for kind in kinds}
        points = curve(people, self.drill.step(self.step.id).due or 0)
        times = (
            (share, next((at for at, reached in points if reached >= share), None))
            for share in _SHARES
        )
        after = [
            render(AFTER(share=share, span=plainly(at, lang)), lang)
            for share, at in times
            if at is not None
        ]
        return "  ".join((render(COUNTS(**counts), lang), *after))

    def heads(self, width: int) -> tuple[Head, ...]:
        wide = width >= _ROOMY
        return (
            Head(STATE, 8, 7),
            Head(WHO, None, None),
            *((Head(CALLED_BY, 16, 16),) if wide else ()),
            Head(NEXT, 40 if wide else 24, 40 if wide else 24),
            Head(TRIES, 4, 5),
            Head(LAST, 30 if wide else 17, 30 if wide else 17),
        )

    def row(self, id: str, lang: Language, width: int) -> PersonRow:
        callee = self._people[id]
        word, tone = STANDING[callee.standing]
        caller = callee.next.caller if callee.next else None
        cells = (
            render(word(), lang),
            harmless(callee.contact.name or id),
            *((self._name(caller) if caller else "",) if width >= _ROOMY else ()),
            harmless(self._next(callee, lang)),
            str(len(callee.tried)) if callee.tried else "",
            self._last(callee, lang),
        )
        calm: Tone = "calm"
        return PersonRow(cells, (tone, *(calm for _ in cells[1:])))

    def detail(self, id: str, lang: Language) -> str:
        callee = self._people[id]
        caller = callee.next.caller if callee.next else None
        said = [f"{callee.contact.name or id} ({id})" if callee.contact.name else id]
        said += [self._next(callee, lang)] if callee.next else []
        said += [render(CALLER(caller=self._name(caller)), lang)] if caller else []
        said += [self._tried(each, lang) for each in reversed(callee.tried)]
        return "  ".join(harmless(each) for each in said)

    def is_left(self, id: str) -> bool:
        return self._people[id].standing == "open"

    def order(self, id: str, number: int, by: str) -> Order | None:
        return Call(self.step.id, id, WORDS[number - 1], by)

    def _name(self, contact: str) -> str:
        return harmless(person_name(self.drill, contact))

    def _next(self, callee: Callee, lang: Language) -> str:
        if callee.next is None:
            return ""
        method = number_of(self.drill, callee.next)
        number = "-" if method is None else f"{method.kind} {method.value}"
        if callee.next.called == callee.contact.id:
            return number
        deputy = person_name(self.drill, callee.next.called)
        return render(IN_PLACE(deputy=deputy, number=number), lang)

    def _last(self, callee: Callee, lang: Language) -> str:
        last = callee.reached or (callee.tried[-1] if callee.tried else None)
        return "" if last is None else f"{clock(last.at)} {render(SHORT[last.result](), lang)}"

    def _tried(self, call: Called, lang: Language) -> str:
        who = "" if call.called == call.person else self._name(call.called) + " "
        what = TRIED(
            at=clock(call.at),
            who=who,
            way=way_name(self.drill, call.called, call.way),
            result=RESULTS[call.result](),
            by=call.by,
        )
        if call.arrives:
            what = NOTED(what=what, note=ARRIVES(arrives=call.arrives))
        return say(NOTED(what=what, note=call.note) if call.note else what, lang)
