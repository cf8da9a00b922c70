"""Web pages to blocks: what an element of HTML means while a page streams past. May hold that, and its encoding.

A page says of itself how it is encoded (HTML Living Standard, 13.2.3); else the ladder of plain text holds.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.formats.paragraphs import Left, Paragraph, Paragraphs, Tables, content_of
from thematic.ingest.limits import ASSUMED, other_format
from thematic.text import NotTextError, decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thematic.ingest.raw import Content
    from thematic.text import Decoded

__all__ = ["read_html"]

_MOST_HTML = 50_000_000
_DEEPEST = 200
_HEAD = 2048
_PIECE = 1 << 16
_CHARSET = re.compile(rb"<meta[^<>]{1,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.IGNORECASE)
# As browsers read them: the name most pages use for Windows-1252.
_ALSO_WINDOWS = frozenset({"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"})


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADINGS = _names("h1 h2 h3 h4 h5 h6 caption")
_BLOCKS = _HEADINGS | _names(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr ul"
)
_SKIPPED = _names(
    "applet audio button canvas del head iframe math noframes noscript object rt script select style svg template "
    "textarea title video"
)
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
# Comments and notes, as Word and LibreOffice write them.
_COMMENTS = ("mso-element:comment", "mso-comment")
_NOTES = ("mso-element:footnote", "mso-element:endnote")
_NOTE_IDS = re.compile(r"sd(?:foot|end)note\d{1,6}")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all")
# A mark is a raised link into the page itself, in whichever order; Word and LibreOffice name theirs.
_MARKING = frozenset({"a", "sup"})
_MARK = re.compile(r"sd(?:foot|end)noteanc|mso-(?:foot|end)note-id")
_BREAKING = re.compile(r"[\n\r\t\f]")


def read_html(name: str, data: bytes, encoding: str | None = None) -> Content:
    """Return the paragraphs of a web page: what a browser shows, but for scripts, forms and hidden parts.

    Every element that browsers set as a block is a paragraph, and every line of preformatted text. Deleted words,
    comments and notes are left out and counted.

    Raises:
        InputError: the bytes are no text or another format, too many, or nested as no page is.
    """
    if len(data) > _MOST_HTML:
        raise InputError(name, f"the page has over {_MOST_HTML // 1_000_000} MB. Save it without pictures")
    other = other_format(data, ".html")
    if other:
        raise InputError(name, other)
    decoded = _decoded(name, data, encoding)
    page = _Page(name)
    _feed(page, decoded.text)
    # A note and its mark are one thing left out; only on other pages than a word processor's are there marks alone.
    page.left.marks = max(page.left.marks - page.left.footnotes, 0)
    notes = (ASSUMED,) if decoded.assumed else ()
    return content_of("html", page.paragraphs, page.left, decoded.encoding, notes)


def _decoded(name: str, data: bytes, encoding: str | None) -> Decoded:
    try:
        decoded = decode(data, encoding or _declared(data))
        decoded.text.encode("utf-8")
    except NotTextError as error:
        raise InputError(name, f"not text: {error}. If it is a web page, say its --encoding") from None
    except (UnicodeError, ValueError) as error:
        raise InputError(name, f"not text in the encoding it names ({type(error).__name__}). Say --encoding") from None
    return decoded


def _declared(data: bytes) -> str | None:
    """Return the encoding that the page names, unless a byte-order mark says more."""
    found = _CHARSET.search(data[:_HEAD])
    if found is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    named = found[1].decode("ascii").lower()
    if named in _ALSO_WINDOWS:
        return "cp1252"
    # UTF-16 cannot be meant by what was just read as ASCII; a name that nobody knows is none.
    return None if named.startswith("utf-16") or not _is_known(named) else named


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding  # noqa: SLF001  what `bytes.decode` asks, too
    except LookupError:
        return False


def _feed(page: _Page, text: str) -> None:
    from lxml import etree

    parser = etree.HTMLParser(target=page, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE].encode("utf-8"))
        parser.close()
    except etree.LxmlError:
        raise InputError(page.name, "the page is damaged. Open it in a browser and save it as text") from None


class _Page:
    """The parser's target: paragraphs in order, and a count of what was left out."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.paragraphs = Paragraphs(name)
        self.left = Left()
        self._tables = Tables()
        self._open: Paragraph | None = None
        self._number = 0
        self._depth = 0
        self._skipped = 0
        self._kept = 0
        self._marking: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element; inside a skipped one only its depth counts."""
        if tag in _VOID:
            self._void(tag)
            return
        self._depth += 1
        if self._depth > _DEEPEST:
            raise InputError(self.name, f"elements are nested over {_DEEPEST} deep; no page is")
        if self._skipped or self._leaves_out(tag, attributes):
            self._skipped += 1
            return
        if tag in _MARKING:
            self._marking.append("link" if _leads_into_page(attributes) else tag)
        self._kept += tag == "pre" or self._kept > 0
        if tag in _BLOCKS:
            self._break()
        self._enter(tag)

    def end(self, tag: str) -> None:
        """Close an element."""
        if tag in _VOID:
            return
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        if tag in _MARKING and self._marking:
            self._marking.pop()
        self._kept -= self._kept > 0
        if tag in _BLOCKS:
            self._break()
        if tag == "table":
            self._tables.end_table()

    def data(self, text: str) -> None:
        """Take words; outside preformatted text a line break is a space."""
        if self._skipped:
            return
        if not self._kept:
            self._take(_BREAKING.sub(" ", text))
            return
        first, *others = text.split("\n")
        self._take(first)
        for line in others:
            self._break(empty=True)
            self._take(line)

    def close(self) -> None:
        """End the page."""
        self._break()

    def comment(self, text: str) -> None:
        """Leave a comment in the markup out: nobody said it."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Leave an instruction to programs out."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """HTML has no entities of its own: its document type says nothing."""

    def _void(self, tag: str) -> None:
        if tag == "hr" and not self._skipped:
            self._break()
        elif tag == "br" and not self._skipped:
            self._take("\n")

    def _leaves_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        style = attributes.get("style", "").lower()
        if any(mark in style for mark in _COMMENTS):
            self.left.comments += "comment-list" not in style
        elif any(mark in style for mark in _NOTES) or _NOTE_IDS.fullmatch(attributes.get("id", "")):
            self.left.footnotes += 1
        elif tag == "del":
            self.left.deletions += 1
        elif self._is_mark(tag, attributes):
            self.left.marks += 1
        else:
            return tag in _SKIPPED or "hidden" in attributes or _HIDDEN.search(style) is not None
        return True

    def _is_mark(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Whether an element is the mark of a footnote among the words: beside "34" it would make another number."""
        if tag == "a" and _MARK.search(f"{attributes.get('class', '')} {attributes.get('style', '')}"):
            return True
        link = tag == "a" and _leads_into_page(attributes)
        return (link and "sup" in self._marking) or (tag == "sup" and "link" in self._marking)

    def _enter(self, tag: str) -> None:
        if tag == "table":
            self._tables.begin_table()
        elif tag == "tr":
            self._tables.begin_row()
        elif tag in {"td", "th"}:
            self._tables.begin_cell()
        if tag in _HEADINGS:
            self._number += 1
            self._open = Paragraph(self._number, heading=True, cell=self._tables.cell)

    def _take(self, text: str) -> None:
        if self._open is None:
            if not text.strip():
                return
            self._number += 1
            self._open = Paragraph(self._number, cell=self._tables.cell)
        self._open.pieces.append(text)

    def _break(self, *, empty: bool = False) -> None:
        """End the paragraph, if there is one; an empty one counts where lines are kept."""
        if self._open is not None:
            self.paragraphs.add(self._open)
        elif empty:
            self._number += 1
        self._open = None


def _leads_into_page(attributes: Mapping[str, str]) -> bool:
    return attributes.get("href", "").startswith("#")
