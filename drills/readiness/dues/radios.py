"""Test calls over the radio (通話試験), and radio that may not be used for much longer."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase, Text
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground, day_of, next_day

TEST_CALL = Phrase("due.test_call", ja="{name}の通話試験", en="test call over {name}")
CALL = Phrase(
    "due.call",
    ja="通話して、assets/radio.yaml の voice_test（無線「{id}」）の last と merit を"
    "直してください。",
    en="Call, and correct last and merit of voice_test ({id!r}) in assets/radio.yaml.",
)
ENDS = Phrase("due.radio_end", ja="{name}の使用の期限", en="last day on which {name} may be used")
PLAN_IT = Phrase(
    "due.plan_radio",
    ja="設計・免許・工事に年度がかかります。更新を manage/countermeasures.yaml に加えてください。",
    en="Design, licence and work take years: put its renewal into manage/countermeasures.yaml.",
)
THREE_YEARS = 3 * 365


def found(ground: Ground) -> Iterator[DueLine]:
    """Each radio in use that has a day."""
    for each in ground.plan.radio:
        name = each.name.or_id(each.id)
        more = {"name": name, "owner": Text(each.licence_holder or "")}
        test = each.voice_test
        by = None if test is None else next_day(test.last, None, test.every)
        if by is not None and each.state == "in_service":
            what, do = TEST_CALL(name=name), CALL(id=each.id)
            yield ground.line("voice_test", each.id, by, what, do, **more)
        end = day_of(each.service_end)
        if end is not None and each.state != "retired":
            what, do = ENDS(name=name), PLAN_IT()
            yield ground.line("radio_end", each.id, end, what, do, **more, notice=THREE_YEARS)
