"""What coders said of units, yes or no, and the sums that every coefficient is made of."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MISSING", "SINGLE", "Ratings", "Sum", "pairs_of", "tally"]

MISSING = -1


@dataclass(frozen=True, slots=True)
class Ratings:
    """What each coder said of each unit for one code.

    Attributes:
        values: int8 of shape (units, coders): 1 for the code, 0 for no code, `MISSING` where a coder did not judge it.
        groups: int of shape (units,): the number of the transcript each unit is from, from 0.
    """

    values: NDArray[np.int8]
    groups: NDArray[np.int64]


class Sum:
    """The places of the sums over units, in the last axis of a tally; those of each pair of coders follow."""

    # Over units that anybody judged.
    JUDGED, SHARE = range(2)
    # Over units that at least two judged: units, agreement, ratings, positive ratings, coincidences of yes with no.
    SHARED, AGREE, RATINGS, POSITIVES, SPLIT = range(2, 7)
    # Over pairs of ratings: both yes, both no, one of each.
    BOTH, NEITHER, ONE = range(7, 10)


SINGLE = 10
_PER_PAIR = 4


def pairs_of(coders: int) -> list[tuple[int, int]]:
    """Return each pair of coders, in the order in which their four sums (yes-yes, yes-no, no-yes, no-no) follow."""
    return list(itertools.combinations(range(coders), 2))


def tally(ratings: Ratings, groups: int) -> NDArray[np.float64]:
    """Return the sums for each group, of shape (groups, 10 + 4 * pairs).

    Units that were judged alike are counted once and weighed, so that this costs one sort of the units.
    """
    coders = ratings.values.shape[1]
    key = np.zeros(len(ratings.values), dtype=np.int64)
    for coder in range(coders):
        key = 3 * key + ratings.values[:, coder] + 1
    _, first, pattern = np.unique(key, return_index=True, return_inverse=True)
    places = ratings.groups * len(first) + pattern
    counts = np.bincount(places, minlength=groups * len(first)).reshape(groups, len(first))
    return counts.astype(float) @ _sums(ratings.values[first])


def _sums(values: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return what one unit of each row adds to the sums."""
    judged, yes = (values != MISSING).sum(axis=1).astype(float), (values == 1).sum(axis=1).astype(float)
    no, shared = judged - yes, judged > 1
    others = np.where(shared, judged - 1, 1)
    both, neither = yes * (yes - 1) / 2, no * (no - 1) / 2
    coders = values.T
    columns = [
        judged > 0,
        yes / np.maximum(judged, 1),
        shared,
        shared * 2 * (both + neither) / np.maximum(judged * others, 1),
        shared * judged,
        shared * yes,
        shared * yes * no / others,
        both,
        neither,
        yes * no,
        *itertools.chain.from_iterable(_cells(coders[one], coders[two]) for one, two in pairs_of(len(coders))),
    ]
    return np.stack([column.astype(float) for column in columns], axis=1)


def _cells(one: NDArray[np.int8], two: NDArray[np.int8]) -> tuple[NDArray[np.bool_], ...]:
    return (one == 1) & (two == 1), (one == 1) & (two == 0), (one == 0) & (two == 1), (one == 0) & (two == 0)
