"""What a survey's answers mean: a finding for each asset, and where the plan and the world differ.

Silence that the plan announces is as the plan says, never a loss. What could not be asked is
unknown, never either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bcp.asking import ProbeCall
from bcp.inventory import ServiceState
from bcp.message import Message, Phrase, Text
from drills.core.survey import NO_TERMINAL, Item
from drills.core.survey_events import AssetWord, DriftKind, Noted, Result, SurveyFacts
from drills.core.watch_events import Sample

Heard = Literal["answers", "bad", "silent", "quiet", "unknown"]
"""What one question came to; ``quiet`` is silence that the question itself wanted."""

Verdict = Literal["as_planned", "plan_differs", "trouble", "ended_early"]
NEVER_ANSWERS = Phrase(
    "survey.never_answers",
    ja="応答しない機器とされています（reply_expected: false）。動いているかは分かりません。",
    en="By the plan it never answers (reply_expected: false); whether it works is not known.",
)
NOT_IN_SERVICE: Mapping[ServiceState, Phrase] = {
    "planned": Phrase("survey.planned", ja="導入前とされています。", en="Planned, by the plan."),
    "maintenance": Phrase(
        "survey.maintenance", ja="保守中とされています。", en="In maintenance, by the plan."
    ),
    "retired": Phrase("survey.retired", ja="廃止済みとされています。", en="Retired, by the plan."),
}


@dataclass(frozen=True)
class Finding:
    """What became of one asset. `answered` is whether anything of it did; None: nobody knows.

    `asked` is how many times a question was put to it.
    """

    kind: AssetWord
    id: str
    name: Text
    zone: str | None
    state: ServiceState
    reply_expected: bool
    result: Result
    answered: bool | None = None
    asked: int = 0
    why: tuple[Message, ...] = ()

    @property
    def must_answer(self) -> bool:
        """Whether its silence is a finding."""
        return self.state == "in_service" and self.reply_expected

    @property
    def is_trouble(self) -> bool:
        """Whether it is not as it must be, or that could not be found out.

        Of what need not answer nothing has to be found out: a retired server's name may be gone.
        """
        return self.must_answer and self.result in ("bad", "silent", "unknown")


@dataclass(frozen=True)
class Survey:
    """A whole survey; see `SurveyFacts` for the fields that both have.

    `quiet` are the quiet hours, as the plan writes them, in which somebody let it begin.
    """

    organisation: str
    utc_offset: str
    zone: str | None
    zone_name: str
    by: str
    tool: str
    began_ns: int
    ended_ns: int
    quiet: str | None
    findings: tuple[Finding, ...]


def heard_as(call: ProbeCall, sample: Sample) -> Heard:
    """What the last answer to a question says of the one who was asked."""
    if sample.outcome == "unknown":
        return "unknown"
    replied = sample.reading.facts.get("reply") is True
    if sample.outcome == "held":
        return "quiet" if call.wants_silence or not replied else "answers"
    return "bad" if replied else "silent"


def finding(item: Item, samples: Sequence[Sample | None], asked: int = 0) -> Finding:
    """Fold the last answers to an item's questions, in their order; None: not asked any more."""
    heard = [
        None if s is None else heard_as(c, s) for c, s in zip(item.calls, samples, strict=True)
    ]
    result = _result(item, heard)
    why = _as_said(item) if result == "by_nature" else ()
    why = why or _why(heard, samples) or (() if item.alone is None else (item.alone,))
    return Finding(
        kind=item.kind,
        id=item.id,
        name=item.name,
        zone=item.zone,
        state=item.state,
        reply_expected=item.reply_expected,
        result=result,
        answered=_answered(samples),
        asked=asked,
        why=why,
    )


def _result(item: Item, heard: Sequence[Heard | None]) -> Result:
    if item.place == "elsewhere":
        return "elsewhere"
    if not heard:
        return "look"
    return "not_asked" if None in heard else _heard_result(item, frozenset(heard))


def _heard_result(item: Item, heard: frozenset[Heard | None]) -> Result:
    if not item.must_answer:
        # That it answers at all is what is told of it, well or badly.
        otherwise: Result = "unknown" if "unknown" in heard else "by_nature"
        return "answers" if heard & {"answers", "bad"} else otherwise
    if "bad" in heard or {"silent", "answers"} <= heard:
        return "bad"
    if "silent" in heard:
        return "silent"
    if "unknown" in heard:
        return "unknown"
    return "answers" if "answers" in heard else "by_nature"


def _as_said(item: Item) -> tuple[Message, ...]:
    """What the plan says of an item that need not answer."""
    if item.state != "in_service":
        return (NOT_IN_SERVICE[item.state](),)
    return () if item.reply_expected else (NEVER_ANSWERS(),)


def _answered(samples: Sequence[Sample | None]) -> bool | None:
    asked = [each for each in samples if each is not None]
    if any(each.reading.facts.get("reply") is True for each in asked):
        return True
    told = [each for each in asked if each.reading.could_not_ask is None]
    return False if told and len(told) == len(samples) else None


def _why(heard: Sequence[Heard | None], samples: Sequence[Sample | None]) -> tuple[Message, ...]:
    """What is worth knowing: of silence its reason alone, since nothing else could be told."""
    found: dict[str, Message] = {}
    for word, sample in zip(heard, samples, strict=True):
        if sample is None or word in (None, "answers"):
            continue
        because = sample.reading.could_not_ask or (
            sample.reading.because if word != "bad" else None
        )
        for each in (because,) if because is not None else sample.why:
            found.setdefault(repr(each), each)
    return tuple(found.values())


def drift_of(found: Finding) -> DriftKind | None:
    """How the plan and the world differ in this asset, or None."""
    if found.answered and found.state != "in_service":
        return "retired_answers" if found.state == "retired" else "early_answer"
    if found.answered and not found.reply_expected:
        return "unexpected_answer"
    if not found.must_answer:
        return None
    if found.result == "silent":
        return "no_answer"
    lacking = found.result == "look" and found.kind != "site"
    return "nothing_to_ask" if lacking and not _by_people_only(found) else None


def _by_people_only(found: Finding) -> bool:
    return NO_TERMINAL() in found.why


def counted(survey: Survey) -> Mapping[str, int]:
    """How many assets ended with which result."""
    return dict(Counter(each.result for each in survey.findings))


def noted(survey: Survey) -> tuple[Noted, ...]:
    """Every asset that is not as the plan says or could not be asked, in the plan's order."""
    return tuple(
        Noted(each.kind, each.id, each.name, each.zone, each.result, drift, each.why)
        for each in survey.findings
        for drift in (drift_of(each),)
        if drift is not None or each.is_trouble or each.result == "not_asked"
    )


def verdict_of(survey: Survey) -> Verdict:
    """The whole survey in a word; the gravest thing counts."""
    if any(each.result == "not_asked" for each in survey.findings):
        return "ended_early"
    if any(each.is_trouble for each in survey.findings):
        return "trouble"
    return "plan_differs" if noted(survey) else "as_planned"


def facts_of(survey: Survey, file: str, sha256: str) -> SurveyFacts:
    """What a run's record keeps of a survey."""
    return SurveyFacts(
        began_ns=survey.began_ns,
        ended_ns=survey.ended_ns,
        zone=survey.zone,
        by=survey.by,
        counts=counted(survey),
        noted=noted(survey),
        file=file,
        sha256=sha256,
    )
