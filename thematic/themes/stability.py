"""Does a grouping hold when the sample changes, or without one person's words? And the number of groups by it.

Method: Hennig (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis
52:258-271, doi:10.1016/j.csda.2006.11.025, with subsamples of 80 % drawn without replacement. The coordinates stay as
they are; what is grouped again is a part of the points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thematic.themes.cluster import Tree, distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from thematic.themes.cluster import Labels, Points

__all__ = [
    "Steadiness",
    "best_overlaps",
    "choose_count",
    "counts_tried",
    "leaving_out",
    "mean_overlaps",
    "samples",
    "stability",
    "steadiness_of_counts",
    "weighty",
]

_SHARE = 0.8
_RESAMPLES = 20
_FEWEST = 3
_MOST = 12
_EXCERPTS_A_THEME = 8
_AS_GOOD = 0.05
# Whoever said less of a group than this cannot be what holds it together.
_WEIGHTY = 0.2


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How steady a number of groups is: `mean` over all points, `least` that of the least steady group; both 0..1."""

    count: int
    mean: float
    least: float


def stability(points: Points, labels: Labels, *, count: int, seed: int) -> NDArray[np.float64]:
    """Return, for each group, the mean over resamples of the best Jaccard overlap it finds again, in 0..1.

    Shape (groups,), higher is steadier. Hennig reads values under 0.5 as dissolved and from 0.75 as stable.
    """
    return mean_overlaps(labels, ((sample, Tree(points[sample]).cut(count)) for sample in samples(len(points), seed)))


def choose_count(tried: Sequence[Steadiness]) -> int:
    """Return the largest number of groups, among those tried, that is within 0.05 of the steadiest.

    The larger number, because two candidates are easier to join than one is to split.
    """
    best = max(one.mean for one in tried)
    return max(one.count for one in tried if one.mean >= best - _AS_GOOD)


def steadiness_of_counts(points: Points, *, seed: int, codes: int = 0) -> list[Steadiness]:
    """Return how steady each number of groups worth trying is, by its groups' stability weighted by size."""
    counts = counts_tried(len(points), distinct(points), codes)
    whole = Tree(points)
    again = [(sample, Tree(points[sample])) for sample in samples(len(points), seed)]
    return [_steadiness(whole.cut(count), again, count) for count in counts]


def counts_tried(excerpts: int, different: int, codes: int = 0) -> range:
    """Return the numbers of groups worth trying: from 3 to one for every 8 excerpts, 12 at most.

    Of coded excerpts, no more than half as many as there are codes: a theme is more than a code.
    """
    low = min(_FEWEST, max(1, excerpts // 3), different)
    most = min(_MOST, excerpts // _EXCERPTS_A_THEME, different, *([math.ceil(codes / 2)] if codes > 1 else []))
    return range(low, max(low, most) + 1)


def leaving_out(
    points: Points, labels: Labels, people: Sequence[str | None], *, count: int
) -> list[tuple[tuple[str, float], ...]]:
    """Return, for each group, who holds a good part of it and how much of what is left is found again without them.

    Each as (person, 0..1), the least first: the best Jaccard overlap of the group's other points when the person's
    words are left out and the rest is grouped again.
    """
    groups = int(labels.max()) + 1
    found: list[list[tuple[str, float]]] = [[] for _ in range(groups)]
    for who, kept, held in weighty(labels, people):
        overlaps = dict(best_overlaps(labels[kept], Tree(points[kept]).cut(count), groups))
        for group in held:
            found[group].append((who, round(overlaps.get(group, 0.0), 3)))
    return [tuple(sorted(one, key=lambda pair: (pair[1], pair[0]))) for one in found]


def weighty(labels: Labels, people: Sequence[str | None]) -> Iterator[tuple[str, NDArray[np.intp], list[int]]]:
    """Yield who holds a fifth or more of a group, the rows that are not theirs, and those groups."""
    groups = int(labels.max()) + 1
    said_by = np.asarray([who or "" for who in people])
    for who in sorted({one for one in people if one}):
        own = said_by == who
        held = np.flatnonzero(np.bincount(labels[own], minlength=groups) >= _WEIGHTY * np.bincount(labels))
        kept = np.flatnonzero(~own)
        if len(held) and len(kept) >= groups:
            yield who, kept, held.tolist()


def samples(count: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of each subsample, in ascending order."""
    rng = np.random.default_rng(seed)
    size = max(2, round(_SHARE * count))
    for _ in range(_RESAMPLES):
        yield np.sort(rng.choice(count, size=min(size, count), replace=False))


def _steadiness(labels: Labels, again: Sequence[tuple[NDArray[np.int64], Tree]], count: int) -> Steadiness:
    found = mean_overlaps(labels, ((sample, tree.cut(count)) for sample, tree in again))
    mean = float(np.average(found, weights=np.bincount(labels)))
    return Steadiness(count, round(mean, 6), round(float(found.min()), 6))


def mean_overlaps(labels: Labels, again: Iterable[tuple[NDArray[np.int64], Labels]]) -> NDArray[np.float64]:
    """Return for each group its mean best overlap over resamples, each as (rows, the groups they have again)."""
    groups = int(labels.max()) + 1
    found: list[list[float]] = [[] for _ in range(groups)]
    for sample, other in again:
        for group, overlap in best_overlaps(labels[sample], other, groups):
            found[group].append(overlap)
    return np.array([np.mean(one) if one else 0.0 for one in found])


def best_overlaps(before: Labels, after: Labels, groups: int) -> list[tuple[int, float]]:
    """Return for each group that has points here the largest Jaccard overlap with a group of the others, 0..1."""
    table = np.zeros((groups, int(after.max()) + 1))
    np.add.at(table, (before, after), 1)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    overlap = np.divide(table, union, out=np.zeros_like(table), where=union > 0).max(axis=1)
    return [(group, float(overlap[group])) for group in range(groups) if table[group].any()]
