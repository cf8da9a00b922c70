"""What an import brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from thematic.model import Role
from thematic.render.console import cell, counted, grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from thematic.workflow.importing import Brought, ImportReport
    from thematic.workflow.lines import TranscriptLine

__all__ = ["brought_in", "import_report"]

_MOST_SPEAKERS = 12


def import_report(report: ImportReport, *, dry_run: bool) -> RenderableType:
    """Return a page: a line a transcript, what was assumed, what to look at, and what changed nothing."""
    parts = [*brought_in(report.imported), *_notes(report)]
    return Group(*parts, _summary(report, dry_run=dry_run))


def brought_in(brought: Sequence[Brought]) -> Iterator[RenderableType]:
    """Yield a table of transcripts that came in, a line each, and what was assumed and is to be looked at."""
    if brought:
        table = grid("Transcript", "Kind", "Turns", "Words", "Turns of each speaker", right=("Turns", "Words"))
        for one in brought:
            line = one.line
            table.add_row(cell(line.id), line.kind, f"{line.turns:,}", f"{line.words:,}", _speakers(line))
        yield from (table, Text())
    yield from (*_moderators(brought), *_unknown(brought))
    for one in brought:
        yield from (cell(f"{one.source.name}: {note}") for note in one.source.notes)
        yield from (cell(f"{one.source.name}: look at this: {doubt}", style="yellow") for doubt in one.doubts)


def _speakers(line: TranscriptLine) -> Text:
    shown = [
        f"{speaker} {line.turns_by_speaker[speaker]:,}" + ("" if role == Role.PARTICIPANT.value else f" ({role})")
        for speaker, role in line.speakers.items()
    ]
    return cell(_some(shown) if shown else "none named")


def _moderators(brought: Sequence[Brought]) -> Iterator[Text]:
    """Yield a line on who was read as a moderator and where: their talk is no data, so this is the first to check."""
    sessions: dict[str, list[str]] = {}
    for one in brought:
        for label, role in one.line.speakers.items():
            if role == Role.MODERATOR.value:
                sessions.setdefault(label, []).append(one.line.id)
    if sessions:
        shown = [f"{label} ({_some(places)})" for label, places in sessions.items()]
        yield cell(f"Read as moderators: {_some(shown)}.")


def _unknown(brought: Sequence[Brought]) -> Iterator[Text]:
    counts = {one.line.id: one.line.turns_by_role[Role.UNKNOWN.value] for one in brought}
    shown = [f"{name} {count:,}" for name, count in counts.items() if count]
    if shown:
        yield cell(f"Turns whose speaker nobody knows: {_some(shown)}.")


def _some(shown: list[str]) -> str:
    more = len(shown) - _MOST_SPEAKERS
    return ", ".join(shown[:_MOST_SPEAKERS]) + (f" and {more} more" if more > 0 else "")


def _notes(report: ImportReport) -> Iterator[Text]:
    yield from (cell(note) for note in report.notes)
    yield from (cell(f"look at this: {doubt}", style="yellow") for doubt in report.doubts)
    for path, known in report.unchanged:
        yield cell(f"{path}: in the study already, as {known}; nothing changed.")


def _summary(report: ImportReport, *, dry_run: bool) -> Text:
    verb = "Would import" if dry_run else "Imported"
    count = len(report.imported)
    turns = sum(one.line.turns for one in report.imported)
    people = (
        f", {counted(report.participants, 'person', 'people')} in the table of participants"
        if report.participants
        else ""
    )
    left = f"; {counted(len(report.failed), 'file')} left out, named below" if report.failed else ""
    return Text(f"{verb} {counted(count, 'transcript')}, {counted(turns, 'turn')}{people}{left}.")
