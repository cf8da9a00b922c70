"""What a correction did: how everything was found again, and what a person must look at, old words beside new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.anchoring import How
from thematic.render.console import cell, counted
from thematic.render.imports import brought_in
from thematic.workflow.placing import GONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from thematic.workflow.placing import Placed, Unplaced
    from thematic.workflow.revising import AnchorLine, RevisionReport

__all__ = ["placed_page", "revision_report", "unplaced_page"]

_NAMES = {How.EXACT: "exact", How.MOVED: "moved", How.FUZZY: "fuzzy", How.NEEDS_YOU: "need you"}
_HEADINGS = {
    How.NEEDS_YOU: "These need you: nothing was put anywhere",
    How.FUZZY: "These were found with small changes inside",
    How.MOVED: "These have the same words; look at what has changed around them",
    How.EXACT: "These have the same words; look at who speaks them now",
}
_WIDTH = 300
# Suggestions are the machine's, and are made anew with one command.
_MOST_SUGGESTED = 20


def revision_report(report: RevisionReport, *, dry_run: bool) -> RenderableType:
    """Return a page: counts first, then every span that was not simply found again."""
    if report.brought is None:
        return Text(f"{report.name}: the file is its text already; nothing changed.")
    verb = "Would become" if dry_run else "Now"
    parts: list[RenderableType] = list(brought_in([report.brought]))
    parts.append(Text(f"{verb} revision {report.revision} of {report.name}."))
    parts += [_counts("judgements", report.judgements()), _counts("suggestions", report.suggestions())]
    for how, heading in _HEADINGS.items():
        parts += list(_section(heading, [one for one in report.lines if one.how is how], how))
    parts += _next_steps(report, dry_run=dry_run)
    return Group(*parts)


def unplaced_page(waiting: Sequence[Unplaced]) -> RenderableType:
    """Return a page of what waits to be placed, each with the command that does it."""
    if not waiting:
        return Text("Nothing waits to be placed: everything stands in the texts as they are now.")
    parts: list[RenderableType] = [Text(f"{counted(len(waiting), 'span')} of earlier revisions without a place now:")]
    for one in waiting:
        parts += [Text(), cell(f"{one.id}  {', '.join(one.carries)}", style="bold")]
        parts += list(_words("was", one.old_words))
        if one.likely:
            parts += list(_words(f"like {one.likely}", one.new_words))
        if one.why:
            parts.append(Padding(cell(one.why, style="yellow"), (0, 0, 0, 4)))
    parts += [
        Text(),
        Text('Place one:   thematic review --place "OLD=NEW" --coder NAME'),
        Text('             such as --place "fg1@1:t003.s2=fg1:t003.s1"'),
        Text('Let one go:  thematic review --place "OLD=gone" --coder NAME'),
    ]
    return Group(*parts)


def placed_page(placed: Sequence[Placed], left: int, *, dry_run: bool) -> RenderableType:
    """Return a line for each span that was placed or let go, and how many wait still."""
    verbs = ("Would place", "Would let go") if dry_run else ("Placed", "Let go")
    lines = [
        cell(f"{verbs[1]} {one.id}: {', '.join(one.carries)}")
        if one.target == GONE
        else cell(f"{verbs[0]} {one.id} at {one.target}: {', '.join(one.carries)}")
        for one in placed
    ]
    return Group(*lines, Text(f"{counted(left, 'span')} waiting."))


def _counts(what: str, counts: Mapping[How, int]) -> Text:
    total = sum(counts.values())
    if not total:
        return Text(f"No {what} stand on it.")
    found = ", ".join(f"{counts[how]:,} {name}" for how, name in _NAMES.items() if counts.get(how))
    return Text(f"{total:,} {what if total > 1 else what[:-1]}: {found}.")


def _section(heading: str, lines: Sequence[AnchorLine], how: How) -> Iterator[RenderableType]:
    told = [one for one in lines if how in {How.NEEDS_YOU, How.FUZZY} or one.why]
    judged = [one for one in told if one.carries]
    machine = [one for one in told if not one.carries]
    if not told:
        return
    yield from (Text(), Text(f"{heading} ({len(told)}):", style="bold"))
    for one in (*judged, *machine[:_MOST_SUGGESTED]):
        yield from _line(one)
    if len(machine) > _MOST_SUGGESTED:
        more = counted(len(machine) - _MOST_SUGGESTED, "more suggestion")
        yield Text(f"  and {more}, that nobody has decided on.", style="dim")


def _line(one: AnchorLine) -> Iterator[RenderableType]:
    what = ", ".join(one.carries) or f"suggested: {', '.join(one.suggested)}"
    arrow = f" -> {one.after}" if one.after and one.how is not How.NEEDS_YOU else ""
    yield cell(f"{one.before}{arrow}  {what}")
    yield from _words("was", one.old_words)
    if one.after and one.new_words != one.old_words:
        yield from _words("now" if one.how is not How.NEEDS_YOU else f"like {one.after}", one.new_words)
    if one.why:
        yield Padding(cell(one.why, style="yellow"), (0, 0, 0, 4))


def _words(name: str, words: str) -> Iterable[RenderableType]:
    return (Padding(cell(f"{name}: “{words}”", _WIDTH), (0, 0, 0, 4)),) if words else ()


def _next_steps(report: RevisionReport, *, dry_run: bool) -> list[RenderableType]:
    if dry_run:
        return [Text(), Text("Nothing was changed.")]
    waiting = any(one.how is How.NEEDS_YOU and one.carries for one in report.lines)
    lost = any(one.how is How.NEEDS_YOU and one.suggested for one in report.lines)
    steps = ["thematic review --unplaced"] if waiting else []
    steps += ["thematic code (suggests anew where the words have changed)"] if lost else []
    return [Text(), Text(f"Next: {'; then '.join(steps)}")] if steps else []
