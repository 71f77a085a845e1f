"""Files of approvals that were signed beforehand: read, judged, and written.

One file is one person's word for one role on some steps of one scenario. Every mistake in it has
its place. What a file says counts only where it is what the plan and the scenario say now *and*
what the person signed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from bcp.did_you_mean import remedy
from bcp.load import Source
from bcp.message import Message
from bcp.nodes import Fields, Items, Node
from bcp.people import Approver
from bcp.reader import Reader
from bcp.refused import Place, Refusal, Refused
from bcp.same_person import same_person
from bcp.shape import Record
from drills import errors
from drills.core.brief import Brief
from drills.core.signed import (
    PURPOSE,
    Signature,
    SignedAction,
    SignedApproval,
    SignedCommand,
    SignedPaper,
    action_of,
    reversible,
)
from drills.journal.signing import fingerprint, plain_line, signer
from drills.runtime import signed_words as w
from scenarios.model import Scenario

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Written(SignedPaper):
    """A file as it was read."""

    signature: str


def with_signed(brief: Brief, paths: Sequence[Path]) -> Brief:
    """The brief with every approval in the files.

    Raises `Refused` with every mistake in any of them, `Refusal` where no action will be run.
    """
    if paths and brief.mode != "operational":
        raise errors.Refusal(w.ONLY_OPERATIONAL())
    found: list[SignedApproval] = []
    mistakes: list[Refusal] = []
    source = Source()
    for path in paths:
        try:
            found += _approvals(path, brief, source)
        except Refused as refused:
            mistakes += refused.refusals
    if mistakes:
        raise Refused(mistakes)
    return replace(brief, signed=tuple(found), files={**brief.files, **source.files})


def _approvals(path: Path, brief: Brief, source: Source) -> list[SignedApproval]:
    before, reader = len(source.refusals), Reader()
    tree = source.read(path, str(path))
    paper = reader.read(Record(Written), tree) if tree is not None else None
    mistakes = [*source.refusals[before:], *reader.refusals]
    if mistakes or not isinstance(paper, Written) or not isinstance(tree, Fields):
        raise Refused(mistakes)
    judge = _Judge(paper, tree, brief)
    mistakes = [*judge.mistakes()]
    if mistakes or judge.approver is None:
        raise Refused(mistakes)
    made = Signature(paper.signed, paper.until, fingerprint(judge.approver.public_key))
    return [
        SignedApproval(each.step, judge.seat, judge.approver.name, made) for each in paper.actions
    ]


@dataclass(frozen=True)
class _Judge:
    """Compares one file with the drill that it is to be used for."""

    paper: Written
    tree: Fields
    brief: Brief

    @property
    def approver(self) -> Approver | None:
        return self.brief.plan.approver(self.paper.approver)

    @property
    def seat(self) -> str:
        """Whose approval it is, as the scenario writes it."""
        persons = (x for each in self.brief.scenario.safety.approvals for x in each.persons)
        found = (each for each in persons if same_person(each, self.paper.role))
        return next(found, self.paper.role)

    def mistakes(self) -> Iterator[Refusal]:
        """Everything that keeps it from being used."""
        paper, brief = self.paper, self.brief
        yield from self._days()
        if paper.scenario != brief.scenario.id:
            what = w.OTHER_SCENARIO(word=paper.scenario, scenario=brief.scenario.id)
            yield self._at("scenario", what, w.SIGN_AGAIN())
            return
        if self.approver is None:
            known = [each.id for each in brief.plan.approvers]
            what = w.NO_APPROVER(word=paper.approver)
            yield self._at("approver", what, remedy(paper.approver, known))
            return
        yield from self._person(self.approver)
        yield from self._actions()
        yield from self._signature(self.approver)

    def _days(self) -> Iterator[Refusal]:
        on, until, today = self.paper.signed, self.paper.until, self.brief.today
        bad = [name for name in ("signed", "until") if not is_day(getattr(self.paper, name))]
        for name in bad:
            yield self._at(name, w.NO_DATE(word=getattr(self.paper, name)))
        if bad:
            return
        if on > today:
            yield self._at("signed", w.NOT_YET(on=on, today=today), w.SIGN_AGAIN())
        if until < on:
            yield self._at("until", w.BACKWARDS(on=on, until=until), w.SIGN_AGAIN())
        elif until < today:
            yield self._at("until", w.EXPIRED(until=until, today=today), w.SIGN_AGAIN())

    def _person(self, approver: Approver) -> Iterator[Refusal]:
        why = not_for(approver, self.paper.role)
        if why is not None:
            yield self._at("role", why, remedy(self.paper.role, (*approver.roles, approver.name)))
        if same_person(approver.name, self.brief.operator):
            yield self._at("approver", w.OWN_DRILL(name=approver.name), w.SOMEBODY_ELSE())

    def _actions(self) -> Iterator[Refusal]:
        actions, items = self.paper.actions, self.tree.get("actions")
        if not actions:
            yield self._at("actions", w.NO_STEPS())
        nodes = items.items if isinstance(items, Items) else (items,) if items else ()
        told: set[str] = set()
        for action, node in zip(actions, nodes, strict=True):
            if action.step in told:
                yield Refusal(_place(node, "step"), w.STEP_TWICE(step=action.step))
            told.add(action.step)
            why = unfit(self.brief, action.step, self.seat)
            if why is not None:
                yield Refusal(_place(node, "step"), *why)
            else:
                yield from self._changes(action, node)

    def _changes(self, action: SignedAction, node: Node) -> Iterator[Refusal]:
        step = self.brief.scenario.step(action.step)
        now = action_of(self.brief.plan, step) if step else None
        for part in ("do", "undo"):
            for each in fields(SignedCommand):
                was = getattr(getattr(action, part), each.name)
                is_now = getattr(getattr(now, part), each.name)
                if was != is_now:
                    field = f"{part}.{each.name}"
                    what = w.CHANGED(step=action.step, field=field, was=was, now=is_now)
                    inner = node.get(part) if isinstance(node, Fields) else None
                    yield Refusal(_place(inner or node, each.name), what, w.SIGN_AGAIN())

    def _signature(self, approver: Approver) -> Iterator[Refusal]:
        paper = self.paper
        try:
            wanted = plain_line(approver.public_key)
            found = signer(paper.signature, content_of(paper), PURPOSE)
        except errors.Refusal as refusal:
            yield self._at("signature", refusal.message, w.SIGN_AGAIN())
            return
        if found != wanted:
            keys = {"found": fingerprint(found), "wanted": fingerprint(wanted)}
            what = w.OTHER_KEY(name=approver.name, **keys)
            yield self._at("signature", what, w.SIGN_AGAIN())

    def _at(self, field: str, what: Message, then: Message | None = None) -> Refusal:
        return Refusal(_place(self.tree, field), what, then)


def _place(node: Node, field: str) -> Place:
    found = node.get(field) if isinstance(node, Fields) else None
    return (found or node).place


def is_day(word: str) -> bool:
    """Whether it is a day like ``2026-11-21`` that the calendar has."""
    try:
        return bool(_DAY.fullmatch(word)) and bool(date.fromisoformat(word))
    except ValueError:
        return False


def not_for(approver: Approver, role: str) -> Message | None:
    """Why this person may not speak for `role`, which is a role's id or the person's own name."""
    if role in approver.roles or same_person(role, approver.name):
        return None
    return w.NOT_HIS_ROLE(name=approver.name, role=role)


def unfit(brief: Brief, step: str, role: str) -> tuple[Message, Message] | None:
    """Why a step cannot be approved beforehand for `role`, and what to do."""
    scenario: Scenario = brief.scenario
    known = [each.id for each in scenario.steps]
    model = scenario.step(step)
    if model is None:
        return w.NO_STEP(step=step), remedy(step, known)
    if action_of(brief.plan, model) is None:
        steps = reversible(brief.plan, scenario.steps)
        return w.NOT_REVERSIBLE(step=step), (
            w.REVERSIBLE_ARE(steps=steps) if steps else w.APPROVE_LIVE()
        )
    approvals = (each for each in scenario.safety.approvals if each.step == step)
    asked = [word for each in approvals for word in (*each.by, *each.persons)]
    if role not in asked and not any(same_person(role, each) for each in asked):
        return w.NOT_ASKED(step=step, role=role), remedy(role, asked)
    return None


def content_of(paper: SignedPaper) -> bytes:
    """What is signed of a file: all of it but the signature."""
    bare = {each.name: getattr(paper, each.name) for each in fields(SignedPaper)}
    return SignedPaper(**bare).content()


def text_of(paper: SignedPaper, signature: str, remark: str) -> str:
    """The file. `remark` stands above it, for whoever opens it."""
    lines = [f"# {each}" for each in remark.splitlines()]
    lines += [
        f"{each.name}: {_quoted(getattr(paper, each.name))}"
        for each in fields(SignedPaper)
        if each.name != "actions"
    ]
    lines.append("actions:")
    for action in paper.actions:
        lines.append(f"  - step: {_quoted(action.step)}")
        for part in ("do", "undo"):
            lines.append(f"    {part}:")
            command = asdict(getattr(action, part))
            lines += [f"      {name}: {_quoted(value)}" for name, value in command.items()]
    lines.append("signature: |")
    lines += [f"  {each}" for each in signature.splitlines()]
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    # What JSON quotes, YAML reads as the same text.
    return json.dumps(word, ensure_ascii=False)
