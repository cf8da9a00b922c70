"""What coders made of suggestions, as a page and as JSON; titled so that nobody takes it for agreement of coders."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.render.agreement import figure
from thematic.render.console import cell, grid
from thematic.workflow.machine import FAST, OVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.agreement import CodeFigures
    from thematic.workflow.machine import CoderHabits, MachineReport

__all__ = ["machine_json", "machine_page"]

_NAME = 24


def machine_page(found: MachineReport) -> RenderableType:
    """Return what each coder made of suggestions, and code by code how the two compare."""
    return Group(
        _habits(found),
        Text(
            "of decided: suggestions kept of those kept or refused. of codings: those that began as a "
            "suggestion. seconds: "
            "between two decisions, the median.",
            style="dim",
        ),
        *_words(found),
        Text(),
        _codes(found),
        Text(
            "\nThis compares coders with the machine, sentence by sentence; it is no inter-coder agreement. "
            "Whoever saw "
            "a suggestion before deciding did not judge independently of it: only blind passes tell how far they would "
            "have agreed.",
            style="dim",
        ),
    )


def _habits(found: MachineReport) -> RenderableType:
    headings = ("kept", "refused", "unsure", "of decided", "of codings", "seconds")
    table = grid("Coder", *headings, right=headings, title="What coders made of suggestions")
    for one in found.coders:
        decided = one.kept + one.refused
        table.add_row(
            cell(one.coder, _NAME),
            *(f"{count:,}" for count in (one.kept, one.refused, one.unsure)),
            f"{one.kept:,}/{decided:,}",
            f"{one.suggested:,}/{one.codings:,}",
            "-" if one.seconds is None else f"{one.seconds:.0f}",
        )
    return table


def _words(found: MachineReport) -> Iterator[RenderableType]:
    for one in found.coders:
        if one.blind:
            yield Text(
                f"{one.coder} changed their mind on {one.switched} of {one.blind} suggestions on words coded "
                "blind before: "
                "they had not given the code, and then kept it."
            )
        if one.is_fast:
            yield Text(
                f"{one.coder} decided in under {FAST:.0f} seconds at the median, over {one.acts} decisions. "
                "Reading takes "
                f"longer; it may be worth a look back. (Said from {OVER} decisions on.)"
            )


def _codes(found: MachineReport) -> RenderableType:
    headings = ("judged", "coded", "suggested", "agree", "positive", "kappa")
    table = grid("Code", *headings, right=headings, title="Coders and suggestions (no inter-coder agreement)")
    for one in (one for one in found.codes if one.units):
        values = one.figures.values
        counts = (f"{one.units:,}", *(f"{count:,}" for count in one.positives.values()))
        table.add_row(
            cell(one.code, _NAME),
            *counts,
            *(figure(values[name]) for name in ("percent", "positive_agreement", "kappa")),
        )
    return table


def machine_json(found: MachineReport) -> dict[str, Any]:
    """Return the same for programs; null where undefined."""
    return {"title": "coders and suggestions, not inter-coder agreement", "coders": [*map(_habits_json, found.coders)],
            "codes": [*map(_code_json, found.codes)]}  # fmt: skip


def _habits_json(one: CoderHabits) -> dict[str, Any]:
    decided = one.kept + one.refused
    return {
        **dataclasses.asdict(one),
        "acceptance_rate": one.kept / decided if decided else None,
        "share_of_codings_suggested": one.suggested / one.codings if one.codings else None,
        "switch_rate": one.switched / one.blind if one.blind else None,
    }


def _code_json(one: CodeFigures) -> dict[str, Any]:
    return {"code": one.code, "units": one.units, "positives": dict(one.positives), **one.figures.values}
