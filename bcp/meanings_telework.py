"""What each key of the gates of telework is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.telework_assumes import Assumes
from bcp.telework_gates import Gate, Gates, GateTargets, Stated
from bcp.test_accounts import DrillAccount

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
    DrillAccount: {
        "id": means("試験用アカウントの名前", "the word for the test account", "drill1"),
        "login": means("そのアカウントでのログイン（vpn_login）", "the log-in with it (vpn_login)"),
        "allowed_until": means(
            "訓練で接続してよい最後の日", "the last day drills may connect with it", "2026-12-31"
        ),
        "at_once": means("同時に張れる接続の数", "how many sessions it may have at a time"),
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
    Assumes: {
        "at_once_percent": means(
            "見込みの人数のうち、同時につないでいる割合（%）",
            "how many of those expected are connected at once, in %",
            80,
        ),
        "mbps": means("会議以外の仕事に一人が使うMbps", "Mbps of one person at work", 0.3),
        "meeting_percent": means(
            "同時にトンネル経由でWeb会議をしている割合（%）",
            "how many are in a web meeting through the tunnel at once, in %",
            20,
        ),
        "meeting_mbps": means("Web会議に一人が使うMbps", "Mbps of one person in a meeting", 1.5),
        "line_mbps": means(
            "回線の太さ（Mbps）。計画のlinksにない回線のとき",
            "Mbps of its line, where no link of the plan is that line",
            500,
        ),
        "line_others_mbps": means("ほかの通信が使うMbps", "Mbps that others use of the line", 100),
        "line_use_percent": means(
            "回線を使ってよい割合（%）", "how much of the line may be used, %"
        ),
        "addresses": means(
            "配れるアドレスの数。poolから分からないとき",
            "how many addresses it gives out, where pool does not tell",
            500,
        ),
        "addresses_use_percent": means(
            "アドレスを使ってよい割合（%）", "how many of the addresses may be used, %"
        ),
        "sessions": means(
            "装置の同時接続の上限（仕様書の値）",
            "the most sessions that the gateway's maker states",
        ),
        "throughput_mbps": means(
            "装置が暗号化できるMbps（仕様書の値）", "Mbps that the gateway's maker says it encrypts"
        ),
        "gateway_use_percent": means(
            "装置の上限を使ってよい割合（%）", "how much of both may be used, %"
        ),
        "cpu_people": means(
            "装置のCPUを見たときの接続人数", "people connected when the CPU was seen"
        ),
        "cpu_percent": means("そのときのCPU使用率（%）", "what the CPU was at then, in %"),
        "cpu_idle_percent": means(
            "だれもつないでいないときのCPU使用率（%）", "what it is at with nobody connected, in %"
        ),
        "cpu_use_percent": means(
            "CPUを使ってよい割合（%）", "how much of the CPU may be used, in %"
        ),
        "no_limit": means(
            "この手段では上限にならないもの", "what does not limit this way", ["addresses", "line"]
        ),
    },
}
