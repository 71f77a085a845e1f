"""The systems that the folder is made for, and what each takes, as the packages themselves say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

# glibc 2.28 (2018): Debian 10, Ubuntu 20.04, Red Hat Enterprise Linux 8 and what came after.
_GLIBC = range(28, 16, -1)

Asked = tuple[NormalizedName, frozenset[str]]


@dataclass(frozen=True)
class Target:
    """One system with one Python. `markers` are PEP 508's variables there."""

    name: str
    python: str
    platforms: tuple[str, ...]
    markers: Mapping[str, str]


def targets(systems: list[str], pythons: list[str]) -> list[Target]:
    """Each system with each Python. Raises `KeyError` for a system nobody knows."""
    return [_target(system, python) for system in systems for python in pythons]


def names() -> tuple[str, ...]:
    """The systems that are known."""
    return tuple(_SYSTEMS)


def _linux(machine: str) -> tuple[tuple[str, ...], Mapping[str, str]]:
    wheels = (*(f"manylinux_2_{n}_{machine}" for n in _GLIBC), f"manylinux2014_{machine}")
    own = {"os_name": "posix", "platform_system": "Linux", "sys_platform": "linux"}
    return wheels, {**own, "platform_machine": machine}


_SYSTEMS = {
    "linux-x86_64": _linux("x86_64"),
    "linux-aarch64": _linux("aarch64"),
    "windows-amd64": (
        ("win_amd64",),
        {
            "os_name": "nt",
            "platform_system": "Windows",
            "sys_platform": "win32",
            "platform_machine": "AMD64",
        },
    ),
}


def _target(system: str, python: str) -> Target:
    platforms, markers = _SYSTEMS[system]
    own = {
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_version": f"{python}.0",
        # No package that we know asks for these.
        "platform_release": "",
        "platform_version": "",
    }
    unknown = set(default_environment()) - {*own, *markers}
    if unknown:
        raise NotImplementedError(f"the markers {unknown} have no value for another system")
    return Target(f"{system} with Python {python}", python, platforms, {**own, **markers})


def taken(
    requirements: Mapping[NormalizedName, list[str]], target: Target, first: Asked
) -> set[NormalizedName]:
    """Every package that `first` takes on a target, as far as `requirements` knows them.

    pip judges the markers of other packages by the Python that it runs in, wherever the wheels are
    to be used: this asks for those of the target.
    """
    found: dict[NormalizedName, set[str]] = {}
    waiting = [first]
    while waiting:
        name, extras = waiting.pop()
        if name in found and extras <= found[name]:
            continue
        found.setdefault(name, set()).update(extras)
        waiting += _asked(requirements.get(name, []), target, extras)
    return set(found)


def _asked(lines: list[str], target: Target, extras: frozenset[str]) -> Iterator[Asked]:
    for line in lines:
        each = Requirement(line)
        places = [{**target.markers, "extra": extra} for extra in (*extras, "")]
        if each.marker is None or any(each.marker.evaluate(place) for place in places):
            yield canonicalize_name(each.name), frozenset(each.extras)
