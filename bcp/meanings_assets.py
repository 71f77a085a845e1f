"""What each key of the other things in a plan is for; editors show it."""

from __future__ import annotations

from bcp.inventory import (
    Backup,
    Business,
    Link,
    Power,
    Radio,
    Site,
    Telework,
    Tested,
    VoiceTest,
)
from bcp.json_schema import Meaning, Meanings, means
from bcp.link_paths import LinkPath
from bcp.meanings_telework import GATES

_SHARED = {
    "id": means(
        "ほかの所から指すための名前（システムやサーバとも重ならないもの）",
        "the name that others use for it; no other asset may have the same",
    ),
    "name": means("画面や報告書での呼び名", "what it is called"),
    "note": means("覚え書き", "a note for readers"),
}
IN_SERVICE: dict[str, Meaning] = {
    "state": means(
        "使用状況: in_service（使用中）、planned（導入前）、maintenance（保守で停止中）、"
        "retired（廃止済み）",
        "whether it is used: in_service, planned (not yet), maintenance (not for a while) or "
        "retired (no more)",
    ),
    "reply_expected": means(
        "正常でも応答しない機器は false（応答がなくても障害とみなしません）",
        "false for what never answers though it is well; its silence then says nothing",
    ),
}
_DAY = "2027-03-31"
ENDS: dict[str, Meaning] = {
    "lease_end": means("リースの終了日", "the last day of its lease", _DAY),
    "end_of_support": means("サポートの終了日", "the last day of its support", _DAY),
}
_ASKED: dict[str, Meaning] = {
    **IN_SERVICE,
    "zone": means("置かれている区域のid", "the id of its zone"),
    "probe": means("動いているかを確かめる問い", "the questions that tell whether it works"),
    "every": means("問い合わせる間隔", "how often it is asked", "5s", "30s"),
    "settled": means(
        "戻ったとみなす条件。連続した回数か、続いた時間",
        "when it counts as back: good answers in a row, or a time",
        3,
        "30s",
    ),
    "rto": means("目標復旧時間", "the recovery time objective"),
}
_NEEDS: dict[str, Meaning] = {
    "depends_on": means("動くために必要なもののid", "ids of what it needs"),
}
_DEVICE = {
    "profile": means("機種の設定の名前", "the name of the profile of this model"),
    "address": means("IPアドレスかホスト名", "IP address or host name", "192.0.2.30"),
    "snmp": means(
        "SNMPで尋ねるときのアカウント（snmp_accountsのid）",
        "the SNMP account that it is asked with",
    ),
    "row": means(
        "機器の表の中での行。番号か、ポートなどの名前",
        "its row in the device's tables: a number, or the name of a port",
        "16842752",
    ),
}

