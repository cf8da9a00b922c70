"""What is written in and under a matrix: the same on the screen and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.matrix import Level, Within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.matrix import Cell, Matrix

__all__ = ["cell_words", "matrix_notes", "shared_words", "total_words"]

EMPTY = "·"
_UNITS = {
    Within.EXCERPT: "stretches of talk",
    Within.TURN: "turns",
    Within.NEAR: "turns with the other within two turns of them",
    Within.PARTICIPANT: "participants",
}


def cell_words(matrix: Matrix, row: str, column: str, level: Level) -> str:
    """Return what a cell says: `3/4` participants, `2` groups, `7` excerpts, or `2 · 3/4 · 7` for all three."""
    cell = matrix.cell(row, column)
    if cell.units is not None:
        return str(cell.units)
    if not cell.excerpts:
        return EMPTY
    return _counted(cell, level, matrix.present.get(column), matrix.groups.get(column))


def total_words(matrix: Matrix, row: str, level: Level, people: int, groups: int) -> str:
    """Return the same for a whole row, of all who were present."""
    cell = matrix.totals.get(row)
    return _counted(cell, level, people, groups) if cell else EMPTY


def _counted(cell: Cell, level: Level, people: int | None, groups: int | None) -> str:
    said = {
        Level.GROUPS: _of(len(cell.groups), groups),
        Level.PARTICIPANTS: _of(len(cell.participants), people),
        Level.EXCERPTS: str(len(cell.excerpts)),
    }
    return " · ".join(said.values()) if level is Level.ALL else said[level]


def _of(count: int, of: int | None) -> str:
    return str(count) if of is None else f"{count}/{of}"


def matrix_notes(level: Level, within: Within | None, *, present: bool) -> Iterator[str]:
    """Yield what is to be said under a matrix: what is counted, of whom, and what it does not mean."""
    if within is not None:
        yield f"Counted: {_UNITS[within]} that hold both; on the diagonal, those that hold the one. It is no strength."
        return
    what = {
        Level.PARTICIPANTS: "participants with at least one excerpt",
        Level.GROUPS: "groups with at least one excerpt",
        Level.EXCERPTS: "distinct excerpts, each once however often it was coded",
        Level.ALL: "groups · participants · excerpts, each distinct",
    }[level]
    of = ", of those present" if present and level in {Level.PARTICIPANTS, Level.ALL} else ""
    yield f"Counted: {what}{of}; {EMPTY} is none."
    yield (
        "Silence is not disagreement: who is not counted did not voice it, and may still share it. Counts describe "
        "these conversations; they do not rank and are not tested."
    )


def shared_words(matrix: Matrix, row: str) -> tuple[str, str, str]:
    """Return in how many of the columns a row has an excerpt, in which, and in which not; the fewest words for each."""
    there = [column for column in matrix.columns if matrix.cell(row, column).excerpts]
    missing = [column for column in matrix.columns if column not in there]
    count = "all" if not missing else "none" if not there else f"{len(there)} of {len(matrix.columns)}"
    return count, "" if not missing else ", ".join(there), "" if not there else ", ".join(missing)
