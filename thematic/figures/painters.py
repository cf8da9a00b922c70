"""How each shape is painted on a matplotlib sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thematic.figures.shapes import Bars, Curve, Heat, Links, Strips, Tree
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thematic.figures.shapes import Figure

__all__ = ["paint"]

_INK, _PALE, _LINE = "#1b2a41", "#c9d3df", "#5b6b80"
_SHADES = "Blues"
_NAME = 44
_ROW_INCHES, _LEAST_INCHES = 0.3, 2.2
# From this share of the darkest on, words on a shade are white.
_DARK = 0.6


def paint(sheet: Any, figure: Figure) -> None:
    """Paint a figure: its title, and its shape by its kind."""
    axes = sheet.subplots()
    _PAINTERS[type(figure.shape)](sheet, axes, figure.shape)
    axes.set_title(one_line(figure.title), loc="left", fontsize=11, fontweight="bold", pad=10)


def _sized(sheet: Any, rows: int, width: float = 7.0) -> None:
    sheet.set_size_inches(width, max(_LEAST_INCHES, 1.1 + _ROW_INCHES * rows))


def _labels(names: Sequence[str]) -> list[str]:
    return [one_line(name, _NAME) for name in names]


def _heat(sheet: Any, axes: Any, shape: Heat) -> None:
    names = _labels(shape.names)
    _sized(sheet, len(names), 3.2 + 0.42 * max(6, len(names)))
    off = [count for row, counts in enumerate(shape.counts) for column, count in enumerate(counts) if row != column]
    most = max([1, *off])
    # The diagonal counts something else, and would outshine the rest: it is left white and outlined.
    shown = [[0 if row == at else count for at, count in enumerate(counts)] for row, counts in enumerate(shape.counts)]
    axes.imshow(shown or [[0]], cmap=_SHADES, vmin=0, vmax=most * 1.15, aspect="auto")
    for row, counts in enumerate(shape.counts):
        for column, count in enumerate(counts):
            dark = row != column and count >= _DARK * most
            weight = "bold" if row == column else "normal"
            axes.text(
                column,
                row,
                str(count) if count else "·",
                ha="center",
                va="center",
                fontweight=weight,
                color="white" if dark else _INK,
                fontsize=8,
            )
    axes.set_xticks(range(len(names)), [str(at) for at in range(1, len(names) + 1)])
    axes.set_yticks(range(len(names)), [f"{name}  {at}" for at, name in enumerate(names, 1)])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _bars(sheet: Any, axes: Any, shape: Bars) -> None:
    _sized(sheet, len(shape.rows), 8.0)
    most = max([1, *(sum(counts) for counts in shape.counts)])
    shades = _greys(len(shape.parts))
    for row, counts in enumerate(shape.counts):
        left = 0
        for part, count in enumerate(counts):
            if not count:
                continue
            axes.barh(row, count, left=left, height=0.72, color=shades[part], edgecolor="white", linewidth=1.2)
            if count >= most / 28:
                dark = part >= len(shape.parts) / 2
                axes.text(
                    left + count / 2,
                    row,
                    one_line(shape.parts[part], 8),
                    ha="center",
                    va="center",
                    fontsize=6.5,
                    color="white" if dark else _INK,
                )
            left += count
        axes.text(left + most * 0.01, row, str(left), va="center", fontsize=8, color=_INK)
    axes.set_yticks(range(len(shape.rows)), _labels(shape.rows))
    axes.invert_yaxis()
    axes.set_xlim(0, most * 1.08)
    axes.set_xlabel(shape.unit)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _greys(count: int) -> list[tuple[float, float, float]]:
    """Return shades of one hue from light to dark."""
    from matplotlib import colormaps

    scale = colormaps[_SHADES]
    return [scale(0.22 + 0.7 * at / max(1, count - 1))[:3] for at in range(count)]


def _curve(sheet: Any, axes: Any, shape: Curve) -> None:
    sheet.set_size_inches(7.0, 3.8)
    places = range(1, len(shape.seen) + 1)
    low, high = [one[1] for one in shape.middle], [one[2] for one in shape.middle]
    axes.fill_between(places, low, high, color=_PALE, linewidth=0, label="5 to 95 of 100 random orders")
    axes.plot(places, [one[0] for one in shape.middle], color=_LINE, linestyle="--", label="median of random orders")
    axes.plot(places, shape.seen, color=_INK, marker="o", markersize=4, label="as they came")
    if shape.reached is not None:
        axes.axvline(shape.reached, color=_INK, linestyle=":", linewidth=1)
        axes.text(shape.reached, 0.6 * max([1, *high]), f" little new after {shape.reached}", fontsize=8, color=_INK)
    axes.set_xticks(list(places), [f"{at}\n{one_line(name, 8)}" for at, name in zip(places, shape.names, strict=True)])
    axes.set_ylim(0, max([1, *high, *shape.seen]) * 1.1)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_ylabel("different codes seen")
    axes.set_xlabel("sessions")
    axes.legend(frameon=False, loc="lower right", fontsize=8)


def _strips(sheet: Any, axes: Any, shape: Strips) -> None:
    _sized(sheet, len(shape.rows), 8.0)
    for row, stretches in enumerate(shape.stretches):
        axes.hlines(row, 0, 100, color=_PALE, linewidth=0.8, zorder=1)
        bars = [(100 * start, max(0.5, 100 * (end - start))) for start, end in stretches]
        axes.broken_barh(bars, (row - 0.32, 0.64), color=_INK, linewidth=0, zorder=2)
    axes.set_yticks(range(len(shape.rows)), _labels(shape.rows))
    axes.set_ylim(len(shape.rows) - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 25, 50, 75, 100], ["start", "a quarter", "half", "three quarters", "end"])
    axes.set_xlabel(one_line(shape.length))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _tree(sheet: Any, axes: Any, shape: Tree) -> None:
    order = _leaf_order(shape)
    _sized(sheet, len(shape.leaves), 8.0)
    place = {leaf: (0.0, float(row)) for row, leaf in enumerate(order)}
    top = max([1e-9, *(height for _, _, height in shape.joins)])
    for step, (one, other, height) in enumerate(shape.joins):
        (x1, y1), (x2, y2) = place[one], place[other]
        axes.plot([x1, height, height, x2], [y1, y1, y2, y2], color=_INK, linewidth=1.2)
        place[len(shape.leaves) + step] = (height, (y1 + y2) / 2)
    said = [_steady(shape.leaves[leaf], shape.steadiness[leaf]) for leaf in order]
    axes.set_yticks(range(len(order)), said)
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.set_xlim(0, top * 1.05)
    axes.set_xlabel("the further right two are joined, the less alike they are")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _steady(name: str, steadiness: float | None) -> str:
    return one_line(name, _NAME) if steadiness is None else f"{one_line(name, _NAME)}  ({steadiness:.2f})"


def _leaf_order(shape: Tree) -> list[int]:
    """Return the leaves so that no two joins cross."""
    under: dict[int, list[int]] = {leaf: [leaf] for leaf in range(len(shape.leaves))}
    for step, (one, other, _) in enumerate(shape.joins):
        under[len(shape.leaves) + step] = [*under.pop(one), *under.pop(other)]
    return [leaf for part in under.values() for leaf in part]


def _links(sheet: Any, axes: Any, shape: Links) -> None:
    rows = max(len(shape.left), len(shape.right))
    _sized(sheet, 2 * rows if rows < 8 else rows, 9.5)  # noqa: PLR2004  a few rows need room
    left, right = _spread(len(shape.left)), _spread(len(shape.right))
    most = max([1, *(weight for _, _, weight in shape.bonds)])
    for one, other, weight in shape.bonds:
        axes.plot(
            [0, 1],
            [left[one], right[other]],
            color=_LINE,
            alpha=0.25 + 0.6 * weight / most,
            linewidth=0.6 + 5 * weight / most,
            solid_capstyle="round",
            zorder=1,
        )
    for x, ys, side, things in ((0, left, "right", shape.left), (1, right, "left", shape.right)):
        biggest = max([1, *(size for _, size in things)])
        axes.scatter([x] * len(ys), ys, s=[30 + 220 * size / biggest for _, size in things], color=_INK, zorder=2)
        for y, (name, size) in zip(ys, things, strict=True):
            axes.text(
                x + (-0.07 if x == 0 else 0.07),
                y,
                f"{one_line(name, _NAME)}  {size}",
                ha=side,
                va="center",
                fontsize=8.5,
                color=_INK,
            )
    axes.set_xlim(-1.15, 1.85)
    axes.set_ylim(1.06, -0.06)
    axes.axis("off")


def _spread(count: int) -> list[float]:
    return [at / max(1, count - 1) for at in range(count)] if count > 1 else [0.5] * count


_PAINTERS: dict[type, Callable[[Any, Any, Any], None]] = {
    Heat: _heat,
    Bars: _bars,
    Curve: _curve,
    Strips: _strips,
    Tree: _tree,
    Links: _links,
}
