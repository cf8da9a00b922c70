"""Vectors to groups: every excerpt in exactly one, the same on every run. Pure but for scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from thematic.model import Vectors

    Labels = NDArray[np.intp]

__all__ = ["Clusterer", "distinct"]

_WARD_UP_TO = 300
_SPECTRAL_UP_TO = 3_000
_NEIGHBOURS = 15
# Joins the islands of a neighbour graph: too weak to move a point, enough to keep the graph whole.
_THREAD = 1e-3


@dataclass(slots=True)
class Clusterer:
    """Splits vectors into `count` groups; fits BERTopic's place for a cluster model (`fit`, `labels_`).

    Ward for a few hundred excerpts, spectral clustering on a cosine nearest-neighbour graph for thousands (measured
    equal to UMAP with HDBSCAN, without its outliers), k-means for tens of thousands. There is no outlier group.
    """

    count: int
    seed: int
    labels_: Labels = field(default_factory=lambda: np.zeros(0, dtype=np.intp))

    def fit(self, vectors: Vectors, y: object = None) -> Clusterer:
        """Group L2-normalised `vectors` of shape (n, dimensions); sets `labels_` of shape (n,), 0..count-1.

        Groups are numbered by size, the largest first, ties by their first member. `y` is ignored, as BERTopic passes
        it. Fewer groups come out where there are fewer distinct vectors.
        """
        del y
        count = min(self.count, distinct(vectors))
        if count <= 1:
            self.labels_ = np.zeros(len(vectors), dtype=np.intp)
            return self
        labels = _model(vectors, count, self.seed).fit_predict(_input(vectors))
        self.labels_ = _by_size(np.asarray(labels, dtype=np.intp))
        return self


def distinct(vectors: Vectors) -> int:
    """Return how many different vectors there are."""
    return len(np.unique(np.round(vectors, 5), axis=0))


def _model(vectors: Vectors, count: int, seed: int) -> Any:
    from sklearn.cluster import AgglomerativeClustering, KMeans, SpectralClustering

    if len(vectors) <= _WARD_UP_TO:
        return AgglomerativeClustering(n_clusters=count, linkage="ward")
    if len(vectors) <= _SPECTRAL_UP_TO:
        return SpectralClustering(
            n_clusters=count, affinity="precomputed", assign_labels="kmeans", n_init=10, random_state=seed
        )
    return KMeans(n_clusters=count, n_init=5, random_state=seed)


def _input(vectors: Vectors) -> NDArray[np.float64]:
    points = np.asarray(vectors, dtype=np.float64)
    return _neighbour_graph(points) if _WARD_UP_TO < len(points) <= _SPECTRAL_UP_TO else points


def _neighbour_graph(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the symmetric affinity of shape (n, n): cosine to the nearest neighbours, a thread to all others."""
    cosine = np.clip(points @ points.T, 0.0, 1.0)
    np.fill_diagonal(cosine, 0.0)
    nearest = np.argsort(-cosine, axis=1, kind="stable")[:, :_NEIGHBOURS]
    graph = np.zeros_like(cosine)
    rows = np.arange(len(points))[:, None]
    graph[rows, nearest] = cosine[rows, nearest]
    return np.asarray(np.maximum(graph, graph.T) + _THREAD, dtype=np.float64)


def _by_size(labels: Labels) -> Labels:
    found, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(found)), key=lambda place: (-sizes[place], first[place]))
    number = {found[place]: rank for rank, place in enumerate(order)}
    return np.array([number[label] for label in labels], dtype=np.intp)
