"""A codebook kept as a table, one row a code: rows to the same document that a YAML file gives.

Header fields stand in columns `codebook_id`, `codebook_title` and so on, repeated in every row or given in the first. A
list is JSON or one item a line inside the cell.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from thematic.codebook.strict_yaml import Document
from thematic.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["document_from_rows"]

_HEADER = "codebook_"
_LISTS = frozenset({"cues", "counter_cues", "examples", "counter_examples", "near_misses", "may_overlap"})


def document_from_rows(name: str, rows: Iterable[tuple[int, Mapping[str, str]]]) -> Document:
    """Return the document that rows of (line, cells by column) hold, empty cells left out.

    Raises:
        InputError: a header field changes from one row to the next, or a list is not what it begins like.
    """
    book: dict[str, Any] = {}
    codes: list[Any] = []
    lines: dict[tuple[str | int, ...], int] = {(): 1}
    for line, row in rows:
        filled = {column.strip(): cell.strip() for column, cell in row.items() if cell.strip()}
        _take_header(name, line, filled, book)
        cells = {column: cell for column, cell in filled.items() if not column.startswith(_HEADER)}
        lines[("codes", len(codes))] = line
        codes.append({column: _value(name, line, column, cell) for column, cell in cells.items()})
    return Document(name, {**book, "codes": codes}, lines)


def _take_header(name: str, line: int, row: Mapping[str, str], book: dict[str, Any]) -> None:
    for column, cell in row.items():
        if column.startswith(_HEADER):
            field = column.removeprefix(_HEADER)
            if book.setdefault(field, cell) != cell:
                raise InputError(
                    name, f"{column} is another than in the rows above. Keep one codebook a file.", line=line
                )


def _value(name: str, line: int, column: str, cell: str) -> Any:
    if column not in _LISTS:
        return cell
    items = _json(name, line, column, cell) if cell.startswith("[") else cell.splitlines()
    kept = [item.strip() if isinstance(item, str) else item for item in items]
    if column == "near_misses":
        return [{"text": item} if isinstance(item, str) else item for item in kept if item]
    return [item for item in kept if item]


def _json(name: str, line: int, column: str, cell: str) -> list[Any]:
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        reason = f"{column} begins like a JSON list and is none. Mend it, or write one item a line."
        raise InputError(name, reason, line=line) from None
    return found if isinstance(found, list) else [found]
