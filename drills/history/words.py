"""Every word of the history and of the trend, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Language, Phrase
from bcp.wareki import LocalTime, date_said

NOTHING = "-"


def _table(name: str, **words: tuple[str, str]) -> Mapping[str, Phrase]:
    return {word: Phrase(f"{name}.{word}", ja=ja, en=en) for word, (ja, en) in words.items()}


REASON = _table(
    "history_reason",
    counted=("数に入る", "counts"),
    tabletop=("机上訓練（想定の時間）", "tabletop (assumed times)"),
    aborted=("中止した訓練", "aborted"),
    stopped=("中止条件で終了", "ended by a stop condition"),
    real_event=("実災害へ移行", "became the real event"),
    open=("終わっていない記録", "not closed"),
    damaged=("信用できない記録", "cannot be trusted"),
    empty=("始まる前に止まった記録", "ended before it began"),
    part=("結合した記録に含まれる", "part of a merged record"),
    copy=("同じ訓練の別の記録", "another record of the same drill"),
    pretended=("付与した状態の時間", "a pretended state"),
    prepared=("用意した回答の時間", "answers made beforehand"),
    assumed=("想定の時間を含む", "holds assumed time"),
    not_recovered=("復旧せず（目標未達）", "not recovered (target missed)"),
    not_measured=("停止または測定なし", "not lost, or not measured"),
)
CHANGE = _table(
    "history_changed",
    scenario=("シナリオの内容", "the course of the scenario"),
    mode=("訓練の方法", "the kind of drill"),
    target=("目標の時間", "the target"),
    start=("起点", "the moment it counts from"),
    asked=("確認の方法", "the questions that decide"),
)
DIRECTION = _table(
    "history_direction",
    shorter=("短縮", "shorter"),
    longer=("長期化", "longer"),
    none=("なし", "none"),
)
COVERED = _table(
    "history_covered",
    measured=("復旧を実測", "recovery measured"),
    not_lost=("確認のみ（停止なし）", "asked, never down"),
    pretended=("机上・付与のみ", "pretended only"),
    unseen=("確認できず", "could not be told"),
    never=("未実施", "never drilled"),
)
IMPORTANCE = _table(
    "history_importance",
    critical=("最重要", "critical"),
    important=("重要", "important"),
    normal=("通常", "normal"),
)
MEASURE = _table(
    "history_measured",
    rto=("復旧時間", "recovery time"),
    rpo=("失われたデータの時間", "data lost"),
    time=("所要時間", "time taken"),
)
WITH_LEVEL = Phrase("history.with_level", ja="{name}［{level}］", en="{name} [{level}]")


def day_said(began_us: int, offset_s: int, lang: Language) -> str:
    """「令和8年11月21日」, or "2026-11-21"."""
    said = date_said(LocalTime(began_us, offset_s), lang)
    return said.partition("（")[0] if lang == "ja" else said.partition(" ")[2]
