"""The sentences of `drills.report.event_words`."""

from __future__ import annotations

from bcp.message import Phrase

STARTED = Phrase(
    "told.started", ja="訓練開始「{title}」（{mode}）", en='drill began: "{title}" ({mode})'
)
RESUMED = Phrase(
    "told.resumed",
    ja="中断から再開しました（記録のない時間 {gap:span}）。この間の時間は概算です。",
    en="resumed after {gap:span} without a record; times across that gap are approximate",
)
CLOCK_FORWARD = Phrase(
    "told.clock_forward",
    ja="端末の時計が{by:span}進みました。測った時間は変わりません。",
    en="this computer's clock jumped ahead by {by:span}; no measured time changed",
)
CLOCK_BACK = Phrase(
    "told.clock_back",
    ja="端末の時計が{by:span}戻りました。測った時間は変わりません。",
    en="this computer's clock jumped back by {by:span}; no measured time changed",
)
DUE = Phrase("told.due", ja="開始［{step}］{name}", en="begun [{step}] {name}")
LATE = Phrase(
    "told.late",
    ja="{what}（予定より{late:span}遅れ）",
    en="{what} ({late:span} later than planned)",
)
INJECTED = Phrase("told.injected", ja="状況付与「{text}」", en='situation given: "{text}"')
INJECTED_TO = Phrase(
    "told.injected_to", ja="状況付与（{to}へ）「{text}」", en='situation given to {to}: "{text}"'
)
INJECTED_BY = Phrase(
    "told.injected_by",
    ja="状況付与（{sender}から）「{text}」",
    en='situation given, from {sender}: "{text}"',
)
INJECTED_BOTH = Phrase(
    "told.injected_both",
    ja="状況付与（{sender}から{to}へ）「{text}」",
    en='situation given, from {sender} to {to}: "{text}"',
)
GIVEN = Phrase(
    "told.given",
    ja="進行管理者が追加で状況付与（{to}へ）「{text}」",
    en='situation given besides the scenario, to {to}: "{text}"',
)
PROBE_LOST = Phrase(
    "told.probe_lost",
    ja="確認の途中で中断したため、確認し直します［{step}］",
    en="interrupted while asking; will ask again [{step}]",
)
ANSWERED = Phrase("told.answered", ja="回答［{step}］{answer}", en="answer [{step}]: {answer}")
ANSWERED_NOTE = Phrase(
    "told.answered_note",
    ja="回答［{step}］{answer}（{note}）",
    en="answer [{step}]: {answer} ({note})",
)
APPROVED = Phrase("told.approved", ja="承認［{step}］（{role}）", en="approved [{step}] as {role}")
REFUSED = Phrase("told.refused", ja="却下［{step}］（{role}）", en="refused [{step}] as {role}")
NOTED = Phrase("told.noted", ja="{what}（{note}）", en="{what} ({note})")
ORDERED = Phrase(
    "told.ordered", ja="操作を実行: {server} で {command}", en="running {command} on {server}"
)
UNDO_ORDERED = Phrase(
    "told.undo_ordered",
    ja="元に戻す操作を実行: {server} で {command}",
    en="taking back: running {command} on {server}",
)
ACTION_ENDED = Phrase(
    "told.action_ended",
    ja="操作の結果（{server} の {command}）: {outcome}",
    en="{command} on {server}: {outcome}",
)
IN_DOUBT = Phrase(
    "told.in_doubt",
    ja="操作の結果が分かりません（{server} の {command}）: {why}",
    en="what became of {command} on {server} is not known: {why}",
)
SETTLED_DOUBT = Phrase(
    "told.settled",
    ja="結果が不明だった操作「{command}」を確認: {verdict}",
    en="{command}, which was in doubt, was looked at: {verdict}",
)
BY_HAND = Phrase(
    "told.by_hand",
    ja="元に戻せませんでした。{steps}{server}（{address}）で次を実行してください: {line}（{why}）",
    en="could not be taken back. {steps}On {server} ({address}), type: {line} ({why})",
)
ENDED = Phrase("told.ended", ja="終了［{step}］{ending}", en="ended [{step}]: {ending}")
CHECKED = Phrase("told.checked", ja="確認［{step}］{ending}", en="checked [{step}]: {ending}")
BECAUSE = Phrase("told.because", ja="{what}。{why}", en="{what}. {why}")
AND = Phrase("told.and", ja="{one} / {other}", en="{one} / {other}")
CHECK_NAME = Phrase("told.check_name", ja="{name}（{check}）", en="{name} ({check})")
ON_PAPER = Phrase(
    "told.on_paper",
    ja="紙の記録（{clock}、入力: {by}）: {text}",
    en="on paper at {clock}, entered by {by}: {text}",
)
LOST = Phrase(
    "told.lost",
    ja="停止を検出: {name}。止まったのは{low}から{high}の間",
    en="down: {name}, lost between {low} and {high}",
)
DOWN_FROM_START = Phrase(
    "told.down_from_start",
    ja="最初の確認から停止: {name}",
    en="down from the first ask on: {name}",
)
RETURNED = Phrase(
    "told.returned",
    ja="復旧を確認: {name}。戻ったのは{low}から{high}の間",
    en="back: {name}, returned between {low} and {high}",
)
FLAPPED = Phrase(
    "told.flapped",
    ja="一時的に戻り、再び停止: {name}（正常な応答は{count}回）",
    en="back for a moment only: {name} ({count} good answers)",
)
UNKNOWN = Phrase("told.unknown", ja="確認できなくなりました: {name}", en="cannot be asked: {name}")
KNOWN = Phrase(
    "told.known",
    ja="再び確認できるようになりました: {name}（不明だった時間 {spell:span}）",
    en="can be asked again: {name} (unknown for {spell:span})",
)
PRETENDED = Phrase(
    "told.pretended",
    ja="想定: {name}は停止しています",
    en="assumed: {name} is down",
)
PRETENDED_UP = Phrase(
    "told.pretended_up",
    ja="想定: {name}は動いています",
    en="assumed: {name} works",
)
PRETENDED_LEVEL = Phrase(
    "told.pretended_level",
    ja="想定: {name}は「{level}」の段階まで動いています",
    en="assumed: {name} works up to {level}",
)
CLEARED = Phrase(
    "told.cleared",
    ja="想定を解除: {name}",
    en="assumed no more: {name}",
)
JUMPED = Phrase(
    "told.jumped",
    ja="想定の時刻を{by:span}進めました",
    en="the event clock jumped ahead by {by:span} (assumed time)",
)
PAUSED = Phrase("told.paused", ja="一時停止", en="paused")
CONTINUED = Phrase("told.continued", ja="一時停止を解除", en="went on after the pause")
HELD_BACK = Phrase("told.held_back", ja="手順を保留［{step}］", en="held back [{step}]")
RELEASED = Phrase("told.released", ja="保留を解除［{step}］", en="released [{step}]")
ADVANCED = Phrase("told.advanced", ja="手順を直ちに開始［{step}］", en="made due at once [{step}]")
ASIDE = Phrase(
    "told.aside",
    ja="監視の判定から除外: {name}。理由: {reason}",
    en="check set aside: {name}. Reason: {reason}",
)
SECONDED = Phrase(
    "told.seconded", ja="{what}（確認者: {second}）", en="{what} (confirmed by {second})"
)
AMENDED = Phrase(
    "told.amended",
    ja="記録{seq}の {field} を「{value}」に訂正。理由: {reason}",
    en='record {seq}: {field} corrected to "{value}". Reason: {reason}',
)
MARKERS = Phrase(
    "told.markers",
    ja="データの目印を確認: {name}に{count}個残っていました",
    en="markers read: {count} survived in {name}",
)
MARKERS_UNREAD = Phrase(
    "told.markers_unread",
    ja="データの目印を読み出せませんでした: {name}。{why}",
    en="markers could not be read: {name}. {why}",
)
DEVIATED = Phrase(
    "told.deviated",
    ja="逸脱: 「{before}」が完了する前に「{step}」が行われました",
    en="deviation: {step} was done before {before} had held",
)
CLOSING = Phrase("told.closing", ja="訓練の終了処理を開始（{finish}）", en="closing ({finish})")
DRILL_ENDED = Phrase("told.drill_ended", ja="訓練終了（{finish}）", en="drill ended ({finish})")
LOOKING = Phrase(
    "told.looking",
    ja="手順はすべて終わりました。{names:list} の復旧を最長{limit:span}見届けます"
    "（待たずに終えるには中止します）",
    en="all steps are over; watching for {names:list} to come back, for {limit:span} at most "
    "(an abort ends it at once)",
)
LOOK_ENDED = Phrase(
    "told.look_ended",
    ja="復旧を待たずに終えることにしました",
    en="not waiting for them to come back any longer",
)
