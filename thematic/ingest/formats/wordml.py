"""WordprocessingML as events: what an element means while a document streams past. May hold parser targets only."""

from __future__ import annotations

import re

from thematic.ingest.formats.package import Target, value
from thematic.ingest.formats.paragraphs import Left, Paragraph, Paragraphs, Tables

__all__ = ["Body", "Styles"]

_SPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_MATHS = frozenset(
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"}
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# Deleted and moved-away words; how a run looked before; the second reading of a text box; the small letters over a
# Chinese character.
_SKIPPED = frozenset({"del", "moveFrom", "rt", "rPrChange", "mc:Fallback"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_TABLES = {"tbl": Tables.begin_table, "tr": Tables.begin_row, "tc": Tables.begin_cell}
_CHILD = 2
_OFF = frozenset({"0", "false", "off"})
_HEX = re.compile(r"[0-9A-Fa-f]{4}")
# Signs of picture fonts that stand for words, as Unicode has them.
_PICTURES = {
    ("wingdings", "F04A"): "\u263a", ("wingdings", "F04B"): "\U0001f610", ("wingdings", "F04C"): "\u2639",
    ("wingdings", "F0DF"): "\u2190", ("wingdings", "F0E0"): "\u2192", ("wingdings", "F0FC"): "\u2713",
    ("symbol", "F0A3"): "\u2264", ("symbol", "F0AC"): "\u2190", ("symbol", "F0AE"): "\u2192",
    ("symbol", "F0B0"): "\u00b0", ("symbol", "F0B1"): "\u00b1", ("symbol", "F0B3"): "\u2265",
    ("symbol", "F0B4"): "\u00d7",
}  # fmt: skip


class Styles(Target):
    """`styles.xml`: the names of the styles by id."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a style's id, then its name."""
        word = _word(tag)
        if word == "style":
            self._style = value(attributes, "styleId")
        elif word == "name" and self._style:
            self.names.setdefault(self._style, value(attributes, "val"))


class Body(Target):
    """`document.xml`: its paragraphs in order, and a count of what was left out."""

    def __init__(self, name: str, headings: frozenset[str]) -> None:
        self.paragraphs = Paragraphs(name)
        self.left = Left()
        self._tables = Tables()
        self._headings = headings
        self._open: list[Paragraph] = []
        self._number = 0
        self._skipped = 0
        self._properties = 0
        self._in_text = False
        self._hidden = False
        self._carried: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element; inside a skipped one only its depth counts."""
        word = _word(tag)
        if self._skipped:
            self._skipped += 1
        elif self._properties:
            self._properties += 1
            self._property(word, attributes)
        elif word in _SKIPPED:
            self._skipped = 1
            self.left.deletions += word == "del"
        elif word == "vanish":
            self._hidden = value(attributes, "val") not in _OFF
        elif word == "sym":
            self._sign(value(attributes, "font").casefold(), value(attributes, "char").upper())
        else:
            self._content(word)

    def end(self, tag: str) -> None:
        """Close an element."""
        word = _word(tag)
        if self._skipped:
            self._skipped -= 1
        elif self._properties:
            self._properties -= 1
        elif word in {"t", "m:t"}:
            self._in_text = False
        elif word == "r":
            self._hidden = False
        elif word == "p" and self._open:
            self._close_paragraph(self._open.pop())
        elif word == "tbl":
            self._tables.end_table()

    def data(self, text: str) -> None:
        """Take the words of a run."""
        if self._in_text and self._open and not self._skipped:
            self._open[-1].pieces.append(text)

    def _content(self, word: str) -> None:
        if word == "p":
            self._number += 1
            self._open.append(Paragraph(self._number, pieces=self._carried, cell=self._tables.cell))
            self._carried = []
        elif word == "pPr":
            self._properties = 1
        elif word in {"t", "m:t"}:
            self._in_text = not self._hidden
            self.left.hidden += self._hidden
        elif word in _BREAKS and self._open:
            self._open[-1].pieces.append(_BREAKS[word])
        elif word == "commentReference":
            self.left.comments += 1
        elif word in {"footnoteReference", "endnoteReference"}:
            self.left.footnotes += 1
        elif word in _TABLES:
            _TABLES[word](self._tables)

    def _sign(self, font: str, code: str) -> None:
        """Take a sign that is given by font and number; one of a private use is a picture unless it is known."""
        if self._hidden or not self._open or not _HEX.fullmatch(code):
            return
        letter = chr(int(code, 16))
        sign = _PICTURES.get((font, code), "") if "\ud800" <= letter <= "\uf8ff" else letter
        self._open[-1].pieces.append(sign)
        self.left.pictures += not sign

    def _property(self, word: str, attributes: dict[str, str]) -> None:
        if not self._open:
            return
        # Deeper down stands the style that a tracked change replaced.
        if word == "pStyle" and self._properties == _CHILD:
            self._open[-1].heading = value(attributes, "val") in self._headings
        elif word == "del":
            # The mark that ended the paragraph was deleted: it runs on into the next.
            self._open[-1].runs_on = True

    def _close_paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.runs_on and not self._open:
            self._carried = paragraph.pieces
        else:
            self.paragraphs.add(paragraph)

    def close(self) -> None:
        """End the document: words that were to run on into a next paragraph are the last one."""
        if self._carried:
            self.paragraphs.add(Paragraph(self._number, pieces=self._carried))
            self._carried = []


def _word(tag: str) -> str:
    """Return an element's name in WordprocessingML, `m:` before one of mathematics, `mc:` of markup compatibility."""
    space, _, name = tag[1:].rpartition("}")
    if space in _SPACES:
        return name
    if space in _MATHS:
        return f"m:{name}"
    return f"mc:{name}" if space == _COMPATIBILITY else ""
