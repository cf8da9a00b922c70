"""The two places output goes: data and pages to stdout, talk and progress to stderr."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["Say", "cell", "counted", "grid", "output", "talk"]

# What a pager or a file has room for: 80 would fold most tables.
_WIDTH = 100


class Say:
    """Says lines, pages and JSON to one stream."""

    def __init__(self, console: Console, *, plain: bool) -> None:
        """Wrap a console; `plain` leaves out colour, and frames where a page has any."""
        self.console = console
        self.plain = plain

    def line(self, text: str) -> None:
        """Say one line or paragraph, never wrapped in the middle of a path or a command."""
        self.console.print(Text(for_terminal(text)), soft_wrap=True)

    def show(self, page: RenderableType) -> None:
        """Show a page."""
        self.console.print(page)

    def json(self, value: Any) -> None:
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


def counted(count: int, thing: str, things: str = "") -> str:
    """Return `1 group`, `2 groups`, `1,200 groups`; `things` is the plural where it is not `thing` with an s."""
    return f"{count:,} {thing if count == 1 else things or f'{thing}s'}"


def grid(*headings: str, right: tuple[str, ...] = (), title: str = "") -> Table:
    """Return an empty table with these headings, those in `right` aligned to the right; no rules, on any terminal."""
    table = Table(box=None, padding=(0, 2, 0, 0), title=title or None, title_justify="left", pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    return table


def _console(*, plain: bool, stderr: bool) -> Console:
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False, no_color=plain or None, safe_box=True)
    if not console.is_terminal and not stderr:
        console.width = _width_of_a_pipe()
    if sys.platform == "win32":
        console.legacy_windows = False
    return console


def _width_of_a_pipe() -> int:
    """Return COLUMNS, else the width of the terminal that the notes go to, else one that suits a pager or a file."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _WIDTH
    except (OSError, ValueError):
        return _WIDTH
