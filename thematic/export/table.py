"""What every export is before it is bytes: a title, columns, rows and notes. Only that, and how a cell reads as text.

Two readers share one table. Programs get every column under its `key`. People get the columns that have a `heading`,
and a denominator folded into the count it belongs to: `groups` 4 and `groups_of` 6 read `4/6`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from thematic.model import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Cell", "Column", "ColumnKind", "Row", "Table", "cell_text", "number", "quoted", "source"]

Cell = str | int | float | tuple[Quotation, ...] | None
Row = tuple[Cell, ...]

_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class ColumnKind(StrEnum):
    """What a column's cells hold; any cell but a `QUOTES` one may be none, which is written as nothing."""

    TEXT = "text"
    NUMBER = "number"
    QUOTES = "quotes"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: what programs call it, in snake_case, unique in its table.
        heading: what people read above it; empty for a column that is for programs only.
        of: for a denominator, the key of the count it belongs to, which stands just before it.
    """

    key: str
    heading: str = ""
    kind: ColumnKind = ColumnKind.TEXT
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be written in any format.

    Raises:
        ValueError: on construction, when a key is malformed, taken or misplaced, no column has a heading, or
            a cell is not of its column's kind.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_columns(self.columns)
        for place, row in enumerate(self.rows, start=1):
            _check_row(self.columns, row, place)

    @property
    def reading_columns(self) -> tuple[Column, ...]:
        """The columns people see."""
        return tuple(column for column in self.columns if column.heading)

    def reading_rows(self) -> Iterator[tuple[str | tuple[Quotation, ...], ...]]:
        """Yield each row as people see it, one cell for each of `reading_columns`, quotations kept as they are."""
        places = [(place, self._denominator(place)) for place, column in enumerate(self.columns) if column.heading]
        for row in self.rows:
            yield tuple(_reading_cell(row, place, denominator) for place, denominator in places)

    def _denominator(self, place: int) -> int | None:
        after = place + 1
        return after if after < len(self.columns) and self.columns[after].of == self.columns[place].key else None


def number(value: float) -> str:
    """Return a number with up to six decimals, no exponent, no trailing noughts and no minus before nought."""
    if isinstance(value, int):
        return str(value)
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


def quoted(quotation: Quotation) -> str:
    """Return a quotation's words, verbatim, between quotation marks."""
    return f"“{quotation.text}”"


def source(quotation: Quotation) -> str:
    """Return who said it and where, as `(P07, FG3)`."""
    return f"({', '.join(filter(None, (quotation.participant, quotation.group)))})"


def cell_text(cell: Cell) -> str:
    """Return a cell as plain text: quotations one to a line with their source, none as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, tuple):
        return "\n".join(f"{quoted(quotation)} {source(quotation)}" for quotation in cell)
    return number(cell)


def _reading_cell(row: Row, place: int, denominator: int | None) -> str | tuple[Quotation, ...]:
    cell = row[place]
    if isinstance(cell, tuple):
        return cell
    total = None if denominator is None else row[denominator]
    if cell is None or total is None:
        return cell_text(cell)
    return f"{cell_text(cell)}/{cell_text(total)}"


def _check_columns(columns: tuple[Column, ...]) -> None:
    keys = [column.key for column in columns]
    if len(set(keys)) < len(keys):
        raise ValueError("two columns have the same key")
    if not any(column.heading for column in columns):
        raise ValueError("no column has a heading, so that people would see none")
    for place, column in enumerate(columns):
        _check_column(column, columns[place - 1] if place else None)


def _check_column(column: Column, before: Column | None) -> None:
    if not _KEY.fullmatch(column.key):
        raise ValueError(f'the column key "{column.key}" is not snake_case')
    if not column.of:
        return
    if before is None or column.of != before.key or column.heading:
        raise ValueError(f'the denominator "{column.key}" must follow "{column.of}" and have no heading')
    if not column.kind == before.kind == ColumnKind.NUMBER:
        raise ValueError(f'the denominator "{column.key}" and its count must be numbers')


def _check_row(columns: tuple[Column, ...], row: Row, place: int) -> None:
    if len(row) != len(columns):
        raise ValueError(f"row {place} has {len(row)} cells for {len(columns)} columns")
    for column, cell in zip(columns, row, strict=True):
        if not _fits(cell, column.kind):
            raise ValueError(f'row {place}, column "{column.key}": the cell is not of kind {column.kind}')


def _fits(cell: Cell, kind: ColumnKind) -> bool:
    if kind is ColumnKind.QUOTES:
        return isinstance(cell, tuple) and all(isinstance(quotation, Quotation) for quotation in cell)
    if cell is None:
        return True
    if kind is ColumnKind.TEXT:
        return isinstance(cell, str)
    return isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell)
