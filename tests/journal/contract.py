"""What every journal promises, whatever keeps it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drills.core.events import Deviated, DrillEnded, Event, Paused, StepDue
from drills.errors import Defect
from drills.journal.port import Journal
from drills.journal.record import BOOT, GENESIS
from tests.journal.strategies import EVENTS


def due(number: int) -> StepDue:
    return StepDue(number, f"step-{number}", number)


class JournalContract:
    """Inherit and give a fixture `journal`."""

    @pytest.fixture
    def journal(self) -> Iterator[Journal]:
        raise NotImplementedError

    async def test_records_are_numbered_from_one_without_gaps(self, journal: Journal) -> None:
        assert await journal.append([due(1)]) == [1]
        assert await journal.append([due(2), due(3), due(4)]) == [2, 3, 4]
        assert [record.seq for record in journal.read()] == [1, 2, 3, 4]

    async def test_what_was_appended_is_read_in_its_order(self, journal: Journal) -> None:
        events: list[Event] = [due(1), Paused(2, "田中\n\0", "停電"), DrillEnded(3, "completed")]
        await journal.append(events)
        assert [record.event() for record in journal.read()] == events

    async def test_reading_can_begin_behind_any_record(self, journal: Journal) -> None:
        await journal.append([due(number) for number in range(1, 6)])
        for after in range(7):
            found = [record.seq for record in journal.read(after)]
            assert found == list(range(after + 1, 6))

    async def test_an_empty_journal_has_nothing_to_read(self, journal: Journal) -> None:
        assert list(journal.read()) == []

    async def test_nothing_appended_is_nothing_recorded(self, journal: Journal) -> None:
        assert await journal.append([]) == []
        assert list(journal.read()) == []

    async def test_futures_are_done_in_the_order_of_the_calls(self, journal: Journal) -> None:
        done: list[int] = []
        futures = [journal.append([due(number)]) for number in range(300)]
        for number, future in enumerate(futures):
            future.add_done_callback(partial(lambda seen, _: done.append(seen), number))
        assert await asyncio.gather(*futures) == [[number + 1] for number in range(300)]
        assert done == list(range(300))

    async def test_a_batch_stays_together_among_many_tasks(self, journal: Journal) -> None:
        async def task(name: int) -> list[list[int]]:
            return [
                await journal.append([Deviated(name, str(turn), str(part)) for part in range(3)])
                for turn in range(5)
            ]

        given_numbers = await asyncio.gather(*(task(name) for name in range(20)))
        for numbers in given_numbers:
            assert all(batch == list(range(batch[0], batch[0] + 3)) for batch in numbers)
            assert all(earlier[-1] < later[0] for earlier, later in pairwise(numbers))
        assert [record.seq for record in journal.read()] == list(range(1, 301))

    async def test_a_cancelled_wait_takes_nothing_back(self, journal: Journal) -> None:
        journal.append([due(1)]).cancel()
        assert await journal.append([due(2)]) == [2]
        assert [record.event() for record in journal.read()] == [due(1), due(2)]

    async def test_each_record_is_chained_by_the_documented_rule(self, journal: Journal) -> None:
        await journal.append([due(1), due(2)])
        await journal.append([Paused(3, "田中")])
        prev = GENESIS
        for record in journal.read():
            lines = [
                "bcp-drill-journal-1",
                str(record.seq),
                record.kind,
                str(record.v),
                str(record.wall_ns),
                str(record.mono_ns),
                record.boot,
                record.body,
                prev,
            ]
            assert record.prev == prev
            assert record.hash == hashlib.sha256("\n".join(lines).encode()).hexdigest()
            assert record.boot == BOOT
            prev = record.hash

    async def test_both_clocks_stamp_each_record(self, journal: Journal) -> None:
        await journal.append([due(1)])
        await journal.append([due(2)])
        first, second = journal.read()
        assert first.mono_ns <= second.mono_ns
        assert first.wall_ns > 1_700_000_000_000_000_000

    async def test_what_cannot_be_encoded_leaves_no_trace(self, journal: Journal) -> None:
        bad: Any = StepDue(1, "a", None)  # type: ignore[arg-type]
        with pytest.raises(Defect):
            journal.append([due(1), bad])
        assert await journal.append([due(2)]) == [1]

    async def test_a_closed_journal_takes_nothing_more(self, journal: Journal) -> None:
        waiting = journal.append([due(1)])
        journal.close()
        journal.close()
        assert await waiting == [1]
        with pytest.raises(Defect, match="closed"):
            journal.append([due(2)])
        assert [record.event() for record in journal.read()] == [due(1)]

    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,  # one journal grows; each example looks behind it
            HealthCheck.differing_executors,  # that is what a contract is for
            HealthCheck.too_slow,
        ],
    )
    @given(events=st.lists(EVENTS, max_size=5))
    def test_reading_gives_back_exactly_what_was_appended(
        self, journal: Journal, events: list[Any]
    ) -> None:
        async def appended() -> list[int]:
            return await journal.append(events)

        after = sum(1 for _ in journal.read())
        assert asyncio.run(appended()) == list(range(after + 1, after + 1 + len(events)))
        assert [record.event() for record in journal.read(after)] == events
