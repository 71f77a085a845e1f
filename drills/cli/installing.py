"""Writing what supervises the scheduled drills, and saying what to type next; nothing is installed.

Whoever may change a system's services reads what is to be changed first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bcp.durations import Span
from bcp.load import LoadedPlan, load_plan
from bcp.message import Language, Phrase
from bcp.model import Plan
from bcp.system_trouble import reason_of
from drills import probes
from drills.cli.console import Console
from drills.cli.places import here, plan_above
from drills.cli.putting import CANNOT_WRITE
from drills.cli.steps_of_installing import removing, systemd_steps, windows_steps
from drills.errors import Refusal
from drills.units import systemd, windows
from drills.units.credentials import credentials_of, told_of_secrets
from drills.units.service import UNLIMITED, Scope, Service
from drills.whole_file import SHARED, write_new

WRITTEN = Phrase(
    "installing.written",
    ja="{file} に書きました。まだ何も設定していません。続けて次のとおり入力してください。",
    en="Written to {file}. Nothing is set up yet. Type next:",
)
SHOWN = Phrase(
    "installing.shown",
    ja="まだ何も書かず、何も設定していません（-o でファイルに書きます）。書いた後、次のとおり"
    "入力してください。",
    en="Nothing is written or set up yet (-o writes it into a file). Then type:",
)
SAME = Phrase(
    "installing.same",
    ja="{file} は、すでにこの内容です。",
    en="{file} is already like this.",
)
OTHER = Phrase(
    "installing.other",
    ja="{file} はすでにあり、内容が違うので置き換えません。見比べて、要らなければ消してから"
    "やり直すか、-o で別の名前を指定してください。",
    en="{file} exists and differs, so it is not replaced. Compare them; delete it and try again, "
    "or name another with -o.",
)
WRONG_NAME = Phrase(
    "installing.wrong_name",
    ja="{file} という名前にはできません。英小文字・数字・ハイフンの後に「{ending}」を付けてください"
    "（例: bcp-drill{ending}）。",
    en="It cannot be called {file}. Use small letters, digits and hyphens, then {ending!r}, as in "
    "bcp-drill{ending}.",
)
WRONG_ACCOUNT = Phrase(
    "installing.wrong_account",
    ja="「{account}」はアカウント名に使えません。英字・数字・ピリオド・ハイフン・下線だけで指定してください。",
    en="{account!r} is no name of an account. Use letters, digits, dots, hyphens and underlines.",
)
NOT_WINDOWS = Phrase(
    "installing.not_windows",
    ja="【注意】ここはWindowsではありません。書かれるパスはこの端末のものなので、実際に使う"
    "Windowsの端末でもう一度作ってください。",
    en="Note: this is not Windows. The paths in it are those of this machine; make it again on the "
    "Windows machine that is to run the drills.",
)
ACCOUNT = "bcp-drill"
_NAME = "bcp-drill"


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to have written. `scope` None: a task of Windows."""

    scope: Scope | None
    plan: Path | None
    runs: Path
    account: str | None
    out: Path | None
    lang: Language


def install(wanted: Wanted, console: Console) -> None:
    """Write or show the unit or task, then what to type. Raises `Refused` or `Refusal`."""
    ending = windows.ENDING if wanted.scope is None else systemd.ENDING
    out = None if wanted.out is None else _file(wanted.out, ending)
    service, loaded = _service(wanted, _NAME if out is None else out.stem)
    raw = (
        windows.task(service)
        if wanted.scope is None
        else systemd.unit(service, wanted.scope).encode()
    )
    if wanted.scope is None and os.name != "nt":
        console.tell(NOT_WINDOWS())
    if out is None:
        shown = raw.decode("utf-16" if wanted.scope is None else "utf-8")
        console.result(shown.replace("\r\n", "\n"))
        console.tell(SHOWN())
    else:
        _put(out, raw, console)
    file = str(out or Path(_NAME + ending))
    steps = (
        windows_steps(service, file)
        if wanted.scope is None
        else systemd_steps(service, wanted.scope, file)
    )
    for each in (*steps, *told_of_secrets(loaded.plan, wanted.scope)):
        console.tell(each)


def uninstall(scope: Scope | None, out: Path | None, console: Console) -> None:
    """Say what to type so that no drill is started by itself any more. Raises `Refusal`."""
    ending = windows.ENDING if scope is None else systemd.ENDING
    name = _NAME if out is None else _file(out, ending).stem
    for each in removing(name, scope):
        console.tell(each)


def _service(wanted: Wanted, name: str) -> tuple[Service, LoadedPlan]:
    plan = (wanted.plan or plan_above(here())).absolute()
    loaded = load_plan(plan, probes.catalogue())
    folder = plan if plan.is_dir() else plan.parent
    account = _account(wanted)
    service = Service(
        name=name,
        python=sys.executable,
        needs=(sys.prefix, sys.base_prefix, str(Path(__file__).parents[2])),
        plan=str(plan),
        runs=str(wanted.runs.absolute()),
        lang=wanted.lang,
        account=account,
        longest=longest_of(loaded.plan),
        written=tuple(str(each) for each in _written(folder)),
        credentials=credentials_of(loaded.plan) if wanted.scope == "system" else (),
    )
    return service, loaded


def longest_of(plan: Plan) -> Span:
    """How long the longest drill may take that begins by itself."""
    limits = [each.limit or UNLIMITED for each in plan.drills if each.unattended is not None]
    return max(limits, default=UNLIMITED)


def _account(wanted: Wanted) -> str | None:
    """The account that it runs as; a user's own unit needs none. Raises `Refusal`."""
    if wanted.scope == "user":
        return None
    account = wanted.account or ACCOUNT
    inner = account.replace("\\", "", 1) if wanted.scope is None else account
    plain = inner.replace("-", "").replace("_", "").replace(".", "")
    if not (plain.isascii() and plain.isalnum()) or inner[0] in "-.":
        raise Refusal(WRONG_ACCOUNT(account=account))
    return account


def _written(folder: Path) -> Sequence[Path]:
    """The folders of a plan that a drill or a person's answer writes to, where they are there."""
    return [each for each in (folder / "manage", folder / "people") if each.is_dir()]


def _file(out: Path, ending: str) -> Path:
    file = out / f"{_NAME}{ending}" if out.is_dir() else out
    plain = file.stem.replace("-", "")
    fits = plain.isascii() and plain.isalnum() and plain == plain.lower()
    if file.suffix != ending or not fits or file.stem.startswith("-"):
        raise Refusal(WRONG_NAME(file=file.name, ending=ending))
    return file


def _put(out: Path, raw: bytes, console: Console) -> None:
    """Write it whole, and never in place of another."""
    try:
        if out.exists() and out.read_bytes() == raw:
            console.tell(SAME(file=str(out)))
            return
        write_new(out, raw, SHARED)
    except FileExistsError as there:
        raise Refusal(OTHER(file=str(out))) from there
    except OSError as trouble:
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason_of(trouble))) from trouble
    console.tell(WRITTEN(file=str(out)))
