"""Themes in people's hands: taken, put aside, joined, split, moved, nested. Each step is one event to be undone."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from thematic.errors import UsageError
from thematic.model import Role, Theme, ThemeStatus
from thematic.segments import span_at
from thematic.store.codec import themes_to, words_to
from thematic.store.events import EventKind
from thematic.text import as_id, one_line
from thematic.workflow.excerpts import Held, coded
from thematic.workflow.segments import Segments
from thematic.workflow.study import need_person
from thematic.workflow.theming import anchored, find_theme, fresh_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from thematic.store.log import Log
    from thematic.workflow.excerpts import Place
    from thematic.workflow.naming import Naming
    from thematic.workflow.study import Act, Study

__all__ = ["accept", "hold", "make", "merge", "move", "nest", "places_of", "split"]

_CENTRAL, _EDGE = 5, 3


def accept(study: Study, theme_id: str, *, act: Act) -> str:
    """Take a candidate, or what was put aside, as a theme to work on, without a name yet; return its id.

    Raises:
        UsageError: there is no such theme, it is one already, or nobody decides.
    """
    need_person(act, "takes it")
    with study.writing() as log:
        theme = find_theme(study, theme_id)
        if theme.status not in {ThemeStatus.CANDIDATE, ThemeStatus.HELD}:
            raise UsageError(f"{theme.id} is a theme already. Name it: thematic themes name {theme.id}.")
        return _write(log, act, [_change(study, log, theme, ThemeStatus.REVIEWED)])


def make(study: Study, places: Sequence[Place], naming: Naming, *, act: Act) -> str:
    """Make a theme of some excerpts, without any candidate; return its id.

    With a name and a concept it is named, else it waits for them. Other themes keep what they hold.

    Raises:
        UsageError: there is no excerpt to make it of, or nobody makes it.
    """
    need_person(act, "makes it")
    if not places:
        raise UsageError("a theme is made of excerpts. Name some by their ids, or by --code.")
    name, concept = naming.name.strip(), naming.concept.strip()
    status = ThemeStatus.NAMED if name and concept else ThemeStatus.REVIEWED
    with study.writing() as log:
        members = tuple(sorted(_as_held(study, places)))
        theme = Theme("", name=name, concept=concept, boundary=naming.boundary.strip(), excerpts=members)
        return _write(log, act, [_change(study, log, theme, status)])


def hold(study: Study, theme_id: str, reason: str, *, act: Act) -> str:
    """Put a theme or candidate aside, undecided: it is neither exported nor suggested again; return its id.

    Raises:
        UsageError: there is no such theme, or nobody decides.
    """
    need_person(act, "puts it aside")
    with study.writing() as log:
        theme = find_theme(study, theme_id)
        return _write(log, act, [_change(study, log, theme, ThemeStatus.HELD, reason=reason)])


def merge(study: Study, theme_ids: Sequence[str], reason: str, *, act: Act) -> str:
    """Join themes or candidates into the first of them, which keeps its name; return its id.

    Raises:
        UsageError: fewer than two are given, one is not there, or nobody decides.
    """
    need_person(act, "joins them")
    if len(set(theme_ids)) < 2:  # noqa: PLR2004  joining needs two
        raise UsageError("joining takes two themes or more. Name them: thematic themes merge theme-1 theme-2.")
    with study.writing() as log:
        first, *others = (find_theme(study, one) for one in dict.fromkeys(theme_ids))
        joined = _joined(first, others)
        into = _change(study, log, joined, _at_least_reviewed(first))
        why = reason or f"joined with {into['theme']}"
        gone = [one for one in others if one.status is not ThemeStatus.CANDIDATE]
        return _write(log, act, [into, *(_change(study, log, one, ThemeStatus.DROPPED, reason=why) for one in gone)])


def split(study: Study, theme_id: str, places: Collection[Place], *, act: Act) -> tuple[str, str]:
    """Make a theme of its own of some of a theme's excerpts; return the ids of what is left and of the new one.

    Raises:
        UsageError: none of them, or all, are the theme's, there is no such theme, or nobody decides.
    """
    need_person(act, "splits it")
    with study.writing() as log:
        theme = find_theme(study, theme_id)
        part = _members_at(theme, places)
        if not part or len(part) == len(theme.excerpts):
            what = "all" if part else "none"
            raise UsageError(f"{what} of {theme.id}'s excerpts are there. Choose some, and not all, of its excerpts.")
        left = _change(study, log, _only(theme, set(theme.excerpts) - part), _at_least_reviewed(theme))
        piece = dataclasses.replace(_only(theme, part), status=ThemeStatus.CANDIDATE, name="", concept="", boundary="")
        new = _change(study, log, piece, ThemeStatus.REVIEWED, taken={left["theme"]})
        return _write(log, act, [left, new]), new["theme"]


def move(study: Study, places: Sequence[Place], to: str, *, act: Act) -> str:
    """Take excerpts out of the themes that hold them, and put them into another; return its id.

    Raises:
        UsageError: there is no such theme, it holds them already, or nobody decides.
    """
    need_person(act, "moves them")
    with study.writing() as log:
        into = find_theme(study, to)
        new = [place for place in places if not _members_at(into, [place])]
        if not new:
            raise UsageError(f"{into.id} holds {'them' if len(places) > 1 else 'it'} already. Choose another theme.")
        with_them = dataclasses.replace(into, excerpts=tuple(sorted({*into.excerpts, *_as_held(study, new)})))
        changes = [_change(study, log, with_them, _at_least_reviewed(into))]
        for theme in study.own_themes:
            gone = _members_at(theme, new) if theme.id != into.id else set()
            if gone:
                rest = _only(theme, set(theme.excerpts) - gone)
                changes.append(_change(study, log, rest, theme.status))
        return _write(log, act, changes)


def nest(study: Study, theme_id: str, under: str | None, *, act: Act) -> str:
    """Make a theme a subtheme of another, or of none; return its id.

    Raises:
        UsageError: there is no such theme, it would lie under itself or too deep, or nobody decides.
    """
    need_person(act, "nests it")
    with study.writing() as log:
        theme = find_theme(study, theme_id)
        parent = find_theme(study, under) if under is not None else None
        _refuse_odd_nest(study, theme, parent)
        change = _change(study, log, theme, _at_least_reviewed(theme))
        return _write(log, act, [{**change, "parent": parent.id if parent else ""}])


def places_of(study: Study, said: Iterable[str], codes: Collection[str] = (), of: str | None = None) -> list[Place]:
    """Return the places of segments (`fg3:t041.s2`) or spans (`fg3:120-180`), and of a theme's excerpts with a code.

    Raises:
        UsageError: there is no such place or theme, it is not a participant's, or no excerpt of the theme has the code.
    """
    found = [_place_of(study, one) for one in said]
    if codes:
        held = Held(coded(study))
        members = find_theme(study, of).excerpts if of else [*coded(study)]
        carrying = [place for place in members if set(codes) & set(held.codes_at(place))]
        if not carrying:
            where = f"{of} has no excerpt" if of else "no excerpt is"
            raise UsageError(f"{where} coded {' or '.join(as_id(code) for code in codes)}. See thematic themes show.")
        found += carrying
    return list(dict.fromkeys(found))


def _place_of(study: Study, said: str) -> Place:
    try:
        return Segments(study.transcripts.values()).find(said)
    except ValueError as error:
        transcript = study.transcripts.get(said.rpartition(":")[0])
        span = span_at(transcript, said) if transcript else None
        turn = transcript.turn_at(span) if transcript and span else None
        if transcript is None or span is None or turn is None or turn.role is Role.MODERATOR:
            raise UsageError(str(error)) from None
        return transcript.id, span


def _refuse_odd_nest(study: Study, theme: Theme, parent: Theme | None) -> None:
    if parent is None:
        return
    if parent.status is ThemeStatus.CANDIDATE:
        raise UsageError(f"{parent.id} is a candidate. Take it first: thematic themes accept {parent.id}.")
    if parent.id == theme.id:
        raise UsageError(f"{theme.id} cannot lie under itself. Name another theme.")
    if parent.parent or any(one.parent == theme.id for one in study.own_themes):
        raise UsageError("themes have subthemes, and those have none. Nest under a theme, something without subthemes.")


def _at_least_reviewed(theme: Theme) -> ThemeStatus:
    return ThemeStatus.REVIEWED if theme.status in {ThemeStatus.CANDIDATE, ThemeStatus.HELD} else theme.status


def _members_at(theme: Theme, places: Iterable[Place]) -> set[Place]:
    """Return the theme's excerpts that share words with one of the places."""
    held = Held(dict.fromkeys(places, ()))
    return {place for place in theme.excerpts if held.touches(place)}


