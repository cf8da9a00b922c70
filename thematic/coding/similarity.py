"""How like a code's description a text is: by its words and by its meaning. Pure; arrays of shape (texts, codes)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from thematic.coding.words import content

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.material import Material
    from thematic.model import Code, Vectors

    Matrix = NDArray[np.float64]

__all__ = [
    "as_it_is",
    "bounded",
    "centroids",
    "closeness",
    "contrast",
    "grams",
    "rivals",
    "standard",
    "word_similarity",
]


def standard(values: Matrix) -> Matrix:
    """Return `values` with mean 0 and standard deviation 1 in each column; a constant column becomes 0."""
    import numpy as np

    if not len(values):
        return values
    spread = values.std(axis=0)
    flat = spread < 1e-12  # noqa: PLR2004  rounding of equal values
    return np.where(flat, 0.0, (values - values.mean(axis=0)) / np.where(flat, 1.0, spread))


def bounded(values: Matrix, most: float) -> Matrix:
    """Return `values` bent so that none exceeds `most` either way: one rare word cannot outvote everything else."""
    import numpy as np

    return np.asarray(most * np.tanh(values / most))


def grams(words: Sequence[str]) -> list[str]:
    """Return the words and their pairs."""
    return [*words, *(f"{left} {right}" for left, right in itertools.pairwise(words))]


def as_it_is(features: list[str]) -> list[str]:
    """Return what it is given: the analyzer of texts that have been read already."""
    return features


def rivals(codes: Sequence[Code]) -> NDArray[np.bool_]:
    """Return which codes speak against which, shape (codes, codes).

    Not a code against itself, nor against one it may overlap, nor two of one nested family (`social/peers`): what they
    share there is the mechanism itself.
    """
    import numpy as np

    places = {code.id: at for at, code in enumerate(codes)}
    against = np.asarray([[not _siblings(one, other) for other in codes] for one in codes], dtype=bool)
    against = against.reshape(len(codes), len(codes)) & ~np.eye(len(codes), dtype=bool)
    for at, code in enumerate(codes):
        for other in (places[name] for name in code.may_overlap if name in places):
            against[at, other] = against[other, at] = False
    return against


def _siblings(one: Code, other: Code) -> bool:
    return "/" in one.family and one.family == other.family


def word_similarity(material: Material) -> Matrix:
    """Return the TF-IDF cosine to each code's description and examples, 0..1, stop-words left out.

    A word's weight in a code's text falls with the number of codes that use it.
    """
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    texts = [_content_grams(words) for words in material.words]
    codes = [_code_grams(material, at) for at in range(material.shape[1])]
    if not any(texts) or not any(codes):
        return np.zeros(material.shape)
    rows = TfidfVectorizer(analyzer=as_it_is, sublinear_tf=True).fit_transform([*texts, *codes])
    described = rows[len(texts) :]
    weighted = normalize(described.multiply(_of_few_codes(described)).tocsr())
    return np.asarray((rows[: len(texts)] @ weighted.T).toarray())


def _content_grams(words: Sequence[str]) -> list[str]:
    return grams(content(words))


def _code_grams(material: Material, code: int) -> list[str]:
    taught = zip(material.lessons, material.lesson_words, strict=True)
    texts = [*material.prompt_words[code], *(words for lesson, words in taught if code in lesson.codes)]
    return [gram for words in texts for gram in _content_grams(words)]


def _of_few_codes(described: Any) -> NDArray[np.float64]:
    import numpy as np

    codes = described.shape[0]
    users = np.asarray((described > 0).sum(axis=0)).ravel()
    return np.asarray(np.log1p(codes / np.maximum(users, 1)))


def centroids(material: Material) -> Vectors:
    """Return each code's mean direction, shape (codes, dimensions); 0 for a code without any text.

    The mean runs over definition, include, cues and every example: the name alone says too little.
    """
    import numpy as np

    assert material.vectors is not None
    assert material.lesson_vectors is not None
    assert material.prompt_vectors is not None
    centres = np.zeros((material.shape[1], material.vectors.shape[1]), dtype=np.float32)
    for code, described in enumerate(material.prompt_vectors):
        own = np.asarray([code in lesson.codes for lesson in material.lessons], dtype=bool)
        vectors = np.vstack([described, material.lesson_vectors[own]])
        if len(vectors):
            mean = vectors.mean(axis=0)
            centres[code] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return centres


def closeness(vectors: Vectors, centres: Vectors) -> Matrix:
    """Return the cosine of each text to each code's centre, standardised per code over the texts."""
    import numpy as np

    return standard(np.asarray(vectors @ centres.T, dtype=np.float64))


def contrast(near: Matrix, against: NDArray[np.bool_]) -> Matrix:
    """Return how much nearer a text is to a code than to the codes that speak against it, standardised per code.

    With one code alone, or codes that all overlap, there is no contrast and the result is 0.
    """
    import numpy as np

    # The mean over the rivals and the code itself: what all codes share is the topic of the talk, not the mechanism.
    compared = against | np.eye(len(against), dtype=bool)
    others = near @ compared.T.astype(np.float64) / compared.sum(axis=1)
    return standard(near - others)
