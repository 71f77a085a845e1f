"""What each key of a ramp is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from scenarios.ramps import Limits, Ramp, Synthetic

RAMPS: Meanings = {
    Ramp: {
        "gateway": means("つなぐテレワーク手段のid", "the id of the way of telework"),
        "waves": means(
            "各段階までに接続を頼む職員の累計人数",
            "how many staff are told in all by then",
            50,
        ),
        "every": means("段階の間隔（これより早く次へ進めない）", "the least time between waves"),
        "checkin": means("職員が点呼に答える手順のid", "the id of the step where staff check in"),
        "text": means("職員に伝えること", "what staff are told"),
        "look": means("確かめる間隔", "how often the gateway is asked", "1m"),
        "read": means(
            "確かめる問い（なければ計画のgatesのauth、capacity、line）",
            "what is asked; without it the plan's gates auth, capacity and line",
        ),
        "stop": means("止める条件", "where the ramp stops by itself"),
        "synthetic": means(
            "試験用アカウントの接続（operationalと承認が要る）",
            "sessions of test accounts; needs operational mode and approval",
        ),
    },
    Limits: {
        "sessions_percent": means("接続数の上限（%）", "the most sessions in use, in percent"),
        "addresses_percent": means("配るアドレスの上限（%）", "the most addresses, in percent"),
        "login": means("ログインにかかる時間の上限", "how long a log-in may take", "30s"),
        "mbps": means("一人あたりの速度の下限（Mbps）", "the least Mbps for one user"),
        "cpu_percent": means("装置のCPUの上限（%）", "the most CPU of the gateway, in percent"),
        "memory_percent": means("装置のメモリの上限（%）", "the most memory, in percent"),
        "problems_percent": means(
            "点呼で不具合と答えた割合の上限（%）", "the most who report a problem, in percent"
        ),
    },
    Synthetic: {
        "account": means("計画の試験用アカウントのid", "ids of test accounts of the plan"),
        "count": means("接続の数（20まで）", "how many sessions, 20 at most"),
    },
}
