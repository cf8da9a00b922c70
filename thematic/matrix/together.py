"""Things given together: in the same excerpt, turn, neighbourhood or by the same person. A count, not a strength."""

from __future__ import annotations

import itertools
from enum import StrEnum
from typing import TYPE_CHECKING

from thematic.matrix.counts import Cell, Matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from thematic.matrix.counts import Mention

    Unit = tuple[str, int]

__all__ = ["Within", "together"]

# Turns this far apart are in one another's neighbourhood: an answer, what it answers, and what follows from it.
_NEAR = 2


class Within(StrEnum):
    """How near two things have to be given to be given together."""

    EXCERPT = "excerpt"
    TURN = "turn"
    NEAR = "near"
    PARTICIPANT = "participant"


def together(
    mentions: Iterable[Mention], names: Sequence[str], *, of: Callable[[Mention], Iterable[str]], within: Within
) -> Matrix:
    """Return for each pair how often both are given together; on the diagonal, in how many places each is given.

    Symmetric. What is counted are stretches of talk (excerpts that touch are one), turns, turns that have the other
    within two turns of them, or people; somebody unidentified is nobody. Behind a cell are the excerpts of both.
    """
    ordered = sorted(mentions, key=lambda one: one.place)
    units = dict(zip((one.place for one in ordered), _units(ordered, within), strict=True))
    held: dict[str, dict[Unit, list[Mention]]] = {name: {} for name in names}
    for one in ordered:
        unit = units[one.place]
        if unit is not None:
            for name in set(of(one)) & held.keys():
                held[name].setdefault(unit, []).append(one)
    cells = {}
    for row, column in itertools.product(names, repeat=2):
        shared = _shared(held[row], held[column], within)
        found = {one.place: one for unit in shared for side in (row, column) for one in held[side].get(unit, ())}
        if shared:
            cells[row, column] = Cell(tuple(found[place] for place in sorted(found)), len(shared))
    return Matrix(tuple(names), tuple(names), cells)


def _units(ordered: Sequence[Mention], within: Within) -> Iterator[Unit | None]:
    """Yield the place, turn or person that each mention is counted in."""
    transcript, stretch, end = "", -1, 0
    for one in ordered:
        if within is Within.EXCERPT:
            if one.transcript != transcript or one.span.start >= end:
                transcript, stretch, end = one.transcript, stretch + 1, one.span.end
            end = max(end, one.span.end)
            yield one.transcript, stretch
        elif within is Within.PARTICIPANT:
            yield (one.participant, 0) if one.participant else None
        else:
            yield one.transcript, one.turn


def _shared(one: Collection[Unit], other: Collection[Unit], within: Within) -> set[Unit]:
    if within is not Within.NEAR:
        return set(one) & set(other)
    return _beside(one, other) | _beside(other, one)


def _beside(one: Collection[Unit], other: Collection[Unit]) -> set[Unit]:
    steps = range(-_NEAR, _NEAR + 1)
    return {(name, turn) for name, turn in one if any((name, turn + step) in other for step in steps)}
