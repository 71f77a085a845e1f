"""What each key of a plan's muster is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.muster import Assembly, Assumptions, Commute, HeadCount

MUSTER: Meanings = {
    Commute: {
        "minutes": means("ふだんの方法での所要時間（分）", "minutes by the usual way"),
        "km": means("徒歩での距離（km）", "how far it is on foot, in km"),
        "by": means(
            "ふだんの方法: walk（徒歩）、bicycle（自転車）、car（車）、train（鉄道・バス）",
            "the usual way",
        ),
    },
    HeadCount: {
        "by": means("呼び出しからの時間", "how long after people were called", "1h", "3h"),
        "roles": means(
            "その時までに要る人数を、役割のidごとに",
            "how many must be there by then, by the id of the role",
            {"lead": 1, "survey": 2},
        ),
    },
    Assumptions: {
        "walk_kmh": means("歩く速さ（時速km、昼）", "walking speed by day, in km/h"),
        "walk_kmh_night": means("歩く速さ（時速km、夜）", "walking speed at night, in km/h"),
        "bicycle_kmh": means("自転車の速さ（時速km）", "speed by bicycle, in km/h"),
        "ready": means("家を出るまでの時間（休日の昼）", "until they set out, by day"),
        "ready_night": means("家を出るまでの時間（夜間）", "until they set out, at night"),
        "walk_limit_km": means(
            "歩いて来られると見なす距離の上限（km）", "nobody is expected to walk further, in km"
        ),
        "no_traffic": means(
            "車も鉄道も使えないと見なす災害の種類（hazardのkind）",
            "the kinds of hazard in which neither cars nor trains go",
            ["earthquake", "tsunami"],
        ),
        "source": means(
            "これらの値の出典（報告書に載ります）", "where the figures come from; it is reported"
        ),
    },
    Assembly: {
        "needs": means("段階ごとに要る人数", "how many are needed in each phase"),
        "assumes": means(
            "参集の見込みの計算に使う仮定", "what expected arrivals are reckoned with"
        ),
    },
}
