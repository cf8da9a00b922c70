"""Excel workbooks to rows of cells, read by openpyxl behind the caps of `package` and `workbook`.

May hold which sheet is read, the small workbook of that one sheet that openpyxl is given, and how a value is seen.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.errors import InputError
from thematic.ingest.formats.package import MOST_SIDE_PART, MOST_XML, Form, Relations, open_package
from thematic.ingest.formats.workbook import MOST_CELLS, SharedStrings, Sheet, Styles, Workbook, too_long
from thematic.ingest.imported import plural
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thematic.ingest.formats.package import Package

__all__ = ["MOST_COLUMNS", "Grid", "read_xlsx"]

MOST_COLUMNS = 2_000
_MOST_LETTERS = 50_000_000
_EXCEL = Form("an Excel workbook", ".xlsx", "Excel")
_WIDTH = 40
_ESCAPED = re.compile(r"_x(000[9AaDd]|005[Ff])_")

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = "xl/sheet.xml"
_STYLES = "xl/styles.xml"
_TEXTS = "xl/sharedStrings.xml"
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/{_TEXTS}" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{{from_1904:d}}"/><sheets>'
    '<sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="/{_SHEET}"/></Relationships>',
}


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet that hold anything, each with its number, and what was assumed in reading them."""

    rows: Iterator[tuple[int, list[str]]]
    notes: tuple[str, ...]
    doubts: tuple[str, ...]


def read_xlsx(name: str, data: bytes) -> Grid:
    """Return the first visible sheet of a workbook that holds anything, its cells as people see them, near enough.

    Whole numbers are without a decimal point, dates are ISO 8601.

    Raises:
        InputError: the bytes are no workbook, or a damaged, encrypted or oversized one, or there is no such sheet.
    """
    with open_package(name, data, _EXCEL) as package:
        parts = _Parts(package)
        for listed in parts.workbook.sheets:
            sheet = None if listed.hidden else parts.checked(listed.relation)
            rows = parts.rows(listed.relation) if sheet and sheet.holds else []
            if sheet and rows:
                others = len(parts.workbook.sheets) - 1
                return Grid(iter(rows), tuple(_notes(listed.title, others)), tuple(_doubts(sheet)))
    raise InputError(name, "the workbook has no sheet with anything in it")


class _Parts:
    """The parts of a workbook, each checked before openpyxl is given it."""

    def __init__(self, package: Package) -> None:
        main = package.document("xl/workbook.xml")
        package.need(main)
        self.workbook = Workbook()
        package.feed(self.workbook, main)
        self._package = package
        self._empty = 0
        self._folder, _, file = main.rpartition("/")
        self._relations = Relations()
        package.feed(self._relations, self._in_folder(f"_rels/{file}.rels"))

    def checked(self, relation: str) -> Sheet:
        """Return what a sheet holds; one that is not there holds nothing."""
        sheet = Sheet(self._package.name, self._empty)
        self._package.feed(sheet, self._part(relation), MOST_XML)
        self._empty = sheet.rows
        return sheet

    def rows(self, relation: str) -> list[tuple[int, list[str]]]:
        """Return the rows of a checked sheet that hold anything, as openpyxl reads them."""
        name, styles, texts = self._package.name, self._in_folder("styles.xml"), self._in_folder("sharedStrings.xml")
        self._package.feed(Styles(name), styles)
        self._package.feed(SharedStrings(name), texts, MOST_XML)
        book = io.BytesIO()
        with zipfile.ZipFile(book, "w") as archive:
            for part, source in _FRAME.items():
                archive.writestr(part, source.format(from_1904=self.workbook.from_1904))
            self._copy(archive, styles, _STYLES, "styleSheet", MOST_SIDE_PART)
            self._copy(archive, texts, _TEXTS, "sst", MOST_XML)
            self._copy(archive, self._part(relation), _SHEET, "worksheet", MOST_XML)
        return _read(name, book)

    def _copy(self, archive: zipfile.ZipFile, member: str, part: str, root: str, most: int) -> None:
        """Write a part, or an empty one where there is none; words of the strict standard as openpyxl knows them."""
        if not self._package.has(member):
            archive.writestr(part, f'<{root} xmlns="{_MAIN}"/>')
            return
        with archive.open(part, "w") as stream:
            for piece in self._package.pieces(member, most):
                stream.write(piece.replace(_STRICT, _MAIN.encode("ascii")))

    def _part(self, relation: str) -> str:
        return self._in_folder(self._relations.targets.get(relation, ""))

    def _in_folder(self, part: str) -> str:
        return posixpath.normpath(posixpath.join("/", self._folder, part)).lstrip("/")


def _read(name: str, book: io.BytesIO) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet of a workbook that was checked.

    Raises:
        ValueError: openpyxl makes nothing of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return list(_bounded(name, _values(book)))
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001  nothing that openpyxl stumbles over may come out, nor its words
            raise ValueError(type(error).__name__) from None


def _values(book: io.BytesIO) -> Iterable[tuple[Any, ...]]:
    from openpyxl import load_workbook

    (sheet,) = load_workbook(book, read_only=True, data_only=True, keep_links=False).worksheets
    # A sheet's own word for its size may be wrong, or a billion.
    sheet.reset_dimensions()
    values: Iterable[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    return values


def _bounded(name: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, list[str]]]:
    total = letters = 0
    for number, values in enumerate(rows, 1):
        total += len(values)
        if total > MOST_CELLS:
            raise too_long(name)
        cells = _without_empty_end([_seen(value) for value in values])
        if len(cells) > MOST_COLUMNS:
            raise InputError(name, f"a row has over {MOST_COLUMNS:,} columns", line=number)
        letters += sum(map(len, cells))
        if letters > _MOST_LETTERS:
            raise InputError(name, f"the sheet has over {_MOST_LETTERS // 1_000_000} million letters")
        if cells:
            yield number, cells


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _seen(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case str():
            return _unescaped(value)
        case float():
            # Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there.
            return f"{value:.15g}"
        case dt.datetime():
            return value.isoformat(" ", "seconds") if value.time() != dt.time() else value.date().isoformat()
        case dt.time():
            return value.isoformat("seconds")
        case dt.timedelta():
            return _duration(round(value.total_seconds()))
        case _:
            return str(value)


def _duration(seconds: int) -> str:
    sign = "-" if seconds < 0 else ""
    minutes, seconds = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _unescaped(text: str) -> str:
    """Return text with its line breaks and tabs: some programs write what XML cannot hold as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _notes(title: str, others: int) -> Iterator[str]:
    if others:
        yield f'sheet "{one_line(title, _WIDTH)}" read; {plural(others, "other sheet")} left out'


def _doubts(sheet: Sheet) -> Iterator[str]:
    if sheet.hidden:
        rows = plural(sheet.hidden, "row is", "rows are")
        yield f"{rows} hidden in the sheet, as by a filter, and read as any other. Delete there what is not to be read"
    if sheet.valueless:
        one, many = "cell holds a formula without its value and is", "cells hold formulas without their values and are"
        yield f"{plural(sheet.valueless, one, many)} empty here. Open the file in Excel and save it again"
