"""What stands behind the results as evidence: isolation, head-room, and the files with hashes."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.evidence_lines import EvidenceLine
from drills.report.isolation_lines import IsolationLine
from drills.report.ledger import worth_saying
from drills.report.model import Report
from drills.report.room_lines import RoomLine
from drills.report.room_words import FACTS
from drills.report.saying import NOTHING, say, say_all, wall
from drills.report.text_block import Column, Table
from drills.report.words import OUTCOME, SOURCE, said

ISOLATION = Phrase(
    "text.isolation", ja="【分離の確認（応答してはならないもの）】", en="ISOLATION: MUST NOT ANSWER"
)
CHECK = Phrase("text.head_isolation", ja="監視・手順", en="Check, step")
ASKED = Phrase("text.head_asked", ja="相手／対照", en="Asked / control")
NO_CONTROL = Phrase("text.no_control", ja="対照なし", en="no control")
RESULT = Phrase("text.head_isolated", ja="結果・根拠", en="Result, source")
COUNTS = Phrase("text.head_isolation_counts", ja="正常/異常/不明", en="Held/broken/unknown")
WHY = Phrase("text.head_isolation_why", ja="理由", en="Why")
SILENCE = Phrase(
    "text.isolation_says",
    ja="応答がないことは、同じ区域の対照が同じときに応答した場合だけ「正常」とします。対照の応答がなければ"
    "「不明」です。",
    en="Silence counts as held only where a control target in the same zone answered meanwhile; "
    "without its answer it is unknown.",
)
ROOM = Phrase(
    "text.room", ja="【電源・無線・回線の余裕】", en="HEAD-ROOM OF POWER, RADIO AND LINES"
)
DEVICE = Phrase("text.head_device", ja="対象", en="Device")
FACT = Phrase("text.head_room_fact", ja="項目", en="What")
VALUE = Phrase("text.head_value", ja="値", en="Is")
RANGE = Phrase("text.head_range", ja="最小〜最大", en="Least to most")
FROM_TO = Phrase("text.room_range", ja="{least}〜{most}", en="{least} to {most}")
READ = Phrase("text.head_read", ja="時刻", en="Read at")
SOURCE_HEAD = Phrase("text.head_room_source", ja="根拠", en="Source")
BY_PLAN = Phrase(
    "text.room_says",
    ja="「想定」は計画に書かれた値から求めたもので、測ったものではありません。",
    en="What is assumed follows from the plan's own numbers; nobody measured it.",
)
EVIDENCE = Phrase("text.evidence", ja="【証跡】", en="EVIDENCE")
KIND = Phrase("text.head_evidence", ja="種類", en="Kind")
FILE = Phrase("text.head_file", ja="ファイル", en="File")
HASH = Phrase("text.head_hash", ja="SHA-256", en="SHA-256")
SIZE = Phrase("text.evidence_size", ja="{file}\n{size}バイト", en="{file}\n{size} bytes")
CUT_OFF = Phrase(
    "text.evidence_cut", ja="{file}（終わりの部分なし）", en="{file} (its end is missing)"
)
JOURNAL = Phrase("text.evidence_journal", ja="記録", en="journal")
LAST_OF = Phrase(
    "text.evidence_last",
    ja="{count}件のうち最後のハッシュ値",
    en="hash of the last of {count} records",
)
HEAD = Phrase(
    "text.evidence_head",
    ja="記録の各件は、前の件のハッシュ値を含みます。最後の値を控えておけば、後からどの件も変えられて"
    "いないことを確かめられます。",
    en="Every record holds the hash of the one before it. Whoever keeps the last one can tell "
    "later that none was changed.",
)
VERIFY = Phrase(
    "text.evidence_verify",
    ja="確かめ方: bcp-drill verify {run} は、記録のつながりと、監視の応答のファイルを確かめます。"
    "計画やシナリオは、控えのファイルのSHA-256を求めて、この表と比べます。",
    en="To verify: bcp-drill verify {run} looks at the chain of the records and at the files of "
    "raw answers. Of a plan or scenario, hold the SHA-256 of the copy you have against this table.",
)
KINDS = {
    "readings": Phrase("evidence.readings", ja="監視の応答", en="raw answers"),
    "brief": Phrase("evidence.brief", ja="計画・シナリオ", en="plan, scenario"),
    "survey": Phrase("evidence.survey", ja="被害状況調査", en="survey"),
    "segment": Phrase("evidence.segment", ja="区分の記録", en="segment"),
    "paper": Phrase("evidence.paper", ja="紙の記録", en="from paper"),
}


def _isolation(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(CHECK, 16, 16), Column(ASKED, 20, 20), Column(RESULT, 8, 9)),
        *(Column(COUNTS, 14, 10), Column(WHY, 14, 15)),
    )
    rows = [_isolation_row(each, lang) for each in report.isolation]
    records = [each.records for each in report.isolation]
    striking = [each.outcome in ("broken", "unknown") for each in report.isolation]
    return Table(ISOLATION, columns, rows, records, striking, [render(SILENCE(), lang)])


def _isolation_row(line: IsolationLine, lang: Language) -> list[str]:
    result = render(said(OUTCOME, line.outcome), lang)
    if line.outcome != "skipped":
        result = f"{result}\n{render(said(SOURCE, line.source), lang)}"
    asked = line.held + line.broken + line.unknown
    return [
        line.id,
        f"{line.subject}\n{line.control or render(NO_CONTROL(), lang)}",
        result,
        f"{line.held}/{line.broken}/{line.unknown}" if asked else NOTHING,
        say_all(worth_saying(line.outcome, line.why), lang) or NOTHING,
    ]


def _room(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(DEVICE, 18, 18), Column(FACT, 20, 20), Column(VALUE, 10, 10)),
        *(Column(RANGE, 10, 12), Column(READ, 8, 8), Column(SOURCE_HEAD, 6, 8)),
    )
    lines = report.head_room
    rows = [_room_row(report, each, lang) for each in lines]
    assumed = any(each.source == "assumed" for each in lines)
    notes = [render(BY_PLAN(), lang)] if assumed else []
    return Table(ROOM, columns, rows, [each.records for each in lines], notes=notes)


def _room_row(report: Report, line: RoomLine, lang: Language) -> list[str]:
    fact = render(FACTS[line.fact](), lang) if line.fact in FACTS else line.fact
    bounds = NOTHING
    if line.least is not None and line.most is not None and line.least != line.most:
        bounds = render(FROM_TO(least=_plain(line.least), most=_plain(line.most)), lang)
    value = _plain(line.last) if isinstance(line.last, float) else str(line.last)
    return [
        say(line.name, lang) or line.id,
        fact,
        value,
        bounds,
        wall(line.when, report.header.utc_offset_s),
        render(said(SOURCE, line.source), lang),
    ]


def _plain(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _evidence(report: Report, lang: Language) -> Table:
    columns = (Column(KIND, 14, 14), Column(FILE, 26, 26), Column(HASH, 32, 32))
    if report.edition == "public":
        return Table(EVIDENCE, columns, ())  # the files are not named, so none can be held beside
    last = render(LAST_OF(count=report.journal.records), lang)
    rows = [
        [render(JOURNAL(), lang), last, report.journal.head],
        *([render(said(KINDS, x.kind), lang), _file(x, lang), x.sha256] for x in report.evidence),
    ]
    records = [(), *(each.records for each in report.evidence)]
    notes = [render(HEAD(), lang), render(VERIFY(run=report.header.run_id), lang)]
    return Table(EVIDENCE, columns, rows, records, notes=notes)


def _file(line: EvidenceLine, lang: Language) -> str:
    name = line.file if line.complete else render(CUT_OFF(file=line.file), lang)
    return name if line.size is None else render(SIZE(file=name, size=f"{line.size:,}"), lang)


WATCHED = (_isolation, _room)
LAST = (_evidence,)
