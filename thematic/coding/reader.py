"""Texts to the words said in them and the cues they hold, each text read once and never again where it is kept. Pure.

What a text says does not depend on the texts beside it, so that what was read can be kept by the hash of the text.
"""

from __future__ import annotations

import itertools
import json
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from thematic.coding.cues import CueMatcher, Hit, patterns_of
from thematic.coding.words import docs, names_in, said, spoken
from thematic.language import spoken_language
from thematic.model import Span
from thematic.text import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from thematic.model import Codebook
    from thematic.suggester import TextCache

__all__ = ["ReadText", "Reader", "Word"]

_MAKER = "words"
# Changes whenever the same text could be read otherwise.
_VERSION = 1
_CHUNK = 1_000


class Word(NamedTuple):
    """A word that somebody said: its lemma, and where it stands in its text."""

    lemma: str
    start: int
    end: int


class ReadText(NamedTuple):
    """The words said in one text, in order, and the cues in it; nothing of its stage directions."""

    text: str
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]

    def lemmas(self, names: frozenset[str]) -> list[str]:
        """Return the lemmas of the words, `names` (in small letters) left out."""
        return [word.lemma for word in self.without(names)]

    def without(self, names: frozenset[str]) -> list[Word]:
        """Return the words that are none of `names`."""
        return [word for word in self.words if self.text[word.start : word.end].lower() not in names]


class Reader:
    """Reads texts for one codebook, in the language spoken here."""

    def __init__(self, codebook: Codebook, kept: TextCache | None = None) -> None:
        """Read nothing yet. `kept` holds what was read before, by whoever read the same way."""
        self._codebook, self._kept = codebook, kept

    @cached_property
    def _way(self) -> str:
        way = [_VERSION, version("spacy"), spoken_language(), patterns_of(self._codebook)]
        return sha256(json.dumps(way))

    @cached_property
    def _matcher(self) -> CueMatcher:
        return CueMatcher(self._codebook)

    def read(self, texts: Iterable[str]) -> Iterator[ReadText]:
        """Yield each text as it was read, in order."""
        waiting = iter(texts)
        while chunk := list(itertools.islice(waiting, _CHUNK)):
            yield from self._read(chunk)

    def names(self, taught: Sequence[str], described: Sequence[str]) -> frozenset[str]:
        """Return the names in the sentences that teach, in small letters.

        A definition names nobody: what it writes ("the Men's Shed") is the code's matter, capital or not.
        """
        [found] = self._remembered([json.dumps([taught, described])], lambda _: [_names(taught, described)])
        return frozenset(json.loads(found))

    def _read(self, texts: Sequence[str]) -> Iterator[ReadText]:
        return map(_unpacked, texts, self._remembered(texts, self._packed))

    def _remembered(self, texts: Sequence[str], make: Callable[[Sequence[str]], Iterable[bytes]]) -> list[bytes]:
        keys = [sha256(text) for text in texts]
        found = dict(self._kept.known(_MAKER, self._way, sorted(set(keys)))) if self._kept else {}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        made = dict(zip(missing, make(list(missing.values())), strict=True)) if missing else {}
        if made and self._kept:
            self._kept.remember(_MAKER, self._way, made)
        found.update(made)
        return [found[key] for key in keys]

    def _packed(self, texts: Sequence[str]) -> Iterator[bytes]:
        for doc in docs(texts):
            left = spoken(doc.text)
            words = [(token.lemma_, token.idx, token.idx + len(token.text)) for token in said(doc)]
            hits = (hit for hit in self._matcher.hits(doc) if left[hit.span.start : hit.span.end].strip())
            yield json.dumps([words, [_flat(hit) for hit in hits]]).encode()


def _names(taught: Sequence[str], described: Sequence[str]) -> bytes:
    own = {token.lower_ for doc in docs(described) for token in doc}
    return json.dumps(sorted(names_in(docs(taught)) - own)).encode()


def _flat(hit: Hit) -> tuple[int, int, int, str, bool, bool]:
    return hit.code, hit.span.start, hit.span.end, hit.cue, hit.counter, hit.negated


def _unpacked(text: str, packed: bytes) -> ReadText:
    words, hits = json.loads(packed)
    return ReadText(
        text,
        tuple(itertools.starmap(Word, words)),
        tuple(Hit(code, Span(start, end), cue, *kind) for code, start, end, cue, *kind in hits),
    )
