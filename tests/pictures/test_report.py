from __future__ import annotations

import struct

from drills.report.assembled import report_of
from tests.pictures.report import SCALE, WIDTH, taken
from tests.report.made_up import recorded, rich


async def test_a_picture_of_the_page_is_the_same_each_time_it_is_taken() -> None:
    report = report_of(recorded(rich()))
    one, other = [await taken(report, "ja", ".contents") for _ in range(2)]
    assert one == other
    width, height = struct.unpack(">II", one[16:24])
    assert width == WIDTH * SCALE
    assert height > width
