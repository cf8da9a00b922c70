"""Import: files into the study, all of them or none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import InputError, UsageError
from thematic.ingest import Roster, label_key, read_answers, read_roster, read_transcript, transcript_id_for
from thematic.model import Participant, Role
from thematic.store.codec import people_from, people_to, transcript_to
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.files import read_file
from thematic.workflow.people import People, unmatched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from thematic.ingest import Imported
    from thematic.model import Kind, Transcript
    from thematic.store.log import Log
    from thematic.workflow.study import Act, Study

_ID = re.compile(r"[^\W_][\w.-]{0,79}")

__all__ = ["AnswerColumns", "ImportReport", "ImportSettings", "import_files"]


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """Which columns of a table of answers hold what; the others become attributes."""

    text: str
    id: str | None = None
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """How files are to be read.

    Attributes:
        transcript_id: the id to give, for a single file; else the file's own name.
        participants: a table of participants, read first.
        answers: the columns of tables of answers; without them a table is refused.
        encoding: overrides what the bytes say.
        moderators: labels of moderators, beside those that are recognised.
    """

    transcript_id: str | None = None
    participants: Path | None = None
    answers: AnswerColumns | None = None
    kind: Kind | None = None
    encoding: str | None = None
    moderators: tuple[str, ...] = ()


@dataclass(slots=True)
class ImportReport:
    """What came in: new transcripts, those that were there already, participants, and doubts to look at."""

    imported: list[Imported] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    participants: int = 0
    doubts: list[str] = field(default_factory=list)


def import_files(
    study: Study, paths: Sequence[Path], settings: ImportSettings, *, act: Act, dry_run: bool = False
) -> ImportReport:
    """Import files as new transcripts, in one transaction: all of them or none. Identical bytes are a no-op.

    Args:
        study: the study they go into.
        paths: the files, relative to the caller's folder.
        settings: how to read them.
        act: who imports, and when.
        dry_run: read and report, write nothing.

    Raises:
        InputError: a file cannot be read, or its id is taken; nothing is changed.
        UsageError: one id was given for several files.
    """
    _refuse_odd_id(settings.transcript_id, len(paths))
    roster = _roster(settings)
    report = ImportReport(participants=len(roster.participants))
    # Tables given earlier hold for what comes now.
    known_people = Roster((*_given(study), *roster.participants))
    originals: list[bytes] = []
    for path in _distinct(paths):
        data = read_file(path, str(path))
        known = _already(study, data) or _twin(report, originals, data)
        if known is not None:
            report.unchanged.append((str(path), known))
            continue
        transcript_id = settings.transcript_id or transcript_id_for(path.name)
        _refuse_taken(study, str(path), transcript_id, report.imported)
        report.imported.append(_read(str(path), data, transcript_id, settings, roster=known_people))
        originals.append(data)
    speakers = _speakers(study, report)
    people = (*roster.participants, *_moderators(report, settings.moderators, speakers, known_people))
    report.doubts += unmatched(roster.participants, speakers)
    if not dry_run:
        _write(study, report, originals, people, act)
    return report


def _given(study: Study) -> list[Participant]:
    tables = [people_from(study.store.log.get(digest)) for digest in study.state.given]
    return list(People.of(tables).participants)


def _moderators(
    report: ImportReport, labels: Sequence[str], speakers: Mapping[str, Collection[str]], known_people: Roster
) -> list[Participant]:
    """Return the labels said to be moderators' as people, in the transcripts of this import where they speak.

    A label that speaks in none of them is a doubt.
    """
    sessions = [one.transcript.id for one in report.imported] + [known for _, known in report.unchanged]
    found = []
    for label in labels:
        here = [one for one in sessions if label_key(one, label) in {label_key(one, who) for who in speakers[one]}]
        if not here:
            report.doubts.append(f'--moderator: nobody called "{one_line(label, 40)}" speaks in these files')
        for session in here:
            who = known_people.who(session, label)
            found.append(Participant(who.id if who else f"{session}-moderator", Role.MODERATOR, ((session, label),)))
    return found


def _speakers(study: Study, report: ImportReport) -> dict[str, set[str]]:
    """Return the speakers' labels of every transcript, those of this import included."""
    transcripts = [*study.transcripts.values(), *(one.transcript for one in report.imported)]
    return {one.id: {turn.speaker for turn in one.turns if turn.speaker} for one in transcripts}


def _refuse_odd_id(transcript_id: str | None, files: int) -> None:
    if transcript_id is None:
        return
    if files != 1:
        raise UsageError("--id names one transcript. Import the files one at a time, or leave it out.")
    if not _ID.fullmatch(transcript_id):
        shown = one_line(transcript_id, 40)
        raise UsageError(f'"{shown}" is no transcript id. Use letters, digits, - _ and . (80 at most), such as fg1.')


def _twin(report: ImportReport, originals: Sequence[bytes], data: bytes) -> str | None:
    return next(
        (one.transcript.id for one, other in zip(report.imported, originals, strict=True) if other == data), None
    )


def _distinct(paths: Iterable[Path]) -> list[Path]:
    return list({path.resolve(): path for path in paths}.values())


def _roster(settings: ImportSettings) -> Roster:
    if settings.participants is None:
        return Roster()
    name = str(settings.participants)
    return read_roster(name, read_file(settings.participants, name), encoding=settings.encoding)


def _already(study: Study, data: bytes) -> str | None:
    records = study.state.transcripts.values()
    return next((one.id for one in records if study.store.log.is_same(one.original, data)), None)


def _read(name: str, data: bytes, transcript_id: str, settings: ImportSettings, *, roster: Roster) -> Imported:
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


def _refuse_taken(study: Study, name: str, transcript_id: str, imported: Sequence[Imported]) -> None:
    taken = {one.casefold() for one in study.state.transcripts}
    taken |= {one.transcript.id.casefold() for one in imported}
    if transcript_id.casefold() in taken:
        free = next(f"{transcript_id}-{n}" for n in range(2, 10_000) if f"{transcript_id}-{n}".casefold() not in taken)
        raise InputError(name, f'the id "{transcript_id}" is taken by another text. Import it with --id {free}.')


def _write(
    study: Study, report: ImportReport, originals: Sequence[bytes], people: Sequence[Participant], act: Act
) -> None:
    with study.writing() as log:
        for one, data in zip(report.imported, originals, strict=True):
            # Another program may have imported under this id while the files were read.
            _refuse_taken(study, one.source.name, one.transcript.id, ())
            content = log.put(transcript_to(one.transcript, one.source))
            log.append(EventKind.IMPORT, _import_data(one.transcript, content, log.put(data)), at=act.at, who=act.who)
            _write_people(log, one.participants, act, given=False)
        _write_people(log, people, act, given=True)


def _write_people(log: Log, people: Sequence[Participant], act: Act, *, given: bool) -> None:
    """Record people: those given by a table or by --moderator have the last word over those found in the files."""
    if people:
        data = {"people": log.put(people_to(people)), "given": given}
        log.append(EventKind.PARTICIPANTS, data, at=act.at, who=act.who)


def _import_data(transcript: Transcript, content: str, original: str) -> dict[str, object]:
    return {
        "transcript": transcript.id,
        "revision": transcript.revision,
        "content": content,
        "original": original,
    }
