"""Decisions in bulk: a table of them to judgements, every bad row named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.errors import InputError, all_of, did_you_mean
from thematic.ingest.tables import read_table
from thematic.model import Role, Span, Verdict
from thematic.text import as_id
from thematic.workflow.deciding import Judgement
from thematic.workflow.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thematic.ingest.tables import Row, Table
    from thematic.model import Codebook, Transcript
    from thematic.workflow.study import Study

__all__ = ["read_decisions"]

# `code` is how our own export writes a human-first accept.
_VERDICTS = {"accept": Verdict.ACCEPT, "code": Verdict.ACCEPT, "reject": Verdict.REJECT, "unsure": Verdict.UNSURE}
_BY_SEGMENT = ("segment_id", "code", "verdict")
_BY_SPAN = ("transcript", "start", "end", "code", "verdict")


def read_decisions(study: Study, name: str, data: bytes) -> list[Judgement]:
    """Read a table of decisions: `segment_id,code,verdict` or `transcript,start,end,code,verdict`.

    A `note` column is kept; a `quote` column is checked against the words. All or nothing: every bad row is named
    before anything is recorded.

    Raises:
        InputError: with one line for each row that cannot be meant.
    """
    table = read_table(name, data)
    _need_columns(table)
    if not table.rows:
        raise InputError(name, "there are no decisions below the header. Add a row for each.")
    book, reader = study.codebook, _RowReader(study)
    said: dict[tuple[str, Span, str], tuple[int, Judgement]] = {}
    faults = []
    for row in table.rows:
        try:
            one = reader.judgement(_cells(table, row), book)
            _refuse_contradiction(said, one, row.line)
        except ValueError as error:
            faults.append(InputError(name, str(error), line=row.line))
    if faults:
        raise all_of(faults)
    return [judgement for _, judgement in said.values()]


def _refuse_contradiction(said: dict[tuple[str, Span, str], tuple[int, Judgement]], one: Judgement, line: int) -> None:
    first, judgement = said.setdefault((one.transcript, one.span, one.code), (line, one))
    if judgement.verdict is not one.verdict:
        raise ValueError(f"says {one.verdict.value} of what line {first} says {judgement.verdict.value}. Keep one.")


def _need_columns(table: Table) -> None:
    if not any(all(table.has(column) for column in columns) for columns in (_BY_SEGMENT, _BY_SPAN)):
        need = f"{','.join(_BY_SEGMENT)} or {','.join(_BY_SPAN)}"
        raise InputError(table.name, f"the header must have {need}. Add the columns that are missing.", line=1)


def _cells(table: Table, row: Row) -> dict[str, str]:
    return {title.strip().casefold(): cell.strip() for title, cell in zip(table.header, row.cells, strict=True)}


class _RowReader:
    """Turns one row into a judgement; a ValueError says what is wrong with it."""

    def __init__(self, study: Study) -> None:
        self.transcripts = study.transcripts
        self.segments = Segments(study.transcripts.values())

    def judgement(self, row: Mapping[str, str], book: Codebook) -> Judgement:
        named = row.get("segment_id", "")
        transcript, span = self.segments.find(named) if named else self._span(row)
        text = self.transcripts[transcript]
        _refuse_other_words(text, span, row.get("quote", ""))
        verdict, note = _verdict(row), row.get("note", "")
        return Judgement(transcript, span, _code(row, book), verdict, note, revision=text.revision)

    def _span(self, row: Mapping[str, str]) -> tuple[str, Span]:
        name = row.get("transcript", "")
        transcript = self.transcripts.get(name)
        if transcript is None:
            raise ValueError(f"no transcript {as_id(name)}.{did_you_mean(name, self.transcripts)} Correct it.")
        try:
            span = Span(int(row.get("start", "")), int(row.get("end", "")))
        except ValueError:
            raise ValueError("start and end must be whole numbers, start before end. Correct them.") from None
        if span.start == span.end or span.end > len(transcript.text):
            length = len(transcript.text)
            raise ValueError(f"no words from {span.start} to {span.end}: the text has {length}. Correct them.")
        _refuse_moderator(transcript, span)
        return name, span


def _refuse_other_words(transcript: Transcript, span: Span, quote: str) -> None:
    if quote and quote != transcript.words_at(span).strip():
        raise ValueError("the quote is not what the transcript says there. Correct the place or the quote.")


def _refuse_moderator(transcript: Transcript, span: Span) -> None:
    for turn in transcript.turns:
        if turn.role is Role.MODERATOR and turn.span.overlaps(span):
            reason = f"turn {turn.number}, the moderator's, is in this span: context, never data."
            raise ValueError(f"{reason} Keep to one participant's words.")


def _code(row: Mapping[str, str], book: Codebook) -> str:
    name = row.get("code", "")
    code = book.code(name)
    if code is None:
        hint = did_you_mean(name, [one.id for one in book.codes])
        raise ValueError(f"no code {as_id(name)} in {book.id}.{hint} Use a code of the codebook in use.")
    return code.id


def _verdict(row: Mapping[str, str]) -> Verdict:
    word = row.get("verdict", "").casefold()
    if word not in _VERDICTS:
        raise ValueError(f"{as_id(word)} is not a verdict. Say accept, reject or unsure.")
    return _VERDICTS[word]
