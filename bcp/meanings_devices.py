"""What each key of SNMP accounts and of devices' profiles is for; editors show it."""

from __future__ import annotations

from bcp.device_profile import DeviceObject, Profile, StatusValue
from bcp.json_schema import Meanings, means
from bcp.snmp import SnmpAccount
from bcp.traps import Traps

_NOTE = means("覚え書き", "a note for readers")
_LEVEL = "1.3.6.1.2.1.33.1.2.4.0"

DEVICES: Meanings = {
    Traps: {
        "listen": means(
            "待ち受ける、この端末のIPアドレスとポート",
            "the terminal's own IP address and the port to listen at",
            "192.0.2.5:1162",
        ),
        "zone": means(
            "待ち受ける端末の区分（端末がいくつかあるとき）",
            "the zone whose terminal listens, where there are several",
        ),
    },
    SnmpAccount: {
        "id": means("機器が「snmp:」で指す名前", "the name that devices refer to"),
        "version": means(
            "SNMPの版。v3を勧めます（v2cは暗号化されません）",
            "the version of SNMP; v3 is better, v2c hides nothing",
        ),
        "community": means(
            "コミュニティ名の出どころ（v2c。名前そのものは書きません）",
            "where the community comes from (v2c), never the community itself",
            {"env": "SNMP_COMMUNITY"},
        ),
        "user": means("利用者名（v3）", "the user (v3)", "drillmon"),
        "auth": means("認証の方式（v3）", "how the user is authenticated (v3)", "sha256"),
        "auth_password": means(
            "認証のパスワードの出どころ（v3）",
            "where the password of authentication comes from (v3)",
            {"keyring": "bcp-drill/snmp-auth"},
        ),
        "privacy": means(
            "暗号化の方式（v3）。末尾のcは、シスコ社などの鍵の伸ばし方",
            "how what is asked is encrypted (v3); a c at the end: keys stretched as Cisco does",
            "aes128",
        ),
        "privacy_password": means(
            "暗号化のパスワードの出どころ（v3）",
            "where the password of encryption comes from (v3)",
            {"keyring": "bcp-drill/snmp-privacy"},
        ),
        "note": _NOTE,
    },
    Profile: {
        "id": means("機種の設定の名前（ファイル名と同じ）", "its name, which is the file's"),
        "kind": means(
            "機器の種類（無線、UPS、回線の端、VPN装置）", "what kind of device it is for"
        ),
        "title": means("何の機器か", "what device this is"),
        "basis": means(
            "根拠（standard 公開規格、maker メーカー資料、integration ほかのソフトの実装）",
            "what it rests on: a standard, the maker's documents, or others' software",
        ),
        "source": means("根拠の名前や場所", "where that is found", "RFC 1628"),
        "maker": means("メーカー", "who makes it"),
        "row_names": means(
            "計画の row を名前で書くとき、その名前が並ぶ列のOID",
            "the column in which a row is looked for that the plan names by a text",
            "1.3.6.1.2.1.31.1.1.1.1",
        ),
        "facts": means(
            "読める項目。名前は機器の種類ごとに決まっています",
            "what can be read; the names are fixed for each kind of device",
        ),
        "alarms": means(
            "警報。alarm の値になっているものを数えます",
            "alarms: those whose value has the severity alarm are counted",
        ),
        "traps": means(
            "機器が自分から知らせてくる警報（トラップのOIDごとの語と重さ）",
            "what it tells of its own accord: the word and severity of each trap, by its OID",
        ),
        "note": _NOTE,
    },
    DeviceObject: {
        "oid": means("OID。表のときは列のOID", "the object; of a table, its column", _LEVEL),
        "type": means("数、語、状態の別", "a number, a text, or a status"),
        "meaning": means("何の値か", "what it is"),
        "source": means("MIBでの名前と出どころ", "its name in the MIB, and where from"),
        "scale": means(
            "機器の値に掛ける数（10分の1単位なら0.1）。数には必ず要ります",
            "what the device's number is multiplied by; 0.1 where it counts in tenths",
            0.1,
        ),
        "unit": means("掛けた後の単位", "the unit of the result", "dbm"),
        "row": means(
            "表の行: 番号、device（計画の row）、each（すべて）",
            "the row of a table: its number, device (as the plan says) or each",
            "device",
        ),
        "take": means(
            "すべての行から一つの値を作る方法", "how one value is made of all rows", "lowest"
        ),
        "values": means(
            "値ごとの語と重さ。状態には必ず要ります",
            "what each number of a status means, and how grave it is",
        ),
        "absent": means("「値なし」を表す数", "the numbers that stand for no value", [-2147483648]),
        "verified": means(
            "機器の表示と見比べた日", "the day it was compared with the device", "2027-03-31"
        ),
    },
    StatusValue: {
        "word": means("期待（expect）で使う語", "the word that expectations use", "battery"),
        "severity": means("重さ", "how grave it is", "alarm"),
        "meaning": means("利用者に見せる意味", "what people are shown"),
    },
}
