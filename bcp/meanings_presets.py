"""What each key of a preset is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.preset import Preset, PresetValue

PRESETS: Meanings = {
    Preset: {
        "title": means("何の既定値か", "what it holds", "目標復旧時間の区分"),
        "for": means(
            "使う所: system（systemsのpreset）、rto_class、business（businessesのkind）、"
            "trigger（写して使う発動基準）、scale（kpiのscale）",
            "where it is used: by a system's preset, a rto_class, a business's kind, for triggers "
            "to copy, or by the scale of a figure",
        ),
        "values": means("値を、出どころとともに", "its values, each with its source"),
        "note": means("覚え書き", "a note for readers"),
    },
    PresetValue: {
        "id": means("計画で使う語", "the word that plans use", "12h"),
        "source": means("値の出どころ", "where the value comes from", "全庁のBCP 表3"),
        "name": means("呼び名", "what it is called", "12時間以内"),
        "rto": means("目標復旧時間", "the recovery time objective"),
        "rpo": means("目標復旧時点", "the recovery point objective"),
        "rlo": means("目標復旧レベル（文で）", "the recovery level objective in words"),
        "rto_class": means("目標復旧時間の区分", "the class of recovery time"),
        "start_by": means("業務をいつまでに再開するか", "when the duty must run again"),
        "event": means("発動基準の出来事", "the event of a trigger"),
        "level": means("発動基準の程度", "the level of a trigger"),
        "action": means("発動したときに行うこと", "what follows of a trigger"),
        "at_least": means("この評価になる達成率の下限（%）", "the lowest rate of this grade, in %"),
        "note": means("覚え書き", "a note for readers"),
    },
}
