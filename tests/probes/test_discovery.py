from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bcp.message import LANGUAGES
from drills import probes
from drills.errors import Refusal

WELL = '''
"""Whether it is well."""
from dataclasses import dataclass
from bcp.asking import FactKind
from bcp.message import Text
from scenarios.reading import Reading
MEANING = Text("元気か", "Is it well?")
FACTS = {"reply": FactKind("bool", Text("返事がある", "it replies"))}
HEALTHY = ()
@dataclass(frozen=True)
class Params:
    target: str
async def ask(params, reach):
    return Reading(facts={"reply": True})
'''

Install = Callable[[str, str, str], None]


def test_every_file_of_the_folder_is_a_probe_by_its_name() -> None:
    files = {each.stem for each in Path(probes.__path__[0]).glob("[!_]*.py")}
    assert {"tcp", "http", "ssh"} <= files
    assert set(probes.names()) == files


def test_one_more_file_is_one_more_probe_and_nothing_else_changes(folder: Path) -> None:
    (folder / "wellness.py").write_text(WELL)
    kind = probes.catalogue()["wellness"]
    assert "wellness" in probes.names()
    assert kind.meaning.en == "Is it well?"
    assert kind.params.__name__ == "Params"
    assert (kind.asset, kind.server_field, kind.wrong) == (None, None, None)


def test_an_installed_distribution_offers_a_probe_by_an_entry_point(install: Install) -> None:
    install("town-probes", "wellness", WELL)
    assert "wellness" in probes.names()
    assert probes.catalogue()["wellness"].meaning.ja == "元気か"


def test_listing_the_names_imports_no_probe(install: Install) -> None:
    install("town-probes", "wellness", "raise SystemExit('imported')")
    assert "wellness" in probes.names()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import no_such_module_at_all", "ModuleNotFoundError"),
        ("def broken(:", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        (WELL.replace("HEALTHY", "SICKLY"), "no HEALTHY"),
        (WELL.replace('"reply":', '"answer":'), "no FACTS['reply']"),
    ],
)
def test_a_broken_probe_is_refused_with_the_distribution_to_blame(
    install: Install, text: str, reason: str
) -> None:
    install("town-probes", "wellness", text)
    with pytest.raises(Refusal) as caught:
        dict(probes.catalogue())
    assert caught.value.message.params["owner"] == "town-probes"
    assert reason in str(caught.value)
    assert "uninstall town-probes" in str(caught.value)


def test_a_word_offered_twice_is_refused_with_both_owners(install: Install) -> None:
    install("town-probes", "tcp", WELL)
    with pytest.raises(Refusal, match="comes from both bcp-drill and town-probes"):
        probes.names()


def test_an_unknown_word_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal, match=r"there are: .*http, .*ssh, .*tcp"):
        probes.get("nope")


def test_every_probe_says_what_it_and_its_facts_mean_in_both_languages() -> None:
    for word, kind in probes.catalogue().items():
        texts = [kind.meaning, *(fact.meaning for fact in kind.facts.values())]
        assert all(getattr(text, lang) for text in texts for lang in LANGUAGES), word
        assert kind.facts["reply"].type == "bool"
        assert all(each.fact in kind.facts for each in kind.healthy)


def test_loading_the_catalogue_loads_no_network_library() -> None:
    script = (
        "import sys; from drills import probes; probes.catalogue();"
        "print([each for each in ('asyncio', 'aiohttp', 'asyncssh', 'ssl') if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second folder of the package, as if a file were added to the first."""
    monkeypatch.setattr(probes, "__path__", [*probes.__path__, str(tmp_path)])
    yield tmp_path
    sys.modules.pop("drills.probes.wellness", None)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a distribution with one probe, as pip would leave it."""
    module = "town_probe_for_tests"

    def installed(distribution: str, word: str, text: str) -> None:
        (tmp_path / f"{module}.py").write_text(text)
        metadata = tmp_path / f"{distribution.replace('-', '_')}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\n")
        (metadata / "entry_points.txt").write_text(f"[bcp_drill.probes]\n{word} = {module}\n")
        monkeypatch.syspath_prepend(str(tmp_path))

    yield installed
    sys.modules.pop(module, None)
