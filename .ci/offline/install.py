"""Installs bcp-drill from the folder that this file lies in; nothing is fetched from anywhere.

Everything is looked at before anything is changed: the sums of the files, then whether every
package that is wanted is there. The same command upgrades, and that of an older folder goes back.
Needs nothing but Python's own library.
"""

from __future__ import annotations

import argparse
import hashlib
import locale
import os
import platform
import struct
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "wheels"
WINDOWS = os.name == "nt"
EXTRAS = ("pdf", "keyring")

Words = tuple[str, str]

CHECKING: Words = ("ファイルを確かめています ...", "Checking the files ...")
CHANGED: Words = (
    "{what} が、作られたときの内容と違います。コピーの途中で壊れたか、手が加えられています。"
    "元からもう一度コピーしてください。何も変更していません。",
    "{what} is not as it was made: it broke while it was copied, or somebody changed it. Copy it "
    "again from where it came from. Nothing was changed.",
)
NO_SUMS: Words = (
    "{what} がありません。フォルダ全体をコピーしてください。何も変更していません。",
    "There is no {what}. Copy the whole folder. Nothing was changed.",
)
NARROW: Words = (
    "このPythonは64ビット版ではありません。64ビット版のPythonを使ってください。",
    "This Python is not for 64 bits. Use one that is.",
)
NOT_FOR_HERE: Words = (
    "このフォルダには、この端末（{here}）に必要なパッケージがそろっていません。"
    "この端末に合わせて作ったフォルダを使ってください。何も変更していません。\n{pip}",
    "This folder does not hold every package that this machine ({here}) needs. Use one that was "
    "made for it. Nothing was changed.\n{pip}",
)
MAKING: Words = ("{folder} に入れています ...", "Installing into {folder} ...")
NO_PLACE: Words = (
    "{folder} に書けません（{reason}）。書き込めるフォルダを指定してください。",
    "{folder} cannot be written to ({reason}). Name a folder that can.",
)
SOMEBODYS: Words = (
    "{folder} はすでにあり、この手順で作ったものではありません。新しいフォルダを指定してください。"
    "何も変更していません。",
    "{folder} is there already and was not made by this. Name a new folder. Nothing was changed.",
)
FAILED: Words = (
    "入れられませんでした。空き容量を確かめ、bcp-drill が動いていれば止めて、もう一度"
    "実行してください。\n{pip}",
    "It could not be installed. See that there is room and that no bcp-drill runs, then try again."
    "\n{pip}",
)
DONE: Words = (
    "bcp-drill {version} を入れました。計画と訓練の記録には触れていません。\n試す: {command} demo",
    "bcp-drill {version} is installed. No plan and no record of a drill was touched.\n"
    "Try it: {command} demo",
)
PANGO: Words = (
    "PDFには、OSのパッケージ Pango も必要です（Debian: libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0）。なくても、ほかの機能は使えます。",
    "PDF needs Pango from the system's packages, too (Debian: libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0). All else works without.",
)


class Refused(Exception):
    """What is wrong, in both languages."""

    def __init__(self, words: Words, **params: object) -> None:
        super().__init__(said(words, **params))


def main() -> int:
    """Install, upgrade or go back; give 0 where it worked and 3 where nothing was changed."""
    given = _given()
    try:
        _install(given.folder.expanduser().absolute(), given.extras)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 3
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="install", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_usual(), metavar="FOLDER")
    parser.add_argument(
        "--with", dest="extras", type=_extras, default=(), metavar="EXTRAS", help=", ".join(EXTRAS)
    )
    return parser.parse_args()


def _extras(text: str) -> tuple[str, ...]:
    asked = tuple(sorted({each for each in text.split(",") if each}))
    if not set(asked) <= set(EXTRAS):
        raise argparse.ArgumentTypeError(f"{text}: {', '.join(EXTRAS)}")
    return asked


def _usual() -> Path:
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "bcp-drill"
    return Path.home() / ".local" / "share" / "bcp-drill"


