"""Where the runs are kept: one folder each, named so that the names sort by time."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from itertools import count
from pathlib import Path

from bcp.did_you_mean import DID_YOU_MEAN, nearest
from bcp.message import Message, Phrase
from drills.errors import NotStarted, Refusal
from drills.journal import file
from drills.journal.trouble import spoken_errors

LAST = "last"
_NAME_KEPT = 40  # Windows limits whole paths to 260 characters
_NOT_IN_A_NAME = re.compile(r"[^\w-]+")

NO_RUNS = Phrase(
    "runs.none",
    ja="「{root}」には、まだ実施記録がありません。先に bcp-drill run で訓練を実施してください。",
    en="there are no runs in {root} yet. Run a drill first: bcp-drill run.",
)
NO_SUCH_RUN = Phrase(
    "runs.unknown",
    ja="「{run}」という実施記録は「{root}」にありません。{hint}",
    en="there is no run {run} in {root}. {hint}",
)
NEWEST_IS = Phrase(
    "runs.newest_is",
    ja="最も新しいものは「{run}」です。last と書いても指定できます。",
    en="The newest is {run}, which the word last also names.",
)
AMBIGUOUS = Phrase(
    "runs.ambiguous",
    ja="「{run}」で始まる実施記録は複数あります（{runs:list}）。もう少し長く指定してください。",
    en="more than one run begins with {run} ({runs:list}). Write more of its name.",
)


NO_NAME = Phrase(
    "runs.no_name",
    ja="「{name}」は記録のフォルダの名前にできません。文字、数字、- と _ だけで書いてください。",
    en="{name!r} is no name for the folder of a run: letters, digits, - and _ only.",
)
NAME_TAKEN = Phrase(
    "runs.name_taken",
    ja="「{root}」には記録「{name}」がすでにあります。同じ訓練を二度は始めません。",
    en="there is a run {name} in {root} already. The same drill is not begun twice.",
)


class Runs:
    """The runs kept in one folder; it is made when the first run is."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def new(self, name: str, started: datetime) -> Path:
        """An empty folder for a run of the scenario `name` that starts at `started`, local time.

        Only its owner may look inside, where the platform knows owners. Its name is the run's id.
        Raises `JournalBroken` where it cannot be made.
        """
        kept = _NOT_IN_A_NAME.sub("-", name).strip("-")[:_NAME_KEPT]
        stem = f"{started:%Y%m%d-%H%M%S}-{kept}"
        with spoken_errors(self.root):
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for number in count(1):
                folder = self.root / (stem if number == 1 else f"{stem}-{number}")
                try:
                    folder.mkdir(mode=0o700)
                except FileExistsError:
                    continue
                break
        return folder

    def named(self, name: str) -> Path:
        """An empty folder of that very name, for a run that was named before it began.

        Whoever makes it runs the drill, and nobody else can: raises `NotStarted` where it is there
        already or the name is no name of a folder, `JournalBroken` where it cannot be made.
        """
        if _NOT_IN_A_NAME.search(name) or not name:
            raise NotStarted(NO_NAME(name=name))
        folder = self.root / name
        with spoken_errors(self.root):
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                raise NotStarted(NAME_TAKEN(name=name, root=str(self.root))) from None
        return folder

    def newest_first(self) -> list[Path]:
        """The folders of all runs that have a journal; none where there is no such folder yet.

        Raises `JournalBroken` where the folder is there and cannot be read.
        """
        with spoken_errors(self.root):
            # A glob would take a folder that nobody may read for an empty one.
            found = list(self.root.iterdir()) if self.root.exists() else []
        return sorted(filter(_has_journal, found), key=lambda each: each.name, reverse=True)

    def find(self, run: str) -> Path:
        """The run that is meant by ``last``, by its id or by the beginning of its id.

        Raises `Refusal` where that is none or more than one.
        """
        folders = {each.name: each for each in self.newest_first()}
        if not folders:
            raise Refusal(NO_RUNS(root=str(self.root)))
        if run == LAST:
            return next(iter(folders.values()))
        if run in folders:
            return folders[run]
        meant = [name for name in folders if name.startswith(run)] if run else []
        if len(meant) > 1:
            raise Refusal(AMBIGUOUS(run=run, runs=tuple(meant)))
        if not meant:
            hint = _hint(run, list(folders))
            raise Refusal(NO_SUCH_RUN(run=run, root=str(self.root), hint=hint))
        return folders[meant[0]]


def forget(folder: Path) -> None:
    """Remove the folder of a run that never began; what was written into it proves nothing."""
    # Where something of it cannot be removed, an empty record says that it never began.
    shutil.rmtree(folder, ignore_errors=True)


def _has_journal(folder: Path) -> bool:
    try:
        return (folder / file.NAME).exists()
    except OSError:
        # A folder that is somebody else's alone takes nobody the list of the others.
        return False


def _hint(run: str, names: list[str]) -> Message:
    near = nearest(run, names)
    return DID_YOU_MEAN(word=near) if near else NEWEST_IS(run=names[0])
