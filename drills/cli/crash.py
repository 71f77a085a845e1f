"""The last net: a mistake of ours ends in words and a file, not in a traceback on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from bcp.message import Phrase
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

OURS = Phrase(
    "cli.internal_error",
    ja="プログラムの誤りで続けられません（{kind}）。詳しい内容を {file} に書きました。"
    "訓練の途中なら、記録は残っています。「bcp-drill resume」で続けられます。",
    en="A mistake of this program ended it ({kind}). The details are in {file}. "
    "If a drill was running, its record is safe: go on with bcp-drill resume.",
)
UNKEPT = Phrase(
    "cli.internal_error_unkept",
    ja="プログラムの誤りで続けられません（{kind}）。詳しい内容をファイルに書くこともできませんでした。"
    "ディスクの空きを確かめてください。訓練の途中なら「bcp-drill resume」で続けられます。",
    en="A mistake of this program ended it ({kind}), and its details could not be written to a "
    "file. See that the disk has room. If a drill was running, go on with bcp-drill resume.",
)
INTERRUPTED = Phrase(
    "cli.interrupted",
    ja="中断しました。訓練の途中なら「bcp-drill resume」で続けるか、「bcp-drill abort」で"
    "元に戻せます。",
    en="Interrupted. If a drill was running, go on with bcp-drill resume, "
    "or take back what it did with bcp-drill abort.",
)


@dataclass
class Outcome:
    """What the guarded command came to."""

    code: ExitCode = ExitCode.INTERNAL_ERROR


class guarded:  # noqa: N801 - read as `with guarded(console)`
    """Turns what nobody foresaw into words, a file and an exit code."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._outcome = Outcome()

    def __enter__(self) -> Outcome:
        return self._outcome

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if kind is None or error is None or issubclass(kind, SystemExit):
            return False
        if issubclass(kind, KeyboardInterrupt):
            self._console.tell(INTERRUPTED())
            self._outcome.code = ExitCode.ABORTED
            return True
        if issubclass(kind, BrokenPipeError):
            # Whoever read our output has had enough.
            self._outcome.code = ExitCode.PASSED
            return True
        try:
            self._console.tell(OURS(kind=kind.__name__, file=str(_kept(error))))
        except OSError:
            self._console.tell(UNKEPT(kind=kind.__name__))
        self._outcome.code = ExitCode.INTERNAL_ERROR
        return True


def _kept(error: BaseException) -> Path:
    """Write the traceback to a file of the user's own; its local values are left out."""
    # Needed once in a blue moon, and 8 ms of every start otherwise.
    import platform  # noqa: PLC0415
    import tempfile  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    from drills.runtime.masking import masked  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(
        "w", prefix="bcp-drill-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
    ) as file:
        file.write(f"Python {platform.python_version()} {platform.platform()}\n")
        file.write(masked("".join(traceback.format_exception(error))))
    return Path(file.name)