def _as_held(study: Study, places: Sequence[Place]) -> list[Place]:
    """Return the excerpts of people's themes at these places, and the places themselves where there are none."""
    found: list[Place] = []
    for place in places:
        members = {one for theme in study.own_themes for one in _members_at(theme, [place])}
        found += sorted(members) or [place]
    return found


def _joined(first: Theme, others: Sequence[Theme]) -> Theme:
    """Return the first with what the others hold, and without figures that were made of it alone."""
    every = [first, *others]

    def by_turns(lists: Iterable[Sequence[Place]], most: int) -> tuple[Place, ...]:
        rows = [list(one) for one in lists]
        mixed = [row[at] for at in range(max(map(len, rows), default=0)) for row in rows if at < len(row)]
        return tuple(dict.fromkeys(mixed))[:most]

    return dataclasses.replace(
        _without_figures(first),
        terms=tuple(dict.fromkeys(term for one in every for term in one.terms[:4])),
        excerpts=tuple(sorted({place for one in every for place in one.excerpts})),
        central=by_turns((one.central for one in every), _CENTRAL),
        edge=by_turns((one.edge for one in every), _EDGE),
        against=by_turns((one.against for one in every), _EDGE),
    )


def _only(theme: Theme, kept: Collection[Place]) -> Theme:
    return dataclasses.replace(
        _without_figures(theme),
        excerpts=tuple(place for place in theme.excerpts if place in kept),
        central=tuple(place for place in theme.central if place in kept),
        edge=tuple(place for place in theme.edge if place in kept),
        against=tuple(place for place in theme.against if place in kept),
    )


