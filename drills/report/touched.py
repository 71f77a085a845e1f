"""What a drill would touch, from its brief: who is asked, and what is changed on which server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.durations import spoken
from bcp.message import Language, Phrase, render
from bcp.model import CommandRef
from drills.core.brief import Brief
from drills.core.kinds.run import approvers
from drills.core.state import Drill
from scenarios.model import Run

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
CHANGED = Phrase(
    "touched.changed",
    ja="実際に操作すること（{count} 件）:",
    en="DONE ON REAL SERVERS ({count}):",
)
COMMAND = Phrase("touched.command", ja="{server}: {line}{then}", en="{server}: {line}{then}")
APPROVED = Phrase("touched.approved", ja="（承認: {roles:list}）", en=" (approved by {roles:list})")
UNDONE = Phrase("touched.undone", ja="（元に戻す操作あり）", en=" (can be taken back)")
STAYS = Phrase("touched.stays", ja="（元に戻しません）", en=" (is not taken back)")


@dataclass(frozen=True)
class Group:
    """Lines under a heading. `changes` says that they are done, and not only asked."""

    heading: str
    lines: tuple[str, ...] = ()
    changes: bool = False


def touched(brief: Brief, lang: Language) -> Iterator[Group]:
    """What is done and what is asked, the changes first."""
    if brief.mode == "tabletop":
        yield Group(render(NOTHING(), lang))
        return
    if brief.mode == "operational":
        lines = tuple(
            _done(brief, each.id, each.do, lang)
            for each in brief.scenario.steps
            if isinstance(each.do, Run)
        )
        yield Group(render(CHANGED(count=len(lines)), lang), lines, changes=True)
    checks = tuple(
        render(
            CHECK(
                system=each.system,
                word=each.call.word,
                subject=each.call.subject,
                every=spoken(each.every.us, lang),
            ),
            lang,
        )
        for each in brief.checks
    )
    yield Group(render(ASKED(count=len(checks)), lang), checks)


def _done(brief: Brief, step: str, run: Run, lang: Language) -> str:
    roles = approvers(Drill(brief=brief), step)
    then = render(APPROVED(roles=roles), lang) if roles else ""
    then += render((UNDONE if run.undo else STAYS)(), lang)
    return render(COMMAND(server=run.do.server, line=_line(brief, run.do), then=then), lang)


def _line(brief: Brief, ref: CommandRef) -> str:
    server = brief.plan.server(ref.server)
    command = server.command(ref.command) if server else None
    return command.line if command else ref.command
