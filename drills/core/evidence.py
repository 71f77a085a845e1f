"""The few words that several kinds of events share."""

from __future__ import annotations

from typing import Literal

Source = Literal["measured", "observed", "attested", "injected", "assumed"]
Outcome = Literal["held", "broken", "unknown", "skipped"]
