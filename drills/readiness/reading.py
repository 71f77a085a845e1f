"""The past of a plan, read from its folder of runs: journals, bundles, and surveys beside them.

A folder that is not there holds nothing. What cannot be read is named and never counted, and the
records of another body are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.programme.dues import Held
from bcp.wareki import LocalTime, offset_seconds
from drills.core.brief import Brief
from drills.core.events import DrillStarted
from drills.errors import Spoken
from drills.history.index import rows
from drills.history.rows import DrillRow, SeenRow
from drills.readiness.past import Past, Sighting
from drills.readiness.programme import drill_times, rhythm
from drills.runtime import survey_file
from drills.runtime.host_keys import trusted_keys
from scenarios.planned import course_held

OTHER_BODY = Phrase(
    "ready.other_body",
    ja="ほかの団体の記録 {count}件は数えていません。",
    en="records of other bodies, not counted: {count}.",
)
DAMAGED = Phrase(
    "ready.damaged",
    ja="記録「{place}」は読めないため数えていません。bcp-drill verify で確かめてください。",
    en="the record {place} cannot be read and does not count; see bcp-drill verify.",
)
SURVEY_DAMAGED = Phrase(
    "ready.survey_damaged",
    ja="調査の記録「{file}」は読めないため数えていません。",
    en="the survey {file} cannot be read and does not count.",
)
MOST_SURVEYS = 100
"""So many of the newest surveys are read: each asks everything that its terminal can reach."""
_SEEN = {"answers": True, "bad": False, "silent": False, "unknown": None}


def past_of(runs: Path, plan: Plan, now: datetime | None = None, held: Held | None = None) -> Past:
    """What is known of the past, and of the programme at `now` (aware) where it is given.

    `held` is when planned drills were begun, by their ids: others may come after them. Raises
    `JournalBroken` where nobody may look into the folder.
    """
    found = rows(runs)
    own = [each for each in found if _is_own(each, plan)]
    others = [each for each in found if each.organisation and not _is_own(each, plan)]
    told: list[Message] = [OTHER_BODY(count=len(others))] if others else []
    told += (DAMAGED(place=each.place) for each in found if each.standing == "damaged")
    offset = offset_seconds(plan.organisation.utc_offset)
    surveys = tuple(_surveys(runs / survey_file.FOLDER, plan, offset, told))
    briefs = Briefs(runs)
    course = partial(_course, plan, briefs)
    return Past(
        rows=tuple(own),
        briefs=briefs,
        surveys=surveys,
        good_for={} if now is None else rhythm(plan, now),
        offset_s=offset,
        not_counted=tuple(told),
        drills=() if now is None else tuple(drill_times(plan, own, now, held or {}, course)),
        trusted=cache(partial(trusted_keys, plan)),
        course=course,
    )


def _course(plan: Plan, briefs: Mapping[str, Brief], row: DrillRow) -> str:
    """Which course a drill took; its record is read only where the programme has several."""
    if not any(each.set_ and each.scenario == row.scenario for each in plan.drills):
        return row.scenario
    brief = briefs.get(row.place)
    if brief is None:
        return row.scenario
    return course_held(row.scenario, brief.scenario.parameters, plan.drills)


class Briefs(Mapping[str, Brief]):
    """The brief of each run, by its place in the folder; read when somebody asks for it."""

    def __init__(self, runs: Path) -> None:
        self._runs, self._known = runs, dict[str, Brief | None]()

    def __getitem__(self, place: str) -> Brief:
        if place not in self._known:
            self._known[place] = _brief(self._runs / place)
        found = self._known[place]
        if found is None:
            raise KeyError(place)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter([place for place, each in self._known.items() if each is not None])

    def __len__(self) -> int:
        return sum(each is not None for each in self._known.values())


def _brief(place: Path) -> Brief | None:
    """What a run started with; its other records were checked when the index was made."""
    from drills.journal.bundle_check import read_good  # noqa: PLC0415
    from drills.journal.sqlite import read  # noqa: PLC0415

    try:
        records: Any = read(place) if place.is_dir() else read_good(place)
        with closing(records):
            first = next(records, None)
            event = None if first is None else first.event()
    except (Spoken, OSError, BadZipFile):
        return None
    return event.brief if isinstance(event, DrillStarted) else None


def _is_own(row: DrillRow, plan: Plan) -> bool:
    own = plan.organisation
    named = row.organisation == own.name
    return named or any(each.id.startswith(f"{own.code}/") for each in row.targets if own.code)


def _surveys(folder: Path, plan: Plan, offset_s: int, told: list[Message]) -> Iterator[Sighting]:
    try:
        files = sorted(folder.glob("*.json"), reverse=True)[:MOST_SURVEYS]
    except OSError:
        return
    for each in files:
        found = _survey(each, plan, offset_s)
        if found is None:
            told.append(SURVEY_DAMAGED(file=each.name))
        else:
            yield from found


def _survey(file: Path, plan: Plan, offset_s: int) -> list[Sighting] | None:
    """What one survey of this body saw; None where it cannot be read."""
    from drills.journal.shapes import Misfit  # noqa: PLC0415

    try:
        survey = survey_file.read(file)
    except (OSError, ValueError, KeyError, TypeError, Misfit):
        return None
    if survey is None:
        return None
    if survey.organisation != plan.organisation.name:
        return []
    at, run = survey.ended_ns // 1000, f"{survey_file.FOLDER}/{file.name}"
    day = date(*LocalTime(at, offset_s).day)
    return [
        Sighting(SeenRow(each.id, "survey", "survey", _SEEN[each.result], at), run, day)
        for each in survey.findings
        if each.must_answer and each.result in _SEEN and each.kind not in ("server", "site")
    ]
