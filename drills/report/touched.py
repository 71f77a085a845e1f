"""What a drill would touch, from its brief: who is asked, and what is changed on which server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.durations import spoken
from bcp.message import Language, Message, Phrase, Text, render
from drills.core.brief import Brief, Check
from drills.core.roles import role_called
from drills.core.told import call_by_people
from drills.core.touches import Deed, Touch, touches
from scenarios.model import Ask, CallOut, Inject, Notify, Step

NOTHING = Phrase(
    "touched.nothing",
    ja="どこにも接続しません。すべて人が答えます。",
    en="Nothing is connected to; people answer everything.",
)
ASKED = Phrase(
    "touched.asked",
    ja="確かめる相手（変更はしません、{count} か所）:",
    en="Asked, and not changed ({count}):",
)
CHECK = Phrase(
    "touched.check",
    ja="{system}: {word} {subject}（{every}ごと）",
    en="{system}: {word} {subject} (every {every})",
)
GUARDS = Phrase(
    "touched.guards",
    ja="当てはまると訓練を中止する条件（{count} 件）:",
    en="What ends the drill by itself ({count}):",
)
GUARD = Phrase(
    "touched.guard",
    ja="{name}: {word} {subject}（{every}ごと、異常が{limit:span}続いたら中止）",
    en="{name}: {word} {subject} (every {every}; ends it when broken for {limit:span})",
)
REQUIRED = Phrase(
    "touched.required",
    ja="始める前に成り立っているべきこと（{count} 件）:",
    en="What must hold before the start ({count}):",
)
HOLDS = Phrase("touched.holds", ja="{name}: {word} {subject}", en="{name}: {word} {subject}")
NOT_AT_TABLE = Phrase(
    "touched.not_at_table",
    ja="机上では通信しないため、前提条件（require）も中止条件（stop_when）も確かめません。",
    en="At a table nothing is asked, so neither preconditions (require) nor stop conditions "
    "(stop_when) are.",
)
CHANGED = Phrase(
    "touched.changed",
    ja="実際に操作すること（{count} 件）:",
    en="DONE ON REAL SERVERS ({count}):",
)
COMMAND = Phrase(
    "touched.command",
    ja="{server}（{address}）: {line}（{then:list}）",
    en="{server} ({address}): {line} ({then:list})",
)
MARK = Phrase(
    "touched.mark",
    ja="「{system}」のデータの印を書きます",
    en="writes marks into the data of {system}",
)
PERMITTED = Phrase("touched.permitted", ja="許可は{until}まで", en="permitted until {until}")
APPROVED = Phrase("touched.approved", ja="承認: {roles:list}", en="approved by {roles:list}")
UNDONE = Phrase("touched.undone", ja="元に戻す操作: {line}", en="taken back by: {line}")
UNDONE_ON = Phrase(
    "touched.undone_on",
    ja="元に戻す操作: {server}で {line}",
    en="taken back on {server} by: {line}",
)
STAYS = Phrase("touched.stays", ja="元に戻しません", en="is not taken back")


@dataclass(frozen=True)
class Group:
    """Lines under a heading. `changes` says that they are done, and not only asked."""

    heading: str
    lines: tuple[str, ...] = ()
    changes: bool = False


def touched(brief: Brief, lang: Language) -> Iterator[Group]:
    """What is done, what is asked, and what keeps it from doing harm; the changes first."""
    if brief.mode == "tabletop":
        yield Group(render(NOTHING(), lang))
        yield from guarding(brief, lang)
        return
    if brief.mode == "operational":
        lines = tuple(render(_done(brief, each), lang) for each in touches(brief))
        yield Group(render(CHANGED(count=len(lines)), lang), lines, changes=True)
    yield from guarding(brief, lang)
    checks = tuple(_asked(each, lang) for each in brief.checks)
    if checks or not all(_by_words_alone(each) for each in brief.scenario.steps):
        yield Group(render(ASKED(count=len(checks)), lang), checks)
    else:
        yield Group(render(NOTHING(), lang))


def _by_words_alone(step: Step) -> bool:
    """Whether only people have to do with a step, and nothing is sent or opened for it."""
    return isinstance(step.do, Inject | Ask | Notify | CallOut) or call_by_people(step) is not None


def guarding(brief: Brief, lang: Language) -> Iterator[Group]:
    """What must hold before the start, and what ends the drill by itself; nothing where neither."""
    if unguarded_at_table(brief):
        yield Group(render(NOT_AT_TABLE(), lang))
    first = tuple(
        render(HOLDS(name=each.name, word=check.call.word, subject=check.call.subject), lang)
        for each in brief.required
        for check in each.checks
    )
    if first:
        yield Group(render(REQUIRED(count=len(first)), lang), first)
    guards = tuple(
        render(
            GUARD(
                name=each.name,
                word=each.check.call.word,
                subject=each.check.call.subject,
                every=spoken(each.check.every.us, lang),
                limit=each.broken_for.us,
            ),
            lang,
        )
        for each in brief.guards
    )
    if guards:
        yield Group(render(GUARDS(count=len(guards)), lang), guards)


def unguarded_at_table(brief: Brief) -> bool:
    """Whether the scenario's preconditions and guards are not asked, because it is a tabletop."""
    safety = brief.scenario.safety
    return brief.mode == "tabletop" and bool(safety.require or safety.stop_when)


def _asked(check: Check, lang: Language) -> str:
    said = CHECK(
        system=check.system,
        word=check.call.word,
        subject=check.call.subject,
        every=spoken(check.every.us, lang),
    )
    return render(said, lang)


def _done(brief: Brief, touch: Touch) -> Message:
    then: list[Message] = []
    if touch.do.until is not None:
        then.append(PERMITTED(until=touch.do.until))
    if touch.approvers:
        roles: tuple[Text, ...] = tuple(role_called(brief.plan, each) for each in touch.approvers)
        then.append(APPROVED(roles=roles))
    if touch.system is not None:
        then.append(MARK(system=touch.system))
    else:
        then.append(_taken_back(touch.do, touch.undo))
    return COMMAND(
        server=touch.do.server, address=touch.do.address, line=touch.do.line, then=tuple(then)
    )


def _taken_back(do: Deed, undo: Deed | None) -> Message:
    if undo is None:
        return STAYS()
    if undo.server == do.server:
        return UNDONE(line=undo.line)
    return UNDONE_ON(server=undo.server, line=undo.line)
