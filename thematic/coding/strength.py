"""How well a codebook's own sentences are found again when they are held out, and what they are taken for. Pure.

Cross-validation in four parts: each part's examples, counter-examples, near misses and background talk are judged with
what the codebook holds without them. It says how much the examples teach; talk in a study is harder.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from thematic.coding.bank import lessons
from thematic.coding.scores import score
from thematic.coding.similarity import rivals
from thematic.model import EvidenceKind, Span, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.bank import Lesson
    from thematic.model import Code, Codebook, Encoder, Progress

    Matrix = NDArray[np.float64]

__all__ = ["CodeStrength", "Strength", "strength_of"]

_PARTS = 4
_FEWEST, _DOZEN = 5, 12
_STRONG, _FAIR = 0.7, 0.4
_OFTEN = 0.2


class Strength(StrEnum):
    """What a code's examples are worth."""

    STRONG = "strong"
    FAIR = "fair"
    CONFUSED = "confused"
    THIN = "thin"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class CodeStrength:
    """How one code's held-out examples fared.

    Attributes:
        examples: how many it has, counter-examples apart.
        precision: average precision of ranking its held-out sentences above all others held out, 0..1; none while
            untested.
        found: the share of its held-out examples that would have been suggested for it.
        taken_for: the other codes that outranked it on its own examples, with the share of them, most often first.
    """

    code: str
    examples: int
    counter_examples: int
    precision: float | None
    found: float | None
    taken_for: tuple[tuple[str, float], ...]

    @property
    def strength(self) -> Strength:
        """The verdict; what to do about it is the reader's to say."""
        if self.precision is None:
            return Strength.UNTESTED
        if self.taken_for and self.taken_for[0][1] >= _OFTEN:
            return Strength.CONFUSED
        if self.examples < _DOZEN or self.precision < _FAIR:
            return Strength.THIN
        return Strength.STRONG if self.precision >= _STRONG else Strength.FAIR


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """Sentences judged without having been learned from; arrays of shape (sentences, codes)."""

    lessons: tuple[Lesson, ...]
    values: Matrix
    selected: NDArray[np.bool_]


def strength_of(
    codebook: Codebook, *, encoder: Encoder | None, background: Sequence[str], on_progress: Progress | None = None
) -> list[CodeStrength]:
    """Return how each code fared, in the order of the codebook.

    Args:
        codebook: with or without examples; a code with fewer than five is untested.
        encoder: as for `score`; one with a memory is asked once for each sentence.
        background: talk that shows nothing.
        on_progress: hears how many of the four parts are done.
    """
    from threadpoolctl import threadpool_limits

    parts = []
    with threadpool_limits(limits=1):
        for part in range(_PARTS):
            parts.append(_judged(codebook, part, encoder, background))
            if on_progress:
                on_progress(part + 1, _PARTS)
    return list(_fared(codebook, _together(parts)))


def _judged(codebook: Codebook, part: int, encoder: Encoder | None, background: Sequence[str]) -> _HeldOut:
    kept = dataclasses.replace(codebook, codes=tuple(_without(code, part) for code in codebook.codes))
    out = dataclasses.replace(codebook, codes=tuple(_only(code, part) for code in codebook.codes))
    held_out = lessons(out, background[part::_PARTS])
    taught = [text for at, text in enumerate(background) if at % _PARTS != part]
    units = [_unit(at, lesson.text) for at, lesson in enumerate(held_out)]
    scores = score(units, kept, encoder=encoder, background=taught)
    return _HeldOut(held_out, scores.values, scores.selected)


def _unit(at: int, text: str) -> Unit:
    return Unit(f"held-out:{at}", UnitKind.SENTENCE, "held-out", Span(0, len(text)), text, turn=at, sentence=1)


def _only(code: Code, part: int) -> Code:
    return dataclasses.replace(
        code,
        examples=code.examples[part::_PARTS],
        counter_examples=code.counter_examples[part::_PARTS],
        near_misses=code.near_misses[part::_PARTS],
    )


def _without(code: Code, part: int) -> Code:
    def stays(at: int) -> bool:
        return at % _PARTS != part

    return dataclasses.replace(
        code,
        examples=tuple(text for at, text in enumerate(code.examples) if stays(at)),
        counter_examples=tuple(text for at, text in enumerate(code.counter_examples) if stays(at)),
        near_misses=tuple(miss for at, miss in enumerate(code.near_misses) if stays(at)),
    )


def _together(parts: Sequence[_HeldOut]) -> _HeldOut:
    import numpy as np

    every = tuple(lesson for part in parts for lesson in part.lessons)
    return _HeldOut(every, np.vstack([p.values for p in parts]), np.vstack([p.selected for p in parts]))


def _fared(codebook: Codebook, held_out: _HeldOut) -> Iterator[CodeStrength]:
    against = rivals(codebook.codes)
    for at, code in enumerate(codebook.codes):
        counts = len(code.examples), len(code.counter_examples)
        if counts[0] < _FEWEST:
            yield CodeStrength(code.id, *counts, None, None, ())
        else:
            yield CodeStrength(
                code.id, *counts, *_ranked(held_out, at), _taken_for(codebook, held_out, at, against[at])
            )


def _ranked(held_out: _HeldOut, code: int) -> tuple[float, float]:
    import numpy as np
    from sklearn.metrics import average_precision_score

    shows = np.asarray([code in lesson.codes for lesson in held_out.lessons])
    own = _examples(held_out, code)
    precision = average_precision_score(shows, held_out.values[:, code])
    return round(float(precision), 3), round(float(held_out.selected[own, code].mean()), 3)


def _examples(held_out: _HeldOut, code: int) -> list[int]:
    every = enumerate(held_out.lessons)
    return [at for at, lesson in every if code in lesson.codes and lesson.kind is EvidenceKind.EXAMPLE]


def _taken_for(
    codebook: Codebook, held_out: _HeldOut, code: int, against: NDArray[np.bool_]
) -> tuple[tuple[str, float], ...]:
    own, found = _examples(held_out, code), Counter[str]()
    for at in own:
        values = held_out.values[at]
        best = max(range(len(values)), key=lambda other: (values[other], other == code))
        if against[best]:
            found[codebook.codes[best].id] += 1
    return tuple((name, round(count / len(own), 3)) for name, count in found.most_common())
