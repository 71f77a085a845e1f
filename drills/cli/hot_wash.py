"""An item noted on the screen after a drill: into the plan at once, or kept beside the run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bcp.action_items import Occasion
from bcp.message import Message, Phrase
from bcp.refused import Refused
from bcp.system_trouble import reason_of
from drills.cli.items_here import Here
from drills.cli.places import here, plan_above
from drills.cli.reporting import report_in
from drills.errors import Refusal, Spoken
from drills.items.kept import keep
from drills.items.noting import put_in
from drills.items.typed import fields_of

WRITTEN = Phrase(
    "hot_wash.written",
    ja="{id} として {file} に書きました。",
    en="It stands in {file} as {id}.",
)
KEPT = Phrase(
    "hot_wash.kept",
    ja="計画に書けませんでした。{why} 入力は {file} に残してあります。直したあとで"
    "「bcp-drill items from {run}」を実行すると計画に入ります。",
    en="The plan could not take it. {why} What you typed is kept in {file}; when that is mended, "
    "bcp-drill items from {run} puts it into the plan.",
)
NOT_KEPT = Phrase(
    "hot_wash.not_kept",
    ja="計画にも、訓練の記録のそば（{file}）にも書けません（{reason}）。"
    "入力した内容はそのまま残っています。別の場所に書き写してください。",
    en="Neither the plan nor {file} beside the record can be written ({reason}). What you typed is "
    "still in the fields: copy it elsewhere.",
)
MISTAKES = Phrase(
    "hot_wash.mistakes",
    ja="計画に誤りが{count}件あります（bcp-drill check）。",
    en="The plan has mistakes: {count} (bcp-drill check).",
)
PRESSING = Phrase(
    "hot_wash.pressing",
    ja="改善事項: 期限超過{overdue}件、14日以内{soon}件、再発{back}件（bcp-drill items で一覧）",
    en="Action items: overdue {overdue}, due within 14 days {soon}, came back {back} "
    "(bcp-drill items)",
)


def note(plan: Path | None, place: Path, typed: Mapping[str, str]) -> Message:
    """Write what was typed about the run in `place`, and say where it stands now.

    Raises `Refusal` for what cannot be meant, and where it could be kept nowhere.
    """
    try:
        found = Here.at(plan or plan_above(here()), place.parent)
    except Refused as refused:
        return _kept(place, typed, MISTAKES(count=len(refused.refusals)))
    except Spoken as trouble:
        return _kept(place, typed, trouble.message)
    # What is wrong in a field is said while the fields still stand there.
    fields = fields_of(typed, found.plan)
    try:
        item, file = put_in(found.place, fields, found.year, _occasion(place))
    except Refusal as refusal:
        return _kept(place, typed, refusal.message)
    return WRITTEN(id=item.id, file=str(file))


def pressing(plan: Path | None, runs: Path) -> Message | None:
    """One line on what presses today; None where nothing does, or nobody can tell."""
    try:
        found = Here.at(plan or plan_above(here()), runs).standings
    except (Refused, Spoken):
        # Whatever is wrong with the plan is told where it is read for a drill.
        return None
    counts = {
        "overdue": sum(each.is_overdue for each in found),
        "soon": sum(each.is_due_soon for each in found),
        "back": sum(each.came_back for each in found),
    }
    return PRESSING(**counts) if any(counts.values()) else None


def _occasion(place: Path) -> Occasion:
    report = report_in(place)
    head = report.journal.head or None
    return Occasion(report.header.run_id, head, report.header.began.iso[:10])


def _kept(place: Path, typed: Mapping[str, str], why: Message) -> Message:
    try:
        file = keep(place, typed)
    except OSError as trouble:
        raise Refusal(NOT_KEPT(file=str(place), reason=reason_of(trouble))) from trouble
    return KEPT(why=why, file=str(file), run=place.name)
