"""What makes a theme rest on little: few people, one group, or a grouping that does not hold. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.themes.excerpt import Excerpt

__all__ = ["spread", "unsteady"]

_THIN = 3
# Hennig (2007) reads less as dissolved.
_DISSOLVES = 0.5
# So much of a theme has to be one person's before it is said.
_MOSTLY = 0.5


def spread(members: Sequence[Excerpt]) -> Iterator[str]:
    """Say where a group rests on little: one person, one group, a few excerpts."""
    people = Counter(one.participant for one in members if one.participant)
    groups = {one.transcript for one in members}
    who, most = min(people.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
    if len(people) == 1:
        yield f"rests on one person ({who})"
    elif most > _MOSTLY * len(members):
        yield f"{most} of its {len(members)} excerpts are {who}'s"
    if len(groups) == 1 and len(people) != 1:
        yield f"rests on one group ({min(groups)})"
    if len(members) < _THIN:
        yield f"rests on {len(members)} excerpt{'s' * (len(members) != 1)}"


def unsteady(steadiness: float | None, without: Sequence[tuple[str, float]]) -> Iterator[str]:
    """Say where a theme falls apart: when the sample changes, or without somebody's words; of 0..1 each, if known."""
    if steadiness is not None and steadiness < _DISSOLVES:
        yield "dissolves when the sample changes"
    yield from (f"dissolves without {who}" for who, left in without if left < _DISSOLVES)
