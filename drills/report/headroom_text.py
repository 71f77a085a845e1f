"""The head-room as text for a terminal or a printer: the answer first, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.headroom import Headroom, Limit, WayRoom
from bcp.headroom_figures import Figure
from bcp.message import Language, Message, Phrase, Text, render
from drills.report.headroom_words import (
    LIMIT,
    NO_LIMIT_THERE,
    VERDICT,
    amount,
    figure_said,
    plain,
    to_buy,
    to_find_out,
)
from drills.report.layout import paragraph
from drills.report.text_block import Block, Column, Points, Table, lines_of

TITLE = Phrase(
    "headroom_text.title",
    ja="テレワークで何人まで働けるか（計算。測定ではありません）",
    en="HOW MANY CAN WORK FROM HOME (reckoned, not measured)",
)
ENOUGH = Phrase(
    "headroom_text.enough",
    ja="結果: 足ります。同時につなぐ見込みの{at_once}人が、余裕を残して働けます。",
    en="RESULT: enough. All {at_once} who are expected at once can work, with the reserve kept.",
)
TIGHT = Phrase(
    "headroom_text.tight",
    ja="結果: 余裕がありません。見込みの{at_once}人は働けますが、残しておく分まで使います。",
    en="RESULT: no reserve. All {at_once} who are expected at once can work, with nothing kept.",
)
SHORT = Phrase(
    "headroom_text.short",
    ja="結果: 足りません。同時につなぐ見込みの{at_once}人のうち、働けるのは{can}人までです。",
    en="RESULT: too little. Of the {at_once} who are expected at once, {can} can work.",
)
UNKNOWN = Phrase(
    "headroom_text.unknown",
    ja="結果: 分かりません。見込みの人数か、上限になるものが計画にありません。",
    en="RESULT: not known. The plan lacks how many are expected, or something that limits them.",
)
ENDS_FIRST = Phrase(
    "headroom_text.ends_first",
    ja="{way}: 最初に行き詰まるのは{limit}で、{can}人までです。",
    en="{way}: ends first by {limit}, at {can} people.",
)
AT_MOST = Phrase(
    "headroom_text.at_most",
    ja="{way}: 分かっている限りでは、{limit}のため{can}人までです。分からないものが、もっと少ない"
    "かもしれません。",
    en="{way}: {can} people at most by what is known, because of {limit}; what is not known may "
    "allow fewer.",
)
LEFT_OUT = Phrase(
    "headroom_text.left_out",
    ja="使用中（in_service）でないため含めていないもの: {names:list}",
    en="Not reckoned with, because not in service: {names:list}",
)
LIMITS = Phrase("headroom_text.limits", ja="【上限になるもの】", en="WHAT LIMITS IT")
TO_BUY = Phrase(
    "headroom_text.to_buy",
    ja="【買い足す・設定を変えるもの（余裕を残すとき）】",
    en="WHAT TO BUY OR SET (with the reserve kept)",
)
NOT_KNOWN = Phrase("headroom_text.not_known", ja="【分かっていないもの】", en="WHAT IS NOT KNOWN")
MEETINGS = Phrase(
    "headroom_text.meetings", ja="【Web会議による違い】", en="WHAT MEETINGS MAKE OF IT"
)
IN_MEETINGS = Phrase(
    "headroom_text.in_meetings",
    ja="{way}: {at_once}人の通信は、会議がトンネルを通らなければ{without} Mbps、全員が会議なら"
    "{everybody} Mbps、この計算では{here} Mbps。",
    en="{way}: {at_once} people take {without} Mbps with no meeting through it, {everybody} Mbps "
    "with everybody in one, {here} Mbps as reckoned here.",
)
FIGURES = Phrase(
    "headroom_text.figures", ja="【計算に使った値】", en="THE NUMBERS THAT THIS RESTS ON"
)
OVERRIDE = Phrase(
    "headroom_text.override",
    ja="値は計画のassumesか --assume 名前=値 で変えられます（例: --assume {key}={value}）。",
    en="Change them in the plan's assumes or with --assume KEY=NUMBER (--assume {key}={value}).",
)
ALL_WAYS = Phrase("headroom_text.all_ways", ja="すべて", en="all")
WAY = Phrase("headroom_text.head_way", ja="手段", en="Way")
WHAT = Phrase("headroom_text.head_limit", ja="上限", en="Limit")
HAS = Phrase("headroom_text.head_has", ja="ある", en="Has")
NEEDS = Phrase("headroom_text.head_needs", ja="要る", en="Wanted")
PEOPLE = Phrase("headroom_text.head_people", ja="働ける人数", en="Can work")
KEPT = Phrase("headroom_text.head_kept", ja="余裕を残す", en="Reserve kept")
FOUND = Phrase("headroom_text.head_verdict", ja="判定", en="Verdict")
KEY = Phrase("headroom_text.head_key", ja="値", en="Number")
COUNT = Phrase("headroom_text.head_count", ja="数", en="Is")
SOURCE = Phrase("headroom_text.head_source", ja="どこから", en="From")


def written(found: Headroom, lang: Language) -> str:
    """The whole answer, with a line feed at its end."""
    blocks = [_head(found, lang), *(lines_of(each, lang) for each in _blocks(found, lang))]
    closing = paragraph(render(OVERRIDE(key="meeting_percent", value=0), lang))
    return "\n\n".join("\n".join(each) for each in (*blocks, closing) if each) + "\n"


def _head(found: Headroom, lang: Language) -> list[str]:
    lines = [render(TITLE(), lang), "", *paragraph(render(_result(found), lang))]
    for each in found.ways:
        if each.first is not None:
            unknown = any(limit.most is None for limit in each.limits)
            said = AT_MOST if unknown else ENDS_FIRST
            first = said(way=_name(each), limit=LIMIT[each.first](), can=each.can)
            lines += paragraph(render(first, lang), "  ")
    if found.left_out:
        lines += paragraph(render(LEFT_OUT(names=found.left_out), lang), "  ")
    return lines


def _result(found: Headroom) -> Message:
    match found.verdict:
        case "enough":
            return ENOUGH(at_once=found.at_once)
        case "tight":
            return TIGHT(at_once=found.at_once)
        case "short":
            return SHORT(at_once=found.at_once, can="-" if found.can is None else found.can)
    return UNKNOWN()


def _blocks(found: Headroom, lang: Language) -> Iterator[Block]:
    yield _limits(found, lang)
    pairs = [(way, limit) for way in found.ways for limit in way.limits]
    buys = dict.fromkeys(
        render(each, lang) for _, limit in pairs if (each := to_buy(limit)) is not None
    )
    yield Points(TO_BUY, tuple(buys))
    open_ = [to_find_out(way.way, limit) for way, limit in pairs]
    told = [render(each, lang) for each in open_ if each is not None]
    yield Points(NOT_KNOWN, [*told, render(NO_LIMIT_THERE(), lang)] if told else [])
    yield Points(MEETINGS, [render(each, lang) for each in _meetings(found)])
    yield _figures(found, lang)


def _limits(found: Headroom, lang: Language) -> Table:
    columns = (
        *(Column(WAY, 14, 13), Column(WHAT, 14, 13), Column(HAS, 8, 8), Column(NEEDS, 10, 10)),
        *(Column(PEOPLE, 8, 6), Column(KEPT, 6, 7), Column(FOUND, 8, 10)),
    )
    rows = [_row(way, limit, lang) for way in found.ways for limit in way.limits]
    return Table(LIMITS, columns, rows)


def _row(way: WayRoom, limit: Limit, lang: Language) -> list[str]:
    what = render(LIMIT[limit.name](), lang)
    return [
        _name(way).said_in(lang),
        what if limit.of == way.way else f"{what} {limit.of}",
        _said(amount(limit, limit.has), lang),
        _said(amount(limit, limit.needs), lang),
        "-" if limit.most is None else str(limit.most),
        "-" if limit.bears is None else str(limit.bears),
        render(VERDICT[limit.verdict](), lang),
    ]


def _meetings(found: Headroom) -> Iterator[Message]:
    """How far the answer hangs on meetings, whose share is the least certain number of all."""
    for way in found.ways:
        numbers = {each.key: each.exact for each in way.figures}
        if way.at_once and {"mbps", "meeting_mbps"} <= numbers.keys():
            yield IN_MEETINGS(
                way=_name(way),
                at_once=way.at_once,
                without=plain(float(way.at_once * numbers["mbps"])),
                everybody=plain(float(way.at_once * numbers["meeting_mbps"])),
                here=plain(round(way.at_once * way.mbps_per_person, 1)),
            )


def _figures(found: Headroom, lang: Language) -> Table:
    """Each number once where all ways have the same."""
    columns = (
        Column(WAY, 11, 11),
        Column(KEY, 21, 21),
        Column(COUNT, 6, 6),
        Column(SOURCE, 36, 36),
    )
    users: dict[tuple[str, ...], list[str]] = {}
    for way in found.ways:
        for each in way.figures:
            users.setdefault(_figure(each, lang), []).append(_name(way).said_in(lang))
    together = render(ALL_WAYS(), lang)
    rows = [
        [together if len(names) == len(found.ways) > 1 else "\n".join(names), *cells]
        for cells, names in users.items()
    ]
    return Table(FIGURES, columns, rows)


def _figure(figure: Figure, lang: Language) -> tuple[str, ...]:
    key = f"{render(figure_said(figure.key), lang)}\n{figure.key}"
    return key, plain(figure.value), render(figure.source, lang)


def _name(way: WayRoom) -> Text:
    return way.name if way.name.said_in("ja") else Text(way.way)


def _said(value: Message | str, lang: Language) -> str:
    return value if isinstance(value, str) else render(value, lang)
