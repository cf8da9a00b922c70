"""What a code's own boundary says against it: texts like what it excludes, and codes that take it instead. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thematic.coding.similarity import standard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.material import Material
    from thematic.model import Code

    Matrix = NDArray[np.float64]

__all__ = ["clauses", "excluded", "named_in"]

_NAMED = re.compile(r"\(([a-z0-9][a-z0-9:_, -]*)\)")
_END = re.compile(r"[;.]\s*")
# Of a standard deviation of what the code's own words say: for what is excluded and given to no other code. More finds
# less on talk whose codes are close to each other.
_LIKE_IT = 0.15
# The code that is named is nearer: contrast has said so already, and this adds what the boundary makes of it.
_NAMED_IS_NEARER = 0.2


def clauses(code: Code) -> tuple[str, ...]:
    """Return what a code excludes, one thing each: "The timetable itself (routine); enjoyment alone" are two."""
    return tuple(text for text in (part.strip() for part in _END.split(code.exclude)) if text)


def named_in(clause: str) -> tuple[str, ...]:
    """Return the ids of the codes that take what a clause excludes, as they stand in brackets."""
    found = (one.strip() for said in _NAMED.findall(clause) for one in said.split(","))
    return tuple(one for one in found if one)


def excluded(material: Material, near: Matrix) -> Matrix:
    """Return what speaks against each code by its own `exclude`, 0 or less where it does, shape (texts, codes).

    `near` is each text's closeness to each code, standardised. What a clause excludes without naming another code
    counts where a text is like it; where it names one, that code being nearer counts instead: the clause's own words
    describe a neighbour, and would speak against the code's own cases, too.
    """
    import numpy as np

    assert material.vectors is not None
    found = np.zeros(material.shape)
    places = {code.id: at for at, code in enumerate(material.codebook.codes)}
    for at, code in enumerate(material.codebook.codes):
        alone = _unnamed(material, at)
        if len(alone):
            like = np.asarray((material.vectors @ alone.T).max(axis=1), dtype=np.float64)
            found[:, at] -= _LIKE_IT * standard(like[:, None])[:, 0]
        for other in _others(code, places, at):
            found[:, at] -= _NAMED_IS_NEARER * np.maximum(near[:, other] - near[:, at], 0.0)
    return found


def _unnamed(material: Material, at: int) -> NDArray[np.float32]:
    assert material.exclusion_vectors is not None
    vectors = material.exclusion_vectors[at]
    return vectors[[not named_in(clause) for clause in material.exclusions[at]]] if len(vectors) else vectors


def _others(code: Code, places: dict[str, int], at: int) -> Iterator[int]:
    for name in _distinct(clauses(code)):
        other = places.get(name)
        if other is not None and other != at:
            yield other


def _distinct(said: Sequence[str]) -> dict[str, None]:
    return dict.fromkeys(name for clause in said for name in named_in(clause))
