"""The product's fixed words as a report says them: one phrase for each."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Message, Phrase
from drills.core import ending_words


def _table(area: str, **words: tuple[str, str]) -> Mapping[str, Phrase]:
    return {word: Phrase(f"{area}.{word}", ja=ja, en=en) for word, (ja, en) in words.items()}


OVERALL = _table(
    "overall",
    passed=("良好（失敗・未達なし）", "PASSED"),
    target_missed=("目標未達", "TARGET MISSED"),
    within_error=("判定できず（目標が測定誤差の範囲内）", "UNDECIDED (target within the error)"),
    not_measured=("未測定（目標に対する実績がない）", "NOT MEASURED"),
    step_failed=("手順に失敗あり", "STEP FAILED"),
    stopped=("中止条件により自動中止", "STOPPED BY A STOP CONDITION"),
    aborted=("中止", "ABORTED"),
    real_event=("実災害へ移行", "REAL EVENT"),
    not_closed=("未完了（終了の記録がない）", "NOT CLOSED"),
)
PASSED_UNMEASURED = Phrase(
    "overall.passed_unmeasured",
    ja="良好（ただし、機械で測った目標なし）",
    en="PASSED (but no target was measured by machines)",
)
PASSED_BY_WORD = Phrase(
    "overall.passed_by_word",
    ja="良好（人の記録による。機械で測る目標のない訓練）",
    en="PASSED (by what people wrote down; nothing was to be measured by machines)",
)
VERDICT = _table(
    "verdict",
    met=("達成", "met"),
    missed=("未達", "missed"),
    within_error=("誤差範囲内", "within error"),
    not_measured=("未測定", "not measured"),
    no_target=("目標なし", "no target"),
)
SOURCE = _table(
    "source",
    measured=("実測", "measured"),
    observed=("目視", "observed"),
    attested=("事業者回答", "attested"),
    injected=("付与", "injected"),
    assumed=("想定", "assumed"),
)
RESULT = _table(
    "paper_result",
    began=("開始", "started"),
    done=("完了", "done"),
    partly=("一部のみ", "partly"),
    failed=("失敗", "failed"),
    skipped=("見送り", "skipped"),
    could_not_reach=("連絡がつかず", "could not reach"),
    stopped=("停止", "stopped"),
    back=("復旧", "back"),
)
OUTCOME = _table(
    "outcome",
    held=("正常", "held"),
    broken=("異常", "broken"),
    unknown=("不明", "unknown"),
    skipped=("未実施", "skipped"),
)
ENDING = ending_words.ENDING
MODE = _table(
    "mode",
    tabletop=("机上訓練", "tabletop"),
    walkthrough=("確認のみの訓練", "walkthrough"),
    operational=("実動訓練", "operational"),
)
FINISH = _table(
    "finish",
    completed=("最後まで実施", "completed"),
    time_limit=("制限時間で終了", "time limit reached"),
    aborted=("中止", "aborted"),
    stop_condition=("中止条件で終了", "stop condition"),
    real_event=("実災害へ移行", "real event"),
)
START = _table(
    "start",
    onset=("停止時から", "from the loss"),
    detection=("検知から", "from detection"),
    declaration=("宣言から", "from declaration"),
    activation=("発動から", "from activation"),
    containment=("封じ込めから", "from containment"),
    due=("手順の開始から", "from when it was due"),
    a_step=("ある手順から", "from a step"),
)
MOMENT = _table(
    "moment",
    detection=("検知", "detection"),
    declaration=("宣言", "declaration"),
    activation=("発動", "activation"),
    containment=("封じ込め", "containment"),
)
PURPOSE = _table(
    "purpose",
    run=("操作", "action"),
    undo=("復元", "undo"),
    marker_write=("目印の書込み", "marker written"),
    marker_read=("目印の読出し", "marker read"),
)
TAKEN_BACK = _table(
    "taken_back",
    not_needed=("元に戻す操作なし", "no undo declared"),
    never_happened=("実行されていない", "never happened"),
    taken_back=("元に戻した", "taken back"),
    not_yet=("まだ元に戻していない", "not taken back"),
    impossible=("元に戻せなかった", "could not be taken back"),
    is_undo=("-", "-"),
)
SETTLED = _table(
    "settled",
    done=("実行されていた", "it had been done"),
    not_done=("実行されていなかった", "it had not been done"),
    repeat=("もう一度実行する", "do it again"),
)
PARTS = _table(
    "part",
    until_detection=("検知まで", "until detection"),
    until_declaration=("宣言まで", "until declaration"),
    until_first_action=("最初の操作まで", "until the first action"),
    work=("作業", "work"),
    people=("人の回答・承認待ち", "waiting for people"),
    verification=("復旧の確認", "verification"),
    paused=("一時停止", "paused"),
    other=("手順なし", "nothing under way"),
)
OBLIGATION = _table(
    "obligation",
    in_time=("期限内に完了", "done in time"),
    late=("遅れて完了", "done late"),
    open=("未了", "still open"),
    overdue=("期限切れ", "overdue"),
    done=("完了", "done"),
)
KIND = _table("kind", system=("システム", "system"), server=("サーバ", "server"))
STATE = _table("state", up=("正常", "up"), down=("停止", "down"))
HAZARD = _table(
    "hazard",
    earthquake=("地震", "earthquake"),
    flood=("水害", "flood"),
    typhoon=("台風", "typhoon"),
    power_cut=("停電", "power cut"),
    line_cut=("回線断", "line cut"),
    ransomware=("ランサムウェア", "ransomware"),
    cyber_attack=("サイバー攻撃", "cyber attack"),
    pandemic=("感染症", "pandemic"),
    fire=("火災", "fire"),
    equipment_failure=("機器故障", "equipment failure"),
    hardware=("機器故障", "hardware failure"),
    software=("ソフトウェアの不具合", "software failure"),
    human_error=("操作ミス", "human error"),
    defacement=("ホームページの改ざん", "defacement"),
    data_leak=("情報漏えい", "data leak"),
    certificate_expired=("証明書の期限切れ", "expired certificate"),
    personnel_change=("人事異動", "personnel changes"),
    other=("その他", "other"),
)
AS_WRITTEN = ending_words.AS_WRITTEN
FROM_STEP = Phrase("start.step", ja="手順「{step}」から", en="from step {step}")


def said(table: Mapping[str, Phrase], word: str) -> Message:
    """The phrase for a word; a word this version does not know is said as it is written."""
    return table[word]() if word in table else AS_WRITTEN(word=word)


def counted_from(start: str) -> Message:
    """From which moment a figure counts."""
    return START[start]() if start in START else FROM_STEP(step=start)
