"""Word documents to blocks: one a line of a paragraph. Read as a stream: nothing is extracted, no tree is built.

May hold WordprocessingML (ECMA-376 part 1) and the package around it, with caps on everything before it is parsed.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, XMLParser

from thematic.errors import InputError
from thematic.ingest.formats.wordml import Body, DoctypeError, Relations, Styles
from thematic.ingest.imported import plural
from thematic.ingest.limits import mojibake
from thematic.ingest.raw import Block, Content

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_ENTRIES", "MOST_XML", "read_docx"]

MOST_XML = 50_000_000
MOST_ENTRIES = 10_000

_MOST_SIDE_PART = 5_000_000
_MOST_DIRECTORY = 4_000_000
_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 65_535
_HEADING = re.compile(r"(?:heading|überschrift|berschrift|titre|ttulo)\s?\d|title|subtitle")
# What zipfile, its decompressors and the XML parser raise for damaged bytes.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ParseError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_DAMAGED = "the Word document is damaged or cut short. Open it in Word and save it again"


def read_docx(name: str, data: bytes, encoding: str | None = None) -> Content:  # noqa: ARG001  a reader's signature
    """Return the paragraphs of a Word document, those in tables, text boxes and content controls included.

    Insertions count as accepted and deletions as gone. Comments and notes are left out and counted. `Block.line` is the
    number of the paragraph, empty ones included; `encoding` is not needed, as XML names its own.

    Raises:
        InputError: the bytes are no Word document, or a damaged, encrypted or oversized one.
    """
    body = _body(name, data)
    blocks = tuple(
        Block(line, paragraph.number, heading=paragraph.heading)
        for paragraph in body.paragraphs
        for line in paragraph.text.split("\n")
        if line.strip()
    )
    doubt = mojibake("\n".join(block.text for block in blocks))
    return Content("docx", blocks, notes=tuple(_notes(body)), doubts=(doubt,) if doubt else (), place="paragraph")


def _body(name: str, data: bytes) -> Body:
    try:
        _check_package(name, data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parsed(name, archive)
    except DoctypeError:
        raise InputError(name, "the Word document declares a DOCTYPE, which none of Word's does") from None
    except _DAMAGES:
        raise InputError(name, _DAMAGED) from None


def _check_package(name: str, data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "it is encrypted, or an old .doc. Save it as .docx without a password"
        raise InputError(name, reason)
    if not data.startswith(b"PK"):
        raise InputError(name, "it is not a Word document, whatever its suffix. Open it in Word and save it as .docx")
    # Before the archive's directory is read: reading a hundred thousand entries takes seconds.
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if end < 0 or len(data) - end < _END.size:
        raise InputError(name, _DAMAGED)
    _, _, _, _, entries, directory, _, _ = _END.unpack_from(data, end)
    if entries > MOST_ENTRIES or directory > _MOST_DIRECTORY:
        raise InputError(name, f"the archive has over {MOST_ENTRIES:,} entries; a Word document has some twenty")


def _parsed(name: str, archive: zipfile.ZipFile) -> Body:
    members = archive.namelist()
    main = _main_part(name, archive, members)
    if members.count(main) != 1:
        raise InputError(name, "it is a zip archive but not a Word document: it has no text part")
    body = Body(_headings(name, archive, members, main))
    _feed(body, _pieces(name, archive, main, MOST_XML))
    return body


def _main_part(name: str, archive: zipfile.ZipFile, members: list[str]) -> str:
    relations = Relations()
    if "_rels/.rels" in members:
        _feed(relations, _pieces(name, archive, "_rels/.rels", _MOST_SIDE_PART))
    return relations.document or "word/document.xml"


def _headings(name: str, archive: zipfile.ZipFile, members: list[str], main: str) -> frozenset[str]:
    """Return the ids of the heading styles: their ids are in the author's language, their names are not."""
    part = main.rpartition("/")[0] + "/styles.xml"
    styles = Styles()
    if part in members:
        _feed(styles, _pieces(name, archive, part, _MOST_SIDE_PART))
    named = {style for style, title in styles.names.items() if _HEADING.match(title.casefold())}
    return frozenset(named | {"Title", "Subtitle", *(f"Heading{level}" for level in range(1, 10))})


def _pieces(name: str, archive: zipfile.ZipFile, member: str, most: int) -> Iterator[bytes]:
    """Yield a member's bytes, counting those that come out and not those that were promised."""
    info = archive.getinfo(member)
    if info.flag_bits & 1:
        raise InputError(name, "the Word document is encrypted. Save it without a password")
    if info.file_size > most:
        raise InputError(name, _too_large(member, most))
    seen = 0
    with archive.open(info) as stream:
        while piece := stream.read(1 << 16):
            seen += len(piece)
            if seen > most:
                raise InputError(name, _too_large(member, most))
            yield piece


def _too_large(member: str, most: int) -> str:
    return f"its part {member.rpartition('/')[2][:40]} has over {most // 1_000_000} MB unpacked; no transcript has"


def _feed(target: Body | Relations | Styles, pieces: Iterator[bytes]) -> None:
    parser = XMLParser(target=target)  # noqa: S314  the target refuses a DOCTYPE, and with it every entity
    for piece in pieces:
        parser.feed(piece)
    parser.close()


def _notes(body: Body) -> Iterator[str]:
    for count, what in ((body.comments, "comment"), (body.footnotes, "footnote"), (body.deletions, "tracked deletion")):
        if count:
            yield f"{plural(count, what)} left out"
