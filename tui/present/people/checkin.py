"""The board of a check-in: the curve, each department, by which way people came, what hinders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bcp.durations import MINUTE
from bcp.message import Language, Message, Phrase, render
from drills.core.checkin_events import Problem, Safe, Through
from drills.core.checkins import CheckIns, Share, curve
from drills.core.orders import Order
from drills.core.reach import needed
from drills.core.state import Drill
from drills.report.checkin_words import PROBLEMS, SAFETY, THROUGH, roll_call_said
from drills.report.layout import harmless
from drills.report.running_time import left_said
from scenarios.model import RollCall, Step
from tui.present.people._contract import Head, PeopleBoard, PersonRow
from tui.present.people.share import Far, chart, share_bar, whole_line
from tui.present.turns import left_of
from tui.present.words import Tone

TITLE = Phrase("people.checkin_title", ja="点呼［{step}］{what}", en="Check-in [{step}] {what}")
FAR = Phrase(
    "people.checkin_far",
    ja="回答{count}/{people}人（{percent}%） {bar} 目標{wanted}%",
    en="{count} of {people} there ({percent}%) {bar} {wanted}% wanted",
)
TO_GO = Phrase("people.checkin_to_go", ja="あと{count}人", en="{count} to go")
ENOUGH = Phrase("people.checkin_enough", ja="目標に達した", en="enough")
COUNTED = Phrase("people.checkin_counted", ja="{what}{count}", en="{what} {count}")
ALL_TASKS = Phrase("people.checkin_tasks", ja="すべてできた", en="all tasks done")
SHUT = Phrase("people.checkin_shut", ja="ページは開いていません", en="no page is open")
DEPARTMENT = Phrase("people.col_department", ja="所属", en="Department")
STATE = Phrase("people.col_checkin_state", ja="状態", en="State")
THERE = Phrase("people.col_there", ja="回答", en="There")
PERCENT = Phrase("people.col_percent", ja="割合", en="Share")
MISSING = Phrase("people.col_missing", ja="未回答", en="Missing")
ALL_IN = Phrase("people.department_all", ja="全員", en="all in")
SOME_IN = Phrase("people.department_some", ja="途中", en="some")
NONE_IN = Phrase("people.department_none", ja="まだ", en="NONE")
NOWHERE = Phrase("people.department_unknown", ja="（所属なし）", en="(no department)")
DETAIL = Phrase(
    "people.department_detail",
    ja="{department}: {people}人中{count}人が回答、未回答{missing}人",
    en="{department}: {count} of {people} are there, {missing} are missing",
)
BY_HAND = Phrase("people.key_by_hand", ja="Enter 聞き取りを入力", en="Enter an answer by hand")
_ROOMY = 100
_WAYS: tuple[Through, ...] = ("tunnel", "direct", "unknown", "elsewhere")
_HURT: tuple[Safe, ...] = ("injured", "need_help")


class CheckInBoard(PeopleBoard):
    """Every department of those expected; a person stands in no row, because none is named."""

    KIND = RollCall
    KEYS = ()
    MORE = BY_HAND
    LEAST_ROWS = 4

    def __init__(self, drill: Drill, step: Step) -> None:
        super().__init__(drill, step)
        self._here: CheckIns = drill.step(step.id).checkins
        self._wanted = step.do.percent if isinstance(step.do, RollCall) else 100.0

    @property
    def rows(self) -> Sequence[str]:
        return tuple(self._here.departments)

    def title(self, lang: Language) -> str:
        do = self.step.do
        what = roll_call_said(self.drill, do) if isinstance(do, RollCall) else Message("")
        return harmless(render(TITLE(step=self.step.id, what=what), lang))

    def lines(self, now: int, lang: Language, width: int, room: int) -> Sequence[str]:
        said = "  ".join(self._counted(lang))
        lines = [self._far(now, lang, width), said, self._page(lang)][:room]
        state = self.drill.step(self.step.id)
        if state.due is None:
            return lines
        until = now if state.ended is None else state.ended.at
        known = max(0, until - state.due)
        limit = None if self.step.within is None else self.step.within.us
        # A minute's arrivals are known to have come by its end, and not before.
        points = [
            (min(known, (minute + 1) * MINUTE), share) for minute, share in curve(self._here.all)
        ]
        size, far = (width, room - len(lines)), max(limit or 0, known)
        wanted = (limit, self._wanted)
        return [*lines, *chart(points, lang, now=known, until=far, size=size, wanted=wanted)]

    def _far(self, now: int, lang: Language, width: int) -> str:
        there = self._here.all
        missing = needed(there.expected, self._wanted) - there.there
        behind = [render(TO_GO(count=missing) if missing > 0 else ENOUGH(), lang)]
        left = left_of(self.drill, self.step, now)
        if left is not None and self.drill.step(self.step.id).is_open:
            behind.append(left_said(left, lang))
        far = Far(there.there, there.expected, self._wanted)
        return whole_line(FAR, far, lang, width, behind)

    def _counted(self, lang: Language) -> Iterator[str]:
        """By which way, who is hurt, what hinders; only what somebody has said."""
        here = self._here
        found: list[tuple[Message, int]] = [
            (THROUGH[way](), here.count("through", way)) for way in _WAYS
        ]
        found += [(SAFETY[each](), here.count("safety", each)) for each in _HURT]
        found += [(ALL_TASKS(), here.count("tasks", "done"))]
        problems: Mapping[Problem, Phrase] = {k: v for k, v in PROBLEMS.items() if k}
        found += [(phrase(), here.count("problem", each)) for each, phrase in problems.items()]
        for what, count in found:
            if count:
                yield render(COUNTED(what=what, count=count), lang)

    def _page(self, lang: Language) -> str:
        opened = self._here.opened
        if opened is None:
            return render(SHUT(), lang)
        return harmless(opened.url if opened.why is None else render(opened.why, lang))

    def heads(self, width: int) -> tuple[Head, ...]:
        wide = width >= _ROOMY
        return (
            Head(STATE, 6, 7),
            Head(DEPARTMENT, None, None),
            Head(PERCENT, 48 if wide else 28, 48 if wide else 28),
            Head(THERE, 9, 9),
            Head(MISSING, 6, 7),
        )

    def row(self, id: str, lang: Language, width: int) -> PersonRow:
        share = self._here.departments[id]
        word, tone = _state(share)
        bar = share_bar(share.percent, self._wanted, 40 if width >= _ROOMY else 20)
        cells = (
            render(word(), lang),
            harmless(id) or render(NOWHERE(), lang),
            f"{bar} {share.percent:.0f}%",
            f"{share.there}/{share.expected}",
            str(share.missing) if share.missing else "",
        )
        calm: Tone = "calm"
        return PersonRow(cells, (tone, *(calm for _ in cells[1:])))

    def detail(self, id: str, lang: Language) -> str:
        share = self._here.departments[id]
        words = {"people": share.expected, "count": share.there, "missing": share.missing}
        name = harmless(id) or render(NOWHERE(), lang)
        return render(DETAIL(department=name, **words), lang)

    def is_left(self, id: str) -> bool:
        return self._here.departments[id].missing > 0

    def order(self, id: str, number: int, by: str) -> Order | None:
        return None


def _state(share: Share) -> tuple[Phrase, Tone]:
    if not share.missing:
        return ALL_IN, "good"
    return (SOME_IN, "wait") if share.there else (NONE_IN, "bad")
