"""Fetches every wheel that this program takes on other machines, and puts beside what installs."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from targets import Asked, Target, names, taken, targets

ROOT = Path(__file__).parents[2]
PROJECT = canonicalize_name("bcp-drill")
WHOLE: Asked = (PROJECT, frozenset({"pdf", "keyring"}))
# Installs without the packages that Debian keeps apart from its Python.
PIP = canonicalize_name("pip")
_PUT_BESIDE = ("install.py", "install.sh", "install.cmd", "INSTALL.txt", "INSTALL.ja.txt")
# Notepad and the Command Prompt want these line ends, and Notepad a mark to know the letters by.
_OF_WINDOWS = (".cmd", ".txt")


class Missing(Exception):
    """Something that the folder needs is not to be had; the words say what to do."""


def main() -> int:
    """Make the folder, and say what is in it."""
    given = _given()
    try:
        made = _make(given.folder, targets(given.systems.split(","), given.python.split(",")))
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    size = sum(each.stat().st_size for each in given.folder.rglob("*") if each.is_file())
    print(
        f"{made} wheels, {size / 1e6:.0f} MB in {given.folder}; check them with: "
        f"cd {given.folder} && sha256sum -c --quiet SHA256SUMS"
    )
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sh .ci/wheels", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    parser.add_argument("--python", default="3.11,3.12,3.13", help="versions (%(default)s)")
    known = ",".join(names())
    parser.add_argument("--for", dest="systems", default=known, help="systems (%(default)s)")
    given = parser.parse_args()
    unknown = set(given.systems.split(",")) - set(names())
    if unknown:
        parser.error(f"no system is called {', '.join(sorted(unknown))}; there are {known}")
    return given


def _make(folder: Path, wanted: list[Target]) -> int:
    if folder.exists() and any(folder.iterdir()):
        raise Missing(f"{folder} is not empty. Name a new folder, so that nothing old is in it.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as part:
        wheels = Path(part) / "wheels"
        wheels.mkdir()
        _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
        pins = _pins()
        for each in wanted:
            _fetch(wheels, each, pins)
        wheels.rename(folder / "wheels")
    _put_beside(folder)
    _licences(folder)
    _sums(folder)
    return len(list((folder / "wheels").iterdir()))


def _pins() -> dict[NormalizedName, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def _fetch(wheels: Path, target: Target, pins: dict[NormalizedName, str]) -> None:
    """Fetch what a target takes. What a package takes is known when it is there: in rounds."""
    fetched: set[NormalizedName] = {PROJECT}
    while True:
        known = {name: _asks(wheel) for name, wheel in _by_name(wheels).items()}
        new = (taken(known, target, WHOLE) | {PIP}) - fetched
        if not new:
            return
        unpinned = sorted(new - set(pins))
        if unpinned:
            raise Missing(
                f"{target.name} takes {', '.join(unpinned)}, which constraints.txt does "
                "not have. Add the version that was tested."
            )
        _download(wheels, target, sorted(f"{name}=={pins[name]}" for name in new))
        fetched |= new


def _download(wheels: Path, target: Target, pinned: list[str]) -> None:
    for_it = ["--python-version", target.python, "--implementation", "cp"]
    for_it += [word for each in target.platforms for word in ("--platform", each)]
    only = ["--no-deps", "--only-binary=:all:", "--dest", str(wheels)]
    try:
        _pip("download", "--quiet", *only, *for_it, *pinned)
    except Missing as missing:
        raise Missing(f"There is no wheel for {target.name}:\n{missing}") from None


def _pip(*words: str) -> None:
    line = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    environment = {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise Missing(done.stderr.strip())


def _by_name(wheels: Path) -> dict[NormalizedName, Path]:
    return {parse_wheel_filename(each.name)[0]: each for each in sorted(wheels.glob("*.whl"))}


def _asks(wheel: Path) -> list[str]:
    return _metadata(wheel).get_all("Requires-Dist") or []


def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        own = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA")]
        return message_from_bytes(archive.read(own[0]))


def _put_beside(folder: Path) -> None:
    beside = Path(__file__).parent
    for name in _PUT_BESIDE:
        text = (beside / name).read_text(encoding="utf-8")
        windows = name.endswith(_OF_WINDOWS)
        # The Command Prompt would take the mark for a command.
        code = "utf-8-sig" if name.endswith(".txt") else "utf-8"
        (folder / name).write_text(text, encoding=code, newline="\r\n" if windows else "\n")
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    (folder / "install.sh").chmod(0o755)


def _licences(folder: Path) -> None:
    """Say under which licence each package is; its words lie in the wheel itself."""
    lines = set()
    for wheel in (folder / "wheels").iterdir():
        told = _metadata(wheel)
        lines.add(f"{told['Name']} {told['Version']}: {_licence(told, wheel)}")
    text = "\n".join(sorted(lines, key=str.casefold)) + "\n"
    (folder / "LICENSES.txt").write_text(text, encoding="utf-8-sig", newline="\r\n")


def _licence(told: Message, wheel: Path) -> str:
    named = told["License-Expression"] or ""
    classed = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or []
        # "OSI Approved" alone says that there is one, not which.
        if each.count(" :: ") > 1 and each.startswith("License ::")
    ]
    first_line = (told["License"] or "").strip().partition("\n")[0]
    said = named or ", ".join(classed) or first_line or _licence_file(wheel)
    if not said:
        raise Missing(f"{told['Name']} does not say under which licence it is.")
    return said


def _licence_file(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        files = [each for each in archive.namelist() if ".dist-info/" in each]
    words = [each for each in files if "LICEN" in each.upper() or "COPYING" in each.upper()]
    return f"see {words[0]} in its wheel" if words else ""


def _sums(folder: Path) -> None:
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    lines = [
        f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.relative_to(folder).as_posix()}\n"
        for each in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
