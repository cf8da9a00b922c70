"""Does a grouping hold when the sample changes? Clusterwise stability by resampling, and the number of groups by it.

Method: Hennig (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis
52:258-271, doi:10.1016/j.csda.2006.11.025, with subsamples of 80 % drawn without replacement.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from thematic.themes.cluster import Clusterer, distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from thematic.model import Vectors
    from thematic.themes.cluster import Labels

__all__ = ["choose_count", "counts_tried", "stability"]

_SHARE = 0.8
_RESAMPLES = 20
_RESAMPLES_OF_MANY = 5
_MANY = 1_000
_FEWEST = 3
_MOST = 12
_EXCERPTS_A_THEME = 8
_AS_GOOD = 0.05


def stability(vectors: Vectors, labels: Labels, *, count: int, seed: int) -> NDArray[np.float64]:
    """Return, for each group, the mean over resamples of the best Jaccard overlap it finds again, in 0..1.

    Shape (groups,), higher is steadier. Hennig reads values under 0.5 as dissolved and from 0.75 as stable.
    """
    rng = np.random.default_rng(seed)
    groups = int(labels.max()) + 1
    found: list[list[float]] = [[] for _ in range(groups)]
    for _ in range(_RESAMPLES if len(vectors) <= _MANY else _RESAMPLES_OF_MANY):
        sample = np.sort(rng.choice(len(vectors), size=max(2, round(_SHARE * len(vectors))), replace=False))
        again = Clusterer(count, seed).fit(vectors[sample]).labels_
        for group, overlap in _best_overlaps(labels[sample], again, groups):
            found[group].append(overlap)
    return np.array([np.mean(one) if one else 0.0 for one in found])


def choose_count(vectors: Vectors, *, seed: int, codes: int = 0) -> int:
    """Return the largest number of groups, among those tried, that is within 0.05 of the steadiest.

    Steadiness is the mean stability of the groups, weighted by size. The larger number, because two candidates are
    easier to join than one is to split.
    """
    found = {count: _steadiness(vectors, count, seed) for count in counts_tried(len(vectors), distinct(vectors), codes)}
    best = max(found.values())
    return max(count for count, steadiness in found.items() if steadiness >= best - _AS_GOOD)


def counts_tried(excerpts: int, different: int, codes: int = 0) -> range:
    """Return the numbers of groups worth trying: from 3 to one for every 8 excerpts, 12 at most.

    Of coded excerpts, no more than half as many as there are codes: a theme is more than a code.
    """
    low = min(_FEWEST, max(1, excerpts // 3), different)
    most = min(_MOST, excerpts // _EXCERPTS_A_THEME, different, *([math.ceil(codes / 2)] if codes > 1 else []))
    return range(low, max(low, most) + 1)


def _steadiness(vectors: Vectors, count: int, seed: int) -> float:
    labels = Clusterer(count, seed).fit(vectors).labels_
    sizes = np.bincount(labels)
    return round(float(np.average(stability(vectors, labels, count=count, seed=seed), weights=sizes)), 6)


def _best_overlaps(before: Labels, after: Labels, groups: int) -> list[tuple[int, float]]:
    table = np.zeros((groups, int(after.max()) + 1))
    np.add.at(table, (before, after), 1)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    overlap = np.divide(table, union, out=np.zeros_like(table), where=union > 0).max(axis=1)
    return [(group, float(overlap[group])) for group in range(groups) if table[group].any()]
