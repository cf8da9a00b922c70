"""Bytes of a file to a transcript: documents, captions and plain text, and tables of answers; see `FORMATS`.

Whatever cannot be read is one `InputError` that names file, line and reason. A turn's words are the file's own, in NFC:
lines stripped, runs of white space folded to one space, control characters dropped, labels and times taken off.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from thematic.errors import InputError, ThematicError
from thematic.ingest.imported import Imported
from thematic.ingest.people.attributes import Attribute, attribute_doubts, attributes_of, described
from thematic.ingest.people.cases import cases_of
from thematic.ingest.people.mapping import NOBODY, Join, joins_from, mapped_in, moderator_in, settled
from thematic.ingest.people.proposals import map_option, proposals
from thematic.ingest.people.roster import EVERYWHERE, Roster, roster_from
from thematic.ingest.people.sessions import FORMATS, label_key, transcript_id_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from thematic.model import Kind

__all__ = [
    "EVERYWHERE",
    "FORMATS",
    "NOBODY",
    "Attribute",
    "Imported",
    "Join",
    "Roster",
    "attribute_doubts",
    "attributes_of",
    "cases_of",
    "described",
    "joins_from",
    "label_key",
    "map_option",
    "mapped_in",
    "moderator_in",
    "proposals",
    "read_answers",
    "read_roster",
    "read_transcript",
    "settled",
    "transcript_id_for",
    "with_deprivation",
]

_NOBODY = Roster()


def read_transcript(  # noqa: PLR0913  one argument an option of `import`
    name: str,
    data: bytes,
    *,
    transcript_id: str,
    roster: Roster = _NOBODY,
    kind: Kind | None = None,
    encoding: str | None = None,
    moderators: Collection[str] = (),
) -> Imported:
    """Return the transcript in `data`, its speakers told from its words.

    Args:
        name: the file as the user called it; its suffix says the format, messages show it.
        data: the file's bytes.
        transcript_id: the id it will have; the roster calls this the session.
        roster: who speaks under which label.
        kind: what it is a record of; otherwise read off its speakers. Field notes have none, so none are looked for.
        encoding: of a plain file, where it is neither UTF-8, UTF-16 with a byte-order mark nor Windows-1252.
        moderators: labels of those who moderate, whatever the roster says of them.

    Raises:
        InputError: the file cannot be read as what its suffix says.
    """
    from thematic.ingest.people.cast import Session
    from thematic.ingest.transcripts import transcript_from

    with _boundary(name):
        session = Session(transcript_id, roster, moderators)
        return transcript_from(name, data, session=session, kind=kind, encoding=encoding)


def read_answers(  # noqa: PLR0913  one argument an option of `import`
    name: str,
    data: bytes,
    *,
    transcript_id: str,
    text_column: str,
    id_column: str | None = None,
    participant_column: str | None = None,
    encoding: str | None = None,
) -> Imported:
    """Return a table of answers as one transcript, every row with words in `text_column` one turn by one participant.

    A turn's given id is its cell in `id_column`; its participant the cell in `participant_column`, else
    `{transcript_id}-{row's id}`, other signs than letters, digits and `-_.` made `-`, else `{transcript_id}-p{row}`.
    Every other column is an attribute of the participant, unless it differs among their rows.

    Raises:
        InputError: the table cannot be read, a column is missing, or an id stands twice.
    """
    from thematic.ingest.answers import answers_from

    with _boundary(name):
        return answers_from(
            name,
            data,
            transcript_id=transcript_id,
            text_column=text_column,
            id_column=id_column,
            participant_column=participant_column,
            encoding=encoding,
        )


def read_roster(name: str, data: bytes, *, encoding: str | None = None) -> Roster:
    """Return the participants table in `data`: the columns participant, session, speaker, role, and attributes.

    A column `role` says participant, moderator or unknown; without it, or where its cell is empty, the role is what the
    label's words say (`INT`, `Facilitator 2`), else participant. A session is an id of a transcript or the name of its
    file, with or without its ending; without that column a label is the same person's in every transcript, and without
    `speaker` the id is the label. Postcodes are no attributes: they are in `Roster.homes` alone, which is never stored.

    Raises:
        InputError: the table cannot be read, a cell is missing, two columns could be one thing, or rows contradict each
            other.
    """
    with _boundary(name):
        return roster_from(name, data, encoding=encoding)


def with_deprivation(roster: Roster, name: str, chunks: Iterable[bytes], *, edition: str | None = None) -> Roster:
    """Return the roster with each participant's deciles of deprivation, and without where anybody lives.

    Args:
        roster: as it was read from a table of participants with postcodes or LSOA codes.
        name: the table of deprivation as the user called it.
        chunks: its bytes, however many: they are read once, and only the wanted rows are kept.
        edition: 2015, 2019 or 2025, where the table does not say it.

    Raises:
        InputError: the table is of no layout that is known, or there is nothing to look up in it.
    """
    from thematic.ingest.people import deprivation

    with _boundary(name):
        return deprivation.with_deprivation(roster, name, chunks, edition=edition)


@contextmanager
def _boundary(name: str) -> Iterator[None]:
    try:
        yield
    except ThematicError:
        raise
    except Exception as error:  # noqa: BLE001  the one place where hostile bytes may fail in ways nobody foresaw
        suffix = name.rpartition(".")[2].lower() if "." in name else "file"
        raise InputError(name, f"could not be read as .{suffix} ({type(error).__name__})") from None
