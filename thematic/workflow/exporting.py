"""Export: the study's values as tables, checked, and written whole or not at all."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING

from thematic.check import misplaced
from thematic.errors import StudyError, UsageError
from thematic.export import render
from thematic.export.agreement import agreement_table
from thematic.export.quotes import choose_quotations, verify_all
from thematic.export.records import (
    codings_table,
    decisions_table,
    members_table,
    memos_table,
    scores_table,
    suggestions_table,
    turns_table,
)
from thematic.export.themes import theme_table
from thematic.model import ThemeStatus, UnitKind
from thematic.segments import segment_ids
from thematic.store.memos import TargetKind
from thematic.workflow.agreement import agreement
from thematic.workflow.coding import score_units
from thematic.workflow.excerpts import code_label
from thematic.workflow.files import write_file
from thematic.workflow.memos import memos_of, private_memos
from thematic.workflow.targets import participant_of
from thematic.workflow.theming import current_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from thematic.export.table import Row, Table
    from thematic.model import Progress, Theme, Unit
    from thematic.workflow.memos import Memo
    from thematic.workflow.study import Act, Study

__all__ = ["Export", "export_table", "export_to", "note_export", "note_table", "suffix_of"]


class Export(StrEnum):
    """What can be exported."""

    THEMES = "themes"
    MEMBERS = "members"
    CODINGS = "codings"
    DECISIONS = "decisions"
    SUGGESTIONS = "suggestions"
    SCORES = "scores"
    TURNS = "turns"
    MEMOS = "memos"
    AGREEMENT = "agreement"


def export_to(  # noqa: PLR0913  what, where, who and how far
    study: Study,
    what: Export,
    target: Path,
    *,
    act: Act,
    unit: UnitKind = UnitKind.TURN,
    on_progress: Progress | None = None,
) -> None:
    """Write an export to a file; its suffix chooses the format. Whole, or not at all.

    Raises:
        UsageError: there is no such format, or the place cannot be written.
        StudyError: there is nothing to export, or a quotation is not its transcript's words.
    """
    table = export_table(study, what, unit=unit, on_progress=on_progress)
    data = render(table, suffix_of(target))
    note_export(study, what, target.name, table, act=act)
    write_file(target, data)


def note_export(study: Study, what: Export, name: str, table: Table, *, act: Act) -> None:
    """Remember that a table was written out, and whose words it holds, so that a withdrawal can name it."""
    note_table(study, what.value, name, table, act=act)


def note_table(  # noqa: PLR0913  what was written, who wrote it, and whom it tells of
    study: Study, what: str, name: str, table: Table, *, act: Act, about: Sequence[str] = ()
) -> None:
    """Remember the same of a table that is no export of `Export`, and whom it tells `about` beside those it quotes."""
    people = sorted({*_quoted(table, "participant"), *about})
    transcripts = _quoted(table, "transcript")
    settings = {"what": what, "name": name, "participants": people, "transcripts": transcripts}
    study.store.runs.keep_export(at=act.at, settings=settings)


def _quoted(table: Table, whose: str) -> list[str]:
    """Return the participants, or the transcripts, whose words a table holds: in quotations, or as text in a row."""
    keys = [column.key for column in table.columns]
    cells = (cell for row in table.rows for cell in row if isinstance(cell, tuple))
    found = {str(getattr(quotation, whose)) for cell in cells for quotation in cell}
    if "text" in keys and whose in keys:
        place = keys.index(whose)
        found |= {str(row[place]) for row in table.rows if row[place]}
    return sorted(found - {""})


def suffix_of(target: Path) -> str:
    """Return the suffix that chooses the format. Raises UsageError where there is none."""
    if not target.suffix:
        raise UsageError(f"{target}: no suffix to choose the format by. Add .csv, .docx, .md or .html.")
    return target.suffix


def export_table(
    study: Study,
    what: Export,
    *,
    unit: UnitKind = UnitKind.TURN,
    reader: str = "",
    on_progress: Progress | None = None,
) -> Table:
    """Return an export as a table, every quotation in it checked against its transcript.

    `reader` is whose private memos go along with the others; nobody's where it is empty.
    """
    _words_stand(study)
    if what is Export.MEMOS:
        return _memos(study, reader)
    if what is Export.SCORES:
        return scores_table(_scores(study, unit, on_progress))
    return _TABLES[what](study)


def _words_stand(study: Study) -> None:
    """Raise StudyError where a decision or a theme is no longer about the words it was made on."""
    fault = next(misplaced(study.store, study.state, study.transcripts), None)
    if fault is not None:
        raise StudyError(f"{fault} Nothing was written; see `thematic check`.")


def _themes(study: Study) -> Table:
    themes = _current(study)
    bare_ones = [one.id for one in themes if one.status is ThemeStatus.REVIEWED and not one.name]
    if bare_ones:
        advice = f"Name it: thematic themes name {bare_ones[0]}, or put it aside: thematic themes hold {bare_ones[0]}."
        raise StudyError(f"{bare_ones[0]} has no name and no central organising concept yet. {advice}")
    quotations = {theme.id: choose_quotations(theme, study.transcripts) for theme in themes}
    names = {code.id: code.name for code in study.codebook.codes} if study.state.codebook else {}
    table = theme_table(
        themes,
        quotations,
        groups=sum(bool(one.text.strip()) for one in study.transcripts.values()),
        participants=len(study.participants),
        code_names=names,
    )
    verify_all(table, study.transcripts)
    bare = [f"{theme.id}: {warning}." for theme in themes for warning in theme.warnings if "no coding" in warning]
    return dataclasses.replace(table, notes=(*table.notes, *bare))


def _members(study: Study) -> Table:
    return members_table(_current(study), segment_ids(study.transcripts.values()))


def _current(study: Study) -> tuple[Theme, ...]:
    """Return the themes that people made and did not put aside; where there are none, the candidates."""
    themes = current_themes(study)
    if not themes:
        raise StudyError("no themes yet. Suggest some: thematic themes suggest.")
    themes = tuple(theme for theme in themes if theme.status is not ThemeStatus.HELD)
    own = tuple(theme for theme in themes if theme.status is not ThemeStatus.CANDIDATE)
    return own or themes


def _codings(study: Study) -> Table:
    codings = [dataclasses.replace(one, code=code_label(study, one)) for one in study.state.codings()]
    return codings_table(codings, study.transcripts)


def _decisions(study: Study) -> Table:
    return decisions_table((one.event, one.at, study.noted(one), one.made_as) for one in study.state.decisions)


def _suggestions(study: Study) -> Table:
    stored = study.store.runs.suggestions(study.codebook.sha256, study.state.current)
    return suggestions_table(((one.id, one.suggestion, one.suggester) for one in stored), study.transcripts)


def _agreement(study: Study) -> Table:
    found = agreement(study)
    names = {code.id: code.name for code in study.codebook.codes}
    return agreement_table(found.codes, found.judged.coders, found.judged.size.value, names)


def _turns(study: Study) -> Table:
    return turns_table(study.transcripts.values())


def _memos(study: Study, reader: str) -> Table:
    found = memos_of(study, reader)
    left = [f"Left out: {private_memos(count, who)}." for who, count in found.private.items()]
    return memos_table((_memo_row(study, one) for one in found.memos), tuple(left))


def _memo_row(study: Study, memo: Memo) -> Row:
    return (
        memo.id,
        memo.author,
        memo.at,
        memo.kind.value,
        memo.target,
        memo.text,
        memo.quote,
        memo.where.id if memo.where.kind in {TargetKind.SPAN, TargetKind.TRANSCRIPT} else None,
        participant_of(study, memo.where),
        int(memo.private),
        memo.changed,
    )


def _scores(study: Study, unit: UnitKind, on_progress: Progress | None) -> Iterator[tuple[Unit, str, float, bool]]:
    for one in score_units(study, unit, on_progress=on_progress):
        yield one.unit, one.code, one.score, one.selected


_TABLES: dict[Export, Callable[[Study], Table]] = {
    Export.THEMES: _themes,
    Export.MEMBERS: _members,
    Export.CODINGS: _codings,
    Export.DECISIONS: _decisions,
    Export.SUGGESTIONS: _suggestions,
    Export.TURNS: _turns,
    Export.AGREEMENT: _agreement,
}
