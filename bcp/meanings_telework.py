"""What each key of the gates of telework is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.telework_gates import Gate, Gates, GateTargets, Stated

GATES: Meanings = {
    Gates: {
        "reach": means("到達: 庁外の回線から接続先が応答するか", "reach: does it answer outside"),
        "auth": means("認証: 試験アカウントで入れるか", "auth: can a test account log in"),
        "capacity": means("容量: 同時接続とライセンスの余裕", "capacity: licences and room left"),
        "line": means("回線: 一人あたりの速度", "line: throughput for one user"),
        "work": means("業務: 決めた作業ができるか", "work: can the agreed work be done"),
        "cert": means("証明書: 期限までの日数", "cert: days until certificates expire"),
        "people": means(
            "職員: 期限までに点呼に答えた割合", "people: who checked in by the deadline"
        ),
        "safety": means(
            "安全: 多要素認証、ファームウェア、管理画面の公開",
            "safety: second factor, firmware, admin page not on the Internet",
        ),
    },
    Gate: {
        "ask": means("機械に尋ねる問い", "the questions that a machine answers"),
        "stated": means("人が確かめた事実", "what people found"),
    },
    Stated: {
        "that": means("確かめた事柄", "what was found", "多要素認証が有効"),
        "by": means("確かめた人の役割（個人名は書かない）", "the role of who found it, no name"),
        "on": means("確かめた日", "the day on which it was found", "2026-11-01"),
        "holds": means("満たしていれば true", "whether it is so"),
        "percent": means("割合（%）で表すとき", "where it is a share, in percent", 92),
    },
    GateTargets: {
        "login_s": means("認証にかけてよい秒数", "seconds that a log-in may take"),
        "licences_per_person": means(
            "見込み一人あたりに要るライセンス数", "licences for each person expected"
        ),
        "in_use_percent": means("使用中のライセンスの上限（%）", "the most licences in use, in %"),
        "mbps": means("一人あたりに要る速度（Mbps）", "Mbps for one user"),
        "tasks": means("試す作業の数", "how many pieces of work are tried"),
        "certificate_days": means("証明書に残る日数の下限", "days that certificates must last"),
        "certificate_warn_days": means(
            "これより少ないと知らせる日数", "days below which there is a warning"
        ),
        "people_percent": means("点呼に答えた割合の下限（%）", "least share of who checked in"),
        "stated_for_days": means("人が確かめた事実の有効日数", "days that a statement is good for"),
    },
}
