"""What a figure shows, as plain values: the same for the terminal and for a file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Bars", "Curve", "Figure", "Heat", "Links", "Shape", "Strips", "Tree"]


@dataclass(frozen=True, slots=True)
class Heat:
    """A square of counts: how often two things are given together; on the diagonal, how often each is."""

    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in parts: how much of each row is in each part."""

    rows: tuple[str, ...]
    parts: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Codes seen after each session: as the sessions came, and over random orders.

    Attributes:
        names: of the sessions as they came.
        seen: how many codes were seen after each.
        middle: over random orders after as many sessions, the median, the 5th and the 95th of 100.
        reached: after how many sessions little was new, as they came; none where it never was.
    """

    names: tuple[str, ...]
    seen: tuple[int, ...]
    middle: tuple[tuple[int, int, int], ...]
    reached: int | None


@dataclass(frozen=True, slots=True)
class Strips:
    """Where along a talk each row stands: stretches as shares of its length, 0..1, in order."""

    rows: tuple[str, ...]
    stretches: tuple[tuple[tuple[float, float], ...], ...]
    length: str


@dataclass(frozen=True, slots=True)
class Tree:
    """Leaves joined step by step, the nearest first.

    Attributes:
        joins: each as (one, other, height); numbers under the number of leaves are leaves, the others earlier joins.
        steadiness: of each leaf 0..1; none where it was not measured.
    """

    leaves: tuple[str, ...]
    joins: tuple[tuple[int, int, float], ...]
    steadiness: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Two columns of things and how much binds them.

    Attributes:
        left: each as (name, size); likewise `right`.
        bonds: each as (place on the left, place on the right, how much).
    """

    left: tuple[tuple[str, int], ...]
    right: tuple[tuple[str, int], ...]
    bonds: tuple[tuple[int, int, int], ...]


Shape = Heat | Bars | Curve | Strips | Tree | Links


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its title, and what it shows in words for who cannot see it."""

    title: str
    shape: Shape
    alternative: str
