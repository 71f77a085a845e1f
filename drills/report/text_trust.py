"""How every number was computed, on which records it rests, and how far these can be trusted."""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Language, Message, Phrase, render
from drills.report.model import Report
from drills.report.target_rows import target_rows
from drills.report.text_block import Points

METHOD = Phrase("text.method", ja="【数値の求め方】", en="HOW THE NUMBERS WERE COMPUTED")
RULES = (
    Phrase(
        "text.rule_interval",
        ja="停止は「最後の正常な応答の送信」から「最初の異常な応答の受信」までの間、復旧は"
        "「最後の異常な応答の送信」から「続いた最初の正常な応答の受信」までの間とします。"
        "実績は区間で求め、中央値と誤差（幅の半分）を示します。",
        en="A loss lies between the sending of the last good answer and the receipt of the first "
        "bad one; a return between the sending of the last bad answer and the receipt of the "
        "first good one that lasted. Results are intervals: the middle is shown, and half the "
        "width as the error.",
    ),
    Phrase(
        "text.rule_verdict",
        ja="区間の全部が目標以下なら達成、全部が目標を超えれば未達、目標が区間の中にあれば"
        "誤差範囲内とし、達成とは扱いません。",
        en="Met: the whole interval is at or below the target. Missed: all of it is above. Within "
        "error: the target lies inside; that is not a pass.",
    ),
    Phrase(
        "text.rule_clock",
        ja="長さは止まらない内部時計で測り、端末の時刻合わせの影響を受けません。中断をまたぐ"
        "部分だけは端末の時計による概算です。T+ は訓練開始からの時間です。",
        en="Lengths come from a clock that no setting of the time moves; only across a restart "
        "from the computer's own clock, and then they are approximate. T+ counts from the start.",
    ),
    Phrase(
        "text.rule_source",
        ja="根拠は、実測（機械で確認）、目視（人が確認）、事業者回答、付与（状況付与による）、"
        "想定（机上）のうち、停止と復旧の弱い方です。宣言などを起点とする時間では、起点の時刻は"
        "担当者の回答を受けた時刻です。",
        en="The source is the weaker of loss and return: measured, observed by a person, attested "
        "by a vendor, injected by the scenario, assumed at a table. Where a time counts from a "
        "moment such as the declaration, that moment is when a person's answer came.",
    ),
    Phrase(
        "text.rule_unmeasured",
        ja="測れなかったものは未測定とし、0や達成とは扱いません。",
        en="What could not be measured stays not measured; it is never taken for zero or met.",
    ),
)
FORMULA = Phrase(
    "text.formula",
    ja="{name}: {formula}（記録 {records}）",
    en="{name}: {formula} (records {records})",
)
TRUST = Phrase("text.trust", ja="【記録】", en="THE RECORD")
RUN = Phrase(
    "text.run", ja="実施番号: {run}　シナリオ: {scenario}", en="run {run}, scenario {scenario}"
)
TOOL = Phrase("text.tool", ja="ツール: {tool}", en="tool: {tool}")
ZONE = Phrase("text.zone", ja="ネットワーク区分: {zone}", en="network zone: {zone}")
COMPRESS = Phrase(
    "text.compress",
    ja="想定の時計は実時間の{compress}倍で進めました（実測には影響しません）。",
    en="the event clock ran {compress} times as fast as real time (measured times are not touched)",
)
RECORDS = Phrase(
    "text.records",
    ja="記録 {count}件　最後のハッシュ値 {head}",
    en="{count} records, hash of the last one {head}",
)
INTACT = Phrase(
    "text.intact",
    ja="すべての記録が、記録されたときのままであることを確認しました。",
    en="every record was verified to be as it was recorded",
)
UNVERIFIED = Phrase(
    "text.unverified",
    ja="記録が改変されていないことは確認していません（bcp-drill verify で確認できます）。",
    en="the records were not verified (bcp-drill verify does that)",
)
END = Phrase("text.end", ja="以上", en="End of report")


def _method(report: Report, lang: Language) -> Points:
    rules = [render(rule(), lang) for rule in RULES]
    formulas = [
        FORMULA(name=row.title, formula=row.figure.formula, records=_numbers(row.figure.records))
        for row in target_rows(report, lang)
        if row.figure.actual_us is not None and report.edition != "public"
    ]
    return Points(METHOD, [*rules, *(render(each, lang) for each in formulas)])


def _numbers(records: Sequence[int]) -> str:
    return ", ".join(map(str, records)) or "-"


def trust(report: Report, lang: Language) -> Points:
    """Which run, which tool, which files, and how far the record can be trusted."""
    header, journal = report.header, report.journal
    items: list[Message] = [
        RUN(run=header.run_id, scenario=header.scenario),
        TOOL(tool=header.tool),
        RECORDS(count=journal.records, head=journal.head),
    ]
    if header.zone:
        items.append(ZONE(zone=header.zone_name))
    if header.compress != 1:
        items.append(COMPRESS(compress=f"{header.compress:g}"))
    if journal.trusted is None:
        items.append(UNVERIFIED())
    elif journal.trusted:
        items.append(INTACT())
    return Points(TRUST, [render(each, lang) for each in items])


def _end(report: Report, lang: Language) -> list[str]:
    return [render(END(), lang)]


SECTIONS = (_method, trust, _end)
