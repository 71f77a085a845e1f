"""What commands print: any encoding, any amount, and never at the cost of the connection."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.asking import ProbeCall
from bcp.message import render
from bcp.model import Server
from drills.probes import ssh
from drills.probes._contract import TEXT_KEPT
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret
from drills.runtime.ssh_command import KEPT, Ended
from drills.runtime.ssh_output import answer_of as read_as
from drills.runtime.ssh_output import likely_encoding
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.pools import SECOND, answer_of, pool_of
from tests.daemons.sshd import Sshd, command, plan_of

ENCODINGS = ("utf-8", "cp932", "euc_jp", "iso2022_jp")
SENTENCE = "住民記録システムは稼働中です。\n"
UNIX = "SSH-2.0-OpenSSH_9.2"

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("written", ENCODINGS)
@pytest.mark.parametrize("real", ENCODINGS)
async def test_another_encoding_than_the_plan_says_is_noticed_and_told(
    sshd: Sshd, tmp_path: Path, written: str, real: str
) -> None:
    (tmp_path / "said").write_bytes(SENTENCE.encode(real))
    server = sshd.server(commands=(command("say", f"cat {tmp_path}/said"),), encoding=written)
    note = (await answer_of(server, "say")).note
    if written == real:
        assert note is None
    else:
        assert note is not None
        assert note.code == "ssh.other_encoding"
        assert f"`encoding: {real}`" in render(note, "ja")


async def test_the_note_stands_beside_the_judgement_and_does_not_change_it(
    sshd: Sshd, tmp_path: Path
) -> None:
    (tmp_path / "said").write_bytes(SENTENCE.encode("cp932"))
    commands = (
        command("well", f"cat {tmp_path}/said"),
        command("ill", f"cat {tmp_path}/said; exit 3"),
    )
    for name, outcome in (("well", "held"), ("ill", "broken")):
        reading = await _asked(sshd.server(commands=commands), name)
        judgement = judge(reading, ssh.HEALTHY)
        assert judgement.outcome == outcome
        assert judgement.why[-1].code == "ssh.other_encoding"
        assert len(judgement.why) == 2


async def test_binary_output_is_said_to_be_no_text(sshd: Sshd) -> None:
    server = sshd.server(commands=(command("say", r"printf '\377\376\000\001\200\201 end'"),))
    async with pool_of(server) as pool:
        answer = await pool.shell("srv", "say", timeout_us=15 * SECOND)
        again = await pool.shell("srv", "say", timeout_us=15 * SECOND)
    assert answer.note is not None
    assert answer.note.code == "ssh.not_text"
    assert again.status == 0


async def test_ten_megabytes_are_read_in_bounded_memory_and_the_cut_is_told(
    sshd: Sshd, tmp_path: Path
) -> None:
    (tmp_path / "said").write_bytes(SENTENCE.encode("utf-8") * 230_000)
    server = sshd.server(commands=(command("much", f"cat {tmp_path}/said"), command("hi", "echo")))
    async with pool_of(server) as pool:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        answer = await pool.shell("srv", "much", timeout_us=60 * SECOND)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert (await pool.shell("srv", "hi", timeout_us=15 * SECOND)).status == 0
    assert grown < 12 * 1024  # KiB: what is kept, its text, and what is under way
    assert (answer.status, answer.cut) == (0, True)
    assert answer.note is not None
    assert answer.note.code == "ssh.output_cut"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("shift", range(4))
def test_a_character_that_is_cut_at_the_limit_leaves_no_garbage(encoding: str, shift: int) -> None:
    said = (b"x" * shift + "住民記録".encode(encoding) * KEPT)[:KEPT]
    ended = Ended(0, None, said, b"", 1, cut=True, timed_out=False)
    server = Server("srv", "192.0.2.1", encoding=encoding)  # type: ignore[arg-type]
    answer = read_as(ended, server, UNIX)
    assert "\ufffd" not in answer.out
    assert answer.note is not None
    assert answer.note.code == "ssh.output_cut"


@pytest.mark.parametrize("shift", range(4))
def test_a_secret_that_seems_to_begin_within_a_character_leaves_no_garbage(shift: int) -> None:
    # The second byte of 記 in CP932 is the letter that this secret begins with.
    Secret("Lake-of-the-canary")
    test_a_character_that_is_cut_at_the_limit_leaves_no_garbage("cp932", shift)


async def test_a_reading_says_that_it_holds_only_the_first_of_it(sshd: Sshd) -> None:
    line = f"head -c {TEXT_KEPT + 1} /dev/zero | tr '\\0' x"
    reading = await _asked(sshd.server(commands=(command("say", line),)), "say")
    assert (len(str(reading.facts["out"])), reading.facts["cut"]) == (TEXT_KEPT, True)


JAPANESE = "あいうのはをアイウ県町村役場情報課係長電源装置、。ー（）"
HALF_WIDTH = "ｱｲｳｴｵｶｷｸﾃﾞｰﾀﾍﾞｽｻﾊﾞ"


@given(st.text(JAPANESE, min_size=4), st.sampled_from(ENCODINGS))
def test_ordinary_japanese_is_known_by_its_bytes(text: str, real: str) -> None:
    sentence = text + "これはサーバの応答です"
    for written in ENCODINGS:
        likely = likely_encoding(sentence.encode(real), written)
        assert likely == (None if written == real else real)


@given(st.text(JAPANESE + HALF_WIDTH + "abc 123\n"), st.sampled_from(["utf-8", "euc_jp", "cp932"]))
def test_what_reads_well_in_the_plans_encoding_is_never_doubted(text: str, written: str) -> None:
    assert likely_encoding(text.encode(written), written) is None


@pytest.mark.parametrize("text", ["ﾃﾞｰﾀﾍﾞｰｽ ｻｰﾊﾞ", "café à côté", "ﾃｽﾄ､ﾃﾞｰﾀ", "°C ± 0.5"])
def test_half_width_kana_and_accents_are_not_taken_for_another_encoding(text: str) -> None:
    for written in ("utf-8", "cp932"):
        assert likely_encoding(text.encode(written, errors="ignore"), written) is None


@given(st.binary(max_size=200), st.sampled_from(ENCODINGS))
def test_no_bytes_are_too_strange_to_be_read(said: bytes, encoding: str) -> None:
    ended = Ended(0, None, said, said, 1, cut=False, timed_out=False)
    server = Server("srv", "192.0.2.1", encoding=encoding)  # type: ignore[arg-type]
    answer = read_as(ended, server, UNIX)
    assert said == b"" or isinstance(answer.out, str)


@given(st.text(st.characters(max_codepoint=127, exclude_characters="\x1b\x0e\x0f")))
def test_plain_ascii_says_nothing_about_its_encoding(text: str) -> None:
    assert {likely_encoding(text.encode(), each) for each in ENCODINGS} == {None}


async def _asked(server: Server, name: str) -> Reading:
    """A reading of one command."""
    asker = Asker(plan_of(server))
    reading = await asker.ask(ProbeCall("ssh", server.id, {"command": name}), 15 * SECOND)
    await asker.close()
    return reading
