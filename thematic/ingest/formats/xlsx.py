"""Excel workbooks to rows of cells. May hold which parts say what; what elements mean is in `sheetml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.formats.package import MOST_XML, Form, Relations, open_package
from thematic.ingest.formats.sheetml import SharedStrings, Sheet, Styles, Workbook
from thematic.ingest.imported import plural
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.ingest.formats.package import Package

__all__ = ["Grid", "read_xlsx"]

_EXCEL = Form("an Excel workbook", ".xlsx", "Excel")
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet that hold anything, each with its number, and what was assumed in reading them."""

    rows: Iterator[tuple[int, list[str]]]
    notes: tuple[str, ...]
    doubts: tuple[str, ...]


def read_xlsx(name: str, data: bytes) -> Grid:
    """Return the first visible sheet of a workbook that holds anything, its cells as people see them.

    Raises:
        InputError: the bytes are no workbook, or a damaged, encrypted or oversized one, or there is no such sheet.
    """
    with open_package(name, data, _EXCEL) as package:
        main = package.document("xl/workbook.xml")
        package.need(main)
        workbook, parts = Workbook(), _Parts(package, main)
        package.feed(workbook, main)
        for listed in workbook.sheets:
            sheet = None if listed.hidden else parts.sheet(listed.relation, workbook)
            if sheet is not None and sheet.rows:
                others = len(workbook.sheets) - 1
                return Grid(iter(sheet.rows), tuple(_notes(listed.title, others)), tuple(_doubts(sheet)))
    raise InputError(name, "the workbook has no sheet with anything in it")


class _Parts:
    """The parts that all sheets of a workbook share, read once, and the sheets by the workbook's relations."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._folder, _, file = main.rpartition("/")
        self._relations, self._texts, self._styles = Relations(), SharedStrings(package.name), Styles()
        package.feed(self._relations, self._in_folder(f"_rels/{file}.rels"))
        package.feed(self._texts, self._in_folder("sharedStrings.xml"), MOST_XML)
        package.feed(self._styles, self._in_folder("styles.xml"))

    def sheet(self, relation: str, workbook: Workbook) -> Sheet:
        """Return the sheet that a relation leads to, read."""
        sheet = Sheet(self._package.name, self._texts.texts, self._styles.dates, workbook.epoch)
        target = self._relations.targets.get(relation, "")
        self._package.feed(sheet, target.lstrip("/") if target.startswith("/") else self._in_folder(target), MOST_XML)
        return sheet

    def _in_folder(self, part: str) -> str:
        return f"{self._folder}/{part}" if self._folder else part


def _notes(title: str, others: int) -> Iterator[str]:
    if others:
        yield f'sheet "{one_line(title, _WIDTH)}" read; {plural(others, "other sheet")} left out'


def _doubts(sheet: Sheet) -> Iterator[str]:
    if sheet.valueless:
        cells = plural(sheet.valueless, "cell holds", "cells hold")
        yield f"{cells} a formula without its value and is empty here. Open the file in Excel and save it again"
