"""SpreadsheetML as events: what an element means while a workbook's parts stream past. May hold parser targets only.

Cells become what people see, near enough: whole numbers without a decimal point, dates as ISO 8601, TRUE and FALSE.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from thematic.errors import InputError
from thematic.ingest.formats.package import Target

__all__ = ["MOST_COLUMNS", "Listed", "SharedStrings", "Sheet", "Styles", "Workbook"]

MOST_COLUMNS = 2_000
_MOST_TEXTS = 500_000
_MOST_ROWS = 100_000
_MOST_CELLS = 1_000_000
_MOST_LETTERS = 50_000_000
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_ESCAPED = re.compile(r"_x(000[9AaDd]|005[Ff])_")
_LETTERS = 26
_DAY = 86_400
# Number formats that every workbook has and that show a date or a time (ECMA-376 part 1, 18.8.30).
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r"\"[^\"]{0,255}\"|\[[^\]]{0,255}\]|\\.|_.|\*.")
_SEEN = frozenset({"", "visible"})
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001  a sheet's dates have no zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001  the same
# Excel holds 1900 for a leap year: until its 29th February that never was, days count from one day later.
_LEAP = 60
_LAST_DAY = 2_958_465


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it."""

    title: str
    relation: str
    hidden: bool


class Workbook(Target):
    """`workbook.xml`: its sheets in order, and from which day its dates count."""

    def __init__(self) -> None:
        self.sheets: list[Listed] = []
        self.epoch = _EPOCH_1900

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a sheet, or what its dates count from."""
        word = _word(tag)
        if word == "sheet":
            relation = next((to for key, to in attributes.items() if key.endswith("}id")), "")
            self.sheets.append(Listed(attributes.get("name", ""), relation, attributes.get("state", "") not in _SEEN))
        elif word == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self.epoch = _EPOCH_1904


class Styles(Target):
    """`styles.xml`: which styles of cells show dates."""

    def __init__(self) -> None:
        self.dates: set[int] = set()
        self._formats: dict[str, bool] = {}
        self._count = 0
        self._in_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a number format, or a style that uses one."""
        word = _word(tag)
        if word == "numFmt":
            code = _QUOTED.sub("", attributes.get("formatCode", "")[:1000])
            self._formats[attributes.get("numFmtId", "")] = _DATE_LETTERS.search(code) is not None
        elif word == "cellXfs":
            self._in_cells = True
        elif word == "xf" and self._in_cells:
            number = attributes.get("numFmtId", "0")
            if self._formats.get(number, _whole(number) in _DATES):
                self.dates.add(self._count)
            self._count += 1

    def end(self, tag: str) -> None:
        """Leave the styles of cells."""
        self._in_cells = self._in_cells and _word(tag) != "cellXfs"


class SharedStrings(Target):
    """`sharedStrings.xml`: texts that cells name by number."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  the parser's protocol
        """Open a text, or the small letters over it that nobody means."""
        word = _word(tag)
        self._phonetic = self._phonetic or word == "rPh"
        self._in_text = word == "t" and not self._phonetic

    def data(self, text: str) -> None:
        """Take words."""
        if self._in_text:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """Close a text."""
        word = _word(tag)
        self._in_text = False
        self._phonetic = self._phonetic and word != "rPh"
        if word == "si":
            if len(self.texts) >= _MOST_TEXTS:
                raise InputError(self._name, f"the workbook has over {_MOST_TEXTS:,} texts")
            self.texts.append(_unescaped("".join(self._pieces)))
            self._pieces = []


class Sheet(Target):
    """A worksheet: its rows that hold anything, each with its number, and how many formulas have no value stored."""

    def __init__(self, name: str, texts: list[str], dates: set[int], epoch: dt.datetime) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self.valueless = 0
        self._name = name
        self._texts = texts
        self._dates = dates
        self._epoch = epoch
        self._row: dict[int, str] = {}
        self._number = 0
        self._column = 0
        self._kind = ""
        self._style = 0
        self._formula = False
        self._pieces: list[str] = []
        self._in_value = False
        self._cells = 0
        self._letters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open a row, a cell or a value."""
        word = _word(tag)
        if word == "row":
            self._begin_row(attributes.get("r", ""))
        elif word == "c":
            self._begin_cell(attributes)
        elif word == "f":
            self._formula = True
        self._in_value = word in {"v", "t"}

    def data(self, text: str) -> None:
        """Take a value."""
        if self._in_value:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """Close a cell or a row."""
        word = _word(tag)
        self._in_value = False
        if word == "c":
            self._end_cell()
        elif word == "row" and self._row:
            cells = [self._row.get(column, "") for column in range(1, max(self._row) + 1)]
            self._cells += len(cells)
            if len(self.rows) >= _MOST_ROWS or self._cells > _MOST_CELLS:
                raise InputError(self._name, f"the sheet has over {_MOST_ROWS:,} rows or {_MOST_CELLS:,} cells")
            self.rows.append((self._number, cells))
            self._row = {}

    def _begin_row(self, number: str) -> None:
        self._number = _whole(number) or self._number + 1
        self._column = 0
        self._row = {}

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _CELL.fullmatch(attributes.get("r", ""))
        self._column = _column(place[1]) if place else self._column + 1
        if self._column > MOST_COLUMNS:
            raise InputError(self._name, f"a row has over {MOST_COLUMNS:,} columns", line=self._number)
        self._kind = attributes.get("t", "n")
        self._style = _whole(attributes.get("s", "")) or 0
        self._formula, self._pieces = False, []

    def _end_cell(self) -> None:
        text = self._seen("".join(self._pieces))
        self._pieces = []
        self.valueless += self._formula and not text
        self._letters += len(text)
        if self._letters > _MOST_LETTERS:
            raise InputError(self._name, f"the sheet has over {_MOST_LETTERS // 1_000_000} million letters")
        if text:
            self._row[self._column] = text

    def _seen(self, stored: str) -> str:
        match self._kind:
            case "s":
                return self._shared(stored)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(stored.strip(), stored)
            case "n" if stored:
                return self._number_seen(stored)
            case _:
                return _unescaped(stored)

    def _shared(self, stored: str) -> str:
        place = _whole(stored)
        if place is None or place >= len(self._texts):
            raise ValueError(stored)
        return self._texts[place]

    def _number_seen(self, stored: str) -> str:
        number = float(stored[:40])
        if self._style in self._dates and 0 <= number <= _LAST_DAY:
            return _date(number, self._epoch)
        # Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there.
        return f"{number:.15g}" if abs(number) < 1e15 else stored.strip()  # noqa: PLR2004


def _date(days: float, epoch: dt.datetime) -> str:
    moment = dt.timedelta(seconds=round(days * _DAY))
    if moment < dt.timedelta(days=1):
        return (epoch + moment).time().isoformat()
    if epoch == _EPOCH_1900 and days < _LEAP:
        moment += dt.timedelta(days=1)
    when = epoch + moment
    return when.date().isoformat() if when.time() == dt.time() else when.isoformat(sep=" ")


def _unescaped(text: str) -> str:
    """Return text with its line breaks and tabs: some programs write what XML cannot hold as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def _word(tag: str) -> str:
    return tag.rpartition("}")[2]
