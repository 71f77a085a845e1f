"""A line of cron over days and clock times: ``30 2 * * mon-fri``.

Five fields as in POSIX crontab: minute, hour, day of the month, month, day of the week. Two traps
of it are closed. Weekdays have names only, because numbers count from Sunday in one program and
from Monday in the next. A line may not limit both kinds of day, because some programs mean either
and others both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)

FIVE_FIELDS = Phrase(
    "cron.five_fields",
    ja="cronの行は、分・時・日・月・曜日の5つを空白で区切って書きます（今は{count}つ）。",
    en="a line of cron has five fields: minute, hour, day, month, weekday; this has {count}.",
)
LIKE_AT_NIGHT = Phrase(
    "cron.like_at_night",
    ja='"30 2 * * mon-fri"（平日の2時30分）のように書いてください。',
    en='Write it like "30 2 * * mon-fri".',
)
WEEKDAY_NUMBER = Phrase(
    "cron.weekday_number",
    ja="曜日は数字では書けません（「{word}」が日曜か月曜かは、プログラムによって違います）。",
    en="a weekday is no number here: {word!r} is another day in every program.",
)
WEEKDAY_NAMES = Phrase(
    "cron.weekday_names",
    ja="mon、tue、wed、thu、fri、sat、sun で書いてください。",
    en="Write mon, tue, wed, thu, fri, sat or sun.",
)
NO_PART = Phrase(
    "cron.no_part",
    ja="「{word}」は{field}として読めません（{low}から{high}）。",
    en="{word!r} cannot be read as {field} ({low} to {high}).",
)
BACKWARDS = Phrase(
    "cron.backwards",
    ja="「{word}」は、終わりが始まりより前です。",
    en="{word!r} ends before it begins.",
)
TWO_PARTS = Phrase(
    "cron.two_parts",
    ja="「{first},{second}」のように、2つに分けて書いてください。",
    en='Write it in two parts: "{first},{second}".',
)
BOTH_DAYS = Phrase(
    "cron.both_days",
    ja="日と曜日の両方は指定できません（「どちらか」か「両方」かが、プログラムによって違います）。",
    en="a line may not limit both the day of the month and the weekday: some programs mean either, "
    "others both.",
)
TWO_RULES = Phrase(
    "cron.two_rules",
    ja="規則を2つに分けるか、「in」と「day: 2nd tue」で書いてください。",
    en='Write two rules, or "in" with "day: 2nd tue".',
)
MOST_A_DAY = 24
"""So often a drill comes due on one day at most: each start is a process and a record."""
TOO_OFTEN = Phrase(
    "cron.too_often",
    ja="この行では1日に{count}回始まります。訓練は1日に{most}回までです。",
    en="by this line a drill would begin {count} times a day; {most} times are the most.",
)
ONCE_AN_HOUR = Phrase(
    "cron.once_an_hour",
    ja='多くても "0 * * * *"（毎時）としてください。絶えず見張るのは監視の仕組みの役目です。',
    en='Write "0 * * * *" (each hour) at the most; watching all the time is for monitoring.',
)
_NAMES = {
    "minute": Phrase("cron.minute", ja="分", en="a minute"),
    "hour": Phrase("cron.hour", ja="時", en="an hour"),
    "day": Phrase("cron.day", ja="日", en="a day"),
    "month": Phrase("cron.month", ja="月", en="a month"),
    "weekday": Phrase("cron.weekday", ja="曜日", en="a weekday"),
}
_RANGES = {"minute": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12), "weekday": (0, 6)}
_WORDS: Mapping[str, Mapping[str, int]] = {
    "month": {name: n for n, name in enumerate(MONTHS, 1)},
    "weekday": {name: n for n, name in enumerate(WEEKDAYS)},
}
_PART = re.compile(r"(?:(\*)|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:/([0-9]{1,2}))?", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,2}", re.ASCII)


@dataclass(frozen=True)
class CronLine:
    """The values that each field allows; weekdays count from Monday, 0."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]

    def on(self, month: int, day: int, weekday: int) -> bool:
        """Whether the line means that day."""
        return month in self.months and day in self.days and weekday in self.weekdays

    def each_day(self) -> float:
        """How often it comes on a day, over a year of all kinds of days."""
        of_days = len(self.days) / 31 * len(self.months) / 12 * len(self.weekdays) / 7
        return len(self.hours) * len(self.minutes) * of_days

    def times(self) -> Iterator[tuple[int, int]]:
        """Hour and minute of each time of such a day, in order."""
        for hour in sorted(self.hours):
            yield from ((hour, minute) for minute in sorted(self.minutes))


