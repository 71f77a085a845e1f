"""An approval given before the drill: what it covers is shown, signed, and written to a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.did_you_mean import remedy
from bcp.message import Phrase, render
from bcp.people import Approver
from bcp.system_trouble import reason_of
from drills.cli import loading, starting
from drills.cli.console import Console
from drills.cli.key_opening import opened_key
from drills.core.brief import Brief
from drills.core.signed import PURPOSE, SignedAction, SignedPaper, action_of
from drills.errors import Refusal
from drills.journal.signing import (
    fingerprint,
    plain_line,
)
from drills.runtime import signed_words as w
from drills.runtime.signed_approvals import is_day, not_for, text_of, unfit
from drills.whole_file import SHARED, write_new

CANNOT = Phrase("sign.cannot", ja="{what}{then}", en="{what} {then}")
SHOWN = Phrase(
    "sign.shown",
    ja="{name}さんが「{role}」として、シナリオ「{scenario}」の次の操作を {until} まで承認します。",
    en="{name}, as {role}, approves these actions of the scenario {scenario!r} until {until}:",
)
ACTION = Phrase(
    "sign.action",
    ja="  ［{step}］{server}（{login}）: {line}\n      元に戻す操作 {back}（{back_login}）: {undo}",
    en="  [{step}] {server} ({login}): {line}\n      taken back on {back} ({back_login}): {undo}",
)
NOT_THE_KEY = Phrase(
    "sign.not_the_key",
    ja="この鍵（{found}）は、計画にある{name}さんの鍵（{wanted}）ではありません。"
    "--key か、計画の approvers の public_key を直してください。",
    en="This key ({found}) is not the one the plan has for {name} ({wanted}). Correct --key, or "
    "public_key among the plan's approvers.",
)
EXISTS = Phrase(
    "sign.exists",
    ja="「{path}」はすでにあります。別の名前を -o で指定してください。",
    en="{path} exists already. Name another file with -o.",
)
CANNOT_WRITE = Phrase(
    "sign.cannot_write",
    ja="「{path}」に書けません（{reason}）。書き込める場所を -o で指定してください。",
    en="{path} cannot be written ({reason}). Name a place that you may write to with -o.",
)
DONE = Phrase(
    "sign.done",
    ja="「{path}」に書きました。使うときは: bcp-drill run … --mode operational --signed {path}",
    en="Written to {path}. To use it: bcp-drill run … --mode operational --signed {path}",
)
REMARK = Phrase(
    "sign.remark",
    ja="事前承認（bcp-drill sign-approval で作成）。1文字でも書き換えると無効になります。",
    en="Approved beforehand (made by bcp-drill sign-approval). Any change makes it void.",
)


def signed(given: argparse.Namespace, console: Console) -> None:
    """Do it. Raises `Refusal`, and `Refused` for a plan or scenario with mistakes."""
    loaded = loading.load(given.scenario, given.plan, given.set)
    brief = starting.brief_of(loaded, "operational", None, "-", "-")
    approver = _approver(brief, given.approver)
    why = not_for(approver, given.role)
    if why is not None:
        raise Refusal(CANNOT(what=why, then=remedy(given.role, (*approver.roles, approver.name))))
    paper = SignedPaper(
        approver=approver.id,
        role=given.role,
        scenario=brief.scenario.id,
        signed=brief.today,
        until=_until(given.until, brief.today),
        actions=tuple(_action(brief, each, given.role) for each in dict.fromkeys(given.step)),
    )
    _show(paper, approver, console)
    key = opened_key(given.key, console)
    wanted = plain_line(approver.public_key)
    if key.line != wanted:
        prints = {"found": fingerprint(key.line), "wanted": fingerprint(wanted)}
        raise Refusal(NOT_THE_KEY(name=approver.name, **prints))
    signature = key.sign(paper.content(), PURPOSE)
    _write(given.out, text_of(paper, signature, render(REMARK(), console.lang)))
    console.result(console.speak(DONE(path=str(given.out))))


def _approver(brief: Brief, word: str) -> Approver:
    found = brief.plan.approver(word)
    if found is None:
        known = [each.id for each in brief.plan.approvers]
        raise Refusal(CANNOT(what=w.NO_APPROVER(word=word), then=remedy(word, known)))
    return found


def _until(word: str, today: str) -> str:
    if not is_day(word):
        raise Refusal(w.NO_DATE(word=word))
    if word < today:
        raise Refusal(w.EXPIRED(until=word, today=today))
    return word


def _action(brief: Brief, step: str, role: str) -> SignedAction:
    why = unfit(brief, step, role)
    model = brief.scenario.step(step)
    action = action_of(brief.plan, model) if model else None
    if why is not None or action is None:
        what, then = why or (w.NO_STEP(step=step), w.APPROVE_LIVE())
        raise Refusal(CANNOT(what=what, then=then))
    return action


def _show(paper: SignedPaper, approver: Approver, console: Console) -> None:
    """What is signed, in full: nobody should sign what he has not read."""
    covered = {"role": paper.role, "scenario": paper.scenario, "until": paper.until}
    console.tell(SHOWN(name=approver.name, **covered))
    for each in paper.actions:
        there = {"server": each.do.server, "login": each.do.login, "line": each.do.line}
        back = {"back": each.undo.server, "back_login": each.undo.login, "undo": each.undo.line}
        console.tell(ACTION(step=each.step, **there, **back))


def _write(path: Path, text: str) -> None:
    try:
        write_new(path, text.encode(), SHARED)
    except FileExistsError as trouble:
        raise Refusal(EXISTS(path=str(path))) from trouble
    except (OSError, ValueError) as trouble:
        raise Refusal(CANNOT_WRITE(path=str(path), reason=reason_of(trouble))) from trouble
