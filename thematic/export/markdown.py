"""Tables as Markdown: a heading, GitHub's table, the notes as paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.export import escape
from thematic.export.table import ColumnKind, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thematic.export.table import Table

__all__ = ["to_markdown"]


def to_markdown(table: Table) -> bytes:
    """Return what people read of a table, UTF-8; rendered, every cell is its own text (`escape.markdown`)."""
    return "".join(f"{line}\n" for line in _lines(table)).encode()


def _lines(table: Table) -> Iterator[str]:
    columns = table.reading_columns
    # A title is one line: a heading cannot hold a break.
    yield f"# {escape.markdown(' '.join(table.title.split()))}"
    yield ""
    yield _line(escape.markdown(column.heading) for column in columns)
    yield _line("---:" if column.kind is ColumnKind.NUMBER else "---" for column in columns)
    for row in table.reading_rows():
        yield _line(escape.markdown(cell_text(cell)) for cell in row)
    for note in table.notes:
        yield ""
        yield escape.markdown(note)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
