"""What each key of a plan's notices is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.notices import NoticeRule

NOTICES: Meanings = {
    NoticeRule: {
        "id": means("お知らせの名前", "the name of this line", "to-lead"),
        "to": means(
            "送る相手: 役割・連絡先・事業者のid、または @contacts、@staff、@vendors、@group:名前。"
            "アドレスは people/contacts.yaml だけに書きます",
            "who gets it: ids of roles, contacts and vendors, or @contacts, @staff, @vendors, "
            "@group:NAME; addresses stand in people/contacts.yaml only",
            ["lead"],
        ),
        "by": means(
            "手段: mail（メール）、webhook（グループチャット）、command（独自のプログラム）",
            "the way: mail, webhook or command",
        ),
        "webhook": means(
            "by: webhook の送り先（messages.webhooks のid。書かなければ messages.webhook）",
            "where by: webhook goes: an id of messages.webhooks; without it messages.webhook",
            "kakari-chat",
        ),
        "kinds": means(
            "知らせること: before（近づいた）、started（始まった）、missed（行われなかった）、"
            "asked（人の判断を待つ）、result（結果）、failed（合格でない結果だけ）、"
            "overdue（期限切れ・期限間近のまとめ）、refused（計画が読めない）",
            "what is told: before, started, missed, asked, result, failed (only results that are "
            "not good), overdue (a digest), refused (a plan with mistakes)",
            ["before", "missed", "result"],
        ),
        "drills": means(
            "対象の訓練（drills）のid。書かなければすべて",
            "the planned drills that it is about; all of them if not given",
            ["night-survey"],
        ),
        "language": means("本文の言語: ja、en、both（両方）", "ja, en or both"),
        "quiet_hours": means(
            "送らない時間帯。その間のものは明けてから送ります。[] なら制限なし",
            "times of the day at which nothing is sent; it goes out when they end. [] for none",
            ["21:00-07:00"],
        ),
        "urgent": means(
            "quiet_hours でもすぐに送るもの（kindsの語）",
            "the kinds that go out at once, quiet hours or not",
            ["missed"],
        ),
        "digest": means(
            "期限切れのまとめを送る曜日と時刻",
            "the weekday and time at which what is overdue is told",
            "mon 09:00",
        ),
    },
}
