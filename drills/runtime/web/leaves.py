"""Templates of a folder of ours, and its own style and script, known to browsers by their digests.

A page's policy allows that style and that script and nothing else, so that a slip could load
nothing and run nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2

# Each language is named in its own words.
LANGUAGES = {"ja": "日本語", "en": "English"}


class Leaves:
    """The files of one folder. `finalize` is what every value goes through before it is escaped."""

    def __init__(self, folder: Path, finalize: Callable[[Any], Any] | None = None) -> None:
        self._folder, self._finalize = folder, finalize
        self._read: dict[str, str] = {}

    def written(self, template: str, **values: Any) -> str:
        """A template with its values, every one of them escaped."""
        return self._environment.get_template(template).render(**values)

    def digest(self, file: str) -> str:
        """How a policy names a file of ours (CSP 3, 2.3.1)."""
        digest = hashlib.sha256(self._own(file).encode()).digest()
        return f"sha256-{base64.b64encode(digest).decode()}"

    def trusted(self, file: str) -> Any:
        """A file of ours, to be set as it is: nothing is put into it."""
        import markupsafe  # noqa: PLC0415 - with jinja2, below

        return markupsafe.Markup(self._own(file))  # noqa: S704

    def _own(self, file: str) -> str:
        if file not in self._read:
            self._read[file] = (self._folder / file).read_text(encoding="utf-8")
        return self._read[file]

    @cached_property
    def _environment(self) -> jinja2.Environment:
        # It takes long to load, and most drills have no page.
        import jinja2  # noqa: PLC0415

        return jinja2.Environment(
            loader=jinja2.FileSystemLoader(self._folder),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=self._finalize,
            trim_blocks=True,
            lstrip_blocks=True,
        )
