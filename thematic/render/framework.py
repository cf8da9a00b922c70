"""The framework matrix on the terminal: case by case, each theme with its summary or what waits for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.ingest.imported import plural
from thematic.render.console import cell
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.workflow.framework import Chart, Charted

__all__ = ["chart_json", "chart_page"]

_IDS = 4


def chart_page(found: Chart) -> RenderableType:
    """Return every case that has something, theme by theme."""
    parts: list[RenderableType] = []
    for case in found.cases:
        cells = [(name, found.cells[case, theme]) for theme, name in found.themes if (case, theme) in found.cells]
        if cells:
            lines = [line for name, one in cells for line in _cell(name, one)]
            parts += [Text(case, style="bold"), Padding(Group(*lines), (0, 0, 1, 2), expand=False)]
    written = sum(bool(one.summary) for one in found.cells.values())
    how = "thematic themes summarise THEME CASE WORDS"
    parts.append(Text(f"{written} of {len(found.cells)} cells are summed up. Sum up another: {how}"))
    return Group(*parts)


def _cell(name: str, one: Charted) -> Iterator[RenderableType]:
    ids = ", ".join(one.ids[:_IDS]) + (f" and {len(one.ids) - _IDS} more" if len(one.ids) > _IDS else "")
    if one.summary:
        yield cell(f"{one_line(name, 60)}: {one.summary}")
        yield Text(f"  {one.by}, on {ids or 'no excerpt'}", style="dim")
    else:
        yield cell(f"{one_line(name, 60)}: {plural(len(one.excerpts), 'excerpt')} to sum up", style="dim")
        yield Text(f"  {ids}", style="dim")
    if one.new or one.gone:
        yield Text(f"  Careful: since it was written {one.new} came and {one.gone} went.", style="yellow")


def chart_json(found: Chart) -> dict[str, Any]:
    """Return the matrix as plain values."""
    return {
        "cases": list(found.cases),
        "themes": [{"id": theme, "name": name} for theme, name in found.themes],
        "cells": [
            {
                "case": case,
                "theme": theme,
                "summary": one.summary,
                "by": one.by,
                "excerpts": list(one.ids),
                "new": one.new,
                "gone": one.gone,
            }
            for (case, theme), one in found.cells.items()
        ],
    }
