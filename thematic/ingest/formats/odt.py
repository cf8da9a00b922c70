"""OpenDocument texts to blocks, as `docx` reads Word's. May hold the package, and what its elements mean (ODF 1.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.formats.package import MOST_XML, Form, Target, encrypted, open_package, value
from thematic.ingest.formats.paragraphs import Left, Paragraph, Paragraphs, Tables, content_of, is_heading_style

if TYPE_CHECKING:
    from thematic.ingest.formats.package import Package
    from thematic.ingest.raw import Content

__all__ = ["read_odt"]

_ODT = Form("an OpenDocument text", ".odt", "LibreOffice")
_MIME = b"application/vnd.oasis.opendocument.text"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_BREAKS = {"text:tab": "\t", "text:line-break": "\n"}
# What was deleted; comments and notes; the small letters over a character; tables of contents; a picture's words.
_SKIPPED = frozenset(
    {
        "text:tracked-changes",
        "office:annotation",
        "text:note",
        "text:ruby-text",
        "text:table-of-content",
        "text:alphabetical-index",
        "svg:title",
        "svg:desc",
        "office:forms",
    }
)
_TABLES = {
    "table:table": Tables.begin_table,
    "table:table-row": Tables.begin_row,
    "table:table-cell": Tables.begin_cell,
    "table:covered-table-cell": Tables.begin_cell,
}
# However many spaces there are, they are folded to one.
_COUNT = re.compile(r"[1-9]\d?")


def read_odt(name: str, data: bytes, encoding: str | None = None) -> Content:  # noqa: ARG001  a reader's signature
    """Return the paragraphs of an OpenDocument text, as `read_docx` returns those of a Word document.

    Raises:
        InputError: the bytes are no OpenDocument text, or a damaged, encrypted or oversized one.
    """
    with open_package(name, data, _ODT) as package:
        package.need("content.xml")
        _check_kind(package)
        body = _Body(name)
        package.feed(body, "content.xml", MOST_XML)
    return content_of("odt", body.paragraphs, body.left)


def _check_kind(package: Package) -> None:
    mime = package.head("mimetype", len(_MIME))
    if mime and mime != _MIME:
        raise InputError(package.name, "it is OpenDocument but no text: a table or slides. Save its text as .odt")
    manifest = _Manifest()
    package.feed(manifest, "META-INF/manifest.xml")
    if manifest.encrypted:
        raise InputError(package.name, encrypted(_ODT))


class _Manifest(Target):
    """`META-INF/manifest.xml`: whether any part is encrypted."""

    def __init__(self) -> None:
        self.encrypted = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  the parser's protocol
        self.encrypted = self.encrypted or tag.endswith("}encryption-data")


class _Body(Target):
    """`content.xml`: its paragraphs in order, and a count of what was left out."""

    def __init__(self, name: str) -> None:
        self.paragraphs = Paragraphs(name)
        self.left = Left()
        self._tables = Tables()
        self._titles = {"Title", "Subtitle"}
        self._open: list[Paragraph] = []
        self._number = 0
        self._skipped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        word = _word(tag)
        if self._skipped or word in _SKIPPED:
            self._skipped += 1
            self.left.deletions += word == "text:deletion"
            self.left.comments += word == "office:annotation"
            self.left.footnotes += word == "text:note"
        elif word in {"text:p", "text:h"}:
            self._number += 1
            heading = word == "text:h" or value(attributes, "style-name") in self._titles
            self._open.append(Paragraph(self._number, heading, cell=self._tables.cell))
        elif word in _TABLES:
            _TABLES[word](self._tables)
        elif word == "style:style":
            self._note_style(value(attributes, "name"), value(attributes, "parent-style-name"))
        elif self._open:
            self._open[-1].pieces.append(_BREAKS.get(word) or _spaces(word, attributes))

    def end(self, tag: str) -> None:
        word = _word(tag)
        if self._skipped:
            self._skipped -= 1
        elif word in {"text:p", "text:h"} and self._open:
            self.paragraphs.add(self._open.pop())
        elif word == "table:table":
            self._tables.end_table()

    def data(self, text: str) -> None:
        if self._open and not self._skipped:
            # A line break in the file is a space; one in the text is an element.
            self._open[-1].pieces.append(text.replace("\n", " ").replace("\r", " "))

    def _note_style(self, style: str, parent: str) -> None:
        if parent in self._titles or is_heading_style(parent):
            self._titles.add(style)


def _spaces(word: str, attributes: dict[str, str]) -> str:
    if word != "text:s":
        return ""
    count = value(attributes, "c")
    return " " * int(count) if _COUNT.fullmatch(count) else " "


def _word(tag: str) -> str:
    """Return an element's name with the usual prefix of its namespace, as in `text:p`."""
    space, _, name = tag[1:].rpartition("}")
    return f"{space.removeprefix(_SPACE).partition(':')[0]}:{name}" if space.startswith(_SPACE) else ""
