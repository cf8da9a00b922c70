"""Vectors to a space in which nearness runs along the talk: what is linked by many near neighbours lies together. Pure.

A graph of nearest neighbours with distances scaled to each point's own surroundings (the fuzzy graph of UMAP: McInnes,
Healy & Melville 2018, arXiv:1802.03426), and the diffusion map of it (Coifman & Lafon 2006,
doi:10.1016/j.acha.2006.04.006): its leading eigenvectors, each weighed by its eigenvalue to the power of the steps.
Nothing is drawn at random, so that the same vectors give the same space. What was measured: docs/adr/0020.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from thematic.model import Vectors

    Points = NDArray[np.float64]

__all__ = ["LANDMARKS", "landmarks", "space_of"]

# Of fewer excerpts the graph is too thin to tell more than the vectors do.
_FEWEST = 150
_NEIGHBOURS = 15
_DIMENSIONS = 24
_STEPS = 8
# So many stand for all: the rest is placed among them, and time grows linearly.
LANDMARKS = 5_000
# Joins the islands of the graph: too weak to move a point, enough to keep the graph whole.
_THREAD = 1e-4
_DENSE_UP_TO = 600
_HALVINGS = 40
_ROWS = 512


def landmarks(count: int) -> NDArray[np.intp]:
    """Return the rows that stand for `count` of them, evenly spread: all where there are no more than 5,000."""
    return np.unique(np.linspace(0, count - 1, min(count, LANDMARKS)).round().astype(np.intp))


def space_of(vectors: Vectors) -> Points:
    """Return coordinates of shape (n, dimensions), rows of length 1 or 0; of few excerpts the vectors themselves.

    Args:
        vectors: L2-normalised, shape (n, dimensions).
    """
    points = np.asarray(vectors, dtype=np.float64)
    if len(points) < _FEWEST:
        return points
    chosen = landmarks(len(points))
    known = _diffused(_graph(points[chosen]))
    return known if len(chosen) == len(points) else _placed(points, points[chosen], known)


def _nearest(points: Points, among: Points, count: int, *, same: bool) -> tuple[NDArray[np.intp], Points]:
    """Return the rows of the nearest of `among` for each point, and their distances 0..2; itself left out if `same`."""
    rows = np.zeros((len(points), count), dtype=np.intp)
    far = np.zeros((len(points), count))
    turned = np.ascontiguousarray(among.T)
    for start in range(0, len(points), _ROWS):
        near = points[start : start + _ROWS] @ turned
        if same:
            near[np.arange(len(near)), start + np.arange(len(near))] = -np.inf
        # A little of everything, the largest first; the sort is stable, so that ties go to the earlier.
        some = np.sort(np.argpartition(-near, count, axis=1)[:, : count + 1], axis=1)
        order = np.argsort(-np.take_along_axis(near, some, axis=1), axis=1, kind="stable")[:, :count]
        rows[start : start + len(near)] = np.take_along_axis(some, order, axis=1)
        far[start : start + len(near)] = 1 - np.take_along_axis(near, rows[start : start + len(near)], axis=1)
    return rows, far.clip(0)


def _graph(points: Points) -> Any:
    """Return the symmetric sparse affinity of shape (n, n), 0..1: how surely two are neighbours by either's measure."""
    from scipy import sparse

    rows, far = _nearest(points, points, _NEIGHBOURS, same=True)
    sure = _sureness(far)
    starts = np.repeat(np.arange(len(points)), _NEIGHBOURS)
    one_way = sparse.csr_matrix((sure.ravel(), (starts, rows.ravel())), shape=(len(points), len(points)))
    return one_way + one_way.T - one_way.multiply(one_way.T)


def _sureness(far: Points) -> Points:
    """Return exp(-(distance beyond the nearest) / scale), each row's scale such that it sums to log2(neighbours)."""
    beyond = far - far[:, :1]
    low, high = np.full(len(far), 1e-4), np.full(len(far), 10.0)
    for _ in range(_HALVINGS):
        scale = (low + high) / 2
        wide = np.exp(-beyond / scale[:, None]).sum(axis=1) > math.log2(_NEIGHBOURS)
        low, high = np.where(wide, low, scale), np.where(wide, scale, high)
    return np.asarray(np.exp(-beyond / ((low + high) / 2)[:, None]))


def _diffused(graph: Any) -> Points:
    values, directions = _leading(graph)
    # An eigenvector's sign is arbitrary, and so would be what is printed of it.
    signs = np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(directions.shape[1])])
    return _normalised(directions * signs * values.clip(0) ** _STEPS)


def _leading(graph: Any) -> tuple[NDArray[np.float64], Points]:
    """Return the leading eigenvalues and eigenvectors of the normalised graph with a thread between all points."""
    count = graph.shape[0]
    degrees = np.asarray(graph.sum(axis=1)).ravel() + _THREAD * count
    scale = 1 / np.sqrt(degrees)
    if count <= _DENSE_UP_TO:
        from scipy.linalg import eigh

        whole = scale[:, None] * (graph.toarray() + _THREAD) * scale[None]
        values, directions = eigh(whole, subset_by_index=[count - _DIMENSIONS, count - 1])
        return values, directions
    from scipy.sparse import diags
    from scipy.sparse.linalg import LinearOperator, eigsh

    scaled = diags(scale) @ graph @ diags(scale)
    walk = LinearOperator((count, count), matvec=lambda x: scaled @ x + _THREAD * scale * (scale @ x), dtype=np.float64)
    values, directions = eigsh(walk, k=_DIMENSIONS, v0=np.full(count, 1 / math.sqrt(count)))
    return values, directions


def _placed(points: Points, among: Points, known: Points) -> Points:
    """Return coordinates for all points: the mean of those of the nearest landmarks, the nearer the more."""
    rows, far = _nearest(points, among, _NEIGHBOURS, same=False)
    sure = _sureness(far)
    placed = np.zeros((len(points), known.shape[1]))
    for neighbour in range(_NEIGHBOURS):
        placed += sure[:, neighbour, None] * known[rows[:, neighbour]]
    placed[landmarks(len(points))] = known
    return _normalised(placed)


def _normalised(points: Points) -> Points:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 0))
