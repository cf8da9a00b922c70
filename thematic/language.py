"""The language of a study, read by spaCy's rules for it: sentences, words and lemmas. No model, nothing to download.

Every text is read in the language that is spoken where it is read (`speaking`), English unless a study says otherwise:
an open study speaks its own. spaCy is imported on first use.
"""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from thematic.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = [
    "ENGLISH",
    "is_known",
    "lemmas",
    "lemmatiser",
    "pipeline",
    "read",
    "sentence_spans",
    "speaking",
    "spoken_language",
    "stop_words",
]

ENGLISH = "en"
_OPENING = "([{<“‘«"

_spoken: ContextVar[Callable[[], str]] = ContextVar("language", default=lambda: ENGLISH)


@contextmanager
def speaking(language: Callable[[], str]) -> Iterator[None]:
    """Read every text inside in a language, asked for by its ISO 639-1 code when the first text is read."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_language() -> str:
    """Return the code of the language that is spoken here."""
    return _spoken.get()()


def is_known(language: str) -> bool:
    """Tell whether texts can be read in a language: spaCy has rules for it that need no other program."""
    if not (language.isascii() and language.isalpha()):
        return False
    try:
        _pipeline(language)
    except (ImportError, ValueError, OSError):
        return False
    return True


def pipeline() -> Any:
    """Return the shared spaCy `Language` of what is spoken here: tokenizer and sentencizer."""
    return _pipeline(spoken_language())


@cache
def _pipeline(language: str) -> Any:
    import spacy

    made = spacy.blank(language)
    made.add_pipe("sentencizer")
    # A turn may be long, and nothing here needs memory in proportion to anything but the turn.
    made.max_length = 20_000_000
    return made


def read(texts: Iterable[str]) -> Iterator[Any]:
    """Yield a spaCy `Doc` for each text, with sentences; lemmas are the caller's to set, from `lemma`."""
    yield from pipeline().pipe(texts)


def lemmatiser() -> Callable[[str], str]:
    """Return what gives a word's dictionary form in small letters; the word itself where no table knows it."""
    return partial(_lemma, spoken_language())


@lru_cache(maxsize=100_000)
def _lemma(language: str, word: str) -> str:
    table, lower = _table(language), word.lower()
    if language == ENGLISH:
        return str(table.get(lower, lower))
    # Some languages write nouns with a capital, and their tables too.
    return str(table.get(lower) or table.get(lower.capitalize()) or lower).lower()


@cache
def _table(language: str) -> Any:
    from spacy.lookups import load_lookups

    lookups = load_lookups(language, ["lemma_lookup"], strict=False)
    return lookups.get_table("lemma_lookup") if lookups.has_table("lemma_lookup") else {}


def stop_words() -> frozenset[str]:
    """Return the words of the language spoken here that are everybody's, in small letters."""
    return frozenset(pipeline().Defaults.stop_words)


def lemmas(texts: Sequence[str]) -> list[list[str]]:
    """Return the lower-cased lemmas of the words of each text, punctuation and numbers left out."""
    # The tokenizer keeps some words together by their small letters only.
    docs, lemma = read(text.lower() for text in texts), lemmatiser()
    return [[lemma(token.text) for token in doc if token.is_alpha or "'" in token.text] for doc in docs]


def sentence_spans(texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """Return the sentences of each text as spans of that text, in order, white space trimmed.

    A sentence never crosses a line feed; every character that is not white space lies in exactly one sentence.
    """
    lines = [_lines(text) for text in texts]
    docs = read(text[start:end] for text, spans in zip(texts, lines, strict=True) for start, end in spans)
    return [
        tuple(span for start, end in spans for span in _in_line(text, start, end, _starts(next(docs))))
        for text, spans in zip(texts, lines, strict=True)
    ]


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _starts(doc: Any) -> list[int]:
    return [sentence.start_char for sentence in doc.sents]


def _in_line(text: str, start: int, end: int, starts: list[int]) -> Iterator[Span]:
    # The sentencizer leaves "[" of "It was. [laughs] Then" with the sentence before: hand it on to the next.
    edges = [start, *(_before_opening(text, start + offset) for offset in starts[1:]), end]
    for left, right in itertools.pairwise(edges):
        words = text[left:right]
        if words.strip():
            begin = left + len(words) - len(words.lstrip())
            yield Span(begin, begin + len(words.strip()))


def _before_opening(text: str, edge: int) -> int:
    while edge > 1 and (text[edge - 1] in _OPENING or _is_opening_quote(text, edge - 1)):
        edge -= 1
    return edge


def _is_opening_quote(text: str, at: int) -> bool:
    return text[at] in "\"'" and text[at - 1].isspace()
