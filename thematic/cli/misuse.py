"""What Typer says of a command line that it cannot read, as our one line. May hold how its failures are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typer

__all__ = ["line_of"]

_BEFORE_THE_VERB = frozenset({"--plain", "-C", "--version"})


def line_of(error: typer.TyperException) -> str:
    """Return one line: what cannot be read, and what to do."""
    # Typer's own failures have these; the class that it makes public does not say so.
    failure: Any = error
    context = getattr(failure, "ctx", None)
    command = context.command_path if context else "thematic"
    option = getattr(failure, "option_name", "")
    if option in _BEFORE_THE_VERB:
        program, _, verb = command.partition(" ")
        value = " FOLDER" if option == "-C" else ""
        return f"{option} stands before the verb: {program} {option}{value} {verb}"
    said = str(failure.format_message())
    # A noun alone is answered with its help, which is no line.
    return said if "\n" in said else f"{said.rstrip('.')}. See {command} --help."
