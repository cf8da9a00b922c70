"""Codebooks by name: a built-in one, a YAML file, or a table with one row a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.codebook import codebook_from, document_from_rows, find_codebook
from thematic.ingest.tables import SUFFIXES, read_table
from thematic.workflow.files import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from thematic.model import Codebook

__all__ = ["open_codebook"]


def open_codebook(name: str, folder: Path) -> Codebook:
    """Return a codebook by the id of a built-in one, or from a file (.yaml, .csv, .tsv, .xlsx) relative to `folder`.

    Raises:
        InputError: there is none, or the file does not hold one; with the line.
    """
    path = folder / name
    if path.suffix.casefold() not in SUFFIXES or not path.is_file():
        return find_codebook(name, folder)
    table = read_table(name, read_file(path, name))
    rows = ((row.line, dict(zip(table.header, row.cells, strict=True))) for row in table.rows)
    return codebook_from(document_from_rows(name, rows))
