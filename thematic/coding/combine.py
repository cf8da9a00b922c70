"""All signals to one score for each unit and code, and to what is worth showing before anybody has decided. Pure.

What was measured, and why these signals: docs/explanation/suggestions.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.cues import cue_strengths
from thematic.coding.examples import vector_heads, word_heads
from thematic.coding.exclusion import excluded
from thematic.coding.neighbours import nearest, neighbourhood, togetherness
from thematic.coding.similarity import bounded, centroids, closeness, contrast, rivals, standard, word_similarity
from thematic.coding.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.cues import Hit
    from thematic.coding.material import Material

    Matrix = NDArray[np.float64]

__all__ = ["SIGNALS", "Signals", "signals_of"]

# In the order in which they are explained.
SIGNALS = ("cues", "words", "closeness", "contrast", "excluded", "neighbours", "word_head", "vector_head", "stated")
# One lexical hit may be chance, a hundred words alike may be one topic: neither outvotes the rest.
_LEXICAL_MOST, _PRIOR_MOST, _LEARNED_MOST = 2.5, 3.0, 4.0
_CUES, _WORDS, _CLOSENESS, _CONTRAST = 0.8, 0.8, 0.75, 1.5
# Words are trusted fully where texts that hold a code's cues lie together this much; so many cues settle it by half.
_TOGETHER, _DOUBT = 0.4, 10
# Neighbours stand in for examples where there are few; the heads' say grows with the examples they have learned from,
# to half of its full size at this many.
_HALF = 20
_NEIGHBOURS, _WORD_HEAD, _VECTOR_HEAD = 0.8, 1.6, 1.6
_LEAST_WITHOUT_VECTORS = 0.3
# A cue said plainly is worth half a standard deviation, whatever else speaks for or against the code.
_STATED = 0.5
_FLAT = 1e-12


@dataclass(frozen=True, slots=True)
class Signals:
    """The parts of a score and their sum, each of shape (texts, codes), standardised per code and weighted.

    Attributes:
        parts: by the names of `SIGNALS`; a signal that could not be had is left out.
        total: their sum; ranks texts within a code.
        stated: which texts hold a cue of the code that is not denied.
        mentioned: which hold a cue or counter-cue, denied or not: 0 none, 1 a single word, 2 a phrase.
        speaks: which texts hold anything to judge: a word that carries meaning, or a cue; shape (texts,).
        voiced: which codes say anything of themselves; shape (codes,).
        near: the rows of each text's nearest texts; none without an encoder.
    """

    parts: dict[str, Matrix]
    total: Matrix
    stated: NDArray[np.bool_]
    mentioned: NDArray[np.int8]
    speaks: NDArray[np.bool_]
    voiced: NDArray[np.bool_]
    near: NDArray[np.int64] | None


def signals_of(material: Material) -> Signals:
    """Return every signal for every text and code; a code that says nothing of itself gets 0 everywhere."""
    import numpy as np

    codes = material.codebook.codes
    taught = np.asarray([sum(at in lesson.codes for lesson in material.lessons) for at in range(len(codes))])
    voiced = (taught > 0) | _described_at_all(material)
    say = np.asarray(taught / (taught + _HALF))
    stated, mentioned = _stated(material), _mentioned(material)
    near = None if material.vectors is None else nearest(material.texts, material.vectors)
    trust = _lexical_trust(near, stated)
    parts = _described(material, voiced, trust)
    if near is not None:
        around = neighbourhood(near, bounded(_sum(parts), _PRIOR_MOST))
        parts = _scaled({**parts, "neighbours": _NEIGHBOURS * (1 - say) * standard(around)})
    parts = _scaled({**parts, **_learned(material, _sum(parts), say)})
    parts = {name: part * voiced for name, part in {**parts, "stated": _STATED * trust * stated}.items()}
    speaks = np.asarray([bool(hits) or bool(content(words)) for words, hits in _read(material)], dtype=bool)
    return Signals(parts, _sum(parts), stated, mentioned, speaks, voiced, near)


def _described_at_all(material: Material) -> NDArray[np.bool_]:
    """Return which codes have a cue, or a word that carries meaning, shape (codes,)."""
    import numpy as np

    cued = [bool(code.cues) for code in material.codebook.codes]
    worded = [any(content(words) for words in texts) for texts in material.prompt_words]
    return np.asarray([cue or word for cue, word in zip(cued, worded, strict=True)], dtype=bool)


def _read(material: Material) -> Iterator[tuple[list[str], tuple[Hit, ...]]]:
    return zip(material.words, material.hits, strict=True)


def _stated(material: Material) -> NDArray[np.bool_]:
    import numpy as np

    stated = np.zeros(material.shape, dtype=bool)
    for row, hits in enumerate(material.hits):
        for hit in hits:
            stated[row, hit.code] |= not (hit.negated or hit.counter)
    return stated


def _mentioned(material: Material) -> NDArray[np.int8]:
    import numpy as np

    mentioned = np.zeros(material.shape, dtype=np.int8)
    for row, hits in enumerate(material.hits):
        for hit in hits:
            mentioned[row, hit.code] = max(mentioned[row, hit.code], 2 if " " in hit.cue.strip() else 1)
    return mentioned


def _lexical_trust(near: NDArray[np.int64] | None, stated: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how far a code's own words are to be trusted in this talk, 0..1.

    Where texts with a code's cues lie together, the code is concrete and its words mean it; where they lie scattered
    ("feel", "point"), its words are everybody's. Full trust where there is no encoder to tell, or too few cues.
    """
    import numpy as np

    if near is None or not near.size:
        return np.ones(stated.shape[1])
    count = stated.sum(axis=0)
    together = (togetherness(near, stated) * count + _TOGETHER * _DOUBT) / (count + _DOUBT)
    return np.asarray(np.minimum(1.0, together / _TOGETHER))


