"""What each kind of notice is called, and a notice's id where people read it."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Phrase
from bcp.notices import NoticeKind

KINDS: Mapping[NoticeKind, Phrase] = {
    "before": Phrase("notices.kind_before", ja="訓練の予定", en="drill ahead"),
    "started": Phrase("notices.kind_started", ja="開始", en="begun"),
    "missed": Phrase("notices.kind_missed", ja="行われず", en="not held"),
    "asked": Phrase("notices.kind_asked", ja="判断待ち", en="decision wanted"),
    "result": Phrase("notices.kind_result", ja="結果", en="result"),
    "failed": Phrase("notices.kind_failed", ja="結果（合格以外）", en="bad result"),
    "overdue": Phrase("notices.kind_overdue", ja="期限のまとめ", en="overdue"),
    "refused": Phrase("notices.kind_refused", ja="計画の誤り", en="plan refused"),
}


def short_id(id: str) -> str:
    """Enough of a notice's id to find its other lines by."""
    return id.rpartition(".")[2][:8]


def subject_of(about: str) -> str:
    """What a notice is about, as people know it: a drill's key, a day, the start of a hash."""
    word = about.partition(" ")[0]
    return word if "@" in word else word[:12]
