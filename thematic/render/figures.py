"""Figures on the terminal, in letters: the same values as in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text
from rich.tree import Tree as Branches

from thematic.figures import Bars, Curve, Heat, Links, Strips, Tree
from thematic.render.console import cell, grid
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from rich.console import RenderableType

    from thematic.figures import Figure

__all__ = ["figure_page"]

_NAME = 30
_WIDE = 40
_SHADES = " ░▒▓█"
_MARKS = "▁▂▃▄▅▆▇█"


def figure_page(figure: Figure) -> RenderableType:
    """Return a figure with its title."""
    return Group(Text(one_line(figure.title), style="bold"), Text(""), _PAGES[type(figure.shape)](figure.shape))


def _heat(shape: Heat) -> RenderableType:
    numbers = [str(at) for at in range(1, len(shape.names) + 1)]
    most = max([1, *(count for row, own in enumerate(shape.counts) for at, count in enumerate(own) if at != row)])
    table = grid("", *numbers, right=tuple(numbers))
    for row, (name, own) in enumerate(zip(shape.names, shape.counts, strict=True)):
        said = [str(count) if at == row else _shade(count, most) for at, count in enumerate(own)]
        table.add_row(cell(f"{row + 1} {one_line(name, _NAME)}"), *said)
    return table


def _shade(count: int, most: int) -> str:
    return f"{_SHADES[min(4, -(-4 * count // most))]}{count}" if count else "·"


def _bars(shape: Bars) -> RenderableType:
    most = max([1, *(sum(own) for own in shape.counts)])
    table = grid("", shape.unit.capitalize(), "", right=())
    for name, own in zip(shape.rows, shape.counts, strict=True):
        parts = ", ".join(f"{part} {count}" for part, count in zip(shape.parts, own, strict=True) if count)
        bar = "█" * max(1, round(_WIDE // 2 * sum(own) / most)) if sum(own) else ""
        table.add_row(cell(one_line(name, _NAME)), f"{bar} {sum(own)}", cell(one_line(parts, 200), style="dim"))
    return table


def _curve(shape: Curve) -> RenderableType:
    most = max([1, *shape.seen, *(high for _, _, high in shape.middle)])
    table = grid("Sessions", "", "Codes seen", "", "Other orders, 5 to 95 of 100", right=("Sessions", "Codes seen"))
    for at, (name, seen, (middle, low, high)) in enumerate(zip(shape.names, shape.seen, shape.middle, strict=True), 1):
        bar = "█" * max(0, round(_WIDE // 2 * seen / most))
        mark = "  little new from here" if at == shape.reached else ""
        table.add_row(str(at), cell(one_line(name, 16)), str(seen), f"{bar}{mark}", f"{middle} ({low} to {high})")
    return table


def _strips(shape: Strips) -> RenderableType:
    table = grid("", f"start{' ' * (_WIDE - 8)}end")
    for name, stretches in zip(shape.rows, shape.stretches, strict=True):
        held = [0] * _WIDE
        for start, end in stretches:
            for at in range(int(start * _WIDE), min(_WIDE, int(end * _WIDE) + 1)):
                held[at] += 1
        table.add_row(cell(one_line(name, _NAME)), "".join("█" if one else "·" for one in held))
    return Group(table, Text(one_line(shape.length), style="dim"))


def _tree(shape: Tree) -> RenderableType:
    nodes: dict[int, Branches | str] = {}
    for leaf, (name, steady) in enumerate(zip(shape.leaves, shape.steadiness, strict=True)):
        nodes[leaf] = one_line(name, 60) + ("" if steady is None else f"  (found again {steady:.2f})")
    for step, (one, other, height) in enumerate(shape.joins):
        branch = Branches(Text(f"apart by {height:.2f}", style="dim"))
        for side in (one, other):
            node = nodes.pop(side)
            branch.add(node if isinstance(node, Branches) else Text(node))
        nodes[len(shape.leaves) + step] = branch
    return Group(*(node if isinstance(node, Branches) else Text(node) for node in nodes.values()))


def _links(shape: Links) -> RenderableType:
    root = []
    for at, (name, size) in enumerate(shape.left):
        branch = Branches(Text.assemble((one_line(name, 70), "bold"), f"  {size}"))
        for one, other, weight in shape.bonds:
            if one == at:
                bar = "█" * max(1, round(_WIDE / 4 * weight / max(1, size)))
                branch.add(Text(f"{bar} {weight}  {one_line(shape.right[other][0], 50)}"))
        root.append(branch)
    return Group(*root)


_PAGES: dict[type, Callable[[Any], RenderableType]] = {
    Heat: _heat,
    Bars: _bars,
    Curve: _curve,
    Strips: _strips,
    Tree: _tree,
    Links: _links,
}