ASSETS: Meanings = {
    **GATES,
    Link: {
        **_SHARED,
        **_ASKED,
        **_NEEDS,
        **_DEVICE,
        "ends": means("両端の拠点のid", "the ids of the sites at its ends", ["hq", "branch1"]),
        "paths": means("経路を、使う順に", "its paths in order of use", ["fibre", "radio"]),
        "far": means(
            "対向で応答するアドレス（pingに応答するもの）か「ホスト名:ポート」。どの経路でも同じもの",
            'what answers at the far end, over any path: an address for a ping, or "host:port"',
            "10.1.2.1",
        ),
        "carrier": means("通信事業者", "the company that provides it"),
        "contract": means("契約の種類や番号", "its contract: what kind, which number"),
        "capacity_mbps": means("帯域（Mbps）", "its capacity in Mbps"),
        "rto": means("目標復旧時間", "the recovery time objective"),
    },
    LinkPath: {
        "id": means("経路の名前", "the name of the path", "fibre", "radio"),
        "kind": means("種類", "what kind it is", "fibre", "microwave", "satellite", "mobile"),
        "name": means("画面や報告書での呼び名", "what it is called"),
        "capacity_mbps": means("帯域（Mbps）", "its capacity in Mbps"),
        "carries": means(
            "通信がこの経路を通っているときだけ成り立つ問い",
            "the question that holds only while traffic takes this path",
        ),
        "probe": means(
            "この経路が使えるかを確かめる問い（使用中かどうかによらない）",
            "the questions that tell whether this path works, in use or not",
        ),
        "allowed": means(
            "この経路で使える必要があるもの", "questions for what must work over this path"
        ),
        "denied": means(
            "この経路では止めるもの", "questions for what must not work over this path"
        ),
    },
    Radio: {
        **_SHARED,
        **_ASKED,
        **_NEEDS,
        **_DEVICE,
        "kind": means("種類", "what kind it is", "microwave", "同報系", "移動系"),
        "ends": means("両端の拠点や無線設備のid", "the ids of the sites or radios at its ends"),
        "design_rx_dbm": means(
            "晴天時の設計受信レベル（dBm）", "designed level, clear sky, in dBm"
        ),
        "fade_margin_db": means("フェージングマージン（dB）", "the fade margin in dB"),
        "stations": means("子局などの数や範囲", "its stations, in words"),
        "service_end": means(
            "使える最後の日（機器の保守や制度の終わり）",
            "the last day on which it may be used, by its maker or by law",
            _DAY,
        ),
        "licence_holder": means("無線局の免許人", "who holds its licence"),
        "voice_test": means("通話試験の間隔と、直近の結果", "its regular test call, and the last"),
        "probe": means("通じているかを確かめる問い", "the questions that tell whether it works"),
    },
    VoiceTest: {
        "every": means("通話試験の間隔", "how often a test call is made", "30d"),
        "last": means("直近の通話試験の日", "the day of the last test call", "2026-11-01"),
        "merit": means("そのときの感明度（5から1）", "how well it was heard, 5 to 1", 5),
    },
    Tested: {
        "last": means("直近の試験運転の日", "the day of the last test run", "2026-06-10"),
        "next": means("次の試験運転の日", "the day of the next test run", "2027-06-10"),
    },
    Power: {
        **_SHARED,
        **_ASKED,
        **_NEEDS,
        **_DEVICE,
        "kind": means("種類", "what kind it is", "ups", "generator", "battery"),
        "runtime": means("満充電・満タンでもつ時間", "how long it lasts when full"),
        "tank_l": means("燃料タンクの大きさ（リットル）", "how many litres its tank holds"),
        "fuel_l": means("燃料の量（リットル）", "its fuel in litres"),
        "fuel_seen_on": means(
            "燃料計を見た日。省略すると、燃料の量は想定として扱います",
            "the day on which somebody read the gauge; without it the fuel is only assumed",
            "2026-11-01",
        ),
        "l_per_h": means(
            "災害時の負荷での、1時間あたりの燃料消費（リットル）",
            "litres of fuel used in an hour at the load of an emergency",
        ),
        "installed_on": means(
            "電池を設置した日", "the day its battery was installed", "2020-03-15"
        ),
        "life_years": means(
            "電池の寿命（年）。メーカーの期待寿命を書きます",
            "how many years its battery lasts, by its maker's word",
        ),
        "kva": means("容量（kVA）", "its capacity in kVA"),
        "tested": means("試験運転をした日と次の予定", "when it was test-run, and when it will be"),
        "agreement": means(
            "災害時の燃料供給などの協定", "the agreement by which fuel comes in an emergency"
        ),
        "feeds": means(
            "つながっている機器や回路（言葉で。判定に使うのは機器のdepends_on）",
            "what hangs on it, in words; the depends_on of those things is what counts",
        ),
    },
    Site: {
        **_SHARED,
        "kind": means("本庁舎、支所、中継局などの別", "office, branch, relay …"),
        "seats": means("代替拠点で働ける席の数", "how many can work at this alternate site"),
        "opens_in": means("使えるようになるまでの時間", "how long until it can be used", "3h"),
        "needs": means("使うために要るもの", "what it needs to be used", ["鍵", "LAN", "端末10台"]),
    },
    Telework: {
        **_SHARED,
        **_ASKED,
        **_NEEDS,
        **{key: _DEVICE[key] for key in ("profile", "address", "snmp")},
        "kind": means("方式", "how it works", "vpn", "vdi", "lgwan"),
        "endpoint": means("接続先（ホスト名:ポート）", 'what people connect to, as "host:port"'),
        "outside_from": means("庁外から確かめる端末", "the terminal outside that can test it"),
        "licences": means("同時に使える数", "how many people can use it at once"),
        "expected": means("使う見込みの人数", "how many people are expected to use it"),
        "pool": means(
            "接続した人の端末に割り当てるアドレスの範囲。ここから来た人は、この手段を通っています",
            "the networks from which its users get their addresses; who comes from there used it",
            ["10.8.0.0/16"],
        ),
        "gates": means("使えるといえるための8つの条件", "the eight gates that it must pass"),
        "gate_targets": means("8つの条件の目標値", "what the gates want"),
        "assumes": means(
            "何人まで働けるかの計算（headroom）に使う値",
            "the numbers that the head-room is reckoned with",
        ),
        "test_accounts": means(
            "訓練だけに使う試験用アカウント", "accounts that only drills connect with"
        ),
        "end_of_support": ENDS["end_of_support"],
        "mfa": means("多要素認証を使うか", "whether people prove themselves in two ways (MFA)"),
    },
    Backup: {
        **_SHARED,
        "system": means("対象のシステムのid", "the id of the system whose data it holds"),
        "method": means("取り方（全件、差分など）", "how it is made"),
        "every": means("取る間隔", "how often it is made", "24h"),
        "media": means("保存する媒体", "what it is kept on"),
        "offsite": means("別の場所に置いているか", "whether it is kept elsewhere"),
        "immutable": means("書き換えられない形で保存しているか", "whether nobody can change it"),
        "retention": means("いつまで、何世代残すか", "how long, how many of them are kept"),
        "last_success": means("最後に取れた日", "the day it was last made", "2026-11-20"),
        "restore_tested": means(
            "最後に復元を試した日", "the day a restore was last tried", "2026-02-10"
        ),
        "restore_took": means("そのとき復元にかかった時間", "how long that restore took", "5h"),
        "restore_to": means(
            "復元先のid（本番から切り離した試験機など）",
            "the id of what it is restored to, such as a machine apart from the live ones",
        ),
    },
    Business: {
        **_SHARED,
        "owner_section": means("所管する課", "the section whose duty it is"),
        "systems": means("使うシステムのid", "the ids of the systems it needs"),
        "start_by": means("発災からいつまでに再開するか", "when it must be running again"),
        "workaround": means("システムがない間のやり方", "how it is done without the systems"),
        "workaround_by": means(
            "いつまでに代わりのやり方を始めるか", "when the workaround must be running"
        ),
        "stop_impact": means("止まったときの住民や業務への影響", "what its standstill does"),
        "priority_class": means("優先の区分", "its class of priority", "A", "B", "C"),
        "kind": means(
            "業務の種類（既定値 business-rto のid）。start_byを書かなければその時間になります",
            "what kind of duty: one of the preset business-rto, whose start_by counts if left out",
        ),
    },
}
