"""The command line, with help and errors in the language of the person who types."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from bcp.message import Language, Message, Phrase, render
from drills.errors import Refusal

USAGE = Phrase("cli.usage", ja="使い方: ", en="usage: ")
WORDS = Phrase("cli.words", ja="引数", en="arguments")
OPTIONS = Phrase("cli.options", ja="オプション", en="options")
HELP = Phrase("cli.help", ja="この説明を表示します", en="show this help")
LANG = Phrase("cli.lang", ja="表示する言語（ja または en）", en="the language: ja or en")
RUNS = Phrase(
    "cli.runs",
    ja="訓練の記録を置くフォルダ（省略時は ./runs）",
    en="the folder of the drills' records (./runs if not given)",
)
SEE_HELP = Phrase(
    "cli.see_help",
    ja="{what}「{prog} --help」で使い方を確かめてください。",
    en="{what} See {prog} --help.",
)
MISSING = Phrase("cli.missing", ja="{names} が指定されていません。", en="{names} must be given.")
UNKNOWN = Phrase("cli.unknown", ja="「{words}」は分かりません。", en="Nobody here knows {words!r}.")
NOT_A_CHOICE = Phrase(
    "cli.not_a_choice",
    ja="{name} に「{given}」は指定できません。指定できるのは {choices} です。",
    en="{name} cannot be {given!r}. It can be {choices}.",
)
NO_VALUE = Phrase("cli.no_value", ja="{name} に値が要ります。", en="{name} wants a value.")
NOT_UNDERSTOOD = Phrase(
    "cli.not_understood",
    ja="コマンドの書き方を理解できません（{reason}）。",
    en="The command line is not understood ({reason}).",
)

# What argparse says, which it says in English only, and what we say instead.
_SAID: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Message]], ...] = (
    (
        re.compile(r"the following arguments are required: (.*)", re.DOTALL),
        lambda found: MISSING(names=found[1]),
    ),
    (
        re.compile(r"unrecognized arguments: (.*)", re.DOTALL),
        lambda found: UNKNOWN(words=found[1]),
    ),
    (
        re.compile(r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)", re.DOTALL),
        lambda found: NOT_A_CHOICE(
            name=found[1], given=found[2], choices=found[3].replace("'", "")
        ),
    ),
    (
        re.compile(r"argument (.*?): expected (?:one|at least one) argument", re.DOTALL),
        lambda found: NO_VALUE(name=found[1]),
    ),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses in two languages and never ends the process."""

    def __init__(self, prog: str, about: Phrase, lang: Language) -> None:
        super().__init__(
            prog=prog,
            description=render(about(), lang),
            add_help=False,
            allow_abbrev=False,
            formatter_class=_formatter(lang),
        )
        self._lang: Language = lang
        self._words = self.add_argument_group(render(WORDS(), lang))
        self._choices = self.add_argument_group(render(OPTIONS(), lang))
        self.option("-h", "--help", HELP, action="help")
        self.option("--lang", LANG, choices=("ja", "en"))
        self.option("--runs", RUNS, type=Path, default=Path("runs"), metavar="DIR")

    def word(self, name: str, meaning: Phrase | Message, **rest: Any) -> None:
        """Declare a positional argument."""
        said = meaning if isinstance(meaning, Message) else meaning()
        self._words.add_argument(name, help=render(said, self._lang), **rest)

    def option(self, *names: Any, **rest: Any) -> None:
        """Declare an option: its names, then what it means."""
        *flags, meaning = names
        said = meaning if isinstance(meaning, Message) else meaning()
        self._choices.add_argument(*flags, help=render(said, self._lang), **rest)

    def error(self, message: str) -> NoReturn:
        """Refuse the command line. Raises `Refusal`."""
        for pattern, said in _SAID:
            found = pattern.fullmatch(message)
            if found:
                raise Refusal(SEE_HELP(what=said(found), prog=self.prog))
        raise Refusal(SEE_HELP(what=NOT_UNDERSTOOD(reason=message), prog=self.prog))


def _formatter(lang: Language) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Any,
            groups: Any,
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, prefix or render(USAGE(), lang))

    return Formatter


def asked_language(words: Sequence[str]) -> Language | None:
    """Find ``--lang`` before anything else is understood, so that even errors speak it."""
    for n, word in enumerate(words):
        said = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and n + 1 < len(words):
            said = words[n + 1]
        if said == "ja":
            return "ja"
        if said == "en":
            return "en"
    return None


def split(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Find the command among the words; options that all commands share may stand before it."""
    takes_value = ("--lang", "--runs")
    n = 0
    while n < len(words):
        if not words[n].startswith("-"):
            return words[n], [*words[:n], *words[n + 1 :]]
        n += 2 if words[n] in takes_value else 1
    return None, list(words)
