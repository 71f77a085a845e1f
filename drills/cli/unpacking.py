"""``bcp-drill unpack``: a pack into a plan, never over what is there."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.harmless import harmless
from bcp.load import load_plan
from bcp.message import Phrase
from bcp.refused import Refused
from bcp.system_trouble import reason_of
from drills import probes
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.places import here, plan_above
from drills.errors import Refusal
from drills.journal.signing import fingerprint
from drills.packs.pack_file import Pack, opened_pack, scenario_member
from drills.whole_file import SHARED, write_all_new
from scenarios.load import load_scenario

TAKEN = Phrase(
    "unpack.taken",
    ja="訓練パック {id} 第{number}版（{by}、{made}）を入れました:\n{files}",
    en="The pack {id}, version {number} ({by}, {made}) was put in:\n{files}",
)
THERE_ALREADY = Phrase(
    "unpack.there_already",
    ja="何も書いていません。違う内容のファイルがすでにあります: {files:list}。"
    "前の版なら、別の場所へ移してから、もう一度実行してください（実施済みの記録は変わりません）。",
    en="Nothing was written: these files exist and say something else: {files:list}. If they are "
    "of an older version, move them away and try again; records of drills stay as they are.",
)
CANNOT_WRITE = Phrase(
    "unpack.cannot_write",
    ja="「{file}」に書けません（{reason}）。計画のフォルダの権限を確かめてください。",
    en="{file} cannot be written ({reason}). Check the permissions of the plan's folder.",
)
NO_PLAN_IN = Phrase(
    "unpack.no_plan_in",
    ja="「{folder}」に plan.yaml がありません。計画のフォルダを --plan で指定してください。",
    en="There is no plan.yaml in {folder}. Name the plan's folder with --plan.",
)
OTHER_SIGNER = Phrase(
    "unpack.other_signer",
    ja="--signer の鍵で署名されたものではありません（{found}）。"
    "配布元に確かめてください。何も書いていません。",
    en="It was not signed with the key of --signer ({found}). Ask whoever sent it. "
    "Nothing was written.",
)
NOBODY = Phrase("unpack.nobody", ja="署名なし", en="no signature")
SIGNED = Phrase(
    "unpack.signed",
    ja="署名: {key}。配布元から別の経路で知らされた指紋と同じか、確かめてください。",
    en="Signed with {key}. See that it is the fingerprint which the sender told you otherwise.",
)
UNSIGNED = Phrase(
    "unpack.unsigned",
    ja="署名がありません。配布元が作ったものかどうかは、確かめられません。",
    en="It is not signed: nothing shows who made it.",
)
FILL = Phrase(
    "unpack.fill",
    ja="自分の町の値を決めるパラメータ: {names:list}\n実施するとき: bcp-drill run {scenario}{sets}",
    en="Parameters to set for your own town: {names:list}\n"
    "To hold the drill: bcp-drill run {scenario}{sets}",
)
LACKS = Phrase(
    "unpack.lacks",
    ja="計画に足りないもの、または --set で自分の値にするもの: {count}件",
    en="Your plan lacks these, or they are to be set with --set: {count}",
)
FITS = Phrase(
    "unpack.fits",
    ja="このままの値で、計画に足りないものはありません。",
    en="With the values as sent, your plan lacks nothing.",
)
BAD_PLAN = Phrase(
    "unpack.bad_plan",
    ja="計画そのものに誤りがあるため、足りないものは調べていません。bcp-drill check で直して"
    "ください。",
    en="The plan itself has mistakes, so what it lacks was not looked for. See bcp-drill check.",
)
NO_CODE = Phrase(
    "unpack.no_code",
    ja="計画に団体コードがありません。実施する前に、plan.yaml の organisation に code: を書いて"
    "ください。ないと、返送した結果は集計されません。",
    en="Your plan has no code of your body. Write code: under organisation in plan.yaml before "
    "the drill: without it what you send back is not counted.",
)
_SHOWN = 30


def unpack(given: argparse.Namespace, console: Console) -> ExitCode:
    """Take the pack in and say what is still to be done. Raises `Refusal`."""
    folder = _folder(given.plan)
    pack = opened_pack(given.file)
    _check_signer(pack, given.signer)
    files = _files(pack, folder)
    _write(files)
    manifest = pack.manifest
    console.result(
        console.speak(
            TAKEN(
                # The sender's own words must not begin a line of ours.
                id=harmless(manifest.pack),
                number=manifest.number,
                by=harmless(manifest.made_by),
                made=harmless(manifest.made),
                files="\n".join(f"  {each}" for each in files),
            )
        )
    )
    console.tell(SIGNED(key=fingerprint(pack.key)) if pack.key else UNSIGNED())
    names = [each.name for each in manifest.parameters if each.fill]
    if names:
        sets = "".join(f" --set {each}=…" for each in names)
        console.tell(FILL(names=names, scenario=manifest.scenario, sets=sets))
    _say_lacking(folder, pack, console)
    return ExitCode.PASSED


def _folder(plan: Path | None) -> Path:
    folder = plan or plan_above(here())
    folder = folder.parent if folder.name == "plan.yaml" else folder
    if not (folder / "plan.yaml").is_file():
        raise Refusal(NO_PLAN_IN(folder=str(folder)))
    return folder


def _check_signer(pack: Pack, signer: str | None) -> None:
    """Raise `Refusal` where another key signed it than the one named, or none."""
    if signer is None:
        return
    found = fingerprint(pack.key) if pack.key else None
    wanted = signer.strip() if signer.startswith("SHA256:") else fingerprint(signer)
    if found != wanted:
        raise Refusal(OTHER_SIGNER(found=found or NOBODY()))


def _files(pack: Pack, folder: Path) -> dict[Path, bytes]:
    """What is to be written where. Raises `Refusal` where something else is there."""
    manifest = pack.manifest
    beside = folder / "packs" / f"{manifest.pack}-v{manifest.number}"
    wanted = {folder / scenario_member(manifest.scenario): pack.scenario}
    wanted |= {
        beside / name: content
        for name, content in pack.members.items()
        if name.startswith("instructions.")
    }
    other = [str(each) for each, raw in wanted.items() if each.exists() and _read(each) != raw]
    if other:
        raise Refusal(THERE_ALREADY(files=other))
    return wanted


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _write(files: dict[Path, bytes]) -> None:
    """New files, all of them or none; those that are there already say the same."""
    lacking = {each: raw for each, raw in files.items() if not each.exists()}
    try:
        for each in lacking:
            each.parent.mkdir(parents=True, exist_ok=True)
        write_all_new(lacking, SHARED)
    except OSError as trouble:
        where = str(trouble.filename)
        raise Refusal(CANNOT_WRITE(file=where, reason=reason_of(trouble))) from trouble


def _say_lacking(folder: Path, pack: Pack, console: Console) -> None:
    catalogue = probes.catalogue()
    try:
        loaded = load_plan(folder, catalogue)
    except Refused:
        console.tell(BAD_PLAN())
        return
    if not loaded.plan.organisation.code:
        console.tell(NO_CODE())
    try:
        load_scenario(folder / scenario_member(pack.manifest.scenario), loaded, catalogue)
    except Refused as refused:
        console.tell(LACKS(count=len(refused.refusals)))
        for each in refused.refusals[:_SHOWN]:
            console.refuse(each)
        return
    console.tell(FITS())
