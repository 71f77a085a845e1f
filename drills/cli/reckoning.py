"""The head-room from the command line: what is asked beside the plan, and where the answer goes."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from bcp.did_you_mean import remedy
from bcp.dividing import divided
from bcp.headroom import Question, Verdict, headroom
from bcp.headroom_figures import KEYS, WHOLE, wrong_value
from bcp.load import load_plan
from bcp.message import Phrase
from bcp.model import Plan
from drills import probes
from drills.cli import putting
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.places import here, plan_above
from drills.errors import Refusal
from drills.report import headroom_csv, headroom_json, headroom_text
from drills.report.spreadsheet import MARK

NO_WAYS = Phrase(
    "headroom.no_ways",
    ja="計画に、使用中のテレワークの手段（telework）がありません。assets/telework.yaml にidと方式、"
    "licencesを書いてください。",
    en="The plan has no way of telework in service. Write its id, its kind and its licences in "
    "assets/telework.yaml.",
)
NO_WAY = Phrase(
    "headroom.no_way",
    ja="「{way}」というテレワークの手段は計画にありません。{then}",
    en="There is no way of telework {way!r} in the plan. {then}",
)
NO_SUCH_PLACE = Phrase(
    "headroom.no_such_place",
    ja="「{word}」は、計画のテレワークの手段でも回線でもありません。{then}",
    en="{word!r} is neither a way of telework nor a link of the plan. {then}",
)
NO_KEY = Phrase(
    "headroom.no_key",
    ja="「{key}」という値は計算に使いません。{then}",
    en="The head-room knows no number {key!r}. {then}",
)
NOT_A_PAIR = Phrase(
    "headroom.not_a_pair",
    ja="{option} は「名前=数」の形で指定してください（{given}）。",
    en="{option} wants name=number, not {given!r}.",
)
NO_NUMBER = Phrase(
    "headroom.no_number",
    ja="{option} の「{given}」は、ここに書ける数ではありません。",
    en="{option} cannot be {given!r}.",
)
TWICE = Phrase(
    "headroom.twice",
    ja="「{name}」が2回指定されています。一つにしてください。",
    en="{name!r} is given twice. Keep one of them.",
)
MORE_THAN_STAFF = Phrase(
    "headroom.more_than_staff",
    ja="--method の合計が{sum}人で、--staff の{staff}人より多くなっています。",
    en="--method comes to {sum} people, more than the {staff} of --staff.",
)
WHO_USES_WHICH = Phrase(
    "headroom.who_uses_which",
    ja="残り{rest}人がどの手段を使うか分かりません。計画のexpectedか --method 手段=人数 で指定して"
    "ください（手段: {ways:list}）。",
    en="It is not known which way the other {rest} people use. Say so by expected in the plan or "
    "by --method WAY=NUMBER (ways: {ways:list}).",
)
BY_EXPECTED = Phrase(
    "headroom.by_expected",
    ja="{rest}人を、計画のexpectedの割合で手段に分けました: {parts:list}",
    en="{rest} people were divided among the ways as expected in the plan: {parts:list}",
)

CODES: Mapping[Verdict, ExitCode] = {
    "enough": ExitCode.PASSED,
    "tight": ExitCode.TARGET_MISSED,
    "short": ExitCode.TARGET_MISSED,
    "unknown": ExitCode.STEP_FAILED,
}
_WRITERS = {
    "text": headroom_text.written,
    "json": headroom_json.written,
    "csv": headroom_csv.written,
}
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_CAPACITY = "capacity_mbps"


def reckoned(given: argparse.Namespace, console: Console) -> ExitCode:
    """Reckon, print, and say by the code what it came to. Raises `Refusal` or `Refused`."""
    plan = load_plan(given.place or plan_above(here()), probes.catalogue()).plan
    figures, lines = _assumed(plan, given.assume)
    people = _people(plan, given, console)
    found = headroom(plan, Question(people, figures, lines))
    if not found.ways:
        raise Refusal(NO_WAYS())
    text = _WRITERS[given.form](found, console.lang)
    if given.out is None:
        console.result(text)
    else:
        mark = MARK if given.form == "csv" else ""
        putting.put(given.out, (mark + text).encode(), console)
    return CODES[found.verdict]


def _people(plan: Plan, given: argparse.Namespace, console: Console) -> Mapping[str, int]:
    """How many use which way, where that is asked beside the plan."""
    people = {
        way: int(_number(count, "--method", whole=True))
        for way, count in _pairs(given.method, "--method")
    }
    for way in people:
        known = tuple(each.id for each in plan.telework)
        if way not in known:
            raise Refusal(NO_WAY(way=way, then=remedy(way, known)))
    if given.staff is None:
        return people
    staff = int(_number(given.staff, "--staff", whole=True))
    rest = staff - sum(people.values())
    if rest < 0:
        raise Refusal(MORE_THAN_STAFF(sum=sum(people.values()), staff=staff))
    return {**people, **_rest(plan, people, rest, console)}


def _rest(plan: Plan, people: Mapping[str, int], rest: int, console: Console) -> Mapping[str, int]:
    """Those of whom nobody said which way they use, by what the plan expects."""
    ways = [each for each in plan.telework if each.state == "in_service" and each.id not in people]
    names = tuple(each.id for each in ways)
    if len(ways) == 1:
        return {names[0]: rest}
    expected = [each.expected for each in ways if each.expected is not None]
    if rest and (len(expected) < len(ways) or not sum(expected)):
        raise Refusal(WHO_USES_WHICH(rest=rest, ways=names) if ways else NO_WAYS())
    parts = dict(zip(names, divided(rest, expected), strict=False)) if rest else {}
    if parts:
        shown = tuple(f"{way}={count}" for way, count in parts.items())
        console.tell(BY_EXPECTED(rest=rest, parts=shown))
    return dict.fromkeys(names, 0) | parts


def _assumed(
    plan: Plan, given: Sequence[str]
) -> tuple[Mapping[str, Mapping[str, float]], Mapping[str, float]]:
    """Numbers by way and key, and what lines carry."""
    ways = tuple(each.id for each in plan.telework)
    links = tuple(each.id for each in plan.links)
    figures: dict[str, dict[str, float]] = {way: {} for way in ways}
    lines: dict[str, float] = {}
    pairs = [_placed(name, text) for name, text in _pairs(given, "--assume")]
    # What is said of one way goes before what is said of all, in whatever order they stand.
    for where, key, text in sorted(pairs, key=lambda each: each[0] is not None):
        value = _number(text, f"--assume {key}", whole=key in WHOLE)
        if where in links and key == _CAPACITY:
            lines[where] = value
        elif where is not None and where not in ways:
            raise Refusal(NO_SUCH_PLACE(word=where, then=remedy(where, (*ways, *links))))
        elif key not in KEYS:
            raise Refusal(NO_KEY(key=key, then=remedy(key, KEYS)))
        elif wrong_value(key, value):
            raise Refusal(NO_NUMBER(option=f"--assume {key}", given=text))
        else:
            for way in ways if where is None else (where,):
                figures[way][key] = value
    return figures, lines


def _placed(name: str, text: str) -> tuple[str | None, str, str]:
    where, dot, key = name.rpartition(".")
    return (where if dot else None), key, text


def _pairs(given: Sequence[str], option: str) -> Iterator[tuple[str, str]]:
    seen = set[str]()
    for each in given:
        name, equals, text = unicodedata.normalize("NFKC", each).partition("=")
        if not equals or not name.strip():
            raise Refusal(NOT_A_PAIR(option=option, given=each))
        if name in seen:
            raise Refusal(TWICE(name=f"{option} {name}"))
        seen.add(name)
        yield name.strip(), text.strip()


def _number(text: str, option: str, *, whole: bool) -> float:
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if not _NUMBER.fullmatch(plain) or (whole and float(plain) % 1):
        raise Refusal(NO_NUMBER(option=option, given=text))
    return float(plain)
