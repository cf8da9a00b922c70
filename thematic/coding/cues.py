"""A codebook's cues and counter-cues found in texts, with where they stand and whether they are denied. Pure.

Cues are retrieval hints: a denied cue or a counter-cue is still evidence that the text speaks of the mechanism.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.coding.negation import is_negated
from thematic.coding.words import docs
from thematic.language import ENGLISH, pipeline, spoken_language
from thematic.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Codebook

__all__ = ["CueMatcher", "Hit", "cue_strengths", "cue_weights", "patterns_of"]


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """One cue in one text.

    Attributes:
        code: the position of the code in the codebook.
        span: where the words stand in the text.
        cue: the cue as the codebook writes it.
        counter: it is a counter-cue.
        negated: it stands under a negation.
    """

    code: int
    span: Span
    cue: str
    counter: bool = False
    negated: bool = False


def patterns_of(codebook: Codebook) -> list[tuple[int, str, bool]]:
    """Return what to look for: the position of a code, one of its cues, and whether that is a counter-cue."""
    return [
        (at, cue, counter)
        for at, code in enumerate(codebook.codes)
        for counter, cues in ((False, code.cues), (True, code.counter_cues))
        for cue in cues
    ]


class CueMatcher:
    """Finds the cues of one codebook, by their words and by their lemmas ("walked" for the cue "walk").

    Whether one is denied is told in English alone, which the rules are made for; elsewhere none is.
    """

    def __init__(self, codebook: Codebook) -> None:
        """Prepare the patterns of `codebook`; empty cues match nothing."""
        from spacy.matcher import PhraseMatcher

        vocab = pipeline().vocab
        self._english = spoken_language() == ENGLISH
        self._patterns = patterns_of(codebook)
        self._matchers = [PhraseMatcher(vocab, attr=attribute) for attribute in ("LOWER", "LEMMA")]
        for number, doc in enumerate(docs(cue for _, cue, _ in self._patterns)):
            for matcher in self._matchers:
                # A pattern's key is its number: the same cue may serve several codes.
                if len(doc):
                    matcher.add(f"cue-{number}", [doc])

    def hits(self, doc: Any) -> tuple[Hit, ...]:
        """Return the cues in `doc` in the order of codes and text; of two that overlap, a code keeps the longer."""
        names = doc.vocab.strings
        found = {
            (int(names[key].removeprefix("cue-")), start, end)
            for matcher in self._matchers
            for key, start, end in matcher(doc)
        }
        hits = sorted(self._hit(doc, *match) for match in found)
        return tuple(hit for hit in hits if not any(_covers(other, hit) for other in hits))

    def _hit(self, doc: Any, number: int, start: int, end: int) -> Hit:
        code, cue, counter = self._patterns[number]
        window = doc[start:end]
        sentence = window.sent
        negated = self._english and is_negated([token.text for token in sentence], start - sentence.start)
        return Hit(code, Span(window.start_char, window.end_char), cue, counter, negated)


def _covers(longer: Hit, hit: Hit) -> bool:
    same = longer.code == hit.code
    return (
        same and longer.span.holds(hit.span) and (longer.span.end - longer.span.start) > (hit.span.end - hit.span.start)
    )


def cue_weights(hits: Sequence[Sequence[Hit]], codes: int) -> dict[str, float]:
    """Return how informative each cue is, above 0: rare among the texts, and of few codes (inverse frequencies)."""
    in_texts: dict[str, int] = {}
    of_codes: dict[str, set[int]] = {}
    for found in hits:
        for cue in {hit.cue for hit in found}:
            in_texts[cue] = in_texts.get(cue, 0) + 1
        for hit in found:
            of_codes.setdefault(hit.cue, set()).add(hit.code)
    return {
        cue: math.log1p(len(hits) / count) * (1 + math.log(codes / len(of_codes[cue])))
        for cue, count in sorted(in_texts.items())
    }


def cue_strengths(hits: Sequence[Sequence[Hit]], lengths: Sequence[int], codes: int) -> NDArray[np.float64]:
    """Return how strongly each text's cues speak for each code, shape (texts, codes), 0 where there are none.

    The weights of the distinct cues, summed, over the logarithm of the length in words: a long text holds more cues
    by chance.
    """
    import numpy as np

    weights = cue_weights(hits, codes)
    strengths = np.zeros((len(hits), codes))
    for row, found in enumerate(hits):
        for code, cue in sorted({(hit.code, hit.cue) for hit in found}):
            strengths[row, code] += weights[cue]
        strengths[row] /= math.log(math.e + lengths[row])
    return strengths
