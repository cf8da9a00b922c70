"""Codebooks and their codes, as people and programs read them."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.render.console import cell, counted, grid
from thematic.text import for_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from thematic.codebook import Finding
    from thematic.model import Code, Codebook

__all__ = [
    "boundaries",
    "code_in_full",
    "codebook_in_full",
    "codebook_json",
    "codebook_list",
    "codebook_list_json",
    "findings_json",
    "findings_list",
]

_EXAMPLES_SHOWN = 3


def codebook_list(books: Sequence[Codebook]) -> RenderableType:
    """Return a table of codebooks."""
    table = grid("Codebook", "Version", "Codes", "Title", right=("Codes",))
    for book in books:
        table.add_row(cell(book.id), cell(book.version), str(len(book.codes)), cell(book.title))
    return table


def codebook_list_json(books: Sequence[Codebook]) -> list[dict[str, Any]]:
    """Return codebooks as plain values, without their examples."""
    return [
        {"id": one.id, "title": one.title, "version": one.version, "source": one.source, "codes": len(one.codes)}
        for one in books
    ]


def codebook_json(book: Codebook) -> dict[str, Any]:
    """Return a codebook as plain values."""
    return dataclasses.asdict(book)


def codebook_in_full(book: Codebook) -> RenderableType:
    """Return a codebook: families, and each code with its definition and boundaries."""
    parts: list[RenderableType] = [
        Text(for_terminal(f"{book.title} ({book.id} {book.version}, {counted(len(book.codes), 'code')})"), style="bold")
    ]
    parts += [Text(for_terminal(text), style="dim") for text in (f"Source: {book.source}", book.note) if text.strip()]
    for family, codes in groupby(book.codes, key=lambda code: code.family):
        parts.append(Text(for_terminal(f"\n{family or 'no family'}").upper(), style="bold"))
        parts += [Padding(Group(*_short(code)), (0, 0, 1, 2), expand=False) for code in codes]
    return Group(*parts)


def code_in_full(book: Codebook, code: Code) -> RenderableType:
    """Return one code: definition, boundaries, cues, a few examples, counter-examples and near misses."""
    parts = [*_short(code), *_phrases("Cues (hints for finding it, no definition)", code.cues)]
    parts += _phrases("Said to be absent", code.counter_cues)
    parts += _phrases(f"Examples ({len(code.examples)} in all)", code.examples[:_EXAMPLES_SHOWN])
    parts += _phrases("Counter-examples", code.counter_examples[:_EXAMPLES_SHOWN])
    misses = [f"{miss.text} -> {miss.code or 'no code'}" for miss in code.near_misses[:_EXAMPLES_SHOWN]]
    parts += _phrases("Looks like it, belongs elsewhere", misses)
    return Group(Text(f"{book.id}:{code.id}", style="dim"), *parts)


def boundaries(code: Code) -> RenderableType:
    """Return one code's name, definition and boundaries."""
    return Group(*_short(code))


def findings_list(book: Codebook, findings: Sequence[Finding]) -> RenderableType:
    """Return what a codebook check found, or that it found nothing."""
    if not findings:
        return Text(f"{book.id} {book.version}: {counted(len(book.codes), 'code')}, nothing to mend.")
    return Group(*(cell(f"{one.code or book.id}: {one.message}") for one in findings))


def findings_json(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Return findings as plain values."""
    return [dataclasses.asdict(one) for one in findings]


def _short(code: Code) -> Iterator[Text]:
    yield Text.assemble((for_terminal(code.name), "bold"), f"  {code.id}")
    yield Text(for_terminal(code.definition))
    if code.include:
        yield Text.assemble(("Include: ", "dim"), for_terminal(code.include))
    if code.exclude:
        yield Text.assemble(("Exclude: ", "dim"), for_terminal(code.exclude))


def _phrases(heading: str, phrases: Sequence[str]) -> list[Text]:
    if not phrases:
        return []
    return [Text(f"\n{heading}", style="dim"), *(Text(for_terminal(f"  {phrase}")) for phrase in phrases)]
