"""What each key of the action items is for; editors show it."""

from __future__ import annotations

from bcp.action_items import (
    ActionItem,
    ItemBudget,
    ItemClosed,
    ItemTarget,
    Occasion,
    PlanRevision,
)
from bcp.json_schema import Meanings, means

_DAY = "2027-03-31"
_RUN = "20261128-133000-eq-night-1a2b"

ITEMS: Meanings = {
    ActionItem: {
        "id": means("改善事項の名前", "the name of the item", "R8-1"),
        "what": means("課題: 何が足りなかったか", "what was wrong", "住民情報の復旧が目標を超えた"),
        "found_in": means(
            "見つかった訓練（run、head）、または会議などを言葉で",
            "the drill that showed it (run, head), or a meeting in words",
        ),
        "about": means(
            "どの目標についてか（system、stepなど）", "which target it comes from: system, step …"
        ),
        "seen_again": means("その後も同じ結果になった訓練", "later drills that showed the same"),
        "cause": means("原因", "the cause", "手順書が庁内のサーバにしかなかった"),
        "measure": means("対策", "what is done about it", "手順書を紙でも備える"),
        "owner": means("担当する役割か課（個人名は書きません）", "the role or section, no name"),
        "due": means("期限", "the day by which it is done", _DAY),
        "budget": means("予算が要るか、いくらか", "whether money is needed, and how much"),
        "plan_revision": means("計画の改定が要るか", "what must change in the plan"),
        "decision": means("幹部（CIO）に判断してほしいこと", "what the CIO has to decide"),
        "status": means(
            "状況: open（未着手）、doing（対応中）、closed（完了）", "open, doing or closed"
        ),
        "closed": means(
            "完了の日、確認した役割、根拠", "when it was closed, by whom, and the proof"
        ),
    },
    Occasion: {
        "run": means("訓練の記録の名前", "the id of the drill's record", _RUN),
        "head": means("そのときの記録の末尾のハッシュ（SHA-256）", "the hash of its last record"),
        "on": means("その日", "the day", _DAY),
        "verdict": means(
            "判定: met、missed、within_error、not_measured、no_target",
            "the verdict: met, missed, within_error, not_measured or no_target",
        ),
        "limit": means("そのときの目標", "the target then"),
        "from": means("目標をいつから数えるか", "the moment that the target counts from", "onset"),
        "actual": means("そのときの実績（区間の中央）", "what it came to: the interval's middle"),
        "error": means("実績の誤差（±）", "half the width of the interval"),
        "source": means(
            "実績の根拠: measured（実測）、observed（目視）、attested（回答）、"
            "injected（付与）、assumed（想定）",
            "measured, observed, attested, injected or assumed",
        ),
        "words": means("訓練でないとき: どこで分かったか", "where, if no drill", "4月の課内会議"),
    },
    ItemTarget: {
        "target": means(
            "目標の種類: rto（復旧時間）、rpo（データの損失）、time（手順の時間）、"
            "reached（到達の割合）、result（手順の結果）、order（手順の順番）、number（電話番号）",
            "rto, rpo, time (of a step), reached (a share of people), result (of a step), "
            "order (of steps) or number (to call)",
        ),
        "system": means("システム、回線などのid", "the id of a system, link, radio …", "juki"),
        "level": means("復旧の段階（levels）のid", "the id of one of its levels"),
        "business": means("業務のid", "the id of a business"),
        "role": means("役割のid", "the id of a role"),
        "contact": means("連絡先のid", "the id of a contact"),
        "scenario": means("シナリオのid", "the id of a scenario"),
        "step": means("そのシナリオの手順のid", "the id of one of its steps"),
        "percent": means("手順の相手のうち到達した割合（%）", "which share of its people", 90),
    },
    ItemBudget: {
        "need": means(
            "予算: needed（要）、not_needed（不要）、undecided（未定）",
            "needed, not_needed or undecided",
        ),
        "yen": means("必要額（円）", "the amount in yen", 800_000),
        "fiscal_year": means("予算の年度（西暦）", "the fiscal year, as 2027", 2027),
    },
    PlanRevision: {
        "needed": means("計画の改定が要るか", "whether the plan must change"),
        "what": means("計画のどこをどう改めるか", "what changes where"),
        "done": means("改定した日", "the day it was changed", _DAY),
    },
    ItemClosed: {
        "on": means("完了とした日", "the day it was closed", _DAY),
        "by": means("完了を確認した役割か課", "the role or section that says so"),
        "evidence": means("目標を満たした後の訓練", "the later drill that met the target"),
        "words": means(
            "訓練で確かめられないとき: 何を確かめたか", "what was seen, if no drill can"
        ),
        "target_changed": means(
            "目標が緩められたあとで完了とした理由", "why, though the target was loosened since"
        ),
    },
}
