"""Every schema that an editor may need, by the word for it, as the text of its file."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bcp.asking import Catalogue
from bcp.json_schema import Json, SchemaWriter, Vocabulary, means
from bcp.message import Language, Text
from bcp.plan_schema import plan_schemas
from bcp.shared_schema import apart
from drills.runtime.answers import (
    Script,
    ScriptedAnswer,
    ScriptedApproval,
    ScriptedCall,
    ScriptedDoubt,
    ScriptedMuster,
    ScriptedWave,
)
from drills.runtime.scripted_checkins import ScriptedCheckIn
from scenarios.scenario_schema import scenario_schema

_TITLE = Text(ja="参加者の回答", en="People's answers")
_SHARED = {
    "step": means("シナリオの手順のid", "the id of a step of the scenario"),
    "by": means("答える人（職名）", "who says it", "情報係長"),
    "after": means("問いが出てからの時間", "how long after the question was put"),
    "note": means("添え書き", "a note"),
}
ANSWERS = {
    Script: {
        "answers": means("問いへの回答", "answers to questions"),
        "calls": means("人への連絡の結果", "what came of calls to people"),
        "checkins": means("点呼の回答", "check-ins of staff"),
        "musters": means("人の安否と参集の状況", "how people are and whether they come"),
        "waves": means("段階的な接続の、伝えた段階", "waves of a ramp that were told"),
        "approvals": means("操作の承認", "approvals of actions"),
        "doubts": means(
            "再開したとき結果の分からない操作をどう扱うか",
            "what became of actions in doubt when a drill is resumed",
        ),
    },
    ScriptedAnswer: {
        **_SHARED,
        "answer": means("回答", "the answer"),
        "stumble": means("つまずいたこと", "what went wrong on the way"),
        "informant": means("事業者の誰が答えたか", "who of a supplier said so"),
        "merit": means("通話試験の感明度（5から1）", "how well a call was heard, 5 to 1"),
    },
    ScriptedCall: {
        **_SHARED,
        "person": means("連絡した相手のid", "whom was called: the contact's id"),
        "result": means(
            "reached（話せた）、answered（返信）、no_answer（応答なし）、wrong_number（番号違い）、"
            "could_not_try（試せず）",
            "what came of it",
        ),
        "way": means("使った手段の種類（なければ次の手段）", "the way used, if not the next one"),
        "called": means("代わりに受けた人のid", "the deputy who was called"),
        "arrives": means("事業者の到着見込み", "when a supplier's people will come"),
        "correct": means("正しい番号またはアドレス", "the right number or address"),
    },
    ScriptedCheckIn: {
        **_SHARED,
        "who": means(
            "点呼に答えた職員（職員番号、@staff、@department:所属）",
            "who answered: numbers, @staff or @department:NAME",
            "10024",
        ),
        "over": means("複数の人のとき、この時間に均等に", "spread over this long, for many", "10m"),
        "but": means("除く人（whoと同じ書き方）", "but for these, written as who"),
        "method": means("働く手段", "how they work", "VPN"),
        "tasks": means("試したことの結果", "what came of each task"),
        "problem": means("支障", "what hinders them", "no_login"),
        "safety": means("安否", "whether they are safe", "safe"),
    },
    ScriptedMuster: {
        **_SHARED,
        "person": means("誰のことか（連絡先のid）", "who it is about: the contact's id"),
        "state": means(
            "safe（無事）、injured（負傷）、need_help（要救助）、coming（参集中）、arrived（参集済）、"
            "cannot_come（参集できない）",
            "how they are, or whether they come",
        ),
        "eta": means("参集中の人が着くまで", "until somebody on the way will be there", "90m"),
    },
    ScriptedWave: {
        "step": means("手順のid", "the id of the step"),
        "wave": means("何段階目か（1から）", "which wave, from 1", 1),
        "by": means("伝えた人", "who told them"),
        "after": means("伝えられるようになってからの時間", "how long after it may be told"),
        "note": means("備考", "a note"),
    },
    ScriptedApproval: {
        **_SHARED,
        "role": means("どの役割として", "for which role"),
        "granted": means("承認するか", "whether it is granted"),
    },
    ScriptedDoubt: {
        **_SHARED,
        "verdict": means(
            "done（行われた）、not_done（行われていない）、repeat（やり直す）",
            "it was done, it was not, or do it again",
        ),
    },
}
ENDING = ".schema.json"
# No file of a plan has this name: it holds what the others' schemas refer to.
SHARED = "probes"


def schemas(catalogue: Catalogue, lang: Language | None = None) -> Mapping[str, str]:
    """The text of each schema, complete in itself; `lang` None gives both languages."""
    return _texts(_schemas(catalogue, lang))


def folder_of_schemas(catalogue: Catalogue, lang: Language | None = None) -> Mapping[str, str]:
    """The text of each schema as it is written into one folder, where they refer to `SHARED`."""
    return _texts(apart(_schemas(catalogue, lang), SHARED, f"{SHARED}{ENDING}", lang))


def _schemas(catalogue: Catalogue, lang: Language | None) -> Mapping[str, Json]:
    return {
        **plan_schemas(catalogue, lang),
        "scenario": scenario_schema(catalogue, lang),
        "answers": _answers(lang),
    }


def _answers(lang: Language | None) -> Json:
    writer = SchemaWriter(Vocabulary(ANSWERS), lang)
    return writer.whole(writer.table(Script), _TITLE)


def _texts(schemas: Mapping[str, Json]) -> Mapping[str, str]:
    return {
        word: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for word, schema in schemas.items()
    }
