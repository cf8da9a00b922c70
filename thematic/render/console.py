"""The two places output goes: data and pages to stdout, talk and progress to stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["Say", "cell", "grid", "output", "talk"]


class Say:
    """Says lines, pages and JSON to one stream."""

    def __init__(self, console: Console, *, plain: bool) -> None:
        """Wrap a console; `plain` leaves out colour and boxes."""
        self.console = console
        self.plain = plain

    def line(self, text: str) -> None:
        """Say one line or paragraph, never wrapped in the middle of a path or a command."""
        self.console.print(Text(for_terminal(text)), soft_wrap=True)

    def show(self, page: RenderableType) -> None:
        """Show a page."""
        self.console.print(page)

    def json(self, value: Any) -> None:  # noqa: ANN401
        """Say a value as JSON."""
        self.console.file.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def output(*, plain: bool) -> Say:
    """Return where data and pages go."""
    return Say(_console(plain=plain, stderr=False), plain=plain)


def talk(*, plain: bool) -> Say:
    """Return where notes and progress go."""
    return Say(_console(plain=plain, stderr=True), plain=plain)


def cell(text: str, width: int | None = None, style: str = "") -> Text:
    """Return data as one safe line, cut to `width`."""
    return Text(one_line(text, width), style=style)


def grid(*headings: str, right: tuple[str, ...] = (), title: str = "") -> Table:
    """Return an empty table with these headings, those in `right` aligned to the right."""
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False, highlight=False)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    return table


def _console(*, plain: bool, stderr: bool) -> Console:
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False, no_color=plain or None, safe_box=True)
    if not console.is_terminal and not stderr:
        # A pipe has no width of its own; 80 would fold tables that a pager or a file has room for.
        console.width = max(console.width, 100)
    if sys.platform == "win32":
        console.legacy_windows = False
    return console
