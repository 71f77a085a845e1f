"""Why an approval that was signed beforehand does not hold."""

from __future__ import annotations

from bcp.message import Phrase

NO_APPROVER = Phrase(
    "signed.no_approver",
    ja="計画の approvers に「{word}」という人はいません。",
    en="the plan's approvers have no {word!r}.",
)
OTHER_SCENARIO = Phrase(
    "signed.other_scenario",
    ja="シナリオ「{word}」の承認で、今回の「{scenario}」の承認ではありません。",
    en="this approves the scenario {word!r}, not {scenario!r}.",
)
NO_DATE = Phrase(
    "signed.no_date",
    ja="「{word}」は日付として読めません。「2026-11-21」のように書きます。",
    en="{word!r} is no date like 2026-11-21.",
)
EXPIRED = Phrase(
    "signed.expired",
    ja="この事前承認の期限（{until}）は過ぎています（今日は {today}）。",
    en="this approval was good until {until}, and today is {today}.",
)
NOT_YET = Phrase(
    "signed.not_yet",
    ja="署名の日付（{on}）が今日（{today}）より後です。",
    en="it is dated {on}, which is after today ({today}).",
)
BACKWARDS = Phrase(
    "signed.backwards",
    ja="期限（{until}）が署名の日付（{on}）より前です。",
    en="it ends on {until}, before the day it was signed ({on}).",
)
NOT_HIS_ROLE = Phrase(
    "signed.not_his_role",
    ja="{name}さんは「{role}」として承認できません。",
    en="{name} may not approve as {role!r}.",
)
OWN_DRILL = Phrase(
    "signed.own_drill",
    ja="{name}さんは、この訓練を始める本人なので、その操作を承認できません。",
    en="{name} is the one who starts this drill, and so cannot approve its actions.",
)
NO_STEP = Phrase(
    "signed.no_step",
    ja="シナリオに「{step}」という手順はありません。",
    en="the scenario has no step {step!r}.",
)
STEP_TWICE = Phrase(
    "signed.step_twice",
    ja="手順「{step}」が2回書かれています。",
    en="the step {step!r} is written twice.",
)
NO_STEPS = Phrase(
    "signed.no_steps",
    ja="承認する手順が一つも書かれていません。",
    en="it names no step to approve.",
)
NOT_REVERSIBLE = Phrase(
    "signed.not_reversible",
    ja="手順「{step}」は、元に戻せる操作ではないため、事前には承認できません。",
    en="the step {step!r} is no action that can be taken back, so nobody can approve it "
    "beforehand.",
)
NOT_ASKED = Phrase(
    "signed.not_asked",
    ja="シナリオは、手順「{step}」に「{role}」の承認を求めていません。",
    en="the scenario does not ask {role!r} to approve the step {step!r}.",
)
CHANGED = Phrase(
    "signed.changed",
    ja="手順「{step}」の {field} が、署名の後に変わっています（署名時: {was}、現在: {now}）。",
    en="{field} of the step {step!r} was changed after signing. It was {was}; now it is {now}.",
)
OTHER_KEY = Phrase(
    "signed.other_key",
    ja="計画にある{name}さんの鍵（{wanted}）ではなく、別の鍵（{found}）で署名されています。",
    en="it is signed with another key ({found}) than the plan has for {name} ({wanted}).",
)
ONLY_OPERATIONAL = Phrase(
    "signed.only_operational",
    ja="--signed は、実際に操作する訓練（--mode operational）でだけ使います。",
    en="--signed is only for a drill that acts on servers (--mode operational).",
)

SIGN_AGAIN = Phrase(
    "signed.sign_again",
    ja="内容を確かめてもらい、bcp-drill sign-approval でもう一度署名してもらってください。",
    en="Have it looked at and signed again with bcp-drill sign-approval.",
)
APPROVE_LIVE = Phrase(
    "signed.approve_live",
    ja="訓練の中で、本人に承認してもらってください。",
    en="Have it approved during the drill, by a person who is there.",
)
SOMEBODY_ELSE = Phrase(
    "signed.somebody_else",
    ja="別の人に承認してもらうか、別の人が訓練を始めてください。",
    en="Have somebody else approve, or somebody else start the drill.",
)
REVERSIBLE_ARE = Phrase(
    "signed.reversible_are",
    ja="元に戻せる操作の手順: {steps:list}。ほかの操作は、訓練の中で承認してください。",
    en="Those that can be taken back: {steps:list}. Have others approved during the drill.",
)