def _without_figures(theme: Theme) -> Theme:
    return dataclasses.replace(theme, stability=None, without=(), warnings=(), inclusion="")


def _change(  # noqa: PLR0913, PLR0917  what a change of a theme is
    study: Study, log: Log, theme: Theme, status: ThemeStatus, reason: str = "", taken: Collection[str] = ()
) -> dict[str, Any]:
    """Return what an event says of one theme that changes; a candidate gets an id of its own."""
    words = {"name": theme.name, "concept": theme.concept, "boundary": theme.boundary}
    change: dict[str, Any] = {
        "theme": fresh_id(log, taken) if theme.status is ThemeStatus.CANDIDATE else theme.id,
        "status": status.value,
        "words": log.put(words_to(**words, **({"reason": one_line(reason)} if reason else {}))),
    }
    if status is not ThemeStatus.DROPPED:
        change |= {
            "excerpts": [anchored(study, *place) for place in theme.excerpts],
            "origin": log.put(themes_to([theme]).encode()),
        }
    return change


def _write(log: Log, act: Act, changes: Sequence[dict[str, Any]]) -> str:
    """Record changes as one event, so that they stand or are taken back together; return the first theme's id."""
    first, *also = changes
    log.append(EventKind.THEME, {**first, **({"also": also} if also else {})}, at=act.at, who=act.who)
    return str(first["theme"])
