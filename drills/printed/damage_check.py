"""被害状況チェックシート: one row for each thing to look at, answered by people of any trade."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.action_plans import DamageItem, DamageSheet
from bcp.message import Phrase
from drills.printed.document import Block, Facts, Line, Table, Title
from drills.printed.wording import Wording

# 疎通確認を先に、目視を後に（ICT部門の業務継続計画 訓練事例集、事例5の教訓）
HOW = Phrase(
    "printed.damage_how",
    ja="先に疎通確認（端末から応答を見る）を一通り行い、その後で目で見て回ります。専門でない人が答え"
    "られる行だけでかまいません。分からないものは「不明」とし、「異常なし」とは書きません。"
    "危険なところには入りません。",
    en="First see from a terminal what answers, then go and look. What nobody could look at is "
    '"unknown", never "in order". Do not go where it is dangerous.',
)
DATE = Phrase("printed.damage_date", ja="調査日時", en="date, time")
TEAM = Phrase("printed.damage_team", ja="調査した人", en="looked at by")
THING = Phrase("printed.damage_thing", ja="確認するもの", en="thing")
LOOK = Phrase("printed.damage_look", ja="見方", en="how to tell")
BY = Phrase("printed.damage_by", ja="担当・目安", en="by, within")
RESULT = Phrase("printed.damage_result", ja="結果", en="result")
RESULTS = Phrase(
    "printed.damage_results",
    ja="□異常なし　□一部\n□停止　　　□不明",
    en="□ in order  □ partly\n□ stopped  □ unknown",
)
SEEN_AT = Phrase("printed.damage_seen", ja="時刻・確認者", en="time, by")
REMARK = Phrase("printed.damage_remark", ja="様子・写真番号", en="what it looks like, photo")
SYSTEMS = Phrase(
    "printed.damage_systems",
    ja="重要システム（1行ずつ、端末で業務画面を開いて確かめる）",
    en="Important systems, one by one: open each on a terminal",
)
OWNER = Phrase("printed.damage_owner", ja="所管課・設置場所", en="section, place")
AT_PLACE = Phrase("printed.damage_at", ja="{name}（{place}）", en="{name} ({place})")
HEADS = (THING, LOOK, BY, RESULT, SEEN_AT, REMARK)
WIDTHS = (7, 8, 5, 8, 5, 6)


def damage_check(wording: Wording) -> Iterator[Block]:
    """The places in the plan's order, then every important system that no row is about."""
    sheets = wording.plan.damage_check
    if not sheets:
        return
    yield Facts(((wording.said(DATE), ""), (wording.said(TEAM), "")))
    yield Line(wording.said(HOW), "warning")
    for sheet in sheets:
        yield Title(wording.said(sheet.place))
        yield _sheet(wording, sheet)
    rest = tuple(_systems(wording))
    if rest:
        yield Title(wording.said(SYSTEMS))
        heads = (THING, OWNER, RESULT, SEEN_AT, REMARK)
        yield Table(tuple(map(wording.said, heads)), rest, (8, 8, 8, 5, 7), high=True)


def _sheet(wording: Wording, sheet: DamageSheet) -> Table:
    rows = tuple(
        (
            _thing(wording, each),
            wording.said(each.how),
            "\n".join(said for said in (wording.role(each.by), wording.span(each.within)) if said),
            wording.said(RESULTS),
            "",
            "",
        )
        for each in sheet.items
    )
    return Table(tuple(map(wording.said, HEADS)), rows, WIDTHS, high=True)


def _thing(wording: Wording, item: DamageItem) -> str:
    """The words of the row, and what they are about where that has another name."""
    label, about = wording.said(item.label), wording.thing(item.of)
    return label if about in ("", label) else wording.said(AT_PLACE(name=label, place=about))


def _systems(wording: Wording) -> Iterator[tuple[str, ...]]:
    plan = wording.plan
    asked = {item.of for sheet in plan.damage_check for item in sheet.items}
    for each in plan.systems:
        if each.importance != "normal" and each.id not in asked and each.state == "in_service":
            where = wording.joined((each.owner_section or "", wording.thing(each.location)))
            yield wording.thing(each.id), where, wording.said(RESULTS), "", ""
