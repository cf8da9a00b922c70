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

    from thematic.model import Span, Theme, ThemeRun, Transcript

__all__ = ["numbers_tried", "theme_cards", "theme_in_full", "theme_list", "theme_page", "themes_json"]

_CENTRAL = 3
_EDGE = 2
_AGAINST = 2
_CODES = 5
_QUOTE = 200


def theme_cards(themes: Sequence[Theme], transcripts: Mapping[str, Transcript]) -> RenderableType:
    """Return each theme with what a reader needs to argue with it."""
    cards = [Padding(Group(*_card(theme, transcripts)), (0, 0, 1, 0), expand=False) for theme in themes]
    first = next((theme.id for theme in themes if theme.status is ThemeStatus.CANDIDATE), None)
    if first is not None:
        cards.append(Padding(Text(f"Candidates, for you to argue with. Next: thematic themes accept {first}"), 0))
    return Group(*cards)


def theme_page(theme: Theme, transcripts: Mapping[str, Transcript]) -> RenderableType:
    """Return one theme as its card, alone."""
    return Group(*_card(theme, transcripts))


def numbers_tried(run: ThemeRun) -> RenderableType:
    """Return how steady each number of candidates was that was tried, with the one that was chosen."""
    table = grid("Candidates", "Found again", "Least steady", right=("Candidates", "Found again", "Least steady"))
    for count, mean, least in run.steadiness:
        chosen = count == int(run.settings["count"])
        mark = " *" if chosen else "  "
        table.add_row(f"{count}{mark}", f"{mean:.2f}", f"{least:.2f}", style="bold" if chosen else None)
    said = "* chosen: the most that are found again nearly as well as any. Another number: --count."
    return Padding(Group(table, Text(said, style="dim")), (0, 0, 1, 0), expand=False)


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
    for theme in _nested(themes):
        table.add_row(
            f"  {theme.id}" if theme.parent else theme.id,
            cell(theme.name) if theme.name else cell(", ".join(theme.terms[:5]), style="dim"),
            str(len(theme.groups)),
            str(len(theme.participants)),
            str(len(theme.excerpts)),
            "" if theme.stability is None else f"{theme.stability:.2f}",
        )
    return table


def _nested(themes: Sequence[Theme]) -> Iterator[Theme]:
    """Yield each theme with its subthemes after it."""
    ids = {theme.id for theme in themes}
    for theme in themes:
        if theme.parent not in ids:
            yield theme
            yield from (one for one in themes if one.parent == theme.id)


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
            "parent": theme.parent or None,
            "inclusion": theme.inclusion,
            "without": [{"participant": who, "found_again": left} for who, left in theme.without],
            "against": [{"transcript": one, "start": span.start, "end": span.end} for one, span in theme.against],
        }
        for theme in themes
    ]


def _card(theme: Theme, transcripts: Mapping[str, Transcript]) -> Iterator[RenderableType]:
    yield from _head(theme)
    quotes = [Text("central: ").append_text(_quote(place, transcripts)) for place in theme.central[:_CENTRAL]]
    quotes += [Text("edge: ").append_text(_quote(place, transcripts)) for place in theme.edge[:_EDGE]]
    quotes += [Text("against: ").append_text(_quote(place, transcripts)) for place in theme.against[:_AGAINST]]
    yield Padding(Group(*quotes), (0, 0, 0, 4), expand=False)


def _head(theme: Theme) -> Iterator[RenderableType]:
    yield Text.assemble((theme.id, "bold"), f"  {one_line(theme.name or ', '.join(theme.terms))}")
    yield Padding(Group(*_body(theme)), (0, 0, 0, 2), expand=False)


def _body(theme: Theme) -> Iterator[Text]:
    if theme.status is ThemeStatus.HELD:
        yield Text("Put aside, undecided.", style="dim")
    if theme.parent:
        yield Text(f"A subtheme of {theme.parent}.", style="dim")
    if theme.concept:
        yield cell(theme.concept)
    elif theme.inclusion:
        yield cell(theme.inclusion)
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
