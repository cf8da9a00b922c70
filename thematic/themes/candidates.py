"""Groups of excerpts to candidate themes: each with what a reader needs to argue with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from thematic.model import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from thematic.model import Vectors
    from thematic.themes.cluster import Labels
    from thematic.themes.excerpt import Excerpt

__all__ = ["candidates"]

_CENTRAL = 5
_EDGE = 3
_THIN = 3
_DISSOLVES = 0.5


def candidates(
    excerpts: Sequence[Excerpt],
    vectors: Vectors,
    labels: Labels,
    *,
    terms: Sequence[tuple[str, ...]],
    steadiness: NDArray[np.float64],
) -> tuple[Theme, ...]:
    """Return one candidate a group, the largest first; every excerpt is in exactly one.

    Args:
        excerpts: in the order of `vectors`, shape (n, dimensions), and of `labels`, shape (n,).
        vectors: L2-normalised.
        labels: the group of each excerpt, 0..groups-1.
        terms: for each group, what sets it apart.
        steadiness: for each group, its stability in 0..1.
    """
    near = np.asarray(vectors, dtype=np.float64) @ _centres(vectors, labels).T
    return tuple(
        _candidate(
            group, [excerpts[place] for place in _ranked(near, labels, group)], terms[group], float(steadiness[group])
        )
        for group in range(int(labels.max()) + 1)
    )


def _centres(vectors: Vectors, labels: Labels) -> NDArray[np.float64]:
    means = np.array([vectors[labels == group].mean(axis=0) for group in range(int(labels.max()) + 1)], dtype=float)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(np.divide(means, lengths, out=np.zeros_like(means), where=lengths > 0))


def _ranked(near: NDArray[np.float64], labels: Labels, group: int) -> list[int]:
    """Return a group's members, the most central first: close to its own centre, far from the next one."""
    others = np.delete(near, group, axis=1)
    margin = near[:, group] - (others.max(axis=1) if others.shape[1] else 0.0) / 2
    members = np.flatnonzero(labels == group)
    return sorted(members.tolist(), key=lambda place: (-round(float(margin[place]), 6), place))


def _candidate(group: int, ranked: Sequence[Excerpt], terms: tuple[str, ...], steadiness: float) -> Theme:
    codes = Counter(code for one in ranked for code in one.codes)
    people = sorted({one.participant for one in ranked if one.participant})
    groups = sorted({one.transcript for one in ranked})
    return Theme(
        id=f"candidate-{group + 1}",
        terms=terms,
        excerpts=tuple(sorted(one.place for one in ranked)),
        central=tuple(one.place for one in ranked[:_CENTRAL]),
        edge=tuple(one.place for one in ranked[_CENTRAL:][: -_EDGE - 1 : -1]),
        codes=tuple(sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))),
        participants=tuple(people),
        groups=tuple(groups),
        stability=round(steadiness, 3),
        warnings=tuple(_warnings(len(ranked), people, groups, steadiness)),
    )


def _warnings(size: int, people: Sequence[str], groups: Sequence[str], steadiness: float) -> Iterator[str]:
    if len(people) == 1:
        yield f"rests on one person ({people[0]})"
    elif len(groups) == 1:
        yield f"rests on one group ({groups[0]})"
    if size < _THIN:
        yield f"rests on {size} excerpt{'s' * (size != 1)}"
    if steadiness < _DISSOLVES:
        yield "dissolves when the sample changes"
