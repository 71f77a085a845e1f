"""The words of readiness: states, kinds of what is due, and the one sentence that answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from bcp.message import Message, Phrase
from drills.readiness.due import DueKind
from drills.readiness.readiness import Held, Readiness, State

STATE: Mapping[State, Phrase] = {
    "verified": Phrase("ready.verified", ja="確認済み", en="verified"),
    "needs_verification": Phrase("ready.needs_verification", ja="要確認", en="verify again"),
    "failing": Phrase("ready.failing", ja="不合格", en="FAILING"),
    "never_tried": Phrase("ready.never_tried", ja="未実測", en="never tried"),
}
HELD: Mapping[Held, Phrase] = {
    "yes": Phrase("ready.held_yes", ja="よい", en="yes"),
    "no": Phrase("ready.held_no", ja="だめ", en="no"),
    "not_known": Phrase("ready.held_not_known", ja="不明", en="not known"),
    "none": Phrase("ready.held_none", ja="対象外", en="not promised"),
}
ASPECT: Mapping[str, Phrase] = {
    "rto": Phrase("ready.aspect_rto", ja="復旧時間", en="Recovery"),
    "rpo": Phrase("ready.aspect_rpo", ja="データ", en="Data age"),
    "unchanged": Phrase("ready.aspect_unchanged", ja="変更なし", en="Unchanged"),
    "fresh": Phrase("ready.aspect_fresh", ja="期限内", en="Fresh"),
    "up": Phrase("ready.aspect_up", ja="動作", en="Working"),
}
DUE_KIND: Mapping[DueKind, Phrase] = {
    "battery": Phrase("due_kind.battery", ja="電池", en="battery"),
    "certificate": Phrase("due_kind.certificate", ja="証明書", en="certificate"),
    "contacts": Phrase("due_kind.contacts", ja="連絡先", en="contacts"),
    "contract": Phrase("due_kind.contract", ja="契約", en="contract"),
    "countermeasure": Phrase("due_kind.countermeasure", ja="対策", en="countermeasure"),
    "drill": Phrase("due_kind.drill", ja="訓練", en="drill"),
    "inspection": Phrase("due_kind.inspection", ja="点検", en="inspection"),
    "item": Phrase("due_kind.item", ja="改善事項", en="action item"),
    "lease": Phrase("due_kind.lease", ja="リース", en="lease"),
    "permission": Phrase("due_kind.permission", ja="許可", en="permission"),
    "radio_end": Phrase("due_kind.radio_end", ja="無線の期限", en="radio ends"),
    "restore": Phrase("due_kind.restore", ja="復元試験", en="restore test"),
    "support": Phrase("due_kind.support", ja="サポート", en="support"),
    "test_run": Phrase("due_kind.test_run", ja="試験運転", en="test run"),
    "voice_test": Phrase("due_kind.voice_test", ja="通話試験", en="test call"),
}
YES = Phrase(
    "ready.answer_yes",
    ja="はい。重要なもの{all}件のすべてを、訓練で実測して目標の達成を確かめています。",
    en="Yes. All {all} that matter were measured in drills, met their targets, and have not "
    "changed since.",
)
VERIFY = Phrase(
    "ready.answer_verify",
    ja="言い切れません。重要なもの{all}件のうち{count}件は、確かめ直しが要ります。",
    en="Not certain. Of {all} that matter, {count} must be verified again.",
)
NEVER = Phrase(
    "ready.answer_never",
    ja="分かりません。重要なもの{all}件のうち{count}件は、一度も実測していません。",
    en="Nobody knows. Of {all} that matter, {count} were never really measured.",
)
NO = Phrase(
    "ready.answer_no",
    ja="いいえ。重要なもの{all}件のうち{count}件は、目標を守れないか、止まっています。",
    en="No. Of {all} that matter, {count} missed their target or were found down.",
)
NOTHING = Phrase(
    "ready.answer_nothing",
    ja="分かりません。計画に、重要（importance が critical か important）なシステムがありません。",
    en="Nobody knows. The plan calls no system critical or important.",
)
LATE = Phrase(
    "ready.late", ja="期限を過ぎたものが{count}件あります。", en="Overdue besides: {count}."
)


def answer(found: Readiness) -> Message:
    """The one sentence that says whether the plan would work today."""
    weighty = [each for each in (*found.systems, *found.telework) if each.matters]
    if not weighty:
        return NOTHING()
    state = found.state
    told = {"all": len(weighty), "count": sum(each.state == state for each in weighty)}
    match state:
        case "verified":
            return YES(**told)
        case "needs_verification":
            return VERIFY(**told)
        case "never_tried":
            return NEVER(**told)
        case "failing":
            return NO(**told)
    assert_never(state)


def late(found: Readiness) -> Message | None:
    """How much is overdue; None where nothing is."""
    count = len(found.pressing)
    return LATE(count=count) if count else None
