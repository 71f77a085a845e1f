"""The fixed words of a survey, and a survey's line in the timeline of a drill."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Language, Message, Phrase, Text, render
from drills.core.survey_events import AssetWord, DriftKind, Result, SurveyFacts, SurveyTaken

KIND: Mapping[AssetWord, Phrase] = {
    "system": Phrase("survey.kind_system", ja="システム", en="system"),
    "server": Phrase("survey.kind_server", ja="サーバ", en="server"),
    "link": Phrase("survey.kind_link", ja="回線", en="link"),
    "radio": Phrase("survey.kind_radio", ja="無線", en="radio"),
    "power": Phrase("survey.kind_power", ja="電源", en="power"),
    "telework": Phrase("survey.kind_telework", ja="テレワーク", en="telework"),
    "site": Phrase("survey.kind_site", ja="拠点", en="site"),
}
RESULT: Mapping[Result, Phrase] = {
    "silent": Phrase("survey.silent", ja="応答なし", en="NO ANSWER"),
    "bad": Phrase("survey.bad", ja="応答に異常", en="ANSWERS BADLY"),
    "unknown": Phrase("survey.unknown", ja="確認できず", en="not known"),
    "not_asked": Phrase("survey.not_asked", ja="未確認", en="not asked"),
    "look": Phrase("survey.look", ja="人が確認", en="go and look"),
    "by_nature": Phrase("survey.by_nature", ja="計画どおり無応答", en="silent by plan"),
    "answers": Phrase("survey.answers", ja="応答あり", en="answers"),
    "elsewhere": Phrase("survey.elsewhere", ja="他の区分", en="other zone"),
}
"""The gravest first."""
DRIFT: Mapping[DriftKind, Phrase] = {
    "no_answer": Phrase(
        "survey.drift_no_answer",
        ja="使用中のはずが、応答しません",
        en="in service by the plan, but it does not answer",
    ),
    "retired_answers": Phrase(
        "survey.drift_retired",
        ja="廃止済みのはずが、応答します",
        en="retired by the plan, but it answers",
    ),
    "unexpected_answer": Phrase(
        "survey.drift_unexpected",
        ja="応答しない機器のはずが、応答します",
        en="it never answers by the plan, but it does",
    ),
    "early_answer": Phrase(
        "survey.drift_early",
        ja="導入前か保守中のはずが、応答します",
        en="planned or in maintenance by the plan, but it answers",
    ),
    "nothing_to_ask": Phrase(
        "survey.drift_nothing",
        ja="使用中ですが、確かめる手段が計画にありません",
        en="in service, but the plan has nothing to ask it with",
    ),
}
REMEDY: Mapping[DriftKind, Phrase] = {
    "no_answer": Phrase(
        "survey.remedy_no_answer",
        ja="現地か事業者に確かめます。撤去済みなら state: retired、もともと応答しない機器なら "
        "reply_expected: false",
        en="Look there or ask its vendor. If it is gone, state: retired; if it never answers, "
        "reply_expected: false",
    ),
    "retired_answers": Phrase(
        "survey.remedy_retired",
        ja="電源が入ったままか、アドレスが別の機器に使われています。確かめて止めるか、計画を直します",
        en="It is still switched on, or its address is another machine's now. See which, and stop "
        "it or mend the plan",
    ),
    "unexpected_answer": Phrase(
        "survey.remedy_unexpected",
        ja="応答するなら reply_expected: false を消します",
        en="If it does answer, remove reply_expected: false",
    ),
    "early_answer": Phrase(
        "survey.remedy_early",
        ja="使い始めているなら state を消します",
        en="If it is used already, remove its state",
    ),
    "nothing_to_ask": Phrase(
        "survey.remedy_nothing",
        ja="probe を書きます。もともと応答しない機器なら reply_expected: false",
        en="Write a probe; if it never answers, reply_expected: false",
    ),
}
COUNT = Phrase("survey.count", ja="{result} {count}件", en="{result} {count}")
TOLD = Phrase(
    "told.survey",
    ja="被害状況調査の結果を記録（{counts:list}、計画との違い{drift}件）",
    en="a survey was entered ({counts:list}; differing from the plan: {drift})",
)


def counts_said(counts: Mapping[str, int]) -> tuple[Message, ...]:
    """「応答あり 12件」 for each result that there is, the gravest first."""
    return tuple(
        COUNT(result=phrase(), count=counts[result])
        for result, phrase in RESULT.items()
        if counts.get(result)
    )


def drift_count(survey: SurveyFacts) -> int:
    """How many assets differ from what the plan says."""
    return sum(each.drift is not None for each in survey.noted)


def survey_said(event: SurveyTaken) -> Message:
    """The event as the timeline tells it."""
    survey = event.survey
    return TOLD(counts=counts_said(survey.counts), drift=drift_count(survey))


def asset_said(kind: AssetWord, id: str, name: Text, lang: Language) -> str:
    """「サーバ fs1」 with the name on a line of its own, where it has one."""
    head = f"{render(KIND[kind](), lang)} {id}"
    called = name.said_in(lang)
    return f"{head}\n{called}" if called and called != id else head
