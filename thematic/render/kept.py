"""How often suggestions were kept, by attribute, with its caution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.render.console import cell, grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from thematic.workflow.kept import KeptBy

__all__ = ["kept_json", "kept_page"]

_VALUE = 32


def kept_page(found: Sequence[KeptBy]) -> RenderableType:
    """Return a table for each attribute, masked cells as such, and how to read them."""
    table = grid("Attribute", "", "judged", "kept", "share", right=("judged", "kept", "share"))
    for one in found:
        for at, row in enumerate(one.cells):
            name = cell(one.attribute, _VALUE) if at == 0 else ""
            if row.judged is None or row.kept is None:
                table.add_row(name, cell(row.value, _VALUE), "masked", "masked", "")
            else:
                table.add_row(
                    name, cell(row.value, _VALUE), str(row.judged), str(row.kept), _share(row.kept, row.judged)
                )
    if not any(one.judged for one in found):
        return Text("No suggestion was judged yet: thematic review --coder NAME.")
    total = f"{found[0].judged} decisions on suggestions, {found[0].kept} of them kept."
    return Group(
        table,
        Text(
            f"\n{total} Small cells are masked, and with a single one the next. A lower share may be the machine's "
            "doing, the talk's or the coders': read some of those refused before concluding anything."
        ),
    )


def _share(kept: int, judged: int) -> str:
    return f"{kept / judged:.2f}"


def kept_json(found: Sequence[KeptBy]) -> list[dict[str, Any]]:
    """Return the same in figures, null where masked."""
    return [
        {
            "attribute": one.attribute,
            "judged": one.judged,
            "kept": one.kept,
            "cells": [{"value": row.value, "judged": row.judged, "kept": row.kept} for row in one.cells],
        }
        for one in found
    ]
