"""What is typed behind an answer: when it was seen, who said so, and the picture of it."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import pytest

from bcp.durations import MINUTE
from bcp.wareki import LocalTime
from drills.cli.sighted import sighted
from drills.core import events as e
from drills.core.machine import replay
from drills.core.orders import Answer, Pause
from drills.core.told_events import Sighting
from drills.core.told_orders import Observe
from drills.errors import Refusal
from tests.core import making as m

DRILL = replay((e.DrillStarted(0, m.brief(m.ask("q"))),))
SAID = Observe("relay1", "done", "佐藤")


def given(**options: Any) -> argparse.Namespace:
    none = dict.fromkeys(("at", "informant", "arrives", "photo", "merit"))
    return argparse.Namespace(**{**none, **options})


def test_nothing_typed_leaves_the_order_as_it_is() -> None:
    assert sighted(SAID, given(), DRILL) is SAID
    assert sighted(Pause("x"), given(), DRILL) == Pause("x")


def test_who_said_so_and_when_his_people_come_are_kept() -> None:
    order = sighted(Answer("q", "done", "x"), given(informant=" 山本 ", arrives="14:30"), DRILL)
    assert isinstance(order, Answer)
    assert order.sighting == Sighting(informant="山本", arrives="14:30")


def test_a_picture_is_kept_by_its_place_and_its_hash(tmp_path: Path) -> None:
    photo = tmp_path / "relay.jpg"
    photo.write_bytes(b"picture")
    order = sighted(SAID, given(photo=str(photo)), DRILL)
    assert isinstance(order, Observe)
    assert order.sighting is not None
    assert order.sighting.sha256 == hashlib.sha256(b"picture").hexdigest()


def test_a_picture_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        sighted(SAID, given(photo=str(tmp_path / "none.jpg")), DRILL)
    assert refusal.value.message.code == "order.no_photo"


def test_a_time_is_as_exact_as_it_was_typed() -> None:
    clock = _clock_of(DRILL.started().wall_ns)
    order = sighted(SAID, given(at=clock), DRILL)
    assert isinstance(order, Observe)
    assert order.sighting is not None
    assert order.sighting.low is not None
    assert order.sighting.high == order.sighting.low + MINUTE
    with pytest.raises(Refusal):
        sighted(SAID, given(at="half past ten"), DRILL)


def test_nothing_of_it_belongs_to_another_order() -> None:
    with pytest.raises(Refusal) as refusal:
        sighted(Pause("x"), given(informant="山本"), DRILL)
    assert refusal.value.message.code == "order.sighting_not_beside"


def _clock_of(wall_ns: int) -> str:
    said = LocalTime(wall_ns // 1000, 9 * 3600)
    return f"{said.day[0]}-{said.day[1]:02}-{said.day[2]:02} {said.clock[:5]}"
