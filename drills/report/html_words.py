"""What only the page says; everything else it shares with the text."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Phrase
from drills.core.overall import Overall
from drills.report.path_words import KINDS

DRILL = Phrase("page.drill", ja="訓練名", en="Drill")
KIND = Phrase("page.kind", ja="種別・想定", en="Kind")
KIND_SAID = Phrase("page.kind_said", ja="{mode}・{hazard}", en="{mode}, {hazard}")
HELD = Phrase("page.held", ja="日時", en="Held")
BY = Phrase("page.by", ja="作成所属", en="Organisation")
AUTHOR = Phrase("page.author", ja="作成者（進行）", en="Operator")
WRITTEN = Phrase("page.written", ja="作成日", en="Date")
WRITTEN_SAID = Phrase(
    "page.written_said",
    ja="{date}（記録の終わりの日）",
    en="{date} (end of the record)",
)
RUN = Phrase("page.run", ja="実施番号", en="Run")
RECORD = Phrase("page.record", ja="記録の検証", en="Record")
RESULT = Phrase("page.result", ja="結果", en="Result")
OF_THEM_MEASURED = Phrase("page.of_them_measured", ja="うち実測{count}", en="{count} measured")
STEPS = Phrase("page.steps", ja="手順", en="steps")
STEPS_SAID = Phrase(
    "page.steps_said",
    ja="失敗{failed}・未実施{not_done}",
    en="{failed} failed, {not_done} not done",
)
CONTENTS = Phrase("page.contents", ja="目次", en="Contents")
LEGEND = Phrase("page.legend", ja="凡例", en="Legend")
BAR_LIMIT = Phrase("page.bar_limit", ja="目標 {limit}", en="target {limit}")
BAR_SAYS = Phrase(
    "page.bar_says",
    ja="{title}: {verdict}。目標 {limit}、実績 {actual}。",
    en="{title}: {verdict}. Target {limit}, actual {actual}.",
)
BAR_BLANK = Phrase("page.bar_blank", ja="測った値はありません", en="no measured value")
BAR_BEYOND = Phrase(
    "page.bar_beyond", ja="目標を過ぎても終わっていません", en="not over when the target had passed"
)
LEGEND_CERTAIN = Phrase("page.legend_certain", ja="実績（確実な部分）", en="actual (certain)")
LEGEND_BAND = Phrase(
    "page.legend_band", ja="測定誤差の幅（実績はこの間）", en="error: the actual lies in here"
)
LEGEND_UNREAL = Phrase(
    "page.legend_unreal", ja="付与・想定による（見ていない）", en="pretended or assumed (not seen)"
)
LEGEND_LIMIT = Phrase("page.legend_limit", ja="目標", en="target")
LEGEND_BEYOND = Phrase(
    "page.legend_beyond", ja="枠の外へ続く、または終わらず", en="goes on beyond the frame"
)
LEGEND_BLANK = Phrase("page.legend_blank", ja="測った値なし（0ではない）", en="no value (not zero)")
CHART = Phrase("page.chart", ja="経過図", en="Course of the drill")
CHART_SAYS = Phrase(
    "page.chart_says",
    ja="横軸は時刻（下段は訓練開始からの時間）。同じ内容は下の各表にあります。",
    en="Across: the time of day, and below it the time since the start. "
    "The tables below say the same.",
)
LANE_ACTIONS = Phrase("page.lane_actions", ja="サーバへの操作", en="Done on servers")
LANE_GONE = Phrase("page.lane_gone", ja="{name} のデータ", en="data of {name}")
LANE_INTERRUPTED = Phrase("page.lane_interrupted", ja="中断・時計", en="Interruptions, clock")
LANE_PRETENDED = Phrase("page.lane_pretended", ja="{name}（付与）", en="{name} (pretended)")
QUIET = Phrase(
    "page.quiet",
    ja="異常も不明もなかった監視: {names:list}",
    en="Never broken and never unknown: {names:list}",
)
COUNTED = Phrase("page.counted", ja="数値", en="Figure")
FORMULA = Phrase("page.formula", ja="求め方", en="How it was computed")
RECORDS = Phrase("page.records", ja="記録", en="Records")
OTHER_RECORDS = Phrase("page.other_records", ja="そのほかの記録", en="Other records")
OTHER_RECORDS_SAY = Phrase(
    "page.other_records_say",
    ja="上の表が根拠として挙げ、訓練記録に行のない記録です。内容は bcp-drill replay で見られます。",
    en="Records that the tables above rest on and that have no line in the log; bcp-drill replay "
    "shows what they hold.",
)
AT = Phrase("page.record_at", ja="時刻", en="Time")
EVENT = Phrase("page.record_event", ja="種類", en="Event")
ABOUT = Phrase("page.record_about", ja="対象", en="About")
PRINTED = Phrase("page.printed", ja="取扱注意", en="Confidential")


def _table(area: str, **words: tuple[str, str]) -> dict[str, Phrase]:
    return {word: Phrase(f"{area}.{word}", ja=ja, en=en) for word, (ja, en) in words.items()}


SENTENCE: Mapping[Overall, Phrase] = {
    Overall(word): phrase
    for word, phrase in _table(
        "page_result",
        passed=(
            "未達の目標も、失敗した手順もありませんでした。",
            "No target was missed, and no step failed.",
        ),
        target_missed=(
            "目標に間に合わなかったものがあります。",
            "At least one target was missed.",
        ),
        within_error=(
            "測定の誤差のため、達成とも未達とも言えない目標があります。",
            "At least one target lies within the error, so nobody can say whether it was met.",
        ),
        not_measured=(
            "測れなかった目標があるため、達成とは言えません。",
            "Targets were not measured, so they cannot be called met.",
        ),
        step_failed=(
            "失敗した手順、始まらなかった手順、または元に戻せなかった操作があります。",
            "A step failed or was never reached, or something could not be taken back.",
        ),
        stopped=(
            "シナリオの中止条件に当たったため、自動で終わりました。",
            "A stop condition of the scenario ended the drill.",
        ),
        aborted=("訓練は途中で中止されました。", "The drill was ended before its time."),
        real_event=(
            "実災害のため訓練を終え、実際の対応に移りました。",
            "A real event ended the drill, and the real response began.",
        ),
        not_closed=(
            "終了の記録がありません。ここまでの途中の結果です。",
            "No end is recorded; this is what came of it so far.",
        ),
    ).items()
}
# What is drawn in the chart, and how it is called beneath it.
DRAWN: Mapping[str, Phrase] = _table(
    "page_drawn",
    down=("停止", "down"),
    edge=("停止・復旧の時刻の幅（誤差）", "when it was lost or returned (error)"),
    open=("記録の終わりまで続く", "goes on to the end of the record"),
    flap=("一時的な復旧", "back for a moment"),
    pretended=("付与による想定", "pretended"),
    unknown=("確認できず（不明）", "no answer (unknown)"),
    aside=("判定から除外", "set aside"),
    run=("操作", "action"),
    undo=("元に戻す操作", "undo"),
    gone=("失われたデータの範囲", "data that is gone"),
    kept=("残っていた最も新しい目印", "newest marker that survived"),
    paused=("一時停止", "paused"),
    gap=("記録のない時間", "no record"),
    jump=("想定の時刻を進めた点", "jump of the event clock"),
    step=("端末の時計のずれ", "step of this computer's clock"),
) | {
    **{f"s-{kind}": phrase for kind, phrase in KINDS.items()},
    "s-done": Phrase("page_drawn.step_done", ja="手順の終わり", en="end of a step"),
    "s-failed": Phrase("page_drawn.step_failed", ja="失敗した手順", en="step that failed"),
}
