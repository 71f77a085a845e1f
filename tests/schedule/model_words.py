"""What the pretended drills of the model year found."""

from __future__ import annotations

from bcp.message import Phrase

FOUND_DOWN = Phrase("model_year.down", ja="名前解決が応答しません。", en="Names are not resolved.")
