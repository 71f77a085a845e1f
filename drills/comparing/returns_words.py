"""What came back of a scenario in words: blocks that every form sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.comparing.returns import (
    AreaLine,
    BodyLine,
    Returned,
    Returns,
    State,
    TargetAcross,
)
from drills.report.saying import NOTHING, say, span
from drills.report.text_block import Block, Column, Points, Table
from drills.report.words import MODE, SOURCE, said

TITLE = Phrase(
    "returns.title",
    ja="{title}　団体別の実施結果（訓練パック {pack} 第{number}版）",
    en="{title}: results by body (pack {pack}, version {number})",
)
SUMMARY = Phrase("returns.summary", ja="【実施状況】", en="COMPLETION")
DONE_OF = Phrase(
    "returns.done_of",
    ja="{of}団体のうち{done}団体が実施し、結果を集計しました。",
    en="{done} of {of} bodies did the drill and are counted.",
)
COUNTED = Phrase("returns.counted", ja="{state}: {count}団体", en="{state}: {count}")
STATE: Mapping[State, Phrase] = {
    "done": Phrase("returns.done", ja="実施", en="done"),
    "aborted": Phrase("returns.aborted", ja="中止", en="aborted"),
    "not_finished": Phrase("returns.not_finished", ja="未完了", en="not finished"),
    "in_parts": Phrase("returns.in_parts", ja="区分ごと（未結合）", en="one zone only"),
    "changed": Phrase("returns.changed", ja="手元で変更あり", en="changed locally"),
    "other_version": Phrase("returns.other_version", ja="別の版", en="other version"),
    "other_scenario": Phrase("returns.other_scenario", ja="別の訓練", en="another drill"),
    "not_verifiable": Phrase("returns.not_verifiable", ja="検証できず", en="not verifiable"),
    "unknown_body": Phrase("returns.unknown_body", ja="一覧にない団体", en="not on the list"),
    "none": Phrase("returns.none", ja="未返送", en="not returned"),
}
BODIES = Phrase("returns.bodies", ja="【団体別】", en="BY BODY")
CODE = Phrase("returns.code", ja="コード", en="Code")
NAME = Phrase("returns.name", ja="団体", en="Body")
AREA = Phrase("returns.area", ja="振興局等", en="Area")
IS = Phrase("returns.is", ja="状況", en="State")
HELD = Phrase("returns.held", ja="実施日", en="Held on")
GRADE = Phrase("returns.grade", ja="評価", en="Grade")
MET = Phrase("returns.met", ja="達成", en="Met")
MET_OF = Phrase("returns.met_of", ja="{met}/{of}", en="{met}/{of}")
BY_CODE = Phrase(
    "returns.by_code",
    ja="団体コード順です。順位ではありません。",
    en="In the order of codes; it is no ranking.",
)
BY_RESULT = Phrase(
    "returns.by_result",
    ja="結果の順です。団体の規模・設備・実施方式の違いは考慮していません。",
    en="In the order of results; size, equipment and mode of the bodies are not considered.",
)
AREAS = Phrase("returns.areas", ja="【振興局等別】", en="BY AREA")
ALL = Phrase("returns.all", ja="団体数", en="Bodies")
DONE = Phrase("returns.done_head", ja="実施", en="Done")
NO_AREA = Phrase("returns.no_area", ja="（記載なし）", en="(none given)")
TARGETS = Phrase(
    "returns.targets", ja="【目標別（実施した団体）】", en="BY TARGET (BODIES THAT DID IT)"
)
WHAT = Phrase("returns.what", ja="対象", en="What")
HOW = Phrase("returns.how", ja="方式・根拠", en="Mode, source")
COUNT = Phrase("returns.count", ja="団体", en="Bodies")
BEST = Phrase("returns.best", ja="最短", en="Best")
MEDIAN = Phrase("returns.median", ja="中央値", en="Median")
WORST = Phrase("returns.worst", ja="最長", en="Worst")
LEFT_OUT = Phrase(
    "returns.left_out",
    ja="{name}: {count}団体は、方式・根拠・起点が違うため含めていません。",
    en="{name}: {count} more were measured in another way (mode, source or start) and left out.",
)
UNMEASURED = Phrase(
    "returns.unmeasured",
    ja="{name}: {count}団体には実績がありません。",
    en="{name}: {count} have no actual time.",
)
FEW = Phrase(
    "returns.few",
    ja="{name}: {count}団体だけの値です。全体の傾向とは言えません。",
    en="{name}: of {count} only; no tendency can be seen in it.",
)
NOT_BACK = Phrase("returns.not_back", ja="【まだ返送のない団体】", en="NOT RETURNED YET")
OF_AREA = Phrase("returns.of_area", ja="{area}: {names:list}", en="{area}: {names:list}")
NOT_COUNTED = Phrase("returns.not_counted", ja="【数えていないファイル】", en="FILES NOT COUNTED")
FILE = Phrase(
    "returns.file", ja="{file}（{who}）: {state}。{why}", en="{file} ({who}): {state}. {why}"
)
OLDER = Phrase(
    "returns.older",
    ja="同じ団体の、より新しい記録を数えました。",
    en="A newer record of the same body was counted.",
)
ABOUT: Mapping[str, Phrase] = {
    "rto": Phrase("returns.rto", ja="{name}\n復旧時間", en="{name}\nrecovery time"),
    "rpo": Phrase("returns.rpo", ja="{name}\nデータの損失", en="{name}\ndata lost"),
    "step": Phrase("returns.step", ja="{name}", en="{name}"),
}
# Below this many a median says nothing about the others.
FEWEST = 5


def blocks(found: Returns, lang: Language, *, by_result: bool = False) -> Sequence[Block]:
    """Everything, in order."""
    return (
        _summary(found, lang),
        _areas(found, lang),
        _bodies(found, lang, by_result=by_result),
        _targets(found, lang),
        _not_back(found, lang),
        _not_counted(found, lang),
    )


def _summary(found: Returns, lang: Language) -> Points:
    states = Counter(each.state for each in found.bodies)
    first = render(DONE_OF(of=len(found.bodies), done=states["done"]), lang)
    others = (
        render(COUNTED(state=STATE[state](), count=states[state]), lang)
        for state in STATE
        if state != "done" and states[state]
    )
    return Points(SUMMARY, [first, *others])


def ordered(found: Returns, *, by_result: bool) -> Sequence[BodyLine]:
    """The bodies by their codes; by their results only where somebody asked for that."""
    return sorted(found.bodies, key=_result) if by_result else found.bodies


def _result(line: BodyLine) -> tuple[int, str, float, str]:
    back = line.back
    if back is None or line.state != "done":
        return 1, "", 0.0, line.code
    share = back.met / back.promised if back.promised else 0.0
    return 0, back.grade, -share, line.code


def _bodies(found: Returns, lang: Language, *, by_result: bool) -> Table:
    columns = (
        *(Column(CODE, 6, 6), Column(NAME, 16, 16), Column(AREA, 12, 10)),
        *(Column(IS, 14, 15), Column(HELD, 14, 14), Column(GRADE, 4, 5), Column(MET, 5, 5)),
    )
    rows = [_body(each, lang) for each in ordered(found, by_result=by_result)]
    notes = [render((BY_RESULT if by_result else BY_CODE)(), lang)] if rows else []
    return Table(BODIES, columns, rows, notes=notes)


def _body(line: BodyLine, lang: Language) -> list[str]:
    counts = line.back if line.state == "done" else None
    return [
        *(line.code, line.name, line.area or NOTHING, render(STATE[line.state](), lang)),
        _date(line.back, lang),
        counts.grade or NOTHING if counts else NOTHING,
        render(MET_OF(met=counts.met, of=counts.promised), lang) if counts else NOTHING,
    ]


def _date(back: Returned | None, lang: Language) -> str:
    if back is None or back.began is None:
        return NOTHING
    return date_said(LocalTime(back.began.unix_us, back.utc_offset_s), lang)


def _areas(found: Returns, lang: Language) -> Table:
    columns = (
        *(Column(AREA, 30, 30), Column(ALL, 10, 10), Column(DONE, 10, 10)),
        Column(MET, 12, 12),
    )
    if len(found.areas) < 2:
        return Table(AREAS, columns, ())
    return Table(AREAS, columns, [_area(each, lang) for each in found.areas])


def _area(line: AreaLine, lang: Language) -> list[str]:
    met = render(MET_OF(met=line.met, of=line.promised), lang) if line.done else NOTHING
    return [line.area or render(NO_AREA(), lang), str(line.bodies), str(line.done), met]


def _targets(found: Returns, lang: Language) -> Table:
    columns = (
        *(Column(WHAT, 22, 22), Column(HOW, 10, 12), Column(COUNT, 4, 6), Column(MET, 5, 5)),
        *(Column(BEST, 9, 8), Column(MEDIAN, 9, 8), Column(WORST, 9, 8)),
    )
    rows = [_target(each, lang) for each in found.targets if each.bodies]
    notes = [one for each in found.targets for one in _notes(each, lang)]
    return Table(TARGETS, columns, rows, notes=notes)


def target_name(line: TargetAcross, lang: Language) -> str:
    """What a target is about, on one line or two."""
    about, _, key = line.key.partition(" ")
    return render(ABOUT[about](name=say(line.name, lang) or key), lang)


def _target(line: TargetAcross, lang: Language) -> list[str]:
    mode = render(said(MODE, line.mode or ""), lang)
    return [
        target_name(line, lang),
        f"{mode}\n{render(said(SOURCE, line.source or ''), lang)}",
        str(line.bodies),
        render(MET_OF(met=line.met, of=line.bodies), lang),
        *(span(each, lang) for each in (line.best_us, line.median_us, line.worst_us)),
    ]


def _notes(line: TargetAcross, lang: Language) -> Iterator[str]:
    name = " ".join(target_name(line, lang).split("\n"))
    if 0 < line.bodies < FEWEST:
        yield render(FEW(name=name, count=line.bodies), lang)
    if line.left_out:
        yield render(LEFT_OUT(name=name, count=line.left_out), lang)
    if line.unmeasured:
        yield render(UNMEASURED(name=name, count=line.unmeasured), lang)


def _not_back(found: Returns, lang: Language) -> Points:
    waiting = [each for each in found.bodies if each.state == "none"]
    areas = dict.fromkeys(each.area for each in waiting)
    return Points(
        NOT_BACK,
        [
            render(
                OF_AREA(
                    area=area or NO_AREA(),
                    names=[f"{each.name}（{each.code}）" for each in waiting if each.area == area],
                ),
                lang,
            )
            for area in areas
        ],
    )


def _not_counted(found: Returns, lang: Language) -> Points:
    counted = {id(each.back) for each in found.bodies if each.state == "done"}
    return Points(
        NOT_COUNTED,
        [
            render(
                FILE(
                    file=each.file,
                    who=each.organisation or each.code or NOTHING,
                    state=STATE[each.state](),
                    why=each.why or (OLDER() if each.state == "done" else ""),
                ),
                lang,
            )
            for each in found.files
            if id(each) not in counted
        ],
    )
