"""What is checked of a workbook's parts before openpyxl reads them, as parser targets. May hold caps and no value.

openpyxl keeps what stands between two rows or texts as a tree, leaves out a row or a cell that comes after a later one,
and takes formats, headers and ranges apart by regexes whose cost grows with their square. Such parts are refused here.
"""

from __future__ import annotations

from dataclasses import dataclass

from thematic.errors import InputError
from thematic.ingest.formats.package import Target

__all__ = ["MOST_CELLS", "MOST_ROWS", "Listed", "SharedStrings", "Sheet", "Styles", "Workbook", "too_long"]

MOST_ROWS = 100_000
MOST_CELLS = 1_000_000
_LAST_ROW = 1_048_576
_MOST_TEXTS = 500_000
_MOST_PIECES = 4_000_000
_MOST_IN_ONE = 100_000
_MOST_STYLES = 50_000
_LONGEST_FORMAT = 300
_MOST_BRACKETS = 10
_MOST_BESIDE = 100_000
_LONGEST_BESIDE = 10_000
_DIGITS = "0123456789"
_SEEN = frozenset({"", "visible"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it."""

    title: str
    relation: str
    hidden: bool


class Workbook(Target):
    """`workbook.xml`: its sheets in order, and whether its dates count from 1904."""

    def __init__(self) -> None:
        self.sheets: list[Listed] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a sheet, or what its dates count from."""
        word = _word(tag)
        if word == "sheet":
            relation = next((to for key, to in attributes.items() if key.endswith("}id")), "")
            self.sheets.append(Listed(attributes.get("name", ""), relation, attributes.get("state", "") not in _SEEN))
        elif word == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true"}


class Styles(Target):
    """`styles.xml`: no more styles than a workbook has, and no format longer than one is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  the parser's protocol
        """Count a style."""
        self._count += 1
        code = attributes.get("formatCode", "")
        if self._count > _MOST_STYLES or len(code) > _LONGEST_FORMAT or code.count("[") > _MOST_BRACKETS:
            raise InputError(self._name, "the workbook has too many styles. Copy its cells to a new one, without them")


class _Units(Target):
    """A long part of many equal units, each of which is small."""

    def __init__(self, name: str, unit: str) -> None:
        self._pieces = 0
        self._name = name
        self._unit = unit
        self._since = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  the parser's protocol
        """Count an element."""
        self._pieces += 1
        self._since = 0 if _word(tag) == self._unit else self._since + 1
        if self._since > _MOST_IN_ONE or self._pieces > _MOST_PIECES:
            raise too_long(self._name)


class SharedStrings(_Units):
    """`sharedStrings.xml`: texts that cells name by number."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "si")
        self._texts = 0

    def end(self, tag: str) -> None:
        """Count a text."""
        self._texts += _word(tag) == self._unit
        if self._texts > _MOST_TEXTS:
            raise InputError(self._name, f"the workbook has over {_MOST_TEXTS:,} texts")


class Sheet(_Units):
    """A worksheet: whether its cells hold anything, how many formulas have no value stored, how many rows are hidden.

    `before` are the rows of the empty sheets before it, which count as its own.
    """

    def __init__(self, name: str, before: int = 0) -> None:
        super().__init__(name, "row")
        self.rows = before
        self.holds = False
        self.valueless = 0
        self.hidden = 0
        self._cells = 0
        self._number = 0
        self._column = (0, "")
        self._kind = ""
        self._formula = False
        self._in_value = False
        self._in_hidden = False
        self._in_rows = False
        self._beside = 0
        self._text = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open a row, a cell, its formula or its value."""
        super().start(tag, attributes)
        word = _word(tag)
        if not self._in_rows:
            self._text = 0
            self._take_beside(sum(map(len, attributes.values())))
        if word == "row":
            self._begin_row(attributes.get("r", ""))
            self._in_hidden = attributes.get("hidden") in {"1", "true"}
        elif word == "c":
            self._begin_cell(attributes)
        elif word == "f":
            # A formula whose value is a text may well have an empty one.
            self._formula = self._kind != "str"
        elif word == "sheetData":
            self._in_rows = True
        self._in_value = word in {"v", "t"}

    def data(self, text: str) -> None:
        """Take note of a value."""
        if self._in_value:
            self._formula, self.holds = False, True
            self.hidden += self._in_hidden
            self._in_hidden = False
        elif not self._in_rows:
            self._text += len(text)
            self._take_beside(len(text))

    def end(self, tag: str) -> None:
        """Close a cell or a row."""
        self._in_value = False
        word = _word(tag)
        if word == "c":
            self.valueless += self._formula
            self._formula = False
        elif word == "row":
            self.rows += 1
        elif word == "sheetData":
            self._in_rows = False
        if self.rows > MOST_ROWS or self._cells > MOST_CELLS:
            raise too_long(self._name)

    def _take_beside(self, letters: int) -> None:
        """Count what stands beside the rows: headers, and rules that format or check cells, with their ranges."""
        self._beside += letters
        if self._beside > _MOST_BESIDE or self._text > _LONGEST_BESIDE:
            reason = "the sheet has more rules and headers than any table. Copy its cells to a new one, without them"
            raise InputError(self._name, reason)

    def _begin_row(self, number: str) -> None:
        self._number, before = int(number) if number else self._number + 1, self._number
        if not before < self._number <= _LAST_ROW:
            raise ValueError(self._number)
        self._column = (0, "")

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip(_DIGITS)
        if letters and (len(letters), letters) <= self._column:
            raise ValueError(self._number)
        self._column = (len(letters), letters)
        self._cells += 1
        self._kind = attributes.get("t", "n")


def too_long(name: str) -> InputError:
    """Return what is said of a sheet that no table of participants, answers or codes comes near."""
    reason = f"the sheet has over {MOST_ROWS:,} rows or {MOST_CELLS:,} cells, empty ones included"
    return InputError(name, f"{reason}. Copy those that hold something to a new workbook")


def _word(tag: str) -> str:
    return tag.rpartition("}")[2]
