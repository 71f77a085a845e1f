"""Approval of an action on a real server, in the name of a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from bcp.same_person import same_person
from drills.core.approvals import why_not
from drills.core.orders import Approve
from tui.present.asked import ApproveAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NOTE, Dialog

TITLE = Phrase("dialog.approve", ja="承認［{step}］", en="Approve [{step}]")
ROLE = Phrase("dialog.approve_role", ja="承認する役割: {name}", en="On behalf of: {name}")
WHICH = Phrase(
    "dialog.approve_which", ja="どの役割として承認しますか。", en="On behalf of which role?"
)
GRANT = Phrase("dialog.approve_grant", ja="承認する（操作を行う）", en="approve: it will be done")
REFUSE = Phrase(
    "dialog.approve_refuse", ja="却下する（操作しない）", en="refuse: it will not be done"
)
NOT_OWN = Phrase(
    "dialog.approve_not_own",
    ja="この操作を求めた{by}さんは、承認できません。",
    en="{by} asked for it, and so cannot approve it.",
)
NO_ROLE = Phrase(
    "dialog.approve_no_role",
    ja="どの役割として承認するかを、上の一覧から番号で選んでください。",
    en="Choose in the upper list on behalf of which role.",
)
NO_VERDICT = Phrase(
    "dialog.approve_no_verdict",
    ja="承認するか却下するかを、下の一覧から番号で選んでください。",
    en="Choose in the lower list whether to approve or to refuse.",
)


class ApproveDialog(Dialog[Approve]):
    """Approve or refuse; neither is chosen beforehand, because the one acts on a real server."""

    def __init__(self, asked: ApproveAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE(step=self._asked.step)

    def about(self) -> Iterable[str]:
        yield self.said(self._asked.title)
        if len(self._asked.roles) == 1:
            yield self.said(ROLE(name=self._asked.roles[0].name))
        else:
            yield self.said(WHICH())
        if self._asked.requester:
            yield self.said(NOT_OWN(by=self._asked.requester))

    def fields(self) -> Iterator[Widget]:
        if len(self._asked.roles) > 1:
            yield Choices([self.said(each.name) for each in self._asked.roles], id="role")
        yield Choices([render(each(), self.lang) for each in (GRANT, REFUSE)], id="granted")
        yield self.field("note", NOTE)
        own = same_person(self.by, self._asked.requester)
        yield self.field("by", BY, "" if own else self.by)

    def result(self) -> Approve | Message:
        roles = self._asked.roles
        role = 0 if len(roles) == 1 else self.chosen("role")
        granted = self.chosen("granted")
        if role is None:
            return NO_ROLE()
        if granted is None:
            return NO_CHOICE() if len(roles) == 1 else NO_VERDICT()
        if not self.typed("by"):
            return NO_NAME()
        return self._allowed(roles[role].id, self.typed("by"), granted == 0)

    def _allowed(self, role: str, by: str, granted: bool) -> Approve | Message:
        """The order, or why this person cannot give it; known here before the form is closed."""
        person = role if role in self._asked.persons else None
        why = why_not(self._asked.step, by, person, self._asked.requester, granted)
        return why or Approve(self._asked.step, role, by, granted, self.typed("note"))
