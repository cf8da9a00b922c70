"""One file of talk to a transcript: recognises the format, then composes its reader with labels, turns and people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.assemble import assemble
from thematic.ingest.formats.docx import read_docx
from thematic.ingest.formats.elan import read_eaf
from thematic.ingest.formats.odt import read_odt
from thematic.ingest.formats.pdf import read_pdf
from thematic.ingest.formats.plain import read_md, read_txt
from thematic.ingest.formats.recognisers import is_whisper_table, read_json, read_whisper_table
from thematic.ingest.formats.rtf import read_rtf
from thematic.ingest.formats.subtitles import read_sbv, read_srt, read_vtt
from thematic.ingest.formats.webpage import read_html
from thematic.ingest.imported import Imported, left_out, plural, source
from thematic.ingest.limits import check_size
from thematic.ingest.people.cast import Session, cast
from thematic.ingest.profiles import profiled
from thematic.ingest.raw import line_by_line
from thematic.ingest.tables import SUFFIXES
from thematic.ingest.talk.fieldnotes import dates_in_talk, entries
from thematic.ingest.talk.head import head_length
from thematic.ingest.talk.speakers import Said, said_in
from thematic.ingest.talk.turns import merged, nobody_named
from thematic.ingest.talk.unnamed import nobody_in_particular, numbered_by_a_program
from thematic.model import Kind
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from thematic.ingest.raw import Content

__all__ = ["READERS", "transcript_from"]

READERS: Mapping[str, Callable[[str, bytes, str | None], Content]] = {
    ".txt": read_txt,
    ".md": read_md,
    ".docx": read_docx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".html": read_html,
    ".pdf": read_pdf,
    ".htm": read_html,
    ".vtt": read_vtt,
    ".srt": read_srt,
    ".sbv": read_sbv,
    ".json": read_json,
    ".eaf": read_eaf,
}
_OLD = {".doc": ".docx", ".dot": ".docx", ".xls": ".xlsx", ".wps": ".docx", ".pages": ".docx"}
_WIDTH = 20


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file says, block by block, and what is to be told of the reading."""

    content: Content
    said: list[Said]
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def transcript_from(
    name: str, data: bytes, *, session: Session, kind: Kind | None = None, encoding: str | None = None
) -> Imported:
    """Read a file of talk; see `thematic.ingest.read_transcript`."""
    reader = _reader(name, data)
    check_size(name, data)
    read, kind = _read(line_by_line(reader(name, data, encoding)), session, kind)
    content = read.content
    turns = merged(read.said, place=content.place, cues=content.cues)
    if not turns.turns:
        raise InputError(name, "the file holds no talk")
    people = cast(turns.turns, session, kind=kind, labelled=turns.labelled, cues=content.cues)
    transcript = assemble(name, turns.turns, people.parts, transcript_id=session.id, kind=people.kind)
    notes = (*_recognised(content), *content.notes, *read.notes, *turns.notes, *people.notes)
    unnamed = () if turns.labelled or kind is Kind.FIELD_NOTES else (nobody_named(cues=content.cues),)
    numbered = numbered_by_a_program(turns.turns, session.known())
    return Imported(
        transcript,
        source(
            name,
            content.format,
            content.encoding,
            (*notes, *nobody_in_particular(turns.turns)),
            profile=content.profile,
        ),
        people.participants,
        (*content.doubts, *read.doubts, *unnamed, *turns.doubts, *people.doubts, *numbered),
    )


def _read(content: Content, session: Session, kind: Kind | None) -> tuple[_Read, Kind | None]:
    """Return the file as talk, or as field notes: where it is said to be, or nobody speaks and entries are dated."""
    if kind is Kind.FIELD_NOTES:
        return _as_notes(content), kind
    talk = _as_talk(profiled(content, session.known()), session)
    if kind is None and not talk.content.cues and all(one.bare for one in talk.said) and entries(content).dates:
        return _as_notes(content), Kind.FIELD_NOTES
    return talk, kind


def _as_talk(content: Content, session: Session) -> _Read:
    content, notes = _without_head(content)
    said, doubts = said_in(content, session.known())
    named = any(not one.bare for one in said) and not content.profile
    dates = dates_in_talk(said, content.place) if named else ()
    return _Read(content, said, notes, (*doubts, *dates))


def _as_notes(content: Content) -> _Read:
    found = entries(content)
    if not found.dates:
        content, notes = _without_head(content)
        return _Read(content, entries(content).said, notes)
    return _Read(content, found.said, found.notes, found.doubts)


def _recognised(content: Content) -> tuple[str, ...]:
    return (f"recognised as {content.profile}",) if content.profile else ()


def _reader(name: str, data: bytes) -> Callable[[str, bytes, str | None], Content]:
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if suffix == ".tsv" and is_whisper_table(data):
        return read_whisper_table
    if suffix in READERS:
        return READERS[suffix]
    if suffix in SUFFIXES:
        raise InputError(name, "a table of answers needs to know which column holds the words. Say --text-column NAME")
    if suffix in _OLD:
        raise InputError(name, f"files ending in {suffix} are not read. Open it and save it as {_OLD[suffix]}")
    what = f'files ending in "{one_line(suffix, _WIDTH)}" are not read' if suffix else "the file has no suffix"
    raise InputError(name, f"{what}. Save it as one of {' '.join((*READERS, *SUFFIXES))}")


def _without_head(content: Content) -> tuple[Content, tuple[str, ...]]:
    length = 0 if content.cues else head_length(content.blocks)
    if not length:
        return content, ()
    head = [block.text for block in content.blocks[:length]]
    notes = (left_out(f"{plural(length, 'line')} at the head (date, place, names and the like)", head),)
    return replace(content, blocks=content.blocks[length:]), notes
