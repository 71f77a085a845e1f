"""What each key of a plan's head, its systems and its servers is for; editors show it."""

from __future__ import annotations

from bcp.asking import Settled
from bcp.json_schema import Meanings, means
from bcp.meanings_assets import ENDS, IN_SERVICE
from bcp.model import (
    Command,
    CommandRef,
    Level,
    Marker,
    Need,
    Organisation,
    Plan,
    Rto,
    Server,
    System,
    Zone,
)
from bcp.old_algorithms import OldAlgorithms
from bcp.secret_source import SecretSource

_ID = means(
    "ほかの所から指すための名前。文字（日本語可）、数字、「_」「-」「.」",
    'the name that others use for it: letters, digits, "_", "-" and "."',
)
_NOTE = means("覚え書き", "a note for readers")
_UNTIL = "2027-03-31"

PLAN: Meanings = {
    Plan: {
        "organisation": means(
            "どこの計画か。名前だけでも書けます",
            "whose plan it is; the name alone will do",
            "見本町",
        ),
        "calendar": means(
            "計画の暦: 名前の付いた日、祝日、訓練を行わない期間、計画停電",
            "its calendar: days with a name, holidays, times without drills, planned outages",
        ),
        "zones": means(
            "ネットワークの区域（三層分離など）と、そこに置く訓練用の端末",
            "the network zones and the terminal that stands in each",
        ),
        "sections": means(
            "課の一覧。書いておくと、owner_sectionはこの中から選びます",
            "the sections; where listed, owner_section must be one of them",
        ),
        "window": means(
            "計画が対象とする発災からの期間", "how long after an event the plan covers"
        ),
        "phases": means("時期の区切りの呼び名", "what its phases are called", ["0-1h", "1-3h"]),
        "triggers": means(
            "発動基準: 何がどの程度起きたら、何をするか", "when the plan begins to count"
        ),
        "declared_by": means("発動を宣言する人（職名）", "who declares it: a post", "副町長"),
        "deactivated_by": means("解除する人（職名）", "who ends it: a post", "副町長"),
        "copies": means("印刷した計画の置き場所と部数", "where printed copies lie, how many"),
        "revisions": means("改定の履歴", "the changes of the plan"),
        "grade_scale": means(
            "訓練の総合評価の段階（既定値の名前。省略時は grades-abcd）",
            "the preset with the grades that drills are given; grades-abcd if not given",
            *("grades-abcd", "grades-marks"),
        ),
        "printing": means("様式番号、決裁欄、和暦か西暦か", "how its forms are printed"),
        "quiet_hours": means(
            "被害状況調査（survey）を行わない時間帯",
            "times of day at which no survey is made",
            ["22:00-05:00"],
        ),
        "roles": means("役割と担当者、代行者", "the roles, who holds each and who stands in"),
        "contacts": means(
            "連絡先。電話番号とメールアドレスはここ（people/contacts.yaml）だけに書きます",
            "how people are reached; numbers and mail addresses stand nowhere else",
        ),
        "staff": means("職員名簿（点呼に使う）", "the list of staff, for check-ins"),
        "vendors": means("保守などの事業者", "the companies that maintain systems"),
        "approvers": means(
            "操作を事前に署名して承認できる人", "who may approve actions beforehand, by a signature"
        ),
        "muster": means("参集の計画", "who must come together how soon"),
        "systems": means("情報システムと、その目標", "the information systems and their targets"),
        "servers": means("SSHでつなぐサーバと、使ってよいコマンド", "servers and their commands"),
        "links": means("拠点の間の回線", "the lines between sites"),
        "radio": means("防災行政無線などの無線設備", "radio stations and hops"),
        "power": means("UPS、発電機などの電源", "UPSes, generators and other power"),
        "sites": means("庁舎、支所、代替拠点などの場所", "buildings and other places"),
        "telework": means("テレワークの手段", "the ways to work from home"),
        "snmp_accounts": means(
            "SNMPで機器に尋ねるときのアカウント（読み取りだけ）",
            "the accounts with which devices are asked over SNMP; they only read",
        ),
        "traps": means(
            "訓練中に機器が知らせてくる警報（SNMPトラップ）の待ち受け",
            "where alarms are taken that devices send during a drill (SNMP traps)",
        ),
        "checkin": means(
            "職員が点呼に答えるページ",
            "the page where staff check in during a drill",
        ),
        "notices": means(
            "誰に、どの手段で、何のお知らせを送るか（訓練の予定・開始・結果、期限切れなど）",
            "who gets which notices of the programme, and by which way",
        ),
        "messages": means(
            "訓練のメッセージを職員に送る手段（メールなど）",
            "how a drill's messages go out to people (mail and others)",
        ),
        "profiles": means(
            "この計画だけの機種の設定（profilesフォルダに1機種1ファイルでも）",
            "devices' profiles of this plan's own; better one file each in the folder profiles",
        ),
        "backups": means("システムのバックアップ", "copies of the systems' data"),
        "businesses": means("業務と、使うシステム", "the duties and the systems they need"),
        "hazards": means("被害想定", "the events that the plan is made for"),
        "action_plans": means("時期と役割ごとの行動計画", "what each role does in each phase"),
        "damage_check": means("被害状況の確認票", "the sheets of the damage check"),
        "countermeasures": means("弱いところと対策の実施計画", "weaknesses, and what is done"),
        "kpi": means("計画の達成度を表す指標", "the figures by which the plan is judged"),
        "inspections": means("点検の予定と結果", "what is inspected, how often, what was found"),
        "drills": means("訓練計画（年間の訓練）", "the drills that are planned"),
        "action_items": means(
            "改善事項（訓練で分かった課題と、その対応）", "what drills showed that must be improved"
        ),
    },
    Organisation: {
        "name": means("団体名", "its name", "見本町"),
        "code": means("団体コード（引用符で囲みます）", "its code, in quotes", "013331"),
        "type": means("市、町、村、県などの別", "city, town, village …", "town"),
        "population": means("人口（人）", "inhabitants"),
        "ict_staff": means("情報担当の職員数（人）", "how many people work in ICT"),
        "network_model": means(
            "三層分離の型（α、β、β'など）", "the network model", "alpha", "beta"
        ),
        "utc_offset": means("協定世界時との時差", "the local offset from UTC"),
        "closed_days": means(
            "土日・祝日のほかに閉庁する日",
            "days closed besides weekends and holidays",
            ["2026-12-29"],
        ),
        "fiscal_year_start": means("年度の始まりの月日", "when its fiscal year begins", "04-01"),
        "confidentiality": means(
            "この計画の取り扱い（機密性の区分など）", "how this plan is to be kept", "自治体機密性2"
        ),
    },
    Zone: {
        "id": _ID,
        "label": means("画面や報告書での呼び名", "what it is called on screen and paper"),
        "terminal": means(
            "この区域に置く訓練用の端末。なければ書かず、人の報告だけで進めます",
            "the terminal in this zone; left out where only people can report",
        ),
        "control": means(
            "この区域で必ず応答する相手への問い。応答しないことを確かめる問いと同時に尋ね、"
            "この端末の網が動いていたことの証しにします",
            "a question to something in this zone that always answers, asked together with "
            "those that want no answer, to show that our own network works",
        ),
        "public_key": means(
            "この端末から持ち出す記録に署名する鍵の公開鍵。bcp-drill key new が表示する行",
            "the public key of what leaves this terminal: the line that bcp-drill key new prints",
        ),
    },
    Rto: {
        "within": means("いつまでに復旧させるか", "how soon it must be back"),
        "from": means(
            "数え始める時点: onset（発生）、detection（検知）、declaration（宣言）、"
            "activation（BCP発動）、containment（封じ込め）、または手順のid",
            "what it counts from: one of these moments, or the id of a step",
            *("onset", "detection", "declaration", "activation", "containment"),
        ),
        "by_hazard": means(
            "災害の種類ごとの目標（ほかはwithinのまま）",
            "other targets for some kinds of hazard",
            {"earthquake": "72h"},
        ),
    },
    Settled: {
        "count": means("続けて何回正常なら復旧とするか", "how many good answers in a row"),
        "span": means("どれだけの間正常なら復旧とするか", "for how long the answers must be good"),
    },
    Level: {
        "id": _ID,
        "name": means("段階の呼び名", "what this rung is called", "窓口1台"),
        "rto": means("この段階の目標復旧時間", "the recovery time objective of this rung"),
        "probe": means("この段階に戻ったかを確かめる問い", "the questions that tell it is reached"),
    },
    Need: {"any_of": means("このうち1つがあれば足ります", "any one of these is enough")},
    CommandRef: {
        "server": means("計画にあるサーバのid", "the id of a server of the plan"),
        "command": means("そのサーバのコマンドの名前", "the name of one of its commands"),
    },
    Marker: {
        "write": means(
            "目印を書き込むコマンド（標準入力の1行をシステムのデータと同じ所に保存）",
            "the command that stores one line of standard input where the data lives",
        ),
        "read": means("目印を読み出すコマンド", "the command that prints the stored lines"),
        "every": means("目印を書き込む間隔", "how often a marker is written"),
    },
    System: {
        "id": _ID,
        "name": means(
            "システムの名前", "its name", "住民記録", {"ja": "住民記録", "en": "Register"}
        ),
        "zone": means("置かれている区域のid", "the id of its zone"),
        "importance": means(
            "重要度: critical（最重要）、important（重要）、normal（通常）", "how important it is"
        ),
        "owner_section": means("所管する課", "the section that owns it"),
        "vendor": means("保守事業者のid", "the id of the company that maintains it"),
        "depends_on": means(
            "動くために必要なもののid。どれか一つで足りるときは {any_of: [...]}",
            "ids of what it needs; {any_of: […]} where one of several is enough",
            ["core-switch"],
        ),
        "rto": means("目標復旧時間（RTO）", "the recovery time objective (RTO)", "3h", "24h"),
        "rpo": means(
            "目標復旧時点（RPO）。失われてよいデータの期間",
            "the recovery point objective (RPO): how much data may be lost",
        ),
        "rlo": means("目標復旧レベル（RLO）を文で", "the recovery level objective (RLO) in words"),
        "levels": means(
            "復旧の段階。低い段階から全面復旧まで順に書きます",
            "the rungs of recovery, from the lowest to the full one",
        ),
        "probe": means(
            "動いているかを確かめる問い（すべて成り立てば正常）",
            "the questions that tell whether it works; all must hold",
            {"tcp": "192.0.2.20:445"},
        ),
        "settled": means(
            "復旧したとみなす条件。連続回数（3）か時間（30s）",
            "when an answer counts as lasting: how many in a row, or a span",
            3,
            "30s",
        ),
        "every": means("問い合わせる間隔", "how often it is asked"),
        "marker": means(
            "データがいつの時点のものかを測る方法", "how the age of its data is measured"
        ),
        "hosting": means("設置の形（庁内、データセンター、クラウドなど）", "where it is hosted"),
        "businesses": means("このシステムを使う業務のid", "ids of the businesses that use it"),
        "priority": means("復旧の優先順位（1が最優先）", "its rank in recovery, 1 first"),
        "users": means("利用者数（人）", "how many people use it"),
        "location": means("設置場所（拠点のid）", "where it stands: the id of a site"),
        "backup": means("バックアップのid", "the id of its backup"),
        "remote_maintenance": means("遠隔保守ができるか", "whether it is maintained from afar"),
        **ENDS,
        "preset": means(
            "書いていないrto、rpo、rlo、rto_classに使う既定値の名前。書いた値が優先です",
            "the preset whose rto, rpo, rlo and rto_class count where none is written here",
            "standard20",
        ),
        "rto_class": means(
            "目標復旧時間の区分。既定の区分ならrtoを書かなくてもその時間になります",
            "its class of recovery time; one of the presets rto-classes gives the rto as well",
            *("3h", "1d", "3d", "1w"),
        ),
        "os": means("基本ソフト（OS）と版", "its operating system and version"),
        "power_circuit": means(
            "電源の系統: protected（UPSか発電機が支える回路）、ordinary（一般の回路）",
            "protected (fed by a UPS or generator when the mains fail) or ordinary",
        ),
        "terminals": means("使う端末の数や種類", "its terminals: how many, of what kind"),
        "usage": means("何に、どれだけ使うか", "what it is used for, and how much"),
        "installs_again": means(
            "別の機器への再インストール: easy（容易）、difficult（困難）、impossible（不可能）",
            "how it is put on another machine: easy, difficult or impossible",
        ),
        "runs_on": means(
            "載っているサーバのid（判定には使いません。使うのはdepends_on）",
            "the ids of the servers that it runs on; judges nothing, depends_on does",
            ["filesv1"],
        ),
        "my_number": means("個人番号を扱うか", "whether it holds My Numbers"),
        "break_glass": means(
            "ふだんの方法で入れないときの入り方（鍵やパスワードそのものは書きません）",
            "how to get in where the usual way fails; never the key or password itself",
        ),
        "alternate": means("止まったときの代わりのやり方", "how work goes on without it"),
        "deadlines": means("外せない期日や繁忙期", "days that may not be missed, busy seasons"),
        "virtualized": means("仮想サーバで動いているか", "whether it runs on virtual servers"),
        "planned": means("更新や移行の予定", "what is planned for it: renewal, migration"),
        **IN_SERVICE,
        "note": _NOTE,
    },
    Command: {
        "id": _ID,
        "run": means(
            "サーバで実行する1行。省略すると名前そのものを送ります",
            "the line to run on the server; if left out the name itself is sent",
            "systemctl is-active nginx",
        ),
        "allowed_until": means(
            "実行してよい最後の日。書くと状態を変える「操作」になり、書かなければ尋ねるだけになります",
            "the last day it may run; makes it an action, without it the command only asks",
            _UNTIL,
        ),
        "timeout": means("終わりを待つ時間", "how long its end is waited for"),
    },
    OldAlgorithms: {
        "allow": means(
            "許す古い暗号方式（legacyはすべて）", "the algorithms; legacy is all of them"
        ),
        "until": means("許す最後の日", "the last day they are offered", _UNTIL),
        "why": means("必要な理由", "why they are needed"),
    },
    Server: {
        "id": _ID,
        "address": means(
            "IPアドレスかホスト名（ポート番号は書きません）",
            "IP address or host name",
            "192.0.2.10",
        ),
        "name": means("サーバの名前", "its name"),
        "port": means("SSHのポート番号", "its SSH port"),
        "user": means("ログインする利用者名", "the user to log in as", "drill"),
        "zone": means("置かれている区域のid", "the id of its zone"),
        "known_hosts": means(
            "サーバの鍵を書いたファイル（計画のフォルダからのパス）",
            "the file with its host key, from the plan's folder",
            "keys/known_hosts",
        ),
        "identity": means(
            "ログインに使う秘密鍵（計画のフォルダからのパス）",
            "the private key to log in with, from the plan's folder",
            "keys/drill_ed25519",
        ),
        "password": means(
            "ログインのパスワードの出どころ（パスワードそのものは書きません）",
            "where the password to log in comes from, never the password itself",
            {"env": "OLD_ROUTER_PW"},
        ),
        "passphrase": means(
            "秘密鍵のパスフレーズの出どころ（パスフレーズそのものは書きません）",
            "where the passphrase of the private key comes from, never the passphrase itself",
            {"keyring": "bcp-drill/old-router"},
        ),
        "jump": means("経由するサーバ（踏み台）のid", "the id of the server to go through"),
        "ssh_config": means("~/.ssh/config の別名", "an alias of your ~/.ssh/config"),
        "encoding": means("出力の文字コード", "how its output is to be read"),
        "shell": means(
            "plainは、Unixのシェルがない機器（コマンドを書いたとおりに送ります）",
            "plain is for an appliance without a Unix shell",
        ),
        "algorithms": means(
            "古いサーバにだけ許す、今は信頼されない暗号方式",
            "algorithms no longer trusted that this one old server still needs",
        ),
        "commands": means(
            "使ってよいコマンド", "the commands that may be used", {"uptime": "uptime"}
        ),
        "probe": means(
            "応答するかを確かめる問い（省略時、被害状況調査ではSSHのポートにつなぐだけ）",
            "the questions that tell whether it answers; without any, a survey asks its SSH port",
            {"icmp": "192.0.2.10"},
        ),
        **IN_SERVICE,
        "retired_on": means("使わなくなった日", "the day it was taken out of service", _UNTIL),
        "host": means("仮想サーバなら、載っている親のサーバのid", "the server whose guest it is"),
        "boot_order": means(
            "すべてを起動し直すときの順番（1が最初）",
            "its turn when all servers are started again, 1 first",
        ),
        "location": means("設置場所（拠点のid）", "where it stands: the id of a site"),
        "rack": means("ラックと段", "its rack and place in it", "A-12"),
        "os": means("基本ソフト（OS）と版", "its operating system and version"),
        **ENDS,
        "note": _NOTE,
    },
    SecretSource: {
        "env": means("環境変数の名前", "the name of an environment variable", "OLD_ROUTER_PW"),
        "keyring": means(
            "端末の資格情報（キーリング）の「サービス/利用者」",
            "service/account in the system's keyring",
            "bcp-drill/old-router",
        ),
        "file": means(
            "本人だけが読めるファイル（計画のフォルダからのパス）",
            "a file that only its owner may read, from the plan's folder",
            "~/.config/bcp-drill/old-router",
        ),
        "prompt": means(
            "訓練を始める人に端末で尋ねる", "asks whoever starts the drill, on the terminal"
        ),
    },
}
