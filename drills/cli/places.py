"""Where a plan and its scenarios lie."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Phrase
from drills.errors import Refusal

NO_PLAN = Phrase(
    "cli.no_plan",
    ja="「{near}」から上のフォルダに plan.yaml がありません。--plan で計画を指定してください。"
    "まだ計画がなければ、bcp-drill init フォルダ で書き始められます。",
    en="There is no plan.yaml in {near} or above. Name the plan with --plan. "
    "Where there is none yet, bcp-drill init DIR begins one.",
)

CLOSED = Phrase(
    "cli.closed_folder",
    ja="{folder} を見る権限がありません。フォルダの権限を確かめてください。",
    en="You may not look into {folder}. Check the permissions of the folder.",
)
NOWHERE = Phrase(
    "cli.nowhere",
    ja="今いるフォルダがなくなっています。cd で別のフォルダに移り、もう一度実行してください。",
    en="The folder that this terminal is in is gone. Change to another one with cd and try again.",
)


def here() -> Path:
    """The folder that this terminal is in. Raises `Refusal` where it was deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError as trouble:
        raise Refusal(NOWHERE()) from trouble


def is_file(path: Path) -> bool:
    """Whether there is such a file that may be looked at; a name no disk can hold names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def plan_above(folder: Path) -> Path:
    """Give the nearest folder with a plan.yaml, from `folder` upwards. Raises `Refusal`."""
    found = plan_near(folder)
    if found is None:
        raise Refusal(NO_PLAN(near=str(folder)))
    return found


def plan_near(folder: Path) -> Path | None:
    """The same, or None."""
    above = (folder, *folder.parents)
    return next((each for each in above if is_file(each / "plan.yaml")), None)


def scenario_files(plan: Path) -> tuple[Path, ...]:
    """Give the scenarios that lie with a plan, in order. Raises `Refusal` where nobody may look."""
    try:
        folder = (plan if plan.is_dir() else plan.parent) / "scenarios"
        if not folder.is_dir():
            return ()
        return tuple(sorted(each for each in folder.iterdir() if each.match("*.yaml")))
    except PermissionError as trouble:
        # To find no scenario there would be to find no mistake in any.
        raise Refusal(CLOSED(folder=str(trouble.filename or plan))) from trouble
    except OSError:
        return ()  # a name that no disk can hold; whoever reads the plan says so
