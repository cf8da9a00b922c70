"""Import: files into the study, all of them or none; one at a time in memory, however many there are."""

from __future__ import annotations

import dataclasses
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import InputError, UsageError
from thematic.ingest import read_answers, read_transcript, transcript_id_for
from thematic.store.codec import people_from, people_to, transcript_to
from thematic.store.events import EventKind
from thematic.text import one_line, sha256
from thematic.workflow.blanking import (
    blanked,
    called_as_one_who_withdrew,
    is_file_of_one_who_withdrew,
    turns_to_blank,
    withdrawn_turns,
)
from thematic.workflow.files import read_file
from thematic.workflow.giving import Given, given_by
from thematic.workflow.lines import transcript_line
from thematic.workflow.people import People, codings_on_moderators

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from thematic.ingest import Imported, Roster
    from thematic.model import Participant, Progress, Source
    from thematic.store.log import Log
    from thematic.store.records import Withdrawn
    from thematic.workflow.import_settings import ImportSettings
    from thematic.workflow.lines import TranscriptLine
    from thematic.workflow.study import Act, Study

_ID = re.compile(r"[^\W_][\w.-]{0,79}")

__all__ = [
    "Brought",
    "ImportReport",
    "import_files",
    "known_people",
    "original_of",
    "read_one",
    "refuse_withdrawn",
    "without_withdrawn",
    "write_people",
]


@dataclass(frozen=True, slots=True)
class Brought:
    """One transcript that came in, without its words: in figures, with its source and what to look at."""

    line: TranscriptLine
    source: Source
    doubts: tuple[str, ...]


@dataclass(slots=True)
class ImportReport:
    """What came in: new transcripts, those that were there already, participants, and doubts to look at.

    Attributes:
        failed: files that could not be read and were left out, each with the line that says why.
        notes: what was read of the people that were given.
    """

    imported: list[Brought] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    failed: list[InputError] = field(default_factory=list)
    participants: int = 0
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def import_files(  # noqa: PLR0913  who, when, whether and how far
    study: Study,
    paths: Sequence[Path],
    settings: ImportSettings,
    *,
    act: Act,
    dry_run: bool = False,
    on_progress: Progress | None = None,
) -> ImportReport:
    """Import files as new transcripts, in one transaction: all of them or none. Identical bytes are a no-op.

    Args:
        study: the study they go into.
        paths: the files, relative to the caller's folder.
        settings: how to read them.
        act: who imports, and when.
        dry_run: read and report, write nothing.
        on_progress: hears how many files are done.

    Raises:
        InputError: a file cannot be read, or its id is taken; nothing is changed. Not so where `keep_going` is set.
        UsageError: one id was given for several files.
    """
    _refuse_odd_id(settings.transcript_id, len(paths))
    gone = {one.participant for one in study.state.withdrawn}
    given = given_by(settings, known_people(study), study.people, gone=gone)
    report = ImportReport(participants=len(given.roster.participants), notes=given.notes, doubts=given.doubts)
    with _writing(study, dry_run=dry_run) as log:
        desk = _Desk(study, settings, given, log, act)
        files = _distinct(paths)
        for done, path in enumerate(files, start=1):
            desk.take(path, report)
            if on_progress:
                on_progress(done, len(files))
        _settle_people(desk, report)
    return report


@contextmanager
def _writing(study: Study, *, dry_run: bool) -> Iterator[Log | None]:
    """Give the log inside one transaction, or none for a dry run, which takes no lock either."""
    if dry_run:
        yield None
        return
    with study.writing() as log:
        yield log


class _Desk:
    """Takes files one after the other; keeps no more of each than its figures and the hash of its bytes."""

    def __init__(self, study: Study, settings: ImportSettings, given: Given, log: Log | None, act: Act) -> None:
        self.study = study
        self.settings = settings
        self.given = given
        self.log = log
        self.act = act
        self._seen: dict[str, str] = {}

    def take(self, path: Path, report: ImportReport) -> None:
        """Bring one file in. Raises InputError where it cannot be, unless the import is to keep going."""
        try:
            self._take(path, report)
        except InputError as error:
            if not self.settings.keep_going:
                raise
            report.failed.append(error)

    def _take(self, path: Path, report: ImportReport) -> None:
        data = read_file(path, str(path))
        known = _already(self.study, data) or self._seen.get(sha256(data))
        if known is not None:
            report.unchanged.append((str(path), known))
            return
        transcript_id = self.settings.transcript_id or transcript_id_for(path.name)
        refuse_withdrawn(self.study, str(path), data)
        self._refuse_taken(str(path), transcript_id)
        one = read_one(str(path), data, transcript_id, self.settings, roster=self.given.roster_for(transcript_id))
        one = without_withdrawn(one, self.study.state.withdrawn)
        if self.log is not None:
            _write(self.log, one, data, self.act)
        report.imported.append(Brought(transcript_line(one.transcript), one.source, one.doubts))
        self._seen[sha256(data)] = transcript_id

    def _refuse_taken(self, name: str, transcript_id: str) -> None:
        taken = {one.casefold() for one in (*self.study.state.transcripts, *self._seen.values())}
        if any(transcript_id in one.transcripts for one in self.study.state.withdrawn):
            advice = "If this is its file, it holds their words: it stays out. Give another talk another --id."
            raise InputError(name, f"somebody withdrew from {transcript_id}. {advice}")
        if transcript_id.casefold() in taken:
            numbered = (f"{transcript_id}-{n}" for n in range(2, 10_000))
            free = next(one for one in numbered if one.casefold() not in taken)
            advice = f"Import it with --id {free}; a corrected text of it with --revises {transcript_id}."
            raise InputError(name, f'the id "{transcript_id}" is taken by another text. {advice}')


