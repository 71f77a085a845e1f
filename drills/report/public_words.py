"""What the public edition says in general words instead of what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bcp.message import Message, Phrase

HANDLING = Phrase(
    "public.handling",
    ja="公開用（氏名・連絡先・接続先・システムの弱点を除いたもの）",
    en="Public edition: without names of people, addresses and weaknesses",
)
PRINTED = Phrase("public.printed", ja="公開用", en="Public edition")
HIDDEN = Phrase("public.hidden", ja="（公開用のため略）", en="(left out of the public edition)")
WHY = Phrase(
    "public.why",
    ja="評価の理由は、個別のシステムを示すため、ここには載せていません。",
    en="Why it was graded so names single systems, and is left out here.",
)
CAPPED = Phrase(
    "public.capped",
    ja="評価に上限を設ける決まりが当てはまりました。",
    en="A rule that caps the grade applied.",
)
FAULT = Phrase(
    "public.fault",
    ja="記録の一部が、書かれたときのままではありません。",
    en="Part of the record is not as it was written.",
)
SYSTEM = Phrase("public.system", ja="システム{number}", en="System {number}")
RUNG = Phrase(
    "public.rung", ja="システム{number}（段階{level}）", en="System {number}, level {level}"
)
STEP = Phrase("public.step", ja="手順{number}", en="Step {number}")

REVIEW_MISSED = Phrase(
    "public.review_missed",
    ja="目標に届かなかった{count}件は、原因を確かめ、計画と手順を見直します。",
    en="Targets missed: {count}. Their causes are looked into, and plan and procedures revised.",
)
REVIEW_UNMEASURED = Phrase(
    "public.review_unmeasured",
    ja="判定に至らなかった{count}件は、測る方法を整えて、次の訓練で測ります。",
    en="Targets not decided: {count}. A way to measure them is prepared for the next drill.",
)
REVIEW_STEPS = Phrase(
    "public.review_steps",
    ja="うまくいかなかった手順{count}件を見直します。",
    en="Steps that failed: {count}. They are revised.",
)
KEEP_UP = Phrase(
    "public.keep_up",
    ja="計画を保ち、定期的な訓練で確かめ続けます。",
    en="The plan is kept up, and tried in regular drills.",
)

SIMULATED: Mapping[str, Phrase] = {
    "pretended": Phrase(
        "public.pretended",
        ja="実際には止めず、止まったものとして進めた部分: {count}件",
        en="Taken to be down and not really stopped: {count}",
    ),
    "prepared": Phrase(
        "public.prepared",
        ja="回答をあらかじめ用意して行った部分: {count}件",
        en="Parts for which the answers were prepared: {count}",
    ),
    "compressed": Phrase(
        "public.compressed",
        ja="状況の進みを速めて行った部分: {count}件",
        en="Parts in which events ran faster: {count}",
    ),
    "assumed_time": Phrase(
        "public.assumed_time",
        ja="時刻を進めたものとして行った部分: {count}件",
        en="Parts in which time was assumed to have passed: {count}",
    ),
    "by_word": Phrase(
        "public.by_word",
        ja="実際に操作せず、読み合わせで行った部分: {count}件",
        en="Parts that were talked through and not done: {count}",
    ),
    "unmanned": Phrase(
        "public.unmanned",
        ja="担当を置かずに行った部分: {count}件",
        en="Parts for which nobody was there: {count}",
    ),
    "only_people": Phrase(
        "public.only_people",
        ja="人の確認が要るため、確かめなかった部分: {count}件",
        en="Parts that only people can tell of, and were not looked at: {count}",
    ),
    "left_out": Phrase(
        "public.left_out_steps", ja="実施しなかった部分: {count}件", en="Parts not done: {count}"
    ),
}
REACHED: Mapping[str, Phrase] = {
    "call_outs": Phrase(
        "public.call_outs",
        ja="連絡訓練: 延べ{of}人のうち{percent}%に届きました。",
        en="Calls: {percent} % of {of} were reached.",
    ),
    "check_ins": Phrase(
        "public.check_ins",
        ja="点呼: 延べ{of}人のうち{percent}%が応じました。",
        en="Check-ins: {percent} % of {of} checked in.",
    ),
    "musters": Phrase(
        "public.musters",
        ja="参集訓練: 延べ{of}人のうち{percent}%が集まりました。",
        en="Musters: {percent} % of {of} came.",
    ),
}
NEARLY_ALL = Phrase("public.nearly_all", ja="95以上", en="95 or more")
HARDLY_ANY = Phrase("public.hardly_any", ja="5以下", en="5 or less")
PEOPLE = Phrase(
    "public.left_out_people",
    ja="氏名、役割の担当者、連絡先、端末、発言・回答・操作の記録",
    en="names of people, who held which role, how to reach them, what they said and did",
)
PLACES = Phrase(
    "public.left_out_places",
    ja="サーバ・機器・回線の名前、アドレス、コマンド、応答の内容、ファイルのハッシュ値",
    en="names and addresses of servers, devices and lines, commands, answers, hashes of files",
)
WEAKNESSES = Phrase(
    "public.left_out_weaknesses",
    ja="どのシステムがなぜ目標に届かなかったか、点検の結果、課題と改善事項の内容"
    "（システムと手順は番号で示します）",
    en="which system missed its target and why, results of inspections, issues and action items "
    "(systems and steps stand by number)",
)
SITUATIONS = Phrase(
    "public.left_out_situations",
    ja="状況付与の文、経過の記録、自由に書かれた文",
    en="the situations given, the log, and everything that was freely written",
)
FEW = Phrase(
    "public.left_out_few",
    ja="{fewest}人に満たない人数（誰のことか分かるため）",
    en="numbers of fewer than {fewest} people, by which one could tell who is meant",
)
ABOUT = Phrase(
    "public.about",
    ja="実施記録から、決まりに従って自動で作りました。次のものは省いています。",
    en="Made from the record by fixed rules. These are left out:",
)


@dataclass(frozen=True)
class PublicPart:
    """What stands in the public edition alone.

    `left_out` says by kind what is not in it, `reached` how people were reached, all drills and
    groups of the run taken together.
    """

    left_out: tuple[Message, ...]
    reached: tuple[Message, ...]
