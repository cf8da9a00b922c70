"""What is to be asked of themes, as pages and plain values."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.render.console import cell
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from thematic.workflow.theme_check import Remark

__all__ = ["remarks_json", "remarks_page"]

_EXCERPTS = 4


def remarks_page(remarks: Sequence[Remark]) -> RenderableType:
    """Return the remarks under what was asked, each with where it shows and what acts on it."""
    if not remarks:
        return Text("Nothing to ask of these themes: every excerpt fits its own, and none rests on little.")
    return Group(*_pages(remarks))


def remarks_json(remarks: Sequence[Remark]) -> list[dict[str, Any]]:
    """Return remarks as plain values."""
    return [
        {
            "question": one.question.value,
            "themes": list(one.themes),
            "what": one.what,
            "excerpts": list(one.excerpts),
            "do": one.do,
        }
        for one in remarks
    ]


def _pages(remarks: Sequence[Remark]) -> Iterator[RenderableType]:
    for question, found in itertools.groupby(remarks, key=lambda one: one.question):
        yield Text(question.value.capitalize(), style="bold")
        yield Padding(Group(*(_remark(one) for one in found)), (0, 0, 1, 2), expand=False)


def _remark(one: Remark) -> RenderableType:
    about = " and ".join(one.themes)
    said = cell(one.what if not about or about in one.what or one.themes[-1] in one.what else f"{about}: {one.what}")
    lines: list[RenderableType] = [said]
    if one.excerpts:
        more = f" and {len(one.excerpts) - _EXCERPTS} more" if len(one.excerpts) > _EXCERPTS else ""
        lines.append(Text(f"  {one_line(', '.join(one.excerpts[:_EXCERPTS]), 400)}{more}", style="dim"))
    if one.do:
        lines.append(Text(f"  {one.do}", style="dim"))
    return Group(*lines)
