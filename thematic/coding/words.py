"""Texts to the words that the signals work on: spaCy documents whose lemmas do not depend on capitals. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from thematic.language import pipeline, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["docs", "is_content", "word_lemmas"]

# What people say to show that they listen or think: in no list of stop-words, and no matter.
_NOISES = frozenset({"ah", "aye", "eh", "er", "erm", "hm", "hmm", "huh", "mhm", "mm", "mmm", "oh", "ok", "okay"}) | {
    *("ooh", "right", "uh", "um", "yeah", "yep", "yes")
}


def docs(texts: Iterable[str]) -> Iterator[Any]:
    """Yield a spaCy `Doc` for each text, with the lemma of "Walking" the same as that of "walking"."""
    for doc in read(texts):
        for token in doc:
            lemma = _lemma(token.norm_)
            if lemma != token.lemma_:
                token.lemma_ = lemma
        yield doc


def word_lemmas(doc: Any) -> list[str]:  # noqa: ANN401  spaCy has no types
    """Return the lemmas of the words of `doc` in order, numbers and punctuation left out."""
    return [token.lemma_ for token in doc if any(map(str.isalpha, token.text))]


def is_content(lemma: str) -> bool:
    """Whether a word carries meaning of its own: no stop-word, no noise, no remainder of a contraction."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return lemma not in STOP_WORDS and lemma not in _NOISES and not lemma.startswith(("'", "’"))


def _lemma(norm: str) -> str:
    lower = norm.lower()
    return str(_table().get(lower, lower))


@cache
def _table() -> Any:  # noqa: ANN401
    return pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_lookup")
