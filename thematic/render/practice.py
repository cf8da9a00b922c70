"""A sentence as the student and the experts read it, with what the codebook says; no figure before that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.render.codebooks import boundaries
from thematic.render.console import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.model import Codebook
    from thematic.workflow.practice import Comparison, Said

__all__ = ["comparison_page"]


def comparison_page(found: Comparison, book: Codebook, student: str) -> RenderableType:
    """Return all readings side by side, then the boundaries of every code that one of them has and another has not."""
    codes = {code.id: code for code in book.codes}
    lines: list[RenderableType] = [
        Text.assemble((found.unit.id, "bold"), "  “", cell(found.unit.text), "”"),
        Padding(cell(f"{student} (you): {', '.join(found.own) or 'no code'}"), (0, 0, 0, 4)),
        *(Padding(line, (0, 0, 0, 4)) for who, said in found.readings for line in _reading(who, said)),
    ]
    differ = [codes[code] for code in _in_question(found) if code in codes]
    rules: list[RenderableType] = [Padding(boundaries(code), (1, 0, 0, 4)) for code in differ]
    said = "The rule each rests on:" if differ else "You read it alike."
    return Group(*lines, Text(said, style="dim"), *rules, Text())


def _reading(who: str, said: tuple[Said, ...]) -> Iterator[Text]:
    if not any(one.verdict == "coded" for one in said):
        yield cell(f"{who}: no code")
    for one in said:
        verdict = (
            f"{one.code}"
            if one.verdict == "coded"
            else f"{one.verdict} {one.code}"
            if one.verdict == "refused"
            else f"unsure about {one.code}"
        )
        yield cell(f"{who}: {verdict}{f' ({one.note})' if one.note else ''}")


def _in_question(found: Comparison) -> list[str]:
    given: list[set[str]] = [
        set(found.own),
        *({one.code for one in said if one.verdict == "coded"} for _, said in found.readings),
    ]
    given_by_all = given[0].intersection(*given[1:])
    doubted = {one.code for _, said in found.readings for one in said if one.verdict == "unsure"}
    return sorted((set[str]().union(*given) - given_by_all) | doubted)
