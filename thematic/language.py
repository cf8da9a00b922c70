"""English, through one small spaCy pipeline: sentences, tokens and lemmas. No model, nothing to download.

`blank("en")` with a sentencizer and lookup lemmas reads some 400,000 words a second. spaCy is imported on first use.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING, Any

from thematic.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["lemmas", "pipeline", "read", "read_without_lemmas", "sentence_spans"]

_OPENING = "([{<“‘«"


@cache
def pipeline() -> Any:
    """Return the shared spaCy `Language`: tokenizer, sentencizer, lookup lemmatizer."""
    import spacy

    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    language.add_pipe("lemmatizer", config={"mode": "lookup"})
    language.initialize()
    # A turn may be long, and nothing here needs memory in proportion to anything but the turn.
    language.max_length = 20_000_000
    return language


def read(texts: Iterable[str]) -> Iterator[Any]:
    """Yield a spaCy `Doc` for each text, with sentences and lemmas."""
    yield from pipeline().pipe(texts)


def read_without_lemmas(texts: Iterable[str]) -> Iterator[Any]:
    """Yield the same without lemmas, in half the time: for who makes their own."""
    yield from pipeline().pipe(texts, disable=["lemmatizer"])


def lemmas(texts: Sequence[str]) -> list[list[str]]:
    """Return the lower-cased lemmas of the words of each text, punctuation and numbers left out."""
    # The lemma tables know small letters only.
    docs = read(text.lower() for text in texts)
    return [[token.lemma_.lower() for token in doc if token.is_alpha or "'" in token.text] for doc in docs]


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
