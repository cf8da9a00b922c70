"""One code's kappa worked out on its own counts, for whoever learns what the figure says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from thematic.render.agreement import figure
from thematic.render.console import grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.agreement import CodeFigures

__all__ = ["worked_page"]


def worked_page(code: CodeFigures, unit: str) -> RenderableType:
    """Return, for each pair of coders, their table of four counts and the way from it to kappa and its companions."""
    parts = [part for pair, cells in code.cells.items() if sum(cells) for part in _worked(code, pair, cells, unit)]
    return Group(Text(f"{code.code}, {unit} by {unit}", style="bold"), *parts)


def _worked(
    code: CodeFigures, pair: tuple[str, str], cells: tuple[int, int, int, int], unit: str
) -> Iterator[RenderableType]:
    (one, two), (both, first, second, neither) = pair, cells
    units = sum(cells)
    table = grid("", f"{two}: yes", f"{two}: no", right=(f"{two}: yes", f"{two}: no"))
    table.add_row(f"{one}: yes", str(both), str(first))
    table.add_row(f"{one}: no", str(second), str(neither))
    yield Text()
    yield table
    alike = (both + neither) / units
    mine, theirs = (both + first) / units, (both + second) / units
    chance = mine * theirs + (1 - mine) * (1 - theirs)
    yield Text(
        f"\n1. Of {units:,} {unit}s that both judged, they said the same of {both + neither:,}: agreement "
        f"{figure(alike)}."
        f"\n2. {one} said yes to {figure(mine)} of them, {two} to {figure(theirs)}. Had each thrown their yeses "
        "about at "
        f"random, they would still have said the same of {figure(chance)}."
    )
    yield Text(_beyond(code, pair, alike, chance))
    if 2 * both + first + second:
        share = 2 * both / (2 * both + first + second)
        yield Text(
            f"4. Of all the yeses, {figure(share)} were met by a yes of the other: positive agreement. What "
            "neither coded "
            f"({neither:,} {unit}s) does not count there, and cannot raise it."
        )
    yield Text(
        "5. Kappa falls where a code is rare, although nobody codes worse: read it beside positive agreement, "
        "AC1 and the "
        "share of yes, never alone."
    )


def _beyond(code: CodeFigures, pair: tuple[str, str], alike: float, chance: float) -> str:
    kappa = code.kappas[pair]
    if kappa is None:
        return "3. Nobody varied, so there is no chance to correct for: kappa is undefined, not 1."
    return (
        f"3. Kappa asks how much of what was left they got: ({figure(alike)} - {figure(chance)}) / (1 - "
        f"{figure(chance)}) "
        f"= {figure(kappa)}. 0 is what chance gives, 1 is perfect."
    )
