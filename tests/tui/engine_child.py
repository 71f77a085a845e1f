"""An engine in a process of its own: its lines on standard output, a screen's on standard input.

``python -m tests.tui.engine_child RUNS PLAN SCENARIO``
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from threading import Thread

from drills.cli import loading, running, starting, vocabulary
from drills.cli.engine import Engine


def main(runs: str, plan: str, scenario: str) -> None:
    vocabulary.learn()
    loaded = loading.load(scenario, Path(plan), ())
    brief = starting.brief_of(loaded, None, None, "child", "-")
    folder = starting.folder_for(Path(runs), brief)
    named = replace(brief, run_id=folder.name)
    engine = Engine(lambda front: running.start(folder, named, front, ()))
    engine.listen(_say)
    Thread(target=_listen, args=(engine,), daemon=True).start()
    engine.start()
    engine.result()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _listen(engine: Engine) -> None:
    for line in sys.stdin:
        engine.order(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
