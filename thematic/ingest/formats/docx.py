"""Word documents to blocks: one a line of a paragraph. Read as a stream: nothing is extracted, no tree is built.

May hold which parts of the package say what (ECMA-376 part 1); what an element means is in `wordml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.ingest.formats.package import MOST_XML, Form, open_package
from thematic.ingest.formats.paragraphs import content_of, is_heading_style
from thematic.ingest.formats.wordml import Body, Styles

if TYPE_CHECKING:
    from thematic.ingest.formats.package import Package
    from thematic.ingest.raw import Content

__all__ = ["read_docx"]

_WORD = Form("a Word document", ".docx", "Word")


def read_docx(name: str, data: bytes, encoding: str | None = None) -> Content:  # noqa: ARG001  a reader's signature
    """Return the paragraphs of a Word document, those in tables, text boxes and content controls included.

    Insertions count as accepted and deletions as gone. Comments and notes are left out and counted. `Block.line` is the
    number of the paragraph, empty ones included; `encoding` is not needed, as XML names its own.

    Raises:
        InputError: the bytes are no Word document, or a damaged, encrypted or oversized one.
    """
    with open_package(name, data, _WORD) as package:
        main = package.document("word/document.xml")
        package.need(main)
        body = Body(name, _headings(package, main))
        package.feed(body, main, MOST_XML)
    return content_of("docx", body.paragraphs, body.left)


def _headings(package: Package, main: str) -> frozenset[str]:
    """Return the ids of the heading styles: their ids are in the author's language, their names are not."""
    styles = Styles()
    package.feed(styles, main.rpartition("/")[0] + "/styles.xml")
    named = {style for style, title in styles.names.items() if is_heading_style(title)}
    return frozenset(named | {"Title", "Subtitle", *(f"Heading{level}" for level in range(1, 10))})
