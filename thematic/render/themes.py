"""Themes as cards, lists and plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.model import ThemeStatus
from thematic.render.console import cell, grid
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from thematic.model import Span, Theme, Transcript

__all__ = ["theme_cards", "theme_list", "themes_json"]

_CENTRAL = 3
_EDGE = 2
_CODES = 5


def theme_cards(themes: Sequence[Theme], transcripts: Mapping[str, Transcript]) -> RenderableType:
    """Return each theme with what a reader needs to argue with it."""
    cards = [Padding(Group(*_card(theme, transcripts)), (0, 0, 1, 0), expand=False) for theme in themes]
    if any(theme.status is ThemeStatus.CANDIDATE for theme in themes):
        cards.append(
            Padding(Text("Candidates, for you to argue with. Next: thematic themes name candidate-1 --help"), 0)
        )
    return Group(*cards)


def theme_list(themes: Sequence[Theme]) -> RenderableType:
    """Return a table of themes."""
    if not themes:
        return Text("No themes yet. Next: thematic themes suggest")
    table = grid(
        "Theme", "Name or terms", "Groups", "People", "Excerpts", "Stability", right=("Groups", "People", "Excerpts")
    )
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
    yield Text.assemble((theme.id, "bold"), f"  {one_line(theme.name or ', '.join(theme.terms))}")
    yield Padding(Group(*_body(theme)), (0, 0, 0, 2), expand=False)
    quotes = [_quote("central", place, transcripts) for place in theme.central[:_CENTRAL]]
    quotes += [_quote("edge", place, transcripts) for place in theme.edge[:_EDGE]]
    yield Padding(Group(*quotes), (0, 0, 0, 4), expand=False)


def _body(theme: Theme) -> Iterator[Text]:
    if theme.concept:
        yield cell(theme.concept)
    stability = "" if theme.stability is None else f", stability {theme.stability:.2f}"
    groups, people, excerpts = len(theme.groups), len(theme.participants), len(theme.excerpts)
    yield Text(f"{excerpts} excerpts, {people} participants, {groups} groups{stability}", style="dim")
    if theme.codes:
        codes = ", ".join(f"{code} {count}" for code, count in theme.codes[:_CODES])
        yield Text(f"codes: {one_line(codes)}", style="dim")
    yield from (Text(f"Careful: {one_line(warning)}.", style="yellow") for warning in theme.warnings)


def _quote(kind: str, place: tuple[str, Span], transcripts: Mapping[str, Transcript]) -> Text:
    transcript = transcripts[place[0]]
    turn = transcript.turn_at(place[1])
    who = turn.participant if turn and turn.participant else "unidentified speaker"
    words = one_line(transcript.words_at(place[1]), 200)
    return Text(f"{kind}: “{words}” ({who}, {transcript.id})")
