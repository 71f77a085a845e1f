"""What stands beside the scenario in a pack: what to do with it, in Markdown, from the scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bcp.durations import spoken
from bcp.harmless import harmless
from bcp.message import Language, Message, Phrase, Text, render
from drills.packs.sender import Sent
from scenarios.model import Inject, Scenario, Step

TITLE = Phrase(
    "instructions.title",
    ja="{title}（訓練パック {id} 第{number}版）",
    en="{title} (pack {id}, version {number})",
)
FROM = Phrase("instructions.from", ja="配布: {by}（{made}）", en="Sent by {by} on {made}")
NOT_FOR_PLAYERS = Phrase(
    "instructions.not_for_players",
    ja="**進行管理者用です。これから起こることが書いてあるので、参加者には見せません。**",
    en="**For the controller. It tells what will happen: do not show it to players.**",
)
HOW = Phrase("instructions.how", ja="すること", en="What to do")
STEPS = (
    Phrase(
        "instructions.unpack",
        ja="計画に入れます: `bcp-drill unpack パックのファイル --plan 計画のフォルダ`。"
        "計画に足りないものがあれば、その場で示されます。",
        en="Put it into your plan: `bcp-drill unpack PACK --plan FOLDER`. "
        "It says what your plan lacks.",
    ),
    Phrase(
        "instructions.code",
        ja="計画の organisation に団体コード（code）があることを確かめます。",
        en="See that the organisation in your plan has its code.",
    ),
    Phrase(
        "instructions.no_change",
        ja="シナリオのファイルは書き換えません。書き換えると「手元で変更あり」となり、"
        "集計に入りません。自分の町の値は `--set 名前=値` で与えます。",
        en="Do not edit the scenario's file: a changed one is counted as changed locally, and not "
        "in the results. Give your own values with `--set NAME=VALUE`.",
    ),
    Phrase(
        "instructions.run",
        ja="流れを机上で確かめてから、実施します: `bcp-drill run {scenario}{sets}`",
        en="Try it around a table first, then hold it: `bcp-drill run {scenario}{sets}`",
    ),
    Phrase(
        "instructions.key",
        ja="鍵がなければ `bcp-drill key new 鍵のファイル` で作り、"
        "`bcp-drill key show 鍵のファイル` が示す行を、返送より前に配布元へ知らせます。",
        en="Without a key, make one with `bcp-drill key new KEYFILE`, and tell the sender the line "
        "that `bcp-drill key show KEYFILE` prints before you send anything.",
    ),
    Phrase(
        "instructions.bundle",
        ja="終わったら、この端末の鍵で署名してまとめ、返送します: "
        "`bcp-drill bundle last --key 鍵のファイル -o 団体コード.zip`。"
        "氏名・連絡先・アドレスは入りません。",
        en="Afterwards sign the record and send it back: "
        "`bcp-drill bundle last --key KEYFILE -o CODE.zip`. "
        "People, numbers and addresses are left out.",
    ),
)
TO_FILL = Phrase("instructions.to_fill", ja="自分の町の値を決めるもの", en="Values of your own")
NAME = Phrase("instructions.name", ja="名前", en="Name")
AS_SENT = Phrase("instructions.as_sent", ja="配布時の値", en="As sent")
NOTHING_TO_FILL = Phrase("instructions.nothing_to_fill", ja="ありません。", en="None.")
CRITERIA = Phrase("instructions.criteria", ja="評価の観点", en="What is evaluated")
NO_CRITERIA = Phrase(
    "instructions.no_criteria", ja="シナリオには書かれていません。", en="The scenario names none."
)
EVENTS = Phrase("instructions.events", ja="状況付与（イベントリスト）", en="Situations given")
WHEN = Phrase("instructions.when", ja="時刻", en="When")
TO = Phrase("instructions.to", ja="付与先", en="To")
SAYS = Phrase("instructions.says", ja="内容", en="Situation")
AFTER = Phrase("instructions.after", ja="{steps:list} の後", en="after {steps:list}")
FROM_START = Phrase("instructions.from_start", ja="開始から{span}", en="{span} after the start")
ANYONE = Phrase("instructions.anyone", ja="全員", en="all")

# What means something in Markdown; a table's bar would begin a new cell.
_ACTS = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


def instructions(scenario: Scenario, sent: Sent, lang: Language) -> str:
    """The whole text, with a line feed at its end."""
    parts = (
        _head(scenario, sent, lang),
        _how(scenario, lang),
        _to_fill(scenario, lang),
        _criteria(scenario, lang),
        _events(scenario, lang),
    )
    return "\n\n".join("\n".join(each) for each in parts) + "\n"


def _head(scenario: Scenario, sent: Sent, lang: Language) -> Iterator[str]:
    pack = scenario.pack
    title = TITLE(
        title=_plain(scenario.title, lang),
        id=pack.id if pack else scenario.id,
        number=pack.version if pack else 0,
    )
    yield f"# {render(title, lang)}"
    yield ""
    yield render(FROM(by=_escaped(sent.by), made=sent.made), lang)
    yield ""
    yield render(NOT_FOR_PLAYERS(), lang)
    if scenario.purpose != Text():
        yield ""
        yield _plain(scenario.purpose, lang)


def _how(scenario: Scenario, lang: Language) -> Iterator[str]:
    yield f"## {render(HOW(), lang)}"
    yield ""
    fill = scenario.pack.fill if scenario.pack else ()
    sets = "".join(f" --set {name}=…" for name in fill)
    for number, each in enumerate(STEPS, start=1):
        yield f"{number}. {render(each(scenario=scenario.id, sets=sets), lang)}"


def _to_fill(scenario: Scenario, lang: Language) -> Iterator[str]:
    yield f"## {render(TO_FILL(), lang)}"
    yield ""
    fill = scenario.pack.fill if scenario.pack else ()
    if not fill:
        yield render(NOTHING_TO_FILL(), lang)
        return
    yield f"| {render(NAME(), lang)} | {render(AS_SENT(), lang)} |"
    yield "|---|---|"
    for name in fill:
        yield f"| `{name}` | {_escaped(str(scenario.parameters.get(name, '')))} |"


def _criteria(scenario: Scenario, lang: Language) -> Iterator[str]:
    yield f"## {render(CRITERIA(), lang)}"
    yield ""
    if not scenario.evaluation:
        yield render(NO_CRITERIA(), lang)
    for each in scenario.evaluation:
        yield f"- {_plain(each.text, lang)}"


def _events(scenario: Scenario, lang: Language) -> Iterator[str]:
    yield f"## {render(EVENTS(), lang)}"
    yield ""
    yield f"| {render(WHEN(), lang)} | {render(TO(), lang)} | {render(SAYS(), lang)} |"
    yield "|---|---|---|"
    for step in scenario.steps:
        if isinstance(step.do, Inject):
            to = step.do.to or render(ANYONE(), lang)
            when = _escaped(render(_when(step, lang), lang))
            yield f"| {when} | {_escaped(to)} | {_plain(step.do.text, lang)} |"


def _when(step: Step, lang: Language) -> Message:
    after = tuple(each.step for each in step.after)
    if step.at is not None:
        return FROM_START(span=spoken(step.at.us, lang))
    return AFTER(steps=after) if after else FROM_START(span=spoken(0, lang))


def _plain(text: Text, lang: Language) -> str:
    return _escaped(text.said_in(lang))


def _escaped(text: str) -> str:
    """An author's words as plain text on one line of Markdown."""
    return _ACTS.sub(r"\\\1", harmless(text))
