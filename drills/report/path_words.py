"""How the pieces of a step's time, and of the way to the last return, are called."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Phrase

KINDS: Mapping[str, Phrase] = {
    word: Phrase(f"path_kind.{word}", ja=ja, en=en)
    for word, (ja, en) in {
        "late": ("開始の遅れ", "begun late"),
        "people": ("人の回答・作業", "people"),
        "approval": ("承認待ち", "awaiting approval"),
        "work": ("サーバへの操作", "work on servers"),
        "check": ("機械による確認", "checked by machine"),
        "timetable": ("予定の時刻待ち", "timetable"),
        "before": ("最初の手順まで", "before the first step"),
        "other": ("手順の間", "between steps"),
        "seen": ("復旧の観測まで", "until seen back"),
        "edge": ("停止の時刻の幅（誤差）", "when it was lost (error)"),
        "paused": ("一時停止", "paused"),
    }.items()
}
