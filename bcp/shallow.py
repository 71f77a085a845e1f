"""Important systems of which a drill would only see that somebody answers."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.asking import Catalogue, ProbeCall
from bcp.message import Message, Phrase
from bcp.model import Plan, System
from bcp.references import Ids
from bcp.refused import Refusal

ONLY_CONNECTED = Phrase(
    "plan.only_connected",
    ja="重要なシステム「{system}」の確認（{words:list}）で分かるのは、接続や応答の有無だけです。"
    "サービスが固まっても、ディスクが満杯でも、裏側のデータベースが止まっても「正常」のままです。",
    en="of the important system {system!r} it is only asked whether a connection or an echo is "
    "answered ({words:list}). That stays good while its service hangs, its disk is full or the "
    "database behind it is gone.",
)
ONLY_A_PAGE = Phrase(
    "plan.only_a_page",
    ja="重要なシステム「{system}」の確認（{words:list}）は、返ってきたページの中身を見ていません。"
    "ディスクが満杯でも、裏側のデータベースが止まっていても「正常」のままのことがあります。",
    en="of the important system {system!r} it is only asked whether a page comes ({words:list}), "
    "whatever stands on it. That may stay good while its disk is full or the database behind it "
    "is gone.",
)
ADD_WORK = Phrase(
    "plan.add_work",
    ja="実際の業務に近い確認を加えてください。例: 書いて読み戻すsshのコマンド、"
    "データベースから出る文字をbodyのcontainsで確かめるhttp、marker。",
    en="Add a check that does some of its work: an ssh command that writes and reads back, http "
    "whose body contains a text that comes from the database, or a marker.",
)


def shallow_checks(plan: Plan, catalogue: Catalogue, ids: Ids) -> Iterator[Refusal]:
    """What important systems are asked, where nothing of it looks behind the one who answers."""
    for system in plan.systems:
        calls = _asked(system)
        place = ids.place(system.id, System)
        if system.importance == "normal" or system.marker or not calls or not place:
            continue
        if all(_only_answers(each, catalogue) for each in calls):
            yield Refusal(place, _said(system, calls, catalogue), ADD_WORK())


def _asked(system: System) -> tuple[ProbeCall, ...]:
    return (*system.probe, *(call for level in system.levels for call in level.probe))


def _said(system: System, calls: tuple[ProbeCall, ...], catalogue: Catalogue) -> Message:
    words = tuple(dict.fromkeys(each.word for each in calls))
    served = any(catalogue[each].content for each in words)
    return (ONLY_A_PAGE if served else ONLY_CONNECTED)(system=system.id, words=words)


def _only_answers(call: ProbeCall, catalogue: Catalogue) -> bool:
    """Whether a question stays good as long as somebody answers; silence is another matter."""
    content = catalogue[call.word].content
    if content is None or call.wants_silence:
        return False
    return not any(each.fact in content for each in call.expect)
