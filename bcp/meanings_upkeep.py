"""What each key of the files in ``manage`` is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.upkeep import Countermeasure, DrillRoles, Indicator, Inspection, PlannedDrill, Turn

_DAY = "2027-03-31"

UPKEEP: Meanings = {
    Countermeasure: {
        "id": means("対策の名前", "the name of the countermeasure"),
        "weakness": means("弱いところ", "what is weak", "ラックが固定されていない"),
        "action": means("対策", "what is done about it"),
        "cost": means("費用", "what it costs", "約80万円"),
        "fiscal_year": means("実施する年度（西暦）", "the fiscal year, as 2027", 2027),
        "owner": means("担当する役割や課", "the role or section in charge"),
        "due": means("期限", "the day by which it is done", _DAY),
        "status": means(
            "状況: open（未着手）、doing（実施中）、done（済み）", "open, doing or done"
        ),
        "systems": means("対象のシステムのid", "the systems that it is about", ["register"]),
    },
    Indicator: {
        "id": means("指標の名前", "the name of the figure"),
        "name": means("指標の呼び名", "what it is called", "連絡がついた職員の割合"),
        "target": means("目標値", "the value wanted", 90),
        "unit": means("単位", "its unit", "%"),
        "direction": means(
            "よい方向: smaller（小さいほど）、larger（大きいほど）",
            "which values are better: smaller or larger ones",
        ),
        "source": means("数値の出どころ", "where its value comes from", "訓練の報告書"),
        "scale": means(
            "評価の段階（既定値の名前）",
            "the preset with the grades that it is given",
            *("grades-abcd", "grades-marks"),
        ),
        "fed_by": means(
            "訓練のどの結果から値を得るか: rto_met（RTO内に復旧した割合）、targets_met（目標の達成"
            "割合）、people_reached（連絡がついた人の割合）、people_checked_in（点呼に応じた人の"
            "割合）、step_minutes（手順の所要分）",
            "which result of a drill gives its value: percents of targets or of people, or the "
            "minutes of a step",
        ),
        "step": means(
            "fed_by の対象となる手順のid", "the step that fed_by is about", "first-report"
        ),
        "within": means(
            "手順の開始からこの時間までに連絡がついた・応じた人だけを数える",
            "count people only who were there within this time of the step's beginning",
            "30m",
        ),
    },
    Inspection: {
        "id": means("点検の名前", "the name of the inspection"),
        "of": means("点検するもののid", "the id of what is inspected", "generator"),
        "kind": means(
            "種類: daily（日常）、regular（定期）、detailed（精密）", "daily, regular or detailed"
        ),
        "every": means("点検の間隔", "how often", "30d", "365d"),
        "last": means("直近の点検の日", "the day it was last made", "2026-06-10"),
        "next": means("次の点検の日", "the day it is to be made next", "2027-06-10"),
        "by": means("点検する人や事業者", "who makes it"),
        "found": means("直近の点検で分かったこと", "what was found the last time"),
    },
    PlannedDrill: {
        "id": means("訓練の名前", "the name of the drill"),
        "scenario": means("使うシナリオのid", "the id of its scenario", "comms-only"),
        "name": means("訓練の呼び名", "what it is called"),
        "purpose": means("目的", "what it is for"),
        "when": means("いつ行うか", "when it is held", "4月中", "令和8年11月28日 13:30"),
        "place": means("場所", "where"),
        "participants": means("参加する人や課を", "who takes part", ["情報係", "市民課"]),
        "roles": means("統裁、進行、評価、記録の担当", "who directs, controls, evaluates, records"),
        "stop_if": means("中止する条件", "when it is stopped"),
        "safety": means("安全のためにすること", "what is done for safety"),
        "prepare": means("準備するもの", "what is to be prepared", ["状況付与票", "時計"]),
        "evaluate": means("評価する項目", "what is evaluated"),
        "approver": means("承認する人（職名）", "who approves it: a post"),
        "starts": means(
            "訓練の日時の規則（複数書けます）",
            "the rules by which it comes due; several may be given",
            {"cron": "30 2 * * mon-fri"},
            {"in": [4, 10], "day": "2nd tue", "at": "09:00"},
        ),
        "unattended": means(
            "人がいなくても自動で始めるときの方式: tabletop（机上、answersが必要）、walkthrough"
            "（手順確認）、operational（実動）。書かなければ人が始めます",
            "the mode in which it may start by itself; left out, a person starts it",
        ),
        "send": means(
            "メッセージの送信: none（しない）、test（試験の宛先だけ）、real（本当に送る）",
            "whether messages go out: none, test (to the test addresses) or real",
        ),
        "missed": means(
            "始められなかったとき: skip（その回は行わない）、late（late_within以内なら遅れて"
            "始める）、ask（人に尋ねる）",
            "what happens where it could not start in time: skip, late or ask",
        ),
        "late_within": means("遅れて始めてよい時間", "how late it may still start", "4h"),
        "if_closed": means(
            "閉庁日などに当たったとき: skip（行わない）、before（前の開庁日）、after（次の"
            "開庁日）。省略時、cronはskip、ほかはafter",
            "what happens on a closed day: skip, before or after; left out, skip for cron and "
            "after for the rest",
        ),
        "despite": means(
            "当たっても行うもの: closed-days（閉庁日）、blackouts（訓練を行わない期間）、outages"
            "（計画停電）、quiet-hours（自動で始めない時間帯）",
            "what does not keep it from being held",
            ["closed-days"],
        ),
        "responsible": means("担当する役割のid", "the id of the role in charge", "lead"),
        "answers": means(
            "自動で始める机上訓練の回答のファイル",
            "the file of answers, for a tabletop that starts by itself",
        ),
        "set": means("シナリオのパラメータに入れる値", "values of the scenario's parameters"),
        "turn": means(
            "毎回、計画の一覧の次の1つを対象にする",
            "one thing of a list of the plan each time",
            {"parameter": "backup", "of": "backups"},
        ),
        "signed": means("署名済みの承認のファイル", "files of signed approvals"),
        "zone": means("訓練を始めるネットワークの区域", "the network zone that it is run from"),
        "limit": means("訓練にかけてよい時間", "how long it may take", "2h"),
        "remind": means(
            "どれだけ前に担当へ知らせるか", "how long before it people are reminded", ["14d", "1d"]
        ),
    },
    Turn: {
        "parameter": means("値を入れるシナリオのパラメータ", "the scenario's parameter", "backup"),
        "of": means("計画のどの一覧から", "from which list of the plan", "backups"),
    },
    DrillRoles: {
        "director": means("統裁する人（職名）", "who directs it: a post"),
        "controller": means("進行を管理する人（職名）", "who controls it: a post"),
        "evaluator": means("評価する人（職名）", "who evaluates it: a post"),
        "recorder": means("記録する人（職名）", "who writes it down: a post"),
    },
}
