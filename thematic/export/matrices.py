"""Matrices as tables: wide for people, one row a cell for programs and wherever quotations stand behind the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.export.table import Column, ColumnKind, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from thematic.export.table import Row
    from thematic.matrix import Cell, Matrix
    from thematic.model import Quotation

__all__ = ["long_matrix", "wide_matrix"]

_LONG = (
    Column("row", "Row"),
    Column("row_name"),
    Column("column", "Column"),
    Column("groups", "Groups", ColumnKind.NUMBER),
    Column("groups_of", kind=ColumnKind.NUMBER, of="groups"),
    Column("participants", "Participants", ColumnKind.NUMBER),
    Column("participants_of", kind=ColumnKind.NUMBER, of="participants"),
    Column("excerpts", "Excerpts", ColumnKind.NUMBER),
    Column("together", kind=ColumnKind.NUMBER),
)
_QUOTES = Column("quotes", "Quotations", ColumnKind.QUOTES)


def wide_matrix(  # noqa: PLR0913, PLR0917  a matrix and how it is read
    matrix: Matrix,
    called: Callable[[str], str],
    text: Callable[[str, str], str],
    corner: str,
    title: str,
    notes: Sequence[str],
    total: Callable[[str], str] | None = None,
) -> Table:
    """Return one row a row and one column a column, each cell as `text` gives it, and a column of totals if any."""
    columns = [
        Column("row", corner),
        *(Column(f"column_{at}", called(name)) for at, name in enumerate(matrix.columns, 1)),
    ]
    columns += [Column("all", "All")] if total else []
    rows = tuple(
        (called(row), *(text(row, column) for column in matrix.columns), *([total(row)] if total else []))
        for row in matrix.rows
    )
    return Table(title, tuple(columns), rows, tuple(notes))


def long_matrix(
    matrix: Matrix,
    called: Callable[[str], str],
    title: str,
    notes: Sequence[str],
    quotes: Mapping[tuple[str, str], tuple[Quotation, ...]] | None = None,
) -> Table:
    """Return one row a cell, empty ones too, at all three levels; with the quotations behind it if they are given."""
    rows = [
        (*_cell_row(matrix, called, row, column), *([quotes.get((row, column), ())] if quotes is not None else []))
        for row in matrix.rows
        for column in matrix.columns
    ]
    columns = (*_LONG, _QUOTES) if quotes is not None else _LONG
    return Table(title, columns, tuple(rows), tuple(notes))


def _cell_row(matrix: Matrix, called: Callable[[str], str], row: str, column: str) -> Row:
    cell: Cell = matrix.cell(row, column)
    return (
        row,
        called(row),
        column,
        len(cell.groups),
        matrix.groups.get(column),
        len(cell.participants),
        matrix.present.get(column),
        len(cell.excerpts),
        cell.units,
    )
