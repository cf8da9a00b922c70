"""What the signals work on: the distinct texts to judge and the codebook's own, read and encoded once. Pure.

Everything here is ordered by the texts themselves, so that neither the order of transcripts nor of units matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.bank import Lesson, lessons, prompts
from thematic.coding.exclusion import clauses
from thematic.coding.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thematic.coding.cues import Hit
    from thematic.coding.reader import Reader
    from thematic.model import Codebook, Encoder, Vectors

__all__ = ["Material", "gather"]


@dataclass(frozen=True, slots=True)
class Material:
    """Texts, words, cues and vectors, row by row.

    Attributes:
        texts: the distinct texts, sorted; the background sentences among them are what nothing looks like.
        words: the lemmas of each text, names and stage directions left out here and below.
        hits: the cues in each text, those in stage directions left out.
        names: people's names and the like in the example sentences, in small letters.
        reader: what read the texts.
        vectors: shape (texts, dimensions); none without an encoder, and likewise the three below.
        lessons: the codebook's example sentences, and the background.
        prompts: for each code, what describes it; `exclusions` what it excludes, clause by clause.
    """

    codebook: Codebook
    texts: tuple[str, ...]
    words: tuple[list[str], ...]
    hits: tuple[tuple[Hit, ...], ...]
    lessons: tuple[Lesson, ...]
    lesson_words: tuple[list[str], ...]
    prompts: tuple[tuple[str, ...], ...]
    prompt_words: tuple[tuple[list[str], ...], ...]
    exclusions: tuple[tuple[str, ...], ...]
    names: frozenset[str]
    reader: Reader
    vectors: Vectors | None = None
    lesson_vectors: Vectors | None = None
    prompt_vectors: tuple[Vectors, ...] | None = None
    exclusion_vectors: tuple[Vectors, ...] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """How many texts and codes there are."""
        return len(self.texts), len(self.codebook.codes)


def gather(
    texts: Iterable[str], codebook: Codebook, encoder: Encoder | None, background: Sequence[str], reader: Reader
) -> Material:
    """Read every text once, and encode it where there is an encoder."""
    distinct = tuple(sorted({*texts, *background}))
    taught = lessons(codebook, background)
    described = tuple(prompts(code) for code in codebook.codes)
    exclusions, first = tuple(clauses(code) for code in codebook.codes), 2 + len(codebook.codes)
    names = reader.names([one.text for one in taught], [text for texts in described for text in texts])
    words, hits = [], []
    for read in reader.read(distinct):
        words.append(read.lemmas(names))
        hits.append(read.hits)
    own = [tuple(map(spoken, distinct)), tuple(lesson.text for lesson in taught)]
    vectors = _vectors(encoder, [*own, *described, *exclusions])
    return Material(
        codebook=codebook,
        texts=distinct,
        words=tuple(words),
        hits=tuple(hits),
        lessons=taught,
        lesson_words=_lemmas(reader, [one.text for one in taught], names),
        prompts=described,
        prompt_words=tuple(_lemmas(reader, texts, names) for texts in described),
        exclusions=exclusions,
        names=names,
        reader=reader,
        vectors=vectors[0] if vectors else None,
        lesson_vectors=vectors[1] if vectors else None,
        prompt_vectors=vectors[2:first] if vectors else None,
        exclusion_vectors=vectors[first:] if vectors else None,
    )


def _lemmas(reader: Reader, texts: Sequence[str], names: frozenset[str]) -> tuple[list[str], ...]:
    return tuple(read.lemmas(names) for read in reader.read(texts))


def _vectors(encoder: Encoder | None, groups: Sequence[tuple[str, ...]]) -> tuple[Vectors, ...] | None:
    if encoder is None:
        return None
    # One call, so that progress runs once and batches are full.
    everything = encoder.encode([text for group in groups for text in group])
    ends, start = [], 0
    for group in groups:
        ends.append(everything[start : start + len(group)])
        start += len(group)
    return tuple(ends)
