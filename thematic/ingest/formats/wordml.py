"""WordprocessingML as events: what an element means while a document streams past. May hold parser targets only."""

from __future__ import annotations

from thematic.ingest.formats.package import Target, value
from thematic.ingest.formats.paragraphs import Left, Paragraph, Paragraphs, Tables

__all__ = ["Body", "Styles"]

_SPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# Deleted and moved-away words; the second reading of a text box; the small letters over a Chinese character.
_SKIPPED = frozenset({"del", "moveFrom", "rt", "mc:Fallback"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_TABLES = {"tbl": Tables.begin_table, "tr": Tables.begin_row, "tc": Tables.begin_cell}
_CHILD = 2


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
        else:
            self._content(word)

    def end(self, tag: str) -> None:
        """Close an element."""
        word = _word(tag)
        if self._skipped:
            self._skipped -= 1
        elif self._properties:
            self._properties -= 1
        elif word == "t":
            self._in_text = False
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
        elif word == "t":
            self._in_text = True
        elif word in _BREAKS and self._open:
            self._open[-1].pieces.append(_BREAKS[word])
        elif word == "commentReference":
            self.left.comments += 1
        elif word in {"footnoteReference", "endnoteReference"}:
            self.left.footnotes += 1
        elif word in _TABLES:
            _TABLES[word](self._tables)

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
    """Return an element's name in WordprocessingML, `mc:` before one of markup compatibility, else nothing."""
    space, _, name = tag[1:].rpartition("}")
    if space in _SPACES:
        return name
    return f"mc:{name}" if space == _COMPATIBILITY else ""
