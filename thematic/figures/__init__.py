"""Pictures people look at rather than read: what they show as values, and how they are drawn. No store, no files."""

from __future__ import annotations

from thematic.figures.shapes import Bars, Curve, Figure, Heat, Links, Strips, Tree

__all__ = ["FORMATS", "Bars", "Curve", "Figure", "Heat", "Links", "Strips", "Tree"]

FORMATS = (".svg", ".png", ".pdf")
