"""Bringing the answers of another tool into a drill's record, from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bcp.did_you_mean import remedy
from bcp.message import Phrase
from drills.cli import correcting, entering, ordering, paper_files, starting, vocabulary
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.core.result_orders import TakeResults, is_new, window
from drills.core.state import Drill
from drills.errors import Refusal
from drills.journal.lock import is_held
from drills.paper.roll import LEFT_OUT, Asked, Roll, read_roll
from drills.paper.roll_columns import COLUMNS
from drills.paper.roll_words import folded
from drills.runtime import roster
from drills.runtime.inbox import send
from drills.runtime.roster import Roster
from scenarios.model import RollCall

NO_CHECKIN = Phrase(
    "bring.no_checkin",
    ja="{run} に点呼の手順はありません。",
    en="{run} has no check-in.",
)
WHICH_STEP = Phrase(
    "bring.which_step",
    ja="点呼の手順が複数あります（{steps:list}）。--step で指定してください。",
    en="There are several check-ins ({steps:list}). Say which one with --step.",
)
NOT_BEGUN = Phrase(
    "bring.not_begun",
    ja="手順「{step}」の点呼は、まだ始まっていません。",
    en="The check-in {step!r} has not begun.",
)
NO_KEY = Phrase(
    "bring.no_key",
    ja="{run} に職員番号の鍵（{name}）がないため、どの回答がだれのものか分かりません。"
    "訓練を行った端末の記録で取り込んでください。",
    en="{run} has no key of staff numbers ({name}), so nobody can tell whose answers these are. "
    "Bring them at the terminal that held the drill.",
)
NO_GATEWAY = Phrase(
    "bring.no_gateway",
    ja="「{way}」というテレワークの手段は計画にありません。{then}",
    en="There is no way of telework {way!r} in the plan. {then}",
)
NOT_A_PAIR = Phrase(
    "bring.not_a_pair",
    ja="{option} は「{left}={right}」の形で指定してください（{given}）。",
    en="{option} wants {left}={right}, not {given!r}.",
)
NO_COLUMN = Phrase(
    "bring.no_column",
    ja="--columns に「{column}」はありません。{then}",
    en="--columns knows no {column!r}. {then}",
)
NOT_RUNNING = Phrase(
    "bring.not_running",
    ja="{run} は終わっておらず、今は動いてもいません。「bcp-drill resume {run}」で続けるか、"
    "「bcp-drill abort {run}」で終えてから取り込んでください。",
    en="{run} has not ended and is not running. Go on with bcp-drill resume {run}, or end it with "
    "bcp-drill abort {run}, and bring the answers then.",
)
TAKEN = Phrase(
    "bring.taken",
    ja="{run} の手順「{step}」に、{count}人の回答を事業者回答として取り込みました"
    "（取り込んだ人: {by}）。",
    en="{count} answers taken into step {step!r} of {run}, as attested, by {by}.",
)
BEFORE = Phrase(
    "bring.taken_before",
    ja="{count}人の回答は取り込み済みか、本人の回答のほうが新しいため、加えていません。",
    en="{count} answers add nothing: they were taken before, or the person said it on the page.",
)
SILENT = Phrase(
    "bring.silent",
    ja="未回答の行: {count}",
    en="Rows of people who had not answered: {count}",
)
LEFT = {
    "unknown": Phrase(
        "bring.left_unknown",
        ja="対象外の番号のため除いた行: {count}",
        en="Rows left out, their numbers not being expected: {count}",
    ),
    "outside": Phrase(
        "bring.left_outside",
        ja="訓練の外の日時のため除いた行: {count}",
        en="Rows left out, being outside of the drill: {count}",
    ),
    "older": Phrase(
        "bring.left_older",
        ja="同じ人の前の回答のため除いた行: {count}",
        en="Rows left out, a newer answer of the same person being there: {count}",
    ),
}
UNREAD = Phrase(
    "bring.unread",
    ja="読まなかった列: {columns:list}",
    en="Columns that were not read: {columns:list}",
)
# Excel makes a number of what looks like one, and its zeros in front are gone.
_LONGEST_NUMBER = 12


def brought(given: argparse.Namespace, console: Console) -> ExitCode:
    """Take the file. Raises `Refused` or `Refusal`; then nothing of it is in the record."""
    vocabulary.learn()
    columns, means = _columns(given.columns), _means(given.means)
    folder = ordering.meant(given.runs, given.run)
    drill = entering.standing(folder)
    step = _step(drill, given.step, folder.name)
    asked = _asked(drill, step, _key(folder), given, (columns, means))
    sheets, sha256 = paper_files.sheets_in(given.file)
    found = read_roll(sheets, asked)
    by = starting.operator(given.operator)
    left_out = sum(found.left_out.values())
    order = TakeResults(step, found.results, by, given.tool, given.file.name, sha256, left_out)
    checkins = drill.step(step).checkins
    count = sum(is_new(checkins, each) for each in found.results)
    if found.results:
        _given(folder, order)
    _say(console, folder.name, order, found, count)
    return ExitCode.PASSED


def _step(drill: Drill, named: str | None, run: str) -> str:
    steps = tuple(
        each.id for each in drill.started().scenario.steps if isinstance(each.do, RollCall)
    )
    if not steps:
        raise Refusal(NO_CHECKIN(run=run))
    if named is None and len(steps) > 1:
        raise Refusal(WHICH_STEP(steps=steps))
    if named is not None and named not in steps:
        raise Refusal(WHICH_STEP(steps=steps))
    return named or steps[0]


def _key(folder: Path) -> Roster:
    found = roster.read(folder / roster.NAME)
    if found is None:
        raise Refusal(NO_KEY(run=folder.name, name=roster.NAME))
    return found


def _asked(
    drill: Drill,
    step: str,
    key: Roster,
    given: argparse.Namespace,
    told: tuple[Mapping[str, str], Mapping[str, str]],
) -> Asked:
    around = entering.around(drill)
    within = window(drill, step, around.now_us - around.began_us)
    if within is None:
        raise Refusal(NOT_BEGUN(step=step))
    ways = tuple(each.id for each in drill.started().plan.telework)
    if given.gateway is not None and given.gateway not in ways:
        raise Refusal(NO_GATEWAY(way=given.gateway, then=remedy(given.gateway, ways)))
    do = drill.model(step).do
    return Asked(
        around,
        _finder(drill, step, key),
        *within,
        do.tasks if isinstance(do, RollCall) else (),
        *told,
        frozenset(each for each in LEFT_OUT if each in given.leave_out),
        given.gateway or "",
    )


def _finder(drill: Drill, step: str, key: Roster) -> Callable[[str], str | None]:
    """Who is behind a number, also where Excel has taken the zeros in front of it."""
    checkins = drill.step(step).checkins

    def person(number: str) -> str | None:
        exact = key.id_of(number)
        if checkins.expects(exact) or not number.strip().isascii() or not number.strip().isdigit():
            return exact if checkins.expects(exact) else None
        plain = number.strip()
        longer = (plain.zfill(each) for each in range(len(plain) + 1, _LONGEST_NUMBER + 1))
        known = (key.id_of(each) for each in longer)
        found = {each for each in known if checkins.expects(each)}
        return found.pop() if len(found) == 1 else None

    return person


def _columns(given: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in (part for text in given for part in text.replace("，", ",").split(",")):
        column, equals, heading = each.replace("＝", "=").partition("=")
        if not equals or not heading.strip():
            what = {"left": "number", "right": "職員番号"}
            raise Refusal(NOT_A_PAIR(option="--columns", given=each, **what))
        if column.strip() not in COLUMNS:
            raise Refusal(NO_COLUMN(column=column, then=remedy(column, COLUMNS)))
        found[column.strip()] = heading.strip()
    return found


def _means(given: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in given:
        text, equals, word = each.replace("＝", "=").rpartition("=")
        if not equals or not text.strip():
            what = {"left": "大丈夫です", "right": "safe"}
            raise Refusal(NOT_A_PAIR(option="--means", given=each, **what))
        found[folded(text)] = "" if word.strip() == "none" else word.strip()
    return found


def _given(folder: Path, order: TakeResults) -> None:
    """Have the drill take it: through whoever runs it or, behind its end, here."""
    if is_held(folder):
        send(folder, order)
    elif entering.standing(folder).ended is not None:
        correcting.corrected(folder, order)
    else:
        raise Refusal(NOT_RUNNING(run=folder.name))


def _say(console: Console, run: str, order: TakeResults, found: Roll, count: int) -> None:
    if found.results:
        console.tell(TAKEN(run=run, step=order.step, count=count, by=order.by))
    if count < len(found.results):
        console.tell(BEFORE(count=len(found.results) - count))
    if found.silent:
        console.tell(SILENT(count=found.silent))
    for why, rows in found.left_out.items():
        console.tell(LEFT[why](count=rows))
    if found.unread:
        console.tell(UNREAD(columns=found.unread))
