"""What is learned from a codebook's examples: for each code a logistic head on words and one on vectors. Pure.

A code's examples and counter-examples (the mechanism said to be absent: the same topic) stand against the other codes'
examples, near misses and background talk. The texts to judge take part as what they mostly are, talk without the code,
but for the few that look most like it: learning from positive and unlabelled texts (Elkan & Noto 2008,
doi:10.1145/1401890.1401920) with pseudo-relevance feedback (Rocchio 1971).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.coding.similarity import as_it_is, grams

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.material import Material

    Matrix = NDArray[np.float64]

__all__ = ["lessons_of", "vector_heads", "word_heads"]

# Inverse regularisation: vectors of 384 dimensions would fit forty examples exactly if they were let.
_VECTOR_FREEDOM, _WORD_FREEDOM = 0.2, 0.5
_MANY = 200
# All texts to judge together weigh so many times what the lessons against a code weigh.
_UNLABELLED = 2.0
# The texts that look most like a code count as examples of it: half as much as one that a person wrote where there are
# none of those, and less the more there are.
_FEEDBACK_SHARE, _FEEDBACK_FEWEST, _FEEDBACK_WEIGHT, _FEEDBACK_HALF = 0.02, 10, 0.5, 4


@dataclass(frozen=True, slots=True)
class _Features:
    """The same features of the texts and of the lessons, and how freely a head may use them."""

    texts: Any
    lessons: Any
    freedom: float


def vector_heads(material: Material, prior: Matrix, against: NDArray[np.bool_]) -> Matrix:
    """Return each code's log-odds by the texts' vectors, shape (texts, codes); 0 where there is nothing to learn from.

    Args:
        material: with vectors.
        prior: what is thought of the texts before learning, shape (texts, codes).
        against: which codes speak against which.
    """
    assert material.vectors is not None
    assert material.lesson_vectors is not None
    features = _Features(material.vectors, material.lesson_vectors, _VECTOR_FREEDOM)
    return _heads(material, prior, against, features)


def word_heads(material: Material, prior: Matrix, against: NDArray[np.bool_]) -> Matrix:
    """Return the same by the texts' words and pairs of words."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [grams(words) for words in material.words]
    taught = [grams(words) for words in material.lesson_words]
    if not any(texts):
        return np.zeros(material.shape)
    everything = [*texts, *taught]
    # What stands in one place alone tells nothing of any other, and is most of all pairs of words.
    least = 2 if len(everything) >= _MANY else 1
    rows = TfidfVectorizer(analyzer=as_it_is, sublinear_tf=True, min_df=least).fit_transform(everything)
    return _heads(material, prior, against, _Features(rows[: len(texts)], rows[len(texts) :], _WORD_FREEDOM))


def _heads(material: Material, prior: Matrix, against: NDArray[np.bool_], features: _Features) -> Matrix:
    import numpy as np

    odds = np.zeros(material.shape)
    for code in range(material.shape[1]):
        taught = lessons_of(material, code, against[code])
        looks_like_it = _feedback(prior[:, code])
        if (taught == 1).any() or looks_like_it.any():
            odds[:, code] = _log_odds(features, taught, looks_like_it)
    return odds


def lessons_of(material: Material, code: int, against: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return what each lesson is to `code`: 1 for it, 0 against it, -1 neither (a code that may overlap it)."""
    import numpy as np

    def worth(codes: frozenset[int], not_codes: frozenset[int]) -> int:
        if code in codes:
            return 1
        if code in not_codes or not codes:
            return 0
        return 0 if all(against[other] for other in codes) else -1

    return np.asarray([worth(lesson.codes, lesson.not_codes) for lesson in material.lessons], dtype=np.int64)


def _feedback(prior: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which texts look most like the code: a fixed share of them, those above average only."""
    import numpy as np

    most = min(max(_FEEDBACK_FEWEST, round(_FEEDBACK_SHARE * len(prior))), len(prior) // 4)
    chosen = np.zeros(len(prior), dtype=bool)
    chosen[np.argsort(-prior, kind="stable")[:most]] = True
    return np.asarray(chosen & (prior > prior.mean() + 1e-9))


def _log_odds(features: _Features, taught: NDArray[np.int64], looks_like_it: NDArray[np.bool_]) -> NDArray[np.float64]:
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    used = np.flatnonzero(taught >= 0)
    shown = np.concatenate([looks_like_it, taught[used] == 1])
    if shown.all():
        return np.zeros(len(looks_like_it))
    weights = np.concatenate([_text_weights(taught, looks_like_it), np.ones(len(used))])
    for side in (shown, ~shown):
        weights[side] *= len(shown) / (2 * weights[side].sum())
    solver = {"solver": "liblinear", "dual": True, "random_state": 0} if sparse.issparse(features.texts) else {}
    head = LogisticRegression(C=features.freedom, max_iter=1000, **solver)
    head.fit(_stacked(features.texts, features.lessons[used]), shown, sample_weight=weights)
    return np.asarray(head.decision_function(features.texts))


def _text_weights(taught: NDArray[np.int64], looks_like_it: NDArray[np.bool_]) -> NDArray[np.float64]:
    import numpy as np

    feedback = _FEEDBACK_WEIGHT * _FEEDBACK_HALF / (_FEEDBACK_HALF + (taught == 1).sum())
    unlabelled = _UNLABELLED * max(1, (taught == 0).sum()) / len(looks_like_it)
    return np.asarray(np.where(looks_like_it, feedback, unlabelled))


def _stacked(texts: Any, lessons: Any) -> Any:
    import numpy as np
    from scipy import sparse

    parts: Sequence[Any] = (texts, lessons)
    return sparse.vstack(parts).tocsr() if sparse.issparse(texts) else np.vstack(parts)
