"""What the board of a step of people shows and takes: one file for each kind of such steps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bcp.message import Language, Phrase
from drills.core.orders import Order
from drills.core.state import Drill
from scenarios.model import Step, StepKind
from tui.present.words import Tone

MORE = Phrase("people.key_more", ja="Enter 詳細", en="Enter more")


@dataclass(frozen=True)
class Head:
    """The title of a column and its width by language; None takes what the others leave."""

    title: Phrase
    ja: int | None
    en: int | None


@dataclass(frozen=True)
class PersonRow:
    """One row: its cells and the tone of each."""

    cells: tuple[str, ...]
    tones: tuple[Tone, ...]


class PeopleBoard(ABC):
    """The people of one step as they stood at one moment; made anew when something happens.

    `KIND` is the step's kind and `KEYS` says what the number keys from 1 on note of the person
    under the cursor; a kind may have none. `MORE` says what Enter opens. `LEAST_ROWS` rows stay
    whatever room the lines above would take. Rows are known by what an order calls them.
    """

    KIND: ClassVar[type[StepKind]]
    KEYS: ClassVar[tuple[Phrase, ...]]
    MORE: ClassVar[Phrase] = MORE
    LEAST_ROWS: ClassVar[int] = 8

    def __init__(self, drill: Drill, step: Step) -> None:
        self.drill, self.step = drill, step

    @abstractmethod
    def title(self, lang: Language) -> str:
        """Which step it is and how many people it is about, for one line."""

    @abstractmethod
    def lines(self, now: int, lang: Language, width: int, room: int) -> Sequence[str]:
        """How it stands as a whole: at most `room` lines, the most important first."""

    @abstractmethod
    def heads(self, width: int) -> tuple[Head, ...]:
        """The columns where there are so many cells."""

    @property
    @abstractmethod
    def rows(self) -> Sequence[str]:
        """Every row, in an order that stays."""

    @abstractmethod
    def row(self, id: str, lang: Language, width: int) -> PersonRow:
        """One of them."""

    @abstractmethod
    def detail(self, id: str, lang: Language) -> str:
        """All that there is to say of one."""

    @abstractmethod
    def is_left(self, id: str) -> bool:
        """Whether somebody should do something about it now."""

    @abstractmethod
    def order(self, id: str, number: int, by: str) -> Order | None:
        """What a number key notes, from 1; None where there is nothing to note."""

    def fits(self, id: str, word: str) -> bool:
        """Whether a row has the word in it, in any letters' case."""
        found = (cell for lang in ("ja", "en") for cell in self.row(id, lang, 200).cells)
        return word.casefold() in " ".join((id, *found)).casefold()

    def looked_for(self, word: str) -> Sequence[str]:
        """The rows that have the word, all where there is none."""
        return [each for each in self.rows if self.fits(each, word)] if word else self.rows