@dataclass(frozen=True)
class WrongCron:
    """What is wrong with a line, and what to do."""

    what: Message
    remedy: Message | None = None


@lru_cache(maxsize=1024)
def read_cron(text: str) -> CronLine | WrongCron:
    """The line as it is meant, or what is wrong with it. Capital letters are no difference."""
    words = text.casefold().split()
    if len(words) != 5:
        return WrongCron(FIVE_FIELDS(count=len(words)), LIKE_AT_NIGHT())
    values: list[frozenset[int]] = []
    for name, word in zip(_RANGES, words, strict=True):
        read = _field(name, word)
        if isinstance(read, WrongCron):
            return read
        values.append(read)
    line = CronLine(*values)
    if len(line.days) < 31 and len(line.weekdays) < 7:
        return WrongCron(BOTH_DAYS(), TWO_RULES())
    count = len(line.hours) * len(line.minutes)
    if count > MOST_A_DAY:
        return WrongCron(TOO_OFTEN(count=count, most=MOST_A_DAY), ONCE_AN_HOUR())
    return line


def _field(name: str, word: str) -> frozenset[int] | WrongCron:
    out: set[int] = set()
    for part in word.split(","):
        read = _part(name, part)
        if isinstance(read, WrongCron):
            return read
        out |= read
    return frozenset(out)


def _part(name: str, part: str) -> set[int] | WrongCron:
    low, high = _RANGES[name]
    found = _PART.fullmatch(part)
    if found is None:
        return _wrong(name, part)
    every, first, last, step = found.groups()
    if every is None:
        ends = [_value(name, each) for each in (first, last or first)]
        wrong = next((each for each in ends if isinstance(each, WrongCron)), None)
        if wrong is not None:
            return wrong
        begin, end = (each for each in ends if isinstance(each, int))
        if end < begin:
            return _backwards(name, part, first, last)
    else:
        begin, end = low, high
    # "5/15" means from 5 on in some programs and nothing in others.
    lone = every is None and last is None and step is not None
    if lone or (step is not None and not 1 <= int(step) <= high - low):
        return _wrong(name, part)
    return set(range(begin, end + 1, int(step or 1)))


def _value(name: str, word: str) -> int | WrongCron:
    low, high = _RANGES[name]
    names = _WORDS.get(name, {})
    if word in names:
        return names[word]
    if name == "weekday" and _NUMBER.fullmatch(word):
        return WrongCron(WEEKDAY_NUMBER(word=word), WEEKDAY_NAMES())
    number = int(word) if name != "weekday" and _NUMBER.fullmatch(word) else -1
    return number if low <= number <= high else _wrong(name, word)


def _wrong(name: str, word: str) -> WrongCron:
    low, high = _RANGES[name]
    names = tuple(_WORDS.get(name, ()))
    ends = (names[0], names[-1]) if name == "weekday" else (low, high)
    then = remedy(word, names) if names and word.isalpha() else LIKE_AT_NIGHT()
    return WrongCron(NO_PART(word=word, field=_NAMES[name](), low=ends[0], high=ends[1]), then)


def _backwards(name: str, part: str, first: str, last: str) -> WrongCron:
    low, high = _RANGES[name]
    names = tuple(_WORDS.get(name, ()))
    top = names[-1] if names else str(high)
    bottom = names[0] if names else str(low)
    one = first if first == top else f"{first}-{top}"
    other = last if last == bottom else f"{bottom}-{last}"
    return WrongCron(BACKWARDS(word=part), TWO_PARTS(first=one, second=other))
