"""Check-ins that cannot be meant: of nobody, of too many tasks, by an impossible share."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.reader import Mention
from bcp.refused import Place, Refusal
from bcp.staff import Member
from scenarios.callees import missing_of
from scenarios.checks import Written
from scenarios.expected import WORDS, expected, is_word_for_staff
from scenarios.model import CallOut, RollCall

MOST_TASKS = 5

NO_STAFF = Phrase(
    "checkin.no_staff",
    ja="点呼（checkin）がありますが、計画に職員名簿（staff）がありません。",
    en="there is a check-in, and the plan has no list of staff.",
)
ADD_STAFF = Phrase(
    "checkin.add_staff",
    ja="plan.yaml に「staff: people/staff.csv」と書き、職員番号と所属の列をもつCSVを"
    "置いてください。",
    en='Write "staff: people/staff.csv" in plan.yaml; the file has the columns number,department.',
)
NO_WORD = Phrase(
    "checkin.no_word",
    ja="「{word}」は点呼の対象を表す語ではありません。",
    en="{word!r} is no word for whom to expect.",
)
NOBODY = Phrase(
    "checkin.nobody",
    ja="「{word}」に当たる職員が名簿にいません。",
    en="the list of staff has nobody for {word!r}.",
)
EXPECT_SOMEBODY = Phrase(
    "checkin.expect_somebody",
    ja="対象（expected）に1つ以上の語を書いてください。例: 「@staff」",
    en='Write at least one word behind expected, such as "@staff".',
)
TOO_MANY_TASKS = Phrase(
    "checkin.too_many_tasks",
    ja="試すこと（tasks）は{most}件までです（{count}件あります）。",
    en="at most {most} tasks can be asked of everybody; here are {count}.",
)
NO_SHARE = Phrase(
    "checkin.no_share",
    ja="割合（percent）は0より大きく100以下で書いてください。",
    en="percent must be more than 0 and at most 100.",
)
NO_CHECKIN = Phrase(
    "checkin.missing_of_what",
    ja="「@missing:{step}」と書かれていますが、「{step}」は点呼の手順ではありません。",
    en="@missing:{step} is written, and {step!r} is no step at which staff check in.",
)


def checkin_mistakes(written: Written, plan: Plan, staff: tuple[Member, ...]) -> Iterator[Refusal]:
    """Every such mistake in the steps."""
    for step in written.scenario.steps:
        place = written.steps.get(step.id)
        if place is None:
            continue
        if isinstance(step.do, RollCall):
            yield from _values(step.do, place)
            if plan.staff is None:
                yield Refusal(place, NO_STAFF(), ADD_STAFF())
    yield from (
        mistake for each in written.mentions for mistake in _in_word(each, written, plan, staff)
    )


def _values(do: RollCall, place: Place) -> Iterator[Refusal]:
    if not do.expected:
        yield Refusal(place, NOBODY(word=""), EXPECT_SOMEBODY())
    if len(do.tasks) > MOST_TASKS:
        yield Refusal(place, TOO_MANY_TASKS(most=MOST_TASKS, count=len(do.tasks)))
    if not 0 < do.percent <= 100:
        yield Refusal(place, NO_SHARE())


def _in_word(
    each: Mention, written: Written, plan: Plan, staff: tuple[Member, ...]
) -> Iterator[Refusal]:
    if (each.owner, each.field) == (CallOut, "who"):
        calls = {one.id for one in written.scenario.steps if isinstance(one.do, RollCall)}
        for step in missing_of((each.word,)):
            if step not in calls:
                yield Refusal(each.place, NO_CHECKIN(step=step), remedy(step, sorted(calls)))
    if (each.owner, each.field) == (RollCall, "expected"):
        if not is_word_for_staff(each.word):
            shown = tuple(f'"{one}"' for one in WORDS)
            yield Refusal(each.place, NO_WORD(word=each.word), remedy(each.word, shown))
        elif plan.staff is not None and not expected(staff, (each.word,)):
            yield Refusal(each.place, NOBODY(word=each.word), _known(each.word, staff))


def _known(word: str, staff: tuple[Member, ...]) -> Message:
    head, _, rest = word.partition(":")
    departments = dict.fromkeys(each.department for each in staff)
    groups = dict.fromkeys(group for each in staff for group in each.groups)
    return remedy(rest, departments if head == "@department" else groups)
