"""What stands behind the results: where the time went, and what the watch saw."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report import text_levels, text_path
from drills.report.ledger import worth_saying
from drills.report.measured_lines import OutageLine, Seen
from drills.report.model import Report
from drills.report.saying import edge, period_said, say, say_all, span, wall
from drills.report.text_block import Column, Points, Table
from drills.report.text_path import TOOK
from drills.report.words import MOMENT, OUTCOME, PARTS, said

SPLIT = Phrase("text.split", ja="【時間の内訳】", en="WHERE THE TIME WENT")
SPLIT_WHOLE = Phrase(
    "text.split_whole",
    ja="最初の停止から最後の復旧まで（{period}）",
    en="from the first loss to the last return ({period})",
)
PART = Phrase("text.head_part", ja="区間", en="Part")
MOMENTS = Phrase("text.moments", ja="【起点の時刻】", en="MOMENTS")
MOMENT_SAID = Phrase(
    "text.moment", ja="{name}: {clock}（手順 {step}）", en="{name}: {clock} (step {step})"
)
OUTAGES = Phrase("text.outages", ja="【停止と復旧の観測】", en="LOSSES AND RETURNS, AS SEEN")
CHECK = Phrase("text.head_check", ja="監視", en="Check")
EDGE = Phrase("text.head_edge", ja="観測", en="Answer")
AT = Phrase("text.head_at", ja="送信・受信", en="Sent, received")
SAW = Phrase("text.head_saw", ja="応答の内容", en="What it said")
LAST_GOOD = Phrase("text.last_good", ja="停止前の最後の正常", en="last good one")
FIRST_BAD = Phrase("text.first_bad", ja="最初の異常", en="first bad one")
LAST_BAD = Phrase("text.last_bad", ja="復旧前の最後の異常", en="last bad one")
FIRST_GOOD = Phrase("text.first_good", ja="続いた最初の正常", en="first good one that lasted")
NEVER_GOOD = Phrase(
    "text.never_good",
    ja="なし（最初の確認から停止）",
    en="none: it was down from the first ask on",
)
NOT_BACK = Phrase("text.not_back", ja="なし（訓練中に復旧せず）", en="none: not back in the drill")
FLAPS = Phrase("text.flaps", ja="【一時的な復旧】", en="BACK FOR A MOMENT ONLY")
FLAP = Phrase(
    "text.flap",
    ja="{check}: {began}から{ended}まで正常な応答{count}回の後、再び停止。{why}",
    en="{check}: {count} good answers from {began} to {ended}, then down again. {why}",
)
UNKNOWNS = Phrase("text.unknowns", ja="【確認できなかった時間】", en="TIMES WITHOUT AN ANSWER")
UNKNOWN = Phrase("text.unknown", ja="{check}: {period}。{why}", en="{check}: {period}. {why}")
ASIDES = Phrase("text.asides", ja="【判定から除外した監視】", en="CHECKS SET ASIDE")
ASIDE = Phrase(
    "text.aside",
    ja="{check}: {clock}に{by}が除外（確認者: {second}）。以後の根拠は目視。理由: {reason}",
    en="{check}: set aside at {clock} by {by} (confirmed by {second}); observed from then on. "
    "Reason: {reason}",
)
MARKERS = Phrase("text.markers", ja="【データの目印】", en="MARKERS OF DATA")
MARKER = Phrase(
    "text.marker_line",
    ja="{system}: 書込み成功{written}回、失敗{failed}回、読出し{looked}回、残っていた目印{kept}個",
    en="{system}: {written} written, {failed} failed, {looked} times read back, {kept} survived",
)
MARKER_UNREAD = Phrase("text.marker_unread", ja="{line}。{why}", en="{line}. {why}")
COUNTS = Phrase("text.counts", ja="【監視の回数】", en="HOW OFTEN IT WAS ASKED")
HELD = Phrase("text.head_held", ja="正常", en="Held")
BROKEN = Phrase("text.head_broken", ja="異常", en="Broken")
UNKNOWN_HEAD = Phrase("text.head_unknown", ja="不明", en="Unknown")
LATE = Phrase("text.head_late", ja="遅延", en="Late")
CUT = Phrase("text.cut", ja="{text}（以下略）", en="{text} (cut)")
HELD_IN = Phrase("text.held_in", ja="{word}（{took}ms）", en="{word} ({took} ms)")
LONGEST = 160
# The facts of the probes that say how long an answer took, in milliseconds.
TIMES = ("latency_ms", "connect_ms", "took_ms")


def _split(report: Report, lang: Language) -> Table:
    columns, split = (Column(PART, 64, 64), Column(TOOK, 14, 14)), report.split
    if split is None:
        return Table(SPLIT, columns, ())
    whole = SPLIT_WHOLE(period=period_said(split.period, report.header.utc_offset_s, lang))
    rows = [[render(said(PARTS, each.part), lang), span(each.us, lang)] for each in split.parts]
    rows.append([render(whole, lang), span(split.us, lang)])
    return Table(SPLIT, columns, rows)


def _moments(report: Report, lang: Language) -> Points:
    items = [
        render(
            MOMENT_SAID(
                name=said(MOMENT, each.name),
                clock=wall(each.when, report.header.utc_offset_s),
                step=each.step,
            ),
            lang,
        )
        for each in report.moments
    ]
    return Points(MOMENTS, items)


def _outages(report: Report, lang: Language) -> Table:
    rows = [row for each in report.outages for row in _outage_rows(each, lang)]
    columns = (Column(CHECK, 16, 16), Column(EDGE, 12, 12), Column(AT, 12, 14), Column(SAW, 34, 32))
    return Table(OUTAGES, columns, rows)


def _outage_rows(line: OutageLine, lang: Language) -> list[list[str]]:
    edges = (
        (LAST_GOOD, line.last_good, NEVER_GOOD),
        (FIRST_BAD, line.first_bad, NEVER_GOOD),
        (LAST_BAD, line.last_bad, NOT_BACK),
        (FIRST_GOOD, line.first_good, NOT_BACK),
    )
    rows = []
    for phrase, seen, otherwise in edges:
        if seen is None and phrase is FIRST_GOOD:
            continue
        times = f"{edge(seen.sent)}\n{edge(seen.received)}" if seen else "-"
        saw = saw_said(seen, lang) if seen else render(otherwise(), lang)
        rows.append([line.check, render(phrase(), lang), times, saw])
    return rows


def saw_said(seen: Seen, lang: Language) -> str:
    """An answer in words: a good one with how long it took, any other with why, and its output."""
    word = render(said(OUTCOME, seen.outcome), lang)
    if seen.outcome == "held":
        beside = worth_saying(seen.outcome, seen.why)
        if beside:
            return f"{word}\n{say_all(beside, lang)}"
        took = next((seen.facts[each] for each in TIMES if seen.facts.get(each) is not None), None)
        return word if took is None else render(HELD_IN(word=word, took=f"{took:.1f}"), lang)
    parts = [word, say_all(seen.why, lang), " / ".join(seen.said)]
    return "\n".join(_cut(part, lang).replace("\n", " / ") for part in parts if part)


def _cut(text: str, lang: Language) -> str:
    return text if len(text) <= LONGEST else render(CUT(text=text[:LONGEST]), lang)


def _flaps(report: Report, lang: Language) -> Points:
    items = [
        render(
            FLAP(
                check=each.check,
                began=edge(each.first_good.sent),
                ended=edge(each.first_bad.received),
                count=each.good_answers,
                why=say_all(each.first_bad.why, lang),
            ),
            lang,
        )
        for each in report.flaps
    ]
    return Points(FLAPS, items)


def _unknowns(report: Report, lang: Language) -> Points:
    offset = report.header.utc_offset_s
    items = [
        UNKNOWN(
            check=each.check,
            period=period_said(each.period, offset, lang),
            why=say_all(each.why, lang),
        )
        for each in report.unknowns
    ]
    return Points(UNKNOWNS, [render(each, lang) for each in items])


def _asides(report: Report, lang: Language) -> Points:
    items = [
        ASIDE(
            check=each.check,
            clock=wall(each.when, report.header.utc_offset_s),
            by=each.by,
            second=each.second or "-",
            reason=each.reason,
        )
        for each in report.asides
    ]
    return Points(ASIDES, [render(each, lang) for each in items])


def _markers(report: Report, lang: Language) -> Points:
    items = []
    for each in report.markers:
        line = MARKER(
            system=each.system,
            written=each.written,
            failed=each.failed,
            looked=each.looked,
            kept=len(each.surviving),
        )
        unread = each.could_not_read
        items.append(say(line if unread is None else MARKER_UNREAD(line=line, why=unread), lang))
    return Points(MARKERS, items)


def _counts(report: Report, lang: Language) -> Table:
    rows = [
        [each.check, str(each.held), str(each.broken), str(each.unknown), str(each.late)]
        for each in report.counts
    ]
    heads = (HELD, BROKEN, UNKNOWN_HEAD, LATE)
    columns = (Column(CHECK, 36, 36), *(Column(each, 8, 8) for each in heads))
    return Table(COUNTS, columns, rows)


SECTIONS = (
    _split,
    *text_path.SECTIONS,
    *text_levels.SECTIONS,
    _moments,
    _outages,
    _flaps,
    _unknowns,
    _asides,
    _markers,
    _counts,
)
