"""Codes or themes by participants, groups, attributes or one another: what is coded, as matrices."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.export.matrices import long_matrix, wide_matrix
from thematic.export.matrix_words import cell_words, matrix_notes, shared_words, total_words
from thematic.export.quotes import UNIDENTIFIED, verify_all
from thematic.export.table import Column, ColumnKind, Table
from thematic.matrix import Level, Mention, Within, configurations, cross, together
from thematic.model import Quotation, Role, ThemeStatus
from thematic.text import one_line
from thematic.workflow.excerpts import Held, coded, excerpt_at
from thematic.workflow.theming import code_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from thematic.export.table import Row
    from thematic.matrix import Configuration, Matrix, Parts
    from thematic.model import Theme
    from thematic.workflow.excerpts import Place
    from thematic.workflow.study import Study

__all__ = [
    "CODES",
    "GROUPS",
    "NOT_KNOWN",
    "NO_CAUSE",
    "PARTICIPANTS",
    "THEMES",
    "Crossed",
    "cells_table",
    "configurations_table",
    "configured",
    "matrix",
    "quotations",
    "shared_table",
    "wide_table",
]

CODES, THEMES, PARTICIPANTS, GROUPS = "codes", "themes", "participants", "groups"
NOT_KNOWN = "(not known)"


@dataclass(frozen=True, slots=True)
class Crossed:
    """A matrix with what people call its rows and columns.

    Attributes:
        row_kind: codes or themes; `column_kind` what it is crossed with, as it was asked for.
        names: what people read for an id; an id without one stands for itself.
        within: how near things have to be given, for a matrix of things given together; none for any other.
        people: how many participants are present in all, and `groups` how many sessions there are.
    """

    matrix: Matrix
    row_kind: str
    column_kind: str
    names: Mapping[str, str]
    within: Within | None
    people: int
    groups: int

    def called(self, name: str) -> str:
        """Return what people read for a row or column."""
        return self.names.get(name, name)


def matrix(study: Study, rows: str, columns: str, within: Within = Within.TURN) -> Crossed:
    """Return codes or themes by what they are crossed with: participants, groups, an attribute, or themselves.

    Raises:
        UsageError: rows are neither codes nor themes, or nobody has an attribute of that name.
        StudyError: nothing is coded, or nobody made a theme, yet.
    """
    if rows not in {CODES, THEMES}:
        raise UsageError(f'rows are codes or themes, not "{one_line(rows, 40)}". See thematic matrix --help.')
    mentions = _mentions(study)
    if not mentions:
        raise StudyError("nothing is coded yet. Code first: thematic review --coder NAME.")
    names, called = _rows(study, rows, mentions)
    row_of = _ROW_OF[rows]
    people, groups = len(study.participants), len(study.transcripts)
    if columns in {CODES, THEMES}:
        if columns != rows:
            other, more = _rows(study, columns, mentions)
            found = cross(mentions, names, other, row_of=row_of, column_of=_ROW_OF[columns])
            return Crossed(found, rows, columns, {**called, **more}, None, people, groups)
        found = together(mentions, names, of=row_of, within=within)
        return Crossed(found, rows, columns, called, within, people, groups)
    sides = _sides(study, columns)
    found = cross(mentions, names, sides.order, row_of=row_of, column_of=sides.of)
    found = dataclasses.replace(found, present=sides.present, groups=sides.groups)
    return Crossed(found, rows, columns, called, None, people, groups)


def configured(study: Study, parts: Parts) -> list[Configuration]:
    """Return which contexts, mechanisms and outcomes are spoken of together, the most often first.

    Raises:
        UsageError: a part has no code, or a code that is not in the codebook in use.
        StudyError: nothing is coded.
    """
    names = code_names(study)
    for kind, codes in (("context", parts.contexts), ("mechanism", parts.mechanisms), ("outcome", parts.outcomes)):
        if not codes:
            raise UsageError(f"which codes are {kind}s? Say --{kind} CODE, for each of the three parts.")
        unknown = next((code for code in codes if code not in names), None)
        if unknown is not None:
            hint = did_you_mean(unknown, list(names))
            raise UsageError(f'no code "{one_line(unknown, 40)}" in the codebook in use.{hint}')
    mentions = _mentions(study)
    if not mentions:
        raise StudyError("nothing is coded yet. Code first: thematic review --coder NAME.")
    return configurations(mentions, parts)


def configurations_table(study: Study, found: Sequence[Configuration]) -> Table:
    """Return them as a table, with the words behind each, all checked.

    Raises:
        StudyError: a quotation is not its transcript's words.
    """
    names = code_names(study)
    rows: tuple[Row, ...] = tuple(
        (
            names.get(one.context, one.context),
            names.get(one.mechanism, one.mechanism),
            names.get(one.outcome, one.outcome),
            one.turns,
            len(one.groups),
            len(one.participants),
            tuple(_quotation(study, each) for each in one.excerpts),
        )
        for one in found
    )
    table = Table("Contexts, mechanisms and outcomes", _CONFIGURED, rows, (NO_CAUSE,))
    verify_all(table, study.transcripts)
    return table


NO_CAUSE = (
    "Counted: turns with the mechanism that have the context and the outcome within two turns. That they are spoken of "
    "together does not say that one brings about the other."
)
_CONFIGURED = (
    Column("context", "Context"),
    Column("mechanism", "Mechanism"),
    Column("outcome", "Outcome"),
    Column("turns", "Turns", ColumnKind.NUMBER),
    Column("groups", "Groups", ColumnKind.NUMBER),
    Column("participants", "Participants", ColumnKind.NUMBER),
    Column("quotes", "Quotations", ColumnKind.QUOTES),
)


def quotations(study: Study, crossed: Crossed) -> dict[tuple[str, str], tuple[Quotation, ...]]:
    """Return what stands behind each cell that is not empty, verbatim; of two things given together, each pair once."""
    found: dict[tuple[str, str], tuple[Quotation, ...]] = {}
    for row in crossed.matrix.rows:
        for column in crossed.matrix.columns:
            cell = crossed.matrix.cell(row, column)
            if cell.excerpts and (crossed.within is None or (row != column and (column, row) not in found)):
                found[row, column] = tuple(_quotation(study, one) for one in cell.excerpts)
    return found


def _quotation(study: Study, one: Mention) -> Quotation:
    words = study.transcripts[one.transcript].words_at(one.span)
    return Quotation(words, one.transcript, one.span, one.participant or UNIDENTIFIED, one.transcript)


def wide_table(crossed: Crossed, level: Level) -> Table:
    """Return the matrix for people to read."""
    matrix = crossed.matrix
    return wide_matrix(
        matrix,
        crossed.called,
        lambda row, column: cell_words(matrix, row, column, level),
        crossed.row_kind.capitalize(),
        _title(crossed),
        tuple(matrix_notes(level, crossed.within, present=bool(matrix.present))),
        (lambda row: total_words(matrix, row, level, crossed.people, crossed.groups)) if matrix.totals else None,
    )


def cells_table(study: Study, crossed: Crossed, *, quotes: bool) -> Table:
    """Return one row a cell, at all three levels, with the quotations behind it where they are wanted; all checked.

    Raises:
        StudyError: a quotation is not its transcript's words.
    """
    behind = quotations(study, crossed) if quotes else None
    notes = tuple(matrix_notes(Level.ALL, crossed.within, present=bool(crossed.matrix.present)))
    table = long_matrix(crossed.matrix, crossed.called, _title(crossed), notes, behind)
    verify_all(table, study.transcripts)
    return table


def shared_table(crossed: Crossed) -> Table:
    """Return which rows are in all columns, and which in some alone."""
    columns = (
        Column("row"),
        Column("name", crossed.row_kind.capitalize()),
        Column("in", "In"),
        Column("where", "Where"),
        Column("where_not", "Where not"),
    )
    rows = tuple((row, crossed.called(row), *shared_words(crossed.matrix, row)) for row in crossed.matrix.rows)
    return Table(f"{crossed.row_kind.capitalize()} in all or some, by {crossed.column_kind}", columns, rows)


def _title(crossed: Crossed) -> str:
    return f"{crossed.row_kind.capitalize()} by {one_line(crossed.column_kind, 60)}"


_ROW_OF: dict[str, Callable[[Mention], Iterable[str]]] = {CODES: lambda one: one.codes, THEMES: lambda one: one.themes}


def _mentions(study: Study) -> list[Mention]:
    """Return everything that is coded or in a theme, once each."""
    codes = coded(study)
    holds: dict[Place, tuple[str, ...]] = {}
    for theme in _themes(study):
        for place in theme.excerpts:
            holds[place] = (*holds.get(place, ()), theme.id)
    carried, held = Held(codes), Held(holds)
    found = []
    for place in sorted({*codes, *holds}):
        one = excerpt_at(study, place, codes.get(place) or carried.codes_at(place))
        themes = frozenset(holds.get(place) or held.codes_at(place))
        found.append(Mention(one.transcript, one.span, one.turn, one.participant or "", frozenset(one.codes), themes))
    return found


def _themes(study: Study) -> list[Theme]:
    return [one for one in study.own_themes if one.status is not ThemeStatus.HELD]


def _rows(study: Study, kind: str, mentions: Sequence[Mention]) -> tuple[list[str], dict[str, str]]:
    """Return the ids of what is asked for, in the analyst's order, and what people call it."""
    if kind == THEMES:
        themes = _themes(study)
        if not themes:
            raise StudyError("nobody made a theme yet. Take a candidate: thematic themes accept candidate-1.")
        return [one.id for one in themes], {one.id: one.name for one in themes if one.name}
    names = code_names(study)
    elsewhere = sorted({code for one in mentions for code in one.codes} - names.keys())
    return [*names, *elsewhere], names


