"""What a person's decisions teach, code by code, on top of what the codebook says. Pure.

A model that learns from a few dozen decisions alone ranks worse than no learning at all. So the score before any
decisions stays: as the strongest feature of what is learned, as examples of what clearly looks like the code and what
clearly does not (so that a handful of decisions cannot turn it round), and as the part of the blend that shrinks only
as decisions of both kinds come in. What was measured: docs/explanation/suggestions.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thematic.coding.judged import KEPT, NOTHING
from thematic.coding.neighbours import neighbourhood
from thematic.coding.similarity import as_it_is, bounded, grams, standard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.combine import Signals
    from thematic.coding.judged import Judged
    from thematic.coding.material import Material

    Matrix = NDArray[np.float64]

__all__ = ["Learner"]

# How large each feature is, and so how freely it may be used: the prior most of all.
_PRIOR, _SIGNALS, _OTHER_CODES, _MEANING = 3.0, 0.5, 0.3, 3.0
_FREEDOM, _WORD_FREEDOM = 0.5, 3.0
# The prior's own certain cases, each side weighing as much as two decisions.
_CLEARLY, _CLEARLY_NOT, _ANCHOR_WEIGHT = 20, 60, 2.0
_TOP_SHARE = 0.02
# With so many decisions of the rarer kind, what was learned counts as much as the prior.
_HALF = 8
# Words say a quarter as much as everything else, and that only with many decisions.
_WORDS, _WORDS_HALF = 0.25, 100
# What the most similar texts came out as counts, too.
_NEIGHBOURS, _MOST = 0.3, 3.0
_FOLDS = 5
_FLAT = 1e-12


class Learner:
    """Learns from decisions about one set of texts; refitting after more decisions costs milliseconds a code."""

    def __init__(self, material: Material, signals: Signals) -> None:
        """Prepare what all fits share: features that do not depend on decisions."""
        import numpy as np

        self._prior = signals.total
        self._level = standard(signals.total)
        self._parts = [_SIGNALS * standard(part) for part in signals.parts.values()]
        self._meaning = np.zeros((len(self._prior), 0)) if material.vectors is None else _MEANING * material.vectors
        self._words = _word_features(material)
        self._near = signals.near

    def learn(self, judged: Judged) -> Matrix:
        """Return the levels of all texts with what the decisions teach, shape (texts, codes).

        A code with no decision of one of the two kinds keeps its levels. A code's decisions touch that code only.

        Args:
            judged: as `on_texts` gives it.
        """
        import numpy as np

        return np.column_stack([self.level(code, judged[:, code]) for code in range(judged.shape[1])])

    def held_out(self, judged: Judged, groups: NDArray[np.int64]) -> Matrix:
        """Return the same, but what was judged gets the level that the other decisions alone would give it.

        What was not judged gets its level from before any. Decisions are left out by fifths: those about one turn
        together, since a turn and its sentences tell of each other. Equal decisions give equal fifths.

        Args:
            judged: as `on_texts` gives it.
            groups: which texts stand in one turn: its number, shape (texts,).
        """
        import numpy as np

        columns = [self._held_out(code, judged[:, code], groups) for code in range(judged.shape[1])]
        return np.column_stack(columns)

    def _held_out(self, code: int, judged: NDArray[np.int8], groups: NDArray[np.int64]) -> NDArray[np.float64]:
        import numpy as np

        levels, fold = self._prior[:, code].copy(), _folds(judged, groups)
        for at in set(fold.tolist()) - {-1}:
            left_out = fold == at
            levels[left_out] = self.level(code, np.where(left_out, NOTHING, judged).astype(np.int8))[left_out]
        return levels

    def level(self, code: int, judged: NDArray[np.int8]) -> NDArray[np.float64]:
        """Return one code's levels, shape (texts,), from what was judged of it, the same shape."""
        import numpy as np

        prior, known = self._prior[:, code], np.flatnonzero(judged != NOTHING)
        kept = judged[known] == KEPT
        rarer = int(min(kept.sum(), (~kept).sum()))
        if not rarer or prior.std() < _FLAT:
            return prior
        share = rarer / (rarer + _HALF)
        return np.asarray((1 - share) * prior + share * self._learned(code, known, kept))

    def _learned(self, code: int, known: NDArray[np.int64], kept: NDArray[np.bool_]) -> NDArray[np.float64]:
        import numpy as np

        anchors, like_it = _anchors(self._prior[:, code])
        rows, shown = np.concatenate([known, anchors]), np.concatenate([kept, like_it])
        weights = np.concatenate([_balanced(kept, len(kept)), _balanced(like_it, 2 * _ANCHOR_WEIGHT)])
        learned = standard(_fitted(self._features(code), rows, shown, weights, _FREEDOM))
        if self._words is not None:
            trust = _WORDS * len(known) / (len(known) + _WORDS_HALF)
            learned += trust * standard(_fitted(self._words, rows, shown, weights, _WORD_FREEDOM))
        return np.asarray(standard(learned + self._around(learned)))

    def _around(self, learned: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        if self._near is None:
            return np.zeros(len(learned))
        column = bounded(standard(learned), _MOST)[:, None]
        return np.asarray(_NEIGHBOURS * standard(neighbourhood(self._near, column))[:, 0])

    def _features(self, code: int) -> Matrix:
        import numpy as np

        others = _OTHER_CODES * np.delete(self._level, code, axis=1)
        own = [part[:, [code]] for part in self._parts]
        return np.hstack([_PRIOR * self._level[:, [code]], *own, others, self._meaning])


def _word_features(material: Material) -> Any:
    """Return the texts' words and pairs of words, by TF-IDF; none where nobody says a word."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [grams(words) for words in material.words]
    if not any(texts):
        return None
    return TfidfVectorizer(analyzer=as_it_is, sublinear_tf=True).fit_transform(texts)


def _anchors(prior: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return texts that are as clear as the prior can tell, evenly from its top and from its lower half."""
    import numpy as np

    order = np.argsort(-prior, kind="stable")
    top = order[: max(2, round(_TOP_SHARE * len(order)))]
    low = order[len(order) // 2 :]
    likely = top[_evenly(len(top), _CLEARLY)]
    unlikely = low[_evenly(len(low), _CLEARLY_NOT)]
    return np.concatenate([likely, unlikely]), np.arange(len(likely) + len(unlikely)) < len(likely)


def _evenly(count: int, most: int) -> NDArray[np.int64]:
    import numpy as np

    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))


