"""Coded excerpts by two of their sides, counted by groups, participants and excerpts at once.

Counts are always of distinct things: an excerpt coded twice is one excerpt, a participant in two groups one
participant. Denominators are the people who were present, who alone could have spoken (Maxwell 2010,
doi:10.1177/1077800410364740).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from thematic.model import Span

__all__ = ["Cell", "Level", "Matrix", "Mention", "cross"]


class Level(StrEnum):
    """What a cell counts."""

    PARTICIPANTS = "participants"
    GROUPS = "groups"
    EXCERPTS = "excerpts"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Mention:
    """One coded excerpt: where it stands, who said it, and what it belongs to.

    Attributes:
        transcript: the session it was said in.
        turn: the position of its turn there.
        participant: empty for somebody unidentified.
        codes: what it carries; `themes` what holds it.
    """

    transcript: str
    span: Span
    turn: int
    participant: str
    codes: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()

    @property
    def place(self) -> tuple[str, Span]:
        """Where it stands."""
        return self.transcript, self.span


@dataclass(frozen=True, slots=True)
class Cell:
    """What is behind one cell; the excerpts in order of place.

    Attributes:
        units: for things given together, how many turns, excerpts or people hold both.
    """

    excerpts: tuple[Mention, ...] = ()
    units: int | None = None

    @property
    def groups(self) -> frozenset[str]:
        """The sessions it was said in."""
        return frozenset(one.transcript for one in self.excerpts)

    @property
    def participants(self) -> frozenset[str]:
        """Those who said it, as far as they are known."""
        return frozenset(one.participant for one in self.excerpts if one.participant)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of cells.

    Attributes:
        rows: their names, in order; likewise `columns`.
        cells: by row and column; a pair that is missing is empty.
        totals: by row, all its excerpts once, in whatever columns; empty where rows and columns are one kind of thing.
        present: by column, how many participants could have spoken; none where that is no question to ask.
        groups: by column, how many sessions there were.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    totals: Mapping[str, Cell] = field(default_factory=dict)
    present: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)

    def cell(self, row: str, column: str) -> Cell:
        """Return a cell, an empty one where nothing is behind it."""
        return self.cells.get((row, column), Cell())


def cross(
    mentions: Iterable[Mention],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    row_of: Callable[[Mention], Iterable[str]],
    column_of: Callable[[Mention], Iterable[str]],
) -> Matrix:
    """Return who spoke of what: each mention in every cell of its rows and columns, as far as they are asked for.

    Denominators are the caller's to add.
    """
    ordered = sorted(mentions, key=lambda one: one.place)
    cells: dict[tuple[str, str], list[Mention]] = {}
    totals: dict[str, list[Mention]] = {}
    asked = set(rows), set(columns)
    for one in ordered:
        its_columns = set(column_of(one)) & asked[1]
        for row in set(row_of(one)) & asked[0]:
            totals.setdefault(row, []).append(one)
            for column in its_columns:
                cells.setdefault((row, column), []).append(one)
    return Matrix(
        tuple(rows),
        tuple(columns),
        {place: Cell(tuple(found)) for place, found in cells.items()},
        {row: Cell(tuple(found)) for row, found in totals.items()},
    )
