"""Excerpts to vectors: what their words mean, held against all the others, and, where they are coded, leaning on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from thematic.language import lemmas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from thematic.model import Encoder, Vectors
    from thematic.themes.excerpt import Excerpt

__all__ = ["vectors_of"]

# What a code weighs beside the words. Themes are built from codes, so excerpts of one code draw together; with less the
# same turns of phrase outweigh what was coded, with more every theme is one code.
_CODE_WEIGHT = 0.4
_WORD_DIMENSIONS = 100
# What is left of equal vectors less their mean is rounding, not meaning.
_ROUNDING = 1e-6


def vectors_of(excerpts: Sequence[Excerpt], encoder: Encoder | None, *, seed: int) -> Vectors:
    """Return L2-normalised float32 vectors of shape (len(excerpts), dimensions).

    The mean of all excerpts is taken off, so that what everybody speaks of does not bind; a coded excerpt leans towards
    the mean of its codes' excerpts. An excerpt that is just like the mean is all zeros.
    """
    texts = [one.text for one in excerpts]
    said = encoder.encode(texts) if encoder is not None else _of_words(texts, seed)
    words = _contrasted(np.asarray(said, dtype=np.float64))
    codes = _of_codes(excerpts, words)
    return _normalised(words + _CODE_WEIGHT * codes).astype(np.float32)


def _contrasted(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return _normalised(vectors - vectors.mean(axis=0))


def _of_codes(excerpts: Sequence[Excerpt], words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each excerpt the contrasted mean of its codes' means; zeros for one without codes."""
    names = sorted({code for one in excerpts for code in one.codes})
    if len(names) <= 1:
        return np.zeros_like(words)
    carries = np.array([[code in one.codes for code in names] for one in excerpts], dtype=np.float64)
    means = _normalised(carries.T @ words)
    coded = carries.sum(axis=1) > 0
    leaning = np.zeros_like(words)
    leaning[coded] = _contrasted(_normalised(carries[coded] @ means))
    return leaning


def _normalised(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > _ROUNDING))


def _of_words(texts: Sequence[str], seed: int) -> NDArray[np.float64]:
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    documents = [" ".join(words) or "wordless" for words in lemmas(texts)]
    matrix = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True).fit_transform(documents)  # noqa: S106
    if min(matrix.shape) <= _WORD_DIMENSIONS:
        return np.asarray(matrix.toarray(), dtype=np.float64)
    return np.asarray(TruncatedSVD(_WORD_DIMENSIONS, random_state=seed).fit_transform(matrix), dtype=np.float64)
