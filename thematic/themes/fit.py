"""How well excerpts fit the themes that hold them, and themes one another. Pure.

How near an excerpt is to a theme is its cosine to the mean direction of the theme's other excerpts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from thematic.themes.cluster import Points

__all__ = ["Alike", "Fit", "alike", "fits"]

# So much nearer to another theme is a misfit; within so much, an excerpt fits two.
_BEYOND, _EVEN = 0.1, 0.02
# Excerpts that are near no theme fit none, let alone two.
_NEAR = 0.2
_NEIGHBOURS = 5
# Two themes are one where the neighbours of their excerpts are the other's this often, beside what chance would make.
_MINGLED = 0.75
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """One excerpt beside the themes, by their positions.

    Attributes:
        own: the theme that holds it, of several the nearest; none where none does.
        other: the nearest of the others.
        misfit: the other is clearly nearer than its own.
        both: it is about as near to one as to the other.
    """

    own: int | None
    other: int | None
    misfit: bool = False
    both: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """Two themes by their positions, and how far their excerpts mingle: 0 not at all, 1 as if they were one."""

    first: int
    second: int
    mingled: float


def fits(points: Points, members: NDArray[np.bool_]) -> list[Fit]:
    """Return how each excerpt fits.

    Args:
        points: shape (excerpts, dimensions), rows of length 1 or 0.
        members: which theme holds which excerpt, shape (excerpts, themes).
    """
    near = _nearness(points, members)
    return [_fit(near[row], members[row]) for row in range(len(points))]


def _nearness(points: Points, members: NDArray[np.bool_]) -> Points:
    sums = members.T.astype(np.float64) @ points
    near = np.zeros(members.shape)
    for theme in range(members.shape[1]):
        rest = sums[theme] - points * members[:, theme, None]
        lengths = np.linalg.norm(rest, axis=1)
        near[:, theme] = np.divide((rest * points).sum(axis=1), lengths, out=np.zeros(len(points)), where=lengths > 0)
    return near


def _fit(near: NDArray[np.float64], holds: NDArray[np.bool_]) -> Fit:
    own, other = _best(near, holds), _best(near, ~holds)
    if own is None or other is None:
        return Fit(own, other)
    beyond = round(float(near[other] - near[own]), 6)
    misfit = beyond > _BEYOND and bool(near[other] >= _NEAR)
    return Fit(own, other, misfit, both=not misfit and abs(beyond) <= _EVEN and bool(near[own] >= _NEAR))


def _best(near: NDArray[np.float64], among: NDArray[np.bool_]) -> int | None:
    places = np.flatnonzero(among)
    return int(places[near[places].argmax()]) if len(places) else None


def alike(points: Points, members: NDArray[np.bool_]) -> list[Alike]:
    """Return the pairs of themes whose excerpts lie among one another as if they were one, the most mingled first.

    For each excerpt of a pair, the share of its five nearest in the pair that are the other's, beside the share that
    there would be if they lay at random; the mean over the excerpts of either, and the less of the two.
    """
    pairs = [
        Alike(first, second, _mingled(points, members[:, first], members[:, second]))
        for first in range(members.shape[1])
        for second in range(first + 1, members.shape[1])
    ]
    return sorted((one for one in pairs if one.mingled >= _MINGLED), key=lambda one: (-one.mingled, one.first))


def _mingled(points: Points, first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    if min(first.sum(), second.sum()) < _FEWEST:
        return 0.0
    rows = np.flatnonzero(first | second)
    near = points[rows] @ points[rows].T
    np.fill_diagonal(near, -np.inf)
    nearest = np.argsort(-near, axis=1, kind="stable")[:, : min(_NEIGHBOURS, len(rows) - 1)]
    shares = [
        float(theirs[rows][nearest[own[rows]]].mean()) * (len(rows) - 1) / max(1, int(theirs.sum()))
        for own, theirs in ((first, second), (second, first))
    ]
    return round(min(1.0, *shares), 3)
