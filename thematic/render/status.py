"""Where a study stands, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from thematic.language import ENGLISH
from thematic.model import Role
from thematic.render.console import cell, counted, grid

if TYPE_CHECKING:
    from rich.console import RenderableType

    from thematic.workflow.overview import Overview

__all__ = ["status_page"]

_MOST_LINES = 12


def status_page(found: Overview) -> RenderableType:
    """Return the page that bare `thematic` shows."""
    table = grid("", "")
    table.show_header = False
    language = "" if found.language == ENGLISH else f", language {found.language}"
    table.add_row("Study", cell(f"{found.folder} ({found.approach} approach{language})"))
    if found.anyway:
        table.add_row("Anyway", cell(f"{', '.join(found.anyway)}, although the approach speaks against it"))
    table.add_row("Transcripts", cell(_transcripts(found)))
    table.add_row("Participants", str(len(found.participants)))
    if unknown := [one for one in found.transcripts if one.turns_by_role[Role.UNKNOWN.value]]:
        shown = [f"{one.id} {one.turns_by_role[Role.UNKNOWN.value]:,}" for one in unknown]
        table.add_row("Turns by nobody known", cell(_some(shown)))
    if found.attributes:
        table.add_row("Attributes", cell(_attributes(found)))
    if found.cases:
        table.add_row("Cases", cell(_cases(found)))
    table.add_row("Codebook", cell(_codebook(found)))
    table.add_row("Suggestions", f"{found.suggestions:,}")
    decisions = ", ".join(f"{who} {count:,}" for who, count in found.decisions.items())
    table.add_row("Decisions", cell(decisions or "none yet"))
    table.add_row("Codings", f"{found.codings:,}")
    if found.done:
        table.add_row("Done", cell(_done(found)))
    if found.unplaced:
        table.add_row("Unplaced", f"{counted(found.unplaced, 'span')} of earlier revisions need you")
    if found.conflicts:
        table.add_row("Conflicts", f"{counted(found.conflicts, 'place')} a coder decided differently in two copies")
    if found.memos:
        table.add_row("Memos", f"{found.memos:,}")
    themes = ", ".join(f"{count} {status}" for status, count in found.themes.items() if count)
    table.add_row("Themes", themes or "none yet")
    return Group(table, Text(f"\nNext: {found.next_step}"))


def _transcripts(found: Overview) -> str:
    count, turns = len(found.transcripts), sum(one.turns for one in found.transcripts)
    words = sum(one.words for one in found.transcripts)
    names = _some([one.id for one in found.transcripts])
    return f"{count} ({counted(turns, 'turn')}, {counted(words, 'word')}): {names}" if count else "none yet"


def _attributes(found: Overview) -> str:
    shown = (f"{one.name} ({one.type}{f', {one.empty} empty' if one.empty else ''})" for one in found.attributes)
    return _some(list(shown))


def _cases(found: Overview) -> str:
    return _some([f"{case} {count}" for case, count in found.cases.items()])


def _done(found: Overview) -> str:
    whole = counted(len(found.transcripts), "transcript")
    return ", ".join(f"{who} with {count:,} of {whole}" for who, count in found.done.items())


def _some(shown: list[str]) -> str:
    more = f" and {len(shown) - _MOST_LINES} more" if len(shown) > _MOST_LINES else ""
    return ", ".join(shown[:_MOST_LINES]) + more


def _codebook(found: Overview) -> str:
    if found.codebook is None:
        return "none in use"
    apart = f"; made apart: {', '.join(found.other_versions)}" if found.other_versions else ""
    codes = counted(len(found.codebook["codes"]), "code")
    return f"{found.codebook['id']} {found.codebook['version']} ({codes}){apart}"
