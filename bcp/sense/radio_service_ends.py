"""Radio that may not be used for much longer: replacing it takes more than one budget."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.battery_life import years_after
from bcp.inventory import Radio
from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.sense._ground import Ground, Passed

# A design, a licence and the work each take a fiscal year.
NOTICE_YEARS = 3.0

ENDED = Phrase(
    "sense.radio_ended",
    ja="無線設備「{radio}」は、{day:date}に使用の期限を過ぎています。",
    en="the radio {radio!r} was not to be used after {day:date}.",
)
ENDS = Phrase(
    "sense.radio_ends",
    ja="無線設備「{radio}」は、{day:date}で使えなくなります（あと{days}日）。",
    en="the radio {radio!r} may not be used after {day:date}, in {days} days.",
)
PLAN_IT = Phrase(
    "sense.plan_radio",
    ja="設計、免許、工事に年度がかかります。更新を対策（manage/countermeasures.yaml）に"
    "加えてください。",
    en="Design, licence and work take years: put its renewal into manage/countermeasures.yaml.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each radio in use whose last day has come, or comes within three years."""
    for radio in ground.plan.radio:
        day = ground.day(radio.service_end)
        if day is None or radio.state == "retired" or day > years_after(ground.today, NOTICE_YEARS):
            continue
        told = {"radio": radio.id, "day": day.isoformat()}
        days = (day - ground.today).days
        place = ground.place(radio.id, Radio)
        if days < 0:
            yield Passed(place, ENDED(**told), PLAN_IT())
        else:
            yield Refusal(place, ENDS(**told, days=days), PLAN_IT())
