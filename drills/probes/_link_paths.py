"""Which path a line's traffic takes, which paths work, and what works over the one in use."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.inventory import Link
from bcp.link_paths import LinkPath
from bcp.message import Message, Phrase
from drills.probes._contract import Reach
from scenarios.expect import Judgement, judge
from scenarios.reading import Reading

NO_CARRIES = Phrase(
    "probes.link.no_carries",
    ja="経路「{path}」に、通っているかを見分ける問い（carries）がありません。",
    en="the path {path!r} has no question that shows whether traffic takes it (carries).",
)
NO_PATHS = Phrase(
    "probes.link.no_paths",
    ja="計画に経路（paths）がありません。",
    en="the plan lists no paths.",
)


@dataclass(frozen=True)
class Taken:
    """What was found of the paths.

    `path` is the one that traffic takes, empty where it takes none; None for the reason `untold`.
    `dead` are those whose own question found them broken; `unknown` is why that of another could
    not be asked.
    """

    path: str | None = None
    untold: Message | None = None
    dead: tuple[str, ...] = ()
    unknown: Message | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Services:
    """How many questions were asked of what may be used, and what is `wrong`."""

    count: int
    wrong: tuple[str, ...]
    unknown: Message | None
    said: tuple[str, ...]


@dataclass(frozen=True)
class _Answer:
    """One question's answer beside its path, and whether it was to hold."""

    owner: str
    call: ProbeCall
    reading: Reading
    judged: Judgement

    @property
    def doubt(self) -> Message | None:
        """Why the answer says nothing of the path: a device that is silent tells nothing of it."""
        reading = self.reading
        silent = reading.facts.get("reply") is False and not self.call.wants_silence
        return reading.because if silent else reading.could_not_ask

    @property
    def said(self) -> str:
        """For the evidence."""
        return f"{self.owner}: {self.call.word} {self.call.subject}: {self.judged.outcome}"


async def taken_by(link: Link, reach: Reach, *, every_path: bool) -> Taken:
    """Ask what the paths' own questions say, all at the same time."""
    carrying = [(each.id, each.carries) for each in link.paths if each.carries is not None]
    working = [(each.id, call) for each in link.paths if every_path for call in each.probe]
    answers = await _all([*carrying, *working], reach)
    carries, works = answers[: len(carrying)], answers[len(carrying) :]
    path, untold = _path(link.paths, carries)
    broken = [each.owner for each in works if each.judged.outcome == "broken"]
    unknown = (each.reading.could_not_ask for each in works)
    return Taken(
        path,
        untold,
        tuple(dict.fromkeys(broken)),
        next((each for each in unknown if each is not None), None),
        (
            *(f"carries {each.said}" for each in carries),
            *(f"probe {each.said}" for each in works),
        ),
    )


def _path(
    paths: Sequence[LinkPath], carries: Sequence[_Answer]
) -> tuple[str | None, Message | None]:
    """The first that carries; none only where every path was asked and said no."""
    held = [each.owner for each in carries if each.judged.outcome == "held"]
    if held:
        return held[0], None
    if not paths:
        return None, NO_PATHS()
    mute = next((each.id for each in paths if each.carries is None), None)
    doubt = next((each.doubt for each in carries if each.doubt is not None), None)
    if doubt is not None:
        return None, doubt
    return (None, NO_CARRIES(path=mute)) if mute is not None else ("", None)


async def services_of(link: Link, path: str, reach: Reach) -> Services:
    """Ask what is allowed and what is denied over the path in use.

    The far end has just answered over it, so that something denied is silent shows that it is
    held back, and not that the line is dead.
    """
    used = next(each for each in link.paths if each.id == path)
    allowed = [(f"allowed {path}", call) for call in used.allowed]
    denied = [(f"denied {path}", call) for call in used.denied]
    answers = await _all([*allowed, *denied], reach)
    works, stops = answers[: len(allowed)], answers[len(allowed) :]
    bad = [each for each in works if each.judged.outcome == "broken"]
    bad += [each for each in stops if each.judged.outcome == "held"]
    unknown = (each.reading.could_not_ask for each in answers)
    return Services(
        len(answers),
        tuple(f"{each.call.word} {each.call.subject}" for each in bad),
        next((each for each in unknown if each is not None), None),
        tuple(each.said for each in answers),
    )


async def _all(questions: Sequence[tuple[str, ProbeCall]], reach: Reach) -> tuple[_Answer, ...]:
    readings = await asyncio.gather(*(reach.ask(call) for _, call in questions))
    return tuple(
        _Answer(owner, call, reading, judge(reading, call.expect))
        for (owner, call), reading in zip(questions, readings, strict=True)
    )
