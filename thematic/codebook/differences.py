"""What tells two versions of a codebook apart, code by code and field by field. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.model import NearMiss

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.model import Code, Codebook

__all__ = ["CodeDifference", "Difference", "FieldDifference", "difference"]


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """What a field of a code says no longer, and what it says now; of a list only what was taken out and put in."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeDifference:
    """A code that is in both versions, and the fields that differ."""

    code: str
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The codes that only the second version has, those that only the first has, and those that differ."""

    added: tuple[Code, ...]
    removed: tuple[Code, ...]
    changed: tuple[CodeDifference, ...]

    @property
    def nothing(self) -> bool:
        """Whether no code differs."""
        return not (self.added or self.removed or self.changed)


def difference(before: Codebook, after: Codebook) -> Difference:
    """Return what tells a version from an earlier one, in the order of their codes."""
    known = {one.id: one for one in before.codes}
    there = {one.id for one in after.codes}
    pairs = ((known[one.id], one) for one in after.codes if one.id in known)
    return Difference(
        added=tuple(one for one in after.codes if one.id not in known),
        removed=tuple(one for one in before.codes if one.id not in there),
        changed=tuple(CodeDifference(new.id, tuple(_fields(old, new))) for old, new in pairs if old != new),
    )


def _fields(old: Code, new: Code) -> Iterator[FieldDifference]:
    for one in dataclasses.fields(old):
        before, after = _held(getattr(old, one.name)), _held(getattr(new, one.name))
        if before != after:
            gone = tuple(text for text in before if text not in after)
            come = tuple(text for text in after if text not in before)
            yield FieldDifference(one.name.replace("_", " "), gone, come)


def _held(value: str | tuple[str | NearMiss, ...]) -> tuple[str, ...]:
    """Return what a field holds, one text each."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(f"{one.text} -> {one.code or 'no code'}" if isinstance(one, NearMiss) else one for one in value)