def _install(folder: Path, extras: tuple[str, ...]) -> None:
    if struct.calcsize("P") != 8:
        raise Refused(NARROW)
    print(said(CHECKING), flush=True)
    _check_sums()
    version = _one("bcp_drill").name.split("-")[1]
    wanted = "bcp-drill" + (f"[{','.join(extras)}]" if extras else "") + f"=={version}"
    _check_all_here(wanted)
    print(said(MAKING, folder=folder), flush=True)
    python = _environment(folder)
    done = _pip(str(python), "install", "--upgrade", wanted)
    if done.returncode != 0:
        raise Refused(FAILED, pip=done.stderr.strip())
    command = python.with_name("bcp-drill.exe" if WINDOWS else "bcp-drill")
    print(said(DONE, version=version, command=command))
    if "pdf" in extras:
        print(said(PANGO))


def _check_sums() -> None:
    try:
        lines = (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        raise Refused(NO_SUMS, what="SHA256SUMS") from None
    named = set()
    for line in lines:
        wanted, _, name = line.partition("  ")
        file = HERE / name
        named.add(file)
        if not file.is_file():
            raise Refused(NO_SUMS, what=name)
        if hashlib.sha256(file.read_bytes()).hexdigest() != wanted:
            raise Refused(CHANGED, what=name)
    for wheel in WHEELS.iterdir():
        if wheel not in named:
            raise Refused(CHANGED, what=f"wheels/{wheel.name}")


def _one(name: str) -> Path:
    found = sorted(WHEELS.glob(f"{name}-*.whl"))
    if not found:
        raise Refused(NO_SUMS, what=f"wheels/{name}-*.whl")
    return found[-1]


def _check_all_here(wanted: str) -> None:
    # As for a new environment: what is installed already is not asked. It changes nothing, so that
    # a Python which only Debian's packages may change (PEP 668) has nothing against it.
    looking = ("--dry-run", "--ignore-installed", "--break-system-packages")
    done = _pip(sys.executable, "install", *looking, wanted)
    if done.returncode != 0:
        system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
        raise Refused(NOT_FOR_HERE, here=system, pip=done.stderr.strip())


def _environment(folder: Path) -> Path:
    """The Python of the folder's own environment, made where there is none."""
    own = folder / "venv"
    python = own / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if own.exists() and not (own / "pyvenv.cfg").is_file():
        raise Refused(SOMEBODYS, folder=own)
    try:
        if not _runs(python):
            # Without the pip that Debian keeps in a package of its own.
            venv.create(own, with_pip=False, clear=True, symlinks=not WINDOWS)
    except (OSError, subprocess.SubprocessError) as trouble:
        raise Refused(NO_PLACE, folder=folder, reason=trouble) from None
    return python


def _runs(python: Path) -> bool:
    """Whether the environment is of this very version of Python, which it may be gone from."""
    line = [str(python), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    except OSError:
        return False
    return done.stdout.split() == [str(each) for each in sys.version_info[:2]]


def _pip(python: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What our own pip says, run by a Python; no setting of this machine leads it elsewhere."""
    settings = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    alone = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INPUT": "1", "PYTHONUTF8": "1"}
    line = [python, str(_one("pip") / "pip"), *words, "--quiet", "--no-index"]
    line += ["-f", str(WHEELS), "--only-binary=:all:", "--no-cache-dir"]
    line += ["--disable-pip-version-check", "--no-warn-script-location"]
    return subprocess.run(
        line,
        capture_output=True,
        text=True,
        check=False,
        env={**settings, **alone},
        encoding="utf-8",
        errors="replace",
    )


def said(words: Words, **params: object) -> str:
    """The words in Japanese where this machine speaks it or says nothing, else in English."""
    told = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]
    tongue = next((each for each in told if each), locale.getlocale()[0] or "")
    english = tongue.lower().startswith(("en", "english"))
    return words[1 if english else 0].format(**params)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    sys.exit(main())
