"""Whether a text speaks of a mechanism as absent: a possible negative case, still its code's. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thematic.coding.similarity import as_it_is, grams
from thematic.model import EvidenceKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.material import Material

__all__ = ["negative_cases"]

_FEWEST = 5
_FREEDOM = 3.0


def negative_cases(material: Material) -> NDArray[np.bool_]:
    """Return which texts may be negative cases of which codes, shape (texts, codes).

    They are where a counter-cue stands, or every cue that stands is denied, or no cue stands plainly and the text reads
    as the codebook's counter-examples do rather than as its examples do: "not", "never" and "still" mean the same for
    all codes, so one head learns from the examples of all.
    """
    import numpy as np

    absent = np.repeat(_reads_absent(material)[:, None], material.shape[1], axis=1)
    for row, hits in enumerate(material.hits):
        for code in {hit.code for hit in hits}:
            own = [hit for hit in hits if hit.code == code]
            absent[row, code] = any(hit.counter for hit in own) or all(hit.negated for hit in own)
    return absent


def _reads_absent(material: Material) -> NDArray[np.bool_]:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    taught = np.asarray([lesson.kind for lesson in material.lessons], dtype=object)
    counter = taught == EvidenceKind.COUNTER_EXAMPLE
    used = np.flatnonzero(counter | (taught == EvidenceKind.EXAMPLE))
    if not material.texts or min(counter.sum(), len(used) - counter.sum()) < _FEWEST:
        return np.zeros(material.shape[0], dtype=bool)
    vectorizer = TfidfVectorizer(analyzer=as_it_is, sublinear_tf=True)
    lessons = vectorizer.fit_transform([grams(material.lesson_words[row]) for row in used])
    texts = vectorizer.transform([grams(words) for words in material.words])
    odds = _log_odds(lessons, counter[used], texts)
    if material.vectors is not None and material.lesson_vectors is not None:
        odds = odds + _log_odds(material.lesson_vectors[used], counter[used], material.vectors)
    return np.asarray(odds > 0)


def _log_odds(lessons: Any, counter: NDArray[np.bool_], texts: Any) -> NDArray[np.float64]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    head = LogisticRegression(C=_FREEDOM, class_weight="balanced", max_iter=1000).fit(lessons, counter)
    return np.asarray(head.decision_function(texts))
