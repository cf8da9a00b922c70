"""How alike two wordings are, and which sentence or turn of a text is most like some words. May hold that alone."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thematic.model import Span, Transcript

__all__ = ["LEAST_LIKE", "Likest", "alike"]

# The share of letters, in order, that two wordings must have in common to be one with small changes.
LEAST_LIKE = 0.7

_WORD = re.compile(r"\w+")
_LONGEST_COMPARED = 4_000
# Letter by letter only those are compared that share the most words: comparing takes time with the square.
_MOST_COMPARED = 8
_WORTH_COMPARING = 0.5


def alike(one: str, two: str) -> float:
    """Return how alike two wordings are, 0..1: difflib's ratio over letters, over words where they are long."""
    if len(one) > _LONGEST_COMPARED or len(two) > _LONGEST_COMPARED:
        return SequenceMatcher(None, one.split(), two.split(), autojunk=False).ratio()
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _WORTH_COMPARING else 0.0


class Likest:
    """The sentences and turns of one text, found by the words they hold."""

    def __init__(self, transcript: Transcript) -> None:
        """Index every sentence and every turn by its words."""
        self._text = transcript.text
        self._spans = [span for turn in transcript.turns for span in dict.fromkeys((*turn.sentences, turn.span))]
        self._sizes: list[int] = []
        self._holders: dict[str, list[int]] = {}
        for number, span in enumerate(self._spans):
            words = _words(self._text[span.start : span.end])
            self._sizes.append(len(words))
            for word in words:
                self._holders.setdefault(word, []).append(number)

    def within(self, part: Span, words: str) -> tuple[float, Span | None]:
        """Return the sentence or turn of a part of the text that is most like `words`, and how alike they are."""
        wanted = _words(words)
        shared = Counter(
            number for word in wanted for number in self._holders.get(word, ()) if part.overlaps(self._spans[number])
        )
        # The share of all words of the two that are in both (Dice).
        ranked = sorted(shared, key=lambda number: (-shared[number] / (len(wanted) + self._sizes[number]), number))
        scored = [(alike(words, self._words_at(number)), -number) for number in ranked[:_MOST_COMPARED]]
        best, number = max(scored, default=(0.0, 1))
        return best, self._spans[-number] if scored else None

    def _words_at(self, number: int) -> str:
        span = self._spans[number]
        return self._text[span.start : span.end]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
