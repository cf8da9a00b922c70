"""Words of one segment, each with its own speaker, to stretches of one speaker. May hold how words are found in text.

WhisperX gives a segment to whoever says most of it, and says of every word who said that one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Word", "stretches"]


class Word(NamedTuple):
    """One word, when it is said, and by whom, where that is known."""

    text: str
    start: float | None
    end: float | None
    speaker: str | None


def stretches(text: str, words: Sequence[Word]) -> list[Word] | None:
    """Return the parts of `text` that one speaker says without a break, or none where it is not made of the words.

    A word that names nobody belongs to the speaker before.
    """
    if "".join(_bare(word.text) for word in words) != _bare(text):
        return None
    return list(_parts(text, words))


def _parts(text: str, words: Sequence[Word]) -> Iterator[Word]:
    # Where every letter ends that is no white space.
    ends = [place for place, letter in enumerate(text, 1) if not letter.isspace()]
    begun = count = 0
    for speaker, group in itertools.groupby(_all_named(words), key=lambda word: word.speaker):
        said = list(group)
        count += sum(len(_bare(word.text)) for word in said)
        end = ends[count - 1] if count else 0
        yield Word(text[begun:end], said[0].start, said[-1].end, speaker)
        begun = end


def _all_named(words: Sequence[Word]) -> Iterator[Word]:
    speaker = next((word.speaker for word in words if word.speaker), None)
    for word in words:
        speaker = word.speaker or speaker
        yield word._replace(speaker=speaker)


def _bare(text: str) -> str:
    return "".join(text.split())
