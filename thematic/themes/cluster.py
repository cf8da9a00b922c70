"""Coordinates to groups: every excerpt in exactly one, the same on every run. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from thematic.themes.space import landmarks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.intp]
    Points = NDArray[np.float64]

__all__ = ["Clusterer", "Tree", "by_size", "centres", "distinct"]


class Tree:
    """Ward's tree of some points (Ward 1963), to be cut into any number of groups."""

    def __init__(self, points: Points) -> None:
        """Join the nearest, step by step, until all is one."""
        from scipy.cluster.hierarchy import linkage
        from scipy.spatial.distance import pdist

        self._count = len(points)
        self._most = distinct(points)
        self._joins = linkage(pdist(points), method="ward") if len(points) > 1 else np.zeros((0, 4))
        self._steps = self._joins[:, :3].copy()
        # The order of joining in place of its height: joins of one height can then be told apart.
        self._joins[:, 2] = np.arange(len(self._joins))

    @property
    def joins(self) -> tuple[tuple[int, int, float], ...]:
        """Which two were joined in each step, and how far apart they were: points by row, then earlier joins."""
        return tuple((int(one), int(other), round(float(far), 4)) for one, other, far in self._steps)

    def cut(self, groups: int) -> Labels:
        """Return the group of each point, 0..groups-1 by size, the largest first, ties by their first member.

        There are no more groups than different points.
        """
        from scipy.cluster.hierarchy import fcluster

        wanted = min(groups, self._most)
        if wanted <= 1:
            return np.zeros(self._count, dtype=np.intp)
        return by_size(np.asarray(fcluster(self._joins, wanted, criterion="maxclust"), dtype=np.intp))


@dataclass(slots=True)
class Clusterer:
    """Splits coordinates into `count` groups by Ward's tree; fits BERTopic's place for a cluster model.

    Of many thousands the tree is of landmarks, and each of the others joins the group whose centre is nearest. There is
    no outlier group.
    """

    count: int
    labels_: Labels = field(default_factory=lambda: np.zeros(0, dtype=np.intp))

    def fit(self, points: Points, y: object = None) -> Clusterer:
        """Group `points` of shape (n, dimensions); sets `labels_` of shape (n,), as `Tree.cut` numbers them.

        `y` is ignored, as BERTopic passes it.
        """
        del y
        points = np.asarray(points, dtype=np.float64)
        chosen = landmarks(len(points))
        labels = Tree(points[chosen]).cut(self.count)
        if len(chosen) < len(points):
            every = (points @ centres(points[chosen], labels).T).argmax(axis=1)
            every[chosen] = labels
            labels = by_size(every)
        self.labels_ = labels
        return self


def centres(points: Points, labels: Labels) -> Points:
    """Return each group's mean direction, shape (groups, dimensions), rows of length 1 or 0."""
    count = int(labels.max()) + 1
    sums = np.zeros((count, points.shape[1]))
    np.add.at(sums, labels, points)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0))


def distinct(points: Points) -> int:
    """Return how many different points there are."""
    return len(np.unique(np.round(points, 5), axis=0))


def by_size(labels: Labels) -> Labels:
    """Return the same groups numbered from 0 by size, the largest first, ties by their first member."""
    found, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(found)), key=lambda place: (-sizes[place], first[place]))
    number = np.zeros(int(found.max()) + 1, dtype=np.intp)
    number[found[order]] = np.arange(len(found))
    return number[labels]
