"""A code by its name. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.errors import UsageError, did_you_mean
from thematic.text import one_line

if TYPE_CHECKING:
    from thematic.model import Code, Codebook

__all__ = ["code_of"]


def code_of(book: Codebook, name: str) -> Code:
    """Return the code called `name`. Raises UsageError where there is none; the message proposes the closest."""
    code = book.code(name)
    if code is None:
        closest = did_you_mean(name, [one.id for one in book.codes])
        raise UsageError(f'no code "{one_line(name, 40)}" in {book.id}.{closest}')
    return code
