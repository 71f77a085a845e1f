"""A command's bytes as text, and a word of warning where they seem to be written otherwise."""

from __future__ import annotations

import codecs
from dataclasses import replace

from bcp.message import Message, Phrase
from bcp.model import Server
from drills.probes._contract import ShellAnswer
from drills.runtime.masking import PLAIN, masked, masked_bytes
from drills.runtime.ssh_command import KEPT, Ended

OTHER_ENCODING = Phrase(
    "ssh.other_encoding",
    ja="「{server}」の出力は{written}ではなく{likely}のようです。計画のこのサーバに"
    "`encoding: {word}`と書いてください。判定はそのままです。",
    en="the output of {server!r} looks like {likely}, not {written}; write `encoding: {word}` at "
    "this server in the plan. What was judged stays.",
)
NOT_TEXT = Phrase(
    "ssh.not_text",
    ja="「{server}」の出力には{written}として読めない部分があり、「\ufffd」と表示しています。",
    en="part of the output of {server!r} is no text in {written} and is shown as '\ufffd'.",
)
CUT = Phrase(
    "ssh.output_cut",
    ja="「{server}」の出力が多すぎるため、先頭の{kept}バイトだけを残しました。続きは見ていません。",
    en="{server!r} printed too much; only the first {kept} bytes were kept, what came after them "
    "was not looked at.",
)
NO_END = Phrase(
    "ssh.output_without_end",
    ja="「{server}」のコマンドは終わりましたが、出力の終わりは届きませんでした。届いた分だけを見ています。",
    en="the command on {server!r} has ended, but the end of its output did not come; only what "
    "came was looked at.",
)

_NAMES = {
    "utf-8": "UTF-8",
    "iso2022_jp": "ISO-2022-JP (JIS)",
    "euc_jp": "EUC-JP",
    "cp932": "Shift_JIS",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TO_JIS = b"\x1b$"
# Enough to tell; a whole mebibyte of characters would cost tens of them in memory.
_LOOKED_AT = 4096
# Of a Japanese sentence about half is hiragana.
_ENOUGH = 0.2


def answer_of(ended: Ended, server: Server, version: str) -> ShellAnswer:
    """How a command ended, as probes see it; `version` is what its SSH server calls itself.

    What of it is secret is hidden first, so that nobody cuts one in two.
    """
    part = ended.cut or ended.timed_out
    full = max(len(ended.out), len(ended.err)) >= KEPT
    missing = CUT(server=server.id, kept=KEPT) if full else NO_END(server=server.id)
    out, err = (
        _in_whole_characters(masked_bytes(said, cut=part), server.encoding)
        for said in (ended.out, ended.err)
    )
    ended = replace(ended, out=out, err=err)
    return ShellAnswer(
        status=ended.status,
        out=_text(ended.out, server, version),
        err=_text(ended.err, server, version),
        took_us=ended.took_us,
        signal=ended.signal,
        cut=ended.cut,
        timed_out=ended.timed_out,
        note=_note(ended, server) or (missing if ended.cut else None),
    )


def _in_whole_characters(said: bytes, encoding: str) -> bytes:
    """What was hidden at the end may have begun within a character, whose rest says nothing."""
    if not said.endswith(PLAIN):
        return said
    body = said.removesuffix(PLAIN)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    decoder.decode(body)
    rest = decoder.getstate()[0]
    return body[: len(body) - len(rest)] + PLAIN


def likely_encoding(said: bytes, written: str) -> str | None:
    """Another encoding of the plan's words in which `said` reads better, or None.

    Only Japanese gives one away; what is ASCII reads the same in all of them.
    """
    first = next((place for place, byte in enumerate(said) if byte > 127 or byte == 27), 0)
    whole, said = len(said) < first + _LOOKED_AT, said[first : first + _LOOKED_AT]
    if _TO_JIS in said and _decoded(said, "iso2022_jp", whole=whole) is not None:
        return None if written == "iso2022_jp" else "iso2022_jp"
    if said.isascii():
        return None
    texts = {word: _decoded(said, word, whole=whole) for word in ("utf-8", "euc_jp", "cp932")}
    scores = {word: _japanese(text) for word, text in texts.items()}
    best = max(scores, key=lambda word: scores[word])
    if best == written or scores[best] <= max(scores.get(written, 0.0), 0.5):
        return None
    # Half-width kana and accented letters read as kanji in EUC-JP, but hardly ever as hiragana;
    # in UTF-8 nothing reads by chance.
    by_chance = best != "utf-8" and texts.get(written) and _hiragana(texts[best] or "") < _ENOUGH
    return None if by_chance else best


def _note(ended: Ended, server: Server) -> Message | None:
    for said in (ended.out, ended.err):
        if _marked(said):
            continue
        likely = likely_encoding(said, server.encoding)
        if likely:
            return OTHER_ENCODING(
                server=server.id,
                written=_NAMES[server.encoding],
                likely=_NAMES[likely],
                word=likely,
            )
        if _decoded(said, server.encoding, whole=len(said) < KEPT) is None:
            return NOT_TEXT(server=server.id, written=_NAMES[server.encoding])
    return None


def _decoded(said: bytes, encoding: str, *, whole: bool) -> str | None:
    """The text, or None where it is not readable; a part may end within a character."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(said, final=whole)
    except UnicodeDecodeError:
        return None


def _text(said: bytes, server: Server, version: str) -> str:
    marked = _marked(said)
    decoder = codecs.getincrementaldecoder(marked or server.encoding)(errors="replace")
    text = decoder.decode(said, final=len(said) < KEPT)
    # Windows ends its lines otherwise, and a pattern that ends in `$` would never fit.
    return masked(text.replace("\r\n", "\n") if "for_Windows" in version else text)


def _marked(said: bytes) -> str | None:
    """The encoding that the first bytes name (as Windows' tools begin files), or None.

    Other bytes may begin so by chance, and read as rare characters; what a tool prints has ASCII.
    """
    word = next((word for mark, word in _MARKS if said.startswith(mark)), None)
    text = _decoded(said, word, whole=len(said) < KEPT) if word else None
    seen = (text or "")[:_LOOKED_AT]
    return word if sum(each < "\x7f" for each in seen) > len(seen) * _ENOUGH else None


def _hiragana(text: str) -> float:
    """How much of what is not ASCII is hiragana, from 0 to 1."""
    beyond = [each for each in text if each > "\x7f"]
    return sum("\u3041" <= each <= "\u3093" for each in beyond) / len(beyond) if beyond else 0.0


def _japanese(text: str | None) -> float:
    """How much of what is not ASCII is ordinary Japanese, from 0 to 1; -1 where unreadable.

    Half-width kana do not count: EUC-JP read as Shift_JIS is full of them.
    """
    if text is None:
        return -1.0
    beyond = [each for each in text if each > "\x7f"]
    usual = sum("\u3000" <= each <= "\u9fff" or "\uff01" <= each <= "\uff5e" for each in beyond)
    return usual / len(beyond) if beyond else 0.0
