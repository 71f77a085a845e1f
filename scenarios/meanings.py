"""What each key of a scenario is for; editors show it."""

from __future__ import annotations

from bcp.json_schema import Meanings, means
from bcp.model import CommandRef
from bcp.probe_schema import EXPECT
from scenarios.callees import WORDS as CALLEES
from scenarios.conduct_meanings import CONDUCT
from scenarios.each_things import words as each_words
from scenarios.expected import WORDS as EXPECTED
from scenarios.guard_forms import Requiring, Stopping
from scenarios.hazard import Hazard
from scenarios.meanings_ramp import RAMPS
from scenarios.model import (
    Approval,
    Ask,
    CallOut,
    Clear,
    Due,
    Forbid,
    Goal,
    Inject,
    Notify,
    Pretend,
    Requirement,
    RollCall,
    Safety,
    Scenario,
    Sending,
    Step,
    StopCondition,
    Timing,
    Watched,
)
from scenarios.muster_meanings import MUSTER
from scenarios.step_forms import Circumstances, Rung, State
from scenarios.things import Listed

_MOMENTS = ("onset", "detection", "declaration", "activation", "containment")

_SYSTEM_ID = means("計画にあるシステムのid", "the id of a system of the plan")
_SERVER_ID = means("計画にあるサーバのid", "the id of a server of the plan")

_GUARDING = means("システムの代わりに、直接尋ねる問い", "a question, instead of a system")
_GUARD_ZONE = means("尋ねる端末がある区域", "the zone from which it is asked")

_SCENARIO: Meanings = {
    Scenario: {
        "scenario": means(
            "シナリオの名前（ファイル名と同じにします）",
            "its name, the same as the file's",
            "quake",
        ),
        "title": means("題名", "its title", {"ja": "ファイル共有の停止", "en": "The share stops"}),
        "steps": means("手順を、起こる順に", "the steps, in the order of events"),
        "type": means("シナリオの種類（自由な語）", "what kind of drill it is, a word of yours"),
        "hazard": means(
            "何が起こるか（計画のby_hazardと同じ語）", "what strikes; the word of by_hazard"
        ),
        "modes": means(
            "許す方式: tabletop（机上。通信しない）、walkthrough（確認のみ）、"
            "operational（実動。承認された操作も行う）",
            "how it may be run: without network, asking only, or with approved actions",
        ),
        "time": means("制限時間と時間の圧縮", "its time limit, and how time is compressed"),
        "parameters": means(
            "値の名前。「$名前」「${名前}」で使い、--setで置き換えられます",
            "named values, used as $name or ${name} and replaced by --set",
            {"host": "192.0.2.20"},
        ),
        "safety": means("安全のための取り決め", "what keeps the drill from doing harm"),
        "watch": means("訓練の間ずっと確かめるシステム", "the systems asked for the whole drill"),
        "targets": means("測る目標", "the targets to measure"),
        "forbid": means("順序の禁止事項", "what must not begin before something else"),
        "absent": means("この訓練では不在とする人", "who is taken to be absent in this drill"),
        "home_zone": means(
            "区分を書かない手順を行い、端末のない区分のことを人に確かめる端末の区分",
            "the zone of steps that tell none, and where people are asked about zones without a "
            "terminal",
            "lgwan",
        ),
        "pack": means(
            "多くの団体に配る訓練パックの名前と版（docs/packs.ja.md）",
            "the pack that it is sent to many bodies as, and its version (docs/packs.md)",
        ),
        "purpose": means("訓練の目的", "what the drill is for"),
        "guidance": means("もとにした資料", "the documents that it was made from"),
        "roles": means("訓練での役（統制・進行・参加・評価・記録）", "who plays which part"),
        "evaluation": means("評価項目", "what the drill is evaluated by"),
    },
    Hazard: {
        "kind": means(
            "種類",
            "its kind",
            "earthquake",
            "flood",
            "typhoon",
            "power_cut",
            "line_cut",
            "ransomware",
        ),
        "intensity": means("強さ（震度など）", "how strong it is", "震度6強"),
        "discovered": means("どう気付いたか", "how it shows"),
        "hour": means(
            "起こる時間帯: working（勤務時間内）、night（夜間）、holiday（休日の昼間）",
            "when it strikes; who is where follows from it",
        ),
        "at": means(
            "想定する発生時刻（時間帯（hour）に合う時刻）",
            "the clock time of the imagined event; it must fit the hour",
            "22:10",
        ),
        "lifelines": means(
            "ライフラインの想定（参加者には最初の付与とともに示します）。power（電気）、phone（固定電話）、"
            "mobile、internet、water、sewer、gas、fuel、transport、roads、lgwan、cloud、mail。ほかの語も"
            "書けます",
            "what is left of power, phone, mobile, internet, water, sewer, gas, fuel, transport, "
            "roads, lgwan, cloud, mail, or a word of yours; players are given it with the first "
            "inject",
            {"power": "全域停電"},
        ),
    },
    Timing: {
        "limit": means("訓練を打ち切る時間", "after this the drill ends"),
        "compress": means(
            "想定時計を何倍で進めるか（実測した時間には掛けません）",
            "how many times faster the event clock runs; measured time is never multiplied",
            4,
        ),
    },
    Approval: {
        "step": means("承認が要るrunの手順のid", "the id of a run step"),
        "by": means("承認する役割。書かれた全員の承認が要ります", "the roles; every one approves"),
        "persons": means(
            "本人の承認が要る人。この名前で本人が承認します",
            "persons who must approve in person, under this name",
            "総務課長 訓練花子",
        ),
    },
    StopCondition: {"system": _SYSTEM_ID, "probe": _GUARDING},
    Stopping: {
        "broken_for": means(
            "これだけ止まり続けたら訓練を中止", "broken for so long, the drill aborts"
        ),
        "every": means("問い合わせる間隔", "how often it is asked", "5s"),
        "name": means("画面と報告書での名前", "what people call it"),
        "zone": _GUARD_ZONE,
    },
    Requirement: {"system": _SYSTEM_ID, "probe": _GUARDING},
    Requiring: {
        "name": means("画面での名前", "what people call it"),
        "zone": _GUARD_ZONE,
    },
    Safety: {
        "notice": means("訓練であることの表示", "the words that say it is a drill"),
        "real_event_word": means("実災害に切り替える合言葉", "the words for a real event"),
        "approvals": means("操作の承認者", "who approves which action"),
        "stop_when": means("自動で中止する条件", "when the drill aborts by itself"),
        "require": means(
            "始める前に成り立っているべきこと（成り立たなければ始めません）",
            "what must hold before the start; otherwise the drill does not begin",
        ),
    },
    Watched: {
        "system": means(
            "システムのid、または @all、@critical、@important、@zone:区域、@section:課",
            "the id of a system, or a selector",
            *("@all", "@critical", "@important"),
        ),
    },
    Listed: {
        "link": means("計画の回線（links）のid", "the id of a link of the plan"),
        "radio": means("計画の無線設備（radio）のid", "the id of a radio of the plan"),
        "power": means("計画の電源（power）のid", "the id of a power source of the plan"),
        "telework": means(
            "計画のテレワーク手段（telework）のid", "the id of a way of telework of the plan"
        ),
    },
    Goal: {
        "system": _SYSTEM_ID,
        "level": means(
            "そのシステムの段階（省略時はすべて）", "one of its levels; if left out all"
        ),
        "step": means("所要時間を測る手順のid", "the id of a step whose time is measured"),
        "rto": means("訓練目標の復旧時間（省略時は計画の値）", "the drill's own RTO"),
        "rpo": means("訓練目標のRPO（省略時は計画の値）", "the drill's own RPO"),
        "reached": means(
            "所要時間の代わりに、人のうちこの割合に達するまでの時間を測る",
            "measures the time until this share of the people is reached, not until the step ends",
            "90%",
        ),
        "within": means("その手順にかけてよい時間", "how long the step may take"),
        "from": means("数え始める時点、または手順のid", "the moment to count from", *_MOMENTS),
    },
    Forbid: {
        "before": means("この手順が成立するまで", "until this step has held"),
        "steps": means("始めてはならない手順", "these steps must not begin"),
    },
}

