"""Excerpts in groups by one lens or the other, with how steady the groups are. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from thematic.themes.cluster import Clusterer, distinct
from thematic.themes.space import landmarks
from thematic.themes.stability import choose_count, leaving_out, stability, steadiness_of_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.themes.cluster import Labels, Points
    from thematic.themes.excerpt import Excerpt
    from thematic.themes.stability import Steadiness

__all__ = ["Cluster", "Groups", "by_meaning"]


class Cluster(Protocol):
    """What fits BERTopic's place for a cluster model."""

    labels_: Labels

    def fit(self, points: Points, y: object = None) -> Cluster:
        """Set `labels_` of shape (n,), 0..groups-1 by size, for points of shape (n, dimensions)."""
        ...


@dataclass(frozen=True, slots=True)
class Groups:
    """A grouping of excerpts.

    Attributes:
        cluster: what gives each excerpt its group.
        labels: the groups it gives, shape (n,).
        steadiness: for each group 0..1, how well it is found again when the sample changes; shape (groups,).
        without: for each group, who holds a good part of it, and what is left of it without them.
        tried: the numbers of groups that were tried.
    """

    cluster: Cluster
    labels: Labels
    steadiness: NDArray[np.float64]
    without: Sequence[tuple[tuple[str, float], ...]]
    tried: Sequence[Steadiness]


def by_meaning(excerpts: Sequence[Excerpt], points: Points, *, count: int | None, seed: int) -> Groups:
    """Group excerpts by where they lie, into `count` groups, or as many as are steady."""
    some = landmarks(len(points))
    codes = len({code for one in excerpts for code in one.codes})
    tried = [] if count else steadiness_of_counts(points[some], codes=codes, seed=seed)
    chosen = min(count or choose_count(tried), distinct(points))
    cluster = Clusterer(chosen).fit(points)
    steadiness = stability(points[some], cluster.labels_[some], count=chosen, seed=seed)
    people = [excerpts[at].participant for at in some]
    without = leaving_out(points[some], cluster.labels_[some], people, count=chosen)
    return Groups(cluster, cluster.labels_, steadiness, without, tried)
