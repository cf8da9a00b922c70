"""Tables as JSON: a list of objects, one to a line, with the machine keys; quotations are objects too."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from thematic.export.table import number

if TYPE_CHECKING:
    from thematic.export.table import Cell, Table
    from thematic.model import Quotation

__all__ = ["to_json"]


def to_json(table: Table) -> bytes:
    """Return a list of objects, UTF-8, every text as it is; title and notes have no place in it.

    Numbers have up to six decimals and no exponent. Quotations have `text`, `participant`, `group`, `transcript`,
    `start` and `end`.
    """
    data = io.BytesIO()
    # A lone surrogate, which UTF-8 cannot carry, becomes its JSON escape.
    text = io.TextIOWrapper(data, encoding="utf-8", errors="backslashreplace", newline="")
    keys = [json.dumps(column.key) for column in table.columns]
    separator = "[\n"
    for row in table.rows:
        pairs = ", ".join(f"{key}: {_value(cell)}" for key, cell in zip(keys, row, strict=True))
        text.write(f"{separator}  {{{pairs}}}")
        separator = ",\n"
    text.write("\n]\n" if table.rows else "[]\n")
    text.flush()
    return data.getvalue()


def _value(cell: Cell) -> str:
    if cell is None:
        return "null"
    if isinstance(cell, str):
        return _dumps(cell)
    if isinstance(cell, tuple):
        return _dumps([_quotation(quotation) for quotation in cell])
    return number(cell)


def _quotation(quotation: Quotation) -> dict[str, object]:
    fields = asdict(quotation)
    fields.update(fields.pop("span"))
    return {key: fields[key] for key in ("text", "participant", "group", "transcript", "start", "end")}


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
