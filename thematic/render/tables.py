"""An export's table on the terminal, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table as Grid
from rich.text import Text

from thematic.export.table import ColumnKind, quoted
from thematic.text import for_terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

    from thematic.export.table import Table
    from thematic.model import Quotation

__all__ = ["reading_table"]


def reading_table(table: Table) -> RenderableType:
    """Return a table with its title and notes; quotations one below the other."""
    grid = Grid(box=box.SIMPLE_HEAD, show_lines=True, pad_edge=False, title=table.title, title_justify="left")
    for column in table.reading_columns:
        grid.add_column(
            column.heading,
            justify="right" if column.kind is ColumnKind.NUMBER else "left",
            overflow="fold",
            ratio=3 if column.kind is ColumnKind.QUOTES else None,
        )
    for row in table.reading_rows():
        grid.add_row(*(_cell(one) for one in row))
    return Group(grid, *(Text(for_terminal(note), style="dim") for note in table.notes))


def _cell(value: str | tuple[Quotation, ...]) -> Text:
    if isinstance(value, str):
        return Text(for_terminal(value))
    return Text("\n".join(for_terminal(quoted(one)) for one in value))
