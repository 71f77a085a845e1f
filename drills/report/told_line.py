"""What became of an event, as one line of a timeline."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Text


@dataclass(frozen=True)
class Told:
    """A sentence, where somebody stumbled, and who did it; empty where it was the tool."""

    what: Message
    who: Text = Text()
    stumble: str = ""
