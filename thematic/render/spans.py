"""Agreement on the words themselves, as a table and as JSON."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.render.agreement import coder_labels, figure
from thematic.render.console import cell, grid

if TYPE_CHECKING:
    from rich.console import RenderableType

    from thematic.workflow.span_agreement import SpanAgreement

__all__ = ["spans_json", "spans_page"]

_NAME = 24


def spans_page(found: SpanAgreement) -> RenderableType:
    """Return the table and how to read it."""
    labels, legend = coder_labels(found.coders)
    headings = [*labels, "alpha", "95 %", "F1 same", "F1 half", "alpha_U"]
    table = grid("Code", *headings, right=tuple(headings), title="Agreement on words")
    for one in found.codes:
        interval = f"[{figure(one.interval[0])}, {figure(one.interval[1])}]" if one.interval else "-"
        counts = (str(one.spans[coder]) for coder in found.coders)
        table.add_row(
            cell(one.code, _NAME), *counts, figure(one.alpha), interval, *map(figure, one.f1), figure(one.alpha_u)
        )
    said = (
        f"\n{found.characters:,} characters of participants' talk in {', '.join(found.transcripts)}, which all of them "
        "are done with. Under each coder, the spans they marked. alpha: Krippendorff's, every character a unit. "
        "F1: the "
        "very same spans, and spans that share at least half of their union. alpha_U: Krippendorff (1995, 2004)."
    )
    return Group(table, *([Text(legend)] if legend else ()), Text(said, style="dim"))


def spans_json(found: SpanAgreement) -> dict[str, Any]:
    """Return the same for programs; null where undefined."""
    return dataclasses.asdict(found)
