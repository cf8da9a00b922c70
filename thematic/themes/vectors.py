"""Excerpts to vectors: the encoder's, or, where there is none, their words' alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from thematic.language import lemmas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Encoder, Vectors

__all__ = ["vectors_of"]


def vectors_of(texts: Sequence[str], encoder: Encoder | None) -> Vectors:
    """Return L2-normalised float32 vectors of shape (len(texts), dimensions); a text without words is all zeros."""
    return encoder.encode(texts) if encoder is not None else _of_words(texts)


def _of_words(texts: Sequence[str]) -> Vectors:
    from sklearn.feature_extraction.text import TfidfVectorizer

    documents = [" ".join(words) or "∅" for words in lemmas(texts)]
    matrix = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True).fit_transform(documents)  # noqa: S106
    return np.asarray(matrix.toarray(), dtype=np.float32)