@dataclass(frozen=True, slots=True)
class _Sides:
    """What a matrix's columns are, which of them a mention belongs to, and who could have spoken in each."""

    order: list[str]
    of: Callable[[Mention], Iterable[str]]
    present: Mapping[str, int]
    groups: Mapping[str, int]


def _sides(study: Study, kind: str) -> _Sides:
    in_groups = _present(study)
    if kind == GROUPS:
        order = list(study.transcripts)
        present = {name: len(in_groups[name]) for name in order}
        return _Sides(order, lambda one: [one.transcript], present, {})
    if kind == PARTICIPANTS:
        order = [one.id for one in study.participants]
        groups = Counter(who for people in in_groups.values() for who in people)
        return _Sides(order, lambda one: [one.participant], {}, {who: groups[who] for who in order})
    return _attribute(study, kind, in_groups)


def _attribute(study: Study, kind: str, in_groups: Mapping[str, set[str]]) -> _Sides:
    known = sorted({name for one in study.participants for name in one.attributes})
    if kind not in known:
        kinds = [PARTICIPANTS, GROUPS, CODES, THEMES, *known]
        shown = one_line(kind, 40)
        raise UsageError(f'nothing is called "{shown}" here.{did_you_mean(kind, kinds)} Choose of: {", ".join(kinds)}.')
    values = {one.id: one.attributes.get(kind, "").strip() or NOT_KNOWN for one in study.participants}
    order = sorted(set(values.values()), key=_in_order)
    present = Counter(values.values())
    groups = {
        value: sum(any(values[who] == value for who in people) for people in in_groups.values()) for value in order
    }
    return _Sides(order, lambda one: [values.get(one.participant, NOT_KNOWN)], present, groups)


def _present(study: Study) -> dict[str, set[str]]:
    """Return who of the participants speaks in each session."""
    known = {one.id for one in study.participants}
    return {
        name: {turn.participant for turn in one.turns if turn.role is not Role.MODERATOR and turn.participant in known}
        for name, one in study.transcripts.items()
    }


def _in_order(value: str) -> tuple[bool, bool, float, str]:
    """Sort numbers as numbers, words as words, and what is not known last."""
    try:
        number, is_word = float(value), False
    except ValueError:
        number, is_word = 0.0, True
    return value == NOT_KNOWN, is_word, number, value.casefold()
