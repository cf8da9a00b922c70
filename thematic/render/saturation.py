"""Saturation as a page and as plain values: the order observed, and never without the other orders."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.render.console import grid
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.workflow.saturating import Saturated

__all__ = ["saturation_json", "saturation_page"]


def saturation_page(found: Saturated) -> RenderableType:
    """Return the runs in the order observed, and what a thousand other orders would have given."""
    table = grid("Sessions before", "Run", "New codes", "Share of the base", right=("New codes", "Share of the base"))
    for one in found.observed.runs:
        run = found.sessions[one.after : one.after + found.settings.run]
        mark = " *" if one.after == found.observed.reached else "  "
        table.add_row(str(one.after), one_line(", ".join(run), 40), str(one.new), f"{one.share:.2f}{mark}")
    return Group(
        table, Text(""), *(Text(line) for line in _told(found)), *(Text(x, style="dim") for x in _notes(found))
    )


def saturation_json(found: Saturated) -> dict[str, Any]:
    """Return the same as plain values."""
    return dataclasses.asdict(found)


def _told(found: Saturated) -> Iterator[str]:
    settings, orders = found.settings, found.orders
    little = f"at most {settings.threshold:.2f}"
    if found.observed.reached is None:
        yield f"As they came: no run of {settings.run} gave {little} new."
    else:
        yield f"As they came: {found.observed.reached}+{settings.run}, the first run that gave {little} new (*)."
    said = "; ".join(f"after {after} in {count}" for after, count in orders.reached)
    never = f"never in {orders.never} of {orders.tried:,}"
    yield f"Over {orders.tried:,} random orders (seed {found.seed}): {f'{said}; {never}' if said else never}."


def _notes(found: Saturated) -> Iterator[str]:
    of = "codes that the study made" if found.inductive else "all codes, at their first use"
    base = f"a base of {found.settings.base} sessions with {found.observed.base} codes"
    yield f"Counted: {of}, {found.codes} in {len(found.sessions)} sessions; {base}. Guest, Namey and Chen (2020)."
    if len(found.observed.runs) == 1:
        yield "There is one run, so that it can say little: more sessions, or a smaller base, would give more."
    if found.uncoded:
        yield f"Left out, as they carry no coding: {one_line(', '.join(found.uncoded), 400)}."
    yield "No new codes is not no new meaning, and the order of sessions decides much of it: report both lines above."
