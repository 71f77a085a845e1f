"""Why segments cannot be merged, and what must be said of those that can."""

from __future__ import annotations

from bcp.message import Phrase

NOTHING = Phrase(
    "merge.nothing",
    ja="結合する区分の記録がありません。バンドルか実施記録のフォルダーを指定してください。",
    en="There is nothing to merge. Name bundles or folders of runs.",
)
EMPTY = Phrase(
    "merge.empty",
    ja="「{name}」には訓練の始まりが記録されていません。実施記録かバンドルを指定してください。",
    en="{name} has no record of a drill's start. Name a run or a bundle of one.",
)
NESTED = Phrase(
    "merge.nested",
    ja="「{name}」は、すでに結合された記録です。元の区分の記録を指定してください"
    "（結合された記録のフォルダーの sources にあります）。",
    en="{name} is a merged record already. Name the segments that it was made from; they lie in "
    "the folder sources beside it.",
)
TWICE = Phrase(
    "merge.twice",
    ja="「{one}」と「{other}」は、同じ実施（{run}）の記録です。どちらか一つだけを指定してください。",
    en="{one} and {other} are records of the same run ({run}). Name only one of them.",
)
ZONE_TWICE = Phrase(
    "merge.zone_twice",
    ja="「{one}」と「{other}」は、どちらも区分「{zone}」の記録です。"
    "この訓練で使った方だけを指定してください。",
    en="{one} and {other} are both of the zone {zone}. Name only the one that belongs to this "
    "drill.",
)
NO_ZONE = Phrase(
    "merge.no_zone",
    ja="「{name}」は区分を指定せずに実施した記録（--zone なし）で、一つで訓練全体です。"
    "ほかの記録とは結合できません。",
    en="{name} was run without --zone: it is a whole drill by itself and cannot be merged with "
    "others.",
)
OTHER_ORGANISATION = Phrase(
    "merge.other_organisation",
    ja="「{one}」は{one_of}、「{other}」は{other_of}の記録です。"
    "一つの団体の区分だけを結合できます。",
    en="{one} is of {one_of}, {other} of {other_of}. Only the segments of one organisation can "
    "be merged.",
)
OTHER_SCENARIO = Phrase(
    "merge.other_scenario",
    ja="「{one}」と「{other}」のシナリオが違います（{what}）。"
    "同じシナリオで実施した区分だけを結合できます。",
    en="{one} and {other} were run with different scenarios ({what}). Only segments of the same "
    "scenario can be merged.",
)
FAR_APART = Phrase(
    "merge.far_apart",
    ja="「{one}」が始まったのは、「{other}」が終わった後です（端末の時計で{gap:span}）。"
    "同じ日の記録かを確かめてください。端末の時計が大きくずれている場合は "
    "--offset で指定できます。",
    en="{one} began {gap:span} after {other} had ended, by the terminals' clocks. Check that both "
    "are of the same drill; if a clock was far off, say so with --offset.",
)
MISSING = Phrase(
    "merge.missing",
    ja="区分「{zone}」（端末 {terminal}）の記録がありません。その端末の記録も指定するか、"
    "ないまま結合する場合は --without {zone} を付けてください（報告に残ります）。",
    en="The segment of the zone {zone} (terminal {terminal}) is missing. Name its record too, or "
    "merge without it by --without {zone}; the report will say so.",
)
NOT_WITHOUT = Phrase(
    "merge.not_without",
    ja="--without {zone}: その区分は、欠けている区分ではありません。{hint}",
    en="--without {zone}: no segment of that name is missing. {hint}",
)
MISSING_ARE = Phrase(
    "merge.missing_are",
    ja="欠けているのは {zones:list} です。",
    en="Missing are: {zones:list}.",
)
NONE_MISSING = Phrase(
    "merge.none_missing", ja="欠けている区分はありません。", en="None is missing."
)
CONTRADICTION = Phrase(
    "merge.contradiction",
    ja="時計についての次の二つが、両方とも正しいことはありえません。\n  1. {one}\n  2. {other}\n"
    "誤っている方を確かめてください。--offset の値を直すか、知らせの記録の方が早すぎた場合は "
    "--ignore-words を付けると、知らせを時計合わせに使いません。",
    en="These two cannot both be true of the clocks:\n  1. {one}\n  2. {other}\n"
    "Find out which is wrong. Correct the value of --offset; where a word was written down before "
    "the step it tells of, --ignore-words leaves words out of the comparison.",
)
COMPARED = Phrase(
    "merge.compared",
    ja="{one}の端末の時計は「{reference}」より{off}（誤差{error:exact}。{by}が読み取り）",
    en="the clock of {one} was {off} {reference!r}, give or take {error:exact} (read by {by})",
)
AHEAD = Phrase("merge.ahead", ja="{by:exact}進んでいました", en="{by:exact} ahead of")
BEHIND = Phrase("merge.behind", ja="{by:exact}遅れていました", en="{by:exact} behind")
WORD = Phrase(
    "merge.word",
    ja="{one}の時計は、{other}より進んでいても{gap:exact}までです（手順「{step}」の終わりを"
    "{by}が{one}で聞いて記録したため）",
    en="the clock of {one} was at most {gap:exact} ahead of {other}: {by} noted there that step "
    "{step!r} had ended",
)
WORD_BEHIND = Phrase(
    "merge.word_behind",
    ja="{one}の時計は、{other}より{gap:exact}以上遅れています（手順「{step}」の終わりを"
    "{by}が{one}で聞いて記録したため）",
    en="the clock of {one} was at least {gap:exact} behind {other}: {by} noted there that step "
    "{step!r} had ended",
)
SAID = Phrase(
    "merge.said",
    ja="{one}の時計は{other}より{off}（誤差{error:exact}。{by}の申告）",
    en="the clock of {one} was {off} {other}, give or take {error:exact} (said by {by})",
)
NO_SUCH_SEGMENT = Phrase(
    "merge.no_such_segment",
    ja="--offset {zone}: その区分の記録はありません。指定できるのは {zones:list} です。",
    en="--offset {zone}: no segment of that name is given. It can be: {zones:list}.",
)
THE_FIRST = Phrase(
    "merge.offset_of_the_first",
    ja="--offset {zone}: 「{zone}」は時計の基準です。"
    "ほかの区分を「{zone}」に対して指定してください。",
    en="--offset {zone}: the others are compared with {zone}; give their offsets instead.",
)
NOT_COMPARED = Phrase(
    "merge.not_compared",
    ja="{one}と{other}の時計は照合されていないため、区分をまたぐこの時間は測定値として示せません"
    "（端末の時計のままでは約{about:span}）。",
    en="The clocks of {one} and {other} were never compared, so this time from zone to zone is "
    "not measured (about {about:span} by the terminals' own clocks).",
)
NOT_PROVEN = Phrase(
    "merge.not_proven",
    ja="{one}と{other}の時計は照合されていないため、区分をまたぐこの時間は判定できません。",
    en="The clocks of {one} and {other} were never compared, so this time from zone to zone is "
    "not judged.",
)
ZONE_ABSENT = Phrase(
    "merge.zone_absent",
    ja="区分「{zone}」の記録がないため、測っていません。",
    en="Not measured: the record of the zone {zone} is missing.",
)
