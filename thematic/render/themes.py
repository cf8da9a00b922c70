"""Themes as cards, lists and plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.export.quotes import UNIDENTIFIED
from thematic.export.table import quoted, source
from thematic.model import Quotation, ThemeStatus
from thematic.render.console import cell, counted, grid
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from thematic.model import Span, Theme, Transcript

__all__ = ["theme_cards", "theme_in_full", "theme_list", "themes_json"]

_CENTRAL = 3
_EDGE = 2
_CODES = 5
_QUOTE = 200


def theme_cards(themes: Sequence[Theme], transcripts: Mapping[str, Transcript]) -> RenderableType:
    """Return each theme with what a reader needs to argue with it."""
    cards = [Padding(Group(*_card(theme, transcripts)), (0, 0, 1, 0), expand=False) for theme in themes]
    if any(theme.status is ThemeStatus.CANDIDATE for theme in themes):
        cards.append(
            Padding(Text("Candidates, for you to argue with. Next: thematic themes name candidate-1 --help"), 0)
        )
    return Group(*cards)


def theme_in_full(theme: Theme, transcripts: Mapping[str, Transcript]) -> RenderableType:
    """Return a theme with every excerpt it holds, in transcript order, each with who said it and where."""
    quotes = [_quote(place, transcripts) for place in theme.excerpts]
    return Group(*_head(theme), Padding(Group(*quotes), (0, 0, 0, 4), expand=False))


def theme_list(themes: Sequence[Theme]) -> RenderableType:
    """Return a table of themes."""
    if not themes:
        return Text("No themes yet. Next: thematic themes suggest")
    figures = ("Groups", "Participants", "Excerpts", "Stability")
    table = grid("Theme", "Name or terms", *figures, right=figures)
    for theme in themes:
        table.add_row(
            theme.id,
            cell(theme.name) if theme.name else cell(", ".join(theme.terms[:5]), style="dim"),
            str(len(theme.groups)),
            str(len(theme.participants)),
            str(len(theme.excerpts)),
            "" if theme.stability is None else f"{theme.stability:.2f}",
        )
    return table


def themes_json(themes: Sequence[Theme]) -> list[dict[str, Any]]:
    """Return themes as plain values, with the fields that other programs rely on."""
    return [
        {
            "id": theme.id,
            "status": theme.status.value,
            "name": theme.name,
            "concept": theme.concept,
            "boundary": theme.boundary,
            "terms": list(theme.terms),
            "codes": [{"code": code, "excerpts": count} for code, count in theme.codes],
            "excerpts": [{"transcript": one, "start": span.start, "end": span.end} for one, span in theme.excerpts],
            "participants": list(theme.participants),
            "groups": list(theme.groups),
            "stability": theme.stability,
            "warnings": list(theme.warnings),
        }
        for theme in themes
    ]


def _card(theme: Theme, transcripts: Mapping[str, Transcript]) -> Iterator[RenderableType]:
    yield from _head(theme)
    quotes = [Text("central: ").append_text(_quote(place, transcripts)) for place in theme.central[:_CENTRAL]]
    quotes += [Text("edge: ").append_text(_quote(place, transcripts)) for place in theme.edge[:_EDGE]]
    yield Padding(Group(*quotes), (0, 0, 0, 4), expand=False)


def _head(theme: Theme) -> Iterator[RenderableType]:
    yield Text.assemble((theme.id, "bold"), f"  {one_line(theme.name or ', '.join(theme.terms))}")
    yield Padding(Group(*_body(theme)), (0, 0, 0, 2), expand=False)


def _body(theme: Theme) -> Iterator[Text]:
    if theme.concept:
        yield cell(theme.concept)
    stability = "" if theme.stability is None else f", stability {theme.stability:.2f}"
    figures = (("excerpt", theme.excerpts), ("participant", theme.participants), ("group", theme.groups))
    yield Text(", ".join(counted(len(those), thing) for thing, those in figures) + stability, style="dim")
    if theme.codes:
        codes = ", ".join(f"{code} {count}" for code, count in theme.codes[:_CODES])
        yield Text(f"codes: {one_line(codes)}", style="dim")
    yield from (Text(f"Careful: {one_line(warning)}.", style="yellow") for warning in theme.warnings)


def _quote(place: tuple[str, Span], transcripts: Mapping[str, Transcript]) -> Text:
    transcript, span = transcripts[place[0]], place[1]
    turn = transcript.turn_at(span)
    words = one_line(transcript.words_at(span), _QUOTE)
    who = one_line(turn.participant if turn and turn.participant else UNIDENTIFIED)
    quotation = Quotation(words, transcript.id, span, who, transcript.id)
    return Text(f"{quoted(quotation)} {source(quotation)}")
