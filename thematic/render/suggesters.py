"""The suggesters that are installed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from thematic.render.console import cell, grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from thematic.workflow.suggesters import Installed

__all__ = ["suggester_list", "suggester_list_json"]


def suggester_list(found: Sequence[Installed]) -> RenderableType:
    """Return a table of suggesters."""
    table = grid("Suggester", "Package", "Version")
    for one in found:
        table.add_row(cell(one.name), cell(one.package), cell(one.version))
    return table


def suggester_list_json(found: Sequence[Installed]) -> list[dict[str, Any]]:
    """Return the same as plain values."""
    return [dataclasses.asdict(one) for one in found]
