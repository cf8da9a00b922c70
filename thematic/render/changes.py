"""What a change of the codebook touches, and what tells two versions apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.render.console import cell, counted, grid
from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from thematic.agreement.positive import PositiveAgreement
    from thematic.codebook.differences import Difference, FieldDifference
    from thematic.model import Codebook
    from thematic.workflow.changing import Impact

__all__ = ["difference_json", "difference_page", "impact_page"]

_WIDTH = 70


def impact_page(impact: Impact, *, done: bool, how: str) -> RenderableType:
    """Return a page: what a change does and touches, and, where it is not `done`, `how` it is."""
    return Group(*_impact(impact), *_next(impact, done=done, how=how))


def difference_page(before: Codebook, after: Codebook, found: Difference) -> RenderableType:
    """Return a page: the codes that came and went, and of the others what they no longer say (-) and now say (+)."""
    return Group(cell(f"{_named(before)} -> {_named(after)}"), *_difference(found))


def difference_json(before: Codebook, after: Codebook, found: Difference) -> dict[str, Any]:
    """Return the same as plain values."""
    return {
        "from": {"id": before.id, "version": before.version, "sha256": before.sha256},
        "to": {"id": after.id, "version": after.version, "sha256": after.sha256},
        "added": [code.id for code in found.added],
        "removed": [code.id for code in found.removed],
        "changed": [
            {"code": one.code, "field": field.name, "removed": list(field.before), "added": list(field.after)}
            for one in found.changed
            for field in one.fields
        ],
    }


def _impact(impact: Impact) -> Iterator[RenderableType]:
    change = impact.change
    yield Text(for_terminal(f"{_named(change.before)} -> {change.book.version}: {change.says}"), style="bold")
    table = grid("Code", "Codings before", "After", right=("Codings before", "After"))
    for one in impact.counts:
        table.add_row(cell(one.code), _by_coder(one.before), _by_coder(one.after))
    yield table
    for pair in impact.agreement:
        said = f"before {_share(pair.before)}, after {_share(pair.after)}"
        yield cell(f"Positive agreement of {' and '.join(pair.coders)} on sentences: {said}.")
    if impact.suggestions:
        yield Text(f"{counted(impact.suggestions, 'pending suggestion')} of these codes void; others stay.")
    if impact.themes:
        yield cell(f"Themes with excerpts so coded: {', '.join(impact.themes)}.")


def _next(impact: Impact, *, done: bool, how: str) -> Iterator[Text]:
    gone = [one.code for one in impact.counts if one.before and impact.change.book.code(one.code) is None]
    waiting = [code for code in gone if code not in impact.change.codes]
    for code in waiting:
        yield Text(for_terminal(f"Its codings stay as they are. To decide on them anew: thematic find --code {code}"))
    if done:
        yield Text(for_terminal(f"In use now: {_named(impact.change.book)}. Next: thematic code"))
    else:
        yield Text(for_terminal(f"Nothing is changed yet. {how}"))


def _by_coder(counts: Mapping[str, int]) -> Text:
    said = ", ".join(f"{who} {count}" for who, count in counts.items())
    return cell(f"{sum(counts.values())}{f' ({said})' if said else ''}")


def _share(found: PositiveAgreement) -> str:
    counts = f"both {found.both}, one alone {found.alone}"
    return "undefined (nothing coded)" if found.value is None else f"{found.value:.2f} ({counts})"


def _named(book: Codebook) -> str:
    return f"{book.id} {book.version or 'without a version'}"


def _difference(found: Difference) -> Iterator[RenderableType]:
    for sign, codes in (("+", found.added), ("-", found.removed)):
        for code in codes:
            yield Text(for_terminal(f"{sign} {code.id}  {one_line(code.name, _WIDTH)}"), style="bold")
    for one in found.changed:
        yield Text(for_terminal(f"  {one.code}"), style="bold")
        for field in one.fields:
            yield Padding(Group(*_field(field)), (0, 0, 0, 4), expand=False)
    if found.nothing:
        yield Text("No code differs.")


def _field(field: FieldDifference) -> Iterator[Text]:
    yield Text(field.name, style="dim")
    for sign, texts in (("-", field.before), ("+", field.after)):
        for text in texts:
            yield Text(f"{sign} {for_terminal(text)}")
