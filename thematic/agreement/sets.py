"""How far coders gave units the same sets of codes: Krippendorff's alpha with a distance between sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

__all__ = ["alpha_of_sets", "masi"]

MOST_SETS = 6_000
_BLOCK = 512


def masi(sets: NDArray[np.int8], others: NDArray[np.int8]) -> Values:
    """Return the MASI distance of each of `sets` to each of `others`, 0..1, for 0/1 rows of codes.

    1 - Jaccard * monotonicity: 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, else 0.
    Passonneau (2006), LREC, 831-836. Two empty sets are at distance 0, an empty one and another at 1.
    """
    one, two = sets.astype(float), others.astype(float)
    return _distance(one @ two.T, one.sum(axis=1)[:, None], two.sum(axis=1)[None, :])


def _distance(both: Values, sizes: Values, other_sizes: Values) -> Values:
    """Return the distance of sets of these sizes that have so many codes in common."""
    either = sizes + other_sizes - both
    held = both == np.minimum(sizes, other_sizes)
    monotonic = np.select([both == either, held & (both > 0), both > 0], [1.0, 2 / 3, 1 / 3], 0.0)
    return np.asarray(1 - np.where(either > 0, both / np.maximum(either, 1), 1.0) * monotonic)


def alpha_of_sets(sets: NDArray[np.int8], judged: NDArray[np.bool_]) -> float | None:
    """Return alpha with the MASI distance; none where every set is the same, or no unit was judged by two.

    None as well where there are more than 6,000 different sets: each is compared with every other.

    `sets` has shape (units, coders, codes) of 0 and 1, `judged` (units, coders) says where a coder gave a set.
    """
    paired = judged.sum(axis=1) > 1
    sets, judged = sets[paired], judged[paired]
    if not len(sets):
        return None
    rows, kind = np.unique(sets[judged], axis=0, return_inverse=True)
    if len(rows) > MOST_SETS:
        return None
    totals = np.bincount(kind.ravel(), minlength=len(rows)).astype(float)
    expected = _within(rows, totals)
    if expected <= 0:
        return None
    return 1 - (float(totals.sum()) - 1) * _observed(sets, judged) / expected


def _within(rows: NDArray[np.int8], totals: Values) -> float:
    """Return the sum of distances of all ratings to all others, a block of distinct sets at a time."""
    starts = range(0, len(rows), _BLOCK)
    return float(sum(totals[at : at + _BLOCK] @ masi(rows[at : at + _BLOCK], rows) @ totals for at in starts))


def _observed(sets: NDArray[np.int8], judged: NDArray[np.bool_]) -> float:
    """Return the sum over units of the distances between its sets, each ordered pair by 1 / (ratings - 1)."""
    total = 0.0
    weight = 1 / (judged.sum(axis=1) - 1)
    for one in range(judged.shape[1]):
        for two in range(one + 1, judged.shape[1]):
            there = judged[:, one] & judged[:, two]
            total += 2 * float((weight[there] * _row_by_row(sets[there, one], sets[there, two])).sum())
    return total


def _row_by_row(one: NDArray[np.int8], two: NDArray[np.int8]) -> Values:
    both = (one & two).sum(axis=1).astype(float)
    return _distance(both, one.sum(axis=1).astype(float), two.sum(axis=1).astype(float))
