"""Who spoke of what, where: coded excerpts counted at three levels, crossed by anything. Pure."""

from __future__ import annotations

from thematic.matrix.configurations import Configuration, Parts, configurations
from thematic.matrix.counts import Cell, Level, Matrix, Mention, cross
from thematic.matrix.together import Within, together

__all__ = [
    "Cell",
    "Configuration",
    "Level",
    "Matrix",
    "Mention",
    "Parts",
    "Within",
    "configurations",
    "cross",
    "together",
]
