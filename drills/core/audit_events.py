"""Who gave which order, and from where: a fact beside the facts that the order became."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message


@dataclass(frozen=True)
class Terminal:
    """Where an order was given; what is not known is empty.

    `host` is the machine, `account` the user of its system, `place` its terminal (``pts/3``).
    `way` is how the order came: ``console``, ``screen``, ``order``, ``abort``, ``resume``,
    ``lever``, or ``answers`` and the name of the file.
    """

    host: str = ""
    account: str = ""
    place: str = ""
    way: str = ""

    @property
    def is_a_file(self) -> bool:
        """Whether the order stood in a file of answers, and nobody gave it on the day."""
        return self.way.startswith("answers ")


NOWHERE = Terminal()


@dataclass(frozen=True)
class OrderTaken:
    """A person's order was taken; the events that follow are what it became.

    `order` is the order's word, `about` the step, check or record that it was for.
    """

    at: int
    order: str
    about: str
    by: str
    terminal: Terminal


@dataclass(frozen=True)
class OrderRefused:
    """A person's order was not possible at that moment, and changed nothing."""

    at: int
    order: str
    about: str
    by: str
    terminal: Terminal
    why: Message
