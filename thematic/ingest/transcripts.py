"""One file of talk to a transcript: recognises the format, then composes its reader with labels, turns and people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.assemble import assemble
from thematic.ingest.cast import Session, cast
from thematic.ingest.formats.docx import read_docx
from thematic.ingest.formats.odt import read_odt
from thematic.ingest.formats.pdf import read_pdf
from thematic.ingest.formats.plain import read_md, read_txt
from thematic.ingest.formats.rtf import read_rtf
from thematic.ingest.formats.subtitles import read_srt, read_vtt
from thematic.ingest.formats.webpage import read_html
from thematic.ingest.head import head_length
from thematic.ingest.imported import Imported, plural, source
from thematic.ingest.limits import check_size
from thematic.ingest.speakers import Said, said_in
from thematic.ingest.tables import SUFFIXES
from thematic.ingest.turns import merged
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
}
_OLD = {".doc": ".docx", ".dot": ".docx", ".xls": ".xlsx", ".wps": ".docx", ".pages": ".docx"}
_WIDTH = 20


def transcript_from(
    name: str, data: bytes, *, session: Session, kind: Kind | None = None, encoding: str | None = None
) -> Imported:
    """Read a file of talk; see `thematic.ingest.read_transcript`."""
    reader = _reader(name)
    check_size(name, data)
    content, notes = _without_head(reader(name, data, encoding))
    said, doubts = _said(content, session, kind)
    turns = merged(said, place=content.place, cues=content.cues)
    if not turns.turns:
        raise InputError(name, "the file holds no talk")
    people = cast(turns.turns, session, kind=kind, labelled=turns.labelled, cues=content.cues)
    transcript = assemble(name, turns.turns, people.parts, transcript_id=session.id, kind=people.kind)
    return Imported(
        transcript,
        source(name, content.format, content.encoding, (*content.notes, *notes, *turns.notes, *people.notes)),
        people.participants,
        (*content.doubts, *doubts, *turns.doubts, *people.doubts),
    )


def _reader(name: str) -> Callable[[str, bytes, str | None], Content]:
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
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
    notes = (f"{plural(length, 'line')} at the head (date, place, names and the like) left out",)
    return replace(content, blocks=content.blocks[length:]), notes


def _said(content: Content, session: Session, kind: Kind | None) -> tuple[list[Said], list[str]]:
    if kind is Kind.FIELD_NOTES:
        return [Said(block, block.text, start=block.start) for block in content.blocks], []
    return said_in(content, session.known())
