"""A drill's record wherever it lies: a run's folder, or the file that was carried here from one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bcp.load import load_plan
from bcp.refused import Refused
from drills import probes
from drills.cli.bundle_named import NO_BUNDLE
from drills.cli.places import here, plan_above
from drills.errors import JournalBroken, Refusal
from drills.journal import bundle, bundle_check, sqlite, verify
from drills.journal.folder import Runs
from drills.journal.record import Record
from drills.journal.verify import Verification


def place_of(runs: Path, run: str) -> Path:
    """The file of a bundle, or the folder of the run that is meant. Raises `Refusal`."""
    path = Path(run)
    if bundle.is_bundle(path) or (path.suffix == ".zip" and path.is_file()):
        return path
    if path.suffix == ".zip":
        raise Refusal(NO_BUNDLE(path=run))
    return Runs(runs).find(run)


def is_file(place: Path) -> bool:
    """Whether the place that `place_of` gave is a bundle's file."""
    return not place.is_dir()


def verified(place: Path) -> Verification:
    """Check every record; of a bundle, everything else in it, too. Raises nothing."""
    if is_file(place):
        return bundle_check.check_bundle(place).verification
    return verify.verify(place)


def good(place: Path) -> Iterator[Record]:
    """The records before the first bad one."""
    return (bundle_check.read_good if is_file(place) else verify.read_good)(place)


def trusted(place: Path) -> Iterator[Record]:
    """The records. Raises `JournalBroken` at the first that cannot be trusted.

    Of a bundle, it is also raised at the end where its signature or another member is not right.
    """
    if not is_file(place):
        yield from sqlite.read(place)
        return
    yield from bundle.open_bundle(place).records()
    what = bundle_check.check_bundle(place).verification.what
    if what is not None:
        raise JournalBroken(what)


def known_keys(plan: Path | None) -> Mapping[str, str]:
    """The public keys of the zones' terminals, by the plan here: the one named, or one above.

    Raises `Refused` where the plan that was named has mistakes; one found by itself is left alone
    then, because nobody asked about it.
    """
    try:
        found = load_plan(plan or plan_above(here()), probes.catalogue())
    except (Refused, Refusal):
        if plan is not None:
            raise
        return {}
    return {each.id: each.public_key for each in found.plan.zones if each.public_key}
