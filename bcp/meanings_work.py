"""What each key of the assumed damage, the action plans and the damage check is for."""

from __future__ import annotations

from bcp.action_plans import ActionPlan, ActionStep, AssumedHazard, DamageItem, DamageSheet
from bcp.json_schema import Meanings, means

WORK: Meanings = {
    AssumedHazard: {
        "id": means("被害想定の名前", "the name of the assumption"),
        "kind": means(
            "災害の種類。シナリオのhazard.kindと同じ語",
            "what kind of event: the same word as hazard.kind in scenarios",
            *("earthquake", "flood", "power_cut", "ransomware"),
        ),
        "name": means("想定の呼び名", "what it is called", "直下型地震"),
        "level": means("規模", "how large", "震度6弱"),
        "source": means("想定の出どころ", "who assumes it", "地域防災計画"),
        "lifelines": means(
            "ライフラインごとの状況（power、phone、mobile、internet、water、gas、transportなど）",
            "how each lifeline fares: power, phone, mobile, internet, water, gas, transport …",
            {"power": "全域停電、3日", "phone": "ふくそう"},
        ),
        "damage": means("庁舎や機器の被害", "the damage to buildings and devices"),
    },
    ActionPlan: {
        "id": means("行動計画の名前", "the name of this part"),
        "phase": means("時期（phasesのどれか）", "one of the plan's phases", "0-1h"),
        "role": means("行う役割のid", "the id of the role that does it", "lead"),
        "steps": means("行うことを、順に", "what is done, in order"),
    },
    ActionStep: {
        "do": means("すること", "what is to be done"),
        "evidence": means("したことを示すもの", "what shows that it was done", "点呼簿"),
        "within": means("時期の始まりから、いつまでに", "how soon after the phase began", "30m"),
        "decision": means("判断するところか", "whether somebody decides here"),
        "otherwise": means("判断が反対のとき、すること", "what is done if the answer is no"),
    },
    DamageSheet: {
        "id": means("確認票の名前", "the name of the sheet"),
        "place": means("確認する場所", "the place that is looked at", "サーバ室"),
        "items": means("確認する項目を、見る順に", "its rows, in the order to look"),
    },
    DamageItem: {
        "label": means("確認するもの", "what is looked at", "UPSの残り時間"),
        "how": means("確認の仕方（専門でない人にも分かるように）", "how, for a non-specialist"),
        "of": means("計画にあるもののid（システム、電源、拠点など）", "its id in the plan"),
        "by": means("確認する役割のid", "the id of the role that looks", "survey"),
        "within": means("いつまでに", "how soon", "30m"),
    },
}