def _balanced(shown: NDArray[np.bool_], weight: float) -> NDArray[np.float64]:
    """Return weights of which each side has half of `weight`."""
    import numpy as np

    sides = weight / (2 * max(1, shown.sum())), weight / (2 * max(1, (~shown).sum()))
    return np.asarray(np.where(shown, *sides))


def _fitted(
    features: Any, rows: NDArray[np.int64], shown: NDArray[np.bool_], weights: NDArray[np.float64], freedom: float
) -> NDArray[np.float64]:
    """Return the log-odds of all rows by a logistic regression that learned from some."""
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    # liblinear's dual wants time by the rows it learns from, not by the thousands of words.
    solver = {"solver": "liblinear", "dual": True, "random_state": 0} if sparse.issparse(features) else {}
    head = LogisticRegression(C=freedom, max_iter=300, **solver).fit(features[rows], shown, sample_weight=weights)
    return np.asarray(head.decision_function(features))


def _folds(judged: NDArray[np.int8], groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each text's fifth, a group's together, both kinds of decision spread evenly; -1 where none was judged."""
    import numpy as np

    fold = np.full(len(judged), -1)
    kept = np.isin(groups, groups[judged == KEPT])
    for of_kind in (kept, ~kept & np.isin(groups, groups[judged != NOTHING])):
        _, place = np.unique(groups[of_kind], return_inverse=True)
        fold[of_kind] = place % _FOLDS
    return fold