def _described(material: Material, voiced: NDArray[np.bool_], trust: NDArray[np.float64]) -> dict[str, Matrix]:
    """Return the signals that need no more than the codebook's own words."""
    lengths = [len(words) for words in material.words]
    cues = standard(cue_strengths(material.hits, lengths, material.shape[1]))
    words = standard(word_similarity(material))
    parts = {"cues": trust * _CUES * bounded(cues, _LEXICAL_MOST)}
    parts["words"] = trust * _WORDS * bounded(words, _LEXICAL_MOST)
    if material.vectors is not None:
        near = closeness(material.vectors, centroids(material))
        beside = contrast(near, rivals(material.codebook.codes) & voiced)
        parts |= {"closeness": _CLOSENESS * near, "contrast": _CONTRAST * beside * voiced}
        parts = {**_scaled(parts), "excluded": excluded(material, near) * voiced}
    return _scaled(parts)


def _learned(material: Material, prior: Matrix, say: NDArray[np.float64]) -> dict[str, Matrix]:
    against = rivals(material.codebook.codes)
    if material.vectors is None:
        # Nothing else can find what a code's own words do not name: the texts most like it have to teach more words.
        say = say.clip(_LEAST_WITHOUT_VECTORS)
    words = bounded(standard(word_heads(material, prior, against)), _LEARNED_MOST)
    heads = {"word_head": _WORD_HEAD * say * words}
    if material.vectors is not None:
        vectors = bounded(standard(vector_heads(material, prior, against)), _LEARNED_MOST)
        heads["vector_head"] = _VECTOR_HEAD * say * vectors
    return heads


def _sum(parts: dict[str, Matrix]) -> Matrix:
    import numpy as np

    return np.asarray(sum(parts[name] for name in SIGNALS if name in parts))


def _scaled(parts: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return `parts` so that their sum has standard deviation 1 per code."""
    import numpy as np

    total = _sum(parts)
    spread = total.std(axis=0) if len(total) else np.ones(total.shape[1])
    scale = np.where(spread < _FLAT, 1.0, spread)
    return {name: part / scale for name, part in parts.items()}
