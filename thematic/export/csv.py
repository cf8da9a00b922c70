"""Tables as CSV and TSV: UTF-8 without a byte-order mark, LF line ends, machine keys in the first line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from thematic.export.escape import guard
from thematic.export.table import ColumnKind, Table, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.export.table import Row

__all__ = ["to_csv", "to_tsv"]


def to_csv(table: Table) -> bytes:
    """Return a table as RFC 4180 describes it, but for LF line ends; title and notes have no place in it.

    Cells of text are guarded against spreadsheets' formulas (`escape.guard`), cells of numbers never. Quotations stand
    one to a line inside their cell. A lone surrogate, which UTF-8 cannot carry, becomes `?`.
    """
    return _delimited(table, ",")


def to_tsv(table: Table) -> bytes:
    """Return a table as `to_csv` does, with tabs between the cells; cells that hold tabs or line ends are quoted."""
    return _delimited(table, "\t")


class _LineFeeds:
    """Ends lines with LF for a writer that must believe they end with CR LF, or it leaves a lone CR unquoted."""

    def __init__(self, out: io.TextIOWrapper) -> None:
        self._out = out

    def write(self, line: str) -> int:
        return self._out.write(f"{line[:-2]}\n")


def _delimited(table: Table, delimiter: str) -> bytes:
    data = io.BytesIO()
    text = io.TextIOWrapper(data, encoding="utf-8", errors="replace", newline="", write_through=False)
    writer = csv.writer(_LineFeeds(text), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows(_cells(table))
    text.flush()
    return data.getvalue()


def _cells(table: Table) -> Iterator[list[str]]:
    numeric = [column.kind is ColumnKind.NUMBER for column in table.columns]
    return (_row(row, numeric) for row in table.rows)


def _row(row: Row, numeric: list[bool]) -> list[str]:
    return [cell_text(cell) if bare else guard(cell_text(cell)) for cell, bare in zip(row, numeric, strict=True)]
