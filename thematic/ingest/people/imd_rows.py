"""The rows of a table of deprivation that are wanted, out of millions, one line in memory at a time.

May hold how lines are cut out of chunks and cells out of lines; knows neither deciles nor participants.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from thematic.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["Lookup"]

_MOST_IN_LINE = 1_000_000
_ENDS = b"\r\n"


class Lookup:
    """A comma-, semicolon- or tab-separated file that is read as it streams by, once."""

    def __init__(self, name: str, chunks: Iterable[bytes]) -> None:
        """Read the header. Raises InputError where the file is no such table."""
        self.name = name
        self._lines = _lines(name, chunks)
        first = next(self._lines, b"").removeprefix(b"\xef\xbb\xbf")
        if b"\x00" in first or first.startswith(b"PK\x03\x04"):
            raise InputError(name, _no_text(first))
        self._sign = max((b",", b";", b"\t"), key=first.count)
        self.header = self._cells(first, 1)

    def rows(self, key: int, wanted: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield (code, cells) for each row whose cell in the column `key` is one of `wanted`, until all were seen.

        Codes are compared without spaces and in capitals; of several rows of one code the first counts.
        """
        missing = {code.encode(): code for code in wanted}
        for number, line in enumerate(self._lines, start=2):
            if not missing:
                return
            code = missing.get(self._cell(line, key, number).replace(b" ", b"").upper())
            if code is not None:
                del missing[code.encode()]
                yield code, self._cells(line, number)

    def _cell(self, line: bytes, place: int, number: int) -> bytes:
        if place == 0 or b'"' not in line:
            # The first cell ends at the first separator: no code holds one. So millions of rows cost seconds.
            cells = line.split(self._sign, place + 1)
            return cells[place].strip(b'" \r') if place < len(cells) else b""
        found = self._cells(line, number)
        return found[place].encode() if place < len(found) else b""

    def _cells(self, line: bytes, number: int) -> list[str]:
        text = line.rstrip(_ENDS).decode("utf-8", "replace")
        try:
            return next(csv.reader([text], delimiter=self._sign.decode()), [])
        except csv.Error:
            raise InputError(self.name, "a cell is too long, or a line is no row of a table", line=number) from None


def _lines(name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of the chunks put together, without what ends them."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > _MOST_IN_LINE:
            raise InputError(name, "a line has over 1 MB; no table of postcodes has")
    if rest:
        yield rest


def _no_text(first: bytes) -> str:
    if first.startswith(b"PK"):
        return "it is packed (zip). Unpack it and name the CSV in it, which in the ONS's is in the folder Data"
    return "it is no text in UTF-8. Save it as CSV (UTF-8)"
