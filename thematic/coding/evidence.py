"""Why a unit is suggested for a code, and what speaks against it: always the codebook's words, with places. Pure."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from thematic.coding.cues import cue_weights
from thematic.coding.exclusion import named_in
from thematic.coding.words import common_share, content
from thematic.model import Evidence, EvidenceKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.bank import Lesson
    from thematic.coding.cues import Hit
    from thematic.coding.material import Material
    from thematic.coding.scores import Scores
    from thematic.model import Unit

__all__ = ["Explainer"]

_MOST_WORDS = 3
# A near miss counts against where it is at least nearly as near as the nearest example.
_NEARLY = 0.9
# A rival code is close where its score is at most this much lower.
_CLOSE = 0.05
_DECIMALS = 4
_ASKED = Evidence(EvidenceKind.QUESTION, "what is meant stands in the question before; this only answers it", None, 1.0)


class _Word(NamedTuple):
    written: str
    weight: float


class _Places:
    """Where a codebook's sentences stand among its lessons, by code and kind."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        self._lessons = lessons
        self._rows: dict[tuple[int, EvidenceKind], list[int]] = {}
        for row, lesson in enumerate(lessons):
            for code in lesson.not_codes if lesson.kind is EvidenceKind.AGAINST else lesson.codes:
                self._rows.setdefault((code, lesson.kind), []).append(row)

    def nearest(self, near: NDArray[np.float64], code: int, kind: EvidenceKind) -> Evidence | None:
        """Return the first of the nearest sentences of a kind that a code has, none where it has none of it."""
        rows = self._rows.get((code, kind))
        if not rows:
            return None
        best = rows[int(near[rows].argmax())]
        return Evidence(kind, self._lessons[best].text, None, round(min(1.0, max(0.0, float(near[best]))), _DECIMALS))


