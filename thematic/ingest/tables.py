"""Tables: rows under a header, with the line each begins on, from CSV, TSV or Excel. May hold what all share."""

from __future__ import annotations

import csv
import io
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import InputError, did_you_mean
from thematic.ingest.formats.xlsx import MOST_COLUMNS, read_xlsx
from thematic.ingest.imported import plural
from thematic.ingest.limits import ASSUMED, MOST_BYTES, check_size, mojibake, read_text
from thematic.text import as_id, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["SUFFIXES", "Row", "Table", "read_table", "unguard"]

SUFFIXES = (".csv", ".tsv", ".xlsx")

_DELIMITERS = ",;\t"
_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'\n", "''")
_WIDTH = 40
_SHOWN_COLUMNS = 12
_LONGEST_TITLE = 30
_MOST_HEADERS = 2
_IMPORT_ID = re.compile(r"\s{0,5}\{\s{0,5}[\"'“]{1,2}ImportId")


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, as many as the header has, and the line of the file on which it begins, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, in order, wholly empty rows left out."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str | None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def has(self, column: str) -> bool:
        """Whether there is such a column, case left aside."""
        return self._find(column) is not None

    def column(self, column: str) -> int:
        """Return the place of `column`, found as it is written, else case left aside.

        Raises:
            InputError: there is none; the message names those there are.
        """
        found = self._find(column)
        if found is None:
            raise InputError(self.name, self._missing(column), line=1)
        return found

    def cell(self, row: Row, column: str) -> str:
        """Return what `row` has under `column`."""
        return row.cells[self.column(column)]

    def values(self, column: str) -> tuple[str, ...]:
        """Return what every row has under `column`."""
        place = self.column(column)
        return tuple(row.cells[place] for row in self.rows)

    def others(self, used: Iterable[str]) -> tuple[str, ...]:
        """Return the titles of the columns that are not among `used`, those without a title left out."""
        places = {self.column(column) for column in used if self.has(column)}
        return tuple(title for place, title in enumerate(self.header) if title and place not in places)

    def _missing(self, column: str) -> str:
        """Say that there is no `column`, naming only columns whose titles cannot be somebody's words."""
        if self._is_headless():
            return "the first row does not look like column names. Put a header above the data."
        shown = [title for title in self.header if as_id(title) == f'"{title}"']
        more = sum(map(bool, self.header)) - len(shown[:_SHOWN_COLUMNS])
        listed = "; there is " + ", ".join(shown[:_SHOWN_COLUMNS]) if shown else ""
        rest = f" and {more} more" if more and shown else ""
        return f'there is no column "{one_line(column, _WIDTH)}"{listed}{rest}.{did_you_mean(column, shown)}'

    def _is_headless(self) -> bool:
        titles = [title for title in self.header if title]
        return 2 * sum(" " in title or len(title) > _LONGEST_TITLE for title in titles) > len(titles)

    def _find(self, column: str) -> int | None:
        if column in self.header:
            return self.header.index(column)
        folded = [title.casefold() for title in self.header]
        wanted = column.strip().casefold()
        return folded.index(wanted) if wanted and folded.count(wanted) == 1 else None


def unguard(cell: str) -> str:
    """Return `cell` without the one `'` that an export of ours puts before what a spreadsheet takes for a formula."""
    return cell[1:] if cell.startswith(_GUARDED) else cell


def read_table(name: str, data: bytes, *, encoding: str | None = None) -> Table:
    """Read a table from the bytes of a .csv, .tsv or .xlsx file; a .csv may separate cells by comma, semicolon or tab.

    Of a workbook the first visible sheet that holds anything is read; a row's line is its number there.

    Raises:
        InputError: the suffix is another, the bytes are no text, quotation marks do not match, a title occurs twice, or
            a row is longer than the header.
    """
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix not in SUFFIXES:
        raise InputError(name, f"a table must be {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}. Save it as one of these")
    check_size(name, data)
    return _from_workbook(name, data) if suffix == ".xlsx" else _from_text(name, data, suffix, encoding)


def _from_workbook(name: str, data: bytes) -> Table:
    grid = read_xlsx(name, data)
    records = ((line, [unguard(cell) for cell in cells]) for line, cells in grid.rows)
    return _table(name, records, notes=grid.notes, doubts=grid.doubts)


def _from_text(name: str, data: bytes, suffix: str, encoding: str | None) -> Table:
    decoded = read_text(name, data, encoding)
    doubt = mojibake(decoded.text)
    with _cells_of_any_size():
        records = _records(name, decoded.text, "\t" if suffix == ".tsv" else _delimiter(decoded.text))
        return _table(
            name,
            records,
            encoding=decoded.encoding,
            notes=(ASSUMED,) if decoded.assumed else (),
            doubts=(doubt,) if doubt else (),
        )


def _table(
    name: str,
    records: Iterator[tuple[int, list[str]]],
    *,
    encoding: str | None = None,
    notes: tuple[str, ...],
    doubts: tuple[str, ...],
) -> Table:
    header = _header(name, next(records, (1, [])))
    rows = tuple(_row(name, line, cells, len(header)) for line, cells in records if any(cells))
    more = _more_headers(rows)
    notes = (*notes, *([f"{plural(more, 'row')} of Qualtrics's own below the header left out"] if more else []))
    return Table(name, header, rows[more:], encoding, notes, doubts)


def _more_headers(rows: Sequence[Row]) -> int:
    """Return how many rows below the header are headers, too: Qualtrics writes its questions there, then its ids."""
    return next((place for place, row in enumerate(rows[:_MOST_HEADERS], 1) if _holds_import_ids(row)), 0)


def _holds_import_ids(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return 2 * sum(_IMPORT_ID.match(cell) is not None for cell in filled) > len(filled)


@contextmanager
def _cells_of_any_size() -> Iterator[None]:
    # The limit is the process's own, and 131,072 characters: fewer than an answer that we exported may have.
    before = csv.field_size_limit(MOST_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str) -> str:
    first, _, rest = text.lstrip("\n").partition("\n")
    if first.lower().startswith("sep=") and rest:
        first = rest.partition("\n")[0]
    bare = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def _records(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    # Strict, so that a quotation mark left open is an error and does not swallow the rows below it.
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells and not (line == 1 and cells[0].lower().startswith("sep=")):
                yield line, [unguard(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        reason = "quotation marks do not match in this row. Write each one inside a quoted cell twice"
        raise InputError(name, reason, line=line) from None


def _header(name: str, record: tuple[int, list[str]]) -> tuple[str, ...]:
    line, cells = record
    header = tuple(one_line(cell) for cell in cells)
    if not any(header):
        raise InputError(name, "the first row must name the columns", line=line)
    if len(header) > MOST_COLUMNS:
        raise InputError(name, f"the header names {len(header)} columns; at most {MOST_COLUMNS} are read", line=line)
    twice = next((title for title in header if title and header.count(title) > 1), None)
    if twice is not None:
        raise InputError(name, f"two columns are called {as_id(twice)}. Rename one", line=line)
    return header


def _row(name: str, line: int, cells: list[str], width: int) -> Row:
    if any(cell.strip() for cell in cells[width:]):
        reason = f"this row has {len(cells)} cells, the header {width}. Put cells that hold the separator in quotes"
        raise InputError(name, reason, line=line)
    return Row(line, tuple(cells[:width] + [""] * (width - len(cells))))