def known_people(study: Study) -> tuple[Participant, ...]:
    """Return everybody that tables given earlier name: they hold for what comes in."""
    tables = [people_from(study.store.log.get(digest)) for digest in study.state.given]
    return People.of(tables).participants


def read_one(name: str, data: bytes, transcript_id: str, settings: ImportSettings, *, roster: Roster) -> Imported:
    """Return one file, read as `settings` say. Raises InputError."""
    if settings.answers is not None:
        return read_answers(
            name,
            data,
            transcript_id=transcript_id,
            text_column=settings.answers.text,
            id_column=settings.answers.id,
            participant_column=settings.answers.participant,
            encoding=settings.encoding,
        )
    return read_transcript(
        name,
        data,
        transcript_id=transcript_id,
        roster=roster,
        kind=settings.kind,
        encoding=settings.encoding,
        moderators=settings.moderators,
    )


def refuse_withdrawn(study: Study, name: str, data: bytes) -> None:
    """Refuse a file that held the words of somebody who withdrew, whatever it is called now."""
    if is_file_of_one_who_withdrew(data, study.state.withdrawn):
        raise InputError(name, "it holds the words of somebody who withdrew. Take them out of it, or leave it out.")


def without_withdrawn(one: Imported, withdrawn: Sequence[Withdrawn]) -> Imported:
    """Return a file that was read without the turns of those who withdrew earlier, and say so.

    Somebody else's label that is the same as one of theirs elsewhere is a doubt.
    """
    theirs = withdrawn_turns(one.transcript, withdrawn)
    numbers = turns_to_blank(one.transcript, theirs)
    if not numbers:
        return dataclasses.replace(one, doubts=(*one.doubts, *_namesakes(one, withdrawn)))
    gone = {turn.participant for turn in one.transcript.turns if turn.number in numbers}
    turns = "1 turn of somebody" if len(numbers) == 1 else f"{len(numbers)} turns of somebody"
    return dataclasses.replace(
        one,
        transcript=blanked(one.transcript, numbers),
        participants=tuple(who for who in one.participants if who.id not in gone),
        doubts=(*one.doubts, f"{turns} who withdrew left out; the file still holds them, and is not kept"),
    )


def _namesakes(one: Imported, withdrawn: Sequence[Withdrawn]) -> Iterator[str]:
    labels = {turn.speaker for turn in one.transcript.turns if turn.speaker}
    for label in sorted(labels):
        if called_as_one_who_withdrew(label, withdrawn):
            yield f'somebody called "{one_line(label, 40)}" withdrew from another transcript. Is this the same person?'


def _settle_people(desk: _Desk, report: ImportReport) -> None:
    """Record the people that were given, and say what there is to say of them."""
    if desk.given.is_empty():
        return
    speakers = desk.study.speakers() | {one.line.id: set(one.line.speakers) for one in report.imported}
    brought = [one.line.id for one in report.imported] + [known for _, known in report.unchanged]
    people = desk.given.settle(speakers, brought if brought or report.failed else speakers)
    report.doubts += _coded_moderators(desk.study, people)
    if desk.log is not None:
        write_people(desk.log, people, desk.act, given=True)


def _coded_moderators(study: Study, given: Sequence[Participant]) -> Iterator[str]:
    """Yield what there is to say of codings on the words of those whom the people given make moderators."""
    if codings := study.state.codings():
        tables = [people_from(study.store.log.get(digest)) for digest in study.state.people]
        yield from codings_on_moderators(study.transcripts.values(), People.of([*tables, given]), codings)


def _refuse_odd_id(transcript_id: str | None, files: int) -> None:
    if transcript_id is None:
        return
    if files != 1:
        raise UsageError("--id names one transcript. Import the files one at a time, or leave it out.")
    if not _ID.fullmatch(transcript_id):
        shown = one_line(transcript_id, 40)
        raise UsageError(f'"{shown}" is no transcript id. Use letters, digits, - _ and . (80 at most), such as fg1.')


def _distinct(paths: Iterable[Path]) -> list[Path]:
    return list({path.resolve(): path for path in paths}.values())


def _already(study: Study, data: bytes) -> str | None:
    records = ((one.id, one.original) for one in study.state.transcripts.values())
    return next((name for name, original in records if original and study.store.log.is_same(original, data)), None)


def original_of(log: Log, one: Imported, data: bytes) -> str | None:
    """Keep a file's bytes and return their hash; nothing where they hold the words of somebody who withdrew."""
    return None if any(turn.span.start == turn.span.end for turn in one.transcript.turns) else log.put(data)


def _write(log: Log, one: Imported, data: bytes, act: Act) -> None:
    content = log.put(transcript_to(one.transcript, one.source))
    event = {
        "transcript": one.transcript.id,
        "revision": one.transcript.revision,
        "content": content,
        "original": original_of(log, one, data),
    }
    log.append(EventKind.IMPORT, event, at=act.at, who=act.who)
    write_people(log, one.participants, act, given=False)


def write_people(log: Log, people: Sequence[Participant], act: Act, *, given: bool) -> None:
    """Record people: those given by a table or by --moderator have the last word over those found in the files."""
    if people:
        data = {"people": log.put(people_to(people)), "given": given}
        log.append(EventKind.PARTICIPANTS, data, at=act.at, who=act.who)