class Explainer:
    """Gives the evidence for any unit and code of one set of scores."""

    def __init__(self, scores: Scores) -> None:
        """Prepare what all explanations share."""
        self._scores = scores
        self._material = scores.material
        self._cues = cue_weights(self._material.hits, self._material.shape[1])
        self._words = _word_weights(self._material)
        self._places = _Places(self._material.lessons)

    def evidence(self, unit: int, code: int) -> tuple[Evidence, ...]:
        """Return the evidence at these positions of units and codes, in the order of `EvidenceKind`.

        Spans are the transcript's. Strengths: of a cue, how informative it is among all cues found; of a word, the
        same among the code's words; of examples and near misses, the cosine (without an encoder, the share of common
        words); of a rival code, its score for this unit.
        """
        borrowed = unit in self._scores.borrowed
        found = [*self._cue_evidence(unit, code), *self._taught(unit, code)]
        found += [_ASKED] if borrowed else self._word_evidence(unit, code)
        found += self._rivals(unit, code)
        order = list(EvidenceKind)
        return tuple(sorted(found, key=lambda evidence: order.index(evidence.kind)))

    def _cue_evidence(self, unit: int, code: int) -> Iterator[Evidence]:
        most = max(self._cues.values(), default=1.0)
        for hit in self._material.hits[self._scores.rows[unit]]:
            if hit.code == code:
                borrowed = unit in self._scores.borrowed
                span = None if borrowed else _within(self._scores.units[unit], hit.span)
                yield Evidence(_kind(hit), hit.cue, span, round(self._cues[hit.cue] / most, _DECIMALS))

    def _word_evidence(self, unit: int, code: int) -> list[Evidence]:
        words = self._words[code]
        most = max((word.weight for word in words.values()), default=1.0)
        judged = self._scores.units[unit]
        found: dict[str, Evidence] = {}
        for said in next(self._material.reader.read([judged.text])).without(self._material.names):
            word = words.get(said.lemma)
            if word and said.lemma not in found:
                span = _within(judged, Span(said.start, said.end))
                strength = round(word.weight / most, _DECIMALS)
                found[said.lemma] = Evidence(EvidenceKind.WORDS, word.written, span, strength)
        return sorted(found.values(), key=lambda evidence: -evidence.strength)[:_MOST_WORDS]

    def _taught(self, unit: int, code: int) -> Iterator[Evidence]:
        near = self._nearness(unit)
        example = self._places.nearest(near, code, EvidenceKind.EXAMPLE)
        counter = self._counter_example(unit, code, near)
        miss = self._places.nearest(near, code, EvidenceKind.AGAINST)
        if example:
            yield example
        floor = example.strength if example else 0.0
        if counter and (counter.strength > floor or self._reads_absent(unit, code)):
            yield counter
        if miss and miss.strength > 0 and miss.strength >= _NEARLY * floor:
            yield self._named(miss)
        beyond = self._excluded(unit, code)
        if beyond and beyond.strength > 0 and beyond.strength >= _NEARLY * floor:
            yield beyond

    def _reads_absent(self, unit: int, code: int) -> bool:
        """Whether the unit may be a negative case by how it reads, so that no cue says why."""
        cued = any(hit.code == code for hit in self._material.hits[self._scores.rows[unit]])
        return bool(self._scores.negative[unit, code]) and not cued

    def _counter_example(self, unit: int, code: int, near: NDArray[np.float64]) -> Evidence | None:
        """Return the code's nearest counter-example, else the nearest of another code if the unit reads as absent.

        One that has nothing in common with the unit is no reason, and left out.
        """
        kind = EvidenceKind.COUNTER_EXAMPLE
        own = self._places.nearest(near, code, kind)
        if own and own.strength > 0:
            return own
        if not self._reads_absent(unit, code):
            return None
        places = range(len(self._scores.codes))
        others = [(found, other) for other in places if (found := self._places.nearest(near, other, kind))]
        found, other = max(others, key=lambda pair: pair[0].strength, default=(None, code))
        return replace(found, code=self._scores.codes[other]) if found and found.strength > 0 else None

    def _excluded(self, unit: int, code: int) -> Evidence | None:
        """Return the nearest thing that the code excludes, with the code that takes it, where that is one here."""
        said, vectors, row = self._material.exclusions[code], self._material.exclusion_vectors, self._scores.rows[unit]
        if vectors is None or self._material.vectors is None or not said:
            return None
        near = vectors[code] @ self._material.vectors[row]
        best = int(near.argmax())
        taken = next((name for name in named_in(said[best]) if name in self._scores.codes), None)
        return Evidence(EvidenceKind.AGAINST, said[best], None, round(min(1.0, float(near[best])), _DECIMALS), taken)

    def _named(self, miss: Evidence) -> Evidence:
        shown = next((lesson.codes for lesson in self._material.lessons if lesson.text == miss.text), frozenset())
        code = self._scores.codes[min(shown)] if shown else None
        return Evidence(miss.kind, miss.text, None, miss.strength, code)

    def _nearness(self, unit: int) -> NDArray[np.float64]:
        import numpy as np

        row = self._scores.rows[unit]
        if self._material.vectors is None or self._material.lesson_vectors is None:
            own = self._material.words[row]
            return np.asarray([common_share(own, words) for words in self._material.lesson_words])
        return np.asarray(self._material.lesson_vectors @ self._material.vectors[row], dtype=np.float64)

    def _rivals(self, unit: int, code: int) -> Iterator[Evidence]:
        values = self._scores.values[unit]
        codes = self._material.codebook.codes
        overlapping = {codes[code].id, *codes[code].may_overlap}
        close = [
            (float(value), other.name, other.id)
            for value, other in zip(values, codes, strict=True)
            if value >= values[code] - _CLOSE
            and other.id not in overlapping
            and codes[code].id not in other.may_overlap
        ]
        for value, name, rival in sorted(close, key=lambda item: (-item[0], item[2]))[:1]:
            yield Evidence(EvidenceKind.AGAINST, name, None, round(value, _DECIMALS), rival)


def _within(unit: Unit, span: Span) -> Span:
    return Span(unit.span.start + span.start, unit.span.start + span.end)


def _kind(hit: Hit) -> EvidenceKind:
    if hit.counter:
        return EvidenceKind.COUNTER_CUE
    return EvidenceKind.NEGATED_CUE if hit.negated else EvidenceKind.CUE


def _word_weights(material: Material) -> list[dict[str, _Word]]:
    """Return each code's content words by lemma, and how informative they are: rare in talk, and of few codes."""
    in_texts: dict[str, int] = {}
    for words in material.words:
        for word in set(words):
            in_texts[word] = in_texts.get(word, 0) + 1
    own = [_own_words(material, code) for code in range(material.shape[1])]
    users: dict[str, int] = {}
    for word in itertools.chain.from_iterable(own):
        users[word] = users.get(word, 0) + 1

    def weight(word: str) -> float:
        return math.log1p(len(material.texts) / in_texts[word]) * math.log1p(len(own) / users[word])

    return [{word: _Word(written[word], weight(word)) for word in written if word in in_texts} for written in own]


def _own_words(material: Material, code: int) -> dict[str, str]:
    """Return the lemmas of a code's own text with the first way in which the codebook writes each."""
    taught = [lesson.text for lesson in material.lessons if code in lesson.codes]
    written: dict[str, str] = {}
    for read in material.reader.read([*material.prompts[code], *taught]):
        words = read.without(material.names)
        carrying = set(content(word.lemma for word in words))
        for word in words:
            form = read.text[word.start : word.end].lower()
            if form.isalpha() and word.lemma in carrying:
                written.setdefault(word.lemma, form)
    return written
