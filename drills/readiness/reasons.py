"""Why something stands as it does, and what to do next: the sentences of readiness."""

from __future__ import annotations

from bcp.message import Phrase

RTO = Phrase("ready.rto", ja="復旧{us:span}以内", en="back within {us:span}")
RTO_OF = Phrase("ready.rto_of", ja="{level}まで{us:span}以内", en="{level} within {us:span}")
RPO = Phrase("ready.rpo", ja="データ{us:span}前まで", en="data of {us:span} ago")
RPO_DAYS = Phrase("ready.rpo_days", ja="データ{days}営業日前まで", en="data of {days} working days")

MISSED = Phrase(
    "ready.missed",
    ja="{day:date}の訓練で「{promise}」を守れませんでした。",
    en="missed “{promise}” in the drill of {day:date}.",
)
WITHIN_ERROR = Phrase(
    "ready.within_error",
    ja="{day:date}の訓練では「{promise}」を守れたか、測定の誤差のため分かりません。",
    en="whether “{promise}” was kept on {day:date} lies within the error of the measurement.",
)
NOT_YET = Phrase(
    "ready.not_yet",
    ja="「{promise}」は一度も測っていません。",
    en="“{promise}” was never measured.",
)
DOWN = Phrase(
    "ready.down",
    ja="{day:date}の確認では止まっていました。",
    en="it was found down on {day:date}.",
)
SINCE = Phrase(
    "ready.since",
    ja="{day:date}の訓練のあとに: {what}。",
    en="since the drill of {day:date} there changed: {what}.",
)
MORE = Phrase("ready.more_changes", ja="ほかに{count}件の変更。", en="{count} more changes.")
TOO_OLD = Phrase(
    "ready.too_old",
    ja="最後に確かめたのは{days}日前（{day:date}）で、{limit}日を過ぎています。",
    en="last verified {days} days ago ({day:date}), which is more than {limit}.",
)
NEEDS = Phrase(
    "ready.needs",
    ja="必要とする「{id}」が止まっているか、目標を守れません。",
    en="what it needs is failing: {id}.",
)
ONLY_PRETENDED = Phrase(
    "ready.only_pretended",
    ja="{day:date}の訓練は机上または想定だけで、実測ではありません。",
    en="the drill of {day:date} was at a table or pretended: nothing was measured.",
)
NOT_TOLD = Phrase(
    "ready.not_told",
    ja="{day:date}の訓練では測れませんでした（止まらなかったか、確かめられなかった）。",
    en="the drill of {day:date} could not measure it: it was not lost, or could not be asked.",
)
NEVER = Phrase("ready.never", ja="訓練で測ったことがありません。", en="no drill ever measured it.")
NO_PROMISE = Phrase(
    "ready.no_promise",
    ja="目標（rto・rpo）がないため、判定できません。",
    en="the plan promises nothing of it (rto, rpo), so nothing can be judged.",
)
NOT_COMPARED = Phrase(
    "ready.not_compared",
    ja="{day:date}の訓練の記録から当時の計画を読めないため、変更の有無は分かりません。",
    en="the plan of {day:date} cannot be read from its record: whether it changed is not known.",
)

HOLD = Phrase("ready.hold", ja="訓練で測る", en="measure it in a drill")
LOOK_ONLY = Phrase(
    "ready.look_only",
    ja="操作の許可（allowed_until）が切れているので、まず操作せずに確かめる",
    en="its actions are not permitted today (allowed_until): walk through it first, without them",
)
PERMIT = Phrase(
    "ready.permit",
    ja="操作の許可（allowed_until）が切れている。何を許可してもらうかを見る（何にも触れない）",
    en="its actions are not permitted today (allowed_until): see which they are, and have them "
    "permitted (nothing is touched)",
)
MEND = Phrase("ready.mend", ja="直して、訓練で測り直す", en="mend it, then measure it again")
LOOK = Phrase("ready.look", ja="復旧させて、もう一度確かめる", en="bring it back, then look again")
NO_SCENARIO = Phrase(
    "ready.no_scenario",
    ja="これを測るシナリオがない。合うものを探して加える",
    en="no scenario measures it: find one and add it",
)
PROMISE_IT = Phrase(
    "ready.promise_it",
    ja="計画に rto を書く",
    en="write its rto into the plan",
)
