"""From what a drill showed to items: a new one for a new finding, a note on one that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bcp.action_items import ActionItem, ItemTarget, Occasion
from bcp.durations import MINUTE, BusinessDays, Span, spoken
from bcp.item_writing import Added, Edit, SeenAgain
from bcp.message import Language, Message, Phrase, Text, render
from bcp.model import Plan
from drills.items.shown import Shown
from drills.report.issues import IssueLine

MISSED = Phrase(
    "taking.missed",
    ja="{name}が目標（{limit}）に間に合わなかった（実績 {actual}）",
    en="{name} missed its target of {limit} ({actual})",
)
MISSED_OPEN = Phrase(
    "taking.missed_open",
    ja="{name}が目標（{limit}）に間に合わなかった",
    en="{name} missed its target of {limit}",
)
WITHIN_ERROR = Phrase(
    "taking.within_error",
    ja="{name}が目標（{limit}）に間に合ったか、誤差の範囲で分からない",
    en="whether {name} met its target of {limit} is lost in the error",
)
NOT_MEASURED = Phrase(
    "taking.not_measured",
    ja="{name}を測れなかった",
    en="{name} was not measured",
)
FAILED = Phrase("taking.failed", ja="うまくいかなかった — {name}", en="did not work: {name}")
BROKEN_ORDER = Phrase("taking.order", ja="守られなかった — {name}", en="not kept: {name}")
WRONG_NUMBER = Phrase("taking.number", ja="違っていた — {name}", en="wrong: {name}")
DAYS = Phrase("taking.days", ja="{days}営業日", en="{days} working day(s)")
WITH_ERROR = Phrase("taking.with_error", ja="{actual}±{error}", en="{actual} ± {error}")

_NUMBERED = re.compile(r"R(\d+)-(\d+)")
# Reiwa 1 began in 2019; the fiscal year that began in April 2026 is R8.
_REIWA = 2018


@dataclass(frozen=True)
class Taken:
    """What a drill adds: new items, and those that it showed again."""

    new: tuple[ActionItem, ...]
    again: tuple[tuple[ActionItem, Occasion], ...]
    known: tuple[ActionItem, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """How the plan's file is to be changed."""
        again = (SeenAgain(item.id, occasion) for item, occasion in self.again)
        return (*map(Added, self.new), *again)


def taken(
    found: Iterable[Shown],
    issues: Sequence[IssueLine],
    items: Sequence[ActionItem],
    *,
    plan: Plan,
    year: int,
    lang: Language,
) -> Taken:
    """What the findings of one drill add to the items.

    A finding that an open item is about is noted on it, once. `year` is the fiscal year in which
    new ones are numbered.
    """
    new: list[ActionItem] = []
    again: list[tuple[ActionItem, Occasion]] = []
    known: list[ActionItem] = []
    for each in found:
        if not each.is_finding:
            continue
        item = _about(each.about, items, each.occasion.run)
        if item is None:
            number = next_id((*items, *new), year)
            new.append(_item(number, each, issues, plan, lang))
        elif is_noted(item, each.occasion.run):
            known.append(item)
        else:
            again.append((item, each.occasion))
    return Taken(tuple(new), tuple(again), tuple(known))


def is_noted(item: ActionItem, run: str | None) -> bool:
    """Whether the item names that drill already."""
    closing = item.closed.evidence if item.closed else None
    named = (item.found_in, *item.seen_again, *([closing] if closing else ()))
    return run is not None and any(each.run == run for each in named)


def next_id(items: Iterable[ActionItem], year: int) -> str:
    """The next number of a fiscal year: R8-1, R8-2 …; a number is never given twice."""
    reiwa = year - _REIWA
    found = (_NUMBERED.fullmatch(each.id) for each in items)
    numbers = [int(each[2]) for each in found if each and int(each[1]) == reiwa]
    return f"R{reiwa}-{max(numbers, default=0) + 1}"


def figure_said(occasion: Occasion, lang: Language) -> str:
    """「20時間±3分」, or an empty text where nothing was found.

    The error is said where it could change the verdict, and above a minute.
    """
    if occasion.actual is None:
        return ""
    actual = spoken(occasion.actual.us, lang)
    error = occasion.error.us if occasion.error else 0
    limit = occasion.limit.us if isinstance(occasion.limit, Span) else None
    decides = limit is not None and abs(occasion.actual.us - limit) <= error
    if not error or (error <= MINUTE and not decides):
        return actual
    return render(WITH_ERROR(actual=actual, error=spoken(error, lang)), lang)


def limit_said(limit: Span | BusinessDays | None, lang: Language) -> str:
    """「12時間」, 「1営業日」, or an empty text."""
    match limit:
        case Span():
            return spoken(limit.us, lang)
        case BusinessDays():
            return render(DAYS(days=limit.days), lang)
    return ""


def what_said(shown: Shown, lang: Language) -> str:
    """The finding in one sentence."""
    return render(_what(shown, lang), lang)


def _what(shown: Shown, lang: Language) -> Message:
    plain = {"order": BROKEN_ORDER, "number": WRONG_NUMBER}
    target, found = shown.about.target or "", shown.occasion
    if target in plain:
        return plain[target](name=shown.name)
    if found.verdict == "not_measured":
        return NOT_MEASURED(name=shown.name)
    if target == "result":
        return FAILED(name=shown.name)
    limit, actual = limit_said(found.limit, lang), figure_said(found, lang)
    if found.verdict == "within_error":
        return WITHIN_ERROR(name=shown.name, limit=limit)
    if not actual:
        return MISSED_OPEN(name=shown.name, limit=limit)
    return MISSED(name=shown.name, limit=limit, actual=actual)


def _about(target: ItemTarget, items: Sequence[ActionItem], run: str | None) -> ActionItem | None:
    """The item that this is noted on: an open one, or one that this very drill closed or made."""
    same = [each for each in items if each.about == target]
    open_ones = (each for each in same if each.is_open)
    return next(open_ones, None) or next((each for each in same if is_noted(each, run)), None)


def _item(
    id: str, shown: Shown, issues: Sequence[IssueLine], plan: Plan, lang: Language
) -> ActionItem:
    about = shown.about
    issue = next((each for each in issues if each.subject == (about.system or about.step)), None)
    cause = shown.why or (issue.cause if issue else None)
    measure = issue.measure if issue else None
    words = what_said(shown, lang)
    return ActionItem(
        id=id,
        what=Text(words, words),
        found_in=shown.occasion,
        about=about,
        cause=_text(cause, lang),
        measure=_text(measure, lang),
        owner=_owner(about, plan),
    )


def _text(message: Message | None, lang: Language) -> Text | None:
    if message is None:
        return None
    words = render(message, lang)
    return Text(words, words)


def _owner(about: ItemTarget, plan: Plan) -> str | None:
    """The section that the plan says owns it, or the role of a contact; None is undecided."""
    section = next((each.owner_section for each in plan.systems if each.id == about.system), None)
    role = next((each.role for each in plan.contacts if each.id == about.contact), None)
    owner = section if about.system else role
    roles = [each.id for each in plan.roles]
    known = (*roles, *plan.sections)
    return owner if owner in known or not known else None
