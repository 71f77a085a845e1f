"""Is it UTF-8? Office editors in Japan still save Shift_JIS, so say what it looks like instead."""

from __future__ import annotations

from bcp.message import Phrase
from bcp.refused import Place, Refusal

NOT_UTF8 = Phrase(
    "encoding.not_utf8",
    ja="このファイルはUTF-8ではありません（{looks}のようです）。",
    en="this file is not UTF-8 (it looks like {looks}).",
)
BROKEN_UTF8 = Phrase(
    "encoding.broken_utf8",
    ja="このファイルはUTF-8として読めない文字を含んでいます。",
    en="this file holds bytes that are not UTF-8.",
)
SAVE_AS_UTF8 = Phrase(
    "encoding.save_as_utf8",
    ja="エディタの「名前を付けて保存」で文字コードに「UTF-8」を選んで保存し直してください。",
    en='Save it again in the editor with "Save as…", encoding UTF-8.',
)

# EUC-JP comes first: text in it often also decodes as Shift_JIS (half-width kana), hardly ever
# the other way round.
_CANDIDATES = (("euc_jp", "EUC-JP"), ("cp932", "Shift_JIS"))
# The codec takes these bytes for single letters, which nobody types.
_UNTYPED = frozenset("\x80\xa0\uf8f1\uf8f2\uf8f3")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ISO2022_JP = (b"\x1b$B", b"\x1b$@", b"\x1b(J")


def decoded(raw: bytes, file: str) -> str | Refusal:
    """The text in `raw`, or why it cannot be read as UTF-8, at the first byte that is not."""
    if raw.startswith(_UTF16):
        return _refused(Place(file, 1, 1), "UTF-16")
    old = min((raw.find(mark) for mark in _ISO2022_JP if mark in raw), default=-1)
    if old >= 0:
        return _refused(_place(raw, old, file), "ISO-2022-JP")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        # The error counts from behind the byte order mark where there is one.
        skipped = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
        return _refused(_place(raw, trouble.start + skipped, file), _looks_like(raw))


def _looks_like(raw: bytes) -> str | None:
    for codec, name in _CANDIDATES:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if _UNTYPED.isdisjoint(text):
            return name
    return None


def _place(raw: bytes, offset: int, file: str) -> Place:
    line = raw.count(b"\n", 0, offset) + 1
    before = raw[raw.rfind(b"\n", 0, offset) + 1 : offset]
    return Place(file, line, len(before.decode("utf-8-sig", "replace")) + 1)


def _refused(place: Place, looks: str | None) -> Refusal:
    what = NOT_UTF8(looks=looks) if looks else BROKEN_UTF8()
    return Refusal(place, what, SAVE_AS_UTF8())
