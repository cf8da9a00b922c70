"""Texts to the words that the signals work on: those spoken, with lemmas that do not depend on capitals. Pure.

What a transcriber put into brackets nobody said, and a name says who, not what: neither makes two texts alike.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from thematic.language import ENGLISH, lemmatiser, read, spoken_language, stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["common_share", "content", "docs", "names_in", "said", "spoken"]

# What people say to show that they listen or think: in no list of stop-words, and no matter.
_NOISES = frozenset({"ah", "aye", "eh", "er", "erm", "hm", "hmm", "huh", "mhm", "mm", "mmm", "oh", "ok", "okay"}) | {
    *("ooh", "right", "uh", "um", "yeah", "yep", "yes")
}
# What carries no meaning in talk, though some lists of stop-words leave it out.
_FILLERS = frozenset({"actually", "bit", "come", "get", "go", "gonna", "guess", "kind", "know", "like", "lot"}) | {
    *("maybe", "mean", "really", "round", "say", "sort", "stuff", "suppose", "tell", "thing", "think", "thought"),
    *("till", "wanna", "want", "way", "anybody", "everybody", "nobody", "somebody"),
}
# [laughs], [laughing at the kettle]; (pause), (laughs softly). Longer asides in round brackets are speech.
_STAGE = re.compile(r"\[[^\[\]]*\]|\([^()\s]{1,30}(?:\s[^()\s]{1,30})?\)")
# After these a capital letter begins a sentence, or what reads as one.
_BEFORE_A_START = frozenset("\"'“”‘’:([")

_CALENDAR = frozenset(
    calendar.casefold()
    for calendar in (
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December", "Christmas", "Easter", "Eid"),
    )
)


def docs(texts: Iterable[str]) -> Iterator[Any]:
    """Yield a spaCy `Doc` for each text, with the lemma of "Walking" the same as that of "walking"."""
    lemma = lemmatiser()
    for doc in read(texts):
        for token in doc:
            token.lemma_ = lemma(token.norm_)
        yield doc


def spoken(text: str) -> str:
    """Return `text`, as long as it was, with spaces in place of stage directions: `[laughs]`, `(pause)`."""
    return _STAGE.sub(lambda found: " " * len(found[0]), text)


def said(doc: Any) -> list[Any]:
    """Return the tokens of `doc`, from `docs`, that are words somebody said, in order; no stage directions."""
    left = spoken(doc.text)
    return [token for token in doc if any(map(str.isalpha, token.text)) and not left[token.idx].isspace()]


def content(lemmas: Iterable[str]) -> list[str]:
    """Return the lemmas that carry meaning of their own: no stop-word, filler or noise, no remainder ("'ve")."""
    trivial = _trivial(spoken_language())
    return [lemma for lemma in lemmas if lemma not in trivial and not lemma.startswith(("'", "’"))]


def names_in(texts: Iterable[Any]) -> frozenset[str]:
    """Return, in small letters, the words that are mostly written with a capital where no sentence begins; never "I".

    Names of people, mostly, with those of places; days and months stay, for a week's shape is told in them.
    """
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for doc in texts:
        for sentence in doc.sents:
            for token in _inside(sentence):
                seen[token.lower_] += 1
                capital[token.lower_] += token.is_title and len(token) > 1
    return frozenset(word for word, count in capital.items() if 2 * count > seen[word] and word not in _CALENDAR)


def _inside(sentence: Any) -> Iterator[Any]:
    """Yield the words of a sentence but for those that begin it, or speech within it."""
    begun, before = False, ""
    for token in sentence:
        if begun and token.is_alpha and before not in _BEFORE_A_START:
            yield token
        begun, before = begun or token.is_alpha, token.text


@cache
def _trivial(language: str) -> frozenset[str]:
    words = stop_words() | (_FILLERS | _NOISES if language == ENGLISH else frozenset())
    return frozenset(words | set(map(lemmatiser(), words)))


def common_share(some: Iterable[str], others: Iterable[str]) -> float:
    """Return how many content words two lists of lemmas share, 0..1: the cosine of the sets (Ochiai's coefficient)."""
    one, other = set(content(some)), set(content(others))
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0
