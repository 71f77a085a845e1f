"""What a message of a scenario may link to, and whom it may go to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcp.message import Phrase
from bcp.reader import Mention
from bcp.refused import Refusal
from scenarios.callees import missing_of
from scenarios.model import RollCall, Scenario, Sending

NO_PAGE = Phrase(
    "sending.no_page",
    ja="「{word}」は点呼（checkin）の手順ではないため、リンクできません。",
    en="{word!r} is no step to check in, so nothing can be linked to.",
)
LINK_CHECK_IN = Phrase(
    "sending.link_check_in",
    ja="checkinの手順のidを書くか、linkを消してください。",
    en="Name a step with checkin, or take link out.",
)
NOT_THE_MISSING = Phrase(
    "sending.not_the_missing",
    ja="「{word}」は連絡（contact）だけで使えます。メッセージの宛先にはできません。",
    en="{word!r} is for a contact step only, not for a message.",
)


def sending_mistakes(scenario: Scenario, mentions: Iterable[Mention]) -> Iterator[Refusal]:
    """Links to what has no page, and people whom nobody can know beforehand."""
    kinds = {each.id: each.do for each in scenario.steps}
    for each in mentions:
        if (each.owner, each.field) == (Sending, "link"):
            if each.word in kinds and not isinstance(kinds[each.word], RollCall):
                yield Refusal(each.place, NO_PAGE(word=each.word), LINK_CHECK_IN())
        elif (each.owner, each.field) == (Sending, "to") and missing_of((each.word,)):
            yield Refusal(each.place, NOT_THE_MISSING(word=each.word))
