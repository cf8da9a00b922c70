"""Codes that go together, and the excerpts that carry them: the other lens. Pure.

Two codes go together where they are given in the same turn, in turns near one another, and to the same people. Each
code is a profile over turns (its own count fully, a turn away by half, two turns away by a quarter) and one over
participants; two codes are as near as the mean of the two cosines, and Ward's tree of the profiles makes the groups.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from thematic.errors import StudyError
from thematic.themes.cluster import Tree, by_size
from thematic.themes.grouping import Groups
from thematic.themes.stability import Steadiness, best_overlaps, choose_count, mean_overlaps, samples, weighty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from thematic.themes.cluster import Labels, Points
    from thematic.themes.excerpt import Excerpt

__all__ = ["by_codes"]

_FEWEST_CODES = 3
_FEWEST_GROUPS = 2
_NEAR = {0: 1.0, 1: 0.5, 2: 0.25}


@dataclass(slots=True)
class _Given:
    """Groups that were found elsewhere, in BERTopic's place for a cluster model."""

    labels_: Labels = field(default_factory=lambda: np.zeros(0, dtype=np.intp))

    def fit(self, points: Points, y: object = None) -> _Given:
        """Change nothing."""
        del points, y
        return self


def by_codes(excerpts: Sequence[Excerpt], *, count: int | None, seed: int) -> Groups:
    """Group the codes that go together; an excerpt is where most of its codes are, and the larger group has a tie.

    Raises:
        StudyError: there are fewer than three codes, or fewer than `count`.
    """
    names = sorted({code for one in excerpts for code in one.codes})
    if len(names) < _FEWEST_CODES:
        raise StudyError(f"{len(names)} codes are too few to see which go together. Code with {_FEWEST_CODES} or more.")
    if count is not None and count > len(names):
        raise StudyError(f"{len(names)} codes cannot make {count} themes. Choose a smaller number.")
    carries = np.array([[code in one.codes for code in names] for one in excerpts], dtype=bool)
    tree = Tree(_profiles(excerpts, carries))
    again = [_again(excerpts, carries, rows) for rows in samples(len(excerpts), seed)]
    most = max(_FEWEST_GROUPS, math.ceil(len(names) / 2))
    tried = [] if count else [_steadiness(tree.cut(k), again, k) for k in range(_FEWEST_GROUPS, most + 1)]
    chosen = count or choose_count(tried)
    codes = tree.cut(chosen)
    raw = _of_excerpts(carries, codes)
    labels = by_size(raw)
    # The group of codes behind each group of excerpts: one that is no excerpt's first is left out.
    behind = [int(raw[labels == group][0]) for group in range(int(labels.max()) + 1)]
    steadiness = mean_overlaps(codes, ((kept, some.cut(chosen)) for kept, some in again))[behind]
    without = _without(excerpts, carries, codes, labels, behind, chosen)
    return Groups(_Given(labels), labels, steadiness, without, tried)


def _of_excerpts(carries: NDArray[np.bool_], codes: Labels) -> Labels:
    votes = carries.astype(np.float64) @ np.eye(int(codes.max()) + 1)[codes]
    # Less than any vote, and the more the larger a group is.
    tie = (votes > 0).sum(axis=0) / (2 * len(votes))
    return np.asarray((votes + tie * (votes > 0)).argmax(axis=1), dtype=np.intp)


def _again(excerpts: Sequence[Excerpt], carries: NDArray[np.bool_], rows: NDArray[np.int64]) -> tuple[Labels, Tree]:
    """Return the codes that some of the excerpts carry, and their tree."""
    kept = np.flatnonzero(carries[rows].any(axis=0))
    return kept, Tree(_profiles([excerpts[row] for row in rows], carries[np.ix_(rows, kept)]))


def _steadiness(codes: Labels, again: Sequence[tuple[Labels, Tree]], count: int) -> Steadiness:
    found = mean_overlaps(codes, ((kept, tree.cut(count)) for kept, tree in again))
    mean = float(np.average(found, weights=np.bincount(codes)))
    return Steadiness(count, round(mean, 6), round(float(found.min()), 6))


def _without(  # noqa: PLR0913, PLR0917  what was grouped, by whom, and into what
    excerpts: Sequence[Excerpt],
    carries: NDArray[np.bool_],
    codes: Labels,
    labels: Labels,
    behind: Sequence[int],
    count: int,
) -> list[tuple[tuple[str, float], ...]]:
    """Return, for each group, how much of its codes is found again without the words of who holds a good part of it."""
    found: list[list[tuple[str, float]]] = [[] for _ in behind]
    for who, rows, groups in weighty(labels, [one.participant for one in excerpts]):
        kept, tree = _again(excerpts, carries, rows)
        overlaps = dict(best_overlaps(codes[kept], tree.cut(count), int(codes.max()) + 1))
        for group in groups:
            found[group].append((who, round(overlaps.get(behind[group], 0.0), 3)))
    return [tuple(sorted(one, key=lambda pair: (pair[1], pair[0]))) for one in found]


def _profiles(excerpts: Sequence[Excerpt], carries: NDArray[np.bool_]) -> Points:
    """Return each code's profile over turns and over participants, shape (codes, turns + participants), length 1."""
    turns = _over_turns(excerpts, carries)
    people = sorted({one.participant or "" for one in excerpts})
    places = np.array([people.index(one.participant or "") for one in excerpts])
    over_people = np.zeros((carries.shape[1], len(people)))
    np.add.at(over_people.T, places, carries)
    return np.hstack([_unit(turns), _unit(over_people)]) / math.sqrt(2)


def _over_turns(excerpts: Sequence[Excerpt], carries: NDArray[np.bool_]) -> Points:
    near = [(one.transcript, one.turn + step) for one in excerpts for step in range(-max(_NEAR), max(_NEAR) + 1)]
    column = {turn: at for at, turn in enumerate(dict.fromkeys(near))}
    found = np.zeros((carries.shape[1], len(column)))
    for one, codes in zip(excerpts, carries, strict=True):
        for step in range(-max(_NEAR), max(_NEAR) + 1):
            found[codes, column[one.transcript, one.turn + step]] += _NEAR[abs(step)]
    return found


def _unit(points: Points) -> Points:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 0))
