"""The page of a sentence that nothing was suggested for, and what the report says of what is still unread."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.rule import Rule
from rich.text import Text

from thematic.render.console import grid
from thematic.render.reviewing import turns_around
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import RenderableType

    from thematic.coding.recall import Estimate
    from thematic.model import Code, Transcript
    from thematic.workflow.queueing import CodeProgress, Unsuggested

__all__ = ["progress_json", "progress_page", "sample_page"]

_NAME, _COLUMN = 32, 38


def sample_page(  # noqa: PLR0913  what the page shows
    one: Unsuggested,
    transcript: Transcript,
    codes: Sequence[Code],
    chosen: Collection[str],
    *,
    place: str,
    keys: Sequence[str],
) -> RenderableType:
    """Return the page: the sentence in its context, and a number for each code that may apply."""
    said = [
        f"{number:>2} {'*' if code.id in chosen else ' '} {one_line(code.name, _NAME)}"
        for number, code in enumerate(codes, start=1)
    ]
    half = (len(said) + 1) // 2
    choices = (
        Text(f"  {left:{_COLUMN}}{right}") for left, right in zip_longest(said[:half], said[half:], fillvalue="")
    )
    return Group(
        Rule(Text(place), align="left", characters="-"),
        *turns_around(one.unit, transcript),
        Text(),
        Text("NOTHING SUGGESTED HERE. Does any code apply? Its number gives it (from 10 on: c 12); n says: no other."),
        *choices,
        *(Text(line, style="dim") for line in keys),
    )


def progress_page(together: CodeProgress, each: Sequence[CodeProgress]) -> RenderableType:
    """Return how far the coding has come. It never says when to stop: that is the researchers' to argue."""
    columns = ("found", "unread", "expected there", "recall", "95 % interval")
    table = grid("Code", *columns, right=columns)
    for one in each:
        table.add_row(one.code, *_cells(one.estimate))
    return Group(table, Text(f"\n{_said(together.estimate)}"), *_caveats())


def _cells(found: Estimate | None) -> tuple[str, ...]:
    if found is None:
        return "", "", "", "unknown", "nothing read yet of what it would rest on"
    if found.recall is None or found.recall_interval is None:
        return str(found.found), str(found.unread), f"{found.expected:.0f}", "", "nothing found, nothing expected"
    low, high = found.recall_interval
    return (
        str(found.found),
        str(found.unread),
        f"{found.expected:.0f}",
        f"{found.recall:.2f}",
        f"{low:.2f}-{high:.2f}",
    )


def _said(found: Estimate | None) -> str:
    if found is None or found.recall is None or found.recall_interval is None:
        return "Estimated recall: unknown. Read some suggestions and some of the sample: thematic review --sample 0.1."
    low, high = found.recall_interval
    few, many = found.expected_interval
    return (
        f"Estimated recall {found.recall:.2f}, {low:.2f}-{high:.2f}; {found.unread} unread pairs of sentence and code "
        f"are expected to hold {found.expected:.0f}, {few:.0f}-{many:.0f}."
    )


def _caveats() -> Iterator[Text]:
    yield Text(
        "It assumes that what was read of the suggestions is like those unread, and counts for the rest only the "
        "sentences drawn by lot. Whether that is enough is yours to argue.",
        style="dim",
    )


def progress_json(together: CodeProgress, each: Sequence[CodeProgress]) -> dict[str, Any]:
    """Return the same in figures; null where it is unknown."""
    return {"together": _figures(together.estimate), "codes": {one.code: _figures(one.estimate) for one in each}}


def _figures(found: Estimate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "found": found.found,
        "unread": found.unread,
        "expected": found.expected,
        "expected_interval": list(found.expected_interval),
        "recall": found.recall,
        "recall_interval": list(found.recall_interval) if found.recall_interval else None,
    }
