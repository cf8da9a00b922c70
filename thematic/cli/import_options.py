"""Options of `thematic import` that contradict each other: said at once, where leaving one aside would mislead.

May hold which go together, and what is said where they do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["refuse_contradictions"]

_READING = {"files", "text_column", "id_column", "participant_column", "kind", "encoding", "moderator"}
_ALWAYS = {"coder", "dry_run"}
# For each option that says what is to be done: what may stand beside it, and the line where something else does.
_ALONE = {
    "withdraw": ({"yes"}, "--withdraw erases, and brings nothing in. Leave out {}."),
    "revises": (
        _READING,
        "--revises brings in the text alone. Leave out {}. Give people in an import of their own, before or after.",
    ),
}
_ONLY_WITH = {"yes": "withdraw", "imd_edition": "imd", "kind": "files", "text_column": "files", "keep_going": "files"}
_WRITTEN = {"files": "the files", "transcript_id": "--id", "joins": "--map"}


def refuse_contradictions(options: Mapping[str, object]) -> None:
    """Raise UsageError where something is asked for that would be left aside. `options` are given by parameter."""
    said = [name for name, value in options.items() if value]
    for name, (beside, line) in _ALONE.items():
        left = [_written(other) for other in said if other not in {name, *beside, *_ALWAYS}]
        if name in said and left:
            raise UsageError(line.format(" and ".join(left)))
    for name, needed in _ONLY_WITH.items():
        if name in said and needed not in said:
            raise UsageError(f"{_written(name)} says nothing without {_written(needed)}. Add that, or leave it out.")


def _written(name: str) -> str:
    return _WRITTEN.get(name) or f"--{name.replace('_', '-')}"
