"""Values to bytes: tables in every format that leaves the program. No store, no files, no clock."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from thematic.errors import UsageError, did_you_mean
from thematic.export.csv import to_csv, to_tsv
from thematic.export.docx import to_docx
from thematic.export.html import to_html
from thematic.export.json import to_json
from thematic.export.markdown import to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from thematic.export.table import Table

__all__ = ["FORMATS", "render"]

FORMATS: Mapping[str, Callable[[Table], bytes]] = MappingProxyType(
    {
        ".csv": to_csv,
        ".docx": to_docx,
        ".html": to_html,
        ".json": to_json,
        ".md": to_markdown,
        ".tsv": to_tsv,
    }
)


def render(table: Table, suffix: str) -> bytes:
    """Return a table in the format that a file's suffix names, with or without its dot, in either case.

    Equal tables give equal bytes, whenever and wherever they are written.

    Raises:
        UsageError: no format has that suffix, or the format cannot hold a table so long.
    """
    wanted = f".{suffix.lower().removeprefix('.')}"
    writer = FORMATS.get(wanted)
    if writer is None:
        known = ", ".join(FORMATS)
        raise UsageError(f'cannot write "{wanted}". Choose one of {known}.{did_you_mean(wanted, FORMATS)}')
    return writer(table)
