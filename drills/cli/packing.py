"""``bcp-drill pack``: reading the scenario, and writing the pack."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.cli import starting
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.key_opening import opened_key
from drills.cli.loading import load
from drills.cli.needing import needs_of
from drills.errors import Refusal
from drills.journal.signing import fingerprint
from drills.packs.making import pack_of
from drills.packs.manifest import Needed
from drills.packs.sender import Sent
from drills.runtime.calendar import local_now
from drills.whole_file import write_new

MADE = Phrase(
    "pack.made",
    ja="{file} に、訓練パック {id} 第{number}版をまとめました。\n署名: {key}",
    en="{file} holds the pack {id}, version {number}.\nSigned with: {key}",
)
NOT_SIGNED = Phrase(
    "pack.not_signed",
    ja="なし（--key で署名すると、受け取った団体が配布元を確かめられます）",
    en="no key (with --key those who get it can see that it is yours)",
)
THERE_ALREADY = Phrase(
    "pack.there_already",
    ja="「{file}」はすでにあります。シナリオを変えたのなら pack の version を増やしてください。"
    "別の名前は -o で指定できます。",
    en="{file} exists already. If the scenario changed, raise the version in its pack; another "
    "name can be given with -o.",
)
CANNOT_WRITE = Phrase(
    "pack.cannot_write",
    ja="「{file}」に書けません（{reason}）。書き込める場所を -o で指定してください。",
    en="{file} cannot be written ({reason}). Name a place you may write to with -o.",
)
FILL = Phrase(
    "pack.fill",
    ja="各団体が決めるパラメータ: {names:list}",
    en="Parameters that each body sets: {names:list}",
)
NO_FILL = Phrase(
    "pack.no_fill",
    ja="各団体が決めるパラメータはありません（システムのidなどが団体ごとに違うなら、シナリオの "
    "pack に fill: […] を書いてください）。",
    en="There is no parameter for each body to set. Where ids of systems differ between bodies, "
    "name their parameters in the scenario's pack (fill: […]).",
)


def pack(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write the pack. Raises `Refused` with every mistake in the scenario, or `Refusal`."""
    loaded = load(given.scenario, given.plan, ())
    plan, scenario = loaded.plan.plan, loaded.scenario.scenario
    used = needs_of(plan, scenario)
    needs = Needed(used.watched, used.roles, used.people, used.businesses, tuple(used.commands))
    today = local_now(plan).date().isoformat()
    key = opened_key(given.key, console) if given.key else None
    sent = Sent(plan.organisation.name, today, starting.tool(), key)
    (name,) = loaded.scenario.files
    path = Path(plan.folder) / name
    raw, made = pack_of(scenario, path.read_bytes() if path.is_file() else b"", needs, sent)
    out = given.out or Path(f"{made.pack}-v{made.number}.zip")
    _put(out, raw)
    signed = fingerprint(made.signed_by) if made.signed_by else NOT_SIGNED()
    console.result(console.speak(MADE(file=str(out), id=made.pack, number=made.number, key=signed)))
    names = tuple(each.name for each in made.parameters if each.fill)
    console.tell(FILL(names=names) if names else NO_FILL())
    return ExitCode.PASSED


def _put(out: Path, raw: bytes) -> None:
    """Write a whole new file or none."""
    try:
        write_new(out, raw)
    except FileExistsError as there:
        raise Refusal(THERE_ALREADY(file=str(out))) from there
    except (OSError, ValueError) as trouble:
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason_of(trouble))) from trouble
