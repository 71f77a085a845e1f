"""What each key about the plan itself is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.plan_head import FormNumbers, PaperCopy, Printing, Revision, Trigger

HEAD: Meanings = {
    Trigger: {
        "id": means("発動基準の名前", "the name of the criterion"),
        "event": means("何が起きたら", "what happens", "地震", "大規模停電"),
        "level": means("どの程度から", "from which level on", "震度6弱以上"),
        "action": means("自動的に行うこと", "what follows of itself", "全員が自動参集"),
    },
    PaperCopy: {
        "place": means("印刷した計画の置き場所", "where printed copies lie", "情報係の書庫"),
        "count": means("部数", "how many"),
    },
    Revision: {
        "on": means("改定した日", "the day of the change", "2026-04-01"),
        "by": means("改定した人（職名）", "who made it: a post", "情報係長"),
        "what": means("何を変えたか", "what was changed"),
    },
    FormNumbers: {
        "plan": means("計画書の様式番号", "the number of the plan itself", "様式第1号"),
        "contacts": means("緊急連絡先一覧の様式番号", "the number of the list of contacts"),
        "checklists": means("行動チェックリストの様式番号", "the number of the action checklists"),
        "damage-check": means("被害状況チェックシートの様式番号", "the number of the damage check"),
        "drill-plan": means("訓練計画の様式番号", "the number of the plan of a drill"),
        "injects": means("状況付与票の様式番号", "the number of the inject slips"),
        "timeline": means("進行表の様式番号", "the number of the controller's timeline"),
        "evaluation": means("評価表の様式番号", "the number of the evaluation sheet"),
        "home-copy": means("課長自宅用の写しの様式番号", "the number of the copy kept at home"),
        "report": means("訓練結果報告の様式番号", "the number of the report of a drill"),
    },
    Printing: {
        "numbers": means("様式番号", "your own number of each form", {"contacts": "様式第3号"}),
        "approval_boxes": means(
            "決裁欄の見出しを、左から", "the boxes for seals, from the left", ["課長", "係長"]
        ),
        "calendar": means(
            "印刷する日付: wareki（和暦）、gregorian（西暦）",
            "how dates are printed: Japanese era or Gregorian",
        ),
    },
}
