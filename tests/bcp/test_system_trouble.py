"""What the system says stands in the language of the sentence around it."""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from pathlib import Path

import pytest

from bcp.message import render
from bcp.system_trouble import CUT, reason_of, words_of

# What opening, reading, writing, replacing and listing files can say (open(2), read(2), write(2),
# rename(2), fsync(2)), and what a socket can.
USUAL = (
    *("EPERM", "ENOENT", "EIO", "ENXIO", "EAGAIN", "ENOMEM", "EACCES", "EBUSY", "EEXIST", "EXDEV"),
    *("ENODEV", "ENOTDIR", "EISDIR", "EINVAL", "ENFILE", "EMFILE", "ETXTBSY", "EFBIG", "ENOSPC"),
    *("ESPIPE", "EROFS", "EMLINK", "EPIPE", "ENAMETOOLONG", "ENOTEMPTY", "ELOOP", "EDQUOT"),
    *("ESTALE", "ENOTSUP", "EADDRINUSE", "EADDRNOTAVAIL", "ENETUNREACH", "ENETDOWN"),
    *("EHOSTUNREACH", "ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "ETIMEDOUT"),
)
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.mark.parametrize("name", USUAL)
def test_each_usual_answer_of_the_system_has_words_of_both_languages(name: str) -> None:
    number = getattr(errno, name)
    said = reason_of(OSError(number, os.strerror(number)))
    assert said.code != "system.by_number"
    ja, en = render(said, "ja"), render(said, "en")
    assert not re.search(r"[A-Za-z]", ja) and JAPANESE.search(ja)
    assert not JAPANESE.search(en)


def test_a_number_without_words_is_told_as_a_number() -> None:
    said = reason_of(OSError(98765, "strange words of one system"))
    assert render(said, "ja") == "システムのエラー番号 98765"
    assert render(said, "en") == "the system's error 98765"


def test_numbers_of_other_lists_are_not_taken_for_the_systems() -> None:
    # ssl.SSL_ERROR_SSL is 1, as EPERM is.
    assert words_of(ssl.SSLError(1, "no start line")) == "no start line"
    assert reason_of(ssl.SSLError(1, "no start line")).code == "system.by_kind"
    assert words_of(socket.gaierror(-2, "Name or service not known")) != reason_of(OSError(2, ""))


def test_what_python_raises_itself_has_words_too(tmp_path: Path) -> None:
    assert render(reason_of(IsADirectoryError()), "ja") == "フォルダです"
    with pytest.raises(ValueError, match="null") as found:
        (tmp_path / "a\0b").open()
    assert render(reason_of(found.value), "ja") == "ファイル名として使えません"
    assert words_of(ConnectionResetError()) == CUT()
    assert words_of(ValueError("a library's own words")) == "a library's own words"
