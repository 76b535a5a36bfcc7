"""What counts as the same characters when names are searched; folded text is never shown.

Width, case, ligatures and hyphens are folded by NFKC (through jaconv), katakana to hiragana. A name
is then a row of runs of one script: Latin words and numbers, which are compared as words, and runs
of kanji or kana, which have no spaces between words and are compared by pairs of characters
(bigrams): SQLite's trigram search finds no word of two characters, and most words here have two.
"""

import re
from collections.abc import Collection, Iterator

import jaconv
from ja_itaiji import Itaiji

_RUN = re.compile(r"[a-z0-9]+|[ァ-ヺー]+|[ぁ-ゖー]+|[^\W_a-z0-9ぁ-ヺー]+")
SHORTEST_STEM = 4
"""Letters that a word of a name needs to stand for a longer word asked for (network, networks)."""


def fold(text: str) -> tuple[str, ...]:
    """Give the runs of a text: ``ＡＩ・データの活用`` gives ai, でーた, の, 活用."""
    runs: list[str] = _RUN.findall(jaconv.normalize(text).casefold())
    return tuple(jaconv.kata2hira(run) for run in runs)


def is_word(run: str) -> bool:
    """Say whether a run is a Latin word or a number."""
    return run.isascii()


def pairs(run: str) -> list[str]:
    """Give the bigrams of a Japanese run; of one character, that."""
    return [run[at : at + 2] for at in range(max(1, len(run) - 1))]


def keys_of_name(runs: Collection[str]) -> Iterator[str]:
    """Give what a name is filed under: the beginnings of its words, one and two characters."""
    for run in runs:
        if is_word(run):
            yield from (run[:length] for length in range(1, len(run) + 1))
        else:
            yield from run
            yield from pairs(run)


def keys_of_query(runs: Collection[str]) -> Iterator[str]:
    """Give what to look up for a query: every name that can match is filed under one of them."""
    for run in runs:
        if is_word(run):
            yield from (run[:length] for length in range(SHORTEST_STEM, len(run)))
            yield run
        else:
            yield from pairs(run)


def known_variants(text: str, known: Collection[str]) -> str:
    """Write kanji that no name holds as a variant that one does: 強靭化 as 強靱化 (ja-itaiji)."""
    return "".join(
        character
        if character in known
        else next((v for v in Itaiji.get_family(character) if v in known), character)
        for character in text
    )