_STEPS: Meanings = {
    Step: {
        "inject": means(
            "状況付与。文だけでも書けます",
            "a situation given to the players; the text alone will do",
        ),
        "ask": means("人への問い", "a question to people", "停止を宣言しましたか"),
        "probe": means("機械への問い（1回）", "a question to a system, asked once"),
        "wait": means(
            "成り立つまで待つもの: {system: id} か、問い",
            "what is waited for: {system: id}, or a question",
            {"system": "files"},
        ),
        "run": means("サーバでの操作", "an action on a server"),
        "contact": means("人への連絡", "people to reach", "@staff"),
        "checkin": means("職員の点呼", "staff who check in", {"expected": "@staff"}),
        "message": means("人へのメッセージ", "a message to people"),
        "muster": means("安否確認と参集", "people to gather", "@staff"),
        "ramp": means("段階的な一斉接続", "staff connect wave by wave"),
        "notify": means("参加者が行う報告", "a report that players must make"),
        "after": means(
            "先に終わるべき手順: a、[a, b]、{a: [done, failed]}",
            "steps that must have ended before: a, [a, b] or {a: [done, failed]}",
        ),
        "businesses": means(
            "この手順が成立したとき、業務がどうなったか: stopped（停止）、paper（手書きで開始）、"
            "resumed（再開）、reentered（遡及入力の完了）。報告書の「業務への影響」になります",
            "what became of businesses of the plan once this step holds: stopped, paper, resumed "
            "or reentered; the report's section on businesses",
            {"counter": "paper"},
        ),
        "each": means(
            "計画にあるもののid、またはまとめて指す語。一つひとつの手順（id-もののid）になります。中では"
            "$eachがid、${each_name}が名称です。nullならこの手順を外します",
            "the id of a thing of the plan, or a word for many: one step for each, named "
            "ID-THING. Inside it $each is the id and ${each_name_en} the name; null leaves it out",
            *each_words(),
        ),
        "expect": EXPECT,
        "every": means("待つ間、問い合わせる間隔", "how often it is asked while waiting", "5s"),
        "undo": means(
            "操作を元に戻すコマンド。元に戻さないなら none",
            "the command that takes the action back; none where it is meant to stay",
            "none",
        ),
    },
    Circumstances: {
        "id": means("手順の名前。文字（日本語可）、数字、「_」「-」「.」", "the step's name"),
        "at": means(
            "想定時計でこの時刻より前には始めない", "not before this moment of the event clock"
        ),
        "unless": means(
            "これらの手順のどれかが成立していれば行わない", "not done where one of these has held"
        ),
        "by": means("行う役割のid", "the role that does it", "lead"),
        "within": means("始められる時からの制限時間", "how long it may take, from becoming due"),
        "due": means("期限", "a deadline", {"in": "30m", "from": "declaration"}),
        "marks": means(
            "この手順の成立が何の時点か", "the moment that this step marks", *_MOMENTS[1:]
        ),
        "set": means(
            "止まったことにするもの（実物には触れません）",
            "what is pretended; nothing real is touched",
            {"system": "files", "state": "down"},
        ),
        "clear": means("「止まったことにする」の終わり", "the end of what was pretended"),
        "say": means("機械を使わないときに読む言葉", "the words where no machine is used"),
        "zone": means("行う区域のid", "the zone where it is done"),
        "if_broken": means(
            "noteは、成り立たなくても訓練の不合格にしない",
            "note records a failure without failing the drill",
        ),
    },
    Inject: {
        "text": means("状況", "the situation"),
        "to": means("誰に", "to whom"),
        "from": means("誰から", "from whom", "総務課"),
        "via": means("何で", "by what means", "電話"),
        "jump": means("想定時計を進める長さ", "how far the event clock jumps", "8h"),
    },
    Ask: {"text": means("問いの文", "the question")},
    CallOut: {
        "who": means(
            "連絡する相手（連絡先・役割・事業者のid、または@staffなど）",
            "whom to reach: contacts, roles, vendors, or a word for many",
            *CALLEES,
        ),
        "text": means("伝えること", "what they are told"),
        "order": means(
            "broadcast（一斉）、sequence（順に）、tree（連絡網）",
            "all at once, one after the other, or as each contact's calls says",
        ),
        "ways": means(
            "使う手段の種類を、試す順に（なければ各人の順）",
            "the kinds of way to use, in that order; else each person's own",
            "電話",
            "mail",
        ),
        "percent": means("連絡がつくべき割合（%）", "how many of them must be reached, in percent"),
    },
    RollCall: {
        "expected": means(
            "点呼の対象（@staff＝職員名簿の全員、@department:所属、@group:名簿のほかの列の語）",
            "who is expected: all staff, a department, or a word of another column of the list",
            *EXPECTED,
        ),
        "percent": means("答えるべき割合（%）", "how many of them must check in, in percent", 90),
        "tasks": means(
            "各自が試すこと（5件まで）", "what each of them tries, at most five", "文書管理を開く"
        ),
        "text": means("ページに示す文", "what the page says"),
        "safety": means("安否も答えるか", "whether they also tell that they are safe", True),
    },
    Sending: {
        "to": means(
            "送る相手（連絡先・役割・事業者のid、または@staffなど）",
            "to whom: contacts, roles, vendors, or a word for many",
            *CALLEES,
        ),
        "text": means(
            "本文（【訓練】は自動で付きます）", "the text; the mark of the drill is added"
        ),
        "subject": means("件名（なければ訓練の注意書き）", "the subject, else the drill's notice"),
        "by": means("送る手段（計画のmessages）", "by which way of the plan's messages"),
        "link": means(
            "点呼の手順（checkin）のid（そのページのURLを添えます）",
            "the id of a step to check in, whose page is linked to",
        ),
    },
    Notify: {
        "to": means("報告先", "to whom", "災害対策本部"),
        "form": means("様式の名前", "on which form", "状況報告"),
    },
    Due: {
        "in": means("起点から期限まで（営業日数も可）", "how long from the moment"),
        "from": means("数え始める時点、または手順のid", "the moment to count from", *_MOMENTS),
    },
    Rung: {
        "system": _SYSTEM_ID,
        "level": means("待つ段階（省略時は全面復旧）", "the level; if left out the full one"),
    },
    Pretend: {"system": _SYSTEM_ID, "server": _SERVER_ID},
    Clear: {"system": _SYSTEM_ID, "server": _SERVER_ID},
    State: {
        "state": means(
            "down（停止）、up（稼働）、またはシステムの段階のid",
            "down, up, or one of the system's levels",
            *("down", "up"),
        ),
        "until": means("成立したときに終わる手順のid", "the step whose holding ends it"),
    },
    CommandRef: {
        "server": _SERVER_ID,
        "command": means("そのサーバのコマンドの名前", "the name of one of its commands"),
    },
}

MEANINGS: Meanings = {**_SCENARIO, **_STEPS, **MUSTER, **RAMPS, **CONDUCT}
