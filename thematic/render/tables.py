"""An export's table on the terminal: a card a row, because a theme's description and quotations need the width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.export.table import quoted, source
from thematic.text import for_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.export.table import Table
    from thematic.model import Quotation

__all__ = ["reading_cards"]

_SHORT = 12


def reading_cards(table: Table) -> RenderableType:
    """Return a table as cards: the first column as the heading, short cells on one line, the others below it."""
    headings = [column.heading for column in table.reading_columns]
    cards = [Padding(Group(*_card(headings, row)), (0, 0, 1, 0), expand=False) for row in table.reading_rows()]
    return Group(*cards, *(Text(for_terminal(note), style="dim") for note in table.notes))


def _card(headings: list[str], row: tuple[str | tuple[Quotation, ...], ...]) -> Iterator[RenderableType]:
    cells = list(zip(headings, row, strict=True))
    yield Text(for_terminal(str(cells[0][1])), style="bold")
    figures = [f"{heading.lower()} {cell}" for heading, cell in cells[1:] if isinstance(cell, str) and _short(cell)]
    for heading, cell in cells[1:]:
        if isinstance(cell, tuple):
            yield from (Padding(_quote(one), (0, 0, 0, 4), expand=False) for one in cell)
        elif not _short(cell):
            yield Padding(Text.assemble((f"{heading}: ", "dim"), for_terminal(cell)), (0, 0, 0, 2), expand=False)
        elif figures:
            yield Text(f"  {', '.join(figures)}")
            figures = []


def _short(cell: str) -> bool:
    return len(cell) <= _SHORT


def _quote(one: Quotation) -> Text:
    return Text.assemble((for_terminal(quoted(one)), "italic"), f" {for_terminal(source(one))}")
