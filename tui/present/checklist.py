"""What is to be done now that the real event has come, as rows: whom to tell, what to take back.

Nothing of it is marked as a drill, and nothing that was answered in the drill counts as done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bcp.message import Language, Phrase, Text, render
from drills.core.addressees import contacted, to_be_told
from drills.core.state import Drill
from drills.report.checklist import people, to_do
from drills.report.layout import harmless
from drills.report.naming import role_name, words_of
from drills.report.saying import say
from drills.report.undo_list import UndoItem, UndoState, undo_list
from tui.present.words import Tone

TELL = Phrase("screen.real_tell", ja="知らせる", en="tell")
TAKE_BACK = Phrase("screen.real_undo", ja="元に戻す", en="undo")
DO = Phrase("screen.real_do", ja="行う", en="do")
SURVEY = Phrase("screen.real_survey", ja="調べる", en="survey")
CALL = Phrase("screen.real_call", ja="連絡先", en="call")

NOT_TOLD = Phrase("screen.real_not_told", ja="未連絡", en="not told")
TO_SAY = Phrase("screen.real_to_say", ja="{name}　「{word}」", en='{name}  "{word}"')
TOLD = Phrase("screen.real_told", ja="連絡済み", en="told")
TOLD_BY = Phrase("screen.real_told_by", ja="{by}さん", en="by {by}")
OPEN = Phrase("screen.real_open", ja="［　］", en="[ ]")
TYPE = Phrase("screen.real_type", ja="別の端末", en="type")
NUMBERS = Phrase("screen.real_numbers", ja="番号", en="numbers")
UNDO: Mapping[UndoState, Phrase] = {
    "by_hand": Phrase("screen.undo_by_hand", ja="手で戻す", en="BY HAND"),
    "no_undo": Phrase("screen.undo_none", ja="戻せない", en="no undo"),
    "pending": Phrase("screen.undo_pending", ja="これから", en="to come"),
    "running": Phrase("screen.undo_running", ja="実行中", en="running"),
    "done": Phrase("screen.undo_done", ja="戻した", en="undone"),
}
UNDO_TONES: Mapping[UndoState, Tone] = {
    "by_hand": "bad",
    "no_undo": "unknown",
    "pending": "wait",
    "running": "run",
    "done": "good",
}
LINE = Phrase(
    "screen.undo_line", ja="{server}（{address}）: {line}", en="{server} ({address}): {line}"
)
LINE_WHY = Phrase("screen.undo_line_why", ja="{what}　{why}", en="{what}  {why}")
SURVEY_WITH = Phrase(
    "screen.real_survey_with",
    ja="bcp-drill survey（何も変えずに確かめる）",
    en="bcp-drill survey (asks, changes nothing)",
)
NUMBERS_WITH = "bcp-drill order last status --numbers"
TITLE = Phrase("screen.title_checklist", ja="チェックリスト", en="Checklist")
TITLE_OPEN = Phrase(
    "screen.title_checklist_open", ja="{title} {left:list}", en="{title}: {left:list}"
)
UNTOLD = Phrase("screen.title_untold", ja="未連絡{count}", en="{count} to tell")
BY_HAND = Phrase("screen.title_by_hand", ja="手で戻す{count}", en="{count} by hand")


@dataclass(frozen=True)
class CheckRow:
    """One thing of the checklist. `id` is unique; `full` is `what` where there is more of it."""

    id: str
    kind: str
    state: str
    tone: Tone
    what: str
    who: str = ""
    full: str = ""

    @property
    def in_full(self) -> str:
        """Everything that there is to say of it."""
        words = (self.kind, self.state, self.full or self.what, self.who)
        return "  ".join(each for each in words if each)


def checklist_rows(drill: Drill, lang: Language) -> tuple[CheckRow, ...]:
    """Whom to tell, what is taken back, what is to be done, and whom to call; most urgent first."""
    return (
        *_telling(drill, lang),
        *_taking_back(drill, lang),
        *_doing(drill, lang),
        CheckRow("survey", render(SURVEY(), lang), render(TYPE(), lang), "calm", _survey(lang)),
        *_calling(drill, lang),
    )


def checklist_title(drill: Drill, lang: Language) -> str:
    """How many are still to be told, and how much must be taken back by hand."""
    untold = len(to_be_told(drill))
    by_hand = sum(each.state == "by_hand" for each in undo_list(drill))
    counted = ((UNTOLD, untold), (BY_HAND, by_hand))
    left = tuple(phrase(count=count) for phrase, count in counted if count)
    return render(TITLE_OPEN(title=TITLE(), left=left) if left else TITLE(), lang)


def _telling(drill: Drill, lang: Language) -> Iterator[CheckRow]:
    left = {each.id for each in to_be_told(drill)}
    word = drill.started().scenario.safety.real_event_word
    told = {each.addressee: each for each in drill.retracted}
    kind = render(TELL(), lang)
    for each in sorted(contacted(drill), key=lambda one: one.id not in left):
        name = harmless(each.name.said_in(lang))
        if each.id in left:
            full = harmless(render(TO_SAY(name=each.name, word=word), lang))
            state = render(NOT_TOLD(), lang)
            yield CheckRow(f"tell {each.id}", kind, state, "bad", name, full=full)
        else:
            note = told[each.id]
            by = harmless(render(TOLD_BY(by=note.by), lang))
            full = "  ".join(filter(None, (name, harmless(note.how))))
            yield CheckRow(f"tell {each.id}", kind, render(TOLD(), lang), "good", name, by, full)


def _taking_back(drill: Drill, lang: Language) -> Iterator[CheckRow]:
    for number, each in enumerate(undo_list(drill)):
        what = LINE(server=each.server, address=each.address, line=each.line)
        yield CheckRow(
            id=f"undo {number}",
            kind=render(TAKE_BACK(), lang),
            state=render(UNDO[each.state](), lang),
            tone=UNDO_TONES[each.state],
            what=harmless(render(what, lang)),
            full=_in_full(each, lang),
        )


def _in_full(item: UndoItem, lang: Language) -> str:
    what = LINE(server=item.server, address=item.address, line=item.line)
    return harmless(render(LINE_WHY(what=what, why=item.why) if item.why else what, lang))


def _doing(drill: Drill, lang: Language) -> Iterator[CheckRow]:
    for each in to_do(drill):
        yield CheckRow(
            id=f"do {each.id}",
            kind=render(DO(), lang),
            state=render(OPEN(), lang),
            tone="wait",
            what=harmless(say(words_of(drill, each.id), lang)),
            who=harmless((Text() if each.by is None else role_name(drill, each.by)).said_in(lang)),
        )


def _survey(lang: Language) -> str:
    return render(SURVEY_WITH(), lang)


def _calling(drill: Drill, lang: Language) -> Iterator[CheckRow]:
    kind = render(CALL(), lang)
    for number, each in enumerate(people(drill)):
        yield CheckRow(f"call {number}", kind, "", "calm", harmless(render(each, lang)))
    if drill.started().plan.contacts:
        yield CheckRow("numbers", kind, render(NUMBERS(), lang), "calm", NUMBERS_WITH)
