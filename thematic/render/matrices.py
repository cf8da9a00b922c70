"""Matrices on the terminal: a grid of counts, what stands behind the cells, and what is in all columns or in some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.export.matrix_words import cell_words, matrix_notes, shared_words, total_words
from thematic.export.table import quoted, source
from thematic.render.console import cell, grid
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from thematic.matrix import Configuration, Level, Mention
    from thematic.model import Quotation
    from thematic.workflow.matrices import Crossed

__all__ = ["cells_page", "configurations_json", "configurations_page", "matrix_json", "matrix_page", "shared_page"]

_NAME, _SHORT_NAME = 40, 26
_WIDTH, _GAP = 80, 2
# More columns than these, with longer names than these, are numbered.
_FEW, _SHORT = 6, 6
_ALL = "All"


def matrix_page(crossed: Crossed, level: Level) -> RenderableType:
    """Return the grid with what is said under it; what is empty throughout is named below, not shown.

    It fits 80 columns: long names of columns are numbers, told below, and what does not fit beside goes underneath.
    """
    matrix = crossed.matrix
    full = [column for column in matrix.columns if any(matrix.cell(row, column).excerpts for row in matrix.rows)]
    rows = [row for row in matrix.rows if any(matrix.cell(row, column).excerpts for column in full)]
    numbered = len(full) > _FEW and max(map(len, full)) > _SHORT
    headings = {column: str(at) if numbered else one_line(column, _NAME) for at, column in enumerate(full, 1)}
    names = _row_names(crossed, rows, headings if numbered else {}, short=len(full) > _FEW)
    said = {column: [cell_words(matrix, row, column, level) for row in rows] for column in full}
    if matrix.totals:
        headings, full = {**headings, _ALL: _ALL}, [*full, _ALL]
        said[_ALL] = [total_words(matrix, row, level, crossed.people, crossed.groups) for row in rows]
    widths = {column: max(len(headings[column]), *map(len, said[column])) for column in full}
    blocks = [
        _block(names, {headings[column]: said[column] for column in some}) for some in _fitting(full, widths, names)
    ]
    notes = [*_legend(headings, numbered=numbered), *_empty(crossed, rows, full)]
    notes += matrix_notes(level, crossed.within, present=bool(matrix.present))
    return Group(*blocks, *(Text(note, style="dim") for note in notes))


def _row_names(crossed: Crossed, rows: Sequence[str], numbers: Mapping[str, str], *, short: bool) -> list[str]:
    """Return what rows are called; by their ids where columns are numbered, and by number too where those are rows."""
    if numbers:
        return [f"{numbers[row]} {row}" if crossed.within else row for row in rows]
    return [one_line(crossed.called(row), _SHORT_NAME if short else _NAME) for row in rows]


def _legend(headings: Mapping[str, str], *, numbered: bool) -> Iterator[str]:
    if numbered:
        told = (f"{number} {column}" for column, number in headings.items() if column != _ALL)
        yield f"Columns: {one_line(', '.join(told), 2_000)}."


def _block(names: Sequence[str], said: Mapping[str, Sequence[str]]) -> RenderableType:
    table = grid("", *said, right=tuple(said))
    for at, name in enumerate(names):
        table.add_row(cell(name), *(column[at] for column in said.values()))
    return Padding(table, (0, 0, 1, 0), expand=False)


def _fitting(columns: Sequence[str], widths: Mapping[str, int], names: Sequence[str]) -> Iterator[list[str]]:
    """Yield the columns in blocks, each no wider than the narrowest terminal."""
    room = _WIDTH - max(map(len, names), default=0) - _GAP
    block: list[str] = []
    for column in columns:
        if block and sum(widths[one] + _GAP for one in (*block, column)) > room:
            yield block
            block = []
        block.append(column)
    yield block


def _empty(crossed: Crossed, rows: list[str], columns: list[str]) -> Iterator[str]:
    no_rows = [crossed.called(row) for row in crossed.matrix.rows if row not in rows]
    no_columns = [column for column in crossed.matrix.columns if column not in columns]
    if no_rows:
        yield f"Nothing of: {one_line(', '.join(no_rows), 400)}."
    if no_columns:
        yield f"Nothing in: {one_line(', '.join(no_columns), 400)}."


def shared_page(crossed: Crossed) -> RenderableType:
    """Return which rows are in all columns, and which in some alone."""
    table = grid(crossed.row_kind.capitalize(), "In", "Where", "Where not")
    for row in crossed.matrix.rows:
        count, there, missing = shared_words(crossed.matrix, row)
        table.add_row(cell(one_line(crossed.called(row), _NAME)), count, cell(there), cell(missing))
    note = "At least one excerpt of it. Where there is none, nobody voiced it; it may be there all the same."
    return Group(table, Text(""), Text(note, style="dim"))


def cells_page(crossed: Crossed, quotes: Mapping[tuple[str, str], tuple[Quotation, ...]]) -> RenderableType:
    """Return every cell that is not empty with the quotations behind it."""
    parts: list[RenderableType] = []
    for (row, column), said in quotes.items():
        name = f"{one_line(crossed.called(row), _NAME)} × {one_line(crossed.called(column), _NAME)}"
        lines = [Text(f"{quoted(one)} {source(one)}") for one in said]
        parts += [Text(name, style="bold"), Padding(Group(*lines), (0, 0, 1, 2), expand=False)]
    return Group(*parts) if parts else Text("No cell has an excerpt behind it.")


def matrix_json(crossed: Crossed) -> dict[str, Any]:
    """Return the matrix as plain values, every cell that is not empty at all three levels with its excerpts."""
    matrix = crossed.matrix
    return {
        "rows": crossed.row_kind,
        "columns": crossed.column_kind,
        "within": crossed.within.value if crossed.within else None,
        "row_names": {row: crossed.called(row) for row in matrix.rows},
        "present": dict(matrix.present),
        "cells": [
            {
                "row": row,
                "column": column,
                "groups": sorted(cell.groups),
                "participants": sorted(cell.participants),
                "excerpts": [
                    {"transcript": one.transcript, "start": one.span.start, "end": one.span.end}
                    for one in cell.excerpts
                ],
                "together": cell.units,
            }
            for row in matrix.rows
            for column in matrix.columns
            if (cell := matrix.cell(row, column)).excerpts
        ],
    }


def configurations_page(found: Sequence[Configuration], names: Mapping[str, str], note: str) -> RenderableType:
    """Return contexts, mechanisms and outcomes that are spoken of together."""
    if not found:
        return Text("None of these are spoken of together: no mechanism has a context and an outcome within two turns.")
    figures = ("Turns", "Groups", "People", "Excerpts")
    table = grid("Context", "Mechanism", "Outcome", *figures, right=figures)
    for one in found:
        called = [
            cell(one_line(names.get(code, code), _SHORT_NAME)) for code in (one.context, one.mechanism, one.outcome)
        ]
        table.add_row(*called, *map(str, (one.turns, len(one.groups), len(one.participants), len(one.excerpts))))
    return Group(table, Text(""), Text(note, style="dim"))


def configurations_json(found: Sequence[Configuration]) -> list[dict[str, Any]]:
    """Return the same as plain values."""
    return [
        {
            "context": one.context,
            "mechanism": one.mechanism,
            "outcome": one.outcome,
            "turns": one.turns,
            "groups": sorted(one.groups),
            "participants": sorted(one.participants),
            "excerpts": [_excerpt(each) for each in one.excerpts],
        }
        for one in found
    ]


def _excerpt(one: Mention) -> dict[str, Any]:
    return {"transcript": one.transcript, "start": one.span.start, "end": one.span.end}
