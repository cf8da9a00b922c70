"""How a codebook's examples fared, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.coding.strength import Strength
from thematic.render.console import cell, grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from thematic.coding.strength import CodeStrength

__all__ = ["strength_json", "strength_page"]

_SHOWN = 2
_CODE = 24


def strength_page(found: Sequence[CodeStrength]) -> RenderableType:
    """Return the table, and a line for each code that wants something."""
    table = grid("Code", "examples", "AP", "found", "", "taken for", right=("examples", "AP", "found"))
    for one in found:
        taken = ", ".join(f"{name} {share:.0%}" for name, share in one.taken_for[:_SHOWN])
        table.add_row(cell(one.code, _CODE), str(one.examples), *_figures(one), one.strength.value, taken)
    return Group(
        table,
        Text(
            "\nAP: how far a code's held-out sentences rank above all others held out, 1 at best. found: the share of "
            "its held-out examples that would have been suggested. Talk is harder than examples: expect less of it."
        ),
        *_advice(found),
    )


def _figures(one: CodeStrength) -> tuple[str, str]:
    if one.precision is None or one.found is None:
        return "", ""
    return f"{one.precision:.2f}", f"{one.found:.2f}"


def _advice(found: Sequence[CodeStrength]) -> Iterator[Text]:
    def names(strength: Strength) -> str:
        return ", ".join(one.code for one in found if one.strength is strength)

    if untested := names(Strength.UNTESTED):
        yield Text(f"Untested, fewer than five examples: {untested}. Write a dozen at least, as people say it.")
    if thin := names(Strength.THIN):
        yield Text(f"Thin: {thin}. Write another dozen examples of each, in voices that it does not have yet.")
    for one in found:
        if one.strength is Strength.CONFUSED:
            yield Text(
                f"{one.code} is taken for {one.taken_for[0][0]}: say in `exclude` of both how they differ, add near "
                "misses of each, or let them overlap (`may_overlap`)."
            )


def strength_json(found: Sequence[CodeStrength]) -> list[dict[str, Any]]:
    """Return the same in figures; null where untested."""
    return [
        {
            "code": one.code,
            "examples": one.examples,
            "counter_examples": one.counter_examples,
            "average_precision": one.precision,
            "found": one.found,
            "taken_for": dict(one.taken_for),
            "strength": one.strength.value,
        }
        for one in found
    ]
