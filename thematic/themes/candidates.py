"""Groups of excerpts to candidate themes: each with what a reader needs to argue with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thematic.model import Theme
from thematic.themes.cluster import centres
from thematic.themes.spread import spread, unsteady

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.model import Span
    from thematic.themes.cluster import Labels, Points
    from thematic.themes.excerpt import Excerpt
    from thematic.themes.grouping import Groups
    from thematic.themes.topics import Topic

__all__ = ["Grouping", "candidates"]

_CENTRAL = 5
_EDGE = 3
_AGAINST = 3
_WORDS, _CODES = 4, 2
# A code that fewer of the excerpts carry does not describe the group.
_TELLING = 0.25


@dataclass(frozen=True, slots=True)
class Grouping:
    """Excerpts in groups, and what was found out about the groups.

    Attributes:
        excerpts: in the order of `points`, shape (n, dimensions), rows of length 1 or 0.
        groups: which is in which, and how steady they are.
        topics: for each group, what sets it apart.
    """

    excerpts: Sequence[Excerpt]
    points: Points
    groups: Groups
    topics: Sequence[Topic]


def candidates(grouping: Grouping, names: Mapping[str, str]) -> tuple[Theme, ...]:
    """Return one candidate a group, in the order of the groups; every excerpt is in exactly one.

    Args:
        grouping: what was grouped.
        names: what codes are called.
    """
    near = grouping.points @ centres(grouping.points, grouping.groups.labels).T
    return tuple(_candidate(grouping, near, group, names) for group in range(near.shape[1]))


def _candidate(grouping: Grouping, near: Points, group: int, names: Mapping[str, str]) -> Theme:
    ranked = [grouping.excerpts[place] for place in _ranked(near, grouping.groups.labels, group)]
    codes = Counter(code for one in ranked for code in one.codes)
    topic, steadiness, without = (
        grouping.topics[group],
        float(grouping.groups.steadiness[group]),
        grouping.groups.without[group],
    )
    by_count = tuple(sorted(codes.items(), key=lambda pair: (-pair[1], pair[0])))
    return Theme(
        id=f"candidate-{group + 1}",
        terms=topic.terms,
        excerpts=tuple(sorted(one.place for one in ranked)),
        central=tuple(one.place for one in ranked[:_CENTRAL]),
        edge=tuple(one.place for one in ranked[_CENTRAL:][: -_EDGE - 1 : -1]),
        codes=by_count,
        participants=tuple(sorted({one.participant for one in ranked if one.participant})),
        groups=tuple(sorted({one.transcript for one in ranked})),
        stability=round(steadiness, 3),
        warnings=(*spread(ranked), *unsteady(steadiness, without)),
        against=_against(grouping, near, group),
        without=without,
        inclusion=_inclusion(topic.said, [(names.get(code, code), count) for code, count in by_count], len(ranked)),
    )


def _ranked(near: Points, labels: Labels, group: int) -> list[int]:
    """Return a group's members, the most central first: close to its own centre, far from the next one."""
    others = np.delete(near, group, axis=1)
    margin = near[:, group] - (others.max(axis=1) if others.shape[1] else 0.0) / 2
    members = np.flatnonzero(labels == group)
    return sorted(members.tolist(), key=lambda place: (-round(float(margin[place]), 6), place))


def _against(grouping: Grouping, near: Points, group: int) -> tuple[tuple[str, Span], ...]:
    """Return the negative cases that are nearest to this group of all: its own, and others' that it has a claim on."""
    closest = near.argmax(axis=1) == group
    own = [
        at
        for at, one in enumerate(grouping.excerpts)
        if one.negative and (closest[at] or grouping.groups.labels[at] == group)
    ]
    order = sorted(own, key=lambda at: (-round(float(near[at, group]), 6), at))
    return tuple(grouping.excerpts[at].place for at in order[:_AGAINST])


def _inclusion(said: Sequence[str], codes: Sequence[tuple[str, int]], size: int) -> str:
    """Return what the members have in common, by their own words and the codes' names; empty where nothing is."""
    words = _listed([f"“{word}”" for word in said[:_WORDS]])
    telling = _listed([name for name, count in codes[:_CODES] if count >= _TELLING * size])
    parts = [f"speaks of {words}" if words else "", f"was coded {telling}" if telling else ""]
    what = " and ".join(filter(None, parts))
    return f"What {what}." if what else ""


def _listed(things: Sequence[str]) -> str:
    return things[0] if len(things) == 1 else " or ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))
