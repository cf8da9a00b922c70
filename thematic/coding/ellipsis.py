"""Answers that say yes or no and leave the rest to the question: "Yeah, completely." English only. Pure.

What such an answer is about stands in the question before it. It borrows from there, and its evidence says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum
from typing import TYPE_CHECKING

from thematic.coding.words import spoken
from thematic.language import ENGLISH, spoken_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Unit

__all__ = ["Answer", "answer_of", "borrowing"]

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_YES = frozenset(
    {"yes", "yeah", "yep", "yup", "aye", "definitely", "absolutely", "totally", "completely", "exactly"}
) | {
    *("certainly", "course", "sure", "indeed", "always", "deffo", "massively", "hugely", "loads", "both"),
}
_NO = frozenset({"no", "nope", "nah", "never", "not", "neither", "hardly", "naw", "nae"})
_AROUND = frozenset({"oh", "well", "um", "uh", "er", "erm", "mm", "hmm", "of", "very", "much", "so", "i", "it"}) | {
    *("is", "was", "has", "does", "did", "do", "have", "am", "we", "they", "that", "that's", "it's", "really", "quite"),
    *("a", "the", "to", "at", "all", "for", "me", "all", "every", "time", "week", "day", "like", "you", "know", "yes"),
    *("i'd", "say", "would", "think", "there", "just", "now", "lot", "bit", "one", "way", "too", "same", "again"),
}
_MOST_WORDS = 7


class Answer(Enum):
    """What a bare answer does with its question."""

    AFFIRMS = "affirms"
    DENIES = "denies"


def answer_of(text: str) -> Answer | None:
    """Return what a bare answer does with the question before it, or none where the text says something itself."""
    words = [word.replace("’", "'") for word in _WORD.findall(spoken(text).lower())]
    if not words or len(words) > _MOST_WORDS or not set(words) <= _YES | _NO | _AROUND:
        return None
    if set(words) & _NO:
        return Answer.DENIES
    return Answer.AFFIRMS if set(words) & _YES else None


def borrowing(units: Sequence[Unit]) -> dict[int, Answer]:
    """Return, by position, the units that only answer a question, and how.

    Turns that are a bare answer as a whole, after a turn that ends in a question mark, and the first sentence of each.
    None where another language than English is spoken.
    """
    if spoken_language() != ENGLISH:
        return {}
    said: dict[tuple[str, int], list[str]] = defaultdict(list)
    for unit in units:
        said[unit.transcript, unit.turn].append(unit.text)
    found = {}
    for at, unit in enumerate(units):
        asked = unit.before.rstrip().endswith("?") and unit.sentence in {None, 1}
        if asked and all(answer_of(text) for text in said[unit.transcript, unit.turn]):
            answer = answer_of(unit.text)
            if answer:
                found[at] = answer
    return found
